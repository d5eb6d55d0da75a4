// Sending one call that has waited: what comes of it in the sender's words.

import type { Sent } from "../../src/chat/sender.ts";
import type { Answer } from "./answer.ts";
import type { Call } from "./call.ts";
import { type WaitingCall, waitingSchema } from "./carry-out.ts";
import type { Moves } from "./moves.ts";
import type { Post } from "./post.ts";
import { idOf } from "./send-all.ts";

const RETRY_UNAUTHORISED_MS = 60_000;
const PATIENCE_MS = 5_000;

/** Sends one waiting call; what comes of it in the sender's words. */
export async function deliverCall(deps: DeliverDeps, body: string, { isUncertain, signal }: Delivering): Promise<Sent> {
  const { post } = deps;
  const read = waitingSchema.safeParse(JSON.parse(body));
  if (!read.success) return "refused";
  const { call, otherwise, repeat, ...purpose } = read.data;
  // A busy group must not take the place of others for a minute.
  const busyMs = post.waitMs(String(call.payload["chat_id"]));
  if (busyMs > PATIENCE_MS) return { retryAfterMs: busyMs, isUncertain: false };
  const answer = await sendOn(deps, isUncertain ? markRepeat(call, repeat) : call, signal);
  if (answer.kind === "lost" && otherwise) return toSent(await sendOn(deps, otherwise, signal));
  const id = answer.kind === "done" ? idOf(answer.result) : null;
  // Where this fails the message serves all the same: a prompt is only not told from an earlier one, a card is not changed.
  if (id !== null)
    await deps.onArrived({ chat: String(call.payload["chat_id"]), id, ...purpose }).catch(() => undefined);
  return toSent(answer);
}

export type DeliverDeps = {
  readonly post: Post;
  readonly moves: Moves;
  readonly onArrived: (arrived: Arrived) => Promise<void>;
};

/** A message that stands in its chat now, and what it is there for. */
export type Arrived = Pick<WaitingCall, "wantedFor" | "boardOf"> & { readonly chat: string; readonly id: string };

/** A group that has another number by now gets it there; its topics and messages stayed behind. */
async function sendOn({ post, moves }: DeliverDeps, call: Call, signal: AbortSignal): Promise<Answer> {
  const answer = await post.send(call, signal);
  if (answer.kind !== "moved") return answer;
  await moves.moved(String(call.payload["chat_id"]), answer.to);
  if (call.method !== "sendMessage") return { kind: "lost" };
  const move = ({ message_thread_id: _thread, reply_parameters: _reply, ...payload }: Call["payload"]) => {
    return { ...payload, chat_id: Number(answer.to) };
  };
  return post.send({ ...call, payload: move(call.payload), plain: call.plain && move(call.plain) }, signal);
}

export type Delivering = { readonly isUncertain: boolean; readonly signal: AbortSignal };

/** Only a new message can stand there twice. */
function markRepeat(call: Call, repeat: string): Call {
  if (call.method !== "sendMessage" || repeat === "") return call;
  const mark = (payload: Call["payload"]): Call["payload"] => ({
    ...payload,
    text: `${repeat}\n\n${String(payload["text"])}`,
  });
  return { ...call, payload: mark(call.payload), plain: call.plain && mark(call.plain) };
}

function toSent(answer: Answer): Sent {
  switch (answer.kind) {
    case "done":
    case "unchanged":
    case "stale":
    case "lost":
      return "done";
    case "gone":
      return "gone";
    case "wait":
      return { retryAfterMs: answer.retryAfterMs, isUncertain: false };
    case "failed":
      return { retryAfterMs: 0, isUncertain: answer.isUncertain };
    case "unauthorised":
    case "conflict":
      return { retryAfterMs: RETRY_UNAUTHORISED_MS, isUncertain: false };
    case "moved":
    case "unparsable":
    case "refused":
      return "refused";
  }
}
