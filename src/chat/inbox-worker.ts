// Processes what came in: what is to be said and that the event is over are written together, or not at all.

import type { Channel } from "../cases/case.ts";
import type { CaseDeps } from "../cases/deps.ts";
import type { CaseTx } from "../cases/store.ts";
import type { InboxItem, Outgoing } from "./chat-store.ts";
import { type ChatStore, createSlots, isHeld, nameOf, type SlotLimits, type Slots, within } from "./slots.ts";
import { createStagger } from "./stagger.ts";

export type InboxWorkerLimits = SlotLimits & {
  /** Longer than processing and apology may take, so that nobody else begins meanwhile. */
  readonly leaseMs: number;
  /** A processing that takes longer has failed. */
  readonly timeMs: number;
  readonly apologyMs: number;
  readonly attempts: number;
  /** The first delay; it doubles. */
  readonly delayMs: number;
};

const LIMITS: InboxWorkerLimits = {
  ...{ atOnce: 16, tickMs: 500, stopMs: 20_000 },
  ...{ leaseMs: 60_000, timeMs: 30_000, apologyMs: 10_000, attempts: 5, delayMs: 1_000 },
};

export type InboxWorkerDeps = Pick<CaseDeps, "now" | "log"> & {
  readonly store: ChatStore;
  readonly channel: Channel;
  readonly dice: Pick<CaseDeps["dice"], "below">;
  /** May be called again for the same event, even while an earlier call that took too long goes on. */
  readonly process: (body: string, attempts: number) => Promise<readonly Outgoing[]>;
  /** What is said where an event is given up. */
  readonly onDead: (body: string) => Promise<readonly Outgoing[]>;
  /** Without it every process works. */
  readonly mayWork?: () => boolean;
  /** Told after each event that is over. */
  readonly onDone: () => void;
  readonly limits?: Partial<InboxWorkerLimits>;
};

type Held = InboxItem & { readonly until: number };

type Work = InboxWorkerDeps & { readonly limits: InboxWorkerLimits; readonly stagger: () => Promise<void> };

export function createInboxWorker(deps: InboxWorkerDeps): Slots {
  const limits = { ...LIMITS, ...deps.limits };
  const work: Work = { ...deps, limits, stagger: createStagger() };
  return createSlots<Held>({
    ...{ limits, log: deps.log, mayClaim: deps.mayWork ?? (() => true) },
    claim: (limit) => claim(work, limit),
    run: (item) => run(work, item),
  });
}

async function claim({ store, channel, now, limits: { leaseMs } }: Work, limit: number): Promise<Held[]> {
  const at = now();
  const items = await store.transact((tx) => tx.inbox.claim({ channel, limit, leaseMs, now: at }));
  return items.map((item) => ({ ...item, until: at + leaseMs }));
}

async function run(work: Work, item: Held): Promise<void> {
  const { limits, log, onDone } = work;
  // Whoever had it before died of it, each time.
  if (item.attempts > limits.attempts) {
    log("an event was given up", "never ended");
    await giveUp(work, item);
  } else if (!(await attempt(work, item))) {
    if (item.attempts < limits.attempts) return putOff(work, item);
    log("an event was given up", "failed");
    await giveUp(work, item);
  }
  onDone();
}

/** False where it failed; then nothing was written. */
async function attempt(work: Work, item: Held): Promise<boolean> {
  const { process, limits, log, stagger } = work;
  try {
    await stagger();
    const outgoing = await within(limits.timeMs, process(item.body, item.attempts));
    if (outgoing === "over") throw new DOMException("processing took too long", "TimeoutError");
    await settle(work, item, async (tx) => {
      for (const one of outgoing) await tx.outgoing.post(one);
      await tx.inbox.finish(item.number);
    });
    return true;
  } catch (fault) {
    log("an event could not be processed", nameOf(fault));
    return false;
  }
}

async function putOff(work: Work, item: Held): Promise<void> {
  const delayMs = work.limits.delayMs * 2 ** (item.attempts - 1);
  const dueAt = work.now() + delayMs + work.dice.below(Math.ceil(delayMs / 2));
  await settle(work, item, (tx) => tx.inbox.retry(item.number, dueAt));
}

async function giveUp(work: Work, item: Held): Promise<void> {
  const apology = await apologise(work, item);
  await settle(work, item, async (tx) => {
    for (const one of apology) await tx.outgoing.post(one);
    await tx.inbox.bury(item.number);
  });
}

async function apologise({ onDead, limits }: Work, { body }: Held): Promise<readonly Outgoing[]> {
  try {
    const apology = await within(limits.apologyMs, onDead(body));
    return apology === "over" ? [] : apology;
  } catch {
    return [];
  }
}

/** Once the lease is over the event is somebody else's, so nothing is written. */
async function settle(
  { store, now, limits }: Work,
  { until }: Held,
  write: (tx: Pick<CaseTx, "inbox" | "outgoing">) => Promise<void>,
): Promise<void> {
  await store.transact(async (tx) => {
    if (isHeld(until, limits.leaseMs, now())) await write(tx);
  });
}
