// A store on a database that a test file gives, and the things that are put into it.

import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { onTestFinished } from "vitest";

import { createVault, type KeyRing } from "../adapters/aes-vault.ts";
import { type OpenedStore, openStore } from "../adapters/store/open-store.ts";
import type { Address, Case } from "../src/cases/case.ts";
import type { CaseStore, CaseTx, Errand, TokenRow } from "../src/cases/store.ts";
import type { Vault } from "../src/cases/vault.ts";
import { someKeys } from "./case-fakes.ts";

export type StoreBench = {
  readonly opened: OpenedStore;
  readonly store: CaseStore;
  readonly transact: CaseStore["transact"];
  readonly vault: Vault;
  readonly url: string;
  /** The keys in use; a test may put others here. */
  readonly keys: { ring: KeyRing };
  /** Every row of every table as it lies there. */
  dump(): Promise<string>;
  /** One statement, past the store. */
  run(statement: string): Promise<void>;
};

export type OpenStoreBench = () => Promise<StoreBench>;

/** Closed when the test is over. */
export async function openStoreBench(url: string, ring = someKeys()): Promise<StoreBench> {
  const keys = { ring };
  const vault = createVault(() => keys.ring);
  const opened = await openStore(url, vault);
  onTestFinished(() => opened.store.close().catch(() => undefined));
  const { store, database } = opened;
  const run = async (statement: string): Promise<void> => {
    await sql.raw(statement).execute(database.db);
  };
  return { ...{ opened, store, vault, url, keys, run }, transact: store.transact, dump: () => dump(opened) };
}

const OF_CASES = "settings cases entries askers receipts attempts tokens outbox audit events";
const TABLES = `${OF_CASES} candidates gaps advice edition_use`.split(" ");

async function dump({ database }: OpenedStore): Promise<string> {
  const all: unknown[] = [];
  for (const table of TABLES) {
    const { rows } = await sql`select * from ${sql.table(table)}`.execute(database.db);
    all.push([table, rows.map((row) => JSON.stringify(row)).sort()]);
  }
  return JSON.stringify(all);
}

export const DAY = "2026-09-07";
export const LATER = "2026-09-08";
export const NOW = Date.parse("2026-09-07T05:00:00Z");

export const ADDRESS: Address = { channel: "telegram", id: "770012345" };
export const OTHER_ADDRESS: Address = { channel: "slack", id: "U0EXAMPLE" };

export function someId(): string {
  return randomBytes(16).toString("base64url");
}

export function someCase(overrides: Partial<Case> = {}): Case {
  const id = someId();
  return {
    ...{ id, codename: `Saiga-${id}`, body: "gardens", state: "opened", severity: "serious", category: null },
    ...{ language: "kk", channel: "telegram", origin: "auto", openedOn: DAY, acknowledgeBy: null, feedbackBy: null },
    ...{ closedOn: null, handlers: ["gardener"], excluded: [], holder: null, destination: null, outcome: null },
    ...{ checkIns: false, version: 1 },
    ...overrides,
  };
}

/** Puts a case in, and gives its id. */
export async function insertCase({ transact }: StoreBench, overrides: Partial<Case> = {}): Promise<string> {
  const opened = someCase(overrides);
  await transact((tx) => tx.cases.insert(opened));
  return opened.id;
}

/** Puts a case in that belongs to the asker. */
export async function insertLinked(bench: StoreBench, address = ADDRESS, expiresOn = "2027-03-06"): Promise<string> {
  const id = await insertCase(bench);
  await bench.transact((tx) => tx.askers.link(id, { address, language: "ru", expiresOn }));
  return id;
}

export function someErrand(caseId: string, overrides: Partial<Errand> = {}): Omit<Errand, "attempts"> {
  const id = overrides.id ?? someId();
  return {
    ...{ id, key: id, kind: "tell", caseId, to: "gardener", seq: 1, dueAt: NOW, postedAt: NOW },
    ...overrides,
  };
}

export const HOUR = 3_600_000;
export const PARTY = "asker:telegram:770012345";
export const PERSON = "person:gardener";

export function someToken(overrides: Partial<TokenRow> = {}): TokenRow {
  return {
    ...{ party: PARTY, action: "status", caseId: null, bundle: null, payload: "null", expiresAt: NOW + HOUR },
    ...overrides,
  };
}

export async function put(tx: CaseTx, overrides: Partial<TokenRow> = {}): Promise<string> {
  const token = someId();
  await tx.tokens.put(token, someToken(overrides));
  return token;
}

/** The same work many times at once; what each came to. */
export function atOnce<T>(times: number, work: (at: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: times }, (_, at) => work(at)));
}
