// One message, in as many parts as it takes, at once: for whoever waits for what comes of it.

import type { ChatMessage, Place } from "../../src/chat/chat-message.ts";
import type { Answer } from "./answer.ts";
import type { Post } from "./post.ts";
import { renderMessage } from "./render.ts";

export type Sending = {
  readonly answer: Answer;
  /** Of the part that carries the buttons. */
  readonly id: string | null;
};

export async function sendAll(post: Post, to: Place, message: ChatMessage, replyTo?: string): Promise<Sending> {
  let last: Sending = { answer: { kind: "refused", code: 0 }, id: null };
  for (const call of renderMessage(message, to, replyTo === undefined ? {} : { replyTo })) {
    const answer = await post.send(call);
    last = { answer, id: answer.kind === "done" ? idOf(answer.result) : null };
    if (answer.kind !== "done") return last;
  }
  return last;
}

export async function editAll(
  post: Post,
  { to, id }: { to: Place; id: string },
  message: ChatMessage,
): Promise<Answer> {
  const [first] = renderMessage(message, to, { isEdit: id });
  return first ? post.send(first) : { kind: "unchanged" };
}

/** The number of the message that a call made. */
export function idOf(result: unknown): string | null {
  if (typeof result !== "object" || result === null || !("message_id" in result)) return null;
  return typeof result.message_id === "number" ? String(result.message_id) : null;
}
