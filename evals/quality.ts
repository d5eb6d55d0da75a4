// `npm run quality`: how often the answer rests on a right provision, per language, and what is wrongly declined or answered.

import { loadConfig, openAsk } from "../src/entry.ts";
import { topicOf } from "../src/knowledge/provisions.ts";
import { DECLINED } from "../src/question.ts";
import { type InsideItem, type OutsideItem, readInside, readOutside, SPLITS } from "./datasets.ts";

const split = SPLITS.find((name) => name === process.argv[2]) ?? "dev";
const { ask, knowledge } = await openAsk(loadConfig(), (message) => process.stderr.write(`${message}\n`));
const quotes = new Map(knowledge.provisions.map(({ id, summary }) => [id, Object.values(summary)]));

type Figures = Record<string, number>;

async function measureInside({ question, language, expected }: InsideItem): Promise<Figures> {
  const reply = await ask({ text: question });
  const right = new Set(expected.map(topicOf));
  const cited = reply.citations.map(({ provision }) => right.has(topicOf(provision)));
  return {
    rightAmongCited: Number(cited.some(Boolean)),
    firstRight: Number(cited[0] ?? false),
    paragraphRight: Number(reply.citations.some(({ provision }) => expected.includes(provision))),
    rightAmongTen: Number(cited.some(Boolean) || reply.related.some((id) => right.has(topicOf(id)))),
    wronglyDeclined: Number(DECLINED.has(reply.outcome)),
    language: Number(reply.language === language),
    quotesVerbatim: Number(reply.citations.every(({ provision, quote }) => quotes.get(provision)?.includes(quote))),
  };
}

async function measureOutside({ question, language }: OutsideItem): Promise<Figures> {
  const reply = await ask({ text: question });
  return { declined: Number(DECLINED.has(reply.outcome)), language: Number(reply.language === language) };
}

function average(rows: readonly Figures[]): Figures {
  const names = Object.keys(rows[0] ?? {});
  const mean = (name: string): number => rows.reduce((sum, row) => sum + (row[name] ?? 0), 0) / rows.length;
  return { n: rows.length, ...Object.fromEntries(names.map((name) => [name, Math.round(mean(name) * 1000) / 1000])) };
}

async function table<Item>(
  items: readonly Item[],
  measure: (item: Item) => Promise<Figures>,
  groupsOf: (item: Item) => readonly string[],
): Promise<Record<string, Figures>> {
  const groups = new Map<string, Figures[]>();
  for (const item of items) {
    const figures = await measure(item);
    for (const group of ["all", ...groupsOf(item)]) groups.set(group, [...(groups.get(group) ?? []), figures]);
  }
  return Object.fromEntries([...groups].map(([group, rows]) => [group, average(rows)]));
}

const inside = await table(await readInside(split), measureInside, ({ language, overlap, style }) => [
  language,
  `overlap ${overlap}`,
  style,
]);
const outside = await table(await readOutside(split), measureOutside, ({ language, kind }) => [language, kind]);
process.stdout.write(`in scope (${split})\n`);
console.table(inside);
process.stdout.write(`out of scope (${split})\n`);
console.table(outside);
