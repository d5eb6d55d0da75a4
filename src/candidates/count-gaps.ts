// Counts the questions that had no answer, so that whoever looks after the knowledge sees what is missing. No word of a question.

import type { Ask } from "../ask.ts";
import type { CaseStore } from "../cases/store.ts";
import type { Day } from "../day.ts";
import type { Outcome, Reply } from "../question.ts";
import type { Gap } from "./candidate.ts";
import { monthOf } from "./keep.ts";

export type CountingDeps = {
  readonly ask: Ask;
  /** The ideas of the thesaurus in a text, by the names they have there. */
  readonly conceptsOf: (text: string) => readonly string[];
  readonly store: Pick<CaseStore, "transact">;
  readonly today: () => Day;
  /** Fixed messages only. */
  readonly log: (message: string, cause: unknown) => void;
};

/** What was within the service, and what was taken to lie outside it: a wrong refusal shows by its ideas. */
const COUNTED: ReadonlySet<Outcome> = new Set(["no-source", "out-of-scope"]);
const MOST_CONCEPTS = 5;

/** The reply is never delayed or lost for the count. */
export function createCountingAsk({ ask, conceptsOf, store, today, log }: CountingDeps): Ask {
  const count = async (text: string, reply: Reply): Promise<void> => {
    const gaps = gapsOf(reply, { concepts: conceptsOf(text), month: monthOf(today()) });
    await store.transact(async (tx) => {
      for (const gap of gaps) await tx.gaps.count(gap);
    });
  };
  return async (question, known) => {
    const reply = await ask(question, known);
    if (isGap(reply)) {
      setImmediate(() => {
        count(question.text, reply).catch((cause: unknown) =>
          log("a question without an answer was not counted", cause),
        );
      });
    }
    return reply;
  };
}

/** Whoever is in danger asks for no law, whatever it came to. */
function isGap({ outcome, triage }: Reply): boolean {
  return COUNTED.has(outcome) && triage.severity !== "critical";
}

type Seen = { readonly concepts: readonly string[]; readonly month: Day };

/** One row for the nearest article or point, empty where there is none, and one for each idea. */
function gapsOf({ outcome, language, related }: Reply, { concepts, month }: Seen): Gap[] {
  const common = { month, language, outcome };
  const topic = related[0]?.split("/").slice(0, 2).join("/") ?? "";
  const ideas = [...new Set(concepts)].slice(0, MOST_CONCEPTS);
  return [
    { ...common, kind: "topic", name: topic },
    ...ideas.map((name) => ({ ...common, kind: "concept", name }) as const),
  ];
}
