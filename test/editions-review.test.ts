// Official texts that could make an answer say another law than the act does.

import { describe, expect, test } from "vitest";

import { cite, isProvisionInForce } from "../src/citation.ts";
import type { Edition } from "../src/editions/edition.ts";
import { quoteOf } from "../src/editions/quote.ts";
import { createShelf } from "../src/editions/shelf.ts";
import { standingOf } from "../src/editions/standing.ts";
import type { ActDocument } from "../src/knowledge/schemas.ts";
import { findNews } from "../src/recall/find-news.ts";
import { openSmallAsk, smallKnowledge, TODAY } from "./fakes.ts";
import { type SmallUnit, smallEdition, withEditions } from "./small-editions.ts";

const law = smallKnowledge().documents.get("law-290-viii") as ActDocument;
const quoted = (units: readonly SmallUnit[], id: string, language: "kk" | "ru" = "kk") => {
  const [edition] = createShelf([smallEdition({ units, language })]).editions;
  if (!edition) throw new Error("no edition");
  return quoteOf(edition, id);
};
const of = (article: string, ...units: readonly (readonly [place: string, words: string])[]): SmallUnit[] =>
  units.map(([place, words]) => [`law-290-viii/${article}${place}`, words]);

describe("a Kazakh list", () => {
  test("whose lead-in has a verb gets no other: a principle is not prohibited by the last item", () => {
    const units = of(
      "9/1",
      ["", "1. Бақша мынадай қағидаттарға негізделеді:"],
      ["/1", "1) тазалық – арбаны кешке жуу;"],
      ["/2", "2) тыныштық – түнде шулауға тыйым салынады."],
    );
    expect(quoted(units, "law-290-viii/9/1/1")).toMatchObject({
      ...{ leadIn: "1. Бақша мынадай қағидаттарға негізделеді:", closing: null },
    });
  });

  test("whose items have verbs of their own gets no other", () => {
    const units = of("9/1", ["", "1. Бағбан кешке:"], ["/1", "1) арбаны жуады;"], ["/2", "2) есік жабуға міндетті."]);
    expect(quoted(units, "law-290-viii/9/1/1")?.closing).toBeNull();
  });

  test("keeps its verb where the last item goes on with another sentence, and where letters are Latin look-alikes", () => {
    const units = of(
      "9/1",
      ["", "1. Бағбан:"],
      ["/1", "1) арбаны жууға;"],
      ["/2", "2) есiктi жабуға мiндеттi. Өзге істер кейін белгіленеді."],
    );
    expect(quoted(units, "law-290-viii/9/1/1")?.closing).toBe("мiндеттi.");
  });

  test("of two groups gives each item the verb of its own group", () => {
    const units = of(
      "9/1",
      ["", "1. Бағбанға:"],
      ["/1", "1) арбаны апаруға;"],
      ["/2", "2) арбаны сатуға тыйым салынады."],
      ["/3", "3) есікті жабуға;"],
      ["/4", "4) шамды сөндіруге міндетті."],
    );
    expect(["1", "3"].map((item) => quoted(units, `law-290-viii/9/1/${item}`)?.closing)).toEqual([
      ...["тыйым салынады.", "міндетті."],
    ]);
  });

  test("that is cut is closed with its verb: half a prohibition is no list of rights", () => {
    const items = Array.from(
      { length: 30 },
      (_, at) => [`/${at + 1}`, `${at + 1}) ${at + 1}-арбаны үйге апаруға;`] as const,
    );
    const units = of("9/1", ["", "1. Бағбанға:"], ...items, ["/31", "31) арбаны сатуға тыйым салынады."]);
    expect(quoted(units, "law-290-viii/9/1")).toMatchObject({ isCut: true, closing: "тыйым салынады." });
  });

  test("whose verb the text does not have, or not for items in this case, is not quoted", () => {
    const open = of("9/1", ["", "1. Бағбанға:"], ["/1", "1) арбаны үйге апаруға;"], ["/2", "2) шамды сөндіруге;"]);
    const nouns = of(
      "9/2",
      ["", "2. Жазаны:"],
      ["/1", "1) бағбанның ауыруы;"],
      ["/2", "2) демалысы кезінде қолдануға болмайды."],
    );
    expect([
      quoted(open, "law-290-viii/9/1/1"),
      quoted(open, "law-290-viii/9/1"),
      quoted(nouns, "law-290-viii/9/2/1"),
    ]).toEqual([...[null, null, null]]);
  });
});

describe("a quote", () => {
  test("of an item has its lead-in also where that is long, and is none where it cannot be shown", () => {
    const lead = (length: number) => `1. Садовнику${", и сторожу".repeat(length)}, запрещается:`;
    const item: readonly [string, string] = ["/1", "1) увозить тачку домой;"];
    const by = (length: number) => quoted(of("9/1", ["", lead(length)], item), "law-290-viii/9/1/1", "ru");
    expect([by(50)?.leadIn, by(90)]).toEqual([lead(50), null]);
  });

  test("has of the words before its list the sentence that leads into it", () => {
    const units = of("9/1", ["", "1. Сад открыт летом. Садовнику запрещается:"], ["/1", "1) увозить тачку домой;"]);
    expect(quoted(units, "law-290-viii/9/1/1", "ru")?.leadIn).toBe("Садовнику запрещается:");
  });

  test("is none of an item in a list within a list, whose outer words would be missing", () => {
    const units = of("9/1", ["", "1. Садовнику запрещается:"], ["/1", "1) увозить домой:"], ["/1/1", "тачку и лейку;"]);
    expect(quoted(units, "law-290-viii/9/1/1/1", "ru")).toBeNull();
  });

  test("never cuts a sentence, whose verb or exception may be at its end", () => {
    const start = `1. Тачку${" и лейку".repeat(95)}`;
    const whole = `${start} возвращают, за исключением праздников.`;
    expect(whole.length).toBeGreaterThan(700);
    expect(quoted(of("9/1", ["", `${whole}\nЛетом тоже.`]), "law-290-viii/9/1", "ru")?.words).toBe(whole);
    const endless = `1. Тачку${" и лейку".repeat(190)} возвращают.`;
    expect(quoted(of("9/1", ["", endless]), "law-290-viii/9/1", "ru")).toBeNull();
  });

  test("ends before a gap with a whole sentence: what is excepted may stand in the gap", () => {
    const units = of("9/1", ["", "1. Тачку возвращают. Лейку возвращают, за исключением […]."]);
    expect(quoted(units, "law-290-viii/9/1", "ru")?.words).toBe("1. Тачку возвращают.");
    expect(quoted(of("9/1", ["", "1. Лейку возвращают все, кроме […]."]), "law-290-viii/9/1", "ru")).toBeNull();
  });

  test("never holds the editor's words at an empty place, also where the act goes on behind it", () => {
    const edition = smallEdition({
      units: of("9/1", ["", "1. Садовник увозит:"], ["/1", "1) тачку;"], ["/2", "2) исключён указом;"]),
    });
    const from = edition.text.length;
    const text = `${edition.text}Остальное стоит в саду.\n`;
    const units = edition.units.map((unit, at) => ({
      ...unit,
      isExcluded: at === 2,
      spans: at === 0 ? [...unit.spans, [from, text.length - 1] as const] : unit.spans,
    }));
    const [shelved] = createShelf([{ ...edition, text, units }]).editions;
    if (!shelved) throw new Error("no edition");
    expect(quoteOf(shelved, "law-290-viii/9/1")).toMatchObject({
      ...{ words: "1. Садовник увозит:\n1) тачку;", isCut: true },
    });
  });

  test("does not end with the colon of a list, nor before the penalty", () => {
    const long = `1) тачку${" и лейку".repeat(90)};`;
    const units = of("9/1", ["", "1. Сад открыт.\nСадовнику запрещается увозить:"], ["/1", long]);
    const quote = quoted(units, "law-290-viii/9/1", "ru")?.words;
    expect(quote?.endsWith(";")).toBe(true);
    const penal = of("9/2", ["", `2. Увоз тачки${" и лейки".repeat(90)} –\nвлечёт штраф.`]);
    expect(quoted(penal, "law-290-viii/9/2", "ru")?.words.endsWith("влечёт штраф.")).toBe(true);
  });
});

describe("a provision", () => {
  const standing = (id: string, ...editions: readonly Edition[]) =>
    standingOf(createShelf(editions), { document: law, id, day: TODAY });
  const newer = (...units: readonly SmallUnit[]) =>
    smallEdition({ units, edition: "2026-07-20", inForceFrom: "2026-07-20" });

  test("is law no more where the article it lies in was taken out", () => {
    const knowledge = withEditions(newer(["law-290-viii/21", ""]));
    const cat = knowledge.provisions.find(({ id }) => id === "law-290-viii/21");
    if (!cat) throw new Error("no provision");
    const within = { ...cat, id: "law-290-viii/21/1" };
    expect([isProvisionInForce(knowledge, within, TODAY), isProvisionInForce(knowledge, within, "2026-07-19")]).toEqual(
      [...[false, true]],
    );
  });

  test("that the newer text does not have is changed where the older had it, and unsure where neither tells", () => {
    const old = smallEdition({ units: [["law-290-viii/5/1", "1. Зонт возвращают."]] });
    const now = newer(["law-290-viii/6/1", "1. Зонт возвращают."]);
    expect([standing("law-290-viii/5/1", old, now), standing("law-290-viii/7/1", old, now)]).toEqual([
      ...["changed", "unsure"],
    ]);
  });

  test("that the text does not number is the same where the article around it is", () => {
    const unit: SmallUnit = ["law-290-viii/5", "Статья 5. Зонт «возвращают» – вечером."];
    const typed: SmallUnit = ["law-290-viii/5", 'Статья 5. Зонт "возвращают" - вечером.'];
    expect(standing("law-290-viii/5/1", smallEdition({ units: [unit] }), newer(typed))).toBe("same");
  });

  test("is unsure where a newer text is known that cannot be compared: one in English", () => {
    const english = { ...newer(["law-290-viii/5", "Article 5. Return it."]), language: "en" as const };
    expect(standing("law-290-viii/5", english)).toBe("unsure");
  });
});

describe("an answer", () => {
  const QUESTION = { text: "кто кормит казённого кота" };
  const newer = (...units: readonly SmallUnit[]) =>
    smallEdition({ units, edition: "2026-07-20", inForceFrom: "2026-07-20" });

  test("for a day before the edition that the summaries restate does not speak of a newer one", async () => {
    const old = smallEdition({
      ...{ edition: "2026-07-03", inForceFrom: "2026-07-03" },
      units: [["law-290-viii/21", "Статья 21. Кота кормит сторож."]],
    });
    const reply = await openSmallAsk({ knowledge: withEditions(old) })({ ...QUESTION, asOf: "2026-07-05" });
    expect(reply.citations[0]).toMatchObject({ kind: "official", edition: "2026-07-03" });
    expect(reply.parts.notes.join(" ")).toContain(
      "у меня есть редакция от 14.07.2026, а 05.07.2026 текст мог быть другим",
    );
    expect(reply.text).not.toContain("действует редакция от");
  });

  test("in English is a summary, and says that the words have changed, where only the Russian text is newer", async () => {
    const cat: SmallUnit = ["law-290-viii/21", "Статья 21. Казённого кота кормит дежурный."];
    const fed: SmallUnit = ["law-290-viii/21", "Статья 21. Казённого кота кормит сторож."];
    const knowledge = withEditions(smallEdition({ units: [cat] }), newer(fed));
    const reply = await openSmallAsk({ knowledge })({ ...QUESTION, language: "en" });
    expect([
      reply.citations[0]?.kind,
      reply.parts.notes.join(" ").includes("The words of this provision have changed"),
    ]).toEqual([...["summary", true]]);
  });

  // The answer is `first.quote`; it should be `writeQuote(first)` (src/compose.ts, explain).
  test("that is the act's changed words has the lead-in that says what is done with them", async () => {
    const list = (item: string) => of("21", ["", "Статья 21. Коты\nДежурному запрещается:"], ["/1", `1) ${item}.`]);
    const knowledge = withEditions(
      smallEdition({ units: list("дразнить казённого кота") }),
      newer(...list("кормить казённого кота")),
    );
    const provisions = knowledge.provisions.map((one) =>
      one.id === "law-290-viii/21" ? { ...one, id: "law-290-viii/21/1" } : one,
    );
    const reply = await openSmallAsk({ knowledge: { ...knowledge, provisions } })(QUESTION);
    expect(reply.citations[0]?.provision).toBe("law-290-viii/21/1");
    expect(reply.parts.answer).toContain("запрещается");
  });
});

test("other quotation marks and dashes in a newer edition are no news to askers", () => {
  const words = (text: string, edition: string) =>
    smallEdition({ units: [["law-290-viii/5", text]], edition, inForceFrom: edition });
  const [then, now] = [
    words("Зонт «казённый» – вернуть.", "2026-07-14"),
    words('Зонт "казённый" - вернуть.', "2026-07-20"),
  ];
  const shelf = { inUse: () => [now], find: () => then };
  const before = [{ document: "law-290-viii", language: "ru" as const, edition: "2026-07-14" }];
  expect(findNews(before, shelf).news).toEqual([]);
});

test("a citation of words that cannot be quoted alone is our summary, labelled so", () => {
  const knowledge = withEditions(
    smallEdition({ units: [["law-290-viii/5", "Статья 5. Зонт возвращают все, кроме […]."]] }),
  );
  const umbrella = knowledge.provisions.find(({ id }) => id === "law-290-viii/5");
  if (!umbrella) throw new Error("no provision");
  expect(cite(knowledge, umbrella, { language: "ru", score: 1, day: TODAY }).kind).toBe("summary");
});
