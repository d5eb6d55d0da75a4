// Which edition is law on a day, what is quoted of it, and what a reader is told.

import { describe, expect, test } from "vitest";

import { renderReply } from "../adapters/page/reply-view.ts";
import { cite, writeQuote } from "../src/citation.ts";
import { quoteOf } from "../src/editions/quote.ts";
import { createShelf, editionOn } from "../src/editions/shelf.ts";
import { isTakenOut, standingOf } from "../src/editions/standing.ts";
import { toSearchable } from "../src/index/searchable.ts";
import type { Knowledge } from "../src/knowledge/knowledge.ts";
import type { ActDocument } from "../src/knowledge/schemas.ts";
import { runChannels } from "../src/retrieval/channels.ts";
import { readText } from "../src/retrieval/reading.ts";
import { buildConceptFinder } from "../src/text/concepts.ts";
import { openSmallAsk, smallKnowledge, TODAY, trainSmall } from "./fakes.ts";
import { type SmallUnit, smallEdition, withEditions } from "./small-editions.ts";

const UMBRELLA: SmallUnit = ["law-290-viii/5", "Статья 5. Служебный зонт возвращают на склад до захода солнца."];
const LATER: SmallUnit = ["law-290-viii/5", "Статья 5. Служебный зонт возвращают на склад до полудня."];
const law = smallKnowledge().documents.get("law-290-viii") as ActDocument;
const byLaw = (...editions: Parameters<typeof createShelf>[0]) => createShelf(editions);
const on = (shelf: ReturnType<typeof byLaw>, day: string, language: "kk" | "ru" | "en" = "ru") =>
  editionOn(shelf, { document: law, language, day })?.edition ?? null;

describe("the edition of a day", () => {
  test("is the newest whose wording was law by then", () => {
    const shelf = byLaw(
      smallEdition({ units: [UMBRELLA] }),
      smallEdition({ units: [LATER], edition: "2026-07-20", inForceFrom: "2026-08-12" }),
    );
    expect(["2026-06-30", "2026-07-14", "2026-08-11", "2026-08-12"].map((day) => on(shelf, day))).toEqual([
      ...[null, "2026-07-14", "2026-07-14", "2026-07-20"],
    ]);
  });

  test("is none where a later one is known of another language: an old text is no current law", () => {
    const shelf = byLaw(
      smallEdition({ units: [UMBRELLA], language: "kk" }),
      smallEdition({ units: [LATER], edition: "2026-07-20", inForceFrom: "2026-07-20" }),
    );
    expect([on(shelf, "2026-07-19", "kk"), on(shelf, "2026-07-20", "kk")]).toEqual(["2026-07-14", null]);
  });

  test("is none where our summaries restate a later one that was law by then", () => {
    const shelf = byLaw(smallEdition({ units: [UMBRELLA], edition: "2026-07-02", inForceFrom: "2026-07-02" }));
    expect([on(shelf, "2026-07-13"), on(shelf, "2026-07-14")]).toEqual(["2026-07-02", null]);
  });

  test("is none that nobody has approved", () => {
    expect(on(byLaw(smallEdition({ units: [UMBRELLA], isApproved: false })), TODAY)).toBeNull();
  });
});

describe("a quote", () => {
  const list: readonly SmallUnit[] = [
    ["law-290-viii/9", "9-бап. Бақшадағы тәртіп"],
    ["law-290-viii/9/1", "1. Бағбанға:"],
    ["law-290-viii/9/1/1", "1) арбаны үйге апаруға;"],
    ["law-290-viii/9/1/2", "2) қайықты жалға беруге тыйым салынады."],
  ];
  const shelved = (units: readonly SmallUnit[]) => {
    const [edition] = createShelf([smallEdition({ units, language: "kk" })]).editions;
    if (!edition) throw new Error("no edition");
    return edition;
  };

  test("of an item of a Kazakh list has the words before it and the verb at the list's end", () => {
    expect(quoteOf(shelved(list), "law-290-viii/9/1/1")).toEqual({
      ...{ words: "1) арбаны үйге апаруға;", leadIn: "1. Бағбанға:", closing: "тыйым салынады.", isCut: false },
      anchor: null,
    });
  });

  test("of the last item has its verb itself", () => {
    expect(quoteOf(shelved(list), "law-290-viii/9/1/2")?.closing).toBeNull();
  });

  test("of a paragraph holds its items", () => {
    expect(quoteOf(shelved(list), "law-290-viii/9/1")?.words).toBe(
      "1. Бағбанға:\n1) арбаны үйге апаруға;\n2) қайықты жалға беруге тыйым салынады.",
    );
  });

  test("ends with a whole sentence where it is too long, and says that it goes on", () => {
    const long = `1. ${"Тачку возвращают на склад вечером. ".repeat(40)}`.trim();
    const quote = quoteOf(shelved([["law-290-viii/9/1", long]]), "law-290-viii/9/1");
    expect([quote?.isCut, quote?.words.endsWith("вечером."), long.startsWith(quote?.words ?? "?")]).toEqual([
      ...[true, true, true],
    ]);
    expect(quote?.words.length).toBeLessThanOrEqual(700);
  });

  test("ends before a place that the act has emptied, whose words are an editor's", () => {
    const edition = shelved([
      ["law-290-viii/9/1", "1. Бағбан кешке дейін мыналарды қайтарады:"],
      ["law-290-viii/9/1/1", "1) арбаны;"],
      ["law-290-viii/9/1/2", "2) алып тасталды;"],
    ]);
    const units = edition.units.map((unit) => (unit.id.endsWith("/2") ? { ...unit, isExcluded: true } : unit));
    expect(quoteOf({ ...edition, units }, "law-290-viii/9/1")).toMatchObject({
      ...{ words: "1. Бағбан кешке дейін мыналарды қайтарады:\n1) арбаны;", isCut: true },
    });
  });

  test("ends before a gap that an extract marks", () => {
    const edition = shelved([["law-290-viii/9/1", "1. Арбаны кешке дейін қайтарады. […] Қайықты да."]]);
    expect(quoteOf(edition, "law-290-viii/9/1")).toMatchObject({
      ...{ words: "1. Арбаны кешке дейін қайтарады.", isCut: true },
    });
    expect(quoteOf(shelved([["law-290-viii/9/1", "1. […]"]]), "law-290-viii/9/1")).toBeNull();
  });

  test("is none of a provision that the act took out, nor of one it never had", () => {
    const edition = shelved([["law-290-viii/9", ""]]);
    expect([quoteOf(edition, "law-290-viii/9"), quoteOf(edition, "law-290-viii/10")]).toEqual([null, null]);
  });
});

describe("a citation", () => {
  const umbrella = (knowledge: Knowledge) => {
    const provision = knowledge.provisions.find(({ id }) => id === "law-290-viii/5");
    if (!provision) throw new Error("no provision");
    return provision;
  };
  const cited = (knowledge: Knowledge, language: "kk" | "ru" | "en", day = TODAY) =>
    cite(knowledge, umbrella(knowledge), { language, score: 0.5, day });

  test("quotes the act's own words where they are there, and keeps the summary", () => {
    const knowledge = withEditions(smallEdition({ units: [UMBRELLA] }));
    expect(cited(knowledge, "ru")).toMatchObject({
      ...{ kind: "official", quote: UMBRELLA[1], edition: "2026-07-14" },
      summary: umbrella(knowledge).summary.ru,
    });
  });

  test("quotes the summary where the words of that language, or of that day, are not there", () => {
    const knowledge = withEditions(smallEdition({ units: [UMBRELLA] }));
    expect([cited(knowledge, "kk").kind, cited(knowledge, "ru", "2026-06-01").kind]).toEqual(["summary", "summary"]);
  });

  test("never calls an English text official", () => {
    const knowledge = withEditions(
      smallEdition({ language: "en", units: [["law-290-viii/5", "Article 5. Return it."]] }),
    );
    expect(cited(knowledge, "en").kind).toBe("unofficial");
  });

  test("links to the place on the page from which the words came, and to no place of another page", () => {
    const placed = (source: string) => {
      const edition = smallEdition({ units: [UMBRELLA], source });
      return withEditions({ ...edition, units: edition.units.map((unit) => ({ ...unit, anchor: "z5" })) });
    };
    expect([
      cited(placed("https://gardens.example/new"), "ru").url,
      cited(placed("https://mirror.example/new"), "ru").url,
    ]).toEqual(["https://gardens.example/new#z5", "https://gardens.example/new"]);
  });

  test("shows what it leaves out between the words of a list", () => {
    const citation = { ...cited(smallKnowledge(), "ru"), leadIn: "Садовнику:", quote: "2) лодку;", closing: "нельзя." };
    expect(writeQuote(citation)).toBe("Садовнику: […] 2) лодку; […] нельзя.");
  });
});

describe("a summary", () => {
  const standing = (...editions: Parameters<typeof createShelf>[0]) =>
    standingOf(createShelf(editions), { document: law, id: "law-290-viii/5", day: TODAY });
  const changed = smallEdition({ units: [LATER], edition: "2026-07-20", inForceFrom: "2026-07-20" });

  test("stands where its edition is current, and where a newer one has the same words", () => {
    const quoted: SmallUnit = ["law-290-viii/5", UMBRELLA[1].replace("до захода", "до  захода")];
    const same = smallEdition({ units: [quoted], edition: "2026-07-20", inForceFrom: "2026-07-20" });
    expect([
      standing(smallEdition({ units: [UMBRELLA] })),
      standing(smallEdition({ units: [UMBRELLA] }), same),
    ]).toEqual(["same", "same"]);
  });

  test("is overtaken where the words changed, and unsure where nothing is there to compare", () => {
    expect([standing(smallEdition({ units: [UMBRELLA] }), changed), standing(changed), standing()]).toEqual([
      ...["changed", "unsure", "untold"],
    ]);
  });

  test("is law no more where either language has taken the provision out", () => {
    const gone = smallEdition({ units: [["law-290-viii/5", ""]], language: "kk" });
    const shelf = createShelf([smallEdition({ units: [UMBRELLA] }), gone]);
    const wanted = { document: law, id: "law-290-viii/5" };
    expect([
      isTakenOut(shelf, { ...wanted, day: TODAY }),
      isTakenOut(shelf, { ...wanted, day: "2026-06-01" }),
      standingOf(shelf, { ...wanted, day: TODAY }),
    ]).toEqual([true, false, "excluded"]);
  });
});

describe("an answer", () => {
  const QUESTION = { text: "кто кормит казённого кота" };
  const CAT: SmallUnit = ["law-290-viii/21", "Статья 21. Казённого кота кормит дежурный, дважды в сутки."];
  const FED: SmallUnit = ["law-290-viii/21", "Статья 21. Казённого кота кормит сторож."];
  const newer = (unit: SmallUnit) => smallEdition({ units: [unit], edition: "2026-07-20", inForceFrom: "2026-07-20" });

  test("explains by the summary and quotes the act", async () => {
    const knowledge = withEditions(smallEdition({ units: [CAT] }));
    const reply = await openSmallAsk({ knowledge })(QUESTION);
    expect([reply.citations[0]?.kind, reply.citations[0]?.quote]).toEqual(["official", CAT[1]]);
    expect(reply.parts.answer).toBe(knowledge.provisions.find(({ id }) => id === "law-290-viii/21")?.summary.ru);
    expect(reply.text).toContain(`«${CAT[1]}» (официальный текст)`);
  });

  test("speaks with the act's words, and says so, where they have changed since the summary", async () => {
    const knowledge = withEditions(smallEdition({ units: [CAT] }), newer(FED));
    const reply = await openSmallAsk({ knowledge })(QUESTION);
    expect(reply.parts.answer).toBe(FED[1]);
    const note = "по редакции от 14.07.2026, а на 15.08.2026 действует редакция от 20.07.2026";
    expect(reply.parts.notes.join(" ")).toContain(note);
  });

  test("says where it cannot see whether they have changed", async () => {
    const reply = await openSmallAsk({ knowledge: withEditions(newer(FED)) })(QUESTION);
    expect(reply.parts.notes.join(" ")).toContain("изменилась ли в ней эта норма, я проверить не могу");
  });

  test("shows no situation that rests on words which have changed", async () => {
    const knowledge = withEditions(smallEdition({ units: [UMBRELLA] }), newer(LATER));
    const question = { text: "оставил служебный зонт в вагоне поезда" };
    const [before, after] = await Promise.all([openSmallAsk()(question), openSmallAsk({ knowledge })(question)]);
    expect([before.parts.answer.startsWith("За зонт, забытый в поезде"), after.parts.answer]).toEqual([true, LATER[1]]);
  });

  test("does not cite what the act has taken out", async () => {
    const knowledge = withEditions(smallEdition({ units: [["law-290-viii/21", ""]] }));
    const reply = await openSmallAsk({ knowledge })(QUESTION);
    expect(reply.citations.map(({ provision }) => provision)).not.toContain("law-290-viii/21");
  });
});

describe("the page", () => {
  test("opens each citation in the other two languages, each with its own kind of text", async () => {
    const knowledge = withEditions(
      smallEdition({ language: "kk", units: [["law-290-viii/21", "21-бап. Мысықты кезекші асырайды."]] }),
    );
    const reply = await openSmallAsk({ knowledge })({ text: "кто кормит казённого кота" });
    const [, first = ""] = String(await renderReply(knowledge, reply, "")).split("<li data-provision=");
    const twins = [
      ...first.matchAll(/<details class="twin" lang="(..)">.*?<blockquote><p>(.*?)<\/p>.*?class="kind">(.*?)</gsu),
    ];
    const english = knowledge.provisions.find(({ id }) => id === "law-290-viii/21")?.summary.en;
    expect(twins.map(([, ...pieces]) => pieces)).toEqual([
      ["kk", "21-бап. Мысықты кезекші асырайды.", "ресми мәтін"],
      ["en", english, "summary"],
    ]);
  });
});

describe("the acts' own words", () => {
  test("are searched beside the summaries, those of deeper units with the provision that holds them", async () => {
    const deeper: SmallUnit = ["law-290-viii/21/4/1", "1) плошки учитываются в журнале посуды;"];
    const textOf = async (knowledge: Knowledge): Promise<number> => {
      const searchable = toSearchable(knowledge, trainSmall(smallKnowledge()));
      const reading = readText("учёт плошек в журнале посуды", buildConceptFinder({}));
      const { text } = await runChannels(searchable, reading, "ru");
      return text[knowledge.provisions.findIndex(({ id }) => id === "law-290-viii/21")] ?? 0;
    };
    const [without, found] = [
      await textOf(smallKnowledge()),
      await textOf(withEditions(smallEdition({ units: [deeper] }))),
    ];
    expect(without).toBeLessThan(0.2);
    expect(found).toBeGreaterThan(0.3);
  });
});
