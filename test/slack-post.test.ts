import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Answer } from "../adapters/slack/answer.ts";
import type { Call } from "../adapters/slack/call.ts";
import { PACES, type Paces } from "../adapters/slack/paces.ts";
import { createPost, type Post } from "../adapters/slack/post.ts";
import { createRooms } from "../adapters/slack/rooms.ts";

const DONE: Answer = { kind: "done", result: {} };

type Sleeper = { readonly at: number; readonly wake: () => void; readonly signal: AbortSignal | null };
type Sent = { readonly at: number; readonly method: string; readonly channel: string; readonly use: string };

type Bench = {
  readonly time: { now: number };
  readonly post: Post;
  readonly sent: Sent[];
  sleepers(): number;
  pause(ms: number): Promise<void>;
  runTo(at: number): Promise<void>;
};

type Respond = (call: Call, bench: Pick<Bench, "time" | "pause">) => Promise<Answer> | Answer;

/** Timers end up to this much later, or a little earlier, than they should. */
function openBench(respond: Respond = () => DONE, lateMs: () => number = () => 0, limits?: Paces): Bench {
  const time = { now: 1_000 };
  const sent: Sent[] = [];
  let all: Sleeper[] = [];
  const pause = (ms: number) =>
    new Promise<void>((wake) => all.push({ at: time.now + ms, wake, signal: null }) && undefined);
  const post = createPost({
    monotonic: () => time.now,
    sleep: (ms, signal) => new Promise((wake) => all.push({ at: time.now + ms + lateMs(), wake, signal })),
    api: {
      call: async (use, call) => {
        sent.push({ at: time.now, method: call.method, channel: String(call.payload["channel"]), use });
        return respond(call, { time, pause });
      },
    },
    ...(limits && { limits }),
  });
  const wakeNext = (until: number): boolean => {
    all = all.filter(({ signal }) => !signal?.aborted);
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
  return { time, post, sent, pause, runTo, sleepers: () => all.filter(({ signal }) => !signal?.aborted).length };
}

async function flush(): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) await null;
}

const say = (channel = "C1"): Call => ({ method: "chat.postMessage", payload: { channel } });
const call = (method: string, channel = "C1"): Call => ({ method, payload: { channel } });

/** How many of them go within the first moment. */
async function countAtOnce(calls: readonly Call[]): Promise<number> {
  const bench = openBench();
  for (const one of calls) void bench.post.send("messages", one);
  await flush();
  return bench.sent.length;
}

const many = (count: number, method: string): Call[] =>
  Array.from({ length: count }, (_, at) => call(method, `C${at}`));

describe("a call that sends", () => {
  test("goes at once, for what it is meant for, and brings the answer", async () => {
    const bench = openBench();
    expect(await bench.post.send("cases", say())).toBe(DONE);
    expect(bench.sent).toEqual([{ at: 1_000, method: "chat.postMessage", channel: "C1", use: "cases" }]);
  });

  test("waits for the turn of its channel, in order", async () => {
    const bench = openBench();
    const went = ["one", "two", "three"].map((_, at) =>
      bench.post.send("messages", say()).then(() => [at, bench.time.now]),
    );
    await bench.runTo(10_000);
    expect(await Promise.all(went)).toEqual([
      [0, 1_000],
      [1, 2_050],
      [2, 3_100],
    ]);
  });

  test.each([
    ["chat.postMessage", 10],
    ["chat.update", 45],
    ["chat.delete", 45],
    ["chat.postEphemeral", 90],
    ["conversations.open", 200],
    ["toString", 200],
  ])("goes to many channels at once, by %s to %i", async (method, count) => {
    expect(await countAtOnce(many(200, method))).toBe(count);
  });

  test("is held up by no other method", async () => {
    const bench = openBench();
    const methods = [...PACES.keys(), "views.publish"];
    for (const method of methods) await bench.post.send("messages", call(method));
    expect(bench.sent.map(({ at }) => at)).toEqual(methods.map(() => 1_000));
  });

  test("knows how long it would wait", async () => {
    const bench = openBench();
    await bench.post.send("messages", say("C1"));
    const waits = () => [say("C1"), say("C2"), call("chat.update")].map((one) => bench.post.waitMs(one));
    expect(waits()).toEqual([1_050, 0, 0]);
    bench.time.now += 50;
    expect(waits()).toEqual([1_000, 0, 0]);
    for (let at = 0; at < 9; at += 1) await bench.post.send("messages", say(`D${at}`));
    expect(waits()).toEqual([1_000, 950, 0]);
  });

  test("is not sent for a caller who waits no longer", async () => {
    const bench = openBench();
    await bench.post.send("messages", say());
    const stopping = new AbortController();
    const answer = bench.post.send("messages", say(), stopping.signal);
    stopping.abort();
    expect(await answer).toEqual({ kind: "failed", code: "STOPPED", isUncertain: false });
    await bench.runTo(60_000);
    expect([bench.sent.length, bench.sleepers()]).toEqual([1, 0]);
  });

  test("obeys other limits where they are given", async () => {
    const limit = { count: 2, windowMs: 500 };
    const bench = openBench(undefined, undefined, new Map([["views.publish", { overall: limit, channel: limit }]]));
    for (let at = 0; at < 4; at += 1) void bench.post.send("messages", call("views.publish"));
    await bench.runTo(5_000);
    expect(bench.sent.map(({ at }) => at)).toEqual([1_000, 1_000, 1_500, 1_500]);
  });
});

describe("a wait that Slack asks for", () => {
  test("holds off every channel of the method and nothing else", async () => {
    const bench = openBench(({ method }) => (method === "chat.update" ? { kind: "wait", retryAfterMs: 7_000 } : DONE));
    expect(await bench.post.send("messages", call("chat.update", "C1"))).toEqual({ kind: "wait", retryAfterMs: 7_000 });
    expect(bench.post.waitMs(call("chat.update", "C2"))).toBe(7_000);
    expect(bench.post.waitMs(say("C1"))).toBe(0);
    void bench.post.send("cases", call("chat.update", "C2"));
    await bench.runTo(20_000);
    expect(bench.sent.map(({ at }) => at)).toEqual([1_000, 8_000]);
  });

  test("is obeyed by methods that have no pace", async () => {
    const bench = openBench(() => ({ kind: "wait", retryAfterMs: 3_000 }));
    await bench.post.send("messages", call("views.publish"));
    expect(bench.post.waitMs(call("views.publish"))).toBe(3_000);
  });

  test("holds nothing off for other answers", async () => {
    const bench = openBench(() => ({ kind: "failed", code: "500", isUncertain: true }));
    await bench.post.send("messages", call("views.publish"));
    expect(bench.post.waitMs(call("views.publish"))).toBe(0);
  });
});

type Step = { readonly afterMs: number; readonly method: string; readonly channel: number; readonly takesMs: number };
type Scenario = {
  readonly steps: readonly (Step & { readonly waitMs: number | null })[];
  readonly lateness: readonly number[];
};

const METHODS = [...PACES.keys(), "views.publish", "conversations.history"];
const SENDS = 500;
const RUNS = 200;

const scenario = fc.record<Scenario>({
  lateness: fc.array(fc.constantFrom(-0.5, 0, 0.25, 1, 7, 40), { minLength: 1, maxLength: 20 }),
  steps: fc.array(
    fc.record({
      afterMs: fc.oneof({ weight: 40, arbitrary: fc.nat(30) }, { weight: 1, arbitrary: fc.nat(20_000) }),
      method: fc.constantFrom(...METHODS),
      channel: fc.nat(25),
      takesMs: fc.nat(400),
      waitMs: fc.oneof(
        { weight: 60, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.integer({ min: 1_000, max: 90_000 }) },
      ),
    }),
    { minLength: SENDS, maxLength: SENDS },
  ),
});

/** Nothing of a method may be sent from when its wait was asked for until it is over. */
type Hold = { readonly method: string; readonly until: number; readonly after: number };

async function play({ steps, lateness }: Scenario) {
  let drawn = 0;
  const holds: Hold[] = [];
  const bench = openBench(
    async ({ method, payload }, { time, pause }) => {
      const { takesMs, waitMs } = payload["step"] as Scenario["steps"][number];
      await pause(takesMs);
      if (waitMs === null) return DONE;
      holds.push({ method, until: time.now + waitMs, after: bench.sent.length });
      return { kind: "wait", retryAfterMs: waitMs };
    },
    () => lateness[drawn++ % lateness.length] ?? 0,
  );
  let ended = 0;
  for (const step of steps) {
    await bench.runTo(bench.time.now + step.afterMs);
    const payload = { channel: `C${step.channel}`, step };
    void bench.post.send("messages", { method: step.method, payload }).then(() => {
      ended += 1;
    });
    await flush();
  }
  await bench.runTo(Number.POSITIVE_INFINITY);
  return { sent: bench.sent, holds, ended, sleepers: bench.sleepers() };
}

function tooSoon(sent: readonly Sent[], { count, windowMs }: { readonly count: number; readonly windowMs: number }) {
  return sent.filter(({ at }, place) => at - (sent[place - count]?.at ?? Number.NEGATIVE_INFINITY) < windowMs);
}

describe("sendings at random", () => {
  test("never exceed a limit nor come before a wait is over, and all end", async () => {
    let waits = 0;
    await fc.assert(
      fc.asyncProperty(scenario, async (drawn) => {
        const { sent, holds, ended, sleepers } = await play(drawn);
        expect([sent.length, ended, sleepers]).toEqual([SENDS, SENDS, 0]);
        for (const [method, { overall, channel }] of PACES) {
          const own = sent.filter((one) => one.method === method);
          expect(tooSoon(own, overall)).toEqual([]);
          for (const name of new Set(own.map((one) => one.channel))) {
            const alone = own.filter((one) => one.channel === name);
            expect(tooSoon(alone, channel)).toEqual([]);
          }
        }
        waits += holds.length;
        const broken = holds.flatMap(({ method, until, after }) =>
          sent.slice(after).filter((one) => one.method === method && one.at < until),
        );
        expect(broken).toEqual([]);
      }),
      // What is drawn cannot become much smaller.
      { numRuns: RUNS, endOnFailure: true },
    );
    expect(waits).toBeGreaterThan(RUNS);
  });
});

describe("the room of a person", () => {
  const opened = (id: unknown): Answer => ({ kind: "done", result: { ok: true, channel: { id } } });

  test("is asked for once, also by several at the same time", async () => {
    const bench = openBench(() => opened("D1"));
    const rooms = createRooms({ post: bench.post });
    const room = { kind: "room", room: "D1" };
    expect(await Promise.all([rooms.of("U1"), rooms.of("U1")])).toEqual([room, room]);
    expect(await rooms.of("U1")).toEqual(room);
    expect(bench.sent.map(({ method }) => method)).toEqual(["conversations.open"]);
  });

  test("is asked for by the person's id", async () => {
    const asked: Call[] = [];
    const send: Post["send"] = async (_use, one) => {
      asked.push(one);
      return opened("D1");
    };
    await createRooms({ post: { waitMs: () => 0, send } }).of("W1");
    expect(asked).toEqual([{ method: "conversations.open", payload: { users: "W1" } }]);
  });

  test("is learnt from an event", async () => {
    const bench = openBench();
    const rooms = createRooms({ post: bench.post });
    rooms.note("U1", "D7");
    expect([await rooms.of("U1"), bench.sent]).toEqual([{ kind: "room", room: "D7" }, []]);
  });

  test.each(["C1", "G1", "U1", "", "D", "D1 ", "d1"])("is never a channel or anything else: %j", async (id) => {
    const bench = openBench(() => opened(id));
    const rooms = createRooms({ post: bench.post });
    rooms.note("U1", id);
    expect(await rooms.of("U1")).toEqual({ kind: "failed", code: "BODY", isUncertain: false });
  });

  test.each([{}, null, { channel: null }, { channel: { id: 1 } }])("is not read out of %j", async (result) => {
    const bench = openBench(() => ({ kind: "done", result }));
    expect(await createRooms({ post: bench.post }).of("U1")).toMatchObject({ kind: "failed", code: "BODY" });
  });

  test("leaves nothing uncertain where it could not be opened, and is asked for again", async () => {
    const answers: Answer[] = [{ kind: "failed", code: "TIMEOUT", isUncertain: true }, { kind: "gone" }, opened("D1")];
    const bench = openBench(() => answers.shift() ?? DONE);
    const rooms = createRooms({ post: bench.post });
    expect([await rooms.of("U1"), await rooms.of("U1"), await rooms.of("U1")]).toEqual([
      { kind: "failed", code: "TIMEOUT", isUncertain: false },
      { kind: "gone" },
      { kind: "room", room: "D1" },
    ]);
  });

  test("is not asked for while Slack wants a pause", async () => {
    const bench = openBench(() => ({ kind: "wait", retryAfterMs: 5_000 }));
    const rooms = createRooms({ post: bench.post });
    await rooms.of("U1");
    bench.time.now += 2_000;
    expect(await rooms.of("U2")).toEqual({ kind: "wait", retryAfterMs: 3_000 });
    expect(bench.sent).toHaveLength(1);
  });

  test("is forgotten when it is the oldest of too many", async () => {
    const bench = openBench(() => opened("D99"));
    const rooms = createRooms({ post: bench.post, mostRooms: 3 });
    for (const user of ["U1", "U2", "U3", "U1", "U4"]) rooms.note(user, user.replace("U", "D"));
    const found = [];
    for (const user of ["U1", "U3", "U4", "U2"]) found.push(await rooms.of(user));
    expect(found.map((one) => one.kind === "room" && one.room)).toEqual(["D1", "D3", "D4", "D99"]);
  });
});
