// Calls that put a message into a chat, or change one. Names and addresses in a text stay what they are: text.

import type { Call } from "./call.ts";

/** A message as Slack takes it, or part of one. */
type Part = { readonly text: string; readonly blocks: readonly object[] };

const BARE = { parse: "none", link_names: false } as const;
const NO_PREVIEWS = { unfurl_links: false, unfurl_media: false } as const;

export function toPost(channel: string, part: Part, thread?: string | null): Call {
  return { method: "chat.postMessage", payload: { channel, ...part, ...under(thread), ...BARE, ...NO_PREVIEWS } };
}

export function toUpdate(channel: string, part: Part, ts: string): Call {
  return { method: "chat.update", payload: { channel, ts, ...part, ...BARE } };
}

/** For one person's eyes. */
export function toEphemeral(channel: string, user: string, part: Part, thread?: string): Call {
  return { method: "chat.postEphemeral", payload: { channel, user, ...part, ...under(thread), ...BARE } };
}

function under(thread: string | null | undefined): { readonly thread_ts?: string } {
  return thread === undefined || thread === null ? {} : { thread_ts: thread };
}
