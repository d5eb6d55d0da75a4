// The case store over a database: one transaction, the rows of every kind within it.

import type { CaseStore, CaseTx } from "../../src/cases/store.ts";
import type { Hasher, Vault } from "../../src/cases/vault.ts";
import { createAdviceRows } from "./advice-rows.ts";
import { createAskerRows } from "./asker-rows.ts";
import { createAuditRows, createEventRows, startAudit } from "./audit-rows.ts";
import { createCandidateRows } from "./candidate-rows.ts";
import { createCaseRows } from "./case-rows.ts";
import { createBoardRows, createChatRows } from "./chat-rows.ts";
import { type Database, openDatabase } from "./database.ts";
import { createEditionUseRows } from "./edition-use-rows.ts";
import { createFeedbackRows } from "./feedback-rows.ts";
import { createGapRows } from "./gap-rows.ts";
import { createInboxRows } from "./inbox-rows.ts";
import { createLeaseRows } from "./lease-rows.ts";
import { createOutboxRows } from "./outbox-rows.ts";
import { createOutgoingRows } from "./outgoing-rows.ts";
import type { RowDeps } from "./rows.ts";
import { openSecrets, type Secrets } from "./secrets.ts";
import { createTokenRows } from "./token-rows.ts";

export type OpenedStore = {
  readonly store: CaseStore;
  readonly database: Database;
  readonly secrets: Secrets;
};

export async function openStore(
  url: string,
  vault: Vault,
  wrap?: Parameters<typeof openDatabase>[1],
): Promise<OpenedStore> {
  const database = await openDatabase(url, wrap);
  try {
    const secrets = await openSecrets(database.db, vault);
    await startAudit(database.db, vault);
    return { store: createStore(database, vault, secrets.hasher), database, secrets };
  } catch (fault) {
    await database.close();
    throw fault;
  }
}

function createStore(database: Database, vault: Vault, hasher: Hasher): CaseStore {
  const { db, kind } = database;
  return {
    transact: (work) =>
      retryDeadlocks(() => db.transaction().execute((tx) => work(createTx({ tx, kind, vault, hasher })))),
    compact: () => database.compact(),
    close: () => database.close(),
  };
}

/** PostgreSQL ends one of two transactions that wait for each other; nothing of it has happened, so it is done again. */
const DEADLOCKS: readonly unknown[] = ["40P01", "40001"];
const TRIES = 5;

async function retryDeadlocks<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (fault) {
      const code = typeof fault === "object" && fault !== null && "code" in fault ? fault.code : null;
      if (!DEADLOCKS.includes(code) || attempt === TRIES) throw fault;
    }
  }
}

function createTx(deps: RowDeps): CaseTx {
  return {
    cases: createCaseRows(deps),
    askers: createAskerRows(deps),
    tokens: createTokenRows(deps),
    outbox: createOutboxRows(deps),
    audit: createAuditRows(deps),
    events: createEventRows(deps),
    inbox: createInboxRows(deps),
    outgoing: createOutgoingRows(deps),
    chats: createChatRows(deps),
    boards: createBoardRows(deps),
    leases: createLeaseRows(deps),
    feedback: createFeedbackRows(deps),
    candidates: createCandidateRows(deps),
    gaps: createGapRows(deps),
    advice: createAdviceRows(deps),
    editionUse: createEditionUseRows(deps),
  };
}
