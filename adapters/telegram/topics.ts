// One topic for each case, where a group has topics and the bot may make them.

import { z } from "zod";

import type { TelegramApi } from "./api.ts";

const chatSchema = z.object({ is_forum: z.boolean().optional() });
const topicSchema = z.object({ message_thread_id: z.number().int() });

export type Topics = {
  /** `null` where the group has no topics, or the bot may not make one: then the case stands among the others. */
  open(chat: string, name: string): Promise<string | null>;
};

export function createTopics(api: TelegramApi): Topics {
  const forums = new Map<string, boolean>();
  const isForum = async (chat: string): Promise<boolean> => {
    const known = forums.get(chat);
    if (known !== undefined) return known;
    const answer = await api.call("getChat", { chat_id: Number(chat) });
    if (answer.kind !== "done") return false;
    const found = chatSchema.safeParse(answer.result).data?.is_forum === true;
    // A group may get topics later; one that has them is not asked again.
    if (found) forums.set(chat, true);
    return found;
  };
  return {
    open: async (chat, name) => {
      if (!(await isForum(chat))) return null;
      const answer = await api.call("createForumTopic", { chat_id: Number(chat), name });
      if (answer.kind !== "done") return null;
      const topic = topicSchema.safeParse(answer.result).data;
      return topic ? String(topic.message_thread_id) : null;
    },
  };
}
