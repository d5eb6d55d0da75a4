import { describe, expect, test } from "vitest";
import { z } from "zod";

import { createBreaker } from "../src/model/breaker.ts";
import { createBudget } from "../src/model/budget.ts";
import type { ChatModel, ModelAnswer, ModelCall } from "../src/model/chat-model.ts";
import { createGuardedModel, createGuards } from "../src/model/guarded-model.ts";
import { createPlaces } from "../src/model/places.ts";
import { countTokens } from "../src/model/tokens.ts";

const HOUR = 3_600_000;
const FORM = z.object({ a: z.string() });
type Answer = ModelAnswer<z.infer<typeof FORM>>;

const FILLED: Answer = { kind: "filled", form: { a: "x" }, tokens: 100 };
const LATE: Answer = { kind: "failed", code: "late" };
const CALL: ModelCall<z.infer<typeof FORM>> = {
  ...{ purpose: "query", instructions: "Do.", material: { question: "?" }, form: FORM, mostTokens: 50, asker: "a" },
};
const never = new AbortController().signal;

/** A clock that stands still, a model that says what it is told to, and its guards. */
function open(budgets = {}, says: () => Answer | Promise<Answer> = () => FILLED) {
  const clock = { ms: 1_000, asked: 0, atOnce: 0, most: 0, says };
  const model: ChatModel = {
    name: "openai:small",
    ask: async <Form>(_: ModelCall<Form>) => {
      clock.asked += 1;
      clock.atOnce += 1;
      clock.most = Math.max(clock.most, clock.atOnce);
      const answer = await Promise.resolve(clock.says()).finally(() => {
        clock.atOnce -= 1;
      });
      return answer as ModelAnswer<Form>;
    },
  };
  const limits = { callsPerHour: 3, tokensPerDay: 1_000_000, concurrency: 4, ...budgets };
  const guarded = createGuardedModel(
    model,
    createGuards(limits, () => clock.ms),
  );
  const ask = async (call: Partial<typeof CALL> = {}, signal = never): Promise<string> => {
    const answer = await guarded.ask({ ...CALL, ...call }, signal);
    return answer.kind === "filled" ? "filled" : answer.code;
  };
  return { clock, ask, name: guarded.name };
}

const many = async (count: number, one: () => Promise<string>): Promise<string[]> => {
  const said: string[] = [];
  for (let at = 0; at < count; at += 1) said.push(await one());
  return said;
};

describe("a guarded model", () => {
  test("has the model's name and its answers", async () => {
    const { ask, name } = open();
    expect([name, await ask()]).toEqual(["openai:small", "filled"]);
  });

  test("answers one asker so many times within an hour, and others all the same", async () => {
    const { ask, clock } = open();
    expect(await many(4, ask)).toEqual(["filled", "filled", "filled", "over-budget"]);
    expect([await ask({ asker: "b" }), clock.asked]).toEqual(["filled", 4]);
    clock.ms += HOUR;
    expect(await ask()).toBe("filled");
  });

  test("counts an hour from each call, not from the first", async () => {
    const { ask, clock } = open();
    await ask();
    clock.ms += HOUR / 2;
    expect(await many(3, ask)).toEqual(["filled", "filled", "over-budget"]);
    clock.ms += HOUR / 2;
    expect(await many(2, ask)).toEqual(["filled", "over-budget"]);
  });

  test("counts no calls of nobody in particular", async () => {
    const { ask } = open();
    expect(new Set(await many(20, () => ask({ asker: null })))).toEqual(new Set(["filled"]));
  });

  test("stops at so many tokens of all, until a day later", async () => {
    const { ask, clock } = open({ tokensPerDay: 250, callsPerHour: 100 });
    expect(await many(4, ask)).toEqual(["filled", "filled", "over-budget", "over-budget"]);
    expect(await ask({ asker: "b" })).toBe("over-budget");
    clock.ms += 24 * HOUR;
    expect(await ask()).toBe("filled");
  });

  test("takes 0 tokens a day for no limit", async () => {
    const { ask } = open({ tokensPerDay: 0, callsPerHour: 100 });
    expect(new Set(await many(50, ask))).toEqual(new Set(["filled"]));
  });

  test("pays for what was late, not for what was never worked out", async () => {
    const { ask, clock } = open({ tokensPerDay: 150, callsPerHour: 100 });
    clock.says = () => ({ kind: "failed", code: "unreachable" });
    expect(await many(2, ask)).toEqual(["unreachable", "unreachable"]);
    clock.says = () => LATE;
    expect(await many(3, ask)).toEqual(["late", "late", "over-budget"]);
  });

  test("sends nothing that is too long", async () => {
    const { ask, clock } = open();
    expect(await ask({ material: "a".repeat(24_000) })).toBe("over-budget");
    expect(await ask({ instructions: "a".repeat(24_000) })).toBe("over-budget");
    expect([await ask({ material: "a".repeat(23_900) }), clock.asked]).toEqual(["filled", 1]);
  });

  test("makes no answer of a model that breaks its promise", async () => {
    const { ask, clock } = open();
    clock.says = () => Promise.reject(new Error("canary"));
    expect(await ask()).toBe("garbage");
  });

  test("asks so many at a time", async () => {
    const { ask, clock } = open({ concurrency: 2, callsPerHour: 100 });
    clock.says = () => new Promise((resolve) => setTimeout(() => resolve(FILLED), 5));
    const said = await Promise.all(Array.from({ length: 9 }, () => ask()));
    expect([new Set(said), clock.most, clock.asked]).toEqual([new Set(["filled"]), 2, 9]);
  });

  test("lets nobody wait longer than they care to, and counts no call of theirs", async () => {
    const { ask, clock } = open({ concurrency: 1, callsPerHour: 2 });
    const release = { now: (_: Answer): void => undefined };
    clock.says = () => new Promise((resolve) => Object.assign(release, { now: resolve }));
    const first = ask();
    expect(await ask({}, AbortSignal.timeout(20))).toBe("late");
    release.now(FILLED);
    expect([await first, clock.asked]).toEqual(["filled", 1]);
    clock.says = () => FILLED;
    expect(await many(2, ask)).toEqual(["filled", "over-budget"]);
  });
});

describe("a model whose server is down", () => {
  test.each(["late", "unreachable", "refused"] as const)("rests after five failures (%s) in a row", async (code) => {
    const { ask, clock } = open({ callsPerHour: 100 }, () => ({ kind: "failed", code }));
    expect(await many(7, ask)).toEqual([code, code, code, code, code, "resting", "resting"]);
    expect(clock.asked).toBe(5);
  });

  test("is not taken for down while it talks nonsense", async () => {
    const { ask } = open({ callsPerHour: 100 }, () => ({ kind: "failed", code: "garbage" }));
    expect(new Set(await many(12, ask))).toEqual(new Set(["garbage"]));
  });

  test("begins to count anew with each answer", async () => {
    const { ask, clock } = open({ callsPerHour: 100 });
    clock.says = () => (clock.asked % 5 === 0 ? FILLED : LATE);
    expect(await many(20, ask)).not.toContain("resting");
  });

  test("is tried once after a minute, and used again where that went well", async () => {
    const { ask, clock } = open({ callsPerHour: 100 }, () => LATE);
    await many(5, ask);
    clock.ms += 59_999;
    expect(await ask()).toBe("resting");
    clock.ms += 1;
    clock.says = () => FILLED;
    expect(await many(3, ask)).toEqual(["filled", "filled", "filled"]);
  });

  test("is tried by one only, and rests once more where that failed", async () => {
    const { ask, clock } = open({ callsPerHour: 100 }, () => LATE);
    await many(5, ask);
    clock.ms += 60_000;
    expect((await Promise.all([ask(), ask(), ask()])).sort()).toEqual(["late", "resting", "resting"]);
    expect(await ask()).toBe("resting");
    clock.ms += 60_000;
    expect(await many(2, ask)).toEqual(["late", "resting"]);
  });

  test("takes no calls of anybody's hour while it rests", async () => {
    const { ask, clock } = open({ callsPerHour: 6 }, () => LATE);
    await many(20, ask);
    clock.ms += 60_000;
    clock.says = () => FILLED;
    expect(await many(2, ask)).toEqual(["filled", "over-budget"]);
  });

  test("is not woken by a call from before", () => {
    const clock = { ms: 0 };
    const breaker = createBreaker(() => clock.ms, { mostFailures: 1, restMs: 10 });
    const early = breaker.enter();
    breaker.enter()?.leave(false);
    early?.leave(true);
    expect([breaker.isResting(), breaker.enter()]).toEqual([true, null]);
  });

  test("rests no longer for a call from before", () => {
    const clock = { ms: 0 };
    const breaker = createBreaker(() => clock.ms, { mostFailures: 1, restMs: 10 });
    const early = breaker.enter();
    breaker.enter()?.leave(false);
    clock.ms = 5;
    early?.leave(false);
    clock.ms = 10;
    expect(breaker.isResting()).toBe(false);
  });

  test("lets nobody wait behind the one who tries it", async () => {
    const { ask, clock } = open({ concurrency: 1, callsPerHour: 100 }, () => LATE);
    await many(5, ask);
    clock.ms += 60_000;
    const release = { now: (_: Answer): void => undefined };
    clock.says = () => new Promise((resolve) => Object.assign(release, { now: resolve }));
    const probe = ask();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await ask({}, AbortSignal.timeout(50))).toBe("resting");
    release.now(FILLED);
    expect(await probe).toBe("filled");
  });

  test("counts a call once", () => {
    const breaker = createBreaker(() => 0, { mostFailures: 2, restMs: 10 });
    const one = breaker.enter();
    one?.leave(false);
    one?.leave(false);
    expect(breaker.isResting()).toBe(false);
  });
});

describe("the budget", () => {
  test("forgets who asked longest ago beyond ten thousand askers", () => {
    const budget = createBudget({ callsPerHour: 1, tokensPerDay: 0 }, () => 0);
    for (let at = 0; at < 10_000; at += 1) budget.claim(`asker ${at}`, 1);
    expect([budget.claim("asker 0", 1), budget.claim("asker 9999", 1)]).toEqual([null, null]);
    budget.claim("one more", 1);
    expect([budget.claim("asker 0", 1) !== null, budget.claim("asker 9999", 1)]).toEqual([true, null]);
  });

  test("corrects nothing on a day that is over", () => {
    const clock = { ms: 0 };
    const budget = createBudget({ callsPerHour: 9, tokensPerDay: 100 }, () => clock.ms);
    const yesterday = budget.claim(null, 90);
    clock.ms += 24 * HOUR;
    const today = budget.claim(null, 90);
    yesterday?.settle(0);
    expect([today !== null, budget.claim(null, 20)]).toEqual([true, null]);
  });
});

describe("places", () => {
  test("go to those who wait, in their order, and never twice", async () => {
    const places = createPlaces(1);
    const order: string[] = [];
    const first = await places.take(never);
    const others = ["b", "c"].map((name) => places.take(never).then((leave) => ({ leave, at: order.push(name) })));
    first?.();
    first?.();
    const { leave } = (await others[0]) ?? {};
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(order).toEqual(["b"]);
    leave?.();
    await others[1];
    expect(order).toEqual(["b", "c"]);
  });
});

describe("the tokens of a call", () => {
  test.each([7, 1_000_000])("are those the server says: %i", (said) => {
    expect(countTokens(said, 3)).toBe(said);
  });

  test.each([undefined, null, 0, -5, 1.5, Number.NaN, 1e18, "9"])("are guessed where it says %s", (said) => {
    expect(countTokens(said, 3)).toBe(3);
  });
});
