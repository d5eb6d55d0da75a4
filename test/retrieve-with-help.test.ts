import { describe, expect, test } from "vitest";

import { compose } from "../src/compose.ts";
import { toSearchable } from "../src/index/searchable.ts";
import { LANGUAGES } from "../src/language.ts";
import type { Question, Reply } from "../src/question.ts";
import { createRetrieve, type Query, type Retrieval } from "../src/retrieval/retrieve.ts";
import { createRetrieveWithHelp } from "../src/retrieve-with-help.ts";
import { createAssessReading } from "../src/triage/assess-question.ts";
import { FOLLOW_UPS, found, knowledge, read, trained } from "./model-helper-fakes.ts";

const searchable = toSearchable(knowledge, { model: trained.model, index: trained.index });
const retrieve = createRetrieve({ knowledge, searchable });
const assessReading = createAssessReading(knowledge, trained.model.triage);
const { gates } = knowledge.calibration;
/** Every question becomes this one: a model that lies, or that others talk to through the question. */
const LIE = ["можно ли играть в шахматы", "қызметте шахмат ойнауға бола ма", "may I play chess at work"];

type Help = {
  readonly asked: string[];
  readonly logged: string[];
  find(question: Question): Promise<Retrieval | "nothing">;
  ask(question: Question): Promise<Reply>;
};

/** Answers as the service does, with these rewordings; `null` for no model. */
function openHelp(rewordings: (() => Promise<readonly string[]>) | null, search = retrieve): Help {
  const asked: string[] = [];
  const logged: string[] = [];
  const log = (message: string): void => void logged.push(message);
  const reword =
    rewordings &&
    (({ text }: Question) => {
      asked.push(text);
      return rewordings();
    });
  const help = reword ? { reword } : null;
  const fuse = createRetrieveWithHelp({ retrieve: search, read, gates, log });
  const find = (question: Question, understood: ReturnType<typeof read>) =>
    fuse(question, understood, { help, mayLeave: true });
  return {
    ...{ asked, logged, find: (question) => find(question, read(question)) },
    ask: async (question) => {
      const understood = read(question);
      const triage = assessReading(understood.own);
      return compose(knowledge, {
        asked: understood,
        verdict: triage,
        triage,
        retrieval: await find(question, understood),
      });
    },
  };
}

const lying = async (): Promise<readonly string[]> => LIE;
const EXAMPLES: readonly string[] = knowledge.examples.map(({ question }) => question);
/** The beginning of one and the end of another: their own words leave open which is meant. */
const MIXED = EXAMPLES.map((text, at) => {
  const other = EXAMPLES[(at + 17) % EXAMPLES.length] ?? "";
  return [...text.split(" ").slice(0, 3), ...other.split(" ").slice(-3)].join(" ");
});
const OUTSIDE: readonly string[] = knowledge.outside.map(({ question }) => question);

describe("retrieval with a language model's help", () => {
  test("without a model, and with one that has nothing to say, gives the same replies", async () => {
    const without = openHelp(null);
    const silent = openHelp(async () => []);
    for (const text of [...MIXED, ...OUTSIDE]) expect(await silent.ask({ text })).toEqual(await without.ask({ text }));
    expect(silent.asked.length).toBeGreaterThan(0);
  });

  test("answers nothing that is declined without it, however a model lies, and does not even ask one", async () => {
    const without = openHelp(null);
    const help = openHelp(lying);
    for (const text of OUTSIDE) {
      const [before, after] = [await without.ask({ text }), await help.ask({ text })];
      if (before.outcome === "answered") continue;
      expect([text, after]).toEqual([text, before]);
      expect(help.asked).not.toContain(text);
    }
  });

  test("says nothing of a rewording", async () => {
    const canary = "kanarienvogel";
    const help = openHelp(async () => [`${LIE[0]} ${canary}`]);
    for (const text of MIXED) expect(JSON.stringify(await help.ask({ text }))).not.toContain(canary);
    expect(help.asked.length).toBeGreaterThan(0);
  });

  test("keeps language, day, triage and situation of the question itself", async () => {
    const without = openHelp(null);
    const help = openHelp(async () => ["may I play chess at work on 1 May 2020"]);
    for (const text of MIXED) {
      const [before, after] = [await without.ask({ text }), await help.ask({ text })];
      expect([after.language, after.day, after.triage]).toEqual([before.language, before.day, before.triage]);
    }
  });

  test("asks no model where the asker is asked what is meant, unless a follow-up says that", async () => {
    const unclear = async () => found({ 1: 0.1, 2: 0.09 });
    const help = openHelp(async () => [], unclear);
    await help.find({ text: "зонт гостю" });
    await help.find({ text: "зонт гостю", previous: FOLLOW_UPS.ru.previous });
    await help.find({ text: "зонт гостю на вечер" });
    expect(help.asked).toEqual(["зонт гостю", "зонт гостю на вечер"]);
  });

  test("asks no model where the question's own words are sure", async () => {
    const help = openHelp(lying, async () => found({ 1: 0.9, 2: 0.05 }));
    expect([await help.find({ text: "зонт гостю на вечер" }), help.asked]).toEqual([found({ 1: 0.9, 2: 0.05 }), []]);
  });

  test("asks no model, and searches nothing, where there are no words", async () => {
    const help = openHelp(lying, () => Promise.reject(new Error("nothing to search by")));
    expect([await help.find({ text: "?!" }), help.asked]).toEqual(["nothing", []]);
  });

  test.each(LANGUAGES)(
    "searches by each rewording in its own language, under the law of the question's day: %s",
    async (language) => {
      const queries: Query[] = [];
      const help = openHelp(lying, async (query) => {
        queries.push(query);
        return found({ 1: 0.5, 2: 0.4 });
      });
      await help.find({ ...FOLLOW_UPS[language], asOf: "2026-03-01" });
      expect(queries.map(({ language: searched, day }) => [searched, day])).toEqual(
        [language, "ru", "kk", "en"].map((searched) => [searched, "2026-03-01"]),
      );
    },
  );

  test("gives what the question itself found where searching by a rewording fails", async () => {
    const own = found({ 1: 0.5, 2: 0.4 });
    let searches = 0;
    const help = openHelp(lying, async () => {
      searches += 1;
      if (searches > 1) throw new Error("the index is gone");
      return own;
    });
    expect(await help.find({ text: "зонт гостю на вечер" })).toBe(own);
    expect([searches > 1, help.logged]).toEqual([true, ["searching by rewordings failed"]]);
  });

  test("passes on that the question's own search failed", async () => {
    const help = openHelp(lying, () => Promise.reject(new Error("the index is gone")));
    await expect(help.ask({ text: "когда вернуть зонт" })).rejects.toThrow("the index is gone");
  });
});
