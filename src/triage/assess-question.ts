// The verdict on a question, by itself: it needs neither index nor answer.

import type { Calibration } from "../knowledge/schemas.ts";
import type { Language } from "../language.ts";
import type { Question, Triage } from "../question.ts";
import type { ReadQuestion } from "../read-question.ts";
import type { Classifier } from "../retrieval/classifier.ts";
import { assess } from "./assess.ts";

export type Assess = (question: Question) => { readonly triage: Triage; readonly language: Language };

export type AssessDeps = {
  readonly read: (question: Question) => ReadQuestion;
  readonly scorer: Classifier;
  readonly gates: Calibration["gates"];
};

export function createAssess({ read, scorer, gates }: AssessDeps): Assess {
  return (question) => {
    const asked = read(question);
    return { triage: assess(scorer, asked.own, gates), language: asked.language };
  };
}
