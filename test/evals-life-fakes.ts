// People's experience in memory, and measuring sets in a folder of their own.

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import type { LifeStore } from "../evals/life-store.ts";
import type { Candidate, Gap } from "../src/candidates/candidate.ts";
import { writeKnowledge } from "./knowledge-files.ts";

export type FakeLife = {
  readonly store: LifeStore;
  readonly candidates: Map<string, Candidate>;
  /** The next deletions fail, as where the process dies. */
  isDying: boolean;
};

export function createFakeLife(
  candidates: readonly Candidate[],
  gaps: readonly (Gap & { readonly count: number })[] = [],
): FakeLife {
  const kept = new Map(candidates.map((one) => [one.id, one]));
  const remove = async (id: string): Promise<void> => {
    if (life.isDying) throw new Error("the process died");
    kept.delete(id);
  };
  const unused = async (): Promise<never> => {
    throw new Error("no command needs this");
  };
  const tx = {
    candidates: { put: unused, list: async () => [...kept.values()], delete: remove, deleteBefore: unused },
    gaps: { count: unused, list: async () => [...gaps], deleteBefore: unused },
  };
  const life: FakeLife = { store: { transact: (work) => work(tx) }, candidates: kept, isDying: false };
  return life;
}

export function aCandidate(overrides: Partial<Candidate> = {}): Candidate {
  return {
    ...{
      id: "c0ffee12",
      kind: "bad-answer",
      month: "2026-09-01",
      language: "en",
      text: "May I dry the umbrella here?",
    },
    ...{ remark: "", reason: "wrong", outcome: "answered" },
    severity: { given: "routine", right: null },
    ...overrides,
  };
}

const INSIDE = { language: "en", style: "plain", overlap: "low", question: "Whose boat is it?" };

/** A line in each file that candidates go to, and one set with two texts in an item. */
export async function writeSets(more: Readonly<Record<string, string>> = {}): Promise<string> {
  const line = (item: unknown): string => `${JSON.stringify(item)}\n`;
  return writeKnowledge({
    "dev.jsonl": line({ id: "dev-en-001", ...INSIDE, expected: ["law-290-viii/7"] }),
    "test.jsonl": line({ id: "test-en-001", ...INSIDE, question: "Who rows?", expected: ["law-290-viii/7"] }),
    "dev-outside.jsonl": line({ id: "devo-en-001", language: "en", kind: "far", question: "Will it rain?" }),
    "test-outside.jsonl": line({ id: "testo-en-001", language: "en", kind: "far", question: "Will it snow?" }),
    "triage-test.jsonl": line({ language: "en", text: "He sank my boat.", severity: "serious", category: "other" }),
    "twins.jsonl": line({ id: "twin-1", items: [{ language: "en", question: "Is the pond deep?" }] }),
    "conversations.jsonl": line({ id: "conversation-1", language: "en", turns: ["And the geese?", "And the swans?"] }),
    ...more,
  });
}

/** Items of the file in their order. */
export async function itemsIn(folder: string, file: string): Promise<Record<string, unknown>[]> {
  const content = await readFile(path.join(folder, file), "utf8");
  return content
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** Every file's content by its name. */
export async function contentsOf(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  const contents = await Promise.all(names.map((name) => readFile(path.join(folder, name), "utf8")));
  return Object.fromEntries(names.map((name, at) => [name, contents[at] ?? ""]));
}
