// The schema, step by step. A step that has been released is never changed; a new one is added below it.

import { type Kysely, type Migration, sql } from "kysely";

export type DatabaseKind = "sqlite" | "postgres";

export function migrationsFor(kind: DatabaseKind): Readonly<Record<string, Migration>> {
  return {
    "0001-cases": { up: (database) => createTables(database, kind) },
    "0002-chats": { up: (database) => createChats(database, kind) },
    "0003-evals-and-editions": { up: (database) => createEvalsAndEditions(database) },
  };
}

async function createTables(database: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  const { schema } = database;
  await schema
    .createTable("settings")
    .addColumn("name", "text", (column) => column.primaryKey())
    .addColumn("sealed", "text", (column) => column.notNull())
    .execute();
  await createCases(database, kind);
  await createPeople(database);
  await createWork(database);
}

const NUMBER = {
  sqlite: sql`number integer primary key autoincrement`,
  postgres: sql`number bigint generated always as identity primary key`,
} as const;

async function createCases(database: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await sql`create table cases (
    ${NUMBER[kind]},
    id text not null unique, codename text not null unique, body text not null, state text not null,
    severity text not null, category text, language text not null, channel text not null, origin text not null,
    opened_on text not null, acknowledge_by text, feedback_by text, closed_on text,
    handlers text not null, excluded text not null, holder text, destination text, outcome text,
    check_ins integer not null, version integer not null, lines integer not null default 0
  )`.execute(database);
  await sql`create index cases_by_state on cases (state)`.execute(database);
  await sql`create table entries (
    case_id text not null references cases (id) on delete cascade, seq integer not null,
    kind text not null, writer text not null, day text not null, sealed text not null, primary key (case_id, seq)
  )`.execute(database);
}

async function createPeople(database: Kysely<unknown>): Promise<void> {
  await sql`create table askers (
    case_id text primary key references cases (id) on delete cascade,
    address_hash text not null, sealed text not null, language text not null, expires_on text not null
  )`.execute(database);
  await sql`create index askers_by_address on askers (address_hash)`.execute(database);
  await sql`create table receipts (
    case_id text primary key references cases (id) on delete cascade, hash text not null unique
  )`.execute(database);
  await sql`create table attempts (hash text primary key, day text not null, count integer not null)`.execute(database);
  await sql`create table tokens (
    hash text primary key, party_hash text not null, side text not null, action text not null,
    case_id text references cases (id) on delete cascade, bundle text, sealed text not null,
    expires_at bigint not null, used_at bigint
  )`.execute(database);
  await sql`create index tokens_by_case on tokens (case_id)`.execute(database);
  await sql`create index tokens_by_bundle on tokens (bundle)`.execute(database);
}

async function createWork(database: Kysely<unknown>): Promise<void> {
  await sql`create table outbox (
    id text primary key, key text not null unique, kind text not null,
    case_id text not null references cases (id) on delete cascade, recipient text not null, seq integer not null,
    state text not null, due_at bigint not null, attempts integer not null, leased_until bigint not null,
    posted_at bigint not null
  )`.execute(database);
  await sql`create index outbox_by_due on outbox (state, due_at)`.execute(database);
  await sql`create table audit (
    seq integer primary key, day text not null, case_id text not null, actor text not null,
    action text not null, detail text not null, previous text not null, hash text not null
  )`.execute(database);
  await sql`create table events (hash text primary key, day text not null, case_id text)`.execute(database);
}

async function createChats(database: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await sql`create table inbox (
    ${NUMBER[kind]}, hash text not null unique, channel text not null, lane text not null, sealed text not null,
    state text not null, due_at bigint not null, attempts integer not null, leased_until bigint not null,
    received_at bigint not null
  )`.execute(database);
  await sql`create table outgoing (
    ${NUMBER[kind]}, id text not null unique, channel text not null, lane text not null, sealed text not null,
    state text not null, due_at bigint not null, attempts integer not null, uncertain integer not null,
    leased_until bigint not null, posted_at bigint not null
  )`.execute(database);
  for (const table of ["inbox", "outgoing"]) {
    const [byOrder, byLane] = [sql.ref(`${table}_by_order`), sql.ref(`${table}_by_lane`)];
    await sql`create index ${byOrder} on ${sql.table(table)} (channel, state, number)`.execute(database);
    await sql`create index ${byLane} on ${sql.table(table)} (channel, state, lane, number)`.execute(database);
  }
  await sql`create table chats (hash text primary key, sealed text not null, used_on text not null)`.execute(database);
  await sql`create table boards (
    hash text primary key, case_id text not null references cases (id) on delete cascade, sealed text not null
  )`.execute(database);
  await sql`create index boards_by_case on boards (case_id)`.execute(database);
  await sql`create table leases (name text primary key, holder text not null, until bigint not null)`.execute(database);
  await sql`create table feedback (
    day text not null, language text not null, verdict text not null, reason text not null, provision text not null,
    count integer not null, primary key (day, language, verdict, reason, provision)
  )`.execute(database);
}

async function createEvalsAndEditions(database: Kysely<unknown>): Promise<void> {
  await sql`create table candidates (id text primary key, month text not null, sealed text not null)`.execute(database);
  await sql`create table gaps (
    month text not null, language text not null, outcome text not null, kind text not null, name text not null,
    count integer not null, primary key (month, language, outcome, kind, name)
  )`.execute(database);
  await sql`create table advice (
    id text primary key, hash text not null, day text not null, sealed text not null
  )`.execute(database);
  await sql`create index advice_by_hash on advice (hash)`.execute(database);
  await sql`create table edition_use (
    document text not null, language text not null, edition text not null, primary key (document, language)
  )`.execute(database);
}
