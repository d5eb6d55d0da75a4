// Every sealed column of the store, page by page.

import { type Kysely, sql } from "kysely";

import { advicePlace } from "./advice-rows.ts";
import { askerPlace } from "./asker-rows.ts";
import { candidatePlace } from "./candidate-rows.ts";
import { entryPlace } from "./case-rows.ts";
import { boardPlace, chatPlace } from "./chat-rows.ts";
import { inboxPlace } from "./inbox-rows.ts";
import { outgoingPlace } from "./outgoing-rows.ts";
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
export type After = Pick<SealedRow, "key" | "seq">;

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

type Keyed = {
  readonly table: "inbox" | "outgoing" | "chats" | "boards" | "candidates" | "advice";
  readonly key: "hash" | "id";
  readonly what: string;
  readonly placeOf: (key: string) => string;
};

/** What is found by one key and belongs to no case by itself. */
function keyed({ table, key, what, placeOf }: Keyed): SealedColumn {
  const [from, by] = [sql.table(table), sql.ref(key)];
  // What is done in the inbox was erased, and is empty.
  const waiting = table === "inbox" ? sql`and sealed <> ''` : sql``;
  return {
    page: async (db, after, limit) => {
      const { rows } = await sql<{ readonly key: string; readonly sealed: string }>`
        select ${by} as key, sealed from ${from} where ${by} > ${after.key} ${waiting}
        order by ${by} limit ${limit}`.execute(db);
      return rows.map((row) => ({ ...row, what, caseId: null, place: placeOf(row.key), seq: 0 }));
    },
    replace: async (db, row, sealed) => {
      const { numAffectedRows } = await sql`
        update ${from} set sealed = ${sealed} where ${by} = ${row.key} and sealed = ${row.sealed}`.execute(db);
      return numAffectedRows === 1n;
    },
  };
}

export const SEALED_COLUMNS: readonly SealedColumn[] = [
  ...[entries, askers, tokens, settings],
  keyed({ table: "outgoing", key: "id", what: "a message to be sent", placeOf: outgoingPlace }),
  keyed({ table: "inbox", key: "hash", what: "a message that came in", placeOf: inboxPlace }),
  keyed({ table: "chats", key: "hash", what: "what is remembered of a chat", placeOf: chatPlace }),
  keyed({ table: "boards", key: "hash", what: "where a case stands in a chat", placeOf: boardPlace }),
  keyed({ table: "candidates", key: "id", what: "what was offered to the evals", placeOf: candidatePlace }),
  keyed({ table: "advice", key: "id", what: "what an answer rested on", placeOf: advicePlace }),
];
