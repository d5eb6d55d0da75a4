// At the end: waits a while for the last messages to go.

import type { Channel } from "../cases/case.ts";
import type { ChatStore } from "./slots.ts";

export type Draining = {
  readonly store: ChatStore;
  readonly channel: Channel;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
};

const LAST_MESSAGES_MS = 5_000;

/** What is left after that stays in the store and goes at the next start. */
export async function drain({ store, channel, sleep }: Draining): Promise<void> {
  const end = AbortSignal.timeout(LAST_MESSAGES_MS);
  while (!end.aborted) {
    const { waiting } = await store.transact((tx) => tx.outgoing.count(channel)).catch(() => ({ waiting: 0 }));
    if (waiting === 0) return;
    await sleep(100, end);
  }
}
