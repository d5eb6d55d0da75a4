// A press of somebody who works on cases. The cards of the case are brought up to date by the courier, wherever they stand; here
// each step leaves a line, and whatever holds text or asks for it goes to that person's private chat, never to a group.

import type { Card } from "../cases/card.ts";
import { type Board, placeOfLines } from "./board.ts";
import { wishMessage } from "./card-message.ts";
import { findBoards, type Standing } from "./case-views.ts";
import type { ChatMessage, Deed, Place } from "./chat-message.ts";
import { hideable, layOut } from "./lay-out.ts";
import { type CasePress, isTurnedDown, lineMessage, noticeOf } from "./press-case.ts";
import { WISH_MS } from "./settings.ts";
import { showToPersonHere } from "./show-to-person.ts";
import { type PressTurn, sayTo, type Turn } from "./talk-deps.ts";

export async function pressAsPerson(turn: PressTurn, { token, caseId: known, isRetry }: CasePress): Promise<Deed[]> {
  const { deps, incoming, person } = turn;
  if (!person) return [noticeOf(turn, sayTo(deps, turn.language)("press.refused"))];
  const { id, language } = person.person;
  const place = incoming.isPrivate ? {} : { place: turn.chat };
  const card = await deps.press({ actor: { kind: "person", id }, token, language, event: incoming.event, ...place });
  if (isTurnedDown(card)) return [noticeOf(turn, card.title)];
  const caseId = known ?? card.whole?.caseId ?? null;
  if (caseId === null) return [];
  const standing = await findBoards(deps, caseId);
  // What was to open did so before, or never will; the card has fresh buttons.
  const isLooking = card.whole !== null && card.result !== "done";
  if (deps.platform.hasWindows && isRetry && isLooking) {
    return [noticeOf(turn, sayTo(deps, language)("chat.window.stale"))];
  }
  if (deps.platform.hasWindows) return showToPersonHere(turn, { card, standing });
  if (card.whole && card.result === "done") return tellStep(turn, { card, standing });
  if (card.whole && card.quote === null) return isBoard(turn, standing) ? [] : [goAway(turn)];
  const below = await showBelow(turn, card);
  const isTransient = incoming.isPrivate && !isBoard(turn, standing);
  return [
    ...(isTransient ? [goAway(turn)] : []),
    ...below,
    ...(incoming.isPrivate ? [] : [noticeOf(turn, sayTo(deps, language)("chat.continue"))]),
  ];
}

/** The card of the case itself, as against a choice or a preview about it. */
function isBoard({ incoming }: PressTurn, { boards }: Standing): boolean {
  return boards.some(({ chat, id }) => chat === incoming.place.chat && id === incoming.messageId);
}

/** A choice or a preview has served once something was pressed on it. */
function goAway({ incoming }: PressTurn): Deed {
  return { kind: "delete", to: incoming.place, id: incoming.messageId };
}

/** A question back, a text, a choice or a preview: for the eyes of whoever pressed. */
export async function showBelow(turn: Turn, card: Card): Promise<Deed[]> {
  const { deps, incoming, person } = turn;
  const to = deps.privatePlaceOf(incoming.user);
  const own = { ...turn, language: person?.person.language ?? turn.language };
  const say = sayTo(deps, own.language);
  if (card.input) {
    await waitForPerson(turn, card.input.token);
    return [{ kind: "send", to, message: wishMessage(card, say("chat.wishHint")) }];
  }
  if (card.whole && card.quote !== null) {
    return (await hideable(own, card.title, card.quote)).map((message) => ({ kind: "send", to, message }));
  }
  const { main, texts } = await layOut(own, card);
  return [...texts, main].map((message) => ({ kind: "send", to, message }));
}

async function waitForPerson({ deps, incoming, person, language }: Turn, token: string): Promise<void> {
  const until = deps.cases.now() + WISH_MS;
  const wished = { token, until, language: person?.person.language ?? language };
  const chat = `${deps.channel}:${incoming.user}`;
  await deps.settings.change(chat, { wish: { kind: "press", side: "person", prompt: null, ...wished } });
}

type Done = { readonly card: Card; readonly standing: Standing };

/** A line here and in each group where the case is worked on. A preview that was sent becomes the line. */
export async function tellStep(turn: Turn, { card, standing }: Done): Promise<Deed[]> {
  const { incoming } = turn;
  const { whole } = card;
  if (!whole) return [];
  const own = lineMessage(whole.codename, whole.news ?? card.lines.at(-1) ?? "");
  const here = incoming.isPrivate ? sayHere(turn, { own, standing }) : [];
  const groups = standing.groups.flatMap((board) => sayOn(board, lineMessage(whole.codename, board.latest)));
  return [...here, ...groups];
}

type Own = { readonly own: ChatMessage; readonly standing: Standing };

function sayHere({ deps, incoming }: Turn, { own, standing }: Own): Deed[] {
  const { place: to } = incoming;
  if (deps.platform.hasWindows) return sayUnder(to, { own, standing });
  const isPreview = incoming.kind === "press" && !isBoard({ incoming } as PressTurn, standing);
  return [isPreview ? { kind: "edit", to, id: incoming.messageId, message: own } : { kind: "send", to, message: own }];
}

/** Under the card, where it stands in the private chat. */
function sayUnder({ chat }: Place, { own, standing }: Own): Deed[] {
  const board = standing.boards.find((one) => one.chat === chat && "person" in one.viewer);
  return board ? sayOn(board, own) : [];
}

/** A card that is still on its way will tell by itself. */
function sayOn(board: Board, message: ChatMessage): Deed[] {
  const to = placeOfLines(board);
  return to === null ? [] : [{ kind: "send", to, message }];
}
