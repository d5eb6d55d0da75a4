import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

import { SEVERITIES } from "../src/knowledge/schemas.ts";
import { LANGUAGES } from "../src/language.ts";
import { createLookAgain } from "../src/model/look-again.ts";
import type { Question, Triage } from "../src/question.ts";
import { CATEGORIES } from "../src/triage/scorer.ts";
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

const instructions = readFileSync(new URL("../knowledge/prompts/second-look.md", import.meta.url), "utf8");
const ENVELOPE: Question = { text: "Он намекнул, что без тыквы моя бумага полежит ещё год" };
const ROUTINE: Triage = { severity: "routine", category: null, offer: false, signals: ["real:seen"] };
const WOLF = { severity: "critical", category: "extortion", isReal: true };

type Tried = { readonly triage?: Triage; readonly question?: Question };

async function look(says: Says, { triage = ROUTINE, question = ENVELOPE }: Tried = {}): Promise<[Triage, FakeModel]> {
  const model = createFakeModel(says);
  const lookAgain = createLookAgain({ model, mask, instructions, categories: CATEGORIES });
  return [await lookAgain(question, read(question), triage), model];
}

describe("a verdict after a second look", () => {
  test.each(["serious", "critical"])(
    "offers the commissioner where the model finds it real and %s",
    async (severity) => {
      const [triage] = await look(() => ({ ...WOLF, severity }));
      expect(triage).toEqual({
        ...{ severity: "concern", category: "extortion", offer: true },
        signals: ["real:seen", "second-look"],
      });
    },
  );

  test.each(["routine", "concern"])("is the same where the model finds it %s", async (severity) => {
    expect((await look(() => ({ ...WOLF, severity })))[0]).toBe(ROUTINE);
  });

  test("is the same where the model finds it grave but not real", async () => {
    expect((await look(() => ({ ...WOLF, isReal: false })))[0]).toBe(ROUTINE);
  });

  test("keeps a category that it had", async () => {
    const [triage] = await look(() => WOLF, { triage: { ...ROUTINE, category: "nepotism" } });
    expect(triage.category).toBe("nepotism");
  });

  test.each([["pumpkins"], [null]])("has no category where the model says %j", async (category) => {
    const [triage] = await look(() => ({ ...WOLF, category }));
    expect([triage.category, triage.offer]).toEqual([null, true]);
  });

  test.each(["serious", "critical"] as const)("is the same where it is %s, and nobody is asked", async (severity) => {
    const grave: Triage = { ...ROUTINE, severity, category: "bribery" };
    const [triage, model] = await look(() => ({ ...WOLF, severity: "routine" }), { triage: grave });
    expect([triage === grave, model.calls]).toEqual([true, []]);
  });

  test("is the same where the commissioner is offered already, and nobody is asked", async () => {
    const offered: Triage = { ...ROUTINE, severity: "concern", offer: true };
    const [triage, model] = await look(() => WOLF, { triage: offered });
    expect([triage === offered, model.calls]).toEqual([true, []]);
  });

  test("is never grave by a model's word, whatever it was and whatever the model says", async () => {
    for (const before of ["routine", "concern"] as const) {
      for (const severity of SEVERITIES) {
        const [after] = await look(() => ({ ...WOLF, severity }), { triage: { ...ROUTINE, severity: before } });
        expect(["concern", before]).toContain(after.severity);
      }
    }
  });

  test.each(GARBAGE)("is the same where the model fills in no form: %j", async (garbage) => {
    expect((await look(() => garbage))[0]).toBe(ROUTINE);
  });

  test("is the same where the model breaks its promise", async () => {
    expect((await look(broken))[0]).toBe(ROUTINE);
  });

  test("is the same where the model hangs, and in time", async () => {
    const model = createFakeModel(hanging);
    const lookAgain = createLookAgain({ model, mask, instructions, categories: CATEGORIES, timeoutMs: 400 });
    const startedAt = performance.now();
    const triage = await lookAgain(ENVELOPE, read(ENVELOPE), ROUTINE);
    const tookMs = performance.now() - startedAt;
    expect([triage === ROUTINE, model.signals[0]?.aborted]).toEqual([true, true]);
    expect(Math.abs(tookMs - 400)).toBeLessThan(300);
  });
});

describe("what the model is given", () => {
  test("the question and what a matter can be about", async () => {
    const [, model] = await look(() => WOLF, { question: { ...ENVELOPE, asker: "asker-7" } });
    expect(model.calls).toEqual([
      {
        ...{ purpose: "triage", instructions, mostTokens: 200, asker: "asker-7" },
        material: { question: ENVELOPE.text, categories: CATEGORIES },
      },
    ]);
  });

  test.each(LANGUAGES)("a follow-up in %s with the question before it", async (language) => {
    const [, model] = await look(() => WOLF, { question: FOLLOW_UPS[language] });
    const { text: question, previous } = FOLLOW_UPS[language];
    expect(model.calls[0]?.material).toMatchObject({ question, previous });
  });

  test.each(LANGUAGES)("nothing personal of a question in %s, nor of the one before it", async (language) => {
    const [, first] = await look(() => WOLF, { question: { text: TELLING[language] } });
    const leaning = { text: FOLLOW_UPS[language].text, previous: TELLING[language] };
    const [, second] = await look(() => WOLF, { question: leaning });
    expect([first.calls.length, second.calls.length]).toEqual([1, 1]);
    expect([leak(first.calls[0]), leak(second.calls[0])]).toEqual([[], []]);
    expect(second.calls[0]?.material).toHaveProperty("previous");
  });

  test("nothing at all where nothing was said", async () => {
    expect((await look(() => WOLF, { question: { text: "?!" } }))[1].calls).toEqual([]);
  });
});

test("the instructions name each field of the form and of the material, and each severity", () => {
  const fields = ["severity", "category", "isReal", "question", "previous", "categories", ...SEVERITIES];
  expect(fields.filter((field) => !instructions.includes(`\`${field}\``))).toEqual([]);
});
