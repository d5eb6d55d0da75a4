// Whether a message of which nobody knows arrived: looked for by the opaque mark on its first block.

import { z } from "zod";
import type { Failure } from "../network-fault.ts";
import type { Answer, Unauthorised, Wait } from "./answer.ts";
import type { SlackApi } from "./api.ts";

export type Found =
  | { readonly kind: "found"; readonly ts: string }
  | { readonly kind: "absent" }
  /** Adep may not look there, or could not look through all of it. */
  | { readonly kind: "unseen" }
  /** Not found out yet; whether the message arrived is as uncertain as before. */
  | Wait
  | Failure
  | Unauthorised;

export type Sought = {
  readonly channel: string;
  readonly thread?: string;
  readonly mark: string;
  /** When it was first sent, by our clock. */
  readonly since: number;
};

const PAGES = 3;
const PAGE = 100;
/** Our clock and Slack's may differ by this much more than was seen. */
const SKEW_MS = 60_000;

// Others write there too, and Slack knows kinds of messages that Adep does not: of those there is nothing to know.
const block = z.object({ block_id: z.string().catch("") }).catch({ block_id: "" });
const message = z.object({ ts: z.string().catch(""), blocks: z.array(block).catch([]) }).catch({ ts: "", blocks: [] });
const history = z.object({
  messages: z.array(message),
  has_more: z.boolean().catch(false),
  response_metadata: z.object({ next_cursor: z.string().catch("") }).catch({ next_cursor: "" }),
});
type History = z.infer<typeof history>;

/** Never rejects. */
export async function findPost(api: Pick<SlackApi, "call" | "clockSkewMs">, sought: Sought): Promise<Found> {
  const oldestMs = Math.max(0, sought.since - Math.max(0, api.clockSkewMs() ?? 0) - SKEW_MS);
  const range = { oldest: (oldestMs / 1000).toFixed(6), inclusive: true, limit: PAGE, channel: sought.channel };
  const [method, payload] =
    sought.thread === undefined
      ? (["conversations.history", range] as const)
      : (["conversations.replies", { ...range, ts: sought.thread }] as const);
  let part: string | null = null;
  let cursor = "";
  let isMore = false;
  for (let page = 0; page < PAGES; page += 1) {
    const answer = await api.call("messages", { method, payload: cursor === "" ? payload : { ...payload, cursor } });
    if (answer.kind !== "done") return toFound(answer);
    const read = history.safeParse(answer.result);
    if (!read.success) return { kind: "failed", code: "BODY", isUncertain: true };
    const ts = findMark(read.data, (id) => id === sought.mark);
    if (ts !== null) return { kind: "found", ts };
    part ??= findMark(read.data, (id) => id.startsWith(`${sought.mark}.`));
    cursor = read.data.response_metadata.next_cursor;
    isMore = cursor !== "" || read.data.has_more;
    if (cursor === "") break;
  }
  // A later part was sent after the first had arrived.
  if (part !== null) return { kind: "found", ts: part };
  return { kind: isMore ? "unseen" : "absent" };
}

function findMark({ messages }: History, isMark: (id: string) => boolean): string | null {
  return messages.find(({ ts, blocks: [first] }) => ts !== "" && first && isMark(first.block_id))?.ts ?? null;
}

function toFound(answer: Exclude<Answer, { readonly kind: "done" }>): Found {
  switch (answer.kind) {
    case "wait":
    case "unauthorised":
      return answer;
    case "failed":
      // Whatever became of the looking, it says nothing of what was looked for.
      return { ...answer, isUncertain: true };
    case "gone":
    case "closed":
    case "lost":
    case "stale":
    case "refused":
      return { kind: "unseen" };
  }
}
