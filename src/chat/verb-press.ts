// A press on a button of an answer or a menu, and the few things that all of these do.

import type { TokenRow } from "../cases/store.ts";
import { type AnswerNote, answerSchema } from "./answer-message.ts";
import type { ChatMessage, Deed } from "./chat-message.ts";
import { answerWith } from "./messages-of.ts";
import { type PressTurn, sayTo } from "./talk-deps.ts";
import { canOpen, windowDeed } from "./window.ts";

export type VerbPress = {
  readonly turn: PressTurn;
  readonly token: string;
  readonly row: TokenRow;
  /** What follows the letter. */
  readonly rest: string;
};

export function noteOf({ row }: VerbPress): AnswerNote {
  return answerSchema.parse(JSON.parse(row.payload));
}

export function say({ turn }: VerbPress, message: ChatMessage): Deed[] {
  return [answerWith(turn.incoming, message)];
}

/** What is only to be read: in a window where there are windows, for it need not stand in the chat. */
export function show({ turn, row }: VerbPress, message: ChatMessage): Deed[] {
  if (!canOpen(turn.deps, turn.incoming)) return [answerWith(turn.incoming, message)];
  const language = answerSchema.safeParse(JSON.parse(row.payload)).data?.language ?? turn.language;
  return [windowDeed({ ...turn, language }, message, { ground: "" })];
}

export function notice({ incoming }: PressTurn, text: string): Extract<Deed, { readonly kind: "notice" }> {
  return { kind: "notice", pressId: incoming.pressId, text, isAlert: false };
}

export function edit(turn: PressTurn, message: ChatMessage): Deed {
  const { incoming } = turn;
  if (incoming.within !== undefined) return windowDeed(turn, message, { ground: "" });
  return { kind: "edit", to: incoming.place, id: incoming.messageId, message };
}

/** An answer's button sends the asker back to the question; any other is simply not available. */
export function tooOld(turn: PressTurn, isMenu = false): Deed[] {
  const text = sayTo(turn.deps, turn.language)(isMenu ? "press.refused" : "chat.old");
  return [{ ...notice(turn, text), isAlert: true }];
}
