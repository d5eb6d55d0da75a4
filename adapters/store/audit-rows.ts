// The audit log and the events that have had their effect.

import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import { z } from "zod";

import { type AuditHead, type AuditRecord, chain, GENESIS } from "../../src/cases/audit.ts";
import type { AuditRows, EventRows } from "../../src/cases/store.ts";
import type { Vault } from "../../src/cases/vault.ts";
import { locked, type RowDeps } from "./rows.ts";
import { settingPlace } from "./secrets.ts";
import type { Tables } from "./tables.ts";

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const HEAD = "audit-head";
const headSchema = z.object({ seq: z.number(), hash: z.string() });

/** The head of an empty log, once: from then on a missing head is a fault. */
export async function startAudit(db: Kysely<Tables>, vault: Vault): Promise<void> {
  const sealed = vault.seal(JSON.stringify(GENESIS), settingPlace(HEAD));
  const { seq } = (await db.selectFrom("audit").select("seq").limit(1).executeTakeFirst()) ?? { seq: 0 };
  if (seq > 0) return;
  await db
    .insertInto("settings")
    .values({ name: HEAD, sealed })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export function createAuditRows({ tx, kind, vault }: RowDeps): AuditRows {
  // The head is sealed, so that whoever can write to the database alone cannot cut the tail of the log.
  const readHead = async (): Promise<AuditHead> => {
    const query = tx.selectFrom("settings").select("sealed").where("name", "=", HEAD);
    const row = await locked(query, kind).executeTakeFirst();
    if (!row) throw new Error("the head of the audit log is missing from the case store");
    return headSchema.parse(JSON.parse(vault.open(row.sealed, settingPlace(HEAD))));
  };
  return {
    head: readHead,
    append: async (record) => {
      const link = chain(await readHead(), record, sha256);
      const { caseId, ...rest } = link;
      await tx
        .insertInto("audit")
        .values({ ...rest, case_id: caseId })
        .execute();
      const sealed = vault.seal(JSON.stringify({ seq: link.seq, hash: link.hash }), settingPlace(HEAD));
      await tx.updateTable("settings").set({ sealed }).where("name", "=", HEAD).execute();
    },
    all: async () => {
      const rows = await tx.selectFrom("audit").selectAll().orderBy("seq").execute();
      return rows.map(({ case_id, action, ...row }) => ({
        ...row,
        caseId: case_id,
        action: action as AuditRecord["action"],
      }));
    },
  };
}

export function createEventRows({ tx, hasher }: RowDeps): EventRows {
  const hashOf = (key: string): string => hasher.hash("event", key);
  return {
    claim: async (key, day) => {
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto("events")
        .values({ hash: hashOf(key), day, case_id: null })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },
    has: async (key) => {
      const row = await tx.selectFrom("events").select("hash").where("hash", "=", hashOf(key)).executeTakeFirst();
      return row !== undefined;
    },
    bind: async (key, caseId) => {
      await tx.updateTable("events").set({ case_id: caseId }).where("hash", "=", hashOf(key)).execute();
    },
    caseOf: async (key) => {
      const row = await tx.selectFrom("events").select("case_id").where("hash", "=", hashOf(key)).executeTakeFirst();
      return row?.case_id ?? null;
    },
    deleteBefore: async (day) => {
      await tx.deleteFrom("events").where("day", "<", day).execute();
    },
  };
}
