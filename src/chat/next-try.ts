// When a message that could not be sent is tried again, and when no more.

import type { OutgoingItem } from "./chat-store.ts";

export type Patience = {
  /** The first delay; it doubles up to the longest. One sender that keeps a pace needs no jitter. */
  readonly delayMs: number;
  readonly longestDelayMs: number;
  readonly givenUpMs: number;
};

export type Failure = { readonly retryAfterMs: number; readonly isUncertain: boolean; readonly now: number };

export type NextTry = "too late" | { readonly dueAt: number; readonly isUncertain: boolean };

/** A message is tried once at least, however long it waited. */
export function nextTry(
  { delayMs, longestDelayMs, givenUpMs }: Patience,
  { attempts, postedAt, isUncertain }: Pick<OutgoingItem, "attempts" | "postedAt" | "isUncertain">,
  failure: Failure,
): NextTry {
  const backOffMs = Math.min(longestDelayMs, delayMs * 2 ** Math.min(attempts - 1, 20));
  const dueAt = failure.now + (failure.retryAfterMs > 0 ? failure.retryAfterMs : backOffMs);
  if (dueAt > postedAt + givenUpMs) return "too late";
  // What may have arrived at an earlier try may have arrived.
  return { dueAt, isUncertain: isUncertain || failure.isUncertain };
}
