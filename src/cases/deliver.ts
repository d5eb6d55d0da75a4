// Bringing a card to a commissioner or an asker, through whatever channels reach them.

import { writeDay } from "../day.ts";
import { say } from "../messages.ts";
import { findPerson } from "./bodies.ts";
import type { Card, Delivery } from "./card.ts";
import type { Case } from "./case.ts";
import type { CourierDeps } from "./courier.ts";
import { dueOf } from "./deadlines.ts";
import { roleOfPerson } from "./life.ts";
import { showToPerson } from "./person-card.ts";
import type { CaseTx, Errand } from "./store.ts";

/** `done` is still to be written down, `settled` has been. */
export type Performed = "done" | "settled" | "failed" | { readonly retryAfterMs: number };

export type Headline = Parameters<typeof say>[1];
type ChooseHeadline = (found: Case, kind: string | undefined) => Headline | null;

/** `done` where there is nothing to tell this person, or no longer anything. */
export async function deliverToPerson(
  deps: CourierDeps,
  errand: Errand,
  choose: ChooseHeadline,
): Promise<Performed | "delivered"> {
  const known = findPerson(deps.bodies(), errand.to);
  if (!known) return "done";
  const { person } = known;
  const made = await deps.store.transact(async (tx) => {
    const found = await tx.cases.find(errand.caseId);
    if (!found || roleOfPerson(person.id, found) === null) return null;
    const lines = errand.kind === "tell-step" ? await tx.cases.entries(found.id) : [];
    const entry = lines.find(({ seq }) => seq === errand.seq);
    const headline = choose(found, entry?.kind);
    if (headline === null) return null;
    const due = dueOf(found);
    const news = say(deps.messages[person.language], headline, { day: due === null ? "—" : writeDay(due) });
    const card = await showToPerson(tx, deps, { found, person: person.id, language: person.language, news });
    return { card, codename: found.codename };
  });
  if (!made) return "done";
  const about = { codename: made.codename, isRepeat: errand.attempts > 1 };
  const deliveries = await Promise.allSettled(
    deps.messengers.map((messenger) => messenger.toPerson(person, made.card, about)),
  );
  const came = deliveries.map((one, at) => ({
    isPushed: deps.messengers[at]?.channel !== "page",
    value: one.status === "fulfilled" ? one.value : ("failed" as const),
  }));
  // The page reaches only whoever looks at it: where a chat reaches this person, the chat must have it.
  const pushed = came.filter(({ isPushed, value }) => isPushed && value !== null);
  return sumUp((pushed.length > 0 ? pushed : came).map(({ value }) => value));
}

/** Reached through one channel is reached; otherwise the longest wait that a platform asked for. */
function sumUp(
  deliveries: readonly (Delivery | null | "failed")[],
): "delivered" | "failed" | { readonly retryAfterMs: number } {
  if (deliveries.includes("delivered")) return "delivered";
  const waits = deliveries.flatMap((one) => (typeof one === "object" && one !== null ? [one.retryAfterMs] : []));
  return waits.length > 0 ? { retryAfterMs: Math.max(...waits) } : "failed";
}

type Reached = { readonly found: Case; readonly link: NonNullable<Awaited<ReturnType<CaseTx["askers"]["find"]>>> };
type MakeCard = (tx: CaseTx, reached: Reached) => Promise<Card | null>;

/** An asker who was forgotten, or who left the chat for good, is not written to. */
export async function deliverToAsker(deps: CourierDeps, errand: Errand, make: MakeCard): Promise<Performed> {
  const made = await deps.store.transact(async (tx) => {
    const found = await tx.cases.find(errand.caseId);
    const link = found && (await tx.askers.find(found.id));
    const card = found && link && (await make(tx, { found, link }));
    return card ? { card, codename: found.codename, address: link.address } : null;
  });
  if (!made) return "done";
  const messenger = deps.messengers.find(({ channel }) => channel === made.address.channel);
  if (!messenger) return "failed";
  const delivery = await messenger.toAsker(made.address, made.card, {
    codename: made.codename,
    isRepeat: errand.attempts > 1,
  });
  return delivery === "delivered" || delivery === "gone" ? "done" : delivery;
}
