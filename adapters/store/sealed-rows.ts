// Every sealed column of the store, page by page: what is checked and what is sealed anew when the key changes.

import type { Kysely } from "kysely";

import type { Vault } from "../../src/cases/vault.ts";
import { askerPlace } from "./asker-rows.ts";
import { entryPlace } from "./case-rows.ts";
import { settingPlace } from "./secrets.ts";
import type { Tables } from "./tables.ts";
import { tokenPlace } from "./token-rows.ts";

export type SealedRow = {
  /** What the row is, for people. */
  readonly what: string;
  /** `null` where it belongs to no case. */
  readonly caseId: string | null;
  readonly place: string;
  readonly sealed: string;
  readonly key: string;
  /** 0 where the key is the whole of it. */
  readonly seq: number;
};

type Database = Kysely<Tables>;
type After = Pick<SealedRow, "key" | "seq">;

export type SealedColumn = {
  /** Rows after this one in the order of their keys. */
  page(db: Database, after: After, limit: number): Promise<SealedRow[]>;
  /** False where the row was changed or deleted meanwhile; then nothing was written. */
  replace(db: Database, row: SealedRow, sealed: string): Promise<boolean>;
};

const entries: SealedColumn = {
  page: async (db, after, limit) => {
    const rows = await db
      .selectFrom("entries")
      .select(["case_id", "seq", "sealed"])
      .where(({ eb, or, and }) =>
        or([eb("case_id", ">", after.key), and([eb("case_id", "=", after.key), eb("seq", ">", after.seq)])]),
      )
      .orderBy("case_id")
      .orderBy("seq")
      .limit(limit)
      .execute();
    return rows.map(({ case_id: key, seq, sealed }) => {
      return { what: `the text of line ${seq}`, caseId: key, place: entryPlace(key, seq), sealed, key, seq };
    });
  },
  replace: async (db, row, sealed) => {
    const { numUpdatedRows } = await db
      .updateTable("entries")
      .set({ sealed })
      .where("case_id", "=", row.key)
      .where("seq", "=", row.seq)
      .where("sealed", "=", row.sealed)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  },
};

const askers: SealedColumn = {
  page: async (db, after, limit) => {
    const query = db.selectFrom("askers").select(["case_id", "sealed"]).where("case_id", ">", after.key);
    const rows = await query.orderBy("case_id").limit(limit).execute();
    return rows.map(({ case_id: key, sealed }) => {
      return { what: "the address of the asker", caseId: key, place: askerPlace(key), sealed, key, seq: 0 };
    });
  },
  replace: async (db, row, sealed) => {
    const query = db.updateTable("askers").set({ sealed }).where("case_id", "=", row.key);
    return (await query.where("sealed", "=", row.sealed).executeTakeFirst()).numUpdatedRows === 1n;
  },
};

const tokens: SealedColumn = {
  page: async (db, after, limit) => {
    const query = db.selectFrom("tokens").select(["hash", "case_id", "sealed"]).where("hash", ">", after.key);
    const rows = await query.orderBy("hash").limit(limit).execute();
    return rows.map(({ hash: key, case_id: caseId, sealed }) => {
      return { what: "what a button carries on", caseId, place: tokenPlace(key), sealed, key, seq: 0 };
    });
  },
  replace: async (db, row, sealed) => {
    const query = db.updateTable("tokens").set({ sealed }).where("hash", "=", row.key);
    return (await query.where("sealed", "=", row.sealed).executeTakeFirst()).numUpdatedRows === 1n;
  },
};

const settings: SealedColumn = {
  page: async (db, after, limit) => {
    const query = db.selectFrom("settings").select(["name", "sealed"]).where("name", ">", after.key);
    const rows = await query.orderBy("name").limit(limit).execute();
    return rows.map(({ name: key, sealed }) => {
      return { what: `the store's own secret ${key}`, caseId: null, place: settingPlace(key), sealed, key, seq: 0 };
    });
  },
  replace: async (db, row, sealed) => {
    const query = db.updateTable("settings").set({ sealed }).where("name", "=", row.key);
    return (await query.where("sealed", "=", row.sealed).executeTakeFirst()).numUpdatedRows === 1n;
  },
};

export const SEALED_COLUMNS: readonly SealedColumn[] = [entries, askers, tokens, settings];

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

export function opens(vault: Vault, { sealed, place }: Pick<SealedRow, "sealed" | "place">): boolean {
  try {
    vault.open(sealed, place);
    return true;
  } catch {
    return false;
  }
}

/** What people call these cases, by id. */
export async function codenamesOf(db: Database, rows: readonly SealedRow[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.flatMap(({ caseId }) => caseId ?? []))];
  const found = await Promise.all(
    ids.map((id) => db.selectFrom("cases").select(["id", "codename"]).where("id", "=", id).executeTakeFirst()),
  );
  return new Map(found.flatMap((row) => (row ? [[row.id, row.codename]] : [])));
}
