// What all row modules are given: the running transaction, the vault and the hashes.

import type { SelectQueryBuilder, Transaction } from "kysely";

import type { Hasher, Vault } from "../../src/cases/vault.ts";
import type { DatabaseKind } from "./migrations.ts";
import type { Tables } from "./tables.ts";

export type RowDeps = {
  readonly tx: Transaction<Tables>;
  readonly kind: DatabaseKind;
  readonly vault: Vault;
  readonly hasher: Hasher;
};

/** Locks the selected rows until the transaction ends. SQLite has one writer at a time and needs no lock. */
export function locked<Database, Table extends keyof Database, Row>(
  query: SelectQueryBuilder<Database, Table, Row>,
  kind: DatabaseKind,
): SelectQueryBuilder<Database, Table, Row> {
  return kind === "postgres" ? query.forNoKeyUpdate() : query;
}

export function opens(vault: Vault, { sealed, place }: { readonly sealed: string; readonly place: string }): boolean {
  try {
    vault.open(sealed, place);
    return true;
  } catch {
    return false;
  }
}
