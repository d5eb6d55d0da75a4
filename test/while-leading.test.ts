import { expect, onTestFinished, test } from "vitest";

import { type WhileLeading, whileLeading } from "../src/recall/while-leading.ts";

type Bench = { isLeader: boolean; readonly results: (boolean | Error)[]; readonly logged: string[]; runs: number };

/** Each run comes to the next result, in the end to `true`. */
function openBench(bench: Partial<Bench> = {}, overrides: Partial<WhileLeading> = {}) {
  const state: Bench = { isLeader: true, results: [], logged: [], runs: 0, ...bench };
  const { stop } = whileLeading({
    ...{ tickMs: 5, restMs: 10, isLeader: () => state.isLeader },
    log: (message, code) => state.logged.push(`${message} ${code}`),
    work: async () => {
      state.runs += 1;
      const next = state.results.shift() ?? true;
      if (next instanceof Error) throw next;
      return next;
    },
    ...overrides,
  });
  onTestFinished(stop);
  return { state, stop };
}

const pass = (ms = 60): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test("it is done once, and again after a while", async () => {
  const { state } = openBench();
  await pass();
  expect(state.runs).toBe(1);
  const often = openBench({}, { everyMs: 10 });
  await pass(100);
  expect(often.state.runs).toBeGreaterThan(2);
});

test("it waits until this process leads", async () => {
  const { state } = openBench({ isLeader: false });
  await pass();
  expect(state.runs).toBe(0);
  state.isLeader = true;
  await pass();
  expect(state.runs).toBe(1);
});

test("it is tried again where it failed or was ended, and the log does not get the words of a fault", async () => {
  const { state } = openBench({ results: [new TypeError("telegram:1001"), false] });
  await pass(120);
  expect(state.runs).toBe(3);
  expect(state.logged).toEqual(["askers could not be told of changed law yet TypeError"]);
});

test("stopping waits for its end, tells it to go no further, and nothing runs after it", async () => {
  let isEnded = false;
  const seen: boolean[] = [];
  const { stop } = openBench(
    {},
    {
      work: async ({ mayGoOn, signal }) => {
        seen.push(mayGoOn());
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        seen.push(mayGoOn());
        await pass(20);
        isEnded = true;
        return false;
      },
    },
  );
  await pass(20);
  await stop();
  expect([isEnded, seen]).toEqual([true, [true, false]]);
  await pass(30);
  expect(seen).toHaveLength(2);
});
