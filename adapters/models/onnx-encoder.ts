// A model folder as one function from texts to vectors: read, cut into tokens, filled up, computed, pooled.

import { normalised, pool } from "../../src/model/pooling.ts";
import { type OnnxFolder, readOnnxFolder, readWhole, tooLarge } from "./onnx-folder.ts";
import { type Filled, type OnnxSession, openOnnxSession } from "./onnx-session.ts";
import { openTokens } from "./onnx-tokens.ts";

/** What is asked and what is searched are told apart by models that were trained so. */
export type Role = "query" | "passage";

export interface OnnxEncoder {
  readonly name: string;
  readonly dimensions: number;
  /** One vector of length 1 per text, in their order. */
  encode(texts: readonly string[], role: Role): Promise<Float32Array[]>;
  close(): Promise<void>;
}

type Cut = { readonly at: number; readonly ids: readonly number[] };

/** What is computed at once: memory grows with both. */
const MOST_TEXTS = 32;
const MOST_TOKENS = 4096;
/** Weights are held twice while they are taken over; less than this does not fail for want of memory. */
const LARGE_BYTES = 1024 ** 3;

/** Rejects with one readable sentence where the folder holds no model that gives vectors. */
export async function openOnnxEncoder(folder: string, threads: number): Promise<OnnxEncoder> {
  const found = await readOnnxFolder(folder);
  const tokens = await openTokens({ ...found, maxTokens: found.recipe.maxTokens });
  const session = await openSession(found, threads);
  const prefix = { query: found.recipe.queryPrefix, passage: found.recipe.passagePrefix };
  const encode = async (texts: readonly string[], role: Role): Promise<Float32Array[]> => {
    const vectors: Float32Array[] = [];
    const cut = texts.map((text, at): Cut => ({ at, ids: tokens.encode(prefix[role] + text) }));
    for (const batch of toBatches(cut)) {
      const computed = await compute(session, found, fill(batch, tokens.padding));
      for (const [row, { at }] of batch.entries()) vectors[at] = vectorOf(computed[row]);
    }
    return vectors;
  };
  const [probe] = await encode(["Adep"], "query");
  const dimensions = probe?.length ?? 0;
  const encodeSame = async (texts: readonly string[], role: Role): Promise<Float32Array[]> => {
    const vectors = await encode(texts, role);
    if (vectors.every(({ length }) => length === dimensions)) return vectors;
    throw new Error("the model gave a vector of another length than before");
  };
  return { name: found.name, dimensions, encode: inTurn(encodeSame), close: session.close };
}

async function openSession(found: OnnxFolder, threads: number): Promise<OnnxSession> {
  const bytes = [found.model, ...found.beside].reduce((sum, file) => sum + file.bytes, 0);
  try {
    const beside = await Promise.all(
      found.beside.map(async (file) => ({ path: file.name, data: await readWhole(file) })),
    );
    return await openOnnxSession({ model: await readWhole(found.model), beside, threads });
  } catch (cause) {
    if (bytes < LARGE_BYTES) throw cause;
    const said = cause instanceof Error ? `: ${cause.message}` : "";
    throw new Error(`${tooLarge(bytes)}${said}`, { cause });
  }
}

async function compute(session: OnnxSession, found: OnnxFolder, filled: Filled): Promise<readonly Float32Array[]> {
  const { isPooled, values, dimensions } = await session.compute(filled);
  if (!isPooled && found.dimensions !== null && found.dimensions !== dimensions)
    throw new Error(`the model gives ${dimensions} numbers, but config.json says ${found.dimensions}`);
  const { mask, tokens } = filled;
  if (!isPooled) return pool({ values, tokens, dimensions, mask }, found.recipe.pooling);
  return Array.from({ length: mask.length / tokens }, (_, row) =>
    values.slice(row * dimensions, (row + 1) * dimensions),
  );
}

function vectorOf(raw: Float32Array | undefined): Float32Array {
  const vector = raw ? normalised(raw) : null;
  if (!vector) throw new Error("the model gives no usable vector");
  return vector;
}

/** Texts of about the same length together, so that little is filled up. */
function toBatches(cut: readonly Cut[]): Cut[][] {
  const batches: Cut[][] = [];
  for (const one of cut.toSorted((left, right) => left.ids.length - right.ids.length)) {
    const batch = batches.at(-1);
    const isFull = !batch || batch.length === MOST_TEXTS || (batch.length + 1) * one.ids.length > MOST_TOKENS;
    if (isFull) batches.push([one]);
    else batch.push(one);
  }
  return batches;
}

function fill(batch: readonly Cut[], padding: number): Filled {
  const tokens = Math.max(...batch.map(({ ids }) => ids.length));
  const filledUp = <Value>(values: readonly Value[], filling: Value): Value[] =>
    Array.from({ length: tokens }, (_, at) => values[at] ?? filling);
  return {
    tokens,
    ids: batch.flatMap(({ ids }) => filledUp(ids, padding)),
    mask: batch.flatMap(({ ids }) =>
      filledUp(
        ids.map(() => 1),
        0,
      ),
    ),
  };
}

/** The runtime's memory is for one computation at a time. */
function inTurn<Arguments extends unknown[], Result>(
  work: (...values: Arguments) => Promise<Result>,
): (...values: Arguments) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (...values) => {
    const next = last.then(() => work(...values));
    last = next.catch(() => undefined);
    return next;
  };
}
