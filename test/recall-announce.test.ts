// The telling itself: killed, shared by processes, for many at once, and seen by nobody else.

import { expect, test } from "vitest";

import type { CaseDeps } from "../src/cases/deps.ts";
import type { CaseTx } from "../src/cases/store.ts";
import { asker } from "./asker-bench.ts";
import {
  AFTER,
  announceOnce,
  BEFORE,
  BOAT,
  LAW,
  NEW_SHELF,
  newsTo,
  openRecall,
  putAdvice,
  someShelf,
  telegramVoice,
} from "./recall-fakes.ts";

/** The store, in which the message with this number fails with all that was done beside it. */
function dyingAt(store: CaseDeps["store"], number: number): CaseDeps["store"] {
  let posted = 0;
  const postIn = (tx: CaseTx) => async (outgoing: Parameters<CaseTx["outgoing"]["post"]>[0]) => {
    posted += 1;
    if (posted === number) throw new Error("killed");
    await tx.outgoing.post(outgoing);
  };
  return {
    ...store,
    transact: (work) => store.transact((tx) => work({ ...tx, outgoing: { ...tx.outgoing, post: postIn(tx) } })),
  };
}

test("a death in the midst of it leaves nobody untold and nobody told twice", async () => {
  const bench = await openRecall();
  const people = Array.from({ length: 50 }, (_, at) => 5_000 + at);
  for (const person of people) bench.know(person);
  await putAdvice(bench.deps, ...people.map((id) => ({ channel: "telegram", id: String(id) }) as const));
  const voices = [telegramVoice(bench)];
  const dying = { ...bench.deps, store: dyingAt(bench.deps.store, 33) };
  const first = announceOnce({ cases: dying, voices, sleep: bench.settle }, NEW_SHELF);
  await expect(first).rejects.toThrow("telling askers of changed law");
  await bench.settle();
  expect(people.flatMap((person) => newsTo(bench, person))).toHaveLength(20);
  bench.clock.now += 120_000;
  const second = { holder: "two" };
  expect(await announceOnce({ cases: bench.deps, voices, sleep: bench.settle }, NEW_SHELF, second)).toBe(true);
  await bench.settle();
  expect(people.map((person) => newsTo(bench, person).length)).toEqual(people.map(() => 1));
});

test("while another process tells, this one waits and then finds all told", async () => {
  const bench = await openRecall();
  await bench.say(asker, BOAT);
  const voices = [telegramVoice(bench)];
  await bench.deps.store.transact((tx) =>
    tx.leases.take("recall telegram", "other", { now: bench.clock.now, leaseMs: 60_000 }),
  );
  let pauses = 0;
  const sleep = async (): Promise<void> => {
    pauses += 1;
    expect(newsTo(bench)).toEqual([]);
    bench.clock.now += 30_000;
  };
  await announceOnce({ cases: bench.deps, voices, sleep }, NEW_SHELF);
  await bench.settle();
  expect([pauses, newsTo(bench).length]).toEqual([2, 1]);
});

test("whoever turns it off while others are being told hears nothing", async () => {
  const bench = await openRecall();
  await bench.say(asker, BOAT);
  const isBusy = { leaseMs: 60_000, now: bench.clock.now };
  await bench.deps.store.transact((tx) => tx.leases.take("recall telegram", "other", isBusy));
  const sleep = async (): Promise<void> => {
    await bench.settings.change(`telegram:${asker.id}`, { recall: "off" });
    bench.clock.now += 60_000;
  };
  await announceOnce({ cases: bench.deps, voices: [telegramVoice(bench)], sleep }, NEW_SHELF);
  await bench.settle();
  expect(newsTo(bench)).toEqual([]);
});

test("whoever no longer leads stops, and the next start goes on", async () => {
  const bench = await openRecall();
  await bench.say(asker, BOAT);
  const about = { cases: bench.deps, voices: [telegramVoice(bench)], sleep: bench.settle };
  expect(await announceOnce(about, NEW_SHELF, { mayGoOn: () => false })).toBe(false);
  expect(await bench.start()).toBe(true);
  expect(newsTo(bench)).toHaveLength(1);
});

test("a thousand askers are told in fifty steps, and never more than sixty messages wait at once", async () => {
  const bench = await openRecall();
  const { store } = bench.deps;
  const people = Array.from({ length: 1_000 }, (_, at) => ({ channel: "telegram", id: String(70_000 + at) }) as const);
  await putAdvice(bench.deps, ...people);
  const waited: number[] = [];
  const lanes = new Map<string, number>();
  const drain = (): Promise<void> =>
    store.transact(async (tx) => {
      const items = await tx.outgoing.claim({ channel: "telegram", now: bench.clock.now, limit: 100, leaseMs: 1_000 });
      waited.push(items.length);
      for (const { number, lane } of items) {
        lanes.set(lane, (lanes.get(lane) ?? 0) + 1);
        await tx.outgoing.finish(number);
      }
    });
  let steps = 0;
  const transact: typeof store.transact = (work) => {
    steps += 1;
    return store.transact(work);
  };
  const cases = { ...bench.deps, store: { ...store, transact } };
  await announceOnce({ cases, voices: [telegramVoice(bench)], sleep: drain }, NEW_SHELF);
  await drain();
  expect([lanes.size, Math.max(...lanes.values())]).toEqual([1_000, 1]);
  expect(Math.max(...waited)).toBeLessThanOrEqual(60);
  // What was in use, three pages of answers, fifty steps with a pause after each second one, the end of the walk, what is in use now.
  expect(steps).toBeLessThanOrEqual(1 + 3 + 50 + 25 + 1 + 1);
}, 30_000);

test("no log line, audit record or row in clear tells who asked what", async () => {
  const bench = await openRecall();
  const canary = { id: 770_012_345, language_code: "en" } as const;
  await bench.say(canary, BOAT);
  const { database } = bench.opened;
  const advice = await database.db.selectFrom("advice").selectAll().execute();
  await bench.start();
  await bench.start(someShelf(AFTER, { ...BEFORE, edition: "2026-09-20" }));
  const said = JSON.stringify([bench.logged, await bench.deps.store.transact((tx) => tx.audit.all()), advice]);
  expect(advice).toHaveLength(1);
  for (const secret of ["770012345", `${LAW}/7`, "boat", "лодк"]) expect(said).not.toContain(secret);
  const left = await database.db.selectFrom("chats").selectAll().execute();
  expect(JSON.stringify(left)).not.toContain("770012345");
});
