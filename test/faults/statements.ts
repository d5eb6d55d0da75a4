// A fault at every statement of a transaction: afterwards all of it is there, or nothing, and the next one works.

import type { Dialect } from "kysely";

import { type Cut, createFaults, type FaultKind } from "./failing-dialect.ts";
import { newRing, openPlain, type PlainBench } from "./plain-bench.ts";
import { WORKS, type Work } from "./works.ts";

export type StatementRun = {
  readonly url: () => Promise<string>;
  readonly work: keyof typeof WORKS;
  readonly kind: FaultKind;
  readonly cut?: Cut;
  /** For a short run, only every so many statements. */
  readonly step?: number;
};

export type StatementFigures = {
  /** Statements at which there was a fault. */
  readonly faults: number;
  readonly nothing: number;
  readonly whole: number;
  /** Neither nothing nor the whole, or promised without being there. */
  readonly torn: readonly string[];
  /** Faults after which the same did not work. */
  readonly stuck: readonly string[];
};

type Seen = { nothing: number; whole: number; torn: string[]; stuck: string[] };

export async function failAtEachStatement(run: StatementRun): Promise<StatementFigures> {
  const faults = createFaults(run.cut);
  const wrap = (dialect: Dialect): Dialect => faults.wrap(dialect);
  const bench = await openPlain({ url: await run.url(), ring: newRing(), wrap });
  const work = WORKS[run.work];
  const seen: Seen = { nothing: 0, whole: 0, torn: [], stuck: [] };
  try {
    for (let at = 1; ; at += run.step ?? 1) {
      const ready = await work(bench, `${run.work}-${at}`);
      const before = await snapshot(bench);
      faults.arm(at, run.kind);
      const isPromised = await ready.act().catch(() => false);
      const hasFired = faults.hasFired();
      const where = `${at} ${faults.statement()}`;
      faults.arm(null);
      if (!hasFired) return { faults: seen.nothing + seen.whole + seen.torn.length, ...seen };
      await judge({ bench, ready, before, isPromised, where, seen });
    }
  } finally {
    await bench.opened.store.close();
  }
}

type Judging = {
  readonly bench: PlainBench;
  readonly ready: Awaited<ReturnType<Work>>;
  readonly before: string;
  readonly isPromised: boolean;
  readonly where: string;
  readonly seen: Seen;
};

async function judge({ bench, ready, before, isPromised, where, seen }: Judging): Promise<void> {
  const isWhole = await ready.isWhole();
  const isUnchanged = (await snapshot(bench)) === before;
  // A commit whose answer was lost leaves the whole without a promise.
  const isUnheard = isWhole && !isPromised && where.endsWith(" commit");
  if (isUnchanged && !isPromised && !isWhole) seen.nothing += 1;
  else if (isWhole && (isPromised || isUnheard)) seen.whole += 1;
  else seen.torn.push(where);
  const again = await ready.act().catch(() => false);
  if (!(again || isWhole) || !(await ready.isWhole())) seen.stuck.push(where);
}

const TABLES = ["cases", "entries", "askers", "receipts", "attempts", "tokens", "outbox", "audit", "events"] as const;

/** Every row of the store; two of the same kind are equal when nothing was written between them. */
export async function snapshot({ opened }: PlainBench): Promise<string> {
  const rows: unknown[] = [];
  for (const table of [...TABLES, "settings"] as const) {
    const found = await opened.database.db.selectFrom(table).selectAll().execute();
    rows.push(found.map((row) => JSON.stringify(row)).sort());
  }
  return JSON.stringify(rows);
}
