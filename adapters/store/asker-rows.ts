// Who is behind a case: addresses sealed, found again by keyed hash; receipts and attempts as keyed hashes only.

import { z } from "zod";

import { CHANNELS } from "../../src/cases/case.ts";
import { type AskerRows, addressOf } from "../../src/cases/store.ts";
import { LANGUAGES } from "../../src/language.ts";
import type { RowDeps } from "./rows.ts";

export const addressSchema = z.object({ channel: z.enum(CHANNELS), id: z.string() });

export function createAskerRows({ tx, vault, hasher }: RowDeps): AskerRows {
  return {
    link: async (caseId, { address, language, expiresOn }) => {
      const sealed = vault.seal(JSON.stringify({ channel: address.channel, id: address.id }), askerPlace(caseId));
      const row = { address_hash: hasher.hash("address", addressOf(address)), sealed, language, expires_on: expiresOn };
      await tx
        .insertInto("askers")
        .values({ case_id: caseId, ...row })
        .onConflict((conflict) => conflict.column("case_id").doUpdateSet(row))
        .execute();
    },
    find: async (caseId) => {
      const row = await tx.selectFrom("askers").selectAll().where("case_id", "=", caseId).executeTakeFirst();
      if (!row) return null;
      const address = addressSchema.parse(JSON.parse(vault.open(row.sealed, askerPlace(caseId))));
      return { address, language: z.enum(LANGUAGES).parse(row.language), expiresOn: row.expires_on };
    },
    casesOf: async (address) => {
      const rows = await tx
        .selectFrom("askers")
        .innerJoin("cases", "cases.id", "askers.case_id")
        .select("cases.id")
        .where("address_hash", "=", hasher.hash("address", addressOf(address)))
        .orderBy("cases.number", "desc")
        .execute();
      return rows.map(({ id }) => id);
    },
    forget: async (caseId) => {
      await tx.deleteFrom("askers").where("case_id", "=", caseId).execute();
      await tx.deleteFrom("tokens").where("case_id", "=", caseId).where("side", "=", "asker").execute();
      // What has had its effect stays known; that it was this case is forgotten.
      await tx.updateTable("events").set({ case_id: null }).where("case_id", "=", caseId).execute();
    },
    expired: async (before) => {
      const rows = await tx.selectFrom("askers").select("case_id").where("expires_on", "<", before).execute();
      return rows.map(({ case_id }) => case_id);
    },
    putReceipt: async (caseId, receipt) => {
      const hash = hasher.hash("receipt", receipt);
      await tx
        .insertInto("receipts")
        .values({ case_id: caseId, hash })
        .onConflict((conflict) => conflict.column("case_id").doUpdateSet({ hash }))
        .execute();
    },
    deleteReceipt: async (caseId) => {
      await tx.deleteFrom("receipts").where("case_id", "=", caseId).execute();
    },
    caseOfReceipt: async (receipt) => {
      const hash = hasher.hash("receipt", receipt);
      const row = await tx.selectFrom("receipts").select("case_id").where("hash", "=", hash).executeTakeFirst();
      return row?.case_id ?? null;
    },
    countAttempt: async (party, { kind, window, day }) => {
      const hash = hasher.hash("attempt", `${kind} ${window} ${party}`);
      const row = await tx
        .insertInto("attempts")
        .values({ hash, day, count: 1 })
        .onConflict((conflict) =>
          conflict.column("hash").doUpdateSet(({ eb, ref }) => ({ count: eb(ref("attempts.count"), "+", 1) })),
        )
        .returning("count")
        .executeTakeFirstOrThrow();
      return row.count;
    },
    deleteAttempts: async (before) => {
      await tx.deleteFrom("attempts").where("day", "<", before).execute();
    },
  };
}

export function askerPlace(caseId: string): string {
  return `askers:${caseId}:sealed`;
}
