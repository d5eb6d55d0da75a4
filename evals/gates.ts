// Whether a run may pass: invariants on every item, no fall that chance does not explain, and floors under everything.

import path from "node:path";
import { fileURLToPath } from "node:url";

import { readBaseline, toBaseline, writeBaseline } from "./baseline.ts";
import { type Comparison, compare } from "./comparison.ts";
import { findSunk, readFloors } from "./floors.ts";
import { findRepinned } from "./pins.ts";
import type { Run } from "./results.ts";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));

export type GateOptions = {
  /** What this run measured is what later runs are compared with, as long as no floor is broken. */
  readonly updateBaseline: boolean;
  /** Where baseline.json and floors.json are. */
  readonly folder?: string;
};

export type Verdict = { readonly failures: readonly string[]; readonly accepted: readonly string[] };

/** `accepted` also tells what is worth knowing: known failures, items that came or went. */
export async function applyGates(run: Run, { updateBaseline, folder = FOLDER }: GateOptions): Promise<Verdict> {
  const file = path.join(folder, "baseline.json");
  const now = toBaseline(run);
  const sunk = findSunk(run.rows, await readFloors(path.join(folder, "floors.json")));
  const before = await readBaseline(file);
  const { failures: worse, notes } = before ? compare(run.rows, before) : compareWithNothing(run);
  const failures = [...findRepinned(now.pins, before?.pins ?? {}), ...worse];
  if (!updateBaseline) return { failures: [...sunk, ...failures], accepted: notes };
  // A floor is lowered where it stands, in view of whoever reads the change.
  if (sunk.length > 0) return { failures: [...sunk, "nothing was accepted while a floor is broken"], accepted: [] };
  await writeBaseline(file, now);
  const mark = `${now.on}, knowledge ${now.knowledge}, ${run.rows.length} items`;
  return { failures: [], accepted: [...(before ? failures : []), ...notes, `a new baseline: ${mark}`] };
}

function compareWithNothing({ rows }: Run): Comparison {
  const { failures } = compare(rows, { accepted: [], suites: new Map() });
  return { failures: ["there is no baseline yet: make one with --update-baseline", ...failures], notes: [] };
}
