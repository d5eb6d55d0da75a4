// Whether a text is taken for what it is said to be. The acts are made of our own summaries.

import { describe, expect, test } from "vitest";

import { readKnowledge } from "../adapters/file-knowledge.ts";
import type { Edition } from "../src/editions/edition.ts";
import { judgeText } from "../src/editions/judge-text.ts";
import { readAct } from "../src/editions/read-act.ts";
import type { ActDocument } from "../src/knowledge/schemas.ts";
import type { Language } from "../src/language.ts";
import { plainText } from "./read-act-source.ts";
import { actLines } from "./summary-acts.ts";

const knowledge = await readKnowledge("knowledge", "spoken");
const IDS = [...knowledge.documents.keys()];
const LANGUAGES = ["kk", "ru"] as const;
type Claimed = { readonly document?: string; readonly language?: Language; readonly previous?: Pick<Edition, "units"> };

const linesOf = (document: string, language: "kk" | "ru" = "ru") => actLines(knowledge, { document, language });

function documentOf(id: string): ActDocument {
  const found = knowledge.documents.get(id);
  if (!found) throw new Error(`no act ${id}`);
  return found;
}

/** As a maintainer would, who says which act and language it is. */
function judge(lines: readonly string[], { document: id = "law-416-v", language = "ru", previous }: Claimed = {}) {
  const document = documentOf(id);
  const provisions = knowledge.provisions.filter((provision) => provision.document === id);
  const earlier = previous ? ({ ...previous, edition: "2026-01-03" } as Edition) : null;
  const read = readAct(plainText(lines.join("\n")), { document, language });
  return judgeText(read, { document, language, provisions, previous: earlier });
}

describe.each(LANGUAGES)("a whole act in %s", (language) => {
  test.each(IDS)("is taken for %s and for no other act", (document) => {
    const lines = linesOf(document, language);
    const taken = IDS.filter((id) => judge(closed(lines), { document: id, language }).length === 0);
    expect(taken).toEqual([document]);
  });

  test.each(IDS)("%s is not taken for one in another language", (document) => {
    const others = (["kk", "ru", "en"] as const).filter((other) => other !== language);
    const taken = others.filter(
      (other) => judge(closed(linesOf(document, language)), { document, language: other }).length === 0,
    );
    expect(taken).toEqual([]);
  });
});

describe("a part of an act", () => {
  const whole = linesOf("law-416-v");

  test.each([10, 20, 30, 40, 50, 60, 70, 80, 90])(
    "is refused at %i %% of its text, wherever the cut falls",
    (share) => {
      const text = whole.join("\n");
      const at = Math.floor((text.length * share) / 100);
      const ends = [at, text.lastIndexOf("\n", at), text.lastIndexOf(" ", at)];
      expect(ends.map((end) => judge([text.slice(0, end)]).length > 0)).toEqual([true, true, true]);
    },
  );

  test("is refused where only the last article is missing, and told which", () => {
    const last = whole.findIndex((line) => line.startsWith("Статья 69."));
    expect(judge(whole.slice(0, last))).toEqual([
      "1 of the articles or points that the summaries know are not there: 69. Is it a part of a page?",
    ]);
  });

  test("is refused where its last sentence has no end", () => {
    const cut = [...whole.slice(0, -1), (whole.at(-1) ?? "").slice(0, -20)];
    expect(judge(cut)).toEqual(["its last words end no sentence: a page that was cut off?"]);
  });

  test("is refused where articles are missing in the middle, and told which", () => {
    const [from, to] = [20, 31].map((number) => whole.findIndex((line) => line.startsWith(`Статья ${number}.`)));
    expect(judge([...whole.slice(0, from), ...whole.slice(to)])).toEqual([
      "11 of the articles or points that the summaries know are not there: 20, 21, 22, 23, 24, …. Is it a part of a page?",
    ]);
  });

  test("is not what lacks an article that was put in between later", () => {
    const [from, to] = ["24-1", "25"].map((number) => whole.findIndex((line) => line.startsWith(`Статья ${number}.`)));
    expect(judge([...whole.slice(0, from), ...whole.slice(to)])).toEqual([]);
  });

  test("is refused where it is a single article", () => {
    expect(judge(whole.slice(0, 2))).toEqual(["only one article or point is there"]);
  });

  test("is kept where the text itself marks what it leaves out", () => {
    const from = whole.findIndex((line) => line.startsWith("Статья 60."));
    expect(judge([...whole.slice(0, 12), "[…]", ...closed(whole.slice(from))])).toEqual([]);
  });

  test("is kept where a mark in the middle of a line says that words are left out", () => {
    const from = whole.findIndex((line) => line.startsWith("Статья 60."));
    const lines = [...whole.slice(0, 12), "Садовник красит […] скамью.", ...closed(whole.slice(from))];
    expect(judge(lines)).toEqual([]);
  });

  test("is refused though it marks its gaps where its end is cut off", () => {
    const from = whole.findIndex((line) => line.startsWith("Статья 60."));
    const cut = [...whole.slice(0, 12), "[…]", ...whole.slice(from)].join("\n").slice(0, -20);
    expect(judge([cut])).toEqual(["its last words end no sentence: a page that was cut off?"]);
  });
});

describe("an edition that is there", () => {
  const whole = closed(linesOf("law-416-v"));
  const units = readAct(plainText(whole.join("\n")), { document: documentOf("law-416-v"), language: "ru" }).units;

  test("may be followed by one of the same length", () => {
    expect(judge(whole, { previous: { units } })).toEqual([]);
  });

  test("is not followed by one that has lost most of its units", () => {
    const articlesAlone = whole.filter((line, at) => /^Статья/u.test(line) || /^Статья/u.test(whole[at - 1] ?? ""));
    expect(judge(articlesAlone, { previous: { units } })).toEqual([
      expect.stringMatching(`^it has \\d\\d units, the edition of 2026-01-03 that is there has ${units.length}$`),
    ]);
    expect(judge(articlesAlone)).toEqual([]);
  });
});

describe("another text", () => {
  const OTHER_ACT = "its articles do not speak of what Civil Service Law (2015) speaks of: another act?";

  test("of eighty invented articles is refused", () => {
    const things = ["тачка", "лейка", "теплица", "грядка", "калитка", "скамья", "яблоня", "ограда"];
    const lines = Array.from({ length: 80 }, (_, at) => [
      `Статья ${at + 1}. ${things[at % 8]} номер ${at + 1}`,
      `1. Сторож двора запирает, чинит и красит предмет по имени ${things[at % 8]} всякий четверг после обеда.`,
      `2. Забытую вещь ${things[(at + 3) % 8]} относят на склад до захода солнца, о чём делают запись в тетради.`,
    ]).flat();
    expect(judge(lines)).toEqual(expect.arrayContaining([OTHER_ACT]));
  });

  test("that is a story is refused", () => {
    const story = Array.from(
      { length: 300 },
      (_, at) => `Глава ${at + 1}\nСадовник вышел во двор и долго глядел на зонт.`,
    );
    expect(judge(story)).toEqual(["no article or point of Civil Service Law (2015) was found in it"]);
  });

  test("with the same articles under other numbers is refused: every citation would be wrong", () => {
    const moved = closed(linesOf("law-416-v")).map((line) =>
      line.replace(/^Статья (\d+)\./u, (_, number) => `Статья ${(Number(number) % 69) + 1}.`),
    );
    expect(judge([...moved.slice(-2), ...moved.slice(0, -2)])).toContain(OTHER_ACT);
  });

  test("with the one number that the summaries know is refused: it speaks of other things", () => {
    const lines = ["Статья 509. Тачка и лейка", "1. Тачку возвращают на склад.", "2. Лейку сушат во дворе."];
    expect(judge(lines, { document: "civil-code" })).toEqual([
      "its articles do not speak of what Civil Code speaks of: another act?",
    ]);
  });

  test("without any numbers that are known is refused", () => {
    const lines = ["Статья 900. Тачка", "1. Тачку возвращают.", "Статья 901. Лейка", "1. Лейку возвращают."];
    expect(judge([...lines, "[…]"])).toContain("none of its numbers is known in Civil Service Law (2015)");
  });
});

describe("a text whose lines are out of their order", () => {
  const whole = closed(linesOf("law-416-v"));
  const swapped = (every: number): string[] =>
    whole.flatMap((line, at) =>
      at % every === 1 ? [] : at % every === 2 && at > 1 ? [line, whole[at - 1] ?? ""] : [line],
    );

  test("is refused where a person would have to look everywhere", () => {
    expect(judge(swapped(3))).toContainEqual(
      expect.stringMatching(/^\d+ spots in its \d+ units do not fit: are its lines in their order\?$/),
    );
  });

  test("is kept where a person can look at the few spots", () => {
    expect(judge(swapped(90))).toEqual([]);
  });
});

describe("a page in two languages", () => {
  test("is refused for either", () => {
    const kazakh = linesOf("law-416-v", "kk");
    const both = [...linesOf("law-416-v"), ...kazakh.map((line) => line.replace(/^\d+-бап\. /u, ""))];
    for (const language of LANGUAGES) {
      const reasons = judge(closed(both), { language });
      expect(reasons.length, language).toBeGreaterThan(0);
    }
  });

  test("is refused where every tenth paragraph is of the other one, and kept where one is", () => {
    const [whole, kazakh] = [closed(linesOf("law-416-v")), linesOf("law-416-v", "kk")];
    const isLong = (line: string): boolean => line.length > 200 && !/^(?:Статья|\d)/u.test(line);
    const mixed = (step: number) => {
      let seen = 0;
      return whole.map((line, at) => (isLong(line) && seen++ % step === 0 ? (kazakh[at] ?? line) : line));
    };
    expect(judge(mixed(4))).toEqual([expect.stringMatching(/^\d+ of its \d+ longer paragraphs are not in Russian/)]);
    expect(judge(mixed(1000))).toEqual([]);
  });
});

/** An act ends with a full stop, whatever its last item ends with. */
function closed(lines: readonly string[]): string[] {
  return [...lines.slice(0, -1), (lines.at(-1) ?? "").replace(/[;]$/u, ".")];
}
