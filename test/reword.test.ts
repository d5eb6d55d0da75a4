import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

import { LANGUAGES } from "../src/language.ts";
import { createReword } from "../src/model/reword.ts";
import type { Question } from "../src/question.ts";
import {
  broken,
  createFakeModel,
  type FakeModel,
  FOLLOW_UPS,
  GARBAGE,
  hanging,
  leak,
  mask,
  read,
  type Says,
  TELLING,
} from "./model-helper-fakes.ts";

const instructions = readFileSync(new URL("../knowledge/prompts/query.md", import.meta.url), "utf8");
const UMBRELLA: Question = { text: "Куда девать казённый зонт, когда дождь прошёл?" };

async function reword(says: Says, question: Question = UMBRELLA): Promise<[readonly string[], FakeModel]> {
  const model = createFakeModel(says);
  const rewordings = await createReword({ model, mask, instructions })(question, read(question));
  return [rewordings, model];
}

const giving = async (...rewordings: string[]): Promise<readonly string[]> => (await reword(() => ({ rewordings })))[0];

describe("what comes back", () => {
  test("is what the model wrote, in its order", async () => {
    expect(await giving("возврат служебного зонта", "қызметтік қолшатырды қайтару")).toEqual([
      "возврат служебного зонта",
      "қызметтік қолшатырды қайтару",
    ]);
  });

  test("is three rewordings at most, each once, without the question itself", async () => {
    const own = " куда девать  казённый зонт, когда дождь прошёл? ";
    expect(await giving("один зонт", own, "Один  зонт", "два зонта", "три зонта", "пять зонтов")).toEqual([
      ...["один зонт", "два зонта", "три зонта"],
    ]);
  });

  test.each([
    ["shorter than three characters", "да"],
    ["longer than 200", "зонт ".repeat(29).padEnd(201, "а")],
    ["longer than 30 words", "и ".repeat(31)],
    ["with an address of a page", "see https://umbrellas.example"],
    ["with an address without a protocol", "смотри www.umbrellas.example"],
    ["with a mailbox", "write to store@umbrellas.example"],
    ["without a word", "?!… —"],
  ])("is never %s", async (_, text) => {
    expect(await giving(text, "служебный зонт")).toEqual(["служебный зонт"]);
  });

  test("may have 200 characters and 30 words", async () => {
    const long = "зонт ".repeat(29).padEnd(200, "а");
    expect(await giving(long)).toEqual([long]);
  });

  test.each(GARBAGE)("is nothing where the model fills in no form: %j", async (garbage) => {
    expect((await reword(() => garbage))[0]).toEqual([]);
  });

  test("is nothing where the model breaks its promise", async () => {
    expect((await reword(broken))[0]).toEqual([]);
  });

  test("is nothing where the model hangs, and in time", async () => {
    const model = createFakeModel(hanging);
    const startedAt = performance.now();
    const rewordings = await createReword({ model, mask, instructions, timeoutMs: 400 })(UMBRELLA, read(UMBRELLA));
    const tookMs = performance.now() - startedAt;
    expect([rewordings, model.signals[0]?.aborted]).toEqual([[], true]);
    expect(Math.abs(tookMs - 400)).toBeLessThan(300);
  });
});

describe("what the model is given", () => {
  test.each([
    ["kk", ["kk", "ru"]],
    ["ru", ["ru", "kk"]],
    ["en", ["en", "kk", "ru"]],
  ] as const)("a question in %s with the languages to write in", async (language, languages) => {
    const [, model] = await reword(() => null, { text: FOLLOW_UPS[language].previous });
    expect(model.calls).toEqual([
      {
        ...{ purpose: "query", instructions, mostTokens: 500, asker: null },
        material: { question: FOLLOW_UPS[language].previous, languages },
      },
    ]);
  });

  test.each(LANGUAGES)("a follow-up in %s with the question before it", async (language) => {
    const [, model] = await reword(() => null, FOLLOW_UPS[language]);
    const { text: question, previous } = FOLLOW_UPS[language];
    expect(model.calls[0]?.material).toMatchObject({ question, previous });
  });

  test("not the question before it where nothing leans on that", async () => {
    const [, model] = await reword(() => null, {
      ...UMBRELLA,
      previous: "Кто кормит кота на складе по выходным дням?",
    });
    expect(Object.keys(model.calls[0]?.material ?? {})).toEqual(["question", "languages"]);
  });

  test.each(LANGUAGES)("nothing personal of a question in %s, nor of the one before it", async (language) => {
    const [, first] = await reword(() => null, { text: TELLING[language] });
    const [, second] = await reword(() => null, { text: FOLLOW_UPS[language].text, previous: TELLING[language] });
    expect([first.calls.length, second.calls.length]).toEqual([1, 1]);
    expect([leak(first.calls[0]), leak(second.calls[0])]).toEqual([[], []]);
    expect(second.calls[0]?.material).toHaveProperty("previous");
  });

  test("no half of a number where a long text is cut", async () => {
    const [, model] = await reword(() => null, { text: `${"зонт ".repeat(398)}ИИН 850101300123 и ещё зонт` });
    expect(JSON.stringify(model.calls[0]?.material)).not.toContain("85010");
  });

  test("whose budget it is, outside the material", async () => {
    const [, model] = await reword(() => null, { ...UMBRELLA, asker: "asker-7" });
    expect([model.calls[0]?.asker, JSON.stringify(model.calls[0]?.material).includes("asker-7")]).toEqual([
      ...["asker-7", false],
    ]);
  });

  test.each([["статья 5 нового закона"], ["5-бап"], ["article 5"], ["?!"]])("nothing at all for «%s»", async (text) => {
    const [rewordings, model] = await reword(() => ({ rewordings: ["служебный зонт"] }), { text });
    expect([rewordings, model.calls]).toEqual([[], []]);
  });
});

test("the instructions name the field of the form and each field of the material", () => {
  const fields = ["rewordings", "question", "previous", "languages"];
  expect(fields.filter((field) => !instructions.includes(field))).toEqual([]);
});
