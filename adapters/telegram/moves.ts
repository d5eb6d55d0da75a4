// Groups that became supergroups have another number: the old one leads to the new one, whatever the configuration says.

import { type CaseDeps, todayOf } from "../../src/cases/deps.ts";

export type Moves = {
  /** The number the group has now. */
  current(chat: string): string;
  moved(from: string, to: string): Promise<void>;
};

const keyOf = (chat: string): string => `telegram moved ${chat}`;

export async function openMoves(deps: Pick<CaseDeps, "store" | "now">, chats: readonly string[]): Promise<Moves> {
  const known = new Map<string, string>();
  for (const chat of chats) {
    const to = await deps.store.transact((tx) => tx.chats.read(keyOf(chat)));
    if (to !== null) known.set(chat, to);
  }
  return {
    current: (chat) => known.get(chat) ?? chat,
    moved: async (from, to) => {
      known.set(from, to);
      await deps.store.transact((tx) => tx.chats.write(keyOf(from), to, todayOf(deps)));
    },
  };
}
