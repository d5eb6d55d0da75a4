// What all row modules are given: the running transaction, the vault and the hashes.

import type { SelectQueryBuilder, Transaction } from "kysely";
import type { z } from "zod";

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

type Sealed = { readonly sealed: string; readonly place: string };

export function opens(vault: Vault, { sealed, place }: Sealed): boolean {
  try {
    vault.open(sealed, place);
    return true;
  } catch {
    return false;
  }
}

/** What lies sealed as JSON; `null` where it does not open or is not what it should be. */
export function readSealed<Value>(vault: Vault, { sealed, place }: Sealed, schema: z.ZodType<Value>): Value | null {
  try {
    return schema.parse(JSON.parse(vault.open(sealed, place)));
  } catch {
    return null;
  }
}
