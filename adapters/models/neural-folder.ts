// Another embedder's vectors on disk, `<data>/neural/<key>/`: built beside, fsynced, renamed; verified before they are trusted.
// Not under `<data>/index/`, which clears away what it does not know.

import { createHash, randomBytes } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";

import {
  NEURAL_FILE,
  NEURAL_VERSION,
  type NeuralManifest,
  neuralManifestSchema,
} from "../../src/index/neural-manifest.ts";
import type { NeuralVectors } from "../../src/index/neural-vectors.ts";
import { decodeTensors } from "../../src/index/tensors.ts";
import type { Knowledge } from "../../src/knowledge/knowledge.ts";
import type { NeuralEmbedder } from "../../src/retrieval/neural-embedder.ts";
import { encodeRows, fromTensors, type KeyedRows, sumOf } from "./neural-rows.ts";

/** Whose vectors, and of what. */
export type NeuralPlace = {
  readonly dataFolder: string;
  readonly knowledge: Pick<Knowledge, "hash">;
  readonly embedder: Pick<NeuralEmbedder, "name" | "prefixes">;
};

export type SavedNeural = {
  readonly manifest: NeuralManifest;
  readonly rows: KeyedRows;
  readonly vectors: NeuralVectors;
};

const MANIFEST = "manifest.json";
const KEPT = 2;
const PARTS = "parts-";
const BUILDING = ".building-";
const HOUR_MS = 3_600_000;
/** So long another embedder's half-finished build may wait to be continued. */
const PARTS_MS = 30 * 24 * HOUR_MS;

export function neuralFolderOf({ dataFolder, knowledge, embedder }: NeuralPlace): string {
  return path.join(dataFolder, "neural", hashOf(embedder, knowledge.hash));
}

/** What a build keeps until it is whole; the same for every knowledge. */
export function partsFolderOf({ dataFolder, embedder }: Omit<NeuralPlace, "knowledge">): string {
  return path.join(dataFolder, "neural", PARTS + hashOf(embedder, ""));
}

function hashOf({ name, prefixes }: NeuralPlace["embedder"], knowledge: string): string {
  const whole = [NEURAL_VERSION, name, prefixes, knowledge].join("\0");
  return createHash("sha256").update(whole).digest("hex").slice(0, 16);
}

/** `null` where there are none of this embedder and this knowledge, or not whole. */
export async function loadNeural(place: NeuralPlace): Promise<SavedNeural | null> {
  const saved = await readSaved(neuralFolderOf(place), place.embedder);
  return saved?.manifest.knowledge === place.knowledge.hash ? saved : null;
}

/** All that is there of this embedder, of whatever knowledge. */
export async function loadEarlier({ dataFolder, embedder }: Omit<NeuralPlace, "knowledge">): Promise<SavedNeural[]> {
  const parent = path.join(dataFolder, "neural");
  const names = (await readdir(parent).catch(() => [])).filter(isWhole).sort();
  const read = await Promise.all(names.map((name) => readSaved(path.join(parent, name), embedder)));
  return read.filter((saved) => saved !== null);
}

async function readSaved(folder: string, { name, prefixes }: NeuralPlace["embedder"]): Promise<SavedNeural | null> {
  const manifest = await readManifest(folder);
  if (!manifest || manifest.embedder !== name || manifest.prefixes !== prefixes) return null;
  const content = await readFile(path.join(folder, NEURAL_FILE)).catch(() => null);
  if (content === null || sumOf(content) !== manifest.sum) return null;
  const tensors = decodeTensors(content);
  const rows = fromTensors(tensors);
  const [mean, signs] = [tensors.get("mean"), tensors.get("signs")];
  const { entries, dimensions } = manifest;
  if (!(rows && mean instanceof Float32Array && signs instanceof Int32Array)) return null;
  if (rows.scales.length !== entries || rows.probes.question.length !== dimensions) return null;
  return { manifest, rows, vectors: { ...rows, dimensions, mean, signs } };
}

async function readManifest(folder: string): Promise<NeuralManifest | null> {
  try {
    return neuralManifestSchema.parse(JSON.parse(await readFile(path.join(folder, MANIFEST), "utf8")));
  } catch {
    return null;
  }
}

export async function saveNeural(
  place: NeuralPlace,
  { rows, vectors, builtAt }: Omit<SavedNeural, "manifest"> & { readonly builtAt: Date },
): Promise<void> {
  const folder = neuralFolderOf(place);
  const building = `${folder}${BUILDING}${process.pid}-${randomBytes(4).toString("hex")}`;
  const content = encodeRows(rows, { mean: vectors.mean, signs: vectors.signs });
  const manifest: NeuralManifest = {
    ...{ version: NEURAL_VERSION, embedder: place.embedder.name, prefixes: place.embedder.prefixes },
    ...{ knowledge: place.knowledge.hash, entries: rows.scales.length, dimensions: vectors.dimensions },
    ...{ builtAt: builtAt.toISOString(), sum: sumOf(content) },
  };
  try {
    await mkdir(building, { recursive: true });
    await writeFile(path.join(building, NEURAL_FILE), content, { flush: true });
    await writeFile(path.join(building, MANIFEST), JSON.stringify(manifest, null, 2), { flush: true });
    await syncPath(building);
    await rm(folder, { recursive: true, force: true });
    await rename(building, folder);
    await syncPath(path.dirname(folder));
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  await removeOld(place, builtAt.getTime());
}

async function syncPath(target: string): Promise<void> {
  const handle = await open(target, "r");
  await handle.sync().finally(() => handle.close());
}

/** Keeps these vectors and the ones before them; the parts they were made of go, and what nobody finishes. */
async function removeOld(place: NeuralPlace, now: number): Promise<void> {
  const current = neuralFolderOf(place);
  const parent = path.dirname(current);
  const own = path.basename(partsFolderOf(place));
  const names = (await readdir(parent)).filter((name) => name !== path.basename(current));
  const aged = await Promise.all(names.map(async (name) => ({ name, ageMs: now - (await changedAt(parent, name)) })));
  const whole = aged.filter(({ name }) => isWhole(name)).sort((one, other) => one.ageMs - other.ageMs);
  const abandoned = aged.filter(
    ({ name, ageMs }) =>
      name === own || ageMs > (name.startsWith(PARTS) ? PARTS_MS : name.includes(BUILDING) ? HOUR_MS : Infinity),
  );
  const doomed = [...whole.slice(KEPT - 1), ...abandoned];
  await Promise.all(doomed.map(({ name }) => rm(path.join(parent, name), { recursive: true, force: true })));
}

function isWhole(name: string): boolean {
  return !name.includes(BUILDING) && !name.startsWith(PARTS);
}

/** Milliseconds since 1970; now, where another process has just moved the folder away. */
async function changedAt(parent: string, name: string): Promise<number> {
  return stat(path.join(parent, name)).then(
    ({ mtimeMs }) => mtimeMs,
    () => Date.now(),
  );
}
