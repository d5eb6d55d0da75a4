// What came in from platforms and has not been processed yet; of what has, only that it came.

import { sql } from "kysely";

import type { InboxRows } from "../../src/chat/chat-store.ts";
import { countWaiting, deleteOver, findDue, isWaiting, lockLane, release, settle, withoutDamaged } from "./lanes.ts";
import type { RowDeps } from "./rows.ts";

export function createInboxRows(deps: RowDeps): InboxRows {
  const { tx, vault, hasher } = deps;
  return {
    put: async ({ channel, key, lane, body, receivedAt }) => {
      const hash = hasher.hash("event-inbox", key);
      const laneHash = hasher.hash("inbox-lane", lane);
      await lockLane(deps, "inbox", laneHash);
      const row = await tx
        .insertInto("inbox")
        .values({
          ...{ hash, channel, lane: laneHash, sealed: vault.seal(body, inboxPlace(hash)), state: "waiting" },
          ...{ due_at: 0, attempts: 0, leased_until: 0, received_at: receivedAt },
        })
        .onConflict((conflict) => conflict.column("hash").doNothing())
        .returning("number")
        .executeTakeFirst();
      return row !== undefined;
    },
    claim: async (claiming) => {
      const due = await findDue(deps, "inbox", claiming);
      if (due.length === 0) return [];
      const rows = await tx.selectFrom("inbox").selectAll().where("number", "in", due).orderBy("number").execute();
      await tx
        .updateTable("inbox")
        .set({ leased_until: claiming.now + claiming.leaseMs, attempts: sql`attempts + 1` })
        .where("number", "in", due)
        .execute();
      const placed = rows.map((row) => ({ ...row, place: inboxPlace(row.hash) }));
      return (await withoutDamaged(deps, "inbox", placed)).map((row) => ({
        ...{ number: Number(row.number), body: vault.open(row.sealed, row.place) },
        ...{ attempts: row.attempts + 1, receivedAt: Number(row.received_at) },
      }));
    },
    finish: async (number) => {
      await tx
        .updateTable("inbox")
        // The lane goes too: whose event it was need not be known any more.
        .set({ state: "done", sealed: "", lane: "", leased_until: 0 })
        .where("number", "=", number)
        .execute();
    },
    retry: (number, dueAt) => settle(deps, "inbox", { number, state: "waiting", due_at: dueAt }),
    bury: (number) => settle(deps, "inbox", { number, state: "dead" }),
    release: (channel) => release(deps, "inbox", channel),
    isWaiting: (channel, lane) => isWaiting(deps, "inbox", { channel, lane: hasher.hash("inbox-lane", lane) }),
    count: (channel) => countWaiting(deps, "inbox", channel),
    deleteOver: (before) => deleteOver(deps, "inbox", before),
  };
}

export function inboxPlace(hash: string): string {
  return `inbox:${hash}:sealed`;
}
