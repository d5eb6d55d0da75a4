// A message that is posted once: where it may stand already it is looked for, before it is sent again.

import { createHash } from "node:crypto";

import type { ChatMessage } from "../../src/chat/chat-message.ts";
import { italic, paragraph } from "../../src/chat/rich.ts";
import type { Answer } from "./answer.ts";
import type { SlackApi } from "./api.ts";
import { findPost } from "./find-post.ts";
import { toPost } from "./message-calls.ts";
import { PATIENCE_MS } from "./messenger-deps.ts";
import { type Post, sendSoon } from "./post.ts";
import { type Part, renderMessage } from "./render.ts";

/** The same for the same words in the same order, and nothing can be read from it. */
export function markOf(...parts: readonly string[]): string {
  return createHash("sha256").update(parts.join(" ")).digest("base64url").slice(0, 22);
}

export type Posting = {
  readonly room: string;
  readonly thread: string | null;
  readonly mark: string;
  readonly message: ChatMessage;
  /** It may stand there since then, in milliseconds since 1970; `null` where it cannot. */
  readonly since: number | null;
  /** Stands before a message that may be the second, where nobody may look whether it is; empty where it hardly can be. */
  readonly repeat: string;
};

export type Posted = {
  readonly answer: Answer;
  /** Of the part that carries the buttons. */
  readonly ts: string | null;
  /** It stood there already. */
  readonly isFound: boolean;
  /** It stands there now, or part of it, or nobody knows. */
  readonly mayStand: boolean;
};

type Posts = { readonly api: SlackApi; readonly post: Post };

export async function postOnce(deps: Posts, posting: Posting): Promise<Posted> {
  const { message, mark, repeat } = posting;
  const parts = renderMessage(message, mark);
  const sought = await seek(deps, posting, parts.length);
  if (sought.kind === "unseen") {
    const words = repeat === "" ? [] : [paragraph(italic(repeat))];
    const again = renderMessage({ ...message, blocks: [...words, ...message.blocks] }, mark);
    const sent = await sendParts(deps, posting, again);
    return { ...sent, mayStand: sent.mayStand || repeat !== "" };
  }
  if (sought.kind !== "sought") return { answer: sought, ts: null, isFound: false, mayStand: repeat !== "" };
  const { standing, ts } = sought;
  if (standing === parts.length && ts !== null) return { answer: DONE, ts, isFound: true, mayStand: true };
  const sent = await sendParts(deps, posting, parts.slice(standing));
  return { ...sent, mayStand: sent.mayStand || standing > 0 };
}

export const DONE: Answer = { kind: "done", result: null };
const EMPTY: Answer = { kind: "refused", code: "empty" };
const UNREADABLE: Answer = { kind: "failed", code: "BODY", isUncertain: true };

type Fault = Exclude<Awaited<ReturnType<typeof findPost>>, { readonly kind: "found" | "absent" | "unseen" }>;
type Sought =
  /** So many of its first parts. */
  | { readonly kind: "sought"; readonly standing: number; readonly ts: string | null }
  | { readonly kind: "unseen" }
  | Fault;

/** Parts go one after the other: where one is missing, so are those after it. */
async function seek({ api }: Posts, { room, thread, mark, since }: Posting, count: number): Promise<Sought> {
  let ts: string | null = null;
  for (let at = 0; at < count && since !== null; at++) {
    const within = { channel: room, since, ...(thread === null ? {} : { thread }) };
    const found = await findPost(api, { ...within, mark: at === 0 ? mark : `${mark}.${at}` });
    if (found.kind === "absent") return { kind: "sought", standing: at, ts };
    if (found.kind !== "found") return found;
    ts = found.ts;
  }
  return { kind: "sought", standing: since === null ? 0 : count, ts };
}

async function sendParts({ post }: Posts, { room, thread }: Posting, parts: readonly Part[]): Promise<Posted> {
  let last: Posted = { answer: EMPTY, ts: null, isFound: false, mayStand: false };
  for (const part of parts) {
    const call = toPost(room, part, thread);
    // A busy channel must not hold up everybody else who is told of something.
    const answer = await sendSoon(post, "cases", call, { mostMs: PATIENCE_MS });
    const ts = answer.kind === "done" ? tsOf(answer.result) : null;
    const mayStand = last.mayStand || answer.kind === "done" || (answer.kind === "failed" && answer.isUncertain);
    last = { answer: answer.kind === "done" && ts === null ? UNREADABLE : answer, ts, isFound: false, mayStand };
    if (ts === null) return last;
  }
  return last;
}

function tsOf(result: unknown): string | null {
  if (typeof result !== "object" || result === null || !("ts" in result)) return null;
  return typeof result.ts === "string" && result.ts !== "" ? result.ts : null;
}
