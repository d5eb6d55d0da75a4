// Posting errands in the transaction that causes them.

import { type CaseDeps, newId } from "./deps.ts";
import type { CaseTx, Errand } from "./store.ts";

/** The same errand, by case, kind, recipient and number, is posted once. */
export async function postErrand(
  tx: CaseTx,
  deps: Pick<CaseDeps, "dice" | "now">,
  errand: Pick<Errand, "kind" | "caseId" | "to" | "seq" | "dueAt">,
): Promise<void> {
  const { kind, caseId, to, seq } = errand;
  await tx.outbox.post({ ...errand, id: newId(deps), key: `${caseId}:${kind}:${to}:${seq}`, postedAt: deps.now() });
}
