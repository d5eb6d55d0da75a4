// A platform that is down for days, over a clock that jumps from errand to errand: nobody is forgotten, nothing comes twice.

import { DICE } from "../../adapters/aes-vault.ts";
import { drawDelay } from "../../src/cases/courier.ts";
import {
  askerOf,
  caseOf,
  HOUR_MS,
  MONDAY,
  newRing,
  openPlain,
  type PlainBench,
  reportOf,
  type Sent,
} from "./plain-bench.ts";

export type Outage = { readonly url: string; readonly cases: number; readonly hours: number };

export type OutageFigures = {
  readonly cases: number;
  readonly hours: number;
  /** Deliveries that failed. */
  readonly failed: number;
  readonly untold: number;
  /** Messages that came more than once. */
  readonly twice: number;
  /** Minutes until the first alarm. */
  readonly alarmAfter: number;
  /** Minutes until the first deputy was brought in. */
  readonly deputyAfter: number;
  readonly deputies: number;
  /** Errands that were given up. */
  readonly dead: number;
};

const MINUTE_MS = 60_000;

export async function runThroughOutage({ url, cases, hours }: Outage): Promise<OutageFigures> {
  const end = MONDAY + hours * HOUR_MS;
  const clock = { now: MONDAY };
  const sent: Sent[] = [];
  let failed = 0;
  const deliver = async (one: Sent) => {
    if (clock.now < end) {
      failed += 1;
      throw new Error("the platform is down");
    }
    sent.push(one);
    return "delivered" as const;
  };
  const bench = await openPlain({ url, ring: newRing(), now: () => clock.now, deliver });
  try {
    for (let at = 0; at < cases; at += 1) await bench.reception.escalate(reportOf(`outage-${at}`));
    const times = await runUntil(bench, clock, end + HOUR_MS);
    const counts = { untold: 0, deputies: 0, twice: countTwice(sent.filter(({ to }) => !to.startsWith("asker"))) };
    await bench.opened.store.transact(async (tx) => {
      for (const one of await tx.cases.list({})) {
        const entries = await tx.cases.entries(one.id);
        const isTold = entries.filter(({ kind }) => kind === "told").length === 1;
        const areTold = one.handlers.every((to) =>
          sent.some((each) => each.to === to && each.codename === one.codename),
        );
        counts.untold += isTold && areTold ? 0 : 1;
        // Two deputies on one day are two words to the asker that read the same.
        const words = entries.filter(({ by }) => by !== "asker").length;
        const heard = sent.filter(({ to, codename }) => to.startsWith("asker") && codename === one.codename).length;
        counts.twice += Math.max(0, heard - words);
        counts.deputies += one.handlers.length - 1;
      }
    });
    const { dead } = await bench.opened.store.transact((tx) => tx.outbox.count());
    return { cases, hours, failed, ...counts, ...times, dead };
  } finally {
    await bench.opened.store.close();
  }
}

async function runUntil(bench: PlainBench, clock: { now: number }, end: number) {
  const times = { alarmAfter: 0, deputyAfter: 0 };
  const first = await caseOf(bench, askerOf("asker-outage-0"));
  const minutes = (): number => Math.round((clock.now - MONDAY) / MINUTE_MS);
  while (clock.now < end) {
    await bench.settle();
    if (times.alarmAfter === 0 && bench.logged.some((line) => line.includes("more than 15 minutes")))
      times.alarmAfter = minutes();
    const { count, handlers } = await bench.opened.store.transact(async (tx) => ({
      count: await tx.outbox.count(),
      handlers: (await tx.cases.find(first))?.handlers ?? [],
    }));
    if (times.deputyAfter === 0 && handlers.length > 1) times.deputyAfter = minutes();
    // Up to twenty seconds at a time, so that errands come together as they do in life.
    clock.now = Math.max(clock.now + 20_000, count.oldestDueAt ?? 0);
  }
  return times;
}

function countTwice(sent: readonly Sent[]): number {
  const seen = new Map<string, number>();
  for (const { to, codename, card } of sent) {
    const what = `${to} ${codename} ${card.lines.join("|")}`;
    seen.set(what, (seen.get(what) ?? 0) + 1);
  }
  return [...seen.values()].filter((count) => count > 1).length;
}

export type DelayFigures = {
  readonly draws: number;
  readonly least: number;
  readonly most: number;
  readonly outside: number;
};

/** Delays after every number of attempts, against the bounds that are promised. */
export function drawDelays(draws: number): DelayFigures {
  const delays = Array.from({ length: draws }, (_, at) => ({
    delay: drawDelay({ dice: DICE }, at % 40),
    most: Math.min(15 * MINUTE_MS, 2_000 * 2 ** (at % 40)),
  }));
  return {
    draws,
    least: Math.min(...delays.map(({ delay }) => delay)),
    most: Math.max(...delays.map(({ delay }) => delay)),
    outside: delays.filter(({ delay, most }) => delay < 0 || delay > most).length,
  };
}
