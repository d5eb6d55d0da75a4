// A new data key for everything that lies sealed, while the service runs: nothing is unreadable at any moment, and an old
// key goes only when nothing is sealed under it and nobody can still be about to seal or open something with it.

import type { Kysely } from "kysely";

import type { Vault } from "../../src/cases/vault.ts";
import type { Day } from "../../src/day.ts";
import type { KeyStore } from "../key-file.ts";
import { createAuditRows } from "./audit-rows.ts";
import type { OpenedStore } from "./open-store.ts";
import { outlastTransactions } from "./outlast.ts";
import { opens } from "./rows.ts";
import { SEALED_COLUMNS, type SealedColumn, type SealedRow } from "./sealed-columns.ts";
import { START, sealedRows } from "./sealed-rows.ts";
import type { Tables } from "./tables.ts";

export type RotateDeps = {
  readonly opened: Pick<OpenedStore, "database" | "secrets">;
  /** Over the same keys. */
  readonly vault: Vault;
  readonly keys: KeyStore;
  readonly today: Day;
  readonly sleep: (ms: number) => Promise<void>;
  /** Brings to disk that there is a new key, before anything is sealed under it. */
  readonly onKeyAdded: () => void;
};

export type Rotated = {
  readonly resealed: number;
  /** With any of these the old keys were kept. */
  readonly damaged: readonly SealedRow[];
  /** An earlier change of key was begun and not finished. */
  readonly isResumed: boolean;
};

/** Time for a reader who has an old sealed text in hand, outside a transaction, to open it. */
const PAUSE_MS = 1_000;
const ROUNDS = 20;

/** May be killed at any moment and run again. Throws where somebody goes on sealing under an old key; the old keys then stay. */
export async function rotateKeys(deps: RotateDeps): Promise<Rotated> {
  const { opened, sleep } = deps;
  const isResumed = await begin(deps);
  let resealed = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    await outlastTransactions(opened.database, sleep);
    const pass = await reseal(deps);
    resealed += pass.resealed;
    if (pass.damaged.length > 0) return { resealed, damaged: pass.damaged, isResumed };
    await outlastTransactions(opened.database, sleep);
    await sleep(PAUSE_MS);
    if (await finish(deps)) return { resealed, damaged: [], isResumed };
  }
  throw new Error(
    "something goes on sealing under an old key; the old keys were kept: restart the service, run it again",
  );
}

/** Under the lock of the audit log, so that of two rotations at once the second resumes the first's. */
async function begin({ opened, vault, keys, today, onKeyAdded }: RotateDeps): Promise<boolean> {
  const { database, secrets } = opened;
  const { file } = keys;
  if (!file) {
    if (keys.ring().keys.size > 1) return false;
    throw new Error(
      "DATA_KEY holds one key only: make another (openssl rand -base64 32), set DATA_KEY=new,old, restart the service, run this again",
    );
  }
  return database.db.transaction().execute(async (tx) => {
    const audit = createAuditRows({ tx, kind: database.kind, vault, hasher: secrets.hasher });
    await audit.head();
    const isResumed = keys.ring().keys.size > 1;
    if (!isResumed) file.add();
    onKeyAdded();
    if (!isResumed)
      await audit.append({ day: today, caseId: "-", actor: "owner", action: "rotate-key", detail: "added" });
    return isResumed;
  });
}

/** False where something is sealed under an old key after all. Otherwise old keys are retired within the same transaction. */
function finish({ opened, vault, keys, today }: RotateDeps): Promise<boolean> {
  const { database, secrets } = opened;
  return database.db.transaction().execute(async (tx) => {
    const audit = createAuditRows({ tx, kind: database.kind, vault, hasher: secrets.hasher });
    await audit.head();
    for await (const { sealed } of sealedRows(tx)) if (!vault.isCurrent(sealed)) return false;
    await audit.append({ day: today, caseId: "-", actor: "owner", action: "rotate-key", detail: "finished" });
    keys.file?.retire();
    return true;
  });
}

type Pass = { readonly resealed: number; readonly damaged: readonly SealedRow[] };

async function reseal(deps: RotateDeps): Promise<Pass> {
  const damaged: SealedRow[] = [];
  let resealed = 0;
  for (const column of SEALED_COLUMNS) {
    for (let after: Pick<SealedRow, "key" | "seq"> | undefined = START; after; ) {
      const page: ResealedPage = await resealPage(deps, column, after);
      resealed += page.resealed;
      damaged.push(...page.damaged);
      after = page.last;
    }
  }
  return { resealed, damaged };
}

const AT_ONCE = 50;
/** Between two pages, so that a service that waits for SQLite's one lock gets it. */
const BREATH_MS = 20;
type ResealedPage = Pass & { readonly last: SealedRow | undefined };

async function resealPage(
  { opened: { database }, vault, sleep }: RotateDeps,
  column: SealedColumn,
  after: Pick<SealedRow, "key" | "seq">,
): Promise<ResealedPage> {
  const page = await column.page(database.db, after, AT_ONCE);
  const old = page.filter(({ sealed }) => !vault.isCurrent(sealed));
  const whole = old.filter((row) => opens(vault, row));
  const damaged = old.filter((row) => !whole.includes(row));
  const last = page.at(-1);
  if (whole.length === 0) return { resealed: 0, damaged, last };
  const work = async (db: Kysely<Tables>): Promise<number> => {
    let resealed = 0;
    for (const row of whole) {
      const sealed = vault.seal(vault.open(row.sealed, row.place), row.place);
      if (await column.replace(db, row, sealed)) resealed += 1;
    }
    return resealed;
  };
  // One short transaction on SQLite, which has one writer. On PostgreSQL row by row: who holds one lock blocks nobody in a ring.
  const resealed = await (database.kind === "sqlite" ? database.db.transaction().execute(work) : work(database.db));
  await sleep(BREATH_MS);
  return { resealed, damaged, last };
}
