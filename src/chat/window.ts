// Windows over the chat: what is for one person's eyes, and must not stay in the chat, is shown and written there.

import { z } from "zod";

import type { Card } from "../cases/card.ts";
import { partyOf } from "../cases/tokens.ts";
import { keepNote } from "./answer-message.ts";
import { cardBlocks } from "./card-message.ts";
import type { ChatMessage, ChatWindow, Deed, Form, Place } from "./chat-message.ts";
import type { Incoming } from "./incoming.ts";
import { MENU } from "./menu.ts";
import { dataButton, messageOf } from "./messages-of.ts";
import { type Block, paragraph } from "./rich.ts";
import { sayTo, type TalkDeps, type Turn } from "./talk-deps.ts";

/** The message over which a window was opened: it changes in place when something was done in the window. */
export type Ground = { readonly to: Place; readonly id: string };

const groundSchema = z.object({
  to: z.object({ chat: z.string(), thread: z.string().exactOptional() }),
  id: z.string(),
});

export type Opening = {
  readonly form?: Form;
  readonly ground?: string;
  /** What is shown there is not to be had a second time: where no window opens it is said in the chat. */
  readonly isOnly?: boolean;
};

export function windowDeed(turn: Turn, message: ChatMessage, opening: Opening = {}): Deed {
  const { form = null, ground = groundTokenOf(turn.incoming), isOnly = false } = opening;
  const title = sayTo(turn.deps, turn.language)("chat.window.title");
  const window: ChatWindow = { title, message, form, ground, isOnly };
  return { kind: "window", window };
}

/** What a field of a window holds, in UTF-16 units. */
const LONGEST_VALUE = 3_000;

/** A card that asks for text, as a form. */
function formOf({ input }: Card): Form | undefined {
  return input === null
    ? undefined
    : { label: input.label, value: input.value, button: input.button, data: input.token };
}

/** A card in a window. The label of a form asks; nothing else needs to. */
export function cardWindow(turn: Turn, card: Card, opening: Opening & { readonly before?: readonly Block[] }): Deed {
  const { before = [], ...rest } = opening;
  const whole = formOf(card);
  // What is cut would be handed in cut.
  const isTooLong = whole !== undefined && whole.value.length > LONGEST_VALUE;
  const form = isTooLong ? { ...whole, value: "" } : whole;
  const note = isTooLong ? [paragraph(sayTo(turn.deps, turn.language)("chat.window.tooLong"))] : [];
  const buttons = card.buttons.map(({ label, token, style }) => [dataButton(label, token, style)]);
  const blocks = [...before, ...cardBlocks(card), ...note];
  return windowDeed(turn, messageOf(blocks, { buttons, isProtected: true }), { ...rest, ...(form ? { form } : {}) });
}

export function wordsWindow(turn: Turn, ...lines: readonly string[]): Deed {
  return windowDeed(turn, messageOf(lines.map((line) => paragraph(line))), { ground: "" });
}

function groundTokenOf(incoming: Incoming): string {
  return incoming.kind === "submit" ? incoming.ground : incoming.kind === "press" ? (incoming.ground ?? "") : "";
}

/** The press was on a message of the chat. */
export function isOnMessage({ incoming }: Turn): boolean {
  return incoming.kind === "press" && incoming.within === undefined;
}

/** Kept with the window from now on: the message on which was pressed, or what the window stands over already. */
export async function keepGround(turn: Turn): Promise<string> {
  const { place, messageId } = turn.incoming;
  if (!isOnMessage(turn)) return groundTokenOf(turn.incoming);
  // What only one person sees goes away by itself.
  return place.aside ? "" : keepNote(turn, MENU, { to: place, id: messageId } satisfies Ground);
}

/** `null` where the window stands over nothing that changes. */
export async function findGround(turn: Turn): Promise<Ground | null> {
  const { deps, address, incoming } = turn;
  if (isOnMessage(turn)) return { to: incoming.place, id: incoming.messageId };
  const token = groundTokenOf(incoming);
  if (token === "") return null;
  const row = await deps.cases.store.transact((tx) =>
    tx.tokens.look(token, { parties: [partyOf({ asker: address })], now: deps.cases.now() }),
  );
  return row === null ? null : (groundSchema.safeParse(JSON.parse(row.payload)).data ?? null);
}

/** Before a come-back code, which nobody can show again. */
export function codeNote({ deps, language }: Turn): Block {
  return paragraph(sayTo(deps, language)("chat.keep.code"));
}

/** A window can be opened for what was just done, or stands open. */
export function canOpen({ platform }: Pick<TalkDeps, "platform">, incoming: Incoming): boolean {
  if (!platform.hasWindows) return false;
  return incoming.kind === "press" || incoming.kind === "submit" || (incoming.kind === "command" && !!incoming.pressId);
}
