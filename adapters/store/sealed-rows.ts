// What lies sealed in the store, row by row: what is checked, and what is sealed anew when the key changes.

import type { Kysely } from "kysely";

import type { Vault } from "../../src/cases/vault.ts";
import { opens } from "./rows.ts";
import { type After, SEALED_COLUMNS, type SealedRow } from "./sealed-columns.ts";
import type { Tables } from "./tables.ts";

type Database = Kysely<Tables>;

export const START: After = { key: "", seq: 0 };

const PAGE = 100;

/** Every sealed row once; one that is written behind the place already reached is not seen. */
export async function* sealedRows(db: Database): AsyncGenerator<SealedRow> {
  for (const column of SEALED_COLUMNS) {
    for (let after: After | undefined = START; after; ) {
      const page: SealedRow[] = await column.page(db, after, PAGE);
      yield* page;
      after = page.at(-1);
    }
  }
}

/** The rows that do not open. */
export async function findDamaged(db: Database, vault: Vault): Promise<SealedRow[]> {
  const damaged: SealedRow[] = [];
  for await (const row of sealedRows(db)) if (!opens(vault, row)) damaged.push(row);
  return damaged;
}

/** What people call these cases, by id. */
export async function codenamesOf(db: Database, rows: readonly SealedRow[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.flatMap(({ caseId }) => caseId ?? []))];
  const found = await Promise.all(
    ids.map((id) => db.selectFrom("cases").select(["id", "codename"]).where("id", "=", id).executeTakeFirst()),
  );
  return new Map(found.flatMap((row) => (row ? [[row.id, row.codename]] : [])));
}
