import { describe, expect, test } from "vitest";

import { readKnowledge } from "../adapters/file-knowledge.ts";
import { readInside, readOutside, readTriageTest, SPLITS, type Split } from "../evals/datasets.ts";
import { KNOWLEDGE_FOLDER } from "../src/command-entry.ts";
import { SEVERITIES } from "../src/knowledge/schemas.ts";
import { LANGUAGES } from "../src/language.ts";
import { CATEGORIES } from "../src/triage/scorer.ts";
import { readSetItems, type SetItem } from "./dataset-items.ts";
import { COPY, createComparison } from "./likeness.ts";

const readPlain = async (...splits: readonly Split[]): Promise<{ id: string; question: string }[]> =>
  (
    await Promise.all(splits.map(async (split) => [...(await readInside(split)), ...(await readOutside(split))]))
  ).flat();

const copiesIn = (items: readonly SetItem[], similarity: (text: string) => number): string[] =>
  items.flatMap(({ id, texts }) => texts.filter((text) => similarity(text) >= COPY).map((text) => `${id}: ${text}`));

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
    const items = await readPlain(split);
    expect(items.filter(({ question }) => similarity(question) >= COPY).map(({ id }) => id)).toEqual([]);
  });

  test.each(SPLITS)("of %s expect provisions that exist", async (split) => {
    const expected = (await readInside(split)).flatMap((item) => item.expected);
    expect(expected.filter((id) => !ids.has(id))).toEqual([]);
  });

  test("of the sets that name their split do not stand among the example questions, nor anything close", async () => {
    expect(copiesIn(await readSetItems(), similarity)).toEqual([]);
  });
});

describe("an item that is only to measure with", async () => {
  const items = await readSetItems();
  const heldBack = items.filter(({ split }) => split === "test");
  const tunedWith = items.filter(({ split }) => split === "dev").flatMap(({ texts }) => texts);

  test("is no near copy of one to tune with, in whatever set", async () => {
    const plain = (await readPlain("dev", "short-dev")).map(({ question }) => question);
    expect(copiesIn(heldBack, createComparison([...plain, ...tunedWith]))).toEqual([]);
  });

  test("has no near copy among the items to tune with of the sets that name their split", async () => {
    const similarity = createComparison(tunedWith);
    expect((await readPlain("test")).filter(({ question }) => similarity(question) >= COPY)).toEqual([]);
  });
});
