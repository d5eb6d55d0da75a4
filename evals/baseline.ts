// What later runs are compared with, kept in evals/baseline.json: the scores of every item, one line each, and which
// items are known to break an invariant.

import { readFile, writeFile } from "node:fs/promises";
import { z } from "zod";

import { type Broken, findBroken } from "./invariants.ts";
import type { Pins } from "./pins.ts";
import { type Run, SUITES, type Suite } from "./results.ts";

type Scores = Readonly<Record<string, number | null>>;

export type Baseline = {
  /** The day it was measured. */
  readonly on: string;
  /** Of knowledge and code that its index was built from. */
  readonly knowledge: string;
  /** Those that do not fail a run. */
  readonly accepted: readonly Broken[];
  readonly suites: ReadonlyMap<Suite, ReadonlyMap<string, Scores>>;
  readonly pins: Pins;
};

const DIGITS = 1e4;
const NONE = "-";
const SCORE = /^(?:0|1|0\.\d+)$/;

const fileSchema = z.strictObject({
  on: z.iso.date(),
  knowledge: z.string(),
  /** `suite/id` → the invariants it breaks. */
  accepted: z.record(z.string(), z.array(z.string()).min(1)),
  /** The scores of an item stand in the order of `metrics`, `-` where one does not apply. */
  suites: z.partialRecord(
    z.enum(SUITES),
    z.strictObject({ metrics: z.array(z.string()), items: z.record(z.string(), z.string()) }),
  ),
  pins: z.record(z.string(), z.string()).default({}),
});
type File = z.infer<typeof fileSchema>;

/** As a baseline keeps it, so that what did not change compares equal. */
export function roundScore(score: number): number {
  return Math.round(score * DIGITS) / DIGITS;
}

/** Throws where two rows of a suite share an id: one would hide behind the other. */
export function toBaseline({
  at,
  knowledge,
  rows,
  pins = {},
}: Pick<Run, "at" | "knowledge" | "rows" | "pins">): Baseline {
  const suites = new Map<Suite, Map<string, Scores>>();
  for (const { suite, id, scores } of rows) {
    const items = suites.get(suite) ?? new Map<string, Scores>();
    if (items.has(id)) throw new Error(`two items of ${suite} have the id ${id}`);
    const rounded = Object.entries(scores).map(([metric, score]) => [
      metric,
      score === null ? null : roundScore(score),
    ]);
    suites.set(suite, items.set(id, Object.fromEntries(rounded)));
  }
  return { on: at.slice(0, 10), knowledge, accepted: findBroken(rows), suites, pins };
}

/** `null` where there is no file; throws one line where it cannot be read as a baseline. */
export async function readBaseline(file: string): Promise<Baseline | null> {
  const content = await readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") return null;
    throw new Error(`${file} cannot be read (${cause.code})`, { cause });
  });
  return content === null ? null : parseBaseline(content, file);
}

export const writeBaseline = (file: string, baseline: Baseline): Promise<void> => writeFile(file, writeOut(baseline));

export function parseBaseline(content: string, file: string): Baseline {
  const refuse = (why: string): never => {
    throw new Error(`${file} is no baseline: ${why.replace(/\s+/g, " ")}`);
  };
  const parsed = fileSchema.safeParse(parseJson(content));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return refuse(`${issue?.path.join(" → ") || "content"}: ${issue?.message}`);
  }
  const { on, knowledge, accepted, suites, pins } = parsed.data;
  const isKnown = (name: string): name is Suite => SUITES.some((suite) => suite === name);
  return {
    ...{ on, knowledge, pins },
    accepted: Object.entries(accepted).flatMap(([key, metrics]) => {
      const [suite = "", ...id] = key.split("/");
      if (!isKnown(suite)) return refuse(`accepted → ${key}: names no suite`);
      return metrics.map((metric) => ({ suite, id: id.join("/"), metric }));
    }),
    suites: new Map(SUITES.flatMap((suite) => (suites[suite] ? [[suite, readItems(suites[suite], refuse)]] : []))),
  };
}

function parseJson(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

type Refuse = (why: string) => never;

function readItems({ metrics, items }: NonNullable<File["suites"][Suite]>, refuse: Refuse): Map<string, Scores> {
  const read = ([id, line]: [string, string]): [string, Scores] => {
    const values = line === "" ? [] : line.split(" ");
    const isSound = values.every((value) => value === NONE || SCORE.test(value));
    if (!isSound || values.length !== metrics.length) return refuse(`${id}: needs ${metrics.length} scores or "-"`);
    return [id, Object.fromEntries(metrics.map((metric, at) => [metric, toScore(values[at])]))];
  };
  return new Map(Object.entries(items).map(read));
}

function toScore(value: string | undefined): number | null {
  return value === undefined || value === NONE ? null : Number(value);
}

/** Suites in their order, metrics and ids by the alphabet: the same scores always give the same bytes. */
export function writeOut({ on, knowledge, accepted, suites, pins }: Baseline): string {
  const broken = new Map<string, string[]>();
  for (const { suite, id, metric } of accepted) {
    const key = `${suite}/${id}`;
    broken.set(key, [...(broken.get(key) ?? []), metric].sort());
  }
  const file = {
    ...{ on, knowledge },
    accepted: sortByKey(broken),
    suites: Object.fromEntries(
      SUITES.flatMap((suite) => {
        const items = suites.get(suite);
        return items ? [[suite, writeItems(items)]] : [];
      }),
    ),
    pins,
  };
  // Short lists stay in one line, as the formatter has them.
  const json = JSON.stringify(file, null, 2).replace(/\[\s+([^[\]{}]*?)\s+\]/g, (whole, inside: string) => {
    const line = `[${inside.replace(/\s*\n\s*/g, " ")}]`;
    return line.length <= 80 ? line : whole;
  });
  return `${json}\n`;
}

function writeItems(items: ReadonlyMap<string, Scores>): NonNullable<File["suites"][Suite]> {
  const metrics = [...new Set([...items.values()].flatMap((scores) => Object.keys(scores)))].sort();
  const line = (scores: Scores): string => metrics.map((metric) => scores[metric] ?? NONE).join(" ");
  return { metrics, items: sortByKey(new Map([...items].map(([id, scores]) => [id, line(scores)]))) };
}

function sortByKey<Value>(map: ReadonlyMap<string, Value>): Record<string, Value> {
  return Object.fromEntries([...map].sort(([one], [other]) => (one < other ? -1 : 1)));
}
