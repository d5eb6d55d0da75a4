// One verb: a question in, a reply out. Triage comes first and depends on nothing that the answer needs.

import { compose } from "./compose.ts";
import type { Searchable } from "./index/searchable.ts";
import type { Knowledge } from "./knowledge/knowledge.ts";
import type { ModelHelp } from "./model/model-help.ts";
import type { Question, Reply, Triage } from "./question.ts";
import type { ReadQuestion } from "./read-question.ts";
import { createRetrieve, type Retrieval } from "./retrieval/retrieve.ts";
import { createRetrieveWithHelp } from "./retrieve-with-help.ts";
import type { AssessReading } from "./triage/assess-question.ts";

export type AskDeps = {
  readonly knowledge: Knowledge;
  readonly searchable: Searchable;
  readonly read: (question: Question) => ReadQuestion;
  readonly assessReading: AssessReading;
  readonly log: (message: string, cause: unknown) => void;
  /** `null` where no language model is configured. */
  readonly help?: ModelHelp | null;
};

/** Never rejects: what goes wrong while answering becomes the outcome `unavailable`. A verdict that is known already is not sought again. */
export type Ask = (question: Question, known?: Triage) => Promise<Reply>;

/** What a language model may add to the time of an answer. */
const HELP_MS = 8000;

export function createAsk({ knowledge, searchable, read, assessReading, log, help = null }: AskDeps): Ask {
  const { gates } = knowledge.calibration;
  const retrieve = createRetrieve({ knowledge, searchable });
  const find = createRetrieveWithHelp({ retrieve, read, gates, log });
  return async (question, known) => {
    const asked = read(question);
    const verdict = known ?? assessReading(asked.own);
    // Whoever is in danger does not wait for a model, and their words go nowhere.
    const mayLeave = verdict.severity !== "critical";
    const helping = mayLeave ? help : null;
    const term = helping && allot(HELP_MS);
    const retrieving = find(question, asked, { help: helping, mayLeave }).catch((cause: unknown) => {
      log("retrieval failed", cause);
      return null;
    });
    const looking = helping?.lookAgain(question, asked, verdict) ?? verdict;
    const [triage, retrieval] = await Promise.all([looking, retrieving]);
    const reply = compose(knowledge, { asked, verdict, triage, retrieval });
    if (!helping || !term) return reply;
    return Promise.race([helping.word(question, asked, reply), term.over.then(() => reply)]).finally(term.end);
  };
}

type Term = { readonly over: Promise<void>; readonly end: () => void };

/** Until all help together has had its time; each part has a limit of its own as well. */
function allot(ms: number): Term {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return { over, end: () => clearTimeout(timer) };
}

export type Found = {
  readonly asked: ReadQuestion;
  /** Of the deterministic triage: decides what is answered. */
  readonly verdict: Triage;
  /** The same, or what a second look raised it to: decides what is offered. */
  readonly triage: Triage;
  readonly retrieval: Retrieval | "nothing" | null;
};
