// What a store holds after its processes were killed: every promise kept, and nothing twice.

import { setTimeout as wait } from "node:timers/promises";

import { sha256 } from "../../adapters/store/audit-rows.ts";
import { findBreak } from "../../src/cases/audit.ts";
import type { PlainBench } from "./plain-bench.ts";

export type KillFigures = {
  readonly cycles: number;
  /** Kills before the store was open. */
  readonly early: number;
  readonly promised: number;
  readonly cases: number;
  readonly chain: string | null;
  /** Promised events without a case. */
  readonly lost: number;
  /** Cases with another number than one of: event, report, audit record of the opening. */
  readonly uneven: number;
  /** Cases their handler was not told of, or whose telling does not stand there exactly once. */
  readonly untold: number;
  readonly deliveries: number;
  /** Deliveries that came again, all of them marked so. */
  readonly marked: number;
  readonly unmarked: number;
};

type Seen = {
  readonly promised: ReadonlySet<string>;
  readonly given: readonly string[];
  readonly lines: readonly string[];
};

export async function lookThrough(bench: PlainBench, seen: Seen): Promise<Omit<KillFigures, "cycles" | "early">> {
  await deliverTheRest(bench);
  const told = new Set(
    seen.lines.filter((line) => line.startsWith("gardener ")).map((line) => line.split(" ")[1] ?? ""),
  );
  const { audit, head } = await bench.opened.store.transact(async (tx) => ({
    audit: await tx.audit.all(),
    head: await tx.audit.head(),
  }));
  const opened = new Map<string, number>();
  for (const { action, caseId } of audit) {
    if (action === "open") opened.set(caseId, (opened.get(caseId) ?? 0) + 1);
  }
  const byEvent = await casesByEvent(bench, seen.given);
  const figures = { cases: 0, lost: 0, uneven: 0, untold: 0 };
  for (const event of seen.promised) figures.lost += byEvent.has(event) ? 0 : 1;
  const events = [...byEvent.values()];
  await bench.opened.store.transact(async (tx) => {
    for (const { id, codename } of await tx.cases.list({})) {
      figures.cases += 1;
      const entries = await tx.cases.entries(id);
      const count = (kind: string): number => entries.filter((entry) => entry.kind === kind).length;
      const isEven = count("report") === 1 && opened.get(id) === 1 && events.filter((one) => one === id).length === 1;
      figures.uneven += isEven ? 0 : 1;
      figures.untold += count("told") === 1 && told.has(codename) ? 0 : 1;
    }
  });
  const { marked, unmarked } = countRepeats(seen.lines);
  return {
    ...{ promised: seen.promised.size, chain: findBreak(audit, [head], sha256), ...figures },
    ...{ deliveries: seen.lines.length, marked, unmarked },
  };
}

/** The server may still be ending what a killed process had begun, and what that holds is passed over meanwhile. */
async function deliverTheRest(bench: PlainBench): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    await bench.settle();
    const { oldestDueAt } = await bench.opened.store.transact((tx) => tx.outbox.count());
    if (oldestDueAt === null || oldestDueAt > bench.deps.now()) return;
    await wait(100);
  }
}

async function casesByEvent(bench: PlainBench, events: readonly string[]): Promise<Map<string, string>> {
  return bench.opened.store.transact(async (tx) => {
    const found = new Map<string, string>();
    for (const event of events) {
      const id = await tx.events.caseOf(event);
      if (id !== null) found.set(event, id);
    }
    return found;
  });
}

function countRepeats(lines: readonly string[]): { readonly marked: number; readonly unmarked: number } {
  const seen = new Set<string>();
  const counts = { marked: 0, unmarked: 0 };
  for (const line of lines) {
    const [to = "", codename = "", isRepeat] = line.split(" ");
    if (seen.has(`${to} ${codename}`)) counts[isRepeat === "true" ? "marked" : "unmarked"] += 1;
    seen.add(`${to} ${codename}`);
  }
  return counts;
}
