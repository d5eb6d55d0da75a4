// What people do in the fake Telegram: write, change what they wrote, press buttons, add the bot to a group.

import { type Button, type Chats, type Sender, type Stored, toMessage } from "./telegram-server-chats.ts";
import type { UpdateQueue } from "./telegram-server-queue.ts";

export type Person = number | (Readonly<Record<string, unknown>> & { readonly id: number });

/** Fields of the message itself; `replyTo` is the number of the message it answers. */
export type Extra = Readonly<Record<string, unknown>> & { readonly replyTo?: number };

/** Without a number of a message, the latest message of the bot that has the button. */
export type Which = { readonly label?: string; readonly data?: string; readonly message?: number };

type Deps = { readonly chats: Chats; readonly queue: UpdateQueue; readonly bot: Sender; readonly presses: Set<string> };

export function createPeople({ chats, queue, bot, presses }: Deps) {
  let nextPress = 1;

  function sent(chat: number): Stored[] {
    return [...chats.messages.values()].filter(
      (message) => message.chat === chat && message.from.id === bot.id && !message.isDeleted,
    );
  }

  /** Throws where nobody could press this. */
  function findButton(chat: number, { label, message }: Which): { stored: Stored; button: Button } {
    for (const stored of sent(chat).reverse()) {
      if (message !== undefined && stored.message_id !== message) continue;
      const buttons = stored.reply_markup?.inline_keyboard?.flat() ?? [];
      const button =
        buttons.find(({ text }) => text === label) ?? buttons.find(({ text }) => text.includes(label ?? ""));
      if (button) return { stored, button };
    }
    throw new Error(`chat ${chat} has no button ${JSON.stringify(label)}`);
  }

  function latest(chat: number, message: number | undefined): Stored {
    const found = message === undefined ? sent(chat).at(-1) : chats.messages.get(`${chat} ${message}`);
    if (!found) throw new Error(`chat ${chat} has no such message`);
    return found;
  }

  return {
    sent,

    /** Returns the number of the message. */
    say(chat: number, from: Person, text: string, { replyTo, ...extra }: Extra = {}): number {
      if (!chats.chats.has(chat)) chats.know(chat);
      const fields = { chat, text, sent: text, from: toSender(from), replyTo: replyTo ?? null, extra, thread: null };
      const stored = chats.store({ ...fields, parse_mode: null, reply_markup: null, protect_content: false });
      queue.add({ message: toMessage(stored, chats) });
      return stored.message_id;
    },

    change(chat: number, message: number, text: string): void {
      const stored = latest(chat, message);
      Object.assign(stored, { text, sent: text, edits: stored.edits + 1 });
      queue.add({ edited_message: toMessage(stored, chats) });
    },

    /** By the label, or with `data` as a forger would. Returns the number of the press. */
    press(chat: number, from: Person, which: string | Which): string {
      const { data, ...wanted } = typeof which === "string" ? { label: which } : which;
      const found = data === undefined ? findButton(chat, wanted) : null;
      const pressed = data ?? found?.button.callback_data;
      if (pressed === undefined) throw new Error("this button opens an address");
      const id = `${9_000_000 + nextPress++}`;
      presses.add(id);
      const message = toMessage(found?.stored ?? latest(chat, wanted.message), chats);
      queue.add({
        callback_query: { id, from: toSender(from), message, chat_instance: String(chat), data: pressed },
      });
      return id;
    },

    addBot(chat: number, from: Person): void {
      const known = chats.know(chat);
      const member = (status: string) => ({ user: bot, status });
      const about = { id: chat, type: known.type, title: "group" };
      const change = { old_chat_member: member("left"), new_chat_member: member("member") };
      queue.add({ my_chat_member: { chat: about, from: toSender(from), date: 1_700_000_000, ...change } });
    },
  };
}

/** Names that must never be seen anywhere else. */
function toSender(person: Person): Sender {
  const given = typeof person === "number" ? { id: person } : person;
  return {
    is_bot: false,
    first_name: "Сүйінбике",
    last_name: "Нысанбаева",
    username: `canary_${given.id}`,
    language_code: "ru",
    ...given,
  };
}
