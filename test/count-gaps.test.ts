// Questions without an answer as counts: which outcomes count, under which names, and that no reply waits for it.

import { describe, expect, test } from "vitest";

import { type CountingDeps, createCountingAsk } from "../src/candidates/count-gaps.ts";
import { OUTCOMES, type Outcome, type Reply } from "../src/question.ts";
import { gapsOf } from "./candidate-fakes.ts";
import { openBench } from "./case-fakes.ts";
import { openSmallAsk, smallKnowledge, someReply } from "./fakes.ts";

const WORD = "axolotl";

function replyOf(outcome: Outcome, overrides: Partial<Reply> = {}): Reply {
  // Only what is counted by matters here.
  return { ...someReply(), related: ["law-290-viii/7/2", "law-290-viii/5"], ...overrides, outcome } as Reply;
}

async function openCounting(reply: Reply, overrides: Partial<CountingDeps> = {}) {
  const bench = await openBench();
  const logged: string[] = [];
  const ask = createCountingAsk({
    ...{ ask: async () => reply, conceptsOf: () => ["boat", "relative"], store: bench.deps.store },
    ...{ today: () => "2026-09-07", log: (message) => logged.push(message), ...overrides },
  });
  const counted = async (): Promise<string[]> => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    return (await gapsOf(bench)).map(({ kind, name, count }) => `${kind} ${name} ${count}`).sort();
  };
  return { ask, bench, logged, counted };
}

describe("a question without an answer", () => {
  test.each(OUTCOMES)("that came to %s", async (outcome) => {
    const { ask, counted } = await openCounting(replyOf(outcome));
    await ask({ text: WORD });
    await ask({ text: WORD });
    const isCounted = outcome === "no-source" || outcome === "out-of-scope";
    const expected = ["concept boat 2", "concept relative 2", "topic law-290-viii/7 2"];
    expect(await counted()).toEqual(isCounted ? expected : []);
  });

  test("is counted by month, language and outcome", async () => {
    const { ask, bench, counted } = await openCounting(replyOf("no-source", { related: [] }), { conceptsOf: () => [] });
    await ask({ text: WORD });
    expect(await counted()).toEqual(["topic  1"]);
    expect(await gapsOf(bench)).toEqual([
      { month: "2026-09-01", language: "en", outcome: "no-source", kind: "topic", name: "", count: 1 },
    ]);
  });

  test("counts five ideas at most, each once", async () => {
    const conceptsOf = () => ["a", "a", "b", "c", "d", "e", "f"];
    const { ask, counted } = await openCounting(replyOf("no-source"), { conceptsOf });
    await ask({ text: WORD });
    const ideas = (await counted()).filter((one) => one.startsWith("concept"));
    expect(ideas).toEqual(["concept a 1", "concept b 1", "concept c 1", "concept d 1", "concept e 1"]);
  });

  test("of somebody in danger is not counted", async () => {
    const triage = { severity: "critical", category: "self-harm", offer: false, signals: [] } as const;
    const { ask, counted } = await openCounting(replyOf("no-source", { triage }));
    await ask({ text: WORD });
    expect(await counted()).toEqual([]);
  });
});

describe("the reply", () => {
  test("is the one that was given, and does not wait for a store that hangs", async () => {
    const reply = replyOf("no-source");
    const { ask } = await openCounting(reply, { store: { transact: () => new Promise(() => undefined) } });
    expect(await ask({ text: WORD })).toBe(reply);
  });

  test.each([
    ["the store", { store: { transact: () => Promise.reject(new Error(WORD)) } }],
    [
      "the thesaurus",
      {
        conceptsOf: (): string[] => {
          throw new Error(WORD);
        },
      },
    ],
  ] as const)("is not lost where %s fails, and the log holds a fixed sentence", async (_what, overrides) => {
    const reply = replyOf("no-source");
    const { ask, logged, counted } = await openCounting(reply, overrides);
    expect(await ask({ text: WORD })).toBe(reply);
    await counted();
    expect(logged).toEqual(["a question without an answer was not counted"]);
  });

  test("is asked for with the verdict that is known already", async () => {
    const seen: unknown[] = [];
    const { ask } = await openCounting(replyOf("answered"), {
      ask: async (...given) => {
        seen.push(...given);
        return replyOf("answered");
      },
    });
    const { triage } = someReply();
    await ask({ text: WORD }, triage);
    expect(seen).toEqual([{ text: WORD }, triage]);
  });
});

test("no word of a question gets into a name", async () => {
  const { bench, ask, counted } = await openCounting(replyOf("no-source"), { ask: openSmallAsk() });
  const known = new Set(smallKnowledge().provisions.map(({ topic }) => topic));
  for (const text of [`${WORD} umbrella boat`, `law-290-viii/${WORD}`, `who paints the ${WORD} of the moon?`]) {
    await ask({ text });
  }
  await counted();
  const topics = (await gapsOf(bench)).filter(({ kind }) => kind === "topic");
  expect(topics.length).toBeGreaterThan(0);
  for (const { name } of topics) expect(name === "" || known.has(name)).toBe(true);
});
