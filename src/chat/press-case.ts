// An asker's press on a button of a case: the message with the button changes in place; a text that is wanted is asked for below.

import type { Card } from "../cases/card.ts";
import { plainCard } from "../cases/plain-card.ts";
import type { Language } from "../language.ts";
import { cardMessage, isReceipt, wishMessage } from "./card-message.ts";
import { viewOfAsker } from "./case-views.ts";
import type { ChatMessage, Deed } from "./chat-message.ts";
import { layOut } from "./lay-out.ts";
import { answerWith, messageOf } from "./messages-of.ts";
import { bold, paragraph } from "./rich.ts";
import { WISH_MS } from "./settings.ts";
import { showToAsker } from "./show-to-asker.ts";
import { type PressTurn, sayTo } from "./talk-deps.ts";

export type CasePress = {
  readonly token: string;
  readonly caseId: string | null;
  /** It was begun before, and may have had its effect. */
  readonly isRetry: boolean;
};

export async function pressAsAsker(turn: PressTurn, { token, caseId, isRetry }: CasePress): Promise<Deed[]> {
  const { deps, incoming, address, language } = turn;
  const card = await deps.press({ actor: { kind: "asker", address }, token, language, event: incoming.event });
  // A draft whose button was pressed before is gone, and what came of it may never have been seen.
  if (isTurnedDown(card) && isRetry && deps.platform.hasWindows) {
    const to = deps.privatePlaceOf(incoming.user);
    return [{ kind: "send", to, message: messageOf([sayTo(deps, language)("chat.again")]) }];
  }
  if (isTurnedDown(card)) return [noticeOf(turn, card.title)];
  if (card.result === "erased") {
    // The words go; the language in which this person reads may stay for its half hour.
    deps.memory.forget(turn.chat);
    deps.memory.remember(`spoken ${turn.chat}`, language);
  }
  if (deps.platform.hasWindows) return showToAsker(turn, { card, caseId });
  const edit = (message: ChatMessage): Deed => ({ kind: "edit", to: incoming.place, id: incoming.messageId, message });
  if (card.input) {
    await waitForText(turn, card.input.token);
    const hint = sayTo(deps, language)("chat.wishHint");
    return [edit(await standing(turn, { card, caseId, language })), answerBelow(turn, wishMessage(card, hint))];
  }
  if (isReceipt(card)) {
    if (card.result === "erased") await deps.settings.change(turn.chat, { wish: null });
    const left = card.result === "erased" ? null : caseId;
    return [edit(await standing(turn, { card, caseId: left, language })), answerBelow(turn, cardMessage(card))];
  }
  // A text that was wanted before the case changed is not wanted any more.
  if (turn.settings.wish !== null && card.result !== "shown") await deps.settings.change(turn.chat, { wish: null });
  const { main, texts } = await layOut(turn, card);
  return [edit(main), ...texts.map((message) => answerBelow(turn, message))];
}

export function isTurnedDown({ result }: Card): boolean {
  return result === "refused" || result === "unavailable";
}

export function noticeOf({ incoming }: PressTurn, text: string): Deed {
  return { kind: "notice", pressId: incoming.pressId, text, isAlert: true };
}

/** The next text in this chat is meant for this button. */
async function waitForText({ deps, chat, language }: PressTurn, token: string): Promise<void> {
  const until = deps.cases.now() + WISH_MS;
  await deps.settings.change(chat, { wish: { kind: "press", token, side: "asker", until, language, prompt: null } });
}

type Standing = { readonly card: Card; readonly caseId: string | null; readonly language: Language };

/** The case with fresh buttons, for the pressed one is used up; without a case only what it was about. */
async function standing(turn: PressTurn, { card, caseId, language }: Standing): Promise<ChatMessage> {
  const now = caseId === null ? null : await viewOfAsker(turn, { caseId, language });
  const lines = card.result === "erased" ? [] : [sayTo(turn.deps, language)("draft.notYet")];
  return cardMessage(now ?? plainCard({ title: card.title, lines }));
}

function answerBelow({ incoming }: PressTurn, message: ChatMessage): Deed {
  return { ...answerWith(incoming, message) };
}

/** For a line of its own about a case. */
export function lineMessage(codename: string, text: string): ChatMessage {
  return messageOf([paragraph(bold(`#${codename.replace("-", "_")}`), ` ${text}`)], { isProtected: true });
}
