// The commissioner's view of a case. A card holds codename, category, severity, days and state; text opens on a press only.

import { writeDay } from "../day.ts";
import type { Language } from "../language.ts";
import { type MessageKey, say } from "../messages.ts";
import type { Button, Card, CardResult } from "./card.ts";
import type { Case } from "./case.ts";
import { dueOf } from "./deadlines.ts";
import { type CaseDeps, todayOf } from "./deps.ts";
import { type Action, isInWork, isOver, mayDo, type Role, roleOfPerson } from "./life.ts";
import { listAlternatives } from "./routing.ts";
import type { CaseTx } from "./store.ts";
import { makeButton } from "./tokens.ts";
import { countWorkingDays } from "./working-days.ts";

type PersonParty = { readonly person: string };
type PlaceParty = { readonly place: string };

export type PersonView = (PersonParty | PlaceParty) & {
  readonly found: Case;
  readonly language: Language;
  readonly news?: string;
  readonly quote?: string;
  readonly result?: CardResult;
  /** Without buttons: for a list. */
  readonly isBare?: boolean;
};

export async function showToPerson(tx: CaseTx, deps: CaseDeps, view: PersonView): Promise<Card> {
  const { found, language, news, quote, result = "shown", isBare = false } = view;
  const messages = deps.messages[language];
  return {
    title: say(messages, "desk.title", {
      codename: found.codename,
      severity: say(messages, `severity.${found.severity}`),
    }),
    lines: [...(news ? [news] : []), ...describe(deps, found, language), ...(await listLatest(tx, deps, view))],
    quote: quote ?? null,
    buttons: isBare ? [] : await makeButtons(tx, deps, view),
    input: null,
    whole: { caseId: found.id, codename: found.codename, news: news ?? null },
    result,
  };
}

const LATEST = 3;

/** What happened last, without a word of any text; a damaged line must not hide the case. */
async function listLatest(tx: CaseTx, deps: CaseDeps, { found, language }: PersonView): Promise<string[]> {
  const messages = deps.messages[language];
  const entries = await tx.cases.entries(found.id).catch(() => []);
  const told = entries.filter(({ kind }) => kind !== "report" && kind !== "told");
  return told.slice(-LATEST).map(({ kind, day }) => `${writeDay(day)} · ${say(messages, `entry.${kind}`)}`);
}

function describe(deps: CaseDeps, found: Case, language: Language): string[] {
  const messages = deps.messages[language];
  const { state, category, openedOn, destination, outcome } = found;
  const values = {
    destination: destination === null ? "" : say(messages, `destination.${destination}`),
    outcome: outcome === null ? "" : say(messages, `outcome.${outcome}`),
  };
  return [
    say(messages, "desk.category", { category: say(messages, `category.${category ?? "none"}` as MessageKey) }),
    say(messages, "desk.openedOn", { day: writeDay(openedOn) }),
    say(messages, `desk.state.${state}`, values),
    ...(isOver(state) ? [] : [dueLine(deps, found, language)]),
  ];
}

function dueLine(deps: CaseDeps, found: Case, language: Language): string {
  const due = dueOf(found);
  const messages = deps.messages[language];
  if (due === null) return say(messages, "case.noCalendar");
  const today = todayOf(deps);
  if (today > due) return say(messages, "desk.overdue", { day: writeDay(due) });
  const left = countWorkingDays(deps.calendar, today, due);
  const key: MessageKey = isInWork(found.state) ? "desk.feedbackBy" : "desk.acknowledgeBy";
  return say(messages, key, { day: writeDay(due), left: String(left ?? "?") });
}

type Offer = {
  readonly action: Action;
  readonly press: string;
  readonly label: MessageKey;
  readonly style?: Button["style"];
};

const OFFERS: readonly Offer[] = [
  { action: "take", press: "take", label: "press.take", style: "primary" },
  { action: "read", press: "read", label: "press.read" },
  { action: "reply", press: "reply", label: "press.reply" },
  { action: "ask", press: "ask", label: "press.ask" },
  { action: "note", press: "note", label: "press.note" },
  { action: "pass-on", press: "pass-on", label: "press.passOn" },
  { action: "refer", press: "refer", label: "press.refer" },
  { action: "close", press: "close", label: "press.close", style: "danger" },
  { action: "reopen", press: "reopen", label: "press.reopen" },
  { action: "correct", press: "correct", label: "press.correct" },
];

async function makeButtons(tx: CaseTx, deps: CaseDeps, view: PersonView): Promise<Button[]> {
  const { found, language } = view;
  const party = "place" in view ? { place: view.place } : { person: view.person };
  const roles = rolesOf(view);
  const buttons: Button[] = [];
  for (const { action, press, label, style = "plain" } of OFFERS) {
    if (!roles.some((role) => mayDo(action, role, found.state))) continue;
    if (action === "pass-on" && listAlternatives(deps.bodies(), found).length === 0) continue;
    const button = { party, caseId: found.id, action: press, style };
    buttons.push(await makeButton(tx, deps, { ...button, label: say(deps.messages[language], label) }));
  }
  return buttons;
}

/** In a chat of several people the buttons are those of whoever has the case, or may take it; who presses is checked then. */
function rolesOf(view: PersonView): Role[] {
  if ("person" in view) return [roleOfPerson(view.person, view.found) ?? []].flat();
  const { holder, handlers } = view.found;
  if (holder === null) return ["candidate"];
  return handlers.length > 1 ? ["holder", "candidate"] : ["holder"];
}
