import { describe, expect, onTestFinished, test, vi } from "vitest";

import type { Outgoing } from "../src/chat/chat-store.ts";
import { createInboxWorker, type InboxWorkerDeps } from "../src/chat/inbox-worker.ts";
import type { ChatStore } from "../src/chat/slots.ts";
import { type BenchOptions, type CaseBench, openBench } from "./case-fakes.ts";

const WAIT = { timeout: 20_000, interval: 5 };
const SHORT = { tickMs: 5, delayMs: 1, stopMs: 5_000 };

const answer = (lane: string, body: string): Outgoing => ({ channel: "telegram", lane, body, postedAt: 0 });

type Options = Partial<InboxWorkerDeps> & { readonly wrapStore?: (store: ChatStore) => ChatStore };

/** The clock moves by a millisecond each time somebody looks, unless it is given. Bodies are such as `a1`: lane and number. */
async function openInbox(options: Options = {}, benchOptions: BenchOptions = {}, shared?: CaseBench) {
  const { wrapStore = (store) => store, limits, ...overrides } = options;
  const bench = shared ?? (await openBench(benchOptions));
  const { store } = bench.deps;
  const begun: string[] = [];
  const process: InboxWorkerDeps["process"] =
    overrides.process ?? (async (body) => [answer(body[0] ?? "", `to ${body}`)]);
  const onDone = vi.fn();
  const worker = createInboxWorker({
    ...{ store: wrapStore(store), channel: "telegram", now: () => bench.clock.now++, log: bench.deps.log },
    ...{ dice: { below: () => 0 }, onDead: async () => [], onDone },
    ...overrides,
    limits: { ...SHORT, ...limits },
    process: (body, attempts) => {
      begun.push(body);
      return process(body, attempts);
    },
  });
  onTestFinished(() => worker.stop());
  const put = async (...bodies: string[]): Promise<void> => {
    await store.transact(async (tx) => {
      for (const body of bodies) {
        await tx.inbox.put({ channel: "telegram", key: body, lane: body[0] ?? "", body, receivedAt: bench.clock.now });
      }
    });
    worker.poke();
  };
  const count = () => store.transact((tx) => tx.inbox.count("telegram"));
  const expectOver = () => vi.waitFor(async () => expect((await count()).waiting).toBe(0), WAIT);
  const outgoing = async (): Promise<string[]> => {
    const claiming = { channel: "telegram", now: bench.clock.now, limit: 1, leaseMs: 1_000 } as const;
    const bodies: string[] = [];
    for (;;) {
      const [item] = await store.transact((tx) => tx.outgoing.claim(claiming));
      if (!item) return bodies;
      bodies.push(item.body);
      await store.transact((tx) => tx.outgoing.finish(item.number));
    }
  };
  return { ...bench, worker, begun, onDone, put, count, expectOver, outgoing };
}

function createDoor() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
}

describe("an event", () => {
  test("is processed and its answer posted", async () => {
    const { put, expectOver, outgoing, onDone } = await openInbox();
    await put("a1");
    await expectOver();
    expect(await outgoing()).toEqual(["to a1"]);
    expect(onDone).toHaveBeenCalledTimes(1);
  });

  test("that fails holds up what comes after it in its lane, until it succeeds", async () => {
    const { put, expectOver, begun } = await openInbox({
      process: async (body, attempts) => {
        if (body === "a1" && attempts < 3) throw new Error("not yet");
        return [];
      },
    });
    await put("a1", "a2", "a3");
    await expectOver();
    expect(begun).toEqual(["a1", "a1", "a1", "a2", "a3"]);
  });

  test("that takes long delays no other lane", async () => {
    const door = createDoor();
    const { put, begun, count, expectOver } = await openInbox({
      limits: { atOnce: 2 },
      process: async (body) => {
        if (body === "a1") await door.opened;
        return [];
      },
    });
    await put("a1", "a2", "b1", "b2", "b3", "c1", "c2");
    await vi.waitFor(async () => expect((await count()).waiting).toBe(2), WAIT);
    expect([begun.includes("a2"), begun.length]).toEqual([false, 6]);
    door.open();
    await expectOver();
    expect(begun.at(-1)).toBe("a2");
  });

  test("is followed by the next of its lane without waiting for a tick", async () => {
    const { put, expectOver, begun } = await openInbox({ limits: { tickMs: 1_000_000 } });
    await put("a1", "a2", "a3");
    await expectOver();
    expect(begun).toEqual(["a1", "a2", "a3"]);
  });

  test("waits while as many as may be are in work", async () => {
    let inWork = 0;
    let most = 0;
    const { put, expectOver } = await openInbox({
      limits: { atOnce: 2 },
      process: async () => {
        inWork += 1;
        most = Math.max(most, inWork);
        await new Promise((resolve) => setTimeout(resolve, 10));
        inWork -= 1;
        return [];
      },
    });
    await put("a1", "b1", "c1", "d1", "e1");
    await expectOver();
    expect(most).toBe(2);
  });

  test("is put off for 1, 2, 4 and 8 seconds", async () => {
    const clock = { now: 1_000_000 };
    const { put, begun, worker, count } = await openInbox(
      {
        ...{ now: () => clock.now, limits: { delayMs: 1_000 } },
        process: () => Promise.reject(new Error("never")),
      },
      { clock },
    );
    await put("a1");
    for (const [tries, delayMs] of [1_000, 2_000, 4_000, 8_000].entries()) {
      await vi.waitFor(() => expect(begun).toHaveLength(tries + 1), WAIT);
      clock.now += delayMs - 1;
      worker.poke();
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(begun).toHaveLength(tries + 1);
      clock.now += 1;
    }
    await vi.waitFor(async () => expect((await count()).dead).toBe(1), WAIT);
    expect(begun).toHaveLength(5);
  });

  test("that always fails is given up with an apology, and its lane goes on", async () => {
    const { put, expectOver, outgoing, count, begun, logged } = await openInbox({
      process: async (body) => {
        if (body === "a1") throw new TypeError("a1 is secret");
        return [answer("a", `to ${body}`)];
      },
      onDead: async (body) => [answer("a", `sorry for ${body}`)],
    });
    await put("a1", "a2");
    await expectOver();
    expect(await outgoing()).toEqual(["sorry for a1", "to a2"]);
    expect(await count()).toMatchObject({ waiting: 0, dead: 1 });
    expect(begun).toEqual(["a1", "a1", "a1", "a1", "a1", "a2"]);
    expect(logged).toEqual([
      ...Array(5).fill("an event could not be processed TypeError"),
      "an event was given up failed",
    ]);
  });

  test("is given up even where the apology fails", async () => {
    const { put, expectOver, count, outgoing } = await openInbox({
      process: () => Promise.reject(new Error("never")),
      onDead: () => Promise.reject(new Error("no words")),
    });
    await put("a1");
    await expectOver();
    expect([(await count()).dead, await outgoing()]).toEqual([1, []]);
  });

  test("that takes too long is processed again, and what came of it late is ignored", async () => {
    const door = createDoor();
    const { put, expectOver, outgoing, logged } = await openInbox({
      limits: { timeMs: 30 },
      process: async (_body, attempts) => {
        if (attempts === 1) await door.opened;
        return [answer("a", `try ${attempts}`)];
      },
    });
    await put("a1");
    await expectOver();
    door.open();
    expect(await outgoing()).toEqual(["try 2"]);
    expect(logged).toEqual(["an event could not be processed TimeoutError"]);
  });

  test("comes again where its answer could not be written, and is answered once", async () => {
    let isBroken = false;
    const { put, expectOver, outgoing, begun } = await openInbox({
      wrapStore: (store) => ({
        transact: (work) =>
          store.transact(async (tx) => {
            const done = await work(tx);
            if (!isBroken || typeof done === "object") return done;
            isBroken = false;
            throw new Error("torn");
          }),
      }),
      process: async (body, attempts) => {
        isBroken = attempts === 1;
        return [answer("a", `to ${body}`)];
      },
    });
    await put("a1");
    await expectOver();
    expect([begun, await outgoing()]).toEqual([["a1", "a1"], ["to a1"]]);
  });

  test("on which five processes died is not tried again", async () => {
    const { deps, clock, worker, count, begun, expectOver, outgoing } = await openInbox({
      limits: { tickMs: 1_000_000 },
      onDead: async () => [answer("a", "sorry")],
    });
    const { store } = deps;
    await store.transact((tx) =>
      tx.inbox.put({ channel: "telegram", key: "a1", lane: "a", body: "a1", receivedAt: clock.now }),
    );
    for (let death = 0; death < 5; death += 1) {
      const claiming = { channel: "telegram", now: clock.now, limit: 1, leaseMs: 10 } as const;
      expect(await store.transact((tx) => tx.inbox.claim(claiming))).toHaveLength(1);
      clock.now += 10;
    }
    worker.poke();
    await expectOver();
    expect([begun, (await count()).dead, await outgoing()]).toEqual([[], 1, ["sorry"]]);
  });

  test("is left alone by a worker whose lease ended meanwhile", async () => {
    const clock = { now: 1_000_000 };
    const { put, begun, outgoing, expectOver } = await openInbox(
      {
        now: () => clock.now,
        process: async (body, attempts) => {
          if (attempts === 1) clock.now += 60_000;
          return [answer("a", `${body} at try ${attempts}`)];
        },
      },
      { clock },
    );
    await put("a1");
    await expectOver();
    expect([begun, await outgoing()]).toEqual([["a1", "a1"], ["a1 at try 2"]]);
  });
});

describe("workers", () => {
  test("that share a store process each event once, each lane one after the other", async () => {
    const passed: string[] = [];
    const work = (name: string) => async (body: string) => {
      passed.push(`begin ${body}`);
      await new Promise((resolve) => setTimeout(resolve, 1));
      passed.push(`end ${body}`);
      return [answer(body[0] ?? "", name)];
    };
    const one = await openInbox({ limits: { atOnce: 3 }, process: work("one") });
    const other = await openInbox({ limits: { atOnce: 3 }, process: work("other") }, {}, one);
    const bodies = ["1", "2", "3", "4", "5", "6"].flatMap((number) => [..."abcdefgh"].map((lane) => lane + number));
    await one.put(...bodies);
    other.worker.poke();
    await one.expectOver();
    for (const lane of "abcdefgh") {
      const own = bodies.filter((body) => body.startsWith(lane)).flatMap((body) => [`begin ${body}`, `end ${body}`]);
      expect(passed.filter((step) => step.includes(` ${lane}`))).toEqual(own);
    }
    const answers = await one.outgoing();
    expect([answers.length, new Set(answers)]).toEqual([bodies.length, new Set(["one", "other"])]);
  });
});

describe("a store that fails", () => {
  test("is logged once, and tried until it works again", async () => {
    let isDown = true;
    let tries = 0;
    const { put, logged, expectOver } = await openInbox({
      wrapStore: (store) => ({
        transact: (work) => {
          tries += 1;
          return isDown ? Promise.reject(new Error("down")) : store.transact(work);
        },
      }),
    });
    await put("a1");
    await vi.waitFor(() => expect(tries).toBeGreaterThan(3), WAIT);
    isDown = false;
    await expectOver();
    expect(logged).toEqual(["the chat store failed Error"]);
  });
});

describe("a store that fails while an event is in work", () => {
  test("lets the event come again when its lease is over", async () => {
    let isDown = false;
    const { put, clock, logged, begun, expectOver, outgoing } = await openInbox({
      wrapStore: (store) => ({
        transact: (work) => (isDown ? Promise.reject(new Error("down")) : store.transact(work)),
      }),
      process: async (body, attempts) => {
        isDown = attempts === 1;
        return [answer("a", `to ${body}`)];
      },
    });
    await put("a1");
    await vi.waitFor(() => expect(logged).toHaveLength(2), WAIT);
    isDown = false;
    clock.now += 60_000;
    await expectOver();
    expect([begun, await outgoing()]).toEqual([["a1", "a1"], ["to a1"]]);
    expect(logged.toSorted()).toEqual(["an event could not be processed Error", "the chat store failed Error"]);
  });
});

describe("a worker that is stopped", () => {
  test("ends what is in work and begins nothing more", async () => {
    const door = createDoor();
    const { put, worker, begun, count, outgoing, onDone } = await openInbox({
      process: async (body) => {
        await door.opened;
        return [answer("a", `to ${body}`)];
      },
    });
    await put("a1", "a2");
    await vi.waitFor(() => expect(begun).toEqual(["a1"]), WAIT);
    const stopped = worker.stop();
    door.open();
    await stopped;
    expect(onDone).toHaveBeenCalledTimes(1);
    worker.poke();
    expect([begun, (await count()).waiting, await outgoing()]).toEqual([["a1"], 1, ["to a1"]]);
  });

  test("does not wait for ever", async () => {
    const { put, worker, begun, logged } = await openInbox({
      limits: { stopMs: 10, timeMs: 2_000 },
      process: () => new Promise(() => undefined),
    });
    await put("a1");
    await vi.waitFor(() => expect(begun).toEqual(["a1"]), WAIT);
    await worker.stop();
    // The event's own time is not over.
    expect(logged).toEqual([]);
  });

  test("leaves no timer behind", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
    onTestFinished(() => void vi.useRealTimers());
    const { worker, put, expectOver } = await openInbox();
    await put("a1");
    await expectOver();
    expect(vi.getTimerCount()).toBe(1);
    await worker.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
