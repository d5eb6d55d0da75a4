// What is found for a question: by its own words, and where these leave it open and a language model is there, by rewordings too.

import type { Calibration } from "./knowledge/schemas.ts";
import type { ModelHelp } from "./model/model-help.ts";
import type { Question } from "./question.ts";
import type { ReadQuestion } from "./read-question.ts";
import { fuseRetrievals, isMovable } from "./retrieval/fuse-rewordings.ts";
import type { Query, Retrieval } from "./retrieval/retrieve.ts";
import { route } from "./route.ts";

export type RetrieveWithHelpDeps = {
  readonly retrieve: (query: Query) => Promise<Retrieval>;
  readonly read: (question: Question) => ReadQuestion;
  readonly gates: Calibration["gates"];
  readonly log: (message: string, cause: unknown) => void;
};

export type Beside = {
  /** `null` where no language model helps. */
  readonly help: Pick<ModelHelp, "reword"> | null;
  /** Whether the words may go to another server, masked. */
  readonly mayLeave: boolean;
};

/** "nothing" where there is nothing to search by. Rejects only where the question's own retrieval does. */
export type RetrieveWithHelp = (
  question: Question,
  asked: ReadQuestion,
  beside: Beside,
) => Promise<Retrieval | "nothing">;

export function createRetrieveWithHelp(deps: RetrieveWithHelpDeps): RetrieveWithHelp {
  const { retrieve, read, gates, log } = deps;
  return async (question, asked, { help, mayLeave }) => {
    const { whole, language, day } = asked;
    if (whole.words.length === 0) return "nothing";
    const written = mayLeave ? { written: writtenOf(question, asked) } : {};
    const own = await retrieve({ reading: { ...whole, ...written }, language, day });
    if (!help || !mayGain(own, asked, gates)) return own;
    try {
      const queries = (await help.reword(question, asked)).map((text) => {
        const other = read({ text });
        return { reading: { ...other.own, written: text }, language: other.language, day };
      });
      return fuseRetrievals(own, await Promise.all(queries.map(retrieve)));
    } catch (cause) {
      log("searching by rewordings failed", cause);
      return own;
    }
  };
}

/** With the question before it, where it leans on that. */
function writtenOf({ text, previous }: Question, { own, whole }: ReadQuestion): string {
  return whole === own || previous === undefined ? text : `${previous} ${text}`;
}

/** Not where it is declined anyway, nor where the asker is asked what is meant: a follow-up alone says that already. */
function mayGain(own: Retrieval, asked: ReadQuestion, gates: Calibration["gates"]): boolean {
  const outcome = route(own, asked.own, gates);
  const isFollowUp = asked.whole !== asked.own;
  return isMovable(own) && (outcome === "answered" || (outcome === "clarify" && isFollowUp));
}
