// Asking an embedder again where it failed, a few times: a server may be busy, or be starting.

import { setTimeout as sleep } from "node:timers/promises";

export type Patience = {
  /** Before each further attempt. */
  readonly pausesMs: readonly number[];
  /** For one attempt. */
  readonly limitMs: number;
};

/** A little more than a minute in all, if it fails at once. */
const PAUSES_MS = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000];
const LIMIT_MS = 120_000;

type Asked = Partial<Patience> & { readonly embedder: { readonly name: string } };

/** Rejects with one readable line. When it is stopped, what is under way ends in its own time and nothing is tried again. */
export async function persist<T>(
  { embedder, pausesMs = PAUSES_MS, limitMs = LIMIT_MS }: Asked,
  attempt: (signal: AbortSignal) => Promise<T>,
  stopped: AbortSignal = new AbortController().signal,
): Promise<T> {
  for (const pauseMs of pausesMs) {
    try {
      return await attempt(AbortSignal.timeout(limitMs));
    } catch {
      await sleep(pauseMs, undefined, { signal: stopped });
    }
  }
  try {
    return await attempt(AbortSignal.timeout(limitMs));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : "unknown cause";
    throw new Error(`${embedder.name} could not be asked for vectors (${reason})`, { cause });
  }
}
