// What each kind of errand does when it is due. An errand that no longer makes sense is simply done.

import { lineOf, showCase } from "./asker-card.ts";
import { showBoard } from "./board-card.ts";
import { findPerson } from "./bodies.ts";
import type { ShowBoard } from "./card.ts";
import type { Case } from "./case.ts";
import { checkIn, handOver, remind } from "./clock-errands.ts";
import type { CourierDeps } from "./courier.ts";
import { deliverToAsker, deliverToPerson, type Headline, type Performed } from "./deliver.ts";
import { isInWork, isWaiting } from "./life.ts";
import { rehome } from "./rehome.ts";
import { takeStep } from "./steps.ts";
import type { Errand, OutboxKind } from "./store.ts";

type Perform = (deps: CourierDeps, errand: Errand) => Promise<Performed>;

export const PERFORM: Readonly<Record<OutboxKind, Perform>> = {
  tell,
  "tell-step": tellStep,
  relay,
  "remind-acknowledge": (deps, errand) => remind(deps, errand, ["opened", "told", "reopened"]),
  "remind-feedback": (deps, errand) => remind(deps, errand, ["taken", "asked"]),
  "hand-over": handOver,
  "check-in": checkIn,
  refresh,
};

function isUntaken({ state, holder }: Case): boolean {
  return isWaiting(state) || state === "referred" || (holder === null && isInWork(state));
}

/** The holder let the day of the feedback pass: a deputy is told beside. */
function isForAnother({ state, holder }: Case, person: string): boolean {
  return isInWork(state) && holder !== person;
}

async function tell(deps: CourierDeps, errand: Errand): Promise<Performed> {
  if (!findPerson(deps.bodies(), errand.to)) return rehomeFor(deps, errand);
  const delivery = await deliverToPerson(deps, errand, (found) =>
    isUntaken(found) || isForAnother(found, errand.to) ? "desk.news.tell" : null,
  );
  if (delivery !== "delivered") return delivery;
  await deps.store.transact(async (tx) => {
    await tx.outbox.finish(errand.id);
    const found = await tx.cases.find(errand.caseId);
    if (found?.state !== "opened") return;
    await takeStep(tx, deps, found, {
      action: "tell",
      role: "adep",
      actor: "adep",
      line: { kind: "told", text: "" },
      detail: errand.to,
    });
  });
  deps.onPosted();
  return "settled";
}

/** Who was to be told is no longer there. */
async function rehomeFor(deps: CourierDeps, errand: Errand): Promise<Performed> {
  await deps.store.transact(async (tx) => {
    await tx.outbox.finish(errand.id);
    const found = await tx.cases.find(errand.caseId);
    if (found) await rehome(tx, deps, found);
  });
  deps.onPosted();
  return "settled";
}

async function tellStep(deps: CourierDeps, errand: Errand): Promise<Performed> {
  if (!findPerson(deps.bodies(), errand.to)) return rehomeFor(deps, errand);
  const delivery = await deliverToPerson(deps, errand, (found, kind) => {
    // Nobody has been told of the case yet: the telling says it all.
    if (found.state === "opened" || kind === undefined) return null;
    return `desk.news.${kind}` as Headline;
  });
  return delivery === "delivered" ? "done" : delivery;
}

/** Every chat in which the case stands; one that fails is tried again together with the others. */
async function refresh(deps: CourierDeps, { caseId }: Errand): Promise<Performed> {
  const show: ShowBoard = (viewer) => deps.store.transact((tx) => showBoard(tx, deps, { caseId, viewer }));
  const deliveries = await Promise.all(deps.messengers.map((messenger) => messenger.refresh(caseId, show)));
  const waits = deliveries.flatMap((one) => (typeof one === "object" ? [one.retryAfterMs] : []));
  return waits.length > 0 ? { retryAfterMs: Math.max(...waits) } : "done";
}

async function relay(deps: CourierDeps, errand: Errand): Promise<Performed> {
  return deliverToAsker(deps, errand, async (tx, { found, link }) => {
    const { address, language } = link;
    const entry = (await tx.cases.entries(found.id)).find(({ seq }) => seq === errand.seq);
    if (!entry || lineOf(deps, language, entry).length === 0) return null;
    return showCase(tx, deps, { found, address, language, only: entry.seq });
  });
}
