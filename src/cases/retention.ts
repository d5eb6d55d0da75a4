// How long each kind of data is kept, and the daily sweep that deletes it.

import type { Day } from "../day.ts";
import type { Case } from "./case.ts";
import { addDays } from "./deadlines.ts";
import { type CaseDeps, todayOf } from "./deps.ts";
import type { CaseTx } from "./store.ts";

/** Days an asker's address is kept after the opening; check-ins prolong it. */
export const ADDRESS_DAYS = 180;
/** Days after the closing, or the withdrawal, until the whole case is erased. */
export const CASE_DAYS = 365;
export const WITHDRAWN_DAYS = 30;
/** Days within which a platform event is recognised when it comes again. */
const EVENT_DAYS = 30;
const ATTEMPT_DAYS = 2;
const DAY_MS = 86_400_000;
const ERRAND_MS = 30 * DAY_MS;
/** Days after its arrival until it is forgotten that a message came, or what was given up is erased. */
const INBOX_DAYS = 7;
/** Days after its posting until a message that could not be sent is erased. */
const OUTGOING_DAYS = 7;
/** Days after its last use until what is remembered of a chat is erased. */
const CHAT_DAYS = 180;
/** Days for which counts of what people thought of answers are kept. */
const FEEDBACK_DAYS = 365;
/** Days after the first of their month until what was offered to the evals, and counts of what had no answer, are erased. */
export const CANDIDATE_DAYS = 180;
const GAP_DAYS = 365;
/** Days after an answer for which it is kept what it rests on and whom to tell when that changes. */
export const ADVICE_DAYS = 180;

export const RETENTION = {
  ...{ ADDRESS_DAYS, CASE_DAYS, WITHDRAWN_DAYS, EVENT_DAYS, ATTEMPT_DAYS },
  ...{ INBOX_DAYS, OUTGOING_DAYS, CHAT_DAYS, FEEDBACK_DAYS },
  ...{ CANDIDATE_DAYS, GAP_DAYS, ADVICE_DAYS },
} as const;

export type Swept = { readonly cases: number; readonly addresses: number; readonly tokens: number };

/** Erases what has been kept long enough, case by case, so that nobody waits for it. */
export async function sweep(deps: CaseDeps): Promise<Swept> {
  const { store } = deps;
  const today = todayOf(deps);
  const ended = await store.transact((tx) => tx.cases.list({ states: ["closed", "withdrawn"] }));
  const old = ended.filter((one) => isOver(one, today));
  for (const { id } of old) await store.transact((tx) => eraseCase(tx, deps, { caseId: id, by: "adep" }));
  const expired = await store.transact((tx) => tx.askers.expired(today));
  for (const id of expired) {
    await store.transact(async (tx) => {
      await tx.askers.forget(id);
      await tx.audit.append({ day: today, caseId: id, actor: "adep", action: "forget", detail: "expired" });
    });
  }
  await store.transact((tx) => sweepChats(tx, deps));
  await store.transact((tx) => sweepAnswers(tx, today));
  const tokens = await store.transact(async (tx) => {
    await tx.events.deleteBefore(addDays(today, -EVENT_DAYS));
    await tx.askers.deleteAttempts(addDays(today, -ATTEMPT_DAYS));
    await tx.outbox.deleteDone(deps.now() - ERRAND_MS);
    return tx.tokens.deleteExpired(deps.now());
  });
  await store.compact();
  return { cases: old.length, addresses: expired.length, tokens };
}

async function sweepChats(tx: CaseTx, deps: CaseDeps): Promise<void> {
  const today = todayOf(deps);
  await tx.inbox.deleteOver(deps.now() - INBOX_DAYS * DAY_MS);
  await tx.outgoing.deleteOver(deps.now() - OUTGOING_DAYS * DAY_MS);
  await tx.chats.deleteUnusedSince(addDays(today, -CHAT_DAYS));
}

/** What answers leave behind them. */
async function sweepAnswers(tx: CaseTx, today: Day): Promise<void> {
  await tx.feedback.deleteBefore(addDays(today, -FEEDBACK_DAYS));
  await tx.candidates.deleteBefore(addDays(today, -CANDIDATE_DAYS));
  await tx.gaps.deleteBefore(addDays(today, -GAP_DAYS));
  await tx.advice.deleteBefore(addDays(today, -ADVICE_DAYS));
}

function isOver({ state, closedOn }: Case, today: string): boolean {
  if (closedOn === null) return false;
  return addDays(closedOn, state === "withdrawn" ? WITHDRAWN_DAYS : CASE_DAYS) < today;
}

/** The case with everything that belongs to it. Its lines in the audit log hold nothing of it and stay. */
export async function eraseCase(
  tx: CaseTx,
  deps: Pick<CaseDeps, "now">,
  { caseId, by }: { readonly caseId: string; readonly by: "owner" | "adep" },
): Promise<void> {
  await tx.askers.forget(caseId);
  await tx.cases.delete(caseId);
  await tx.audit.append({ day: todayOf(deps), caseId, actor: by, action: "erase", detail: "" });
}
