// The methods of the fake Telegram that answer at once.

import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import {
  type Chat,
  type Chats,
  checkMarkup,
  checkText,
  done,
  editing,
  inChat,
  type Outcome,
  ofMessage,
  type Refusal,
  refuse,
  type Sender,
  type Sending,
  sending,
  toMessage,
} from "./telegram-server-chats.ts";

export type Method = (payload: unknown) => Outcome;

export type Profile = {
  readonly commands: Map<string, unknown>;
  readonly descriptions: Map<string, string>;
  readonly shortDescriptions: Map<string, string>;
};

type Deps = { readonly chats: Chats; readonly bot: Sender; readonly presses: Set<string>; readonly profile: Profile };

const NOT_MODIFIED =
  "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";

const press = z.looseObject({ callback_query_id: z.string(), text: z.string().max(200).optional() });
const command = z.object({ command: z.string().regex(/^[a-z0-9_]{1,32}$/), description: z.string().min(1).max(256) });
const commands = z.looseObject({ commands: z.array(command).max(100), language_code: z.string().optional() });
const ACTIONS = ["typing", "upload_document", "upload_photo", "choose_sticker", "find_location"] as const;
const action = inChat.extend({ action: z.enum(ACTIONS) });
const topic = inChat.extend({ name: z.string().min(1).max(128) });

export function createMethods({ chats, bot, presses, profile }: Deps): ReadonlyMap<string, Method> {
  function locate(payload: Pick<Sending, "chat_id" | "message_thread_id">): Chat | Refusal {
    const chat = chats.chats.get(payload.chat_id);
    if (!chat) return refuse("chat not found");
    if (chat.refusal) return chat.refusal;
    const thread = payload.message_thread_id;
    return thread === undefined || chat.topics.has(thread) ? chat : refuse("message thread not found");
  }

  function send(payload: Sending): Outcome {
    const chat = locate(payload);
    if ("ok" in chat) return chat;
    const text = checkText(payload);
    if (typeof text !== "string") return text;
    const fault = checkMarkup(payload.reply_markup);
    if (fault) return fault;
    const answered = payload.reply_parameters;
    const isFound = answered !== undefined && chats.find(chat.id, answered.message_id) !== null;
    if (answered && !isFound && !answered.allow_sending_without_reply) return refuse("message to be replied not found");
    const stored = chats.store({
      chat: chat.id,
      thread: payload.message_thread_id ?? null,
      from: bot,
      text,
      sent: payload.text,
      parse_mode: payload.parse_mode ?? null,
      reply_markup: payload.reply_markup ?? null,
      protect_content: payload.protect_content,
      replyTo: isFound ? answered.message_id : null,
      extra: {},
    });
    return done(toMessage(stored, chats));
  }

  function edit(payload: z.infer<typeof editing>): Outcome {
    const chat = locate({ chat_id: payload.chat_id });
    if ("ok" in chat) return chat;
    const stored = chats.find(chat.id, payload.message_id);
    if (!stored) return refuse("message to edit not found");
    if (stored.from.id !== bot.id) return refuse("message can't be edited");
    const text = checkText(payload);
    if (typeof text !== "string") return text;
    const fault = checkMarkup(payload.reply_markup);
    if (fault) return fault;
    const markup = payload.reply_markup ?? null;
    const isSame = stored.sent === payload.text && isDeepStrictEqual(stored.reply_markup, markup);
    if (isSame) return refuse(NOT_MODIFIED);
    Object.assign(stored, { text, sent: payload.text, reply_markup: markup, edits: stored.edits + 1 });
    return done(toMessage(stored, chats));
  }

  function remove({ chat_id, message_id }: z.infer<typeof ofMessage>): Outcome {
    const chat = locate({ chat_id });
    if ("ok" in chat) return chat;
    const stored = chats.find(chat.id, message_id);
    if (!stored) return refuse("message to delete not found");
    if (stored.from.id !== bot.id && chat.type !== "private") return refuse("message can't be deleted");
    stored.isDeleted = true;
    return done(true);
  }

  function answerPress({ callback_query_id }: z.infer<typeof press>): Outcome {
    if (presses.has(callback_query_id)) return done(true);
    return refuse("query is too old and response timeout expired or query ID is invalid");
  }

  function openTopic(payload: z.infer<typeof topic>): Outcome {
    const chat = locate({ chat_id: payload.chat_id });
    if ("ok" in chat) return chat;
    if (!chat.is_forum) return refuse("the chat is not a forum");
    const message_thread_id = chats.takeId();
    chat.topics.add(message_thread_id);
    return done({ message_thread_id, name: payload.name, icon_color: 7322096 });
  }

  function getChat({ chat_id }: z.infer<typeof inChat>): Outcome {
    const chat = locate({ chat_id });
    if ("ok" in chat) return chat;
    const { topics: _topics, refusal: _refusal, ...shown } = chat;
    return done(shown);
  }

  const described = (kept: Map<string, string>, field: string, most: number): Method => {
    const schema = z.looseObject({ [field]: z.string().max(most), language_code: z.string().default("") });
    return reading(schema, (payload) => {
      kept.set(String(payload["language_code"]), String(payload[field]));
      return done(true);
    });
  };

  return new Map<string, Method>([
    ["getMe", () => done(bot)],
    ["sendMessage", reading(sending, send)],
    ["editMessageText", reading(editing, edit)],
    ["deleteMessage", reading(ofMessage, remove)],
    ["answerCallbackQuery", reading(press, answerPress)],
    ["sendChatAction", reading(action, (payload) => toTrue(locate({ chat_id: payload.chat_id })))],
    ["getChat", reading(inChat, getChat)],
    ["createForumTopic", reading(topic, openTopic)],
    [
      "setMyCommands",
      reading(commands, (payload) => {
        const scope = JSON.stringify(payload["scope"] ?? { type: "default" });
        profile.commands.set(`${scope} ${payload.language_code ?? ""}`.trim(), payload.commands);
        return done(true);
      }),
    ],
    ["setMyDescription", described(profile.descriptions, "description", 512)],
    ["setMyShortDescription", described(profile.shortDescriptions, "short_description", 120)],
  ]);
}

function toTrue(located: Chat | Refusal): Outcome {
  return "ok" in located ? located : done(true);
}

export function reading<Payload>(schema: z.ZodType<Payload>, method: (payload: Payload) => Outcome): Method {
  return (payload) => {
    const read = schema.safeParse(payload);
    if (read.success) return method(read.data);
    return refuse(`parameters are wrong: ${read.error.issues.map(({ path }) => path.join(".")).join(", ")}`);
  };
}
