// Asking, some time after the closing, whether anything has changed for the worse: only those who agreed.

import type { Case } from "./case.ts";
import { addDays, morningOf } from "./deadlines.ts";
import type { CaseDeps } from "./deps.ts";
import { postErrand } from "./errands.ts";
import type { CaseTx } from "./store.ts";

export const CHECK_IN_DAYS = [30, 90, 180] as const;
/** The last check-in must still reach its asker, and the answer come back. */
const MARGIN_DAYS = 30;

/** The address is kept until the last check-in is over. */
export async function postCheckIns(tx: CaseTx, deps: CaseDeps, closed: Case): Promise<void> {
  const { id, closedOn, checkIns, version } = closed;
  if (!checkIns || closedOn === null) return;
  const link = await tx.askers.find(id);
  if (!link) return;
  const until = addDays(closedOn, Math.max(...CHECK_IN_DAYS) + MARGIN_DAYS);
  await tx.askers.link(id, { ...link, expiresOn: until > link.expiresOn ? until : link.expiresOn });
  for (const days of CHECK_IN_DAYS) {
    const dueAt = morningOf(addDays(closedOn, days));
    if (dueAt > deps.now())
      await postErrand(tx, deps, { kind: "check-in", caseId: id, to: "asker", seq: 1000 * version + days, dueAt });
  }
}
