// A card as a message. Texts of a case are protected; a come-back code must be kept by whoever gets it, so it is not.

import type { Card } from "../cases/card.ts";
import { readReceipt } from "../cases/receipt.ts";
import type { ChatButton, ChatMessage } from "./chat-message.ts";
import { dataButton, inRows, messageOf } from "./messages-of.ts";
import { type Block, bold, paragraph, quote } from "./rich.ts";

export type CardOptions = {
  /** Before the card, such as what saves. */
  readonly before?: readonly Block[];
  readonly after?: readonly Block[];
  readonly more?: readonly ChatButton[];
};

export function cardMessage(card: Card, { before = [], after = [], more = [] }: CardOptions = {}): ChatMessage {
  const buttons = card.buttons.map(({ label, token, style }) => dataButton(label, token, style));
  return messageOf([...before, ...cardBlocks(card), ...after], {
    buttons: [...inRows(buttons), ...more.map((button) => [button])],
    isProtected: !isReceipt(card),
  });
}

/** The card of a case as it stands from now on in the private chat of one of its people. */
export function boardMessage(card: Card, person: string): ChatMessage {
  const message = cardMessage(card);
  return card.whole ? { ...message, boardOf: { caseId: card.whole.caseId, person } } : message;
}

/** The news by itself; what else there is to know stands close together. */
export function cardBlocks({ title, lines, whole, quote: text }: Card): Block[] {
  const words = text === null ? [] : [isCode(text) ? paragraph({ text, style: "code" }) : quote(text)];
  const isNews = whole !== null && whole.news !== null && lines[0] === whole.news;
  const [news, facts] = isNews ? [lines.slice(0, 1), lines.slice(1)] : [[], lines];
  return [paragraph(bold(title)), ...news.map((line) => paragraph(line)), paragraph(facts.join("\n")), ...words];
}

/** Whether the card holds a come-back code. */
export function isReceipt({ quote: text }: Card): boolean {
  return text !== null && isCode(text);
}

function isCode(text: string): boolean {
  return readReceipt(text) === text;
}

/** Asks for the text that a card wants; what stands in the field already is shown, to be copied. */
export function wishMessage(card: Card, hint: string): ChatMessage {
  const { input } = card;
  if (!input) return cardMessage(card);
  const known = input.value === "" ? [] : [quote(input.value)];
  return messageOf([...cardBlocks(card), paragraph(input.label), ...known, paragraph(hint)], {
    ...{ isProtected: input.value === "", wants: input.label, wantedFor: input.token },
  });
}
