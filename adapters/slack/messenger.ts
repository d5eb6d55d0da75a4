// Slack as the courier's way to people: a case is one card in each chat, which changes in place, with a thread under it.

import type { AboutWord, Card, Delivery, Messenger, Viewer } from "../../src/cases/card.ts";
import { sayIn } from "../../src/cases/plain-card.ts";
import type { Telling } from "../../src/chat/board.ts";
import { cardMessage } from "../../src/chat/card-message.ts";
import { createTurns } from "../../src/chat/turns.ts";
import type { Answer } from "./answer.ts";
import { createBoards } from "./boards.ts";
import { CHANNEL, laneOf } from "./carry-out.ts";
import { isUser } from "./find-room.ts";
import { enter, isChannel, type MessengerDeps } from "./messenger-deps.ts";
import { markOf, postOnce } from "./post-once.ts";

/** What is being said to this chat goes first. */
const AFTER_TALK_MS = 300;
const LATER_AFTER_TALK_MS = 10_000;
/** Longer than any word to an asker is tried for. */
const LOOK_BACK_MS = 8 * 24 * 3_600_000;

export function createSlackMessenger(deps: MessengerDeps): Messenger {
  const boards = createBoards(deps);
  const sayToAsker = createSayToAsker(deps);
  const inTurn = createTurns();
  const tell = async (telling: Telling): Promise<Delivery | "refused"> => toDelivery(await boards.tell(telling));
  return {
    channel: CHANNEL,
    // The same word may be due again while it is still on its way.
    toAsker: ({ id }, card, about) => inTurn(about.mark, () => sayToAsker(id, card, about)),
    toPerson: async ({ person, body }, make, about) => {
      // What is for one person must never stand in a channel.
      const own = person.slackUser !== undefined && isUser(person.slackUser) ? person.slackUser : null;
      const { slackChannel: channel = "" } = body;
      if (isChannel(channel) && about.isOpenToAll) {
        const viewer: Viewer = { place: laneOf(channel), body: body.id, language: body.commissioner.language };
        const delivery = await tell({ chat: channel, about, viewer, make });
        if ((delivery !== "gone" && delivery !== "refused") || own === null) return orThrow(delivery);
        deps.log("a channel of commissioners takes no messages; its people are told one by one");
      }
      return own === null ? null : orThrow(await tell({ chat: own, about, viewer: { person: person.id }, make }));
    },
    refresh: async (caseId, show) => {
      const answers = await boards.refresh(caseId, show);
      const waits = answers.flatMap((answer) => (answer.kind === "wait" ? [answer.retryAfterMs] : []));
      if (waits.length > 0) return { retryAfterMs: Math.max(...waits) };
      if (answers.some(isTriedAgain)) throw new Error("Slack did not change a card");
      if (answers.some(({ kind }) => kind === "refused")) deps.log("Slack refused the card of a case");
      return "delivered";
    },
  };
}

function isTriedAgain({ kind }: Answer): boolean {
  return kind === "failed" || kind === "closed" || kind === "unauthorised";
}

type SayToAsker = (user: string, card: Card, about: AboutWord) => Promise<Delivery>;

function createSayToAsker(deps: MessengerDeps): SayToAsker {
  const { store, now } = deps;
  const tries = createTries();
  const isTalking = (user: string): Promise<boolean> =>
    store.transact(async (tx) => {
      const lane = laneOf(user);
      return (await tx.outgoing.isWaiting(CHANNEL, lane)) || (await tx.inbox.isWaiting(CHANNEL, lane));
    });
  return async (user, card, { mark, isRepeat, language }) => {
    const known = tries.read(mark) ?? (isRepeat ? { since: now() - LOOK_BACK_MS, mayStand: true } : null);
    const tried = known ?? { since: now(), mayStand: false };
    tries.write(mark, tried);
    // The card of a new case, with the way to withdraw it, comes before any word about it.
    if (await isTalking(user)) return { retryAfterMs: isRepeat ? LATER_AFTER_TALK_MS : AFTER_TALK_MS };
    const at = await enter(deps, user);
    if (at.kind !== "room") return orThrow(toDelivery(at));
    const { answer, ts, mayStand } = await postOnce(deps, {
      ...{ room: at.room, thread: null, mark: markOf(mark, user), message: cardMessage(card) },
      since: known?.since ?? null,
      repeat: tried.mayStand ? sayIn(deps, language)("chat.repeat") : "",
    });
    if (ts === null) tries.write(mark, { ...tried, mayStand });
    else tries.delete(mark);
    return orThrow(toDelivery(answer));
  };
}

const MOST = 10_000;

/** `mayStand`: it may be in the chat, although nobody said so. */
type Tried = { readonly since: number; readonly mayStand: boolean };

/** What this process tried to say: since when, and how surely in vain. */
function createTries() {
  const tries = new Map<string, Tried>();
  return {
    read: (mark: string) => tries.get(mark),
    delete: (mark: string) => tries.delete(mark),
    write: (mark: string, tried: Tried) => {
      tries.delete(mark);
      tries.set(mark, tried);
      const [oldest] = tries.keys();
      if (tries.size > MOST && oldest !== undefined) tries.delete(oldest);
    },
  };
}

/** `refused`: this chat takes no message of Adep as things are. */
function toDelivery(answer: Answer): Delivery | "refused" {
  switch (answer.kind) {
    case "done":
      return "delivered";
    case "gone":
      return "gone";
    case "wait":
      return { retryAfterMs: answer.retryAfterMs };
    case "closed":
    case "refused":
      return "refused";
    case "lost":
    case "stale":
    case "unauthorised":
    case "failed":
      throw new Error(`Slack did not take a message (${answer.kind})`);
  }
}

/** Tried again as the courier sees fit. */
function orThrow(delivery: Delivery | "refused"): Delivery {
  if (delivery === "refused") throw new Error("Slack refused a message");
  return delivery;
}
