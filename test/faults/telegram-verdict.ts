// What the fake Telegram has seen, judged: who was answered, how often and in what order, and how fast it all came.

import type { Call, TelegramServer } from "../telegram-server.ts";
import type { Asked } from "./telegram-people.ts";
import { COMMISSIONER } from "./telegram-service.ts";

export type Verdict = {
  readonly asked: number;
  /** Messages that nobody answered; a serious one has two answers. */
  readonly lost: number;
  /** Second copies that say so, and those that do not. */
  readonly marked: number;
  readonly unmarked: number;
  /** Second copies although no sending was uncertain. */
  readonly needless: number;
  /** Chats in which a later message was answered before an earlier one. */
  readonly disordered: number;
  /** Cases on cards with the commissioner, second copies of cards there, and those although no sending was uncertain. */
  readonly cards: number;
  readonly cardsTwice: number;
  readonly cardsNeedless: number;
  /** The longest time anybody waited for a first answer. */
  readonly longestWaitSeconds: number;
};

const REPEAT = /^\((?:Қайталап айтып тұрмын|Повторяю|I say this again)[^)]*\)\n\n/;
const CODENAME = /\p{Lu}\p{L}+-\d{4}/u;

export function judge(server: TelegramServer, asked: readonly Asked[]): Verdict {
  const uncertain = new Set(
    server
      .calls("sendMessage")
      .filter((call) => isUncertain(call))
      .map(({ payload }) => keyOf(payload["chat_id"], String(payload["text"]))),
  );
  const seen = { lost: 0, marked: 0, unmarked: 0, needless: 0, disordered: 0 };
  for (const [chat, messages] of byChat(asked)) {
    const sent = server.messagesTo(chat);
    for (const { message, isSerious } of messages) {
      const texts = sent.filter(({ replyTo }) => replyTo === message).map((one) => one.sent.replace(REPEAT, ""));
      if (new Set(texts).size < (isSerious ? 2 : 1)) seen.lost += 1;
    }
    const before = new Set<string>();
    for (const { sent: text, replyTo } of sent) {
      const key = `${replyTo} ${text.replace(REPEAT, "")}`;
      if (replyTo !== null && before.has(key)) {
        seen[REPEAT.test(text) ? "marked" : "unmarked"] += 1;
        if (!uncertain.has(keyOf(chat, text))) seen.needless += 1;
      }
      before.add(key);
    }
    const order = sent.flatMap(({ replyTo }) => (replyTo === null ? [] : [replyTo]));
    if (order.some((reply, at) => at > 0 && reply < (order[at - 1] ?? 0))) seen.disordered += 1;
  }
  return {
    asked: asked.length,
    ...seen,
    ...countCards(server, uncertain),
    longestWaitSeconds: findLongestWait(server, asked),
  };
}

function findLongestWait(server: TelegramServer, asked: readonly Asked[]): number {
  const answeredAt = new Map<string, number>();
  for (const { payload, at } of server.calls("sendMessage")) {
    const reply = payload["reply_parameters"] as { readonly message_id?: number } | undefined;
    const key = `${payload["chat_id"]} ${reply?.message_id}`;
    if (!answeredAt.has(key)) answeredAt.set(key, at);
  }
  const waits = asked.map(({ chat, message, at }) => (answeredAt.get(`${chat} ${message}`) ?? at) - at);
  return Math.round(Math.max(0, ...waits) / 1000);
}

function byChat(asked: readonly Asked[]): ReadonlyMap<number, readonly Asked[]> {
  const chats = new Map<number, Asked[]>();
  for (const one of asked) {
    const known = chats.get(one.chat);
    if (known) known.push(one);
    else chats.set(one.chat, [one]);
  }
  return chats;
}

function keyOf(chat: unknown, text: string): string {
  return `${chat} ${text.replace(REPEAT, "")}`;
}

/** It may have had its effect, for all the bot could tell. */
function isUncertain({ outcome }: Call): boolean {
  if (outcome === null) return true;
  return !outcome.ok && outcome.error_code >= 500 && outcome.error_code !== 500 && outcome.error_code !== 503;
}

type Cards = Pick<Verdict, "cards" | "cardsTwice" | "cardsNeedless">;

function countCards(server: TelegramServer, uncertain: ReadonlySet<string>): Cards {
  const names = new Set<string>();
  const seen = { cardsTwice: 0, cardsNeedless: 0 };
  for (const { text, sent } of server.messagesTo(COMMISSIONER)) {
    const name = CODENAME.exec(text)?.[0] ?? "?";
    if (names.has(name)) seen.cardsTwice += 1;
    if (names.has(name) && !uncertain.has(keyOf(COMMISSIONER, sent))) seen.cardsNeedless += 1;
    names.add(name);
  }
  return { cards: names.size, ...seen };
}

export type Speed = {
  /** Messages that arrived within any one second. */
  readonly mostPerSecond: number;
  /** Messages to one private chat less than a second apart, and the shortest time there was. */
  readonly tooClose: number;
  readonly closestMs: number;
  readonly mostPerMinuteInGroup: number;
  /** Calls before the end of the time that Telegram asked to wait. */
  readonly impatient: number;
};

const COUNTED = new Set(["sendMessage", "editMessageText", "deleteMessage"]);

/** As they arrived, faults included: Telegram counts those as well. */
export function measureSpeed(calls: readonly Call[]): Speed {
  const counted = calls.filter(({ method }) => COUNTED.has(method));
  const chats = new Map<number, Call[]>();
  for (const call of counted) {
    const chat = Number(call.payload["chat_id"]);
    const known = chats.get(chat);
    if (known) known.push(call);
    else chats.set(chat, [call]);
  }
  const gaps: number[] = [];
  let mostPerMinuteInGroup = 0;
  let impatient = 0;
  for (const [chat, own] of chats) {
    const times = own.map(({ at }) => at);
    if (chat < 0) mostPerMinuteInGroup = Math.max(mostPerMinuteInGroup, mostWithin(times, 60_000));
    else gaps.push(...times.slice(1).map((time, at) => time - (times[at] ?? 0)));
    impatient += countImpatient(own);
  }
  const tooClose = gaps.filter((gap) => gap < 1000).length;
  return {
    mostPerSecond: mostWithin(
      counted.map(({ at }) => at),
      1000,
    ),
    ...{ tooClose, closestMs: Math.round(Math.min(...gaps)), mostPerMinuteInGroup, impatient },
  };
}

function mostWithin(times: readonly number[], windowMs: number): number {
  let most = 0;
  let first = 0;
  times.forEach((time, at) => {
    while (time - (times[first] ?? 0) >= windowMs) first += 1;
    most = Math.max(most, at - first + 1);
  });
  return most;
}

function countImpatient(calls: readonly Call[]): number {
  let until = 0;
  let count = 0;
  for (const { at, outcome } of calls) {
    if (at < until) count += 1;
    if (outcome && !outcome.ok && outcome.error_code === 429) {
      until = at + (outcome.parameters?.["retry_after"] ?? 0) * 1000;
    }
  }
  return count;
}
