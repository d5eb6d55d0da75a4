// Slack's API, watched: Retry-After holds for whoever calls next, and a token that is taken back is told once.

import { expect, test } from "vitest";

import type { Answer } from "../adapters/slack/answer.ts";
import type { SlackApi } from "../adapters/slack/api.ts";
import { watchApi } from "../adapters/slack/watch.ts";

const DONE: Answer = { kind: "done", result: null };

function open(...answers: readonly Answer[]) {
  const left = [...answers];
  const calls: string[] = [];
  const said: string[] = [];
  const clock = { now: 0 };
  const inner: SlackApi = {
    call: async (_use, { method }) => {
      calls.push(method);
      return left.shift() ?? DONE;
    },
    respond: async () => DONE,
    clockSkewMs: () => null,
  };
  const api = watchApi({ api: inner, monotonic: () => clock.now, log: (line) => void said.push(line) });
  return { calls, said, clock, call: (method: string) => api.call("windows", { method, payload: {} }) };
}

test("a method that must wait is not called before its time, whoever calls; others are", async () => {
  const { calls, clock, call } = open({ kind: "wait", retryAfterMs: 3_000 });
  expect(await call("views.open")).toEqual({ kind: "wait", retryAfterMs: 3_000 });
  clock.now = 1_000;
  expect(await call("views.open")).toEqual({ kind: "wait", retryAfterMs: 2_000 });
  expect(await call("views.publish")).toEqual(DONE);
  clock.now = 3_000;
  expect(await call("views.open")).toEqual(DONE);
  expect(calls).toEqual(["views.open", "views.publish", "views.open"]);
});

test("a token that is taken back is told once, and once that it works again", async () => {
  const refused: Answer = { kind: "unauthorised" };
  const { said, call } = open(DONE, refused, refused, DONE, DONE);
  for (let at = 0; at < 5; at += 1) await call("chat.postMessage");
  expect(said).toEqual([expect.stringContaining("any more"), expect.stringContaining("again")]);
});

test("a token that never worked is not told of here: whoever connects says so", async () => {
  const { said, call } = open({ kind: "unauthorised" }, { kind: "unauthorised" });
  await call("auth.test");
  await call("auth.test");
  expect(said).toEqual([]);
});
