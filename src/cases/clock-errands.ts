// The errands of the clock: reminders, the deputy, the check-in after the closing.

import type { Case } from "./case.ts";
import type { CourierDeps } from "./courier.ts";
import { addDays, morningOf, setDeadlines } from "./deadlines.ts";
import { deliverToPerson, type Headline, type Performed } from "./deliver.ts";
import { todayOf } from "./deps.ts";
import { postErrand } from "./errands.ts";
import { isInWork, isWaiting } from "./life.ts";
import { FEEDBACK } from "./open-case.ts";
import { nextDeputy } from "./routing.ts";
import { takeStep } from "./steps.ts";
import type { Errand } from "./store.ts";
import { addWorkingDays } from "./working-days.ts";

/** The question becomes a line of the case, which is relayed like any other: every surface shows it with its answers. */
export async function checkIn(deps: CourierDeps, errand: Errand): Promise<Performed> {
  await deps.store.transact(async (tx) => {
    await tx.outbox.finish(errand.id);
    const found = await tx.cases.find(errand.caseId);
    if (!found?.checkIns) return;
    await takeStep(tx, deps, found, {
      action: "check-in",
      role: "adep",
      actor: "adep",
      line: { kind: "check-in-due", text: "" },
    });
  });
  deps.onPosted();
  return "settled";
}

/** The errand of the clock becomes one errand for each person who is to be reminded. */
export async function remind(deps: CourierDeps, errand: Errand, states: readonly Case["state"][]): Promise<Performed> {
  const { kind, caseId, seq, to } = errand;
  if (to !== "adep") {
    const headline: Headline = kind === "remind-feedback" ? "desk.news.remindFeedback" : "desk.news.remindAcknowledge";
    const delivery = await deliverToPerson(deps, errand, (found) => (states.includes(found.state) ? headline : null));
    return delivery === "delivered" ? "done" : delivery;
  }
  await deps.store.transact(async (tx) => {
    await tx.outbox.finish(errand.id);
    const found = await tx.cases.find(caseId);
    if (!found || !states.includes(found.state) || !isNear(deps, found)) return;
    for (const person of found.holder === null ? found.handlers : [found.holder]) {
      await postErrand(tx, deps, { kind, caseId, to: person, seq, dueAt: deps.now() });
    }
  });
  deps.onPosted();
  return "settled";
}

/** An errand of an earlier clock is not due for the one that runs now. */
function isNear(deps: CourierDeps, { state, acknowledgeBy, feedbackBy }: Case): boolean {
  const due = isWaiting(state) ? acknowledgeBy : feedbackBy;
  return due !== null && (addWorkingDays(deps.calendar, todayOf(deps), 1) ?? due) >= due;
}

/** Past the day that counts in this state; an errand with a number below zero follows from failed deliveries, not from the clock. */
function isOverdue(deps: CourierDeps, { state, acknowledgeBy, feedbackBy }: Case, { to, seq }: Errand): boolean {
  if (to === FEEDBACK) return isInWork(state) && feedbackBy !== null && todayOf(deps) > feedbackBy;
  if (!isWaiting(state)) return false;
  return seq < 0 || (acknowledgeBy !== null && todayOf(deps) > acknowledgeBy);
}

/** Nobody took the case in time, nobody gave feedback in time, or nobody could be told of it: the next deputy is told, too. */
export async function handOver(deps: CourierDeps, errand: Errand): Promise<Performed> {
  await deps.store.transact(async (tx) => {
    await tx.outbox.finish(errand.id);
    const found = await tx.cases.find(errand.caseId);
    if (!found || !isOverdue(deps, found, errand)) return;
    const deputy = nextDeputy(deps.bodies(), found);
    if (deputy === null) return deps.log("a case was not taken in time and there is no deputy left");
    const { acknowledgeBy } = setDeadlines(deps.calendar, todayOf(deps), deps.terms);
    const change = { handlers: [...found.handlers, deputy], acknowledgeBy };
    const line = { kind: "handed-over" as const, text: "" };
    const after = await takeStep(tx, deps, found, {
      action: "hand-over",
      role: "adep",
      actor: "adep",
      line,
      change,
      detail: deputy,
    });
    if (after && acknowledgeBy !== null && errand.to !== FEEDBACK) {
      const dueAt = morningOf(addDays(acknowledgeBy, 1));
      await postErrand(tx, deps, { kind: "hand-over", caseId: found.id, to: "adep", seq: after.version, dueAt });
    }
    if (after)
      await postErrand(tx, deps, { kind: "tell", caseId: found.id, to: deputy, seq: after.version, dueAt: deps.now() });
  });
  deps.onPosted();
  return "settled";
}
