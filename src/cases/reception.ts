// The asker's door: a grave text becomes a case or an offer, an asker comes back to a case.

import type { Language } from "../language.ts";
import { showCase } from "./asker-card.ts";
import { forgetAsker, giveAgain } from "./asker-leaving.ts";
import { nameOfBody } from "./bodies.ts";
import type { Card } from "./card.ts";
import type { Address, Case } from "./case.ts";
import { type CaseDeps, todayOf } from "./deps.ts";
import { askBody, type Draft, showDraft } from "./draft.ts";
import { mayDo } from "./life.ts";
import { openCase } from "./open-case.ts";
import { neutralCard, plainCard, sayIn } from "./plain-card.ts";
import { readReceipt } from "./receipt.ts";
import { findSame, newestOpen } from "./same-report.ts";
import { takeStep } from "./steps.ts";
import { addressOf, type CaseTx } from "./store.ts";

export type Heard = Omit<Draft, "text"> & {
  /** As it was written; masked before it is kept or shown. */
  readonly text: string;
  readonly address: Address;
  /** The platform's own id of the message. */
  readonly event?: string;
};

export interface Reception {
  /** Opens a case, or in `confirm` shows what would be sent. Rejects where the store fails: then nothing was sent. */
  escalate(heard: Heard): Promise<Card>;
  /** What would be sent, with the choice: for *Ask the commissioner* and for the offer. */
  prepare(heard: Heard): Promise<Card>;
  /** As `prepare`, where the asker must first say which body it is for. */
  askBody(heard: Heard): Promise<Card>;
  /** The way back with a receipt, from any channel. */
  enter(typed: string, by: { readonly address: Address; readonly language: Language }): Promise<Card>;
  /** The asker's cases, newest first; without a language each in its own. */
  casesOf(address: Address, language: Language | null): Promise<Card[]>;
  /** Forgets the asker in every case; each card holds the receipt that is the only way back. The same event again gives receipts again. */
  leave(address: Address, by: Leaving): Promise<Card[]>;
}

export type Leaving = { readonly language: Language; readonly event: string };

export function createReception(deps: CaseDeps): Reception {
  const { store, escalation, onPosted } = deps;
  const prepare = (heard: Heard): Promise<Card> =>
    store.transact((tx) => showDraft(tx, deps, heard.address, toDraft(deps, heard)));
  return {
    prepare,
    askBody: (heard) => store.transact((tx) => askBody(tx, deps, heard.address, toDraft(deps, heard))),
    leave: async (address, by) => {
      const cards = await store.transact((tx) => leaveWithin(tx, deps, { address, ...by }));
      onPosted();
      if (cards.length > 0) await store.compact().catch(() => deps.log("erased rows still lie in the log"));
      return cards;
    },
    escalate: async (heard) => {
      if (escalation.mode === "confirm") return prepare(heard);
      const card = await store.transact((tx) => escalateWithin(tx, deps, heard));
      onPosted();
      return card;
    },
    enter: (typed, by) => store.transact((tx) => enterWithin(tx, deps, typed, by)),
    casesOf: (address, language) =>
      store.transact(async (tx) => {
        const cards: Card[] = [];
        for (const id of await tx.askers.casesOf(address)) {
          const found = await tx.cases.find(id);
          if (found) cards.push(await showCase(tx, deps, { found, address, language: language ?? found.language }));
        }
        return cards;
      }),
  };
}

function toDraft(deps: CaseDeps, { address: _address, event: _event, ...heard }: Heard): Draft {
  return { ...heard, text: deps.mask(heard.text, heard.language) };
}

/** Reports of one asker a day that open cases of their own; further ones join the newest. */
const REPORTS_A_DAY = 5;

export async function escalateWithin(tx: CaseTx, deps: CaseDeps, heard: Heard): Promise<Card> {
  const { address, language, event } = heard;
  const say = sayIn(deps, language);
  const today = todayOf(deps);
  if (event !== undefined && !(await tx.events.claim(event, today))) {
    const id = await tx.events.caseOf(event);
    const found = id === null ? null : await tx.cases.find(id);
    return found
      ? showCase(tx, deps, { found, address, language, news: say("news.sent") })
      : neutralCard(deps, language);
  }
  const draft = toDraft(deps, heard);
  const newest = await newestOpen(tx, address);
  const known = newest && (await findSame(tx, newest, draft.text));
  if (known && event !== undefined) await tx.events.bind(event, newest.id);
  if (known) return showCase(tx, deps, { found: newest, address, language, news: say("news.sentBefore") });
  const count = await tx.askers.countAttempt(addressOf(address), { kind: "report", window: today, day: today });
  // Whom a report is about must not get it with another one's details.
  const mayJoin =
    !heard.isAboutCommissioner && heard.severity !== "critical" && (heard.body ?? newest?.body) === newest?.body;
  if (newest && count > REPORTS_A_DAY && mayJoin) return joinNewest(tx, deps, { newest, text: draft.text, heard });
  const opened = await openCase(tx, deps, { ...draft, body: draft.body, address, origin: "auto" });
  if (event !== undefined) await tx.events.bind(event, opened.id);
  const news = sayOpened(deps, opened, language);
  return showCase(tx, deps, { found: opened, address, language, result: "done", ...(news ? { news } : {}) });
}

/** What was done, and no more than that: nothing where nobody can take it. */
function sayOpened(deps: CaseDeps, { handlers, body, excluded }: Case, language: Language): string | undefined {
  if (handlers.length === 0) return undefined;
  const { isConfigured } = deps.bodies();
  const passed = excluded.length > 0 ? "case.auto.past" : "case.auto";
  return sayIn(deps, language)(isConfigured ? passed : "case.kept", {
    body: nameOfBody(deps.bodies(), body, language),
  });
}

type Joining = { readonly newest: Case; readonly text: string; readonly heard: Heard };

async function joinNewest(tx: CaseTx, deps: CaseDeps, { newest, text, heard }: Joining): Promise<Card> {
  const { address, language, event } = heard;
  const line = { kind: "details" as const, text };
  const after = await takeStep(tx, deps, newest, { action: "details", role: "asker", actor: "asker", line });
  if (!after) throw new Error("a further report could not join the case");
  if (event !== undefined) await tx.events.bind(event, newest.id);
  return showCase(tx, deps, {
    found: after,
    address,
    language,
    news: sayIn(deps, language)("news.joined"),
    result: "done",
  });
}

/** Tries of one asker an hour. */
const TRIES_AN_HOUR = 10;
const HOUR_MS = 3_600_000;

type By = { readonly address: Address; readonly language: Language };

async function leaveWithin(tx: CaseTx, deps: CaseDeps, { address, language, event }: By & Leaving): Promise<Card[]> {
  const cards: Card[] = [];
  // Whoever did not see the receipts of the first time would have no way back at all.
  for (let at = 0; ; at += 1) {
    const id = await tx.events.caseOf(`${event}:${at}`);
    if (id === null) break;
    const found = await tx.cases.find(id);
    if (found) cards.push(await giveAgain(tx, deps, { found, language }));
  }
  for (const id of await tx.askers.casesOf(address)) {
    const found = await tx.cases.find(id);
    if (!found || !mayDo("forget", "asker", found.state)) continue;
    const key = `${event}:${cards.length}`;
    const press = { tx, deps, found, address, language, action: "forget!", payload: null, text: "" };
    cards.push(await forgetAsker(press));
    // Afterwards, because forgetting unties all events from the case.
    await tx.events.claim(key, todayOf(deps));
    await tx.events.bind(key, id);
  }
  await tx.advice.deleteOf(address);
  return cards;
}

/** Wrong, used up, of an erased case, or tried too often: the same neutral line. */
async function enterWithin(tx: CaseTx, deps: CaseDeps, typed: string, { address, language }: By): Promise<Card> {
  const window = String(Math.floor(deps.now() / HOUR_MS));
  const count = await tx.askers.countAttempt(addressOf(address), { kind: "receipt", window, day: todayOf(deps) });
  const receipt = readReceipt(typed);
  const id = count > TRIES_AN_HOUR || receipt === null ? null : await tx.askers.caseOfReceipt(receipt);
  const found = id === null ? null : await tx.cases.find(id);
  if (!found) return plainCard({ title: sayIn(deps, language)("receipt.wrong"), result: "refused" });
  return showCase(tx, deps, { found, address, language });
}
