// A text in a private chat: what was waited for, or a question. Triage and escalation come first, in `hear`.

import type { Card } from "../cases/card.ts";
import { addressOf } from "../cases/store.ts";
import { writeDay } from "../day.ts";
import type { Language } from "../language.ts";
import type { Question, Reply } from "../question.ts";
import { keepAdvice } from "../recall/keep-advice.ts";
import { isGrave } from "../triage/assess.ts";
import { ANSWER, type AnswerNote, answerMessage, emergencyBlocks, keepNote } from "./answer-message.ts";
import type { CardOptions } from "./card-message.ts";
import type { Deed } from "./chat-message.ts";
import { layOut } from "./lay-out.ts";
import { answerWith, dataButton } from "./messages-of.ts";
import { type Block, note, paragraph } from "./rich.ts";
import { sayTo, type Turn } from "./talk-deps.ts";

export type Listening = {
  readonly text: string;
  /** The law of this day, for this question only. */
  readonly asOf?: string;
  /** Somebody else's words are answered, and open nothing. */
  readonly isForwarded?: boolean;
  /** What was attached is not opened. */
  readonly isUnder?: boolean;
};

export async function listen(turn: Turn, listening: Listening): Promise<Deed[]> {
  const { deps, incoming, chat, address } = turn;
  const { isForwarded = false } = listening;
  const question = toQuestion(turn, listening);
  const hearing = { question, address, event: incoming.event, comesAgain: true, ...bodyOf(turn) };
  const { reply, card } = isForwarded ? { reply: await deps.ask(question), card: null } : await deps.hear.hear(hearing);
  // Only what was answered is something to lean on: a greeting, or a text that was declined, leads the next question astray.
  if (reply.citations.length > 0) deps.memory.remember(`question ${chat}`, listening.text);
  deps.memory.remember(`spoken ${chat}`, reply.language);
  // By the law of another day: what comes after it changes nothing there.
  if (question.asOf === undefined) await keepAdvice(turn, reply);
  return sayBoth(turn, { listening, reply, card, isForwarded });
}

/** The state body that was chosen; several without a choice must be asked about. */
export function bodyOf({ deps, settings }: Turn): { readonly body?: string; readonly isBodyOpen?: boolean } {
  const { bodies } = deps.cases.bodies();
  const chosen = bodies.find(({ id }) => id === settings.body);
  if (chosen) return { body: chosen.id };
  // A body that was chosen and is gone: no other gets a case in its place.
  return bodies.length > 1 || settings.body !== null ? { isBodyOpen: true } : {};
}

export function toQuestion(
  { deps, settings, chat, address }: Turn,
  { text, asOf = settings.asOf ?? undefined }: Listening,
): Question {
  const previous = deps.memory.recall(`question ${chat}`);
  return {
    ...{ text, asker: addressOf(address) },
    ...(asOf === undefined ? {} : { asOf }),
    ...(previous === null ? {} : { previous }),
    ...(settings.language === null ? {} : { preferred: settings.language }),
  };
}

type Heard = {
  readonly listening: Listening;
  readonly reply: Reply;
  readonly card: Card | null;
  readonly isForwarded: boolean;
};

async function sayBoth(turn: Turn, { listening, reply, card, isForwarded }: Heard): Promise<Deed[]> {
  const { deps, incoming, settings, chat } = turn;
  const say = sayTo(deps, reply.language);
  const isOpened = card !== null && (card.result === "shown" || card.result === "done");
  if (card?.whole && card.result === "done") {
    deps.memory.remember(`opened ${chat}`, card.whole.codename);
    deps.memory.remember(`reported ${chat}`, listening.text);
  }
  const carried: AnswerNote = {
    ...{
      provisions: reply.citations.map(({ provision }) => provision),
      language: reply.language,
      day: reply.day,
      outcome: reply.outcome,
    },
    ...{ steps: [...reply.parts.nextSteps], options: [...reply.parts.choices], messageId: incoming.messageId },
  };
  const token = await keepNote(turn, ANSWER, carried);
  deps.memory.remember(`asked ${chat} ${token}`, listening.text);
  const isSerious = isForwarded && isGrave(reply.triage.severity);
  const keptDay = listening.asOf === undefined ? settings.asOf : null;
  // What went to the private chat is told to whoever is answered aside.
  const isApart = incoming.place.aside !== undefined && card?.whole != null;
  const answer = answerMessage(deps, reply, {
    ...{ token, isCommissionerOffered: !isOpened, isEmergencySaid: card !== null && !isApart },
    notes: [
      ...(isApart ? [say("chat.toldInChat")] : []),
      ...(listening.isUnder ? [say("chat.under")] : []),
      ...(keptDay === null ? [] : [say("chat.asof.note", { day: writeDay(keptDay) })]),
      ...(isSerious ? [say("chat.forwarded")] : []),
    ],
  });
  const asked = repeatQuestion(turn, { text: listening.text, language: reply.language });
  const whole = { ...answer, blocks: [...asked, ...answer.blocks] };
  if (!card) return [answerWith(incoming, whole)];
  const leaving = isOpened ? wayToErase({ ...turn, language: reply.language }, token) : {};
  const about = { before: emergencyBlocks(reply), ...leaving };
  const { main, texts } = await layOut({ ...turn, language: reply.language }, card, about);
  const to = isApart ? deps.privatePlaceOf(incoming.user) : incoming.place;
  const ofCase = [main, ...texts].map((message) => answerWith({ place: to, messageId: incoming.messageId }, message));
  return [...ofCase, answerWith(incoming, whole)];
}

/** Where the words of a question stand nowhere in the chat, the answer repeats them. */
function repeatQuestion({ deps, incoming }: Turn, { text, language }: { text: string; language: Language }): Block[] {
  if (!incoming.isPrivate || !incoming.place.aside) return [];
  return [note(sayTo(deps, language)("chat.asked", { question: text }))];
}

/** The report itself need not go on standing in the chat. */
function wayToErase({ deps, incoming, language }: Turn, token: string): CardOptions {
  const say = sayTo(deps, language);
  if (deps.platform.canErase) return { more: [dataButton(say("chat.erase"), `${token}.x`)] };
  return incoming.place.aside ? {} : { after: [paragraph(say("chat.stay"))] };
}
