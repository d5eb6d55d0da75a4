// The same events delivered again and again, over two stores and through restarts: each has one effect.

import type { KeyRing } from "../../adapters/aes-vault.ts";
import { sha256 } from "../../adapters/store/audit-rows.ts";
import { findBreak } from "../../src/cases/audit.ts";
import { askerOf, caseOf, newRing, openPlain, type PlainBench, pressAs, reportOf } from "./plain-bench.ts";
import { createChance } from "./seeded.ts";

export type Deliveries = {
  readonly url: string;
  readonly events: number;
  /** How often each is delivered. */
  readonly times: number;
  readonly restarts: number;
  readonly seed: number;
  /** Both stores at the same time; SQLite in one process takes turns. */
  readonly isShared: boolean;
};

export type DeliveryFigures = {
  readonly deliveries: number;
  readonly effects: number;
  readonly lost: number;
  readonly doubled: number;
  /** Deliveries that failed and came again. */
  readonly rejected: number;
  readonly cases: number;
  readonly chain: string | null;
};

const AT_ONCE = 4;
const EVENTS_OF_ONE = 25;

export async function deliverManyTimes(wanted: Deliveries): Promise<DeliveryFigures> {
  const { events, times, restarts, seed } = wanted;
  const chance = createChance(seed);
  const ring = newRing();
  const names = Array.from({ length: events }, (_, at) => `${at}`);
  const all = chance.shuffle(names.flatMap((name) => Array.from({ length: times }, () => name)));
  const size = Math.ceil(all.length / (restarts + 1));
  let rejected = 0;
  await withBenches(wanted.url, ring, ([bench]) => openFirstCases(bench, events));
  for (let from = 0; from < all.length; from += size) {
    await withBenches(wanted.url, ring, async (benches) => {
      const left = all.slice(from, from + size);
      while (left.length > 0) {
        const now = left.splice(0, AT_ONCE);
        const one = chance.pick(benches);
        const results = await Promise.allSettled(
          now.map((name) => deliver(wanted.isShared ? chance.pick(benches) : one, name)),
        );
        results.forEach((result, at) => {
          if (result.status === "fulfilled") return;
          rejected += 1;
          left.push(now[at] ?? "");
        });
      }
    });
  }
  return withBenches(wanted.url, ring, async ([bench]) => ({
    ...(await count(bench, names)),
    rejected,
    deliveries: all.length,
  }));
}

/** Every fifth event is a press with a text, the others are reports; an asker has 25 of them. */
const isPress = (name: string): boolean => Number(name) % 5 === 0;
const askerOfEvent = (name: string) => askerOf(`asker-${Math.floor(Number(name) / EVENTS_OF_ONE)}`);

async function openFirstCases(bench: PlainBench, events: number): Promise<void> {
  for (let at = 0; at < events; at += EVENTS_OF_ONE) {
    await bench.reception.escalate(reportOf(`first ${at}`, { address: askerOfEvent(String(at)) }));
  }
}

async function deliver(bench: PlainBench, name: string): Promise<void> {
  const address = askerOfEvent(name);
  if (!isPress(name)) {
    await bench.reception.escalate(reportOf(name, { address, event: `message ${name}` }));
    return;
  }
  // A button of its own for each delivery: it is the event that is recognised, not the button.
  const caseId = await caseOf(bench, address);
  const pressing = { by: { asker: address }, caseId, action: "details", text: `Report ${name}: more` };
  await pressAs(bench, { ...pressing, event: `press ${name}` });
}

type Benches = readonly [PlainBench, PlainBench];

async function withBenches<T>(url: string, ring: KeyRing, work: (benches: Benches) => Promise<T>): Promise<T> {
  const benches: Benches = [await openPlain({ url, ring }), await openPlain({ url, ring })];
  try {
    return await work(benches);
  } finally {
    for (const { opened } of benches) await opened.store.close();
  }
}

async function count({ opened }: PlainBench, names: readonly string[]) {
  return opened.store.transact(async (tx) => {
    const seen = new Map<string, number>();
    const cases = await tx.cases.list({});
    for (const { id } of cases) {
      for (const { text } of await tx.cases.entries(id)) {
        const name = /^Report (\d+):/.exec(text)?.[1];
        if (name !== undefined) seen.set(name, (seen.get(name) ?? 0) + 1);
      }
    }
    const counts = [...seen.values()];
    return {
      effects: counts.reduce((sum, one) => sum + one, 0),
      lost: names.filter((name) => !seen.has(name)).length,
      doubled: counts.filter((one) => one > 1).length,
      cases: cases.length,
      chain: findBreak(await tx.audit.all(), [await tx.audit.head()], sha256),
    };
  });
}
