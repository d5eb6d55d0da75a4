// How fast messages may go to a platform, and the gate at which each waits for its turn.

import { type Flow, isIdle, type Limit, remember, waitFor } from "./flow.ts";

export type PaceLimits = { readonly overall: Limit; readonly chat: Limit; readonly group: Limit };

/** Telegram's FAQ allows 30 a second, 1 a second to a chat and 20 a minute to a group, measured at its own end: so a little less. */
export const TELEGRAM_LIMITS: PaceLimits = {
  overall: { count: 25, windowMs: 1_000 },
  chat: { count: 1, windowMs: 1_050 },
  group: { count: 18, windowMs: 61_000 },
};

export interface Pace {
  /** 0: may go now. */
  waitMs(chat: string, isGroup: boolean): number;
  /** Counts a sending that begins now. */
  take(chat: string, isGroup: boolean): void;
  /** Nothing goes to this chat, or with `null` to anybody, before then. A longer wait asked for earlier stays. */
  holdOff(chat: string | null, ms: number): void;
  /** Chats remembered just now: those of the last windows and those held off. */
  size(): number;
}

/** The clock is monotonic, in milliseconds. */
export function createPace({ overall, chat: chatLimit, group }: PaceLimits, now: () => number): Pace {
  const all: Flow = { times: [], heldUntil: 0 };
  const chats = new Map<string, Flow>();
  const longestMs = Math.max(chatLimit.windowMs, group.windowMs);
  let sweptAt = now();

  const flowOf = (chat: string, at: number): Flow => {
    if (at - sweptAt >= longestMs) {
      sweptAt = at;
      for (const [name, flow] of chats) if (isIdle(flow, at - longestMs, at)) chats.delete(name);
    }
    const flow = chats.get(chat) ?? { times: [], heldUntil: 0 };
    chats.set(chat, flow);
    return flow;
  };

  return {
    waitMs: (chat, isGroup) => {
      const at = now();
      const flow = chats.get(chat);
      const common = Math.max(0, all.heldUntil - at, waitFor(all, overall, at));
      if (!flow) return common;
      const asGroup = isGroup ? waitFor(flow, group, at) : 0;
      return Math.max(common, flow.heldUntil - at, waitFor(flow, chatLimit, at), asGroup);
    },
    take: (chat, isGroup) => {
      const at = now();
      remember(all, overall.count, at);
      remember(flowOf(chat, at), isGroup ? Math.max(chatLimit.count, group.count) : chatLimit.count, at);
    },
    holdOff: (chat, ms) => {
      const at = now();
      const flow = chat === null ? all : flowOf(chat, at);
      flow.heldUntil = Math.max(flow.heldUntil, at + ms);
    },
    size: () => chats.size,
  };
}

export interface Gate {
  /** Waits for its turn, first come first served within a chat. Once aborted it rejects with the signal's reason: nothing was counted. */
  enter(chat: string, isGroup: boolean, signal?: AbortSignal): Promise<void>;
  /** For what may be left out: false, and nothing counted, where it would have to wait. */
  tryEnter(chat: string, isGroup: boolean): boolean;
}

/** May ignore the signal: an alarm that rings for nothing does no harm. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** Timers end earlier than at any length, and a computer that slept looks at its clock again. */
const LONGEST_SLEEP_MS = 60_000;

type Waiter = { readonly isGroup: boolean; readonly go: () => void };

export function createGate(pace: Pace, sleep: Sleep): Gate {
  // In the order in which each chat began to wait for its next turn: after a turn it goes to the end, so that none starves.
  const queues = new Map<string, Waiter[]>();
  let alarm = new AbortController();

  const letGo = (): void => {
    alarm.abort();
    let soonestMs = LONGEST_SLEEP_MS;
    for (const [chat, queue] of queues) {
      const waitMs = pace.waitMs(chat, queue[0]?.isGroup ?? false);
      if (waitMs > 0) {
        soonestMs = Math.min(soonestMs, waitMs);
        continue;
      }
      pace.take(chat, queue[0]?.isGroup ?? false);
      queue.shift()?.go();
      queues.delete(chat);
      // Seen once more at the end of this same loop.
      if (queue.length > 0) queues.set(chat, queue);
    }
    if (queues.size > 0) ringIn(Math.ceil(soonestMs));
  };

  const ringIn = (ms: number): void => {
    alarm = new AbortController();
    const { signal } = alarm;
    const ring = (): void => (signal.aborted ? undefined : letGo());
    sleep(ms, signal).then(ring, () => undefined);
  };

  const leave = (chat: string, waiter: Waiter): void => {
    const queue = queues.get(chat);
    queue?.splice(queue.indexOf(waiter), 1);
    if (queue?.length === 0) queues.delete(chat);
    letGo();
  };

  const enter: Gate["enter"] = (chat, isGroup, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const onAbort = (): void => {
        leave(chat, waiter);
        reject(signal?.reason);
      };
      const go = (): void => {
        signal?.removeEventListener("abort", onAbort);
        resolve();
      };
      const waiter = { isGroup, go };
      signal?.addEventListener("abort", onAbort, { once: true });
      queues
        .set(chat, queues.get(chat) ?? [])
        .get(chat)
        ?.push(waiter);
      letGo();
    });

  const tryEnter: Gate["tryEnter"] = (chat, isGroup) => {
    // Whoever waits goes first.
    letGo();
    if (queues.has(chat) || pace.waitMs(chat, isGroup) > 0) return false;
    pace.take(chat, isGroup);
    return true;
  };

  return { enter, tryEnter };
}
