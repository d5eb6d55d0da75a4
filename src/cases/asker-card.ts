// The asker's view of a case: where it stands, what was said, and what can be done now.

import { writeDay } from "../day.ts";
import type { Language } from "../language.ts";
import { type MessageKey, say } from "../messages.ts";
import { nameOfBody } from "./bodies.ts";
import type { Button, Card, CardResult } from "./card.ts";
import { type Address, type Case, type Entry, isSharedWithAsker } from "./case.ts";
import { dueOf } from "./deadlines.ts";
import type { CaseDeps } from "./deps.ts";
import { type Action, isInWork, isOver, isWaiting, mayDo } from "./life.ts";
import { listAlternatives } from "./routing.ts";
import type { CaseTx } from "./store.ts";
import { makeButton } from "./tokens.ts";

export type AskerView = {
  readonly found: Case;
  readonly address: Address;
  readonly language: Language;
  /** What has just happened, in one sentence. */
  readonly news?: string;
  readonly result?: CardResult;
  /** Shows this line alone instead of all of them. */
  readonly only?: number;
};

export async function showCase(tx: CaseTx, deps: CaseDeps, view: AskerView): Promise<Card> {
  const { found, language, news, result = "shown", only } = view;
  const messages = deps.messages[language];
  const entries = (await tx.cases.entries(found.id)).filter(isSharedWithAsker);
  const isConfigured = deps.bodies().isConfigured;
  const shown = entries.filter(
    ({ seq, kind }) => (only === undefined || seq === only) && (isConfigured || kind !== "told"),
  );
  return {
    title: say(messages, "case.title", { codename: found.codename }),
    lines: [
      ...(news ? [news] : []),
      ...statusLines(deps, view),
      ...shown.flatMap((entry) => lineOf(deps, language, asShown(entry, view.address), OWN)),
    ],
    quote: null,
    buttons: await makeButtons(tx, deps, { ...view, entries }),
    input: null,
    whole: { caseId: found.id, codename: found.codename, news: news ?? null },
    result,
  };
}

function statusLines(deps: CaseDeps, { found, language }: AskerView): string[] {
  const messages = deps.messages[language];
  const { state, handlers, body, destination } = found;
  const status = say(messages, `case.state.${state}`, {
    body: nameOfBody(deps.bodies(), body, language),
    destination: destination === null ? "" : say(messages, `destination.${destination}`),
  });
  if (isOver(state)) return [status];
  const past = found.excluded.length > 0 ? [say(messages, "case.past")] : [];
  if (handlers.length === 0) return [say(messages, "case.nobody")];
  const due = dueOf(found);
  const key: MessageKey = isInWork(state) ? "case.feedbackBy" : "case.acknowledgeBy";
  // Nobody was named who would look: neither that somebody has been told nor a due day may be said.
  if (!deps.bodies().isConfigured && isWaiting(state)) return [say(messages, "privacy.nobody")];
  // A date days away is no word to somebody in danger.
  if (found.severity === "critical" && isWaiting(state)) return [status, ...past, say(messages, "case.notAtOnce")];
  return [
    status,
    ...past,
    due === null ? say(messages, "case.noCalendar") : say(messages, key, { day: writeDay(due) }),
  ];
}

/** Where askers write in windows, so that it stays in no chat, a card must not bring it there: it opens only on a button. */
function asShown(entry: Entry, { channel }: Address): Entry {
  const isHidden = channel === "slack" && entry.by === "asker" && entry.kind !== "rated";
  return isHidden ? { ...entry, text: "" } : entry;
}

type Words = Partial<Readonly<Record<Entry["kind"], MessageKey>>>;

/** What the asker did is said to the asker in the second person. */
const OWN: Words = { details: "own.details", answer: "own.answer", name: "own.name", rerouted: "own.rerouted" };

/** One line of the case in words; the report itself opens on a button. */
export function lineOf(
  deps: Pick<CaseDeps, "messages">,
  language: Language,
  { kind, day, text }: Entry,
  words: Words = {},
): string[] {
  if (kind === "report") return [];
  const messages = deps.messages[language];
  const known = kind === "rated" ? say(messages, `rate.${text}` as MessageKey) : text;
  const what = say(messages, words[kind] ?? `entry.${kind}`);
  return [`${writeDay(day)} · ${what}${known === "" ? "" : `: ${known}`}`];
}

type Making = AskerView & { readonly entries: readonly Entry[] };
type Offer = {
  readonly action: Action;
  readonly press: string;
  readonly label: MessageKey;
  readonly style?: Button["style"];
  readonly isWanted?: (making: Making, deps: CaseDeps) => boolean;
  readonly payload?: string;
};

const hasNo =
  (kind: Entry["kind"]) =>
  ({ entries }: Making): boolean =>
    !entries.some((entry) => entry.kind === kind);

/** The question was put and has not been answered. */
function isCheckInDue({ entries }: Making): boolean {
  const last = entries.findLast(({ kind }) => kind === "check-in-due" || kind === "check-in");
  return last?.kind === "check-in-due";
}

const OFFERS: readonly Offer[] = [
  { action: "answer", press: "answer", label: "press.answer", style: "primary" },
  { action: "receipt", press: "sent", label: "press.sent" },
  { action: "details", press: "details", label: "press.details" },
  { action: "name", press: "name", label: "press.name", isWanted: hasNo("name") },
  {
    action: "reroute",
    press: "another",
    label: "press.another",
    isWanted: (making, deps) => listAlternatives(deps.bodies(), making.found).length > 0,
  },
  { action: "agree", press: "agree", label: "press.agree", isWanted: ({ found }) => !found.checkIns },
  { action: "receipt", press: "receipt", label: "press.receipt" },
  ...(["yes", "partly", "no"] as const).map(
    (payload): Offer => ({
      action: "rate",
      press: "rate",
      label: `rate.${payload}`,
      isWanted: hasNo("rated"),
      payload,
    }),
  ),
  { action: "check-in", press: "fine", label: "press.fine", style: "primary", isWanted: isCheckInDue },
  { action: "reopen", press: "reopen", label: "press.worse", style: "danger", isWanted: isCheckInDue },
  { action: "reopen", press: "reopen", label: "press.reopen", isWanted: (making) => !isCheckInDue(making) },
  { action: "withdraw", press: "withdraw", label: "press.withdraw", style: "danger" },
  { action: "forget", press: "forget", label: "press.forget", style: "danger" },
];

async function makeButtons(tx: CaseTx, deps: CaseDeps, making: Making): Promise<Button[]> {
  const { found, address, language } = making;
  const wanted = OFFERS.filter(
    ({ action, isWanted }) =>
      mayDo(action, "asker", found.state) && (isWanted?.(making, deps) ?? true) && found.state !== "withdrawn",
  );
  const buttons: Button[] = [];
  for (const { press, label, style = "plain", payload } of wanted) {
    const button = { party: { asker: address }, caseId: found.id, action: press, payload, style };
    buttons.push(await makeButton(tx, deps, { ...button, label: say(deps.messages[language], label) }));
  }
  return buttons;
}
