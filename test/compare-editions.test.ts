import { describe, expect, test } from "vitest";

import { diffKeys } from "../adapters/diff-keys.ts";
import { compareEditions, type EditionChanges, type UnitChange } from "../src/editions/compare-editions.ts";
import type { Piece } from "../src/editions/compare-words.ts";
import { LATER, type Lines, makeEdition } from "./compare-acts.ts";

const GARDEN: Lines = {
  "1": "Уход за садом | Садовник обязан:",
  "1/1": "Поливать грядки каждое утро до восхода солнца.",
  "1/2": "Подрезать яблони в начале весны и осенью.",
  "1/3": "Собирать опавшие листья в отдельную кучу.",
  "2": "Гости сада | Гости ходят только по дорожкам.",
};

const compare = (before: Lines, after: Lines): EditionChanges =>
  compareEditions(makeEdition(before), makeEdition(after, LATER), { diffKeys });
const unitsOf = ({ topics }: EditionChanges): UnitChange[] => topics.flatMap(({ units }) => units);
const marked = (pieces: readonly Piece[]): string =>
  pieces.map(({ kind, text }) => (kind === "kept" ? text : kind === "added" ? `{+${text}+}` : `{-${text}-}`)).join("");
const told = (changes: EditionChanges): string[] =>
  unitsOf(changes).map(({ kind, id, from }) => [kind, id.slice(11), ...(from ? [from.slice(11)] : [])].join(" "));

describe("two editions of an act", () => {
  test("that are the same have no changes", () => {
    const changes = compare(GARDEN, GARDEN);
    expect([changes.topics, changes.typography, changes.unchanged]).toEqual([[], [], 5]);
  });

  test("show the words that were replaced, and keep the others", () => {
    const changes = compare(GARDEN, { ...GARDEN, "1/1": "Поливать грядки каждый вечер до восхода солнца." });
    expect(told(changes)).toEqual(["changed 1/1"]);
    expect(marked(unitsOf(changes)[0]?.pieces ?? [])).toBe(
      "Поливать грядки {-каждое утро -}{+каждый вечер +}до восхода солнца.",
    );
  });

  test("show what was added, removed and excluded, in the order of the act", () => {
    const { "1/2": _gone, ...rest } = GARDEN;
    const changes = compare(GARDEN, {
      ...rest,
      "1/3": null,
      "1/10": "Красить забор раз в год.",
      "1/9": "Кормить птиц зимой.",
    });
    expect(told(changes)).toEqual(["removed 1/2", "excluded 1/3", "added 1/9", "added 1/10"]);
    expect(changes.counts).toEqual({ added: 2, removed: 1, excluded: 1, changed: 0, moved: 0 });
    expect(marked(unitsOf(changes)[1]?.pieces ?? [])).toBe("{-Собирать опавшие листья в отдельную кучу.-}");
  });

  test("show a unit pushed down by a new one as renumbered, not as rewritten", () => {
    const changes = compare(GARDEN, {
      ...GARDEN,
      "1/2": "Чинить теплицу после каждой бури.",
      "1/3": GARDEN["1/2"] ?? "",
      "1/4": "Собирать опавшие листья в большую отдельную кучу.",
    });
    expect(told(changes)).toEqual(["added 1/2", "moved 1/3 1/2", "moved 1/4 1/3"]);
    expect(marked(unitsOf(changes)[2]?.pieces ?? [])).toBe("Собирать опавшие листья в {+большую +}отдельную кучу.");
  });

  test("tell of a renumbered article once, and not of every unit in it", () => {
    const { "2": guests, ...first } = GARDEN;
    const changes = compare(
      { ...first, "2": guests ?? "", "2/1": "Гость закрывает калитку.", "2/2": "Гость не рвёт цветов." },
      { ...first, "3": guests ?? "", "3/1": "Гость закрывает калитку.", "3/2": "Гость не рвёт цветов и ягод." },
    );
    expect(told(changes)).toEqual(["moved 3 2", "moved 3/2 2/2"]);
  });

  test("find a long unit again in another article", () => {
    const { "1/3": leaves, ...rest } = GARDEN;
    const long = `${leaves} Куча стоит не ближе трёх шагов от забора.`;
    const changes = compare({ ...rest, "1/3": long }, { ...rest, "2/1": long });
    expect(told(changes)).toEqual(["moved 2/1 1/3"]);
  });

  test("take a short unit that stands elsewhere for another one", () => {
    const changes = compare({ ...GARDEN, "1/4": "Мыть лопаты." }, { ...GARDEN, "2/1": "Мыть лопаты." });
    expect(told(changes)).toEqual(["removed 1/4", "added 2/1"]);
  });

  test("take wholly new words under the old number for a change of that unit", () => {
    const changes = compare(GARDEN, { ...GARDEN, "1/2": "Кормить птиц." });
    expect(told(changes)).toEqual(["changed 1/2"]);
  });

  test("show a changed title, though the words below it are the same", () => {
    const changes = compare(GARDEN, { ...GARDEN, "2": "Посетители сада | Гости ходят только по дорожкам." });
    expect(changes.topics.map(({ id, units }) => [id, units])).toEqual([["garden-act/2", []]]);
    expect(marked(changes.topics[0]?.heading ?? [])).toBe("{-Гости -}{+Посетители +}сада");
  });

  test("keep a rewritten passage in one piece, though a comma stands in both", () => {
    const changes = compare(
      { "1": "А | Садовник копает, сеет и поливает землю." },
      { "1": "А | Садовник рыхлит, полет и удобряет землю." },
    );
    expect(marked(unitsOf(changes)[0]?.pieces ?? [])).toBe(
      "Садовник {-копает, сеет и поливает -}{+рыхлит, полет и удобряет +}землю.",
    );
  });

  test("show two texts one after the other where hardly a word is the same", () => {
    const [before, after] = ["роза", "дуб"].map((name) =>
      Array.from({ length: 900 }, (_, at) => `${name}${at}`).join(" "),
    );
    const changes = compare({ "1": `А | ${before}` }, { "1": `А | ${after}` });
    expect(unitsOf(changes)[0]?.pieces).toEqual([
      { kind: "removed", text: before },
      { kind: "added", text: after },
    ]);
  });

  test("do not differ by numbers that are empty in both", () => {
    const changes = compare({ ...GARDEN, "1/4": null }, { ...GARDEN, "1/5": null });
    expect(changes.topics).toEqual([]);
  });

  test("count a number that is empty in both as unchanged, whatever its note says", () => {
    const before = makeEdition({ ...GARDEN, "1/4": null });
    const after = makeEdition({ ...GARDEN, "1/4": null }, LATER);
    const noted = { ...after, text: after.text.replace("Исключен.", "Изъят....") };
    const { topics, typography, unchanged } = compareEditions(before, noted, { diffKeys });
    expect([topics, typography, unchanged]).toEqual([[], [], 6]);
  });

  test("show words that came back under an excluded number as added", () => {
    expect(told(compare({ ...GARDEN, "1/4": null }, { ...GARDEN, "1/4": "Мыть лопаты." }))).toEqual(["added 1/4"]);
  });

  test("of different languages are not compared", () => {
    const before = makeEdition(GARDEN, { language: "kk" });
    expect(() => compareEditions(before, makeEdition(GARDEN), { diffKeys })).toThrow(
      "garden-act (kk) and garden-act (ru)",
    );
  });
});

describe("typography", () => {
  const before = 'Лист "дуба" - это лист: 5-1 и далее, VI часть, дерево';
  test.each([
    ["quotes", before.replace('"дуба"', "«дуба»")],
    ["dashes", before.replace(" - ", " – ")],
    ["spaces and line wraps", before.replace("это лист", "это\n лист")],
    ["look-alike letters in a word", before.replace("дерево", "дepeво")],
    ["look-alike letters in a Roman number", before.replace("VI", "VІ")],
    ["soft hyphens", before.replace("дерево", "де\u00adрево")],
  ])("of %s is no change of law", (_name, after) => {
    const changes = compare({ ...GARDEN, "1/1": before }, { ...GARDEN, "1/1": after });
    expect(changes.topics).toEqual([]);
  });

  test("is told of apart", () => {
    const changes = compare({ ...GARDEN, "1/1": before }, { ...GARDEN, "1/1": before.replace(" - ", " – ") });
    expect([changes.typography, changes.unchanged]).toEqual([["garden-act/1/1"], 4]);
  });

  test.each([
    ["a number", "Лист дуба, 5-2"],
    ["a capital letter", "лист дуба, 5-1"],
    ["a comma", "Лист дуба 5-1"],
    ["a word in two", "Лист ду ба, 5-1"],
  ])("does not hide a change of %s", (_name, after) => {
    expect(told(compare({ ...GARDEN, "1/1": "Лист дубa, 5-1" }, { ...GARDEN, "1/1": after }))).toEqual(["changed 1/1"]);
  });
});

describe("a large act", () => {
  test("of 600 articles is compared in a few seconds", { timeout: 20_000 }, () => {
    const [before, after] = [bigAct(0), bigAct(1)];
    expect(before.text.length).toBeGreaterThan(1_100_000);
    const start = performance.now();
    const { counts } = compareEditions(before, after, { diffKeys });
    expect(performance.now() - start).toBeLessThan(9000);
    expect(counts).toEqual({ added: 60, removed: 0, excluded: 0, changed: 60, moved: 60 });
  });
});

/** In each tenth article a paragraph is inserted before the last one, and a word of the first is another. */
function bigAct(amended: number) {
  const lines: Record<string, string> = {};
  const words = (seed: number, length: number): string =>
    Array.from({ length }, (_, at) => `слово${(seed * 7919 + at * at * 31 + at * 17) % 9973}`).join(" ");
  for (let article = 1; article <= 600; article += 1) {
    const isAmended = amended > 0 && article % 10 === 0;
    lines[`${article}`] = `Статья о предмете ${article} | ${words(article, 20)}:`;
    for (let at = 1; at <= 6; at += 1) lines[`${article}/${at}`] = words(article * 100 + at, 30);
    if (!isAmended) continue;
    lines[`${article}/1`] = `${lines[`${article}/1`]} иначе`;
    lines[`${article}/7`] = lines[`${article}/6`] ?? "";
    lines[`${article}/6`] = words(article * 100 + 77, 30);
  }
  return makeEdition(lines, amended > 0 ? LATER : {});
}
