// What a language model may cost an answer: time in bounds, and nothing where somebody is in danger.

import { afterEach, describe, expect, test, vi } from "vitest";

import { createAsk } from "../src/ask.ts";
import { toSearchable } from "../src/index/searchable.ts";
import type { ModelHelp } from "../src/model/model-help.ts";
import type { Triage } from "../src/question.ts";
import { createReadQuestion } from "../src/read-question.ts";
import { createAssessReading } from "../src/triage/assess-question.ts";
import { smallKnowledge, TODAY, trainSmall } from "./fakes.ts";

const QUESTION = { text: "кто кормит казённого кота" };

function openAsk(help: Partial<ModelHelp>) {
  const asked: string[] = [];
  const note = <Result>(part: string, result: Result): Result => {
    asked.push(part);
    return result;
  };
  const whole: ModelHelp = {
    reword: async () => note("reword", []),
    lookAgain: async (_question, _asked, triage) => note("lookAgain", triage),
    word: async (_question, _asked, reply) => note("word", reply),
    ...help,
  };
  const knowledge = smallKnowledge();
  const { model, index } = trainSmall(knowledge);
  const read = createReadQuestion({ knowledge, detector: model.language, today: () => TODAY });
  const searchable = toSearchable(knowledge, { model, index });
  const assessReading = createAssessReading(knowledge, model.triage);
  const deps = { knowledge, searchable, read, assessReading, log: () => undefined };
  return { asked, plain: createAsk(deps), ask: createAsk({ ...deps, help: whole }) };
}

afterEach(() => void vi.useRealTimers());

describe("a language model", () => {
  test("that never comes to an end costs eight seconds, and the answer is as without it", async () => {
    const { ask, plain } = openAsk({ word: () => new Promise(() => undefined) });
    const expected = await plain(QUESTION);
    vi.useFakeTimers();
    let isSettled = false;
    const asking = ask(QUESTION).finally(() => {
      isSettled = true;
    });
    await vi.advanceTimersByTimeAsync(7900);
    expect(isSettled).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    expect(await asking).toEqual(expected);
  });

  test("leaves no timer behind where it answers", async () => {
    const { ask } = openAsk({});
    vi.useFakeTimers();
    await ask(QUESTION);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("is asked nothing where somebody is in danger", async () => {
    const { ask, asked } = openAsk({});
    const known: Triage = { severity: "critical", category: "violence-threat", offer: false, signals: [] };
    await ask(QUESTION, known);
    expect(asked).toEqual([]);
  });

  test("that cries wolf makes the commissioner offered, and changes nothing of what is answered", async () => {
    const { ask, plain } = openAsk({
      lookAgain: async (_question, _asked, triage) => ({ ...triage, severity: "concern", offer: true }),
    });
    const greeting = { text: "сәлем" };
    const [without, found] = [await plain(greeting), await ask(greeting)];
    expect([found.outcome, found.parts.answer]).toEqual([without.outcome, without.parts.answer]);
    expect(found.triage.offer).toBe(true);
  });
});
