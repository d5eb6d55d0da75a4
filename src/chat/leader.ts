// Of several processes one leads: it holds a lease that it renews, and knows by its own clock when it might have lost it.

import type { CaseDeps } from "../cases/deps.ts";
import { type ChatStore, isHeld, nameOf, within } from "./slots.ts";

export type LeaderDeps = Pick<CaseDeps, "now" | "log"> & {
  readonly store: ChatStore;
  /** What is led, such as `telegram`. */
  readonly name: string;
  /** This process and no other, such as a random id. */
  readonly holder: string;
  readonly leaseMs?: number;
};

export interface Leader {
  /** Never true in two processes whose clocks agree. */
  isLeader(): boolean;
  /** Gives the lease back, so that another takes over at once. */
  stop(): Promise<void>;
}

const LEASE_MS = 15_000;

export function createLeader({ store, name, holder, now, log, leaseMs = LEASE_MS }: LeaderDeps): Leader {
  let until = 0;
  let wasLeader = false;
  let isFailing = false;
  let isStopped = false;
  let taking: Promise<void> | null = null;

  const isLeader = (): boolean => !isStopped && isHeld(until, leaseMs, now());

  const tellChange = (): void => {
    if (isLeader() === wasLeader) return;
    wasLeader = !wasLeader;
    log(wasLeader ? "this process leads now" : "this process leads no longer", name);
  };

  const take = async (): Promise<void> => {
    // Read before: what the store writes down ends no earlier.
    const at = now();
    const isTaken = await store.transact((tx) => tx.leases.take(name, holder, { now: at, leaseMs }));
    until = isTaken ? at + leaseMs : 0;
    isFailing = false;
  };

  const tick = (): void => {
    tellChange();
    taking ??= take()
      .catch((fault: unknown) => {
        if (!isFailing) log("the leader's lease could not be taken", nameOf(fault));
        isFailing = true;
      })
      .finally(() => {
        taking = null;
        tellChange();
      });
  };

  const release = async (): Promise<void> => {
    await taking;
    await store.transact((tx) => tx.leases.release(name, holder));
  };

  const timer = setInterval(tick, leaseMs / 3);
  tick();
  return {
    isLeader,
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      tellChange();
      // Where the store fails, the lease ends by itself.
      await within(leaseMs, release()).catch(() => undefined);
    },
  };
}
