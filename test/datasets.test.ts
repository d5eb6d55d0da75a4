import { describe, expect, test } from "vitest";

import { readKnowledge } from "../adapters/file-knowledge.ts";
import { readInside, readOutside, readTriageTest, SPLITS } from "../evals/datasets.ts";
import { KNOWLEDGE_FOLDER } from "../src/entry.ts";
import { SEVERITIES } from "../src/knowledge/schemas.ts";
import { LANGUAGES } from "../src/language.ts";
import { countFeatures, hashFeatures, wordsOf } from "../src/text/grams.ts";
import { normalise } from "../src/text/normalise.ts";
import { CATEGORIES } from "../src/triage/scorer.ts";

const BITS = 30;
/** Share of common character 4-grams from which a question counts as a copy of another. */
const COPY = 0.7;

const gramsOf = (text: string): Int32Array =>
  countFeatures(hashFeatures(wordsOf(normalise(text)), { from: 4, to: 4, words: false }), BITS).buckets;

/** Highest Jaccard similarity of the text with any of the known ones. */
function createComparison(known: readonly string[]): (text: string) => number {
  const sizes = new Uint16Array(known.length);
  const holders = new Map<number, number[]>();
  known.forEach((text, at) => {
    const grams = gramsOf(text);
    sizes[at] = grams.length;
    for (const gram of grams) add(holders, gram, at);
  });
  return (text) => {
    const grams = gramsOf(text);
    const shared = new Map<number, number>();
    for (const gram of grams) for (const at of holders.get(gram) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1);
    return Math.max(0, ...[...shared].map(([at, count]) => count / (grams.length + (sizes[at] ?? 0) - count)));
  };
}

function add(holders: Map<number, number[]>, gram: number, at: number): void {
  const list = holders.get(gram);
  if (list) list.push(at);
  else holders.set(gram, [at]);
}

describe("the held-back texts of triage", async () => {
  const knowledge = await readKnowledge(KNOWLEDGE_FOLDER);
  const similarity = createComparison(knowledge.triage.map(({ text }) => text));
  const heldBack = await readTriageTest();

  test("do not stand among the texts it is trained on, nor anything close to them", () => {
    expect(heldBack.length).toBeGreaterThan(1000);
    expect(heldBack.filter(({ text }) => similarity(text) >= COPY).map(({ text }) => text)).toEqual([]);
  });

  test("are of all languages, severities and categories", () => {
    const kinds = new Set(heldBack.flatMap(({ language, severity, category }) => [language, severity, category]));
    expect([...LANGUAGES, ...SEVERITIES, ...CATEGORIES].filter((kind) => !kinds.has(kind))).toEqual([]);
  });
});

describe("the measuring questions", async () => {
  const knowledge = await readKnowledge(KNOWLEDGE_FOLDER);
  const ids = new Set(knowledge.provisions.map(({ id }) => id));
  const similarity = createComparison([
    ...knowledge.examples.map(({ question }) => question),
    ...knowledge.outside.map(({ question }) => question),
    ...knowledge.situations.flatMap(({ questions }) => questions.map(({ question }) => question)),
  ]);

  test.each(SPLITS)("of %s do not stand among the example questions, nor anything close to them", async (split) => {
    const items = [...(await readInside(split)), ...(await readOutside(split))];
    expect(items.filter(({ question }) => similarity(question) >= COPY).map(({ id }) => id)).toEqual([]);
  });

  test.each(SPLITS)("of %s expect provisions that exist", async (split) => {
    const expected = (await readInside(split)).flatMap((item) => item.expected);
    expect(expected.filter((id) => !ids.has(id))).toEqual([]);
  });
});
