// Which updates are of use, and who handles them: telegraf as the router.

import { Telegraf } from "telegraf";

import type { Incoming } from "../../src/chat/incoming.ts";
import { readUpdate } from "./read-update.ts";

/** The bot as Telegram knows it. */
export type Me = { readonly id: number; readonly username: string; readonly first_name: string };

export const ALLOWED_UPDATES = [
  "message",
  "edited_message",
  "channel_post",
  "my_chat_member",
  "callback_query",
] as const;

export type Route = (update: object, handle: (incoming: Incoming) => Promise<void>) => Promise<void>;

/** A handler's fault is passed on: the update then comes again. */
export function createRouter(token: string, me: Me): Route {
  return async (update, handle) => {
    const bot = new Telegraf(token, { handlerTimeout: Number.POSITIVE_INFINITY });
    bot.botInfo = {
      ...me,
      is_bot: true,
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_inline_queries: false,
    };
    bot.catch((fault) => {
      throw fault;
    });
    bot.on([...ALLOWED_UPDATES], async (context) => {
      const incoming = readUpdate(context.update, me);
      if (incoming) await handle(incoming);
    });
    await bot.handleUpdate(update as Parameters<typeof bot.handleUpdate>[0]);
  };
}
