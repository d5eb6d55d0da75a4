// All that a store holds about one case, in clear, for judging it from outside.

import type { Case, Entry } from "../../src/cases/case.ts";
import type { AskerLink } from "../../src/cases/store.ts";
import type { PlainBench } from "./plain-bench.ts";

export type Look = {
  readonly found: Case | null;
  readonly entries: readonly Entry[];
  readonly link: AskerLink | null;
  /** What the audit log says was done with it. */
  readonly audited: readonly string[];
  /** `kind recipient number` */
  readonly errands: readonly string[];
  readonly hasReceipt: boolean;
};

export async function lookAt({ opened }: PlainBench, id: string): Promise<Look> {
  const { db } = opened.database;
  const kept = await opened.store.transact(async (tx) => ({
    found: await tx.cases.find(id),
    entries: await tx.cases.entries(id),
    link: await tx.askers.find(id),
  }));
  const audit = await db.selectFrom("audit").select("action").where("case_id", "=", id).execute();
  const errands = await db.selectFrom("outbox").selectAll().where("case_id", "=", id).execute();
  const receipts = await db.selectFrom("receipts").selectAll().where("case_id", "=", id).execute();
  return {
    ...{ ...kept, audited: audit.map(({ action }) => action), hasReceipt: receipts.length === 1 },
    errands: errands.map(({ kind, recipient, seq }) => `${kind} ${recipient} ${seq}`),
  };
}
