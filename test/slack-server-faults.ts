// The faults that the fake Slack can be told to have, and what it holds against a bot that does not keep to the limits.

import type { Json } from "./slack-server-memory.ts";

/** "after": what was asked for was done all the same. */
export type Fault =
  | "hang-before"
  | "hang-after"
  | "drop-before"
  | "drop-after"
  | "html"
  | { readonly refusal: string }
  | { readonly retryAfterSeconds: number }
  | { readonly status: number; readonly isDone?: boolean }
  | { readonly delayMs: number };
type Where = (payload: Json) => boolean;
type Planned = { readonly fault: Fault; left: number; readonly where: Where };
export type RandomFaults = { readonly probability: number; readonly seed: number; readonly kinds: readonly Fault[] };

/** Something that Slack would punish, or that it had to refuse. */
export type Violation = {
  readonly kind: "too-fast" | "before-retry-after" | "content";
  readonly method: string;
  readonly detail: string;
};

export type Faults = ReturnType<typeof createFaults>;

export function createFaults() {
  const planned = new Map<string, Planned[]>();
  let random: (RandomFaults & { readonly next: () => number }) | null = null;

  /** `*` is any method. */
  function plan(method: string, fault: Fault, times = 1, where: Where = () => true): void {
    planned.set(method, [...(planned.get(method) ?? []), { fault, left: times, where }]);
  }

  function take(method: string, payload: Json): Fault | null {
    for (const name of [method, "*"]) {
      const found = planned.get(name)?.find(({ left, where }) => left > 0 && where(payload));
      if (!found) continue;
      found.left -= 1;
      return found.fault;
    }
    if (!random || random.next() >= random.probability) return null;
    return random.kinds[Math.floor(random.next() * random.kinds.length)] ?? null;
  }

  return {
    take,
    plan,
    /** The same seed makes the same choices. Ends with `null`. */
    setRandom: (given: RandomFaults | null): void => {
      random = given && { ...given, next: seeded(given.seed) };
    },
    clear: (): void => {
      planned.clear();
      random = null;
    },
  };
}

export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    const more = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((more ^ (more >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * `perChannelMs` lies between two messages to one channel; 0 where any pace is right. What comes within `flightMs` of a 429
 * was on its way before its sender could read it.
 */
export type Strictness = { perChannelMs: number; toleranceMs: number; flightMs: number };

export function createStrictness(now: () => number) {
  const violations: Violation[] = [];
  const rules: Strictness = { perChannelMs: 1000, toleranceMs: 100, flightMs: 300 };
  const lastPosts = new Map<string, number>();
  const heldUntil = new Map<string, { readonly since: number; readonly until: number }>();

  return {
    violations,
    rules,
    /** Counts a message that was taken. */
    posted(channel: string): void {
      const last = lastPosts.get(channel);
      lastPosts.set(channel, now());
      const gap = last === undefined ? rules.perChannelMs : now() - last;
      if (gap >= rules.perChannelMs - rules.toleranceMs) return;
      violations.push({
        kind: "too-fast",
        method: "chat.postMessage",
        detail: `${channel} after ${Math.round(gap)} ms`,
      });
    },
    hold(method: string, seconds: number): void {
      heldUntil.set(method, { since: now(), until: now() + seconds * 1000 });
    },
    /** Seconds that are left to wait, 0 where there is nothing to wait for. A call that was on its way already is forgiven. */
    heldFor(method: string): number {
      const held = heldUntil.get(method);
      if (!held || now() >= held.until - rules.toleranceMs) return 0;
      const early = Math.round(held.until - now());
      if (now() - held.since > rules.flightMs) {
        violations.push({ kind: "before-retry-after", method, detail: `${early} ms too early` });
      }
      return Math.ceil(early / 1000);
    },
    refused(method: string, detail: string): void {
      violations.push({ kind: "content", method, detail });
    },
  };
}
