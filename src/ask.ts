// One verb: a question in, a reply out. Triage comes first and depends on nothing that the answer needs.

import { compose } from "./compose.ts";
import type { Searchable } from "./index/searchable.ts";
import type { Knowledge } from "./knowledge/knowledge.ts";
import type { Question, Reply, Triage } from "./question.ts";
import type { ReadQuestion } from "./read-question.ts";
import { createRetrieve, type Retrieval } from "./retrieval/retrieve.ts";
import type { AssessReading } from "./triage/assess-question.ts";

export type AskDeps = {
  readonly knowledge: Knowledge;
  readonly searchable: Searchable;
  readonly read: (question: Question) => ReadQuestion;
  readonly assessReading: AssessReading;
  readonly log: (message: string, cause: unknown) => void;
};

/** Never rejects: what goes wrong while answering becomes the outcome `unavailable`. A verdict that is known already is not sought again. */
export type Ask = (question: Question, known?: Triage) => Promise<Reply>;

export function createAsk({ knowledge, searchable, read, assessReading, log }: AskDeps): Ask {
  const retrieve = createRetrieve({ knowledge, searchable });
  return async (question, known) => {
    const asked = read(question);
    const triage = known ?? assessReading(asked.own);
    const retrieval = await find(asked, retrieve).catch((cause: unknown) => {
      log("retrieval failed", cause);
      return null;
    });
    return compose(knowledge, { asked, triage, retrieval });
  };
}

/** `null` where there is nothing to search by. */
async function find(asked: ReadQuestion, retrieve: ReturnType<typeof createRetrieve>): Promise<Retrieval | "nothing"> {
  const { whole, language, day } = asked;
  return whole.words.length === 0 ? "nothing" : retrieve({ reading: whole, language, day });
}

export type Found = {
  readonly asked: ReadQuestion;
  readonly triage: Triage;
  readonly retrieval: Retrieval | "nothing" | null;
};
