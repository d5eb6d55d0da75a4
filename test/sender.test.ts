import { describe, expect, onTestFinished, test, vi } from "vitest";

import { createGate, createPace } from "../src/chat/pace.ts";
import { createSender, type Deliver, type SenderDeps, type Sent } from "../src/chat/sender.ts";
import type { ChatStore } from "../src/chat/slots.ts";
import { type CaseBench, openBench } from "./case-fakes.ts";

const WAIT = { timeout: 20_000, interval: 5 };
const SHORT = { tickMs: 5, delayMs: 1, longestDelayMs: 1, stopMs: 5_000 };
const HOUR_MS = 3_600_000;

type Options = Partial<SenderDeps> & {
  /** What the next deliveries of a message come to; after these, `done`. */
  readonly script?: Readonly<Record<string, (Sent | Error)[]>>;
  readonly wrapStore?: (store: ChatStore) => ChatStore;
};

type Delivered = { readonly body: string; readonly isUncertain: boolean };

/** The clock moves by a millisecond each time somebody looks, unless it is given. Bodies are such as `a1`: lane and number. */
async function openOutgoing(options: Options = {}, shared?: CaseBench) {
  const { script = {}, wrapStore = (store) => store, limits, ...overrides } = options;
  const bench = shared ?? (await openBench({ clock: { now: 1_000_000 } }));
  const { store } = bench.deps;
  const delivered: Delivered[] = [];
  const deliver: Deliver = async (body, isUncertain) => {
    delivered.push({ body, isUncertain });
    const next = script[body]?.shift() ?? "done";
    if (next instanceof Error) throw next;
    return next;
  };
  const sender = createSender({
    ...{ store: wrapStore(store), channel: "telegram", now: () => bench.clock.now++, log: bench.deps.log },
    ...{ deliver, isLeader: () => true },
    ...overrides,
    limits: { ...SHORT, ...limits },
  });
  onTestFinished(() => sender.stop());
  const post = (...bodies: string[]): Promise<void> =>
    store.transact(async (tx) => {
      for (const body of bodies) {
        await tx.outgoing.post({ channel: "telegram", lane: body[0] ?? "", body, postedAt: bench.clock.now });
      }
    });
  const count = () => store.transact((tx) => tx.outgoing.count("telegram"));
  const expectOver = () => vi.waitFor(async () => expect((await count()).waiting).toBe(0), WAIT);
  const bodies = (): string[] => delivered.map(({ body }) => body);
  return { ...bench, sender, delivered, bodies, post, count, expectOver };
}

const LATER: Sent = { retryAfterMs: 0, isUncertain: false };
const PERHAPS: Sent = { retryAfterMs: 0, isUncertain: true };

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve());
  });
}

describe("a message", () => {
  test("that is put off holds up those after it in its lane", async () => {
    const { post, expectOver, bodies, count } = await openOutgoing({ script: { a1: [LATER, PERHAPS], a2: [LATER] } });
    await post("a1", "a2", "a3");
    await expectOver();
    expect([bodies(), (await count()).dead]).toEqual([["a1", "a1", "a1", "a2", "a2", "a3"], 0]);
  });

  test("that may have arrived is marked so from then on", async () => {
    const { post, expectOver, delivered } = await openOutgoing({ script: { a1: [LATER, PERHAPS, LATER] } });
    await post("a1");
    await expectOver();
    expect(delivered.map(({ isUncertain }) => isUncertain)).toEqual([false, false, true, true]);
  });

  test("may have arrived where its delivery failed", async () => {
    const { post, expectOver, delivered, logged } = await openOutgoing({ script: { a1: [new TypeError("a1")] } });
    await post("a1");
    await expectOver();
    expect(delivered.map(({ isUncertain }) => isUncertain)).toEqual([false, true]);
    expect(logged).toEqual(["a delivery failed TypeError"]);
  });

  test("may have arrived where its delivery did not end", async () => {
    let tries = 0;
    const seen: boolean[] = [];
    const { post, expectOver, logged } = await openOutgoing({
      limits: { timeMs: 20 },
      deliver: async (_body, isUncertain) => {
        seen.push(isUncertain);
        tries += 1;
        return tries === 1 ? new Promise(() => undefined) : "done";
      },
    });
    await post("a1");
    await expectOver();
    expect([seen, logged]).toEqual([[false, true], ["a delivery did not end"]]);
  });

  test("waits as long as the platform asks for", async () => {
    const clock = { now: 1_000_000 };
    const script = { a1: [{ retryAfterMs: 30_000, isUncertain: false }] };
    const one = await openOutgoing({ script, now: () => clock.now });
    await one.post("a1");
    await vi.waitFor(() => expect(one.bodies()).toEqual(["a1"]), WAIT);
    await one.sender.stop();
    clock.now += 29_999;
    const next = await openOutgoing({ now: () => clock.now }, one);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(next.bodies()).toEqual([]);
    clock.now += 1;
    await next.expectOver();
    expect(next.bodies()).toEqual(["a1"]);
  });

  test("to a chat that is gone is over, and one that is refused is kept to be seen", async () => {
    const { post, expectOver, count, bodies, logged } = await openOutgoing({
      script: { a1: ["gone"], b1: ["refused"] },
    });
    await post("a1", "b1", "b2");
    await expectOver();
    expect([(await count()).dead, bodies().includes("b2"), logged]).toEqual([
      1,
      true,
      ["a message was given up refused"],
    ]);
  });

  test("is given up after a day, and its lane goes on", async () => {
    const { post, count, bodies, logged, clock } = await openOutgoing({
      script: { a1: [LATER, LATER] },
      limits: { longestDelayMs: 25 * HOUR_MS, delayMs: 12 * HOUR_MS },
    });
    await post("a1", "a2");
    await vi.waitFor(() => expect(bodies()).toEqual(["a1"]), WAIT);
    await vi.waitFor(async () => {
      clock.now += HOUR_MS;
      expect((await count()).waiting).toBe(0);
    }, WAIT);
    expect([(await count()).dead, bodies(), logged]).toEqual([
      ...[1, ["a1", "a1", "a2"]],
      ["a message was given up too late"],
    ]);
  });

  test("that takes long delays no other lane", async () => {
    let open: (sent: Sent) => void = () => undefined;
    const { post, count, expectOver } = await openOutgoing({
      limits: { atOnce: 2 },
      deliver: (body) => {
        if (body !== "a1") return Promise.resolve("done");
        return new Promise((resolve) => {
          open = resolve;
        });
      },
    });
    await post("a1", "a2", "b1", "b2", "c1", "d1");
    await vi.waitFor(async () => expect((await count()).waiting).toBe(2), WAIT);
    open("done");
    await expectOver();
  });

  test("on which a process died is sent again when its lease is over, as one that may have arrived", async () => {
    let isLeading = false;
    const { post, expectOver, delivered, deps, clock, bodies } = await openOutgoing({ isLeader: () => isLeading });
    await post("a1", "a2");
    const claiming = { channel: "telegram", now: clock.now, limit: 9, leaseMs: 100_000 } as const;
    expect(await deps.store.transact((tx) => tx.outgoing.claim(claiming))).toHaveLength(1);
    isLeading = true;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(bodies()).toEqual([]);
    clock.now += 100_000;
    await expectOver();
    expect(delivered).toEqual([
      { body: "a1", isUncertain: true },
      { body: "a2", isUncertain: false },
    ]);
  });

  test("that was sent is not sent again because the store failed for a moment", async () => {
    let failures = 0;
    const { post, expectOver, bodies } = await openOutgoing({
      wrapStore: (store) => ({
        transact: async (work) => {
          if (bodies().length > 0 && failures < 3) {
            failures += 1;
            throw new Error("busy");
          }
          return store.transact(work);
        },
      }),
    });
    await post("a1");
    await expectOver();
    expect([bodies(), failures]).toEqual([["a1"], 3]);
  });
});

describe("a sender", () => {
  test("sends nothing while it does not lead", async () => {
    let isLeading = false;
    const { post, bodies, count, expectOver } = await openOutgoing({ isLeader: () => isLeading });
    await post("a1");
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([bodies(), (await count()).waiting]).toEqual([[], 1]);
    isLeading = true;
    await expectOver();
  });

  test("hands over to another without sending anything twice, each lane in order", async () => {
    let leader = "one";
    const sent: string[] = [];
    const by = (name: string): Partial<SenderDeps> => ({
      isLeader: () => leader === name,
      deliver: async (body) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        sent.push(body);
        if (sent.length % 5 === 0) leader = leader === "one" ? "other" : "one";
        return "done";
      },
    });
    const one = await openOutgoing({ ...by("one"), limits: { atOnce: 3 } });
    await openOutgoing({ ...by("other"), limits: { atOnce: 3 } }, one);
    const bodies = ["1", "2", "3", "4", "5"].flatMap((number) => [..."abcdef"].map((lane) => lane + number));
    await one.post(...bodies);
    await one.expectOver();
    expect(sent.toSorted()).toEqual(bodies.toSorted());
    for (const lane of "abcdef") {
      const own = sent.filter((body) => body.startsWith(lane));
      expect(own).toEqual(own.toSorted());
    }
  });

  test("lets a message wait for its turn for a while only", async () => {
    let tries = 0;
    const { post, expectOver, logged } = await openOutgoing({
      limits: { turnMs: 10 },
      deliver: async (_body, _isUncertain, signal) => {
        tries += 1;
        if (tries === 1) await untilAborted(signal);
        return tries === 1 ? LATER : "done";
      },
    });
    await post("a1");
    await expectOver();
    expect([tries, logged]).toEqual([2, []]);
  });

  test("gives back what waits for its turn when it leads no longer", async () => {
    let isLeading = true;
    const waiting: AbortSignal[] = [];
    const { post } = await openOutgoing({
      isLeader: () => isLeading,
      limits: { atOnce: 1 },
      deliver: async (_body, _isUncertain, signal) => {
        waiting.push(signal);
        await untilAborted(signal);
        return LATER;
      },
    });
    await post("a1");
    await vi.waitFor(() => expect(waiting).toHaveLength(1), WAIT);
    isLeading = false;
    await vi.waitFor(() => expect(waiting[0]?.aborted).toBe(true), WAIT);
  });

  test("gives back what waits for its turn when it is stopped, as not sent", async () => {
    const pace = createPace({ ...LIMITED, chat: { count: 1, windowMs: HOUR_MS } }, () => performance.now());
    const gate = createGate(pace, (ms) => new Promise((resolve) => setTimeout(resolve, ms).unref()));
    const sent: string[] = [];
    const { post, sender, count, deps, clock } = await openOutgoing({
      deliver: async (body, _isUncertain, signal) => {
        try {
          await gate.enter(body[0] ?? "", false, signal);
        } catch {
          return LATER;
        }
        sent.push(body);
        return "done";
      },
    });
    await post("a1", "a2", "b1");
    await vi.waitFor(async () => expect([sent.length, (await count()).waiting]).toEqual([2, 1]), WAIT);
    await sender.stop();
    const claiming = { channel: "telegram", now: clock.now + 1, limit: 9, leaseMs: 1 } as const;
    const left = await deps.store.transact((tx) => tx.outgoing.claim(claiming));
    expect(left).toMatchObject([{ body: "a2", isUncertain: false }]);
  });

  test("lets nothing wait for its turn that it claimed while it was being stopped", async () => {
    let goOn: () => void = () => undefined;
    const isClaiming = vi.fn();
    const aborted: boolean[] = [];
    const { post, sender } = await openOutgoing({
      wrapStore: (store) => ({
        transact: async (work) => {
          const done = await store.transact(work);
          if (!Array.isArray(done) || done.length === 0) return done;
          isClaiming();
          await new Promise<void>((resolve) => {
            goOn = resolve;
          });
          return done;
        },
      }),
      deliver: async (_body, _isUncertain, signal) => {
        aborted.push(signal.aborted);
        return LATER;
      },
    });
    await post("a1");
    await vi.waitFor(() => expect(isClaiming).toHaveBeenCalled(), WAIT);
    const stopped = sender.stop();
    goOn();
    await stopped;
    expect(aborted).toEqual([true]);
  });

  test("waits when it is stopped for a call that was begun", async () => {
    const begun: string[] = [];
    let open: (sent: Sent) => void = () => undefined;
    const { post, sender, count } = await openOutgoing({
      deliver: () =>
        new Promise((resolve) => {
          open = resolve;
          begun.push("a call");
        }),
    });
    await post("a1", "a2");
    await vi.waitFor(() => expect(begun).toHaveLength(1), WAIT);
    const stopped = sender.stop();
    open("done");
    await stopped;
    sender.poke();
    expect([begun.length, (await count()).waiting]).toEqual([1, 1]);
  });

  test("leaves no timer behind when it is stopped", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
    onTestFinished(() => void vi.useRealTimers());
    const { sender, post, expectOver } = await openOutgoing();
    await post("a1");
    await expectOver();
    await sender.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});

const LIMITED = { overall: { count: 9, windowMs: 1 }, group: { count: 9, windowMs: 1 } };
