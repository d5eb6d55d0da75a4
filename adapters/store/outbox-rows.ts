// Errands to run: posted in the transaction that causes them, leased to one worker at a time.

import { sql } from "kysely";
import { z } from "zod";

import { OUTBOX_KINDS, type OutboxRows } from "../../src/cases/store.ts";
import { locked, type RowDeps } from "./rows.ts";

export function createOutboxRows({ tx, kind }: RowDeps): OutboxRows {
  const settle = async (id: string, change: { state: string; due_at?: number }): Promise<void> => {
    await tx
      .updateTable("outbox")
      .set({ ...change, leased_until: 0 })
      .where("id", "=", id)
      // A worker that was slow finds it finished by another.
      .where("state", "=", "waiting")
      .execute();
  };
  return {
    post: async ({ id, key, kind: errandKind, caseId, to, seq, dueAt, postedAt }) => {
      await tx
        .insertInto("outbox")
        .values({
          ...{ id, key, kind: errandKind, case_id: caseId, recipient: to, seq, state: "waiting" },
          ...{ due_at: dueAt, attempts: 0, leased_until: 0, posted_at: postedAt },
        })
        .onConflict((conflict) => conflict.column("key").doNothing())
        .execute();
    },
    claim: async (now, { limit, leaseMs }) => {
      const due = tx
        .selectFrom("outbox")
        .selectAll()
        .where("state", "=", "waiting")
        .where("due_at", "<=", now)
        // A lease from further ahead than a lease can be was given before the clock was set back.
        .where(({ eb, or }) => or([eb("leased_until", "<=", now), eb("leased_until", ">", now + 2 * leaseMs)]))
        // What was said first arrives first: a later line waits while an earlier one is put off.
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom("outbox as earlier")
                .select("earlier.id")
                .whereRef("earlier.case_id", "=", "outbox.case_id")
                .whereRef("earlier.recipient", "=", "outbox.recipient")
                .whereRef("earlier.kind", "=", "outbox.kind")
                .whereRef("earlier.seq", "<", "outbox.seq")
                .where("earlier.state", "=", "waiting")
                .where("earlier.kind", "in", ["relay", "tell-step"])
                .where((put) => put.or([put("earlier.due_at", ">", now), put("earlier.leased_until", ">", now)])),
            ),
          ),
        )
        .orderBy("due_at")
        .orderBy("seq")
        .limit(limit);
      const rows = await (kind === "postgres" ? locked(due, kind).skipLocked() : due).execute();
      if (rows.length === 0) return [];
      const ids = rows.map(({ id }) => id);
      await tx
        .updateTable("outbox")
        .set({ leased_until: now + leaseMs, attempts: sql`attempts + 1` })
        .where("id", "in", ids)
        .execute();
      return rows.map((row) => ({
        ...{ id: row.id, key: row.key, kind: z.enum(OUTBOX_KINDS).parse(row.kind), caseId: row.case_id },
        ...{ to: row.recipient, seq: row.seq, dueAt: Number(row.due_at), attempts: row.attempts + 1 },
        postedAt: Number(row.posted_at),
      }));
    },
    finish: (id) => settle(id, { state: "done" }),
    retry: (id, dueAt) => settle(id, { state: "waiting", due_at: dueAt }),
    bury: (id) => settle(id, { state: "dead" }),
    count: async () => {
      const rows = await tx
        .selectFrom("outbox")
        .select(({ fn }) => ["state", fn.countAll().as("count"), fn.min("due_at").as("oldest")])
        .groupBy("state")
        .execute();
      const of = (state: string) => rows.find((row) => row.state === state);
      const oldest = of("waiting")?.oldest;
      return {
        waiting: Number(of("waiting")?.count ?? 0),
        dead: Number(of("dead")?.count ?? 0),
        oldestDueAt: oldest === undefined || oldest === null ? null : Number(oldest),
      };
    },
    deleteFor: async (caseId, kinds) => {
      const all = tx.deleteFrom("outbox").where("case_id", "=", caseId);
      await (kinds === "all" ? all : all.where("kind", "in", kinds)).execute();
    },
    deleteDone: async (before) => {
      await tx.deleteFrom("outbox").where("state", "=", "done").where("posted_at", "<", before).execute();
    },
  };
}
