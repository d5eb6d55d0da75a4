// Updates as Telegram sends them → the inbox. Only what is needed of each is kept, sealed, until it has been processed.

import type { CaseDeps } from "../../src/cases/deps.ts";
import type { Incoming } from "../../src/chat/incoming.ts";
import { CHANNEL, laneOf } from "./carry-out.ts";
import { createRouter, type Me } from "./router.ts";

export type IntakeDeps = {
  readonly token: string;
  readonly cases: Pick<CaseDeps, "store" | "now">;
  readonly me: () => Me | null;
  readonly onStored: () => void;
};

/** Resolves once all of them are durable; rejects where they are not, or the bot does not know itself yet. */
export function createIntake({
  token,
  cases,
  me,
  onStored,
}: IntakeDeps): (updates: readonly unknown[]) => Promise<void> {
  let route: ReturnType<typeof createRouter> | null = null;
  return async (updates) => {
    const bot = me();
    if (!bot) throw new Error("the bot does not know its own name yet");
    route ??= createRouter(token, bot);
    const incoming: Incoming[] = [];
    for (const update of updates) {
      if (typeof update !== "object" || update === null) continue;
      await route(update, async (one) => void incoming.push(one));
    }
    if (incoming.length === 0) return;
    const receivedAt = cases.now();
    await cases.store.transact(async (tx) => {
      for (const one of incoming) {
        const lane = laneOf(one.place.chat);
        await tx.inbox.put({ channel: CHANNEL, key: one.event, lane, body: JSON.stringify(one), receivedAt });
      }
    });
    onStored();
  };
}
