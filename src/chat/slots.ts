// Keeps some items in work at once: claims more when one ends, when it is poked, and at every tick.

import type { CaseDeps } from "../cases/deps.ts";
import type { CaseTx } from "../cases/store.ts";

/** So much of the store as chats need. */
export type ChatStore = {
  transact<T>(work: (tx: Pick<CaseTx, "inbox" | "outgoing" | "leases">) => Promise<T>): Promise<T>;
};

export type Slots = {
  readonly poke: () => void;
  /** Claims nothing more and waits for what is in work, though not for ever. */
  stop(): Promise<void>;
};

export type SlotLimits = { readonly atOnce: number; readonly tickMs: number; readonly stopMs: number };

export type SlotsDeps<Item> = Pick<CaseDeps, "log"> & {
  readonly limits: SlotLimits;
  /** Asked before each claim, and at every tick. */
  readonly mayClaim: () => boolean;
  /** At most so many. Nothing is due where there are fewer. */
  readonly claim: (limit: number) => Promise<readonly Item[]>;
  readonly run: (item: Item) => Promise<void>;
};

export function createSlots<Item>({ limits, log, mayClaim, claim, run }: SlotsDeps<Item>): Slots {
  const running = new Set<Promise<void>>();
  let filling: Promise<void> | null = null;
  let isAsked = false;
  let isStopped = false;
  let isFailing = false;

  const onFault = (fault: unknown): void => {
    if (!isFailing) log("the chat store failed", nameOf(fault));
    isFailing = true;
  };

  const start = (item: Item): void => {
    const ended = run(item)
      .catch(onFault)
      .finally(() => {
        running.delete(ended);
        // Not at once: a store that answers without waiting would keep timers and the network out until all is done.
        setImmediate(poke);
      });
    running.add(ended);
  };

  const fill = async (): Promise<void> => {
    do {
      isAsked = false;
      const room = limits.atOnce - running.size;
      if (!mayClaim() || room <= 0) return;
      const items = await claim(room);
      isFailing = false;
      for (const item of items) start(item);
    } while (isAsked && !isStopped);
  };

  const poke = (): void => {
    isAsked = true;
    if (isStopped || filling) return;
    filling = fill()
      .catch(onFault)
      .finally(() => {
        filling = null;
        // Poked in the moment between.
        if (isAsked) poke();
      });
  };

  const timer = setInterval(poke, limits.tickMs);
  return {
    poke,
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      const end = async (): Promise<void> => {
        await filling;
        await Promise.all(running);
      };
      await within(limits.stopMs, end());
    },
  };
}

/** `"over"` where it takes longer; what comes of it then, even a fault, is ignored. */
export function within<T>(ms: number, work: Promise<T>): Promise<T | "over"> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<"over">((resolve) => {
    timer = setTimeout(resolve, ms, "over");
  });
  return Promise.race([work, over]).finally(() => clearTimeout(timer));
}

/** Whether a lease of this length goes on. One from further ahead is from before the clock was set back. */
export function isHeld(until: number, leaseMs: number, now: number): boolean {
  return now < until && until <= now + leaseMs;
}

/** A fault's message may hold what a person wrote; its name does not. */
export function nameOf(fault: unknown): string {
  return fault instanceof Error ? fault.name : "unknown";
}
