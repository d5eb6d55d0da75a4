// People who write to the fake Telegram: ordinary questions and serious ones, in private chats and in groups.

import type { TelegramServer } from "../telegram-server.ts";
import type { Chance } from "./seeded.ts";

export type Asked = {
  readonly chat: number;
  readonly message: number;
  readonly isSerious: boolean;
  /** The one word of the text that stands nowhere else. */
  readonly word: string;
  /** By a clock that never goes back. */
  readonly at: number;
};

export type Asking = {
  readonly asked: readonly Asked[];
  /** One message in this chat. */
  ask(chat: number, isSerious?: boolean): Asked;
};

const QUESTIONS = [
  "Можно ли принять подарок от подрядчика?",
  "Сенбіде жұмысқа шығамын ба?",
  "May I run an online shop?",
  "Могу ли я преподавать в университете?",
  "Туысымды жұмысқа алуға бола ма?",
  "Можно ли вести блог о работе?",
  "Can I accept a dinner invitation from a citizen?",
] as const;

/** Each is passed on by the real triage, whatever word follows. */
const SERIOUS = [
  "Начальник берёт откаты с подрядчиков и заставляет подделывать акты, номер",
  "Мой руководитель каждый месяц требует с нас деньги и угрожает увольнением тем, кто не платит, номер",
] as const;

/** Above zero private chats, of which each number is a person's own; below zero groups. */
export const FIRST_ASKER = 7_310_000_000;
export const FIRST_GROUP = -7_410_000_000;

export function createAsking(server: TelegramServer, chance: Chance): Asking {
  const asked: Asked[] = [];
  return {
    asked,
    ask: (chat, isSerious = false) => {
      const word = `kq${(46_656 + asked.length).toString(36)}${chance.below(1_000_000).toString(36)}zx`;
      const text = `${chance.pick(isSerious ? SERIOUS : QUESTIONS)} ${word}`;
      const from = chat > 0 ? chat : FIRST_ASKER - asked.length - 1;
      const message = server.say(chat, from, chat > 0 ? text : `@${server.bot.username} ${text}`);
      const one = { chat, message, isSerious: isSerious && chat > 0, word, at: performance.now() };
      asked.push(one);
      return one;
    },
  };
}
