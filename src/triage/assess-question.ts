// The verdict on a question, by itself: it needs neither index nor answer.

import type { Knowledge } from "../knowledge/knowledge.ts";
import type { Language } from "../language.ts";
import type { Question, Triage } from "../question.ts";
import type { ReadQuestion } from "../read-question.ts";
import type { Reading } from "../retrieval/reading.ts";
import { buildConceptFinder } from "../text/concepts.ts";
import { assess } from "./assess.ts";
import { readForTriage, type TriageWords } from "./features.ts";
import type { TriageScorer } from "./scorer.ts";

export type AssessReading = (reading: Reading) => Triage;
export type Assessed = { readonly triage: Triage; readonly language: Language };
export type Assess = (question: Question) => Assessed;

type TriageKnowledge = Pick<Knowledge, "lexicon" | "signals" | "calibration">;

export function createAssessReading(knowledge: TriageKnowledge, scorer: TriageScorer): AssessReading {
  // Folding the lexicon takes a while: the first text waits for it, not the start.
  let made: TriageWords | null = null;
  return (reading) => {
    made ??= { lexicon: buildConceptFinder(knowledge.lexicon), signals: knowledge.signals };
    return assess(scorer, readForTriage(reading, made), knowledge.calibration.gates);
  };
}

export function createAssess(read: (question: Question) => ReadQuestion, assessReading: AssessReading): Assess {
  return (question) => {
    const asked = read(question);
    return { triage: assessReading(asked.own), language: asked.language };
  };
}
