// A text that was waited for: it goes where the button said, and nowhere else.

import type { Card } from "../cases/card.ts";
import { todayOf } from "../cases/deps.ts";
import type { Language } from "../language.ts";
import { ANSWER, type AnswerNote, keepNote, savingBlocks } from "./answer-message.ts";
import { prepareFrom } from "./bring-case.ts";
import { cardMessage, wishMessage } from "./card-message.ts";
import { findBoards } from "./case-views.ts";
import { findChallenge, previewRemark } from "./challenge.ts";
import type { ChatButton, Deed } from "./chat-message.ts";
import { layOut } from "./lay-out.ts";
import { answerWith, dataButton, messageOf } from "./messages-of.ts";
import { isTurnedDown } from "./press-case.ts";
import { showBelow, tellStep } from "./press-desk.ts";
import { WISH_MS, type Wish } from "./settings.ts";
import { sayTo, type Turn } from "./talk-deps.ts";

/** The wish ends only after the text has arrived: whoever dies in between finds it again, and the event tells that it is the same. */
export async function takeText(turn: Turn, wish: Wish, text: string): Promise<Deed[]> {
  const { deps, chat, incoming, address } = turn;
  const end = async (): Promise<void> => {
    await deps.cases.store.transact((tx) => tx.events.claim(takenOf(incoming.event, wish), todayOf(deps.cases)));
    await deps.settings.change(chat, { wish: null });
  };
  switch (wish.kind) {
    case "receipt": {
      const card = await deps.reception.enter(text, { address, language: turn.language });
      // A code with a typing error is written again.
      if (!isTurnedDown(card)) await end();
      return [answerWith(incoming, cardMessage(card, { more: await eraseButton(turn, turn.language) }))];
    }
    case "report": {
      const deeds = await prepareFrom(turn, text);
      await end();
      return deeds;
    }
    case "press": {
      if (wish.side === "person") return takeFromPerson(turn, { wish, text, end });
      const { token, language } = wish;
      const challenged = await findChallenge(turn, token);
      if (challenged) {
        const deeds = await previewRemark(turn, challenged, text);
        await end();
        return deeds;
      }
      const deeds = await takeFromAsker(turn, { token, text, language, more: await eraseButton(turn, language) });
      await end();
      return deeds;
    }
  }
}

/** Marks a text as one that was taken for what was waited for. */
function takenOf(event: string, wish: Wish): string {
  return wish.kind === "press" ? `${event}:taken:${wish.side}` : `${event}:taken:${wish.kind}`;
}

const TAKEN = ["report", "receipt", "asker", "person"] as const;

/** The text was taken before, and whoever wrote it may not have heard so; `null` where it was not. */
export async function takenBefore(turn: Turn, text: string): Promise<Deed[] | null> {
  const { deps, incoming, address, language } = turn;
  const { event } = incoming;
  const taken = await deps.cases.store.transact(async (tx) => {
    for (const what of TAKEN) if (await tx.events.has(`${event}:taken:${what}`)) return what;
    return null;
  });
  switch (taken) {
    case null:
      return null;
    case "report":
      return prepareFrom(turn, text);
    case "receipt":
      return [answerWith(incoming, cardMessage(await deps.reception.enter(text, { address, language })))];
    case "asker":
      return showAgain(turn);
    case "person":
      return [answerWith(incoming, messageOf([sayTo(deps, language)("chat.unsure")]))];
  }
}

/** The case as it stands now, with the text in it; a draft has sent nothing yet. */
async function showAgain(turn: Turn): Promise<Deed[]> {
  const { deps, incoming, address, language } = turn;
  const { event } = incoming;
  const card = await deps.press({ actor: { kind: "asker", address }, token: "", language, event });
  if (!isTurnedDown(card)) return [answerWith(incoming, cardMessage(card))];
  return [answerWith(incoming, messageOf([sayTo(deps, language)("chat.again")]))];
}

type Taking = {
  readonly wish: Extract<Wish, { readonly kind: "press" }>;
  readonly text: string;
  readonly end: () => Promise<void>;
};

type AskersText = {
  readonly token: string;
  readonly text: string;
  readonly language: Language;
  readonly more: readonly ChatButton[];
};

/** The text of an asker for a button of a case. */
export async function takeFromAsker(turn: Turn, { token, text, language, more }: AskersText): Promise<Deed[]> {
  const { deps, chat, incoming, address } = turn;
  const card = await deps.press({ actor: { kind: "asker", address }, token, language, text, event: incoming.event });
  if (!card.input) {
    const before = savingBlocks(deps, text, language);
    const about = { before, more: isTurnedDown(card) ? [] : more };
    const { main, texts } = await layOut({ ...turn, language }, card, about);
    return [...texts, main].map((message) => answerWith(incoming, message));
  }
  const until = deps.cases.now() + WISH_MS;
  const wish = { kind: "press", token: card.input.token, side: "asker", until, language, prompt: null } as const;
  await deps.settings.change(chat, { wish });
  return [answerWith(incoming, wishMessage(card, sayTo(deps, language)("chat.wishHint")))];
}

/** What the asker wrote need not go on standing in the chat, where Adep can take it out. */
export async function eraseButton(turn: Turn, language: Language): Promise<ChatButton[]> {
  if (!turn.deps.platform.canErase) return [];
  const { messageId } = turn.incoming;
  const note: AnswerNote = { provisions: [], language, day: null, steps: [], options: [], messageId };
  return [dataButton(sayTo(turn.deps, language)("chat.erase"), `${await keepNote(turn, ANSWER, note)}.x`)];
}

async function takeFromPerson(turn: Turn, { wish, text, end }: Taking): Promise<Deed[]> {
  const { deps, incoming, person } = turn;
  if (!person) return [answerWith(incoming, cardMessage(await refuse(turn, wish.token, end)))];
  const { id, language } = person.person;
  const actor = { kind: "person", id } as const;
  const card = await deps.press({ actor, token: wish.token, language, text, event: incoming.event });
  await end();
  if (!card.whole || card.result !== "done") return showBelow(turn, card);
  return tellStep(turn, { card, standing: await findBoards(deps, card.whole.caseId) });
}

/** Taken off the list since: the button is tried as whoever is left, and comes to nothing. */
async function refuse({ deps, address, language }: Turn, token: string, end: Taking["end"]): Promise<Card> {
  const card = await deps.press({ actor: { kind: "asker", address }, token, language });
  await end();
  return card;
}
