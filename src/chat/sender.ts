// Sends what waits for chats: in order within a lane, and only in the process that holds the leader's lease.
//
// Two processes do not send one message: only the leader claims, and a claimed message is leased on its own, for longer
// than a delivery may take, so that a new leader finds it free only after the old one has let go of it. The leader is
// needed for the pace, which is kept in memory: two senders would keep it each on their own and be too fast together.
// Whoever dies while sending leaves the message leased and marked uncertain: it is sent once more when the lease ends,
// and `deliver` is told so. A message that was sent but could not be struck off for as long as its lease goes on is
// uncertain as well.

import type { Channel } from "../cases/case.ts";
import type { CaseDeps } from "../cases/deps.ts";
import type { OutgoingItem } from "./chat-store.ts";
import { nextTry, type Patience } from "./next-try.ts";
import { type ChatStore, createSlots, isHeld, nameOf, type SlotLimits, type Slots, within } from "./slots.ts";

export type Sent =
  | "done"
  /** Nobody is there any more: a chat that was deleted, a person who blocked Adep. */
  | "gone"
  /** The platform will never take it. */
  | "refused"
  | {
      /** 0 where the platform named no time. */
      readonly retryAfterMs: number;
      /** It may have arrived all the same. */
      readonly isUncertain: boolean;
    };

/**
 * Waits for its turn and sends; where that is far off it rather returns the time, so that others have its place. Once
 * the signal is aborted it waits no more and returns; a call that was begun goes on to its own, short time limit.
 */
export type Deliver = (body: string, isUncertain: boolean, signal: AbortSignal) => Promise<Sent>;

export type SenderLimits = SlotLimits &
  Patience & {
    readonly leaseMs: number;
    /** The time to wait for a turn. The time of one call must fit in between this and `timeMs`. */
    readonly turnMs: number;
    /** Shorter than the lease: then the delivery is taken for uncertain. */
    readonly timeMs: number;
  };

const LIMITS: SenderLimits = {
  ...{ atOnce: 32, tickMs: 250, stopMs: 20_000 },
  ...{ leaseMs: 120_000, turnMs: 95_000, timeMs: 115_000 },
  ...{ delayMs: 1_000, longestDelayMs: 60_000, givenUpMs: 24 * 3_600_000 },
};

export type SenderDeps = Pick<CaseDeps, "now" | "log"> & {
  readonly store: ChatStore;
  readonly channel: Channel;
  readonly deliver: Deliver;
  readonly isLeader: () => boolean;
  readonly limits?: Partial<SenderLimits>;
};

type Held = OutgoingItem & { readonly until: number };

type Work = SenderDeps & {
  readonly limits: SenderLimits;
  /** One for each delivery that may be waiting for its turn. */
  readonly turns: Set<AbortController>;
  readonly phase: () => Phase;
};

type Phase = "open" | "closing" | "closed";

export function createSender(deps: SenderDeps): Slots {
  const limits = { ...LIMITS, ...deps.limits };
  let phase: Phase = "open";
  const work: Work = { ...deps, limits, turns: new Set(), phase: () => phase };
  const slots = createSlots<Held>({
    ...{ limits, log: deps.log },
    mayClaim: () => {
      const isLeader = deps.isLeader();
      if (!isLeader) endTurns(work);
      return isLeader;
    },
    claim: (limit) => claim(work, limit),
    run: (item) => run(work, item),
  });
  return {
    poke: slots.poke,
    stop: async () => {
      phase = "closing";
      // What waits for its turn is given back at once.
      endTurns(work);
      await slots.stop();
      phase = "closed";
    },
  };
}

function endTurns({ turns }: Work): void {
  for (const turn of turns) turn.abort();
}

async function claim({ store, channel, now, limits: { leaseMs } }: Work, limit: number): Promise<Held[]> {
  const at = now();
  const items = await store.transact((tx) => tx.outgoing.claim({ channel, limit, leaseMs, now: at }));
  return items.map((item) => ({ ...item, until: at + leaseMs }));
}

async function run(work: Work, item: Held): Promise<void> {
  const sent = await send(work, item);
  for (;;) {
    try {
      return await settle(work, item, sent);
    } catch (fault) {
      if (work.phase() === "closed" || !isHeld(item.until, work.limits.leaseMs, work.now())) throw fault;
      // To strike it off later is better than to send it again.
      await new Promise((resolve) => setTimeout(resolve, work.limits.delayMs));
    }
  }
}

/** Never rejects. */
async function send({ deliver, limits, log, turns, phase }: Work, item: Held): Promise<Sent> {
  const turn = new AbortController();
  turns.add(turn);
  if (phase() !== "open") turn.abort();
  const timer = setTimeout(() => turn.abort(), limits.turnMs);
  try {
    const sent = await within(limits.timeMs, deliver(item.body, item.isUncertain, turn.signal));
    if (sent !== "over") return sent;
    log("a delivery did not end");
  } catch (fault) {
    log("a delivery failed", nameOf(fault));
  } finally {
    clearTimeout(timer);
    turns.delete(turn);
  }
  return { retryAfterMs: 0, isUncertain: true };
}

async function settle({ store, now, log, limits }: Work, item: Held, sent: Sent): Promise<void> {
  const { number, until } = item;
  // Also when the lease is over: it did arrive.
  if (sent === "done" || sent === "gone") return store.transact((tx) => tx.outgoing.finish(number));
  const next = sent === "refused" ? sent : nextTry(limits, item, { ...sent, now: now() });
  await store.transact(async (tx) => {
    if (!isHeld(until, limits.leaseMs, now())) return;
    if (typeof next === "string") await tx.outgoing.bury(number);
    else await tx.outgoing.retry(number, next.dueAt, next);
  });
  if (typeof next === "string") log("a message was given up", next);
}
