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

/** The cards of the case in chats are out of date; nothing to do where it stands in none. */
export async function postRefresh(tx: CaseTx, deps: Pick<CaseDeps, "dice" | "now">, caseId: string): Promise<void> {
  if (!(await tx.boards.has(caseId))) return;
  const id = newId(deps);
  const errand = { id, kind: "refresh" as const, caseId, to: "adep", seq: 0, dueAt: deps.now(), postedAt: deps.now() };
  await tx.outbox.post({ ...errand, key: `${caseId}:refresh:${id}` });
}
