// What an answer of Telegram means for whoever called, without its words: they may repeat what was sent.

import { z } from "zod";

import { type Failure, toFailure } from "../network-fault.ts";

export type Answer =
  | { readonly kind: "done"; readonly result: unknown }
  /** Too much at once; nothing was done. */
  | { readonly kind: "wait"; readonly retryAfterMs: number }
  /** Nothing will reach this chat: it is no more, or its person wants no messages. */
  | { readonly kind: "gone" }
  /** The group has another number from now on. */
  | { readonly kind: "moved"; readonly to: string }
  /** The form of the text was refused; the bare text may pass. */
  | { readonly kind: "unparsable" }
  | { readonly kind: "unchanged" }
  /** The message or thread that was meant can no longer be found or changed. */
  | { readonly kind: "lost" }
  /** The press was long ago. */
  | { readonly kind: "stale" }
  | { readonly kind: "unauthorised" }
  /** Somebody else takes the updates: another process, or a webhook. */
  | { readonly kind: "conflict" }
  /** Trying again will not help. */
  | { readonly kind: "refused"; readonly code: number }
  /** Uncertain: the request may have had its effect. */
  | Failure;

type Saying = { readonly code: number; readonly kind: "gone" | "unparsable" | "unchanged" | "lost" | "stale" };

/** Parts of Telegram's descriptions in lower case. Whatever is not listed is refused. */
const SAYINGS: readonly (Saying & { readonly says: readonly string[] })[] = [
  { code: 400, kind: "unchanged", says: ["message is not modified"] },
  {
    code: 400,
    kind: "unparsable",
    says: ["can't parse entities", "must be encoded in utf-8", "entity_bounds_invalid", "entities_too_long"],
  },
  {
    code: 400,
    kind: "lost",
    says: [
      "message to edit not found",
      "message to delete not found",
      "message to be replied not found",
      "replied message not found",
      "reply message not found",
      "message can't be edited",
      "message can't be deleted",
      "there is no text in the message to edit",
      "message_id_invalid",
      "message thread not found",
      "topic_deleted",
    ],
  },
  { code: 400, kind: "stale", says: ["query is too old", "query id is invalid", "query_id_invalid"] },
  {
    code: 400,
    kind: "gone",
    says: ["chat not found", "peer_id_invalid", "user not found", "group chat was deactivated", "user_is_blocked"],
  },
  {
    code: 403,
    kind: "gone",
    says: [
      "bot was blocked",
      "bot was kicked",
      "user is deactivated",
      "can't initiate conversation",
      "is not a member",
      "group chat was deleted",
      "group chat was deactivated",
    ],
  },
];

const refusal = z.object({
  error_code: z.number().int(),
  description: z.string().catch(""),
  parameters: z
    .object({
      retry_after: z.number().positive().optional().catch(undefined),
      migrate_to_chat_id: z.number().int().optional().catch(undefined),
    })
    .catch({}),
});

/** Telegram answers these before it does anything; after any other it may have done it. */
const UNDONE = new Set([500, 503]);

export function readRefusal(response: unknown): Answer {
  const read = refusal.safeParse(response);
  if (!read.success) return { kind: "failed", code: "BODY", isUncertain: true };
  const { error_code: code, description, parameters } = read.data;
  if (parameters.migrate_to_chat_id !== undefined) return { kind: "moved", to: String(parameters.migrate_to_chat_id) };
  if (code === 429) return { kind: "wait", retryAfterMs: Math.ceil((parameters.retry_after ?? 1) * 1000) };
  if (code >= 500) return { kind: "failed", code: String(code), isUncertain: !UNDONE.has(code) };
  if (code < 400) return { kind: "failed", code: "BODY", isUncertain: true };
  return readDescription(code, description.toLowerCase());
}

function readDescription(code: number, description: string): Answer {
  // "Not Found" alone is said of a token; of a method more is said.
  if (code === 401 || (code === 404 && description === "not found")) return { kind: "unauthorised" };
  if (code === 409) return { kind: "conflict" };
  const said = SAYINGS.find((saying) => saying.code === code && saying.says.some((part) => description.includes(part)));
  return said ? { kind: said.kind } : { kind: "refused", code };
}

/** Node's own codes: telegraf adds none. */
export function readNetworkFault(code: string): Failure {
  return toFailure(code);
}
