// A card with a long text: the text in messages of its own, each of which can be taken out of the chat again, and the card without it.

import type { Card } from "../cases/card.ts";
import { keepNote } from "./answer-message.ts";
import { type CardOptions, cardMessage } from "./card-message.ts";
import type { ChatMessage } from "./chat-message.ts";
import { chunk } from "./chunk.ts";
import { MENU } from "./menu.ts";
import { dataButton, messageOf } from "./messages-of.ts";
import { bold, paragraph, quote } from "./rich.ts";
import { sayTo, type Turn } from "./talk-deps.ts";

/** A longer text would not go away with the card that it stands on. */
const LONGEST_IN_PLACE = 2_500;

export type LaidOut = { readonly main: ChatMessage; readonly texts: readonly ChatMessage[] };

export async function layOut(turn: Turn, card: Card, options: CardOptions = {}): Promise<LaidOut> {
  if (card.quote === null || card.quote.length <= LONGEST_IN_PLACE)
    return { main: cardMessage(card, options), texts: [] };
  return { main: cardMessage({ ...card, quote: null }, options), texts: await hideable(turn, card.title, card.quote) };
}

/** In as many messages as it takes, each with a button that hides it. */
export async function hideable(turn: Turn, title: string, text: string): Promise<ChatMessage[]> {
  const label = sayTo(turn.deps, turn.language)("chat.hide");
  return Promise.all(
    chunk(text).map(async (part) => {
      const hide = dataButton(label, `${await keepNote(turn, MENU, {})}.h`);
      return messageOf([paragraph(bold(title)), quote(part)], { buttons: [[hide]], isProtected: true });
    }),
  );
}
