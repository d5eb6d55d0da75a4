// The opening of a case: the record, the errands and the audit entry, all in one transaction.

import type { Severity } from "../knowledge/schemas.ts";
import type { Language } from "../language.ts";
import type { Address, Case } from "./case.ts";
import { addDays, morningOf, setDeadlines } from "./deadlines.ts";
import { type CaseDeps, newId, todayOf } from "./deps.ts";
import { postErrand } from "./errands.ts";
import { ADDRESS_DAYS } from "./retention.ts";
import { routeCase } from "./routing.ts";
import type { CaseTx } from "./store.ts";
import { addWorkingDays } from "./working-days.ts";

export type Report = {
  /** As it goes to the commissioner: personal data masked. */
  readonly text: string;
  readonly severity: Severity;
  readonly category: string | null;
  readonly language: Language;
  readonly address: Address;
  readonly origin: Case["origin"];
  /** The body the asker chose; without it the first. */
  readonly body: string | undefined;
  readonly isAboutCommissioner: boolean;
};

export async function openCase(tx: CaseTx, deps: CaseDeps, report: Report): Promise<Case> {
  const { severity, category, language, address, origin } = report;
  const today = todayOf(deps);
  const opened: Case = {
    ...{ id: newId(deps), codename: await nameCase(tx, deps), state: "opened", severity, category, language, origin },
    ...routeCase(deps.bodies(), { wanted: report.body, isAboutCommissioner: report.isAboutCommissioner }),
    ...setDeadlines(deps.calendar, today, deps.terms),
    ...{ channel: address.channel, openedOn: today, closedOn: null, holder: null, destination: null, outcome: null },
    ...{ checkIns: false, version: 1 },
  };
  await tx.cases.insert(opened);
  await tx.cases.addEntry(opened.id, { kind: "report", by: "asker", day: today, text: report.text });
  await tx.askers.link(opened.id, { address, language, expiresOn: addDays(today, ADDRESS_DAYS) });
  await tx.audit.append({
    day: today,
    caseId: opened.id,
    actor: origin === "auto" ? "adep" : "asker",
    action: "open",
    detail: severity,
  });
  await postTelling(tx, deps, opened);
  await postClock(tx, deps, opened);
  return opened;
}

const CODENAME_NUMBERS = 9000;
const CODENAME_TRIES = 50;

async function nameCase(tx: CaseTx, { dice, codewords }: CaseDeps): Promise<string> {
  for (let attempt = 0; attempt < CODENAME_TRIES; attempt += 1) {
    const codename = `${codewords[dice.below(codewords.length)]}-${1000 + dice.below(CODENAME_NUMBERS)}`;
    if (!(await tx.cases.findByCodename(codename))) return codename;
  }
  throw new Error("no free codename was found");
}

const MINUTE_MS = 60_000;

/** Everybody who may take the case is told, now or after the configured random delay. */
export async function postTelling(
  tx: CaseTx,
  deps: CaseDeps,
  { id, handlers, severity, version }: Case,
): Promise<void> {
  const { delayMinutes } = deps.escalation;
  const delayMs = severity === "critical" || delayMinutes === 0 ? 0 : deps.dice.below(delayMinutes * MINUTE_MS + 1);
  for (const to of handlers) {
    await postErrand(tx, deps, { kind: "tell", caseId: id, to, seq: version, dueAt: deps.now() + delayMs });
  }
}

/** A case that is opened again waits to be taken, and its clock starts anew. */
export function reopening(deps: CaseDeps): Partial<Case> {
  return { closedOn: null, outcome: null, holder: null, ...setDeadlines(deps.calendar, todayOf(deps), deps.terms) };
}

/** Whoever has it next gets the full time to take it; the day of the feedback stays. */
export function rerouting(deps: CaseDeps): Partial<Case> {
  return { holder: null, acknowledgeBy: setDeadlines(deps.calendar, todayOf(deps), deps.terms).acknowledgeBy };
}

/** After a change of hands, or of heart: everybody who may take the case hears of it, and the clock runs. */
export async function tellAnew(tx: CaseTx, deps: CaseDeps, changed: Case): Promise<void> {
  await tx.outbox.deleteFor(changed.id, ["check-in"]);
  await postTelling(tx, deps, changed);
  await postClock(tx, deps, changed);
}

/** The clock of the feedback, where an errand names what it is about instead of a recipient. */
export const FEEDBACK = "feedback";

/** The reminder on the morning of the last working day but one, the deputy on the morning after the last. */
export async function postClock(tx: CaseTx, deps: CaseDeps, opened: Case): Promise<void> {
  const { id, version } = opened;
  const from = todayOf(deps);
  const { acknowledgeBy, feedbackBy } = opened;
  const before = (days: number): number => {
    const day = addWorkingDays(deps.calendar, from, Math.max(days - 1, 0));
    return morningOf(day ?? from);
  };
  if (acknowledgeBy !== null) {
    const dueAt = before(deps.terms.acknowledgeDays);
    await postErrand(tx, deps, { kind: "remind-acknowledge", caseId: id, to: "adep", seq: version, dueAt });
    const late = morningOf(addDays(acknowledgeBy, 1));
    await postErrand(tx, deps, { kind: "hand-over", caseId: id, to: "adep", seq: version, dueAt: late });
  }
  if (feedbackBy !== null) {
    const dueAt = before(deps.terms.feedbackDays);
    await postErrand(tx, deps, { kind: "remind-feedback", caseId: id, to: "adep", seq: version, dueAt });
    const late = morningOf(addDays(feedbackBy, 1));
    await postErrand(tx, deps, { kind: "hand-over", caseId: id, to: FEEDBACK, seq: version, dueAt: late });
  }
}
