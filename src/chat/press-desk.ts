// A press of somebody who works on cases. The card changes in place and each step leaves a line; whatever holds text or asks
// for it goes to that person's private chat, never to a group.

import type { Card } from "../cases/card.ts";
import { keepNote } from "./answer-message.ts";
import { cardMessage, wishMessage } from "./card-message.ts";
import { readBoard, viewOfPerson, viewsOfGroups } from "./case-views.ts";
import type { Deed } from "./chat-message.ts";
import { MENU } from "./menu.ts";
import { dataButton } from "./messages-of.ts";
import { type CasePress, isTurnedDown, lineMessage, noticeOf } from "./press-case.ts";
import { WISH_MS } from "./settings.ts";
import { type PressTurn, sayTo, type Turn } from "./talk-deps.ts";

export async function pressAsPerson(turn: PressTurn, { token, caseId: known }: CasePress): Promise<Deed[]> {
  const { deps, incoming, person } = turn;
  if (!person) return [noticeOf(turn, sayTo(deps, turn.language)("press.refused"))];
  const { id, language } = person.person;
  const place = incoming.isPrivate ? {} : { place: turn.chat };
  const wanted = { actor: { kind: "person", id }, token, language, event: incoming.event, ...place } as const;
  const card = await deps.press(wanted);
  if (isTurnedDown(card)) {
    // Its buttons may be of an earlier moment, or the case no longer of this group.
    const fresh = known === null || incoming.isPrivate ? [] : await refresh(turn, { caseId: known, card });
    return [...fresh, noticeOf(turn, card.title)];
  }
  const caseId = known ?? card.whole?.caseId ?? null;
  if (caseId === null) return [];
  const isStep = card.whole !== null && card.result === "done";
  const below = isStep ? [] : await showBelow(turn, card);
  const elsewhere = !incoming.isPrivate && below.length > 0;
  return [
    ...below,
    ...(await refresh(turn, { caseId, card })),
    ...(isStep ? await tellStep(turn, { caseId, card }) : []),
    ...(elsewhere ? [noticeOf(turn, sayTo(deps, language)("chat.continue"))] : []),
  ];
}

/** What is no view of the case goes beneath it: a question back, a text, a preview. In private a choice takes the card's place. */
async function showBelow(turn: Turn, card: Card): Promise<Deed[]> {
  const { deps, incoming, person } = turn;
  const to = deps.privatePlaceOf(incoming.user);
  const language = person?.person.language ?? turn.language;
  const say = sayTo(deps, language);
  if (card.input) {
    await waitForPerson(turn, card.input.token);
    return [{ kind: "send", to, message: wishMessage(card, say("chat.wishHint")) }];
  }
  if (card.whole && card.quote !== null) {
    const hide = dataButton(say("chat.hide"), `${await keepNote(turn, MENU, {})}.h`);
    const text = { ...card, lines: [], buttons: [] };
    return [{ kind: "send", to, message: cardMessage(text, { more: [hide] }) }];
  }
  if (card.whole || (incoming.isPrivate && incoming.kind === "press")) return [];
  return [{ kind: "send", to, message: cardMessage(card) }];
}

async function waitForPerson({ deps, incoming }: Turn, token: string): Promise<void> {
  const wish = { kind: "press", token, side: "person", until: deps.cases.now() + WISH_MS } as const;
  await deps.settings.change(`${deps.channel}:${deps.privatePlaceOf(incoming.user).chat}`, { wish });
}

type Done = { readonly caseId: string; readonly card: Card };

/** The message that was pressed, with fresh buttons. */
async function refresh(turn: PressTurn, { caseId, card }: Done): Promise<Deed[]> {
  const { deps, incoming, person } = turn;
  const edit = (shown: Card): Deed => {
    return { kind: "edit", to: incoming.place, id: incoming.messageId, message: cardMessage(shown) };
  };
  if (!incoming.isPrivate) {
    const group = (await viewsOfGroups(deps, caseId)).find(({ chat }) => chat === turn.chat);
    return group ? [edit(group.card)] : [];
  }
  const isChoice = card.whole === null && card.input === null;
  const isPlainView = card.whole !== null && card.quote === null;
  if (isChoice || isPlainView) return [edit(card)];
  if (!person) return [];
  const { id, language } = person.person;
  const now = await viewOfPerson(deps, id, { caseId, language });
  return now ? [edit(now)] : [];
}

/** A line beside the card here, and card and line wherever else the case stands. */
export async function tellStep(turn: Turn, { caseId, card }: Done): Promise<Deed[]> {
  const { deps, incoming } = turn;
  const { whole } = card;
  if (!whole) return [];
  const own = deps.privatePlaceOf(incoming.user);
  const here: Deed[] = incoming.isPrivate
    ? [
        {
          kind: "send",
          to: incoming.place,
          message: lineMessage(whole.codename, whole.news ?? card.lines.at(-1) ?? ""),
        },
      ]
    : await refreshPrivate(turn, { caseId, chat: own.chat });
  return [...here, ...(await tellGroup(turn, { caseId, card }))];
}

async function refreshPrivate(turn: Turn, { caseId, chat }: { caseId: string; chat: string }): Promise<Deed[]> {
  const { deps, person } = turn;
  const key = `${deps.channel}:${chat}`;
  const board = readBoard(await deps.cases.store.transact((tx) => tx.boards.read(caseId, key)));
  if (!board || !person) return [];
  const now = await viewOfPerson(deps, person.person.id, { caseId, language: person.person.language });
  return now ? [{ kind: "edit", to: { chat }, id: board.id, message: cardMessage(now) }] : [];
}

async function tellGroup(turn: Turn, { caseId, card }: Done): Promise<Deed[]> {
  const { deps, incoming } = turn;
  const { whole } = card;
  if (!whole) return [];
  return (await viewsOfGroups(deps, caseId)).flatMap(({ chat, board, card: shown }): Deed[] => {
    const to = { chat: chat.slice(deps.channel.length + 1), ...(board.thread ? { thread: board.thread } : {}) };
    const isPressed = chat === turn.chat && incoming.messageId === board.id;
    const line = lineMessage(whole.codename, shown.lines.at(-1) ?? "");
    return [
      ...(isPressed ? [] : [{ kind: "edit" as const, to, id: board.id, message: cardMessage(shown) }]),
      { kind: "send", to, message: line },
    ];
  });
}
