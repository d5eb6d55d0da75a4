// Messages on their way to a chat: sealed while they wait, gone once they are sent.

import { randomBytes } from "node:crypto";
import { sql } from "kysely";

import type { OutgoingRows } from "../../src/chat/chat-store.ts";
import { countWaiting, deleteOver, findDue, isWaiting, lockLane, release, settle, withoutDamaged } from "./lanes.ts";
import type { RowDeps } from "./rows.ts";

export function createOutgoingRows(deps: RowDeps): OutgoingRows {
  const { tx, vault, hasher } = deps;
  return {
    post: async ({ channel, lane, body, postedAt }) => {
      // Known before the row is written, as its number is not: what lies sealed is bound to it.
      const id = randomBytes(16).toString("base64url");
      const laneHash = hasher.hash("outgoing-lane", lane);
      await lockLane(deps, "outgoing", laneHash);
      await tx
        .insertInto("outgoing")
        .values({
          ...{ id, channel, lane: laneHash, sealed: vault.seal(body, outgoingPlace(id)), state: "waiting" },
          ...{ due_at: 0, attempts: 0, uncertain: 0, leased_until: 0, posted_at: postedAt },
        })
        .execute();
    },
    claim: async (claiming) => {
      const due = await findDue(deps, "outgoing", claiming);
      if (due.length === 0) return [];
      const rows = await tx.selectFrom("outgoing").selectAll().where("number", "in", due).orderBy("number").execute();
      await tx
        .updateTable("outgoing")
        // Until the sender says how it went nobody knows whether it arrived.
        .set({ leased_until: claiming.now + claiming.leaseMs, attempts: sql`attempts + 1`, uncertain: 1 })
        .where("number", "in", due)
        .execute();
      const placed = rows.map((row) => ({ ...row, place: outgoingPlace(row.id) }));
      return (await withoutDamaged(deps, "outgoing", placed)).map((row) => ({
        ...{ number: Number(row.number), lane: row.lane, body: vault.open(row.sealed, row.place) },
        ...{ attempts: row.attempts + 1, postedAt: Number(row.posted_at), isUncertain: row.uncertain === 1 },
      }));
    },
    finish: async (number) => {
      await tx.deleteFrom("outgoing").where("number", "=", number).execute();
    },
    retry: async (number, dueAt, { isUncertain }) => {
      await tx
        .updateTable("outgoing")
        .set({ due_at: dueAt, leased_until: 0, uncertain: isUncertain ? 1 : 0 })
        .where("number", "=", number)
        .execute();
    },
    bury: (number) => settle(deps, "outgoing", { number, state: "dead" }),
    release: (channel) => release(deps, "outgoing", channel),
    isWaiting: (channel, lane) => isWaiting(deps, "outgoing", { channel, lane: hasher.hash("outgoing-lane", lane) }),
    count: (channel) => countWaiting(deps, "outgoing", channel),
    deleteOver: (before) => deleteOver(deps, "outgoing", before),
  };
}

export function outgoingPlace(id: string): string {
  return `outgoing:${id}:sealed`;
}
