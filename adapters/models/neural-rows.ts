// Rows of vectors on disk, each under the hash of its text: what one build made, the next one takes instead of asking again.

import { createHash, randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";

import type { NeuralText } from "../../src/index/neural-texts.ts";
import { cosineOf, type Rows } from "../../src/index/neural-vectors.ts";
import { decodeTensors, encodeTensors, type Tensor, type Tensors } from "../../src/index/tensors.ts";
import type { NeuralRole } from "../../src/retrieval/neural-embedder.ts";

/** Unit vectors of `PROBES`. */
export type Probes = Readonly<Record<NeuralRole, Float32Array>>;

export type KeyedRows = Rows & { readonly keys: Uint32Array; readonly probes: Probes };

export type Row = { readonly codes: Int8Array; readonly scale: number };

const KEY_WORDS = 4;
const SAME = 0.98;
const SUFFIX = ".tensors";

export function keyOf({ role, text }: NeuralText): string {
  return createHash("sha256")
    .update(`${role}\0${text}`)
    .digest("hex")
    .slice(0, 8 * KEY_WORDS);
}

export function keysOf(texts: readonly NeuralText[]): Uint32Array {
  return Uint32Array.from(
    texts.flatMap((text) => {
      const key = keyOf(text);
      return Array.from({ length: KEY_WORDS }, (_, word) => Number.parseInt(key.slice(8 * word, 8 * word + 8), 16));
    }),
  );
}

export function isSameEmbedder(one: Probes, other: Probes): boolean {
  return (["question", "passage"] as const).every(
    (role) => one[role].length === other[role].length && cosineOf(one[role], other[role]) >= SAME,
  );
}

export function encodeRows(
  { probes, keys, codes, scales }: KeyedRows,
  more: Readonly<Record<string, ArrayBufferView>> = {},
): Buffer {
  // None of them lies in shared memory, which is all that tells the two types apart.
  return encodeTensors({ keys, codes, scales, ...probes, ...more } as Tensors);
}

/** `null` where it holds something else. */
export function fromTensors(tensors: ReadonlyMap<string, Tensor>): KeyedRows | null {
  const [keys, codes, scales] = [tensors.get("keys"), tensors.get("codes"), tensors.get("scales")];
  const [question, passage] = [tensors.get("question"), tensors.get("passage")];
  if (!(question instanceof Float32Array && passage instanceof Float32Array)) return null;
  if (!(keys instanceof Uint32Array && codes instanceof Int8Array && scales instanceof Float32Array)) return null;
  const isWhole = keys.length === KEY_WORDS * scales.length && codes.length === question.length * scales.length;
  return isWhole ? { keys, codes, scales, probes: { question, passage } } : null;
}

/** Adds those rows that are from this embedder. */
export function addKnown(known: Map<string, Row>, rows: KeyedRows, probes: Probes): void {
  if (!isSameEmbedder(rows.probes, probes)) return;
  const dimensions = probes.question.length;
  rows.scales.forEach((scale, row) => {
    const words = [...rows.keys.subarray(row * KEY_WORDS, (row + 1) * KEY_WORDS)];
    const key = words.map((word) => word.toString(16).padStart(8, "0")).join("");
    known.set(key, { codes: rows.codes.subarray(row * dimensions, (row + 1) * dimensions), scale });
  });
}

/** In the order of the texts, each of which is known. */
export function gatherRows(texts: readonly NeuralText[], probes: Probes, known: ReadonlyMap<string, Row>): KeyedRows {
  const dimensions = probes.question.length;
  const codes = new Int8Array(texts.length * dimensions);
  const scales = new Float32Array(texts.length);
  texts.forEach((text, at) => {
    const row = known.get(keyOf(text));
    if (!row) throw new Error("a text has no vector");
    codes.set(row.codes, at * dimensions);
    scales[at] = row.scale;
  });
  return { keys: keysOf(texts), codes, scales, probes };
}

/** A file is named by its own checksum: one that was cut off is not taken for a whole one. */
export async function writePart(folder: string, rows: KeyedRows): Promise<void> {
  const content = encodeRows(rows);
  await mkdir(folder, { recursive: true });
  const beside = path.join(folder, `${randomBytes(6).toString("hex")}.part`);
  await writeFile(beside, content);
  await rename(beside, path.join(folder, sumOf(content) + SUFFIX));
}

/** What interrupted builds kept, as far as it is whole; none where there is no such folder. */
export async function readParts(folder: string): Promise<KeyedRows[]> {
  const names = await readdir(folder).catch(() => []);
  const parts = names
    .filter((name) => name.endsWith(SUFFIX))
    .sort()
    .map(async (name) => {
      const content = await readFile(path.join(folder, name));
      return sumOf(content) + SUFFIX === name ? fromTensors(decodeTensors(content)) : null;
    });
  return (await Promise.all(parts)).filter((part) => part !== null);
}

export function sumOf(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
