// A body read whole, unpacked, and no longer than it may be: neither as it comes nor as it becomes.

import type { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress, createGunzip } from "node:zlib";

import { TOO_LONG } from "./network-why.ts";

/** What is asked for, and understood. */
export const ENCODINGS = ["gzip", "br"] as const;
export type Encoding = (typeof ENCODINGS)[number] | "identity";

/** `null`: packed in a way, or several times over, that is not understood. */
export function readEncoding(header: string | null): Encoding | null {
  const name = header?.trim().toLowerCase() ?? "identity";
  return name === "identity" ? name : (ENCODINGS.find((known) => known === name) ?? null);
}

/** Throws at the first byte too many, and closes the connection. */
export async function readBody(body: Readable, encoding: Encoding, mostBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  const unpacked = createCount(mostBytes);
  const collect = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of unpacked(source)) chunks.push(chunk);
  };
  if (encoding === "identity") await pipeline(body, collect);
  // Counted before it is unpacked too: packed members that hold nothing could go on for ever.
  else await pipeline(body, createCount(mostBytes), createUnpacking(encoding), collect);
  return Buffer.concat(chunks);
}

function createUnpacking(encoding: (typeof ENCODINGS)[number]): Transform {
  return encoding === "gzip" ? createGunzip() : createBrotliDecompress();
}

function createCount(mostBytes: number) {
  return async function* count(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let bytes = 0;
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > mostBytes) throw Object.assign(new Error("too long"), { code: TOO_LONG });
      yield chunk;
    }
  };
}
