// All that is measured, suite by suite, one item after the other so that the time of an answer is its own.

import { ITEM_SPLITS, type ItemSplit } from "../dataset-schemas.ts";
import {
  readAmbiguous,
  readAttacks,
  readConversations,
  readInside,
  readOutside,
  readPersonalData,
  readTraps,
  readTriageTest,
  readTwins,
} from "../datasets.ts";
import { type Row, SUITES, type Suite } from "../results.ts";
import { measureAmbiguous } from "./ambiguous.ts";
import { measureAttack } from "./attacks.ts";
import { measureConversation } from "./conversations.ts";
import { measureOutside } from "./outside.ts";
import { measurePersonalData } from "./personal-data.ts";
import { measureQuestion } from "./questions.ts";
import type { Service } from "./service.ts";
import { measureTrap } from "./traps.ts";
import { measureTriage } from "./triage.ts";
import { measureTwins } from "./twins.ts";

type Measure<Item> = (service: Service, item: Item) => Row[] | Promise<Row[]>;
/** One item still to be measured. */
type Job = (service: Service) => Row[] | Promise<Row[]>;

const JOBS: Readonly<Record<Suite, (split: ItemSplit) => Promise<Job[]>>> = {
  questions: (split) => listInside("questions", split),
  // Short questions are there to tune with; none were kept back.
  short: async (split) => (split === "dev" ? listInside("short", split) : []),
  outside: async (split) => [
    ...toJobs(await readOutside(split), outside(split, false)),
    ...(split === "dev" ? toJobs(await readOutside("short-dev"), outside(split, true)) : []),
  ],
  traps: async (split) => toJobs(await readTraps(split), measureTrap),
  ambiguous: async (split) => toJobs(await readAmbiguous(split), measureAmbiguous),
  conversations: async (split) => toJobs(await readConversations(split), measureConversation),
  twins: async (split) => toJobs(await readTwins(split), measureTwins),
  attacks: async (split) => toJobs(await readAttacks(split), measureAttack),
  "personal-data": async (split) => toJobs(await readPersonalData(split), measurePersonalData),
  triage: async (split) => (split === "test" ? toJobs(await readTriageTest(), measureTriage) : []),
};

async function listInside(suite: "questions" | "short", split: ItemSplit): Promise<Job[]> {
  const items = await readInside(suite === "short" ? "short-dev" : split);
  return toJobs(items, (service, item) => measureQuestion(service, item, { suite, split }));
}

function outside(split: ItemSplit, isShort: boolean): Measure<Parameters<typeof measureOutside>[1]> {
  return (service, item) => measureOutside(service, item, { split, isShort });
}

function toJobs<Item>(items: readonly Item[], measure: Measure<Item>): Job[] {
  return items.map((item) => (service) => measure(service, item));
}

export type Scope = {
  readonly suites: readonly Suite[];
  readonly splits: readonly ItemSplit[];
  /** As many items of each suite and split; without it, all. */
  readonly most?: number;
};
export const EVERYTHING: Scope = { suites: SUITES, splits: ITEM_SPLITS };

/** Rows come in the order of the suites, the splits and the sets, whatever order the scope names them in. */
export async function measure(
  service: Service,
  { suites, splits, most }: Scope,
  onProgress: (share: number) => void,
): Promise<Row[]> {
  const jobs: Job[] = [];
  for (const suite of SUITES.filter((name) => suites.includes(name))) {
    for (const split of ITEM_SPLITS.filter((name) => splits.includes(name))) {
      jobs.push(...(await JOBS[suite](split)).slice(0, most));
    }
  }
  const rows: Row[] = [];
  for (const [at, job] of jobs.entries()) {
    rows.push(...(await job(service)));
    onProgress((at + 1) / jobs.length);
  }
  return rows;
}
