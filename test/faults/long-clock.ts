// Four hundred days with a clock that is set forward and back: reminders, deputies, check-ins and erasures, each once.

import { addDays } from "../../src/cases/deadlines.ts";
import { sweep } from "../../src/cases/retention.ts";
import { dayInKazakhstan } from "../../src/day.ts";
import { lookAt } from "./looking.ts";
import {
  askerOf,
  caseOf,
  HOUR_MS,
  MONDAY,
  newRing,
  openPlain,
  type PlainBench,
  pressAs,
  reportOf,
} from "./plain-bench.ts";
import { createChance } from "./seeded.ts";

export type LongClock = {
  readonly url: string;
  readonly days: number;
  readonly stepHours: number;
  readonly seed: number;
};

/** Days are counted from the first. `-1`: never. */
export type ClockFigures = {
  readonly steps: number;
  readonly backward: number;
  readonly messages: Readonly<Record<string, readonly string[]>>;
  readonly erased: Readonly<Record<string, number>>;
  readonly forgotten: Readonly<Record<string, number>>;
  readonly deputies: number;
};

const KINDS = ["untaken", "taken", "agreed", "silent", "withdrawn"] as const;
type Kind = (typeof KINDS)[number];
type Known = { readonly kind: Kind; readonly id: string; readonly codename: string };

export async function runLongClock({ url, days, stepHours, seed }: LongClock): Promise<ClockFigures> {
  const clock = { now: MONDAY };
  const chance = createChance(seed);
  const first = dayInKazakhstan(new Date(MONDAY));
  const today = (): number => daysBetween(first, dayInKazakhstan(new Date(clock.now)));
  const names = new Map<string, Kind>();
  const messages: Record<string, string[]> = {};
  const bench = await openPlain({
    ...{ url, ring: newRing(), now: () => clock.now },
    deliver: async ({ to, card, codename }) => {
      const what = WATCHED.find((each) => card.lines.join(" ").includes(each));
      const kind = names.get(codename) ?? "";
      if (what)
        messages[kind] = [...(messages[kind] ?? []), `${today()} ${to.startsWith("asker") ? "asker" : to}: ${what}`];
      return "delivered";
    },
  });
  const known = await openAll(bench);
  for (const { codename, kind } of known) names.set(codename, kind);
  const seen = { erased: {} as Record<string, number>, forgotten: {} as Record<string, number> };
  const counts = { steps: 0, backward: 0, deputies: 0 };
  for (let hours = 0; hours <= days * 24; hours += stepHours) {
    for (const jump of chance.shuffle([-1, 0, 1])) {
      const next = MONDAY + (hours + jump) * HOUR_MS;
      counts.backward += next < clock.now ? 1 : 0;
      clock.now = next;
      await bench.settle();
    }
    counts.steps += 1;
    if (hours % 6 !== 0) continue;
    await sweep(bench.deps);
    await noteWhatIsGone(bench, known, { ...seen, today: today() });
  }
  const [untaken] = known;
  counts.deputies = untaken ? ((await lookAt(bench, untaken.id)).found?.handlers.length ?? 1) - 1 : 0;
  await bench.opened.store.close();
  return { ...counts, messages, ...seen };
}

/** The beginnings by which the messages that are counted are known. */
const WATCHED = ["Reminder: nobody", "Reminder: feedback", "A case for you", "has anything at work changed"] as const;

async function openAll(bench: PlainBench): Promise<Known[]> {
  const known: Known[] = [];
  for (const kind of KINDS) {
    await bench.reception.escalate(reportOf(kind));
    const asker = askerOf(`asker-${kind}`);
    const caseId = await caseOf(bench, asker);
    const codename = (await lookAt(bench, caseId)).found?.codename ?? "";
    known.push({ kind, id: caseId, codename });
    if (kind === "withdrawn") await pressAs(bench, { by: { asker }, caseId, action: "withdraw!" });
    if (kind === "withdrawn" || kind === "untaken") continue;
    await pressAs(bench, { by: { person: "gardener" }, caseId, action: "take" });
    if (kind === "taken") continue;
    if (kind === "agreed") await pressAs(bench, { by: { asker }, caseId, action: "agree" });
    const payload = { text: "Feedback", outcome: "advice" };
    await pressAs(bench, { by: { person: "gardener" }, caseId, action: "close!", payload });
  }
  return known;
}

type Gone = {
  readonly erased: Record<string, number>;
  readonly forgotten: Record<string, number>;
  readonly today: number;
};

async function noteWhatIsGone(
  bench: PlainBench,
  known: readonly Known[],
  { erased, forgotten, today }: Gone,
): Promise<void> {
  for (const { kind, id } of known) {
    if (erased[kind] !== undefined) continue;
    const { found, link } = await lookAt(bench, id);
    if (found === null) erased[kind] = today;
    if (link === null && forgotten[kind] === undefined) forgotten[kind] = today;
  }
}

function daysBetween(first: string, day: string): number {
  let count = 0;
  for (let at = first; at < day; at = addDays(at, 1)) count += 1;
  return count;
}

const CHECK_IN = "asker: has anything at work changed";

/** By the day they came on, counted from the first. */
export const EACH_ONCE = {
  deputies: 2,
  messages: {
    untaken: [
      "0 gardener: A case for you",
      "2 gardener: Reminder: nobody",
      "4 rake: A case for you",
      "10 spade: A case for you",
    ],
    taken: ["18 gardener: Reminder: feedback", "22 rake: A case for you"],
    agreed: [`30 ${CHECK_IN}`, `90 ${CHECK_IN}`, `180 ${CHECK_IN}`],
  },
  erased: { withdrawn: 31, agreed: 366, silent: 366 },
  forgotten: { withdrawn: 0, untaken: 181, taken: 181, silent: 181, agreed: 211 },
};
