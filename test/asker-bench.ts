// An asker's chat with Telegram's side in one process: each step tells what was said, and looks that nobody reads junk.

import { expect } from "vitest";

import type { Language } from "../src/language.ts";
import { type MessageKey, say } from "../src/messages.ts";
import {
  ASKER,
  GARDENER,
  openQuickTelegram,
  type QuickTelegram,
  SERIOUS,
  type TelegramBenchOptions,
} from "./chat-fakes.ts";
import type { Stored } from "./telegram-server-chats.ts";
import type { Extra, Person, Which } from "./telegram-server-people.ts";

export type Message = Readonly<Stored>;

/** What is seen of one step in a chat. */
export type Seen = {
  readonly said: readonly Message[];
  readonly changed: readonly Message[];
  /** The short word to whoever pressed. */
  readonly notice: string | null;
};

type Where = { readonly in?: number };

export type AskerBench = Omit<QuickTelegram, "say" | "press"> & {
  /** In the private chat with this person, unless another one is named. */
  say(from: Person, text: string, extra?: Extra & Where): Promise<Seen>;
  press(from: Person, which: string | (Which & Where)): Promise<Seen>;
  /** Presses, and nothing is gone through yet. */
  tap(from: number, label: string): void;
  /** Any update; what it comes to in this chat. */
  update(chat: number, fields: Readonly<Record<string, unknown>>): Promise<Seen>;
  pass(minutes: number): void;
};

/** What code says when it goes wrong, gaps that were not filled, ids. */
const JUNK =
  /undefined|\bnull\b|NaN|\[object|\{\w+\}|Error\b|telegram:|law-\d|decree-\d|\b(?:gardens|rivers|ferryman)\b|(?<!\p{L}[-_])\b(?:100[12]|200[123]|3001)\b|100.?500|canary_|Нысанбаева|(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*\d)[\w-]{22}(?![\w-])/u;

export async function openAskerBench(options: TelegramBenchOptions = {}): Promise<AskerBench> {
  const bench = await openQuickTelegram(options);
  const { calls, messagesTo, settle, clock } = bench;
  const step = async (chat: number, presses: readonly string[]): Promise<Seen> => {
    const before = new Map(messagesTo(chat).map(({ message_id: id, edits }) => [id, edits]));
    const first = calls.length;
    await settle();
    const now = messagesTo(chat);
    const own = calls.slice(first);
    // A card may be brought up to date twice.
    for (const { method, answer } of own) expect(["done", "unchanged"], method).toContain(answer.kind);
    const answers = own.filter(({ method }) => method === "answerCallbackQuery");
    expect(answers.map(({ payload }) => payload["callback_query_id"])).toEqual(presses);
    const seen = {
      said: now.filter(({ message_id: id }) => !before.has(id)),
      changed: now.filter(({ message_id: id, edits }) => before.has(id) && before.get(id) !== edits),
      notice: (answers[0]?.payload["text"] as string | undefined) ?? null,
    };
    for (const text of [...seen.said, ...seen.changed].flatMap(readBy).concat(seen.notice ?? "")) {
      expect(text).not.toMatch(JUNK);
    }
    return seen;
  };
  return {
    ...bench,
    say: (from, text, { in: chat = idOf(from), ...extra } = {}) => {
      bench.say(chat, from, text, extra);
      return step(chat, []);
    },
    press: (from, which) => {
      const { in: chat = idOf(from), ...wanted } = typeof which === "string" ? { label: which } : which;
      return step(chat, [bench.press(chat, from, wanted)]);
    },
    tap: (from, label) => void bench.press(from, from, label),
    update: (chat, fields) => {
      bench.queue.add(fields);
      return step(chat, []);
    },
    pass: (minutes) => {
      clock.now += minutes * 60_000;
    },
  };
}

export const asker = { id: ASKER, language_code: "en" } as const;

/** A case that the commissioner has taken. */
export async function openTaken(options: TelegramBenchOptions = {}): Promise<AskerBench> {
  const bench = await openAskerBench(options);
  bench.know(GARDENER);
  await bench.say(asker, SERIOUS);
  await bench.press(GARDENER, "Take");
  return bench;
}

/** What the commissioner writes after this button, and sends. */
export async function writeToAsker(bench: AskerBench, label: string, text: string): Promise<void> {
  await bench.press(GARDENER, label);
  await bench.say(GARDENER, text);
  await bench.press(GARDENER, "Send");
}

export function lastTo(bench: AskerBench, person: number = ASKER): Message | undefined {
  return bench.messagesTo(person).at(-1);
}

/** The come-back code in what was said. */
export function codeOf({ said }: Pick<Seen, "said">): string {
  return /^[0-9A-Z]{5}(?:-[0-9A-Z*~$=]+)+$/mu.exec(said[0]?.text ?? "")?.[0] ?? "no code";
}

/** A sentence of the catalogue. */
export function sentence(
  { deps }: Pick<AskerBench, "deps">,
  language: Language,
  key: MessageKey,
  values: Readonly<Record<string, string>> = {},
): string {
  return say(deps.messages[language], key, { slash: "/", ...values });
}

export function labelsOf(message: Message | undefined): string[] {
  return message?.reply_markup?.inline_keyboard?.flat().map(({ text }) => text) ?? [];
}

function idOf(person: Person): number {
  return typeof person === "number" ? person : person.id;
}

function readBy(message: Message): string[] {
  return [message.text, ...labelsOf(message), message.reply_markup?.input_field_placeholder ?? ""];
}
