// A press on a button, from any surface: the token is used up and its effect happens in one transaction, or nothing does.

import type { Language } from "../language.ts";
import { showCase } from "./asker-card.ts";
import { giveAgain } from "./asker-leaving.ts";
import { ASKER_PRESSES } from "./asker-presses.ts";
import { findPerson } from "./bodies.ts";
import type { Card } from "./card.ts";
import type { Actor, Case } from "./case.ts";
import { type CaseDeps, todayOf } from "./deps.ts";
import { pressDraft } from "./draft.ts";
import { postRefresh } from "./errands.ts";
import { type Action, mayDo, type Role, roleOfPerson } from "./life.ts";
import { showToPerson } from "./person-card.ts";
import { PERSON_PRESSES } from "./person-presses.ts";
import { neutralCard, plainCard, sayIn } from "./plain-card.ts";
import type { CaseTx, TokenRow } from "./store.ts";
import { partyOf, toParty } from "./tokens.ts";

export type Press = {
  readonly actor: Extract<Actor, { readonly kind: "asker" | "person" }>;
  readonly token: string;
  readonly language: Language;
  readonly text?: string;
  /** The platform's own id of the press: the same press delivered again has no second effect. */
  readonly event?: string;
  /** The chat of several people in which a person pressed. */
  readonly place?: string;
};

/** Longest text that is written into a case, in UTF-16 units. */
export const LONGEST_TEXT = 8000;

export type PressCard = (press: Press) => Promise<Card>;

/** Rejects only where the store fails; then nothing has happened and the press may come again. */
export function createPress(deps: CaseDeps): PressCard {
  return async (press) => {
    const { language, text = "" } = press;
    if (text.length > LONGEST_TEXT) {
      return plainCard({
        title: sayIn(deps, language)("press.tooLong", { most: String(LONGEST_TEXT) }),
        result: "refused",
      });
    }
    const card = await deps.store.transact((tx) => pressWithin(tx, deps, press));
    if (card.result === "refused") await countRefusal(deps);
    deps.onPosted();
    // What was erased must not wait in the log of the database; if somebody reads it now, the next sweep empties it.
    if (card.result === "erased") await deps.store.compact().catch(() => deps.log("erased rows still lie in the log"));
    return card;
  };
}

/** Refused presses are counted by day: many of them are somebody trying. */
async function countRefusal(deps: CaseDeps): Promise<void> {
  const today = todayOf(deps);
  await deps.store.transact((tx) =>
    tx.askers.countAttempt("everybody", { kind: "refused", window: today, day: today }),
  );
}

async function pressWithin(tx: CaseTx, deps: CaseDeps, press: Press): Promise<Card> {
  const { actor, token, language, event } = press;
  const party = toParty(actor);
  // Who was taken off the list since the button was shown may press nothing.
  if (!party || (actor.kind === "person" && !findPerson(deps.bodies(), actor.id))) return neutralCard(deps, language);
  if (event !== undefined && !(await tx.events.claim(event, todayOf(deps)))) return showAgain(tx, deps, press, event);
  const now = deps.now();
  const row = (await tx.tokens.use(token, { party: partyOf(party), now })) ?? (await useOfPlace(tx, deps, press));
  if (!row) return neutralCard(deps, language);
  if (event !== undefined) await keepEvent(tx, deps, { event, row, kind: actor.kind });
  if (actor.kind !== "person" || row.caseId === null) return act(tx, deps, press, row);
  const before = await tx.cases.find(row.caseId);
  const card = await act(tx, deps, press, row);
  // The button that was used up stands on a card; a step has brought the cards up to date already.
  const after = await tx.cases.find(row.caseId);
  if (after && after.version === before?.version) await postRefresh(tx, deps, after.id);
  // The same press again may say that it was done only if something was.
  if (event !== undefined && card.result === "done") await tx.events.claim(doneBy(event), todayOf(deps));
  return card;
}

type Kept = { readonly event: string; readonly row: TokenRow; readonly kind: Press["actor"]["kind"] };

/** So that the same press is known when it comes again, and whose it was. */
async function keepEvent(tx: CaseTx, deps: CaseDeps, { event, row, kind }: Kept): Promise<void> {
  if (row.caseId === null) return;
  await tx.events.bind(event, row.caseId);
  await tx.events.claim(pressedBy(event, kind), todayOf(deps));
  await tx.events.bind(pressedBy(event, kind), row.caseId);
}

/** Marks an event as a press of a person by which a case changed. */
function doneBy(event: string): string {
  return `${event}:done`;
}

/** The event as one that this kind of party caused. */
export function pressedBy(event: string, kind: Press["actor"]["kind"]): string {
  return `${event}:${kind}`;
}

/** A button for all who are authorised in a chat: it is used up only by somebody who is. */
async function useOfPlace(tx: CaseTx, deps: CaseDeps, { actor, token, place }: Press): Promise<TokenRow | null> {
  if (place === undefined || actor.kind !== "person") return null;
  const party = partyOf({ place });
  const now = deps.now();
  const row = await tx.tokens.look(token, { parties: [party], now });
  const found = row && row.caseId !== null ? await tx.cases.find(row.caseId) : null;
  if (!found || roleOfPerson(actor.id, found) === null) return null;
  return tx.tokens.use(token, { party, now });
}

/** Marks an event as the one by which an asker was forgotten or withdrew. */
function leavingOf(event: string): string {
  return `${event}:left`;
}

const LEAVING: readonly string[] = ["forget!", "withdraw!"];

/** Afterwards, because forgetting unties all events from the case. This one names nobody, and goes with the other events. */
async function keepLeaving(tx: CaseTx, deps: CaseDeps, event: string, caseId: string): Promise<void> {
  await tx.events.bind(event, caseId);
  await tx.events.claim(leavingOf(event), todayOf(deps));
  await tx.events.bind(leavingOf(event), caseId);
}

/** The press has had its effect, but whoever pressed may not have seen it: then where the case stands now. */
async function showAgain(tx: CaseTx, deps: CaseDeps, { actor, language }: Press, event: string): Promise<Card> {
  const id = await tx.events.caseOf(event);
  const found = id === null ? null : await tx.cases.find(id);
  if (!found) return neutralCard(deps, language);
  if (actor.kind === "person") {
    const isTheirs = roleOfPerson(actor.id, found) !== null;
    const result = (await tx.events.has(doneBy(event))) ? ("done" as const) : ("shown" as const);
    const again = { found, person: actor.id, language, result };
    return isTheirs ? showToPerson(tx, deps, again) : neutralCard(deps, language);
  }
  const hasLeft = (await tx.events.caseOf(leavingOf(event))) !== null;
  return hasLeft
    ? giveAgain(tx, deps, { found, language })
    : showCase(tx, deps, { found, address: actor.address, language });
}

async function act(tx: CaseTx, deps: CaseDeps, press: Press, row: TokenRow): Promise<Card> {
  const { actor, language, text = "" } = press;
  const { action } = row;
  const payload: unknown = JSON.parse(row.payload);
  const common = { tx, deps, language, action, payload, text: text.trim() };
  if (row.caseId === null) {
    return actor.kind === "asker"
      ? pressDraft({ ...common, bundle: row.bundle, address: actor.address, event: press.event })
      : neutralCard(deps, language);
  }
  const found = await tx.cases.find(row.caseId);
  if (!found) return neutralCard(deps, language);
  if (actor.kind === "asker") {
    const wanted = ASKER_PRESSES[action];
    if (!wanted || !isAllowed(wanted.needs, "asker", found)) return neutralCard(deps, language);
    const card = await wanted.handle({ ...common, found, address: actor.address });
    if (press.event !== undefined && LEAVING.includes(action)) await keepLeaving(tx, deps, press.event, found.id);
    return card;
  }
  const role = roleOfPerson(actor.id, found);
  const wanted = PERSON_PRESSES[action];
  if (!wanted || role === null || !isAllowed(wanted.needs, role, found)) return neutralCard(deps, language);
  return wanted.handle({ ...common, found, person: actor.id });
}

function isAllowed(needs: Action | null, role: Role, { state }: Case): boolean {
  return needs === null || mayDo(needs, role, state);
}
