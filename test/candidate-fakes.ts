// Questions with personal data, the mask of the service, and what was kept for the evals.

import { readFileSync } from "node:fs";
import type { Candidate, Gap } from "../src/candidates/candidate.ts";
import { createMask } from "../src/case-entry.ts";
import type { NameWords } from "../src/cases/mask.ts";
import { messagesSchema } from "../src/knowledge/schemas.ts";
import type { Language } from "../src/language.ts";
import type { CaseBench } from "./case-fakes.ts";

const read = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../knowledge/${file}`, import.meta.url), "utf8"));

const catalogue = (language: Language) => messagesSchema.parse(read(`messages/${language}.json`));

export const realMask = createMask({
  // The shape is what `NameWords` says; a missing list would fail the first test.
  personalNames: read("personal-names.json") as NameWords,
  messages: { kk: catalogue("kk"), ru: catalogue("ru"), en: catalogue("en") },
});

export const PERSONAL = ["Nurlanov", "900101310004", "701 123"] as const;
export const NAMED = "may I lend the service boat to my brother Yerlan Nurlanov, IIN 900101310004, +7 701 123 45 67?";
export const MASKED = "may I lend the service boat to my brother [name], IIN [IIN], [phone]?";
export const REMARK = "Nurlanov says that article 8 forbids it.";
export const MASKED_REMARK = "[name] says that article 8 forbids it.";

export function candidatesOf({ deps }: Pick<CaseBench, "deps">): Promise<Candidate[]> {
  return deps.store.transact((tx) => tx.candidates.list());
}

export function gapsOf({ deps }: Pick<CaseBench, "deps">): Promise<(Gap & { readonly count: number })[]> {
  return deps.store.transact((tx) => tx.gaps.list());
}

/** What lies in the store for the evals, opened and as it lies there. */
export async function writtenOf(bench: Pick<CaseBench, "deps" | "opened">): Promise<string> {
  const rows = await bench.opened.database.db.selectFrom("candidates").selectAll().execute();
  return JSON.stringify([await candidatesOf(bench), rows]);
}
