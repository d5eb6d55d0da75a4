// `npm run evals -- gaps`: what people asked and Adep could not answer, by what the questions were nearest to.

import { Command, InvalidArgumentError } from "commander";

import { readKnowledge } from "../adapters/file-knowledge.ts";
import { alignColumns } from "../src/cases/case-listing.ts";
import { LEAST } from "../src/cases/statistics.ts";
import { KNOWLEDGE_FOLDER, runEntry } from "../src/command-entry.ts";
import type { Knowledge } from "../src/knowledge/knowledge.ts";
import { LANGUAGES } from "../src/language.ts";
import { type GapRow, type GapTables, tabulate } from "./gap-tables.ts";
import { type LifeStore, type Output, print, withLife } from "./life-store.ts";

export type GapOptions = Output & { readonly from?: string; readonly to?: string; readonly least: number };

type GapDeps = { readonly store: LifeStore; readonly knowledge: Pick<Knowledge, "provisions" | "thesaurus"> };

export async function showGaps({ store, knowledge }: GapDeps, options: GapOptions): Promise<void> {
  const { from = null, to = null, least } = options;
  if (from !== null && to !== null && from > to) throw new Error("--from must not be after --to");
  const all = await store.transact((tx) => tx.gaps.list());
  const isWithin = ({ month }: { readonly month: string }): boolean =>
    (from === null || month.slice(0, 7) >= from) && (to === null || month.slice(0, 7) <= to);
  const tables = tabulate(all.filter(isWithin), knowledge, least);
  const isEmpty = all.length === 0;
  const lines = isEmpty
    ? ["no gaps: no question without an answer has been counted"]
    : writeTables(tables, { from, to });
  print(options, lines, { isEmpty, from, to, ...tables });
}

type Period = { readonly from: string | null; readonly to: string | null };

function writeTables({ least, questions, topics, concepts, withheld }: GapTables, { from, to }: Period): string[] {
  const since = from === null ? "" : ` from ${from}`;
  const until = to === null ? "" : ` to ${to}`;
  const heading = `questions without an answer${since}${until}${since || until ? "" : ", all months that are kept"}`;
  const table = (kind: (typeof withheld)[number]["kind"], title: string, rows: readonly GapRow[]): string[] => [
    ...["", title],
    ...alignColumns(rows.map((row) => [`  ${row.count}`, row.language, row.name, row.title ?? ""])),
    ...withheld.filter((one) => one.kind === kind).map(({ language }) => `  hidden  ${language}  every name`),
    `  <${least}  every other`,
  ];
  return [
    `${heading}: ${LANGUAGES.map((language) => `${language} ${questions[language]}`).join(", ")}`,
    ...table("topic", "by the nearest article or point", topics),
    ...table("concept", "by idea of the thesaurus; a question may hold several", concepts),
    ...["", `<${least} is anything from 0 to ${least - 1}; what is hidden would let a small number be computed.`],
  ];
}

function toMonth(value: string): string {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(value)) return value;
  throw new InvalidArgumentError("write a month as YYYY-MM, for example 2026-06.");
}

function toLeast(value: string): number {
  if (/^\d{1,6}$/.test(value) && Number(value) >= LEAST) return Number(value);
  throw new InvalidArgumentError(`it must be a whole number, ${LEAST} or more.`);
}

export function createGapsCommand(): Command {
  return new Command("gaps")
    .description("Shows what people asked and Adep could not answer, as numbers; small ones are hidden.")
    .option("--from <month>", "this month and later", toMonth)
    .option("--to <month>", "this month and earlier", toMonth)
    .option("--least <number>", `numbers below this are hidden; ${LEAST} or more`, toLeast, LEAST)
    .option("--json", "print one line of JSON instead of text")
    .action((options: GapOptions) =>
      runEntry(() =>
        withLife(async (store) =>
          showGaps({ store, knowledge: await readKnowledge(KNOWLEDGE_FOLDER, "spoken") }, options),
        ),
      ),
    );
}
