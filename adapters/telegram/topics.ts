// One topic for each case, where a group has topics and the bot may make them.

import { z } from "zod";

import type { Answer } from "./answer.ts";
import type { TelegramApi } from "./api.ts";

const chatSchema = z.object({ is_forum: z.boolean().optional() });
const topicSchema = z.object({ message_thread_id: z.number().int() });

/** `none`: the group has no topics, or the bot may not make one; then the case stands among the others. */
export type Topic = { readonly kind: "opened"; readonly thread: string } | { readonly kind: "none" } | Answer;

export type Topics = {
  /** Any other answer of Telegram is passed on, to be tried again. */
  open(chat: string, name: string): Promise<Topic>;
};

export function createTopics(api: TelegramApi): Topics {
  const forums = new Set<string>();
  const findForum = async (chat: string): Promise<Answer | boolean> => {
    if (forums.has(chat)) return true;
    const answer = await api.call("getChat", { chat_id: Number(chat) });
    if (answer.kind !== "done") return answer;
    const isForum = chatSchema.safeParse(answer.result).data?.is_forum === true;
    // A group may get topics later; one that has them is not asked again.
    if (isForum) forums.add(chat);
    return isForum;
  };
  return {
    open: async (chat, name) => {
      const isForum = await findForum(chat);
      if (isForum === false) return { kind: "none" };
      if (isForum !== true) return isForum.kind === "refused" ? { kind: "none" } : isForum;
      const answer = await api.call("createForumTopic", { chat_id: Number(chat), name });
      if (answer.kind === "refused") return { kind: "none" };
      if (answer.kind !== "done") return answer;
      const topic = topicSchema.safeParse(answer.result).data;
      return topic ? { kind: "opened", thread: String(topic.message_thread_id) } : { kind: "none" };
    },
  };
}
