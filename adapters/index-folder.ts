// The index on disk, `<data>/index/<key>/`: built beside, checked, fsynced, renamed; verified before anything is loaded.

import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";

import {
  EMBEDDER,
  filesSchema,
  INDEX_FILES,
  INDEX_VERSION,
  type Manifest,
  manifestSchema,
} from "../src/index/manifest.ts";
import { buildModel, type Model, type OnProgress } from "../src/index/model.ts";
import { packModel, unpackModel } from "../src/index/pack.ts";
import { decodeTensors, encodeTensors } from "../src/index/tensors.ts";
import type { Knowledge } from "../src/knowledge/knowledge.ts";
import type { PassageIndex } from "../src/passage-index.ts";
import { buildHnsw, loadHnsw } from "./hnsw-index.ts";
import { trainBeside } from "./training-worker.ts";

export type OpenedIndex = { readonly model: Model; readonly index: PassageIndex; readonly manifest: Manifest };

const MODEL = "model.tensors";
const MANIFEST = "manifest.json";
const KEPT = 2;

/** Loads the index of this knowledge, or builds it where there is none or the one there is damaged. */
export async function openIndex(
  dataFolder: string,
  knowledge: Knowledge,
  onProgress: OnProgress,
): Promise<OpenedIndex> {
  const folder = folderOf(dataFolder, knowledge);
  const ready = await loadIndex(dataFolder, knowledge);
  if (ready) return ready;
  await build(folder, knowledge, onProgress);
  const built = await verify(folder, knowledge);
  if (!built) throw new Error(`the index just built in ${folder} does not match its manifest`);
  return load(folder, built);
}

/** The index of this knowledge, or `null` where there is none that is whole. */
export async function loadIndex(dataFolder: string, knowledge: Knowledge): Promise<OpenedIndex | null> {
  const folder = folderOf(dataFolder, knowledge);
  const manifest = await verify(folder, knowledge);
  return manifest ? load(folder, manifest) : null;
}

/** Where the index of this knowledge belongs. */
export function folderOf(dataFolder: string, knowledge: Knowledge): string {
  const key = createHash("sha256").update(`${INDEX_VERSION} ${EMBEDDER} ${knowledge.hash}`).digest("hex").slice(0, 16);
  return path.join(dataFolder, "index", key);
}

/** The manifest, if the folder is whole and belongs to this knowledge; `null` otherwise. */
export async function verify(folder: string, knowledge: Knowledge): Promise<Manifest | null> {
  const content = await readFile(path.join(folder, MANIFEST), "utf8").catch(() => null);
  if (content === null) return null;
  const parsed = manifestSchema.safeParse(parseOrNull(content));
  if (!parsed.success || parsed.data.knowledge !== knowledge.hash) return null;
  const checks = Object.entries(parsed.data.files).map(
    async ([file, sum]) => (await sumOf(path.join(folder, file))) === sum,
  );
  return (await Promise.all(checks)).every(Boolean) ? parsed.data : null;
}

function parseOrNull(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

async function load(folder: string, manifest: Manifest): Promise<OpenedIndex> {
  const [model, index] = await Promise.all([
    readFile(path.join(folder, MODEL)).then((file) => unpackModel(decodeTensors(file))),
    loadHnsw(folder, manifest),
  ]);
  return { model, index, manifest };
}

async function build(folder: string, knowledge: Knowledge, onProgress: OnProgress): Promise<void> {
  const parent = path.dirname(folder);
  const building = `${folder}.building-${process.pid}-${randomBytes(4).toString("hex")}`;
  try {
    await mkdir(building, { recursive: true });
    await fill(building, knowledge, onProgress);
    await rm(folder, { recursive: true, force: true });
    await rename(building, folder);
    await syncPath(parent);
  } catch (cause) {
    await rm(building, { recursive: true, force: true }).catch(() => undefined);
    // Another process may have finished the same index first.
    if (await verify(folder, knowledge)) return;
    throw new Error(
      `could not build the index in ${parent} (${cause instanceof Error ? cause.message : "unknown cause"})`,
      { cause },
    );
  }
  await removeOld(parent, path.basename(folder));
}

async function fill(building: string, knowledge: Knowledge, onProgress: OnProgress): Promise<void> {
  const progress = { beside: 0, here: 0 };
  const told = (): void => onProgress(0.49 * progress.beside + 0.49 * progress.here);
  const training = await trainBeside(knowledge, (share) => {
    progress.beside = share;
    told();
  });
  const { model, vectors } = buildModel(knowledge, (share) => {
    progress.here = 0.7 * share;
    told();
  });
  const { dimensions } = model.space.lsi;
  const [hnsw, scorers] = await Promise.all([buildHnsw(vectors, dimensions), training.done]);
  onProgress(0.98);
  await hnsw.save(building);
  await writeFile(path.join(building, MODEL), encodeTensors(packModel({ ...model, ...scorers })));
  const sums = await Promise.all(
    INDEX_FILES.map(async (name) => [name, await sumOf(path.join(building, name))] as const),
  );
  const manifest: Manifest = {
    ...{
      version: INDEX_VERSION,
      embedder: EMBEDDER,
      knowledge: knowledge.hash,
      entries: vectors.length,
      dimensions,
      ef: hnsw.ef,
    },
    ...{ builtAt: new Date().toISOString(), files: filesSchema.parse(Object.fromEntries(sums)) },
  };
  await writeFile(path.join(building, MANIFEST), JSON.stringify(manifest, null, 2));
  await Promise.all([...INDEX_FILES, MANIFEST].map((name) => syncPath(path.join(building, name))));
  await syncPath(building);
  onProgress(1);
}

async function sumOf(file: string): Promise<string | null> {
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
    return hash.digest("hex");
  } catch {
    return null;
  }
}

async function syncPath(target: string): Promise<void> {
  const handle = await open(target, "r");
  await handle.sync().finally(() => handle.close());
}

/** Keeps the current index and the one before it; what an interrupted build left behind goes after an hour. */
async function removeOld(parent: string, current: string): Promise<void> {
  const names = (await readdir(parent)).filter((name) => name !== current);
  const aged = await Promise.all(names.map(async (name) => ({ name, at: await changedAt(path.join(parent, name)) })));
  const whole = aged.filter(({ name }) => !name.includes(".building-")).sort((one, other) => other.at - one.at);
  const abandoned = aged.filter(({ name, at }) => name.includes(".building-") && Date.now() - at > 3_600_000);
  const doomed = [...whole.slice(KEPT - 1), ...abandoned];
  await Promise.all(doomed.map(({ name }) => rm(path.join(parent, name), { recursive: true, force: true })));
}

/** Milliseconds since 1970; now, where another process has just moved the folder away. */
async function changedAt(folder: string): Promise<number> {
  return stat(folder).then(
    ({ mtimeMs }) => mtimeMs,
    () => Date.now(),
  );
}
