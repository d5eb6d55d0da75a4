import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { createGate, createPace, type Gate, type Pace, TELEGRAM_LIMITS } from "../src/chat/pace.ts";

const { overall, chat: chatLimit, group } = TELEGRAM_LIMITS;

type Sleeper = { readonly at: number; readonly wake: () => void; readonly signal: AbortSignal };

type Bench = {
  readonly time: { now: number };
  readonly pace: Pace;
  readonly gate: Gate;
  sleepers(): Sleeper[];
  /** Wakes whoever sleeps no longer than until then, one after the other. */
  runTo(at: number): Promise<void>;
};

/** Timers end up to this much later, or a little earlier, than they should. */
function openBench(lateMs: () => number = () => 0): Bench {
  const time = { now: 1_000 };
  const all: Sleeper[] = [];
  const pace = createPace(TELEGRAM_LIMITS, () => time.now);
  const gate = createGate(pace, (ms, signal) => {
    return new Promise((wake) => all.push({ at: time.now + ms + lateMs(), wake, signal }));
  });
  const sleepers = (): Sleeper[] => all.filter(({ signal }) => !signal.aborted);
  const wakeNext = (until: number): boolean => {
    all.splice(0, all.length, ...sleepers());
    const next = all.reduce<Sleeper | null>((least, one) => (least && least.at <= one.at ? least : one), null);
    if (!next || next.at > until) return false;
    time.now = Math.max(time.now, next.at);
    all.splice(all.indexOf(next), 1);
    next.wake();
    return true;
  };
  const runTo = async (until: number): Promise<void> => {
    await flush();
    while (wakeNext(until)) await flush();
    if (Number.isFinite(until)) time.now = Math.max(time.now, until);
  };
  return { time, pace, gate, sleepers, runTo };
}

async function flush(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await null;
}

describe("the pace", () => {
  test("lets a chat send once within its window", () => {
    const { pace, time } = openBench();
    pace.take("a", false);
    expect([pace.waitMs("a", false), pace.waitMs("b", false)]).toEqual([1_050, 0]);
    time.now += 1_050;
    expect(pace.waitMs("a", false)).toBe(0);
  });

  test("lets a group send 18 times within a minute", () => {
    const { pace, time } = openBench();
    for (let count = 0; count < 18; count += 1) {
      expect(pace.waitMs("g", true)).toBe(0);
      pace.take("g", true);
      time.now += 1_100;
    }
    expect(pace.waitMs("g", true)).toBe(61_000 - 18 * 1_100);
  });

  test("keeps the longest wait a platform asked for", () => {
    const { pace } = openBench();
    pace.holdOff("a", 30_000);
    pace.holdOff("a", 2_000);
    pace.holdOff(null, 5_000);
    expect([pace.waitMs("a", false), pace.waitMs("b", false)]).toEqual([30_000, 5_000]);
  });

  test("forgets chats that are idle", () => {
    const { pace, time } = openBench();
    let most = 0;
    for (let chat = 0; chat < 20_000; chat += 1) {
      pace.take(`chat ${chat}`, chat % 2 === 0);
      time.now += 100;
      most = Math.max(most, pace.size());
    }
    expect(most).toBeLessThan(1_300);
  });
});

describe("the gate", () => {
  test("lets one chat go while another waits", async () => {
    const { gate, time } = openBench();
    await gate.enter("a", false);
    const went: string[] = [];
    const waiting = gate.enter("a", false).then(() => went.push("a"));
    await gate.enter("b", false).then(() => went.push("b"));
    expect([went, time.now]).toEqual([["b"], 1_000]);
    void waiting;
  });

  test("turns away what may be left out instead of letting it wait", async () => {
    const { gate, time } = openBench();
    expect([gate.tryEnter("a", false), gate.tryEnter("a", false)]).toEqual([true, false]);
    time.now += 1_050;
    expect(gate.tryEnter("a", false)).toBe(true);
  });

  test("lets whoever waits go before what may be left out", async () => {
    const { gate, time } = openBench();
    gate.tryEnter("a", false);
    const went: string[] = [];
    void gate.enter("a", false).then(() => went.push("waiter"));
    time.now += 1_050;
    expect(gate.tryEnter("a", false)).toBe(false);
    await flush();
    expect(went).toEqual(["waiter"]);
  });

  test("lets those behind go on when one leaves the queue", async () => {
    const { gate, time, runTo } = openBench();
    await gate.enter("a", false);
    const leaving = new AbortController();
    const left = gate.enter("a", false, leaving.signal).catch((fault: unknown) => fault);
    const behind = gate.enter("a", false);
    leaving.abort("shutting down");
    await runTo(2_050);
    await behind;
    expect([await left, time.now]).toEqual(["shutting down", 2_050]);
  });

  test("leaves no timer behind when all have left", async () => {
    const { gate, sleepers } = openBench();
    await gate.enter("a", false);
    const leaving = new AbortController();
    const left = gate.enter("a", false, leaving.signal).catch(() => undefined);
    expect(sleepers()).toHaveLength(1);
    leaving.abort();
    await left;
    expect(sleepers()).toHaveLength(0);
  });

  test("turns away at once whoever has left before", async () => {
    const { gate, pace } = openBench();
    await expect(gate.enter("a", false, AbortSignal.abort("over"))).rejects.toBe("over");
    expect(pace.waitMs("a", false)).toBe(0);
  });
});

type Step = {
  readonly afterMs: number;
  readonly chat: number;
  readonly hold: number | null;
  readonly isForAll: boolean;
};
type Scenario = { readonly chats: number; readonly lateness: readonly number[]; readonly steps: readonly Step[] };
type Going = {
  readonly chat: string;
  readonly isGroup: boolean;
  readonly id: number;
  readonly enteredAt: number;
  at: number;
};
type Hold = { readonly chat: string | null; readonly from: number; readonly until: number; readonly after: number };

const SENDS = 500;
const RUNS = 200;

const scenario = fc.record<Scenario>({
  chats: fc.integer({ min: 1, max: 60 }),
  lateness: fc.array(fc.constantFrom(-0.5, 0, 0.25, 1, 7, 40), { minLength: 1, maxLength: 20 }),
  steps: fc.array(
    fc.record<Step>({
      afterMs: fc.oneof({ weight: 40, arbitrary: fc.nat(30) }, { weight: 1, arbitrary: fc.nat(5_000) }),
      chat: fc.nat(1_000),
      hold: fc.oneof(
        { weight: 50, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.integer({ min: 1, max: 60_000 }) },
      ),
      isForAll: fc.boolean(),
    }),
    { minLength: SENDS, maxLength: SENDS },
  ),
});

describe("sendings at random", () => {
  /** Every third chat is a group. */
  async function play({ chats, lateness, steps }: Scenario) {
    let drawn = 0;
    const bench = openBench(() => lateness[drawn++ % lateness.length] ?? 0);
    const went: Going[] = [];
    const holds: Hold[] = [];
    let id = 0;
    for (const { afterMs, chat: drawnChat, hold, isForAll } of steps) {
      await bench.runTo(bench.time.now + afterMs);
      const number = drawnChat % chats;
      const going = { chat: `chat ${number}`, isGroup: number % 3 === 0, id: id++, enteredAt: bench.time.now, at: 0 };
      void bench.gate.enter(going.chat, going.isGroup).then(() => went.push({ ...going, at: bench.time.now }));
      await flush();
      if (hold === null) continue;
      const held = { chat: isForAll ? null : going.chat, from: bench.time.now, until: bench.time.now + hold };
      bench.pace.holdOff(held.chat, hold);
      holds.push({ ...held, after: went.length });
    }
    await bench.runTo(Number.POSITIVE_INFINITY);
    return { went, holds, sleepers: bench.sleepers().length };
  }

  test("never exceed a limit, violate a hold, change an order or starve a chat", async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async (drawn) => {
        const { went, holds, sleepers } = await play(drawn);
        expect([went.length, sleepers]).toEqual([SENDS, 0]);
        const byChat = new Map<string, Going[]>();
        for (const going of went) byChat.set(going.chat, [...(byChat.get(going.chat) ?? []), going]);
        expectWithin(went, overall);
        for (const own of byChat.values()) {
          expectWithin(own, chatLimit);
          if (own[0]?.isGroup) expectWithin(own, group);
          expect(own.map((going) => going.id)).toEqual(own.map((going) => going.id).sort((one, other) => one - other));
        }
        expect(violations(went, holds)).toEqual([]);
        expect(passedBy(went, byChat, holds)).toBeLessThan(drawn.chats);
      }),
      // What is drawn cannot become much smaller.
      { numRuns: RUNS, endOnFailure: true },
    );
  });
});

function expectWithin(
  went: readonly Going[],
  { count, windowMs }: { readonly count: number; readonly windowMs: number },
) {
  const tooSoon = went.filter(({ at }, place) => at - (went[place - count]?.at ?? Number.NEGATIVE_INFINITY) < windowMs);
  expect(tooSoon).toEqual([]);
}

function violations(went: readonly Going[], holds: readonly Hold[]): Going[] {
  return holds.flatMap(({ chat, until, after }) =>
    went.slice(after).filter((going) => going.at < until && (chat === null || chat === going.chat)),
  );
}

/** How many of others, at most, went although the first of a chat might have gone as far as its own limits and holds went. */
function passedBy(
  went: readonly Going[],
  byChat: ReadonlyMap<string, readonly Going[]>,
  holds: readonly Hold[],
): number {
  const counts = went.map((going, place) => {
    const own = byChat.get(going.chat) ?? [];
    const rank = own.indexOf(going);
    const freeAt = Math.max(
      going.enteredAt,
      (own[rank - 1]?.at ?? 0) + chatLimit.windowMs,
      going.isGroup ? (own[rank - group.count]?.at ?? 0) + group.windowMs : 0,
      ...holds
        .filter(({ chat, after }) => after <= place && (chat === null || chat === going.chat))
        .map(({ until }) => until),
    );
    return place - 1 - went.findLastIndex(({ at }, earlier) => earlier < place && at <= freeAt);
  });
  return Math.max(...counts);
}
