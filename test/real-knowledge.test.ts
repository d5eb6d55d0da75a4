import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { readKnowledge } from "../adapters/file-knowledge.ts";
import { parseBlocks } from "../src/knowledge/provisions.ts";
import { LANGUAGES } from "../src/language.ts";
import { pinpoint } from "../src/pinpoint.ts";

const FOLDER = fileURLToPath(new URL("../knowledge", import.meta.url));
// Fails the whole file, with the line that names the fault, where knowledge/ is broken.
const knowledge = await readKnowledge(FOLDER);

async function idsOf(document: string, language: string): Promise<string[]> {
  const file = `provisions/${document}.${language}.md`;
  return [...parseBlocks(file, await readFile(`${FOLDER}/${file}`, "utf8")).keys()];
}

describe("the real knowledge", () => {
  test.each([...knowledge.documents.keys()])("has the same ids of %s in three languages", async (document) => {
    const [kk, ru, en] = await Promise.all(LANGUAGES.map((language) => idsOf(document, language)));
    expect([new Set(kk), new Set(en)]).toEqual([new Set(ru), new Set(ru)]);
  });

  test.each([...knowledge.documents.keys()])("has provisions of %s", (id) => {
    expect(knowledge.provisions.some(({ document }) => document === id)).toBe(true);
  });

  test("has no provision twice", () => {
    const ids = knowledge.provisions.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
  });

  test("has no Latin i inside a Kazakh word", () => {
    const mixed = /\p{Script=Cyrillic}[iI]|[iI]\p{Script=Cyrillic}/u;
    const found = knowledge.provisions.filter(({ title, summary }) => mixed.test(`${title.kk} ${summary.kk}`));
    expect(found.map(({ id }) => id)).toEqual([]);
  });

  test("has no empty title, summary, question, answer or step", () => {
    const texts = [
      ...knowledge.provisions.flatMap(({ title, summary }) => LANGUAGES.flatMap((one) => [title[one], summary[one]])),
      ...knowledge.examples.map(({ question }) => question),
      ...knowledge.situations.flatMap(({ answer, steps }) => LANGUAGES.flatMap((one) => [answer[one], ...steps[one]])),
    ];
    expect(texts.filter((text) => text.trim() === "")).toEqual([]);
  });

  test("has text in all of Unicode's good order", () => {
    const texts = knowledge.provisions.flatMap(({ title, summary }) => [
      ...Object.values(title),
      ...Object.values(summary),
    ]);
    expect(texts.filter((text) => !text.isWellFormed() || text !== text.normalize("NFC"))).toEqual([]);
  });

  test("has example questions for every article and point in force", () => {
    const asked = new Set(knowledge.examples.map(({ provision }) => provision.split("/").slice(0, 2).join("/")));
    const inForce = knowledge.provisions.filter(
      ({ document }) => knowledge.documents.get(document)?.inForceTo === null,
    );
    expect([...new Set(inForce.map(({ topic }) => topic))].filter((topic) => !asked.has(topic))).toEqual([]);
  });

  test("can name every provision's place in three languages", () => {
    const places = knowledge.provisions.flatMap(({ id, document }) => {
      const act = knowledge.documents.get(document);
      return LANGUAGES.map((language) => (act ? pinpoint(id, act, language) : ""));
    });
    expect(places.filter((place) => !/\d/.test(place))).toEqual([]);
  });

  test("has documents only that replace documents it has", () => {
    const replaced = [...knowledge.documents.values()].flatMap(({ replacedBy }) => replacedBy ?? []);
    expect(replaced.filter((id) => !knowledge.documents.has(id))).toEqual([]);
  });

  test("has every gap of a sentence in all three languages", () => {
    const gapsOf = (text = ""): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
    const { kk, ru, en } = knowledge.messages;
    const uneven = Object.keys(ru).filter(
      (key) => `${gapsOf(kk[key])}` !== `${gapsOf(ru[key])}` || `${gapsOf(en[key])}` !== `${gapsOf(ru[key])}`,
    );
    expect(uneven).toEqual([]);
  });

  test("has thresholds between 0 and 1, save the counts of words", () => {
    const { clarifyWords: _asked, briefWords: _brief, ...gates } = knowledge.calibration.gates;
    expect(Object.entries(gates).filter(([, value]) => value < 0 || value > 1)).toEqual([]);
  });
});
