// Buttons: random tokens kept as keyed hashes, used once.

import type { TokenRows } from "../../src/cases/store.ts";
import { locked, type RowDeps } from "./rows.ts";

export function createTokenRows({ tx, kind, vault, hasher }: RowDeps): TokenRows {
  return {
    put: async (token, { party, action, caseId, bundle, payload, expiresAt }) => {
      const hash = hasher.hash("token", token);
      await tx
        .insertInto("tokens")
        .values({
          ...{ hash, party_hash: hasher.hash("party", party), side: sideOf(party) },
          ...{ action, case_id: caseId, bundle, sealed: vault.seal(payload, tokenPlace(hash)) },
          ...{ expires_at: expiresAt, used_at: null },
        })
        .execute();
    },
    look: async (token, { parties, now }) => {
      const hash = hasher.hash("token", token);
      const row = await tx
        .selectFrom("tokens")
        .selectAll()
        .where("hash", "=", hash)
        .where("used_at", "is", null)
        .where("expires_at", ">", now)
        .executeTakeFirst();
      const party = parties.find((one) => hasher.hash("party", one) === row?.party_hash);
      if (!row || party === undefined) return null;
      const { action, case_id: caseId, bundle } = row;
      const payload = vault.open(row.sealed, tokenPlace(hash));
      return { party, action, caseId, bundle, payload, expiresAt: Number(row.expires_at) };
    },
    use: async (token, { party, now }) => {
      const hash = hasher.hash("token", token);
      const usable = tx
        .selectFrom("tokens")
        .selectAll()
        .where("hash", "=", hash)
        .where("party_hash", "=", hasher.hash("party", party))
        .where("used_at", "is", null)
        .where("expires_at", ">", now);
      const row = await locked(usable, kind).executeTakeFirst();
      if (!row) return null;
      const payload = vault.open(row.sealed, tokenPlace(hash));
      const spent = { used_at: now, sealed: vault.seal("null", tokenPlace(hash)) };
      await tx.updateTable("tokens").set(spent).where("hash", "=", hash).execute();
      const { action, case_id: caseId, bundle } = row;
      return { party, action, caseId, bundle, payload, expiresAt: Number(row.expires_at) };
    },
    deleteOf: async (party) => {
      await tx.deleteFrom("tokens").where("party_hash", "=", hasher.hash("party", party)).execute();
    },
    deleteBundle: async (bundle) => {
      await tx.deleteFrom("tokens").where("bundle", "=", bundle).execute();
    },
    deleteExpired: async (now) => {
      const { numDeletedRows } = await tx.deleteFrom("tokens").where("expires_at", "<=", now).executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

function sideOf(party: string): "asker" | "person" | "place" {
  if (party.startsWith("asker:")) return "asker";
  return party.startsWith("place:") ? "place" : "person";
}

export function tokenPlace(hash: string): string {
  return `tokens:${hash}:sealed`;
}
