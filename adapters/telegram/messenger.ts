// Telegram as the courier's way to people: a case is one card in each chat, which changes in place, and a line for each step.

import type { Delivery, Messenger, Viewer } from "../../src/cases/card.ts";
import { sayIn } from "../../src/cases/plain-card.ts";
import type { Telling } from "../../src/chat/board.ts";
import { cardMessage } from "../../src/chat/card-message.ts";
import { italic, paragraph } from "../../src/chat/rich.ts";
import type { Answer } from "./answer.ts";
import { createBoards } from "./boards.ts";
import { CHANNEL, laneOf } from "./carry-out.ts";
import { type MessengerDeps, PATIENCE_MS } from "./messenger-deps.ts";
import { isGroup } from "./post.ts";
import { createRepeats } from "./repeats.ts";
import { sendAll } from "./send-all.ts";

/** What is being said to this chat goes first. */
const AFTER_TALK_MS = 300;
const LATER_AFTER_TALK_MS = 10_000;

export function createTelegramMessenger(deps: MessengerDeps): Messenger {
  const { post, store, moves, log } = deps;
  const boards = createBoards(deps);
  const repeats = createRepeats();
  const tell = async (telling: Telling): Promise<Delivery | "refused"> => {
    const busyMs = post.waitMs(telling.chat);
    if (busyMs > PATIENCE_MS) return { retryAfterMs: busyMs };
    return toDelivery(await boards.tell(telling));
  };
  const isTalking = (chat: string): Promise<boolean> =>
    store.transact(async (tx) => {
      const lane = laneOf(chat);
      return (await tx.outgoing.isWaiting(CHANNEL, lane)) || (await tx.inbox.isWaiting(CHANNEL, lane));
    });
  return {
    channel: CHANNEL,
    toAsker: async ({ id }, card, { mark, isRepeat, language }) => {
      // The card of a new case, with the way to withdraw it, comes before any word about it.
      const talkMs = isRepeat ? LATER_AFTER_TALK_MS : AFTER_TALK_MS;
      const isBusy = await isTalking(id);
      const busyMs = isBusy ? talkMs : post.waitMs(id);
      if (isBusy || busyMs > PATIENCE_MS) {
        if (!isRepeat) repeats.note(mark, UNSENT);
        return { retryAfterMs: busyMs };
      }
      const before = repeats.mayHaveCome(mark, isRepeat) ? [italic(sayIn(deps, language)("chat.repeat"))] : [];
      const message = cardMessage(card, { before: before.map((words) => paragraph(words)) });
      const { answer } = await sendAll(post, { chat: id }, message);
      repeats.note(mark, answer);
      return orThrow(toDelivery(answer));
    },
    toPerson: async ({ person, body }, make, about) => {
      const own = person.telegramUser === undefined ? null : String(person.telegramUser);
      const given = body.telegramChat === undefined ? null : await moves.current(String(body.telegramChat));
      const group = given !== null && isGroup(given) ? given : null;
      if (group !== null && about.isOpenToAll) {
        const viewer: Viewer = { place: laneOf(group), body: body.id, language: body.commissioner.language };
        const delivery = await tell({ chat: group, about, viewer, make });
        if ((delivery !== "gone" && delivery !== "refused") || own === null) return orThrow(delivery);
        log("a group of commissioners takes no messages; its people are told one by one");
      }
      // The private chat that is named for a body is its commissioner's, and nobody else's.
      const isCommissioner = person.id === body.commissioner.id;
      const chat = own ?? (group === null && isCommissioner ? given : null);
      return chat === null ? null : orThrow(await tell({ chat, about, viewer: { person: person.id }, make }));
    },
    refresh: async (caseId, show) => {
      const answers = await boards.refresh(caseId, show);
      const waits = answers.flatMap((answer) => (answer.kind === "wait" ? [answer.retryAfterMs] : []));
      if (waits.length > 0) return { retryAfterMs: Math.max(...waits) };
      if (answers.some(({ kind }) => kind === "failed")) throw new Error("Telegram did not change a card");
      return "delivered";
    },
  };
}

const UNSENT: Answer = { kind: "failed", code: "UNSENT", isUncertain: false };

/** `refused`: this chat takes no message of the bot as things are. */
function toDelivery(answer: Answer): Delivery | "refused" {
  switch (answer.kind) {
    case "done":
    case "unchanged":
      return "delivered";
    case "gone":
      return "gone";
    case "wait":
      return { retryAfterMs: answer.retryAfterMs };
    case "moved":
      return { retryAfterMs: 0 };
    case "refused":
      return "refused";
    case "unparsable":
    case "lost":
    case "stale":
    case "unauthorised":
    case "conflict":
    case "failed":
      throw new Error(`Telegram did not take a message (${answer.kind})`);
  }
}

/** Tried again as the courier sees fit. */
function orThrow(delivery: Delivery | "refused"): Delivery {
  if (delivery === "refused") throw new Error("Telegram refused a message");
  return delivery;
}
