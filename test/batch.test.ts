import { describe, expect, test } from "vitest";

import type { Ask } from "../src/ask.ts";
import { answerLines } from "../src/batch.ts";
import type { Question } from "../src/question.ts";
import { someReply } from "./fakes.ts";

async function* linesOf(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

/** What may stand in a line of output. */
type Line = {
  readonly id?: unknown;
  readonly error?: string;
  readonly text?: string;
  readonly citations?: readonly object[];
  readonly triage?: object;
  readonly elapsedMs?: number;
};
type Answered = {
  readonly faults: number;
  readonly asked: readonly Question[];
  readonly written: readonly Line[];
};

/** Runs the lines through a fake `ask` that answers each question with its own text. */
async function answer(lines: readonly (string | object)[], defaults: Omit<Question, "text"> = {}): Promise<Answered> {
  const asked: Question[] = [];
  const ask: Ask = async (question) => {
    asked.push(question);
    return someReply({ text: question.text });
  };
  const written: string[] = [];
  const faults = await answerLines(ask, {
    lines: linesOf(lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line)))),
    defaults,
    write: (line) => written.push(line),
  });
  return { faults, asked, written: written.map((line) => JSON.parse(line)) };
}

describe("a batch", () => {
  test("is answered line by line in the order asked", async () => {
    const { written } = await answer(["a", "b", "c"].map((id) => ({ id, question: `question ${id}` })));
    expect(written.map(({ id, text }) => [id, text])).toEqual([
      ["a", "question a"],
      ["b", "question b"],
      ["c", "question c"],
    ]);
  });

  test("asks the next question only when the one before is answered", async () => {
    const running: string[] = [];
    const ask: Ask = async ({ text }) => {
      running.push(`${text} begins`);
      await new Promise((resolve) => setTimeout(resolve, text === "slow" ? 20 : 1));
      running.push(`${text} ends`);
      return someReply({ text });
    };
    const lines = linesOf(['{"question":"slow"}', '{"question":"fast"}']);
    await answerLines(ask, { lines, defaults: {}, write: () => undefined });
    expect(running).toEqual(["slow begins", "slow ends", "fast begins", "fast ends"]);
  });

  test("skips blank lines", async () => {
    const { written, faults } = await answer(["", "   ", { question: "зонт" }, "\t"]);
    expect([written.length, faults]).toEqual([1, 0]);
  });

  test("of nothing is answered with nothing", async () => {
    expect(await answer([])).toEqual({ faults: 0, asked: [], written: [] });
  });

  test("passes language and day of the line on", async () => {
    const { asked } = await answer([{ question: "зонт", language: "kk", asOf: "2026-05-01" }]);
    expect(asked).toEqual([{ text: "зонт", language: "kk", asOf: "2026-05-01" }]);
  });

  test("passes the defaults on where a line has nothing of its own", async () => {
    const { asked } = await answer([{ question: "зонт", asOf: "2026-07-01" }], { language: "en", asOf: "2026-05-01" });
    expect(asked).toEqual([{ text: "зонт", language: "en", asOf: "2026-07-01" }]);
  });
});

describe("a bad line", () => {
  const BAD: readonly (readonly [string, string | object, unknown])[] = [
    ["no JSON", "{oops", null],
    ["no object", "[1, 2]", null],
    ["no question", { id: "q1" }, "q1"],
    ["a question that is no text", { id: 7, question: 7 }, 7],
    ["a language nobody speaks here", { id: "q1", question: "зонт", language: "fr" }, "q1"],
    ["a day that is none", { id: "q1", question: "зонт", asOf: "2026-02-30" }, "q1"],
    ["an id that is no id", { id: { a: 1 }, question: "зонт" }, null],
  ];

  test.each(BAD)("with %s is answered with its id and an error", async (_name, line, id) => {
    const { written } = await answer([line]);
    expect(written).toEqual([{ id, error: expect.stringMatching(/./) }]);
  });

  test.each(BAD)("with %s is counted", async (_name, line) => {
    expect((await answer([line, { question: "зонт" }])).faults).toBe(1);
  });

  test("does not stop the batch", async () => {
    const { written } = await answer(["{oops", { id: "q2", question: "зонт" }]);
    expect(written.map(({ id, error, text }) => [id, error !== undefined, text])).toEqual([
      [null, true, undefined],
      ["q2", false, "зонт"],
    ]);
  });

  test("names the key that is wrong", async () => {
    const { written } = await answer([{ question: "зонт", asOf: "yesterday" }]);
    expect(written[0]?.error).toBe("asOf: must be a day as YYYY-MM-DD");
  });
});

describe("a conversation", () => {
  test("passes the question before as `previous`", async () => {
    const { asked } = await answer([
      { question: "first", conversation: "c1" },
      { question: "second", conversation: "c1" },
      { question: "third", conversation: "c1" },
    ]);
    expect(asked.map(({ previous }) => previous)).toEqual([undefined, "first", "second"]);
  });

  test("does not mix with another one", async () => {
    const { asked } = await answer([
      { question: "umbrella", conversation: "c1" },
      { question: "boat", conversation: "c2" },
      { question: "and then?", conversation: "c1" },
    ]);
    expect(asked[2]?.previous).toBe("umbrella");
  });

  test("is not joined by lines that name none", async () => {
    const { asked } = await answer([{ question: "umbrella" }, { question: "boat" }]);
    expect(asked[1]).not.toHaveProperty("previous");
  });
});

describe("an answered line", () => {
  test("has the keys of the command line, in that order", async () => {
    const { written } = await answer([{ id: "q1", question: "зонт" }]);
    expect(Object.keys(written[0] ?? {})).toEqual([
      ...["id", "language", "outcome", "text", "citations", "related", "triage", "elapsedMs"],
    ]);
  });

  test("has citations with the keys of the command line", async () => {
    const { written } = await answer([{ id: "q1", question: "зонт" }]);
    expect(Object.keys(written[0]?.citations?.[0] ?? {})).toEqual([
      ...["provision", "document", "title", "pinpoint", "edition", "inForceFrom", "inForceTo", "kind", "quote", "url"],
      ...["score", "summary"],
    ]);
  });

  test("has the verdict with the keys of the command line", async () => {
    const { written } = await answer([{ id: "q1", question: "зонт" }]);
    expect(Object.keys(written[0]?.triage ?? {})).toEqual(["severity", "category", "offer", "signals"]);
  });

  test("tells how long it took", async () => {
    const { written } = await answer([{ id: "q1", question: "зонт" }]);
    expect(written[0]?.elapsedMs).toBeGreaterThanOrEqual(0);
  });

  test("keeps a number as its id", async () => {
    const { written } = await answer([{ id: 0, question: "зонт" }]);
    expect(written[0]?.id).toBe(0);
  });
});
