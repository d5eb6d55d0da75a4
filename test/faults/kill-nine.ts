// kill -9 at a random moment while cases are opened and told, again and again, and what is left in the end.

import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { bundleChild } from "./bundled-child.ts";
import type { Orders } from "./escalating-child.ts";
import { inFolder, MONDAY, newRing, openPlain } from "./plain-bench.ts";
import { type Chance, createChance } from "./seeded.ts";
import { type KillFigures, lookThrough } from "./survivors.ts";

export type Killing = {
  readonly cycles: number;
  readonly seed: number;
  /** The kill comes at most so long after the store was opened. */
  readonly longestMs: number;
  /** Without it a new SQLite file. */
  readonly url?: string;
};

const EVENTS_AT_ONCE = 60;
const REPEATED = 5;
/** Longer than a lease, so that what the killed process had begun comes again. */
const CYCLE_MS = 61_000;

export function killDuringEscalation({ cycles, seed, longestMs, url }: Killing): Promise<KillFigures> {
  return inFolder(async (folder) => {
    const ring = newRing();
    const key = ring.keys.get("k1")?.toString("base64") ?? "";
    const place = url ?? `sqlite:${path.join(folder, "cases.db")}`;
    const deliveries = path.join(folder, "deliveries.txt");
    const run: Run = {
      longestMs,
      child: await bundleChild(folder),
      chance: createChance(seed),
      promised: new Set(),
      given: [],
      early: 0,
      next: 0,
    };
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      const startAt = MONDAY + cycle * CYCLE_MS;
      await killOnce(run, { url: place, key, deliveries, startAt, events: chooseEvents(run) }, cycle);
    }
    const lines = existsSync(deliveries) ? readFileSync(deliveries, "utf8").trim().split("\n") : [];
    const bench = await openPlain({
      ...{ url: place, ring, now: () => MONDAY + (cycles + 1) * CYCLE_MS },
      deliver: async ({ to, codename, isRepeat }) => {
        lines.push(`${to} ${codename} ${isRepeat}`);
        return "delivered";
      },
    });
    try {
      return { cycles, early: run.early, ...(await lookThrough(bench, { ...run, lines })) };
    } finally {
      await bench.opened.store.close();
    }
  });
}

type Run = {
  readonly longestMs: number;
  readonly child: string;
  readonly chance: Chance;
  /** Events whose case was promised to the asker. */
  readonly promised: Set<string>;
  given: string[];
  /** Kills before the process was ready. */
  early: number;
  next: number;
};

/** What was never promised, some of what was, and new ones. */
function chooseEvents(run: Run): string[] {
  const { chance, promised, given } = run;
  const known = [...promised];
  const again = known.length === 0 ? [] : Array.from({ length: REPEATED }, () => chance.pick(known));
  const open = given.filter((event) => !promised.has(event)).slice(0, EVENTS_AT_ONCE / 2);
  const fresh = Array.from({ length: EVENTS_AT_ONCE - open.length }, (_, at) => `event-${run.next + at}`);
  run.next += fresh.length;
  run.given = [...given, ...fresh];
  return [...chance.shuffle([...open, ...again]), ...fresh];
}

async function killOnce(run: Run, orders: Orders, cycle: number): Promise<void> {
  const child = spawn(process.execPath, [run.child], { stdio: ["pipe", "pipe", "pipe"] });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  let output = "";
  let complaint = "";
  const ready = new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("ready\n")) resolve();
    });
  });
  child.stderr.on("data", (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  child.stdin.end(JSON.stringify(orders));
  // One in eight dies while it starts, the others a little after.
  const isEarly = cycle % 8 === 7;
  await (isEarly ? wait(run.chance.below(400)) : Promise.race([ready, gone]));
  await wait(run.chance.below(isEarly ? 1 : run.longestMs));
  if (!output.includes("ready\n")) run.early += 1;
  if (child.exitCode !== null) throw new Error(`the process ended by itself: ${complaint}`);
  child.kill("SIGKILL");
  await gone;
  for (const [, event = ""] of output.matchAll(/^promised (\S+)\n/gm)) run.promised.add(event);
}
