// A text that was waited for: it goes where the button said, and nowhere else.

import type { Card } from "../cases/card.ts";
import { ANSWER, type AnswerNote, keepNote } from "./answer-message.ts";
import { prepareFrom } from "./bring-case.ts";
import { cardMessage, wishMessage } from "./card-message.ts";
import { readBoard } from "./case-views.ts";
import type { ChatButton, Deed } from "./chat-message.ts";
import { answerWith, dataButton } from "./messages-of.ts";
import { isTurnedDown } from "./press-case.ts";
import { tellStep } from "./press-desk.ts";
import { WISH_MS, type Wish } from "./settings.ts";
import { languageOfCards, sayTo, type Turn } from "./talk-deps.ts";

/** `null` where nothing is waited for: then the text is a question. */
export function wishOf({ settings, deps }: Turn): Wish | null {
  const { wish } = settings;
  return wish && wish.until > deps.cases.now() ? wish : null;
}

/** The wish ends only after the text has arrived: whoever dies in between finds it again, and the event tells that it is the same. */
export async function takeText(turn: Turn, wish: Wish, text: string): Promise<Deed[]> {
  const { deps, chat, incoming, address } = turn;
  const end = (): Promise<unknown> => deps.settings.change(chat, { wish: null });
  switch (wish.kind) {
    case "receipt": {
      const card = await deps.reception.enter(text, { address, language: turn.language });
      await end();
      return [answerWith(incoming, cardMessage(card))];
    }
    case "report": {
      const deeds = await prepareFrom(turn, text);
      await end();
      return deeds;
    }
    case "press":
      return wish.side === "person"
        ? takeFromPerson(turn, { wish, text, end })
        : takeFromAsker(turn, { wish, text, end });
  }
}

type Taking = {
  readonly wish: Extract<Wish, { readonly kind: "press" }>;
  readonly text: string;
  readonly end: () => Promise<unknown>;
};

async function takeFromAsker(turn: Turn, { wish, text, end }: Taking): Promise<Deed[]> {
  const { deps, incoming, address } = turn;
  const language = languageOfCards(turn);
  const actor = { kind: "asker", address } as const;
  const card = await deps.press({ actor, token: wish.token, language, text, event: incoming.event });
  await end();
  const note: AnswerNote = { provisions: [], language, steps: [], options: [], messageId: incoming.messageId };
  const erase = dataButton(sayTo(deps, language)("chat.erase"), `${await keepNote(turn, ANSWER, note)}.x`);
  return showTaken(turn, card, { side: "asker", more: isTurnedDown(card) ? [] : [erase] });
}

async function takeFromPerson(turn: Turn, { wish, text, end }: Taking): Promise<Deed[]> {
  const { deps, incoming, person } = turn;
  if (!person) return [answerWith(incoming, cardMessage(await refuse(turn, wish.token, end)))];
  const { id, language } = person.person;
  const actor = { kind: "person", id } as const;
  const card = await deps.press({ actor, token: wish.token, language, text, event: incoming.event });
  await end();
  if (!card.whole || card.result !== "done") return showTaken(turn, card, { side: "person", more: [] });
  const { caseId } = card.whole;
  const board = readBoard(await deps.cases.store.transact((tx) => tx.boards.read(caseId, turn.chat)));
  const shown: Deed[] = board
    ? [{ kind: "edit", to: incoming.place, id: board.id, message: cardMessage(card) }]
    : [answerWith(incoming, cardMessage(card))];
  return [...shown, ...(await tellStep(turn, { caseId, card }))];
}

/** Taken off the list since: the button is tried as whoever is left, and comes to nothing. */
async function refuse({ deps, address, language }: Turn, token: string, end: Taking["end"]): Promise<Card> {
  const card = await deps.press({ actor: { kind: "asker", address }, token, language });
  await end();
  return card;
}

type Showing = { readonly side: "asker" | "person"; readonly more: readonly ChatButton[] };

async function showTaken(turn: Turn, card: Card, { side, more }: Showing): Promise<Deed[]> {
  const { deps, chat, incoming, language } = turn;
  if (!card.input) return [answerWith(incoming, cardMessage(card, { more }))];
  const until = deps.cases.now() + WISH_MS;
  await deps.settings.change(chat, { wish: { kind: "press", token: card.input.token, side, until } });
  return [answerWith(incoming, wishMessage(card, sayTo(deps, language)("chat.wishHint")))];
}
