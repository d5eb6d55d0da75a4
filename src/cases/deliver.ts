// Bringing a card to a commissioner or an asker, through whatever channels reach them.

import { writeDay } from "../day.ts";
import { say } from "../messages.ts";
import { findPerson } from "./bodies.ts";
import type { Card, Delivery, MakeCard } from "./card.ts";
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
  const told = await deps.store.transact((tx) => findNews(tx, { errand, person: known.person.id, choose }));
  if (!told) return "done";
  const { found, headline } = told;
  const make: MakeCard = (viewer) =>
    deps.store.transact(async (tx) => {
      const language = "place" in viewer ? viewer.language : known.person.language;
      const due = dueOf(found);
      const news = say(deps.messages[language], headline, { day: due === null ? "—" : writeDay(due) });
      const now = await tx.cases.find(found.id);
      if (!now) throw new Error("a case is gone that was to be told of");
      return showToPerson(tx, deps, { ...viewer, found: now, language, news });
    });
  const about = {
    ...{ caseId: found.id, codename: found.codename, isRepeat: errand.attempts > 1 },
    ...{ mark: `${errand.kind}:${errand.seq}`, isOpenToAll: found.excluded.length === 0 },
  };
  const deliveries = await Promise.allSettled(
    deps.messengers.map((messenger) => messenger.toPerson(known, make, about)),
  );
  const came = deliveries.map((one, at) => ({
    isPushed: deps.messengers[at]?.channel !== "page",
    value: one.status === "fulfilled" ? one.value : ("failed" as const),
  }));
  // The page reaches only whoever looks at it: where a chat reaches this person, the chat must have it.
  const pushed = came.filter(({ isPushed, value }) => isPushed && value !== null);
  return sumUp((pushed.length > 0 ? pushed : came).map(({ value }) => value));
}

type Wanted = { readonly errand: Errand; readonly person: string; readonly choose: ChooseHeadline };

async function findNews(
  tx: CaseTx,
  { errand, person, choose }: Wanted,
): Promise<{ readonly found: Case; readonly headline: Headline } | null> {
  const found = await tx.cases.find(errand.caseId);
  if (!found || roleOfPerson(person, found) === null) return null;
  const lines = errand.kind === "tell-step" ? await tx.cases.entries(found.id) : [];
  const entry = lines.find(({ seq }) => seq === errand.seq);
  const headline = choose(found, entry?.kind);
  return headline === null ? null : { found, headline };
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
type MakeAskerCard = (tx: CaseTx, reached: Reached) => Promise<Card | null>;

/** An asker who was forgotten, or who left the chat for good, is not written to. */
export async function deliverToAsker(deps: CourierDeps, errand: Errand, make: MakeAskerCard): Promise<Performed> {
  const made = await deps.store.transact(async (tx) => {
    const found = await tx.cases.find(errand.caseId);
    const link = found && (await tx.askers.find(found.id));
    const card = found && link && (await make(tx, { found, link }));
    return card ? { card, found, ...link } : null;
  });
  if (!made) return "done";
  const messenger = deps.messengers.find(({ channel }) => channel === made.address.channel);
  if (!messenger) return "failed";
  const delivery = await messenger.toAsker(made.address, made.card, {
    ...{ codename: made.found.codename, isRepeat: errand.attempts > 1, language: made.language },
    mark: `${made.found.id}:${errand.kind}:${errand.seq}`,
  });
  return delivery === "delivered" || delivery === "gone" ? "done" : delivery;
}
