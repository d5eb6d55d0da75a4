// Whoever leads for the first time lets go of what a dead process held: its messages need not wait for leases to end.

import type { Channel } from "../cases/case.ts";
import type { CaseDeps } from "../cases/deps.ts";
import type { Leader } from "./leader.ts";
import { type ChatStore, nameOf } from "./slots.ts";

export type FirstLeadDeps = Pick<CaseDeps, "log"> & {
  readonly store: ChatStore;
  readonly channel: Channel;
  readonly leader: Pick<Leader, "isLeader">;
  /** No other process takes in messages either, so that the inbox may be let go, too. */
  readonly isAlone: boolean;
};

/** True where this process leads and has done so. */
export function createFirstLead({ store, channel, leader, isAlone, log }: FirstLeadDeps): () => boolean {
  let isDone = false;
  let isDoing = false;
  const release = async (): Promise<void> => {
    await store.transact(async (tx) => {
      await tx.outgoing.release(channel);
      if (isAlone) await tx.inbox.release(channel);
    });
    isDone = true;
  };
  return () => {
    if (!leader.isLeader()) return false;
    if (isDone) return true;
    if (isDoing) return false;
    isDoing = true;
    void release()
      .catch((fault: unknown) => log("the leases of an earlier process could not be ended", nameOf(fault)))
      .finally(() => {
        isDoing = false;
      });
    return false;
  };
}
