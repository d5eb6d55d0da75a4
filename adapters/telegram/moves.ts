// Groups that became supergroups have another number: the old one leads to the new one, whatever the configuration says.

import { type CaseDeps, todayOf } from "../../src/cases/deps.ts";

export type Moves = {
  /** The number the group has now. Another process may have learnt it. */
  current(chat: string): Promise<string>;
  moved(from: string, to: string): Promise<void>;
};

const keyOf = (chat: string): string => `telegram moved ${chat}`;

export function createMoves(deps: Pick<CaseDeps, "store" | "now">): Moves {
  const known = new Map<string, string>();
  return {
    current: async (chat) => {
      const to = known.get(chat) ?? (await deps.store.transact((tx) => tx.chats.read(keyOf(chat))));
      if (to === null) return chat;
      known.set(chat, to);
      return to;
    },
    moved: async (from, to) => {
      known.set(from, to);
      await deps.store.transact((tx) => tx.chats.write(keyOf(from), to, todayOf(deps)));
    },
  };
}
