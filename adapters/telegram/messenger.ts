// Telegram as the courier's way to people: a case is one card, which changes in place, and a line for each step.

import type { Card, Delivery, Messenger } from "../../src/cases/card.ts";
import type { CaseStore } from "../../src/cases/store.ts";
import { cardMessage } from "../../src/chat/card-message.ts";
import { type Board, readBoard } from "../../src/chat/case-views.ts";
import type { ChatMessage, Place } from "../../src/chat/chat-message.ts";
import { lineMessage } from "../../src/chat/press-case.ts";
import type { Answer } from "./answer.ts";
import type { TelegramApi } from "./api.ts";
import { CHANNEL, laneOf } from "./carry-out.ts";
import type { Moves } from "./moves.ts";
import { isGroup, type Post } from "./post.ts";
import { renderMessage } from "./render.ts";
import { createTopics } from "./topics.ts";
import { createTurns } from "./turns.ts";

export type MessengerDeps = {
  readonly api: TelegramApi;
  readonly post: Post;
  readonly store: CaseStore;
  readonly moves: Moves;
  readonly log: (message: string, code?: string) => void;
};

/** Longer than this nobody waits at the gate: the courier has others to serve. */
const PATIENCE_MS = 3_000;

export function createTelegramMessenger(deps: MessengerDeps): Messenger {
  const { post, moves, log } = deps;
  const tell = createTell(deps);
  return {
    channel: CHANNEL,
    toAsker: async ({ id }, card) => {
      const busyMs = post.waitMs(id);
      if (busyMs > PATIENCE_MS) return { retryAfterMs: busyMs };
      return toDelivery((await sendAll(post, { chat: id }, cardMessage(card))).answer);
    },
    toPerson: async ({ person, body }, make, about) => {
      const own = person.telegramUser === undefined ? null : String(person.telegramUser);
      const group = body.telegramChat === undefined ? null : moves.current(String(body.telegramChat));
      if (group !== null && isGroup(group) && about.isOpenToAll) {
        const makeHere = () => make({ place: laneOf(group), language: body.commissioner.language });
        const delivery = await tell({ chat: group, about, make: makeHere });
        if (delivery !== "gone" || own === null) return delivery;
        log("a group of commissioners cannot be reached; its people are told one by one");
      }
      const chat = own ?? (group !== null && !isGroup(group) ? group : null);
      return chat === null ? null : tell({ chat, about, make: () => make({ person: person.id }) });
    },
  };
}

type Telling = {
  readonly chat: string;
  readonly about: { readonly caseId: string; readonly codename: string; readonly mark: string };
  readonly make: () => Promise<Card>;
};

function createTell(deps: MessengerDeps): (telling: Telling) => Promise<Delivery> {
  const { post, store, moves } = deps;
  const topics = createTopics(deps.api);
  const open = async ({ chat, about, make }: Telling): Promise<Delivery> => {
    const thread = isGroup(chat) ? await topics.open(chat, about.codename) : null;
    const to: Place = thread === null ? { chat } : { chat, thread };
    const { answer, id } = await sendAll(post, to, cardMessage(await make()));
    if (answer.kind === "done" && id !== null)
      await keep(chat, about, { id, ...(thread ? { thread } : {}), told: [about.mark] });
    return follow(chat, answer);
  };
  const keep = (chat: string, { caseId }: Telling["about"], board: Board): Promise<void> =>
    store.transact((tx) => tx.boards.write(caseId, laneOf(chat), JSON.stringify(board)));
  const follow = async (chat: string, answer: Answer): Promise<Delivery> => {
    if (answer.kind !== "moved") return toDelivery(answer);
    await moves.moved(chat, answer.to);
    return { retryAfterMs: 0 };
  };
  const inTurn = createTurns();
  const tell = async (telling: Telling): Promise<Delivery> => {
    const { chat, about, make } = telling;
    const busyMs = post.waitMs(chat);
    if (busyMs > PATIENCE_MS) return { retryAfterMs: busyMs };
    const board = readBoard(await store.transact((tx) => tx.boards.read(about.caseId, laneOf(chat))));
    if (!board) return open(telling);
    // The word for another of the people here has told this chat already.
    if (board.told.includes(about.mark)) return "delivered";
    const to: Place = board.thread === undefined ? { chat } : { chat, thread: board.thread };
    const card = await make();
    const edited = await editAll(post, { to, id: board.id }, cardMessage(card));
    if (edited.kind === "lost" || edited.kind === "refused") return open(telling);
    if (edited.kind !== "done" && edited.kind !== "unchanged") return follow(chat, edited);
    const line = lineMessage(about.codename, card.whole?.news ?? card.title);
    const { answer } = await sendAll(post, to, line, board.id);
    if (answer.kind === "done") await keep(chat, about, { ...board, told: [...board.told, about.mark].slice(-MARKS) });
    return follow(chat, answer);
  };
  // Two people of one group are told at once: the second finds the card of the first.
  return (telling) => inTurn(`${telling.about.caseId} ${telling.chat}`, () => tell(telling));
}

const MARKS = 20;

type Sending = { readonly answer: Answer /** Of the message that carries the buttons. */; readonly id: string | null };

async function sendAll(post: Post, to: Place, message: ChatMessage, replyTo?: string): Promise<Sending> {
  let last: Sending = { answer: { kind: "refused", code: 0 }, id: null };
  for (const call of renderMessage(message, to, replyTo === undefined ? {} : { replyTo })) {
    const answer = await post.send(call);
    last = { answer, id: answer.kind === "done" ? idOf(answer.result) : null };
    if (answer.kind !== "done") return last;
  }
  return last;
}

async function editAll(post: Post, { to, id }: { to: Place; id: string }, message: ChatMessage): Promise<Answer> {
  const [first] = renderMessage(message, to, { isEdit: id });
  return first ? post.send(first) : { kind: "unchanged" };
}

function idOf(result: unknown): string | null {
  if (typeof result !== "object" || result === null || !("message_id" in result)) return null;
  return typeof result.message_id === "number" ? String(result.message_id) : null;
}

/** Rejects where it is to be tried again as the courier sees fit. */
function toDelivery(answer: Answer): Delivery {
  switch (answer.kind) {
    case "done":
    case "unchanged":
      return "delivered";
    case "gone":
      return "gone";
    case "wait":
      return { retryAfterMs: answer.retryAfterMs };
    case "moved":
    case "unparsable":
    case "lost":
    case "stale":
    case "unauthorised":
    case "conflict":
    case "refused":
    case "failed":
      throw new Error(`Telegram did not take a message (${answer.kind})`);
  }
}
