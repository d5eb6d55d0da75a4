// `node --import tsx evals/plant-defects.ts`: plants one defect after the other into a service in memory, never into a
// file, and says whether the gates fail for the right reason. A gate that no defect trips guards nothing.

import { pathToFileURL } from "node:url";

import { loadConfig, runEntry } from "../src/command-entry.ts";
import { toBaseline } from "./baseline.ts";
import { compare } from "./comparison.ts";
import { readTriageTest } from "./datasets.ts";
import { DEFECTS, type Defect } from "./defects.ts";
import { type Material, openMaterial } from "./material.ts";
import { createService, type Service } from "./measure/service.ts";
import { measure } from "./measure/suites.ts";
import { measureTriage } from "./measure/triage.ts";
import { findRepinned, pinsOf } from "./pins.ts";
import type { Row, Suite } from "./results.ts";

export type Planted = {
  /** Lines of the gates that name what the defect must show in. */
  readonly caught: readonly string[];
  /** All other lines. */
  readonly beside: readonly string[];
  readonly seconds: number;
};

/** `sound` holds the rows of the same service without a defect. */
export async function plant(defect: Defect, material: Material, sound: readonly Row[]): Promise<Planted> {
  const startedAt = performance.now();
  const service = defect.plant(material, sound);
  const rows = await measureAll(service, defect.suites);
  const baseline = toBaseline({
    at: "",
    knowledge: "",
    rows: sound.filter(({ suite }) => defect.suites.includes(suite)),
  });
  const repinned = findRepinned(pinsOf(service.knowledge), pinsOf(material.knowledge));
  const failures = [...repinned, ...compare(rows, baseline).failures];
  const isMeant = (line: string): boolean =>
    line.startsWith(`${defect.showsIn}: `) || line.includes(` · ${defect.showsIn}: `);
  return {
    caught: failures.filter(isMeant),
    beside: failures.filter((line) => !isMeant(line)),
    seconds: (performance.now() - startedAt) / 1000,
  };
}

/** Of the labelled texts, which are as many as all others together, every second one is enough. */
const TRIAGE_STEP = 2;

async function measureAll(service: Service, suites: readonly Suite[]): Promise<Row[]> {
  const others = suites.filter((suite) => suite !== "triage");
  const rows = await measure(service, { suites: others, splits: ["dev", "test"] }, () => undefined);
  if (!suites.includes("triage")) return rows;
  const texts = (await readTriageTest()).filter((_, at) => at % TRIAGE_STEP === 0);
  return [...rows, ...texts.flatMap((text) => measureTriage(service, text))];
}

async function plantAll(): Promise<void> {
  const material = await openMaterial(loadConfig());
  const suites = [...new Set(DEFECTS.flatMap((defect) => defect.suites))];
  const sound = await measureAll(createService(material), suites);
  // The same service again must pass, or every defect would seem to be caught.
  const none: Defect = { name: "nothing planted", suites, showsIn: "", plant: createService };
  const calm = await plant(none, material, sound);
  if (calm.beside.length > 0) throw new Error(`the gates fail where nothing is planted: ${calm.beside[0]}`);
  for (const defect of DEFECTS) report(defect, await plant(defect, material, sound));
}

function report({ name }: Defect, { caught, beside, seconds }: Planted): void {
  const [first] = caught;
  const mark = first === undefined ? "MISSED" : "caught";
  process.stdout.write(`${mark}: ${name} (${seconds.toFixed(1)} s, ${caught.length + beside.length} lines)\n`);
  process.stdout.write(`        ${first ?? beside[0] ?? "nothing fails"}\n`);
  if (first === undefined) process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await runEntry(plantAll);
