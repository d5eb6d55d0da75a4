// The commands of an asker. What is not in this table is unknown.

import { todayOf } from "../cases/deps.ts";
import { writeDay } from "../day.ts";
import type { MessageKey } from "../messages.ts";
import { recall } from "../recall/opt-out.ts";
import { keepNote } from "./answer-message.ts";
import { cardMessage } from "./card-message.ts";
import type { ChatMessage, Deed } from "./chat-message.ts";
import { casesMessage } from "./home.ts";
import { listen } from "./listen.ts";
import { bodyMessage, forgetMessage, languageMessage, MENU, privacyMessage, welcomeMessage } from "./menu.ts";
import { answerWith, messageOf } from "./messages-of.ts";
import { WISH_MS } from "./settings.ts";
import { splitDay } from "./split-day.ts";
import { eraseButton } from "./take-text.ts";
import { type CommandTurn, sayTo, type Turn } from "./talk-deps.ts";
import { canOpen, cardWindow, windowDeed } from "./window.ts";

type Command = (turn: CommandTurn) => Promise<Deed[]>;

export const COMMANDS: Readonly<Record<string, Command>> = {
  start,
  help: async (turn) => say(turn, helpMessage(turn)),
  language: async (turn) => say(turn, await languageMessage(turn)),
  mycase: showCases,
  receipt: enterReceipt,
  asof: chooseDay,
  privacy: async (turn) => say(turn, privacyMessage(turn)),
  recall,
  forget: async (turn) => say(turn, await forgetMessage(turn)),
  cancel,
};

/** As they are offered by the platform, in this order. */
export const ASKER_COMMANDS = [
  "help",
  "language",
  "mycase",
  "receipt",
  "asof",
  "privacy",
  "recall",
  "forget",
  "cancel",
] as const;
export const PERSON_COMMANDS = ["queue", "case"] as const;

function say({ incoming }: Turn, ...messages: readonly ChatMessage[]): Deed[] {
  return messages.map((message) => answerWith(incoming, message));
}

/** What follows is the body the asker comes from; the language is chosen first. */
async function start(turn: CommandTurn): Promise<Deed[]> {
  const { deps, incoming, chat, settings, language } = turn;
  const wanted = incoming.rest.trim();
  const body = deps.cases.bodies().bodies.find(({ id }) => id === wanted);
  if (body) await deps.settings.change(chat, { body: body.id, wish: null });
  const wording = sayTo(deps, language);
  const came = body ? wording("chat.body.set", { body: body.name[language] }) : wording("chat.body.unknown");
  const about = wanted === "" ? [] : [messageOf([came])];
  if (settings.language === null) return say(turn, ...about, await languageMessage(turn));
  const choice = body || settings.body !== null ? null : await bodyMessage(turn, language);
  return say(turn, ...about, await welcomeMessage(turn, language), ...(choice ? [choice] : []));
}

export function helpMessage({ deps, language, person }: Turn): ChatMessage {
  const wording = sayTo(deps, language);
  const names = [...ASKER_COMMANDS, ...(person ? PERSON_COMMANDS : [])];
  const lines = names.map((name) => `${deps.platform.slash}${name} — ${wording(`command.${name}` as MessageKey)}`);
  return messageOf([wording("chat.help"), lines.join("\n")]);
}

/** One message each, so a few at a time. */
const MOST_CASES = 5;

async function showCases(turn: CommandTurn): Promise<Deed[]> {
  const { deps, incoming, address, language } = turn;
  const cards = await deps.reception.casesOf(address, null);
  if (canOpen(deps, incoming)) return [windowDeed(turn, await casesMessage(turn, cards), { ground: "" })];
  if (cards.length === 0) return say(turn, messageOf([sayTo(deps, language)("case.none")]));
  const rest = cards.length - MOST_CASES;
  const more = rest > 0 ? [messageOf([sayTo(deps, language)("chat.mycase.more", { count: String(rest) })])] : [];
  return say(turn, ...cards.slice(0, MOST_CASES).map((card) => cardMessage(card)), ...more);
}

async function enterReceipt(turn: CommandTurn): Promise<Deed[]> {
  const { deps, chat, incoming, address, language } = turn;
  const typed = incoming.rest.trim();
  if (typed !== "") {
    const card = await deps.reception.enter(typed, { address, language });
    if (canOpen(deps, incoming)) return [cardWindow(turn, card, { ground: "" })];
    return say(turn, cardMessage(card, { more: await eraseButton(turn, language) }));
  }
  if (canOpen(deps, incoming)) return [await receiptForm(turn)];
  await deps.settings.change(chat, { wish: { kind: "receipt", until: deps.cases.now() + WISH_MS } });
  const wording = sayTo(deps, language);
  return say(
    turn,
    messageOf([wording("chat.receipt.ask"), wording("chat.wishHint")], { wants: wording("receipt.label") }),
  );
}

/** The same as a form. */
export async function receiptForm(turn: Turn): Promise<Deed> {
  const wording = sayTo(turn.deps, turn.language);
  const data = `${await keepNote(turn, MENU, {})}.e`;
  const form = { label: wording("receipt.label"), value: "", button: wording("press.continue"), data };
  return windowDeed(turn, messageOf([wording("chat.receipt.ask")]), { form, ground: "" });
}

const OFF = ["off", "today", "бүгін", "сегодня", "0"];

/** A day alone holds until it is taken back; a day with a question holds for that question. */
async function chooseDay(turn: CommandTurn): Promise<Deed[]> {
  const { deps, chat, incoming, language } = turn;
  const wording = sayTo(deps, language);
  const typed = incoming.rest.trim();
  if (OFF.includes(typed.toLowerCase())) {
    await deps.settings.change(chat, { asOf: null });
    return say(turn, messageOf([wording("chat.asof.off")]));
  }
  if (typed === "") return say(turn, messageOf([wording("chat.asof.how")]));
  const { day, question } = splitDay(typed, todayOf(deps.cases));
  if (day === null) return say(turn, messageOf([wording("chat.asof.wrong"), wording("chat.asof.how")]));
  if (question !== "") return listen(turn, { text: question, asOf: day });
  await deps.settings.change(chat, { asOf: day });
  return say(turn, messageOf([wording("chat.asof.set", { day: writeDay(day) })]));
}

async function cancel(turn: CommandTurn): Promise<Deed[]> {
  const { deps, chat, settings, language } = turn;
  const isWaiting = settings.wish !== null;
  if (isWaiting) await deps.settings.change(chat, { wish: null });
  return say(turn, messageOf([sayTo(deps, language)(isWaiting ? "chat.cancelled" : "chat.nothingToCancel")]));
}
