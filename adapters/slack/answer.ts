// What an answer of Slack means for whoever called, without its words: they may repeat what was sent.

import { type Failure, toFailure } from "../network-fault.ts";

export type Answer =
  | { readonly kind: "done"; readonly result: unknown }
  /** Too much at once; nothing was done. */
  | Wait
  /** Nothing will reach this person or channel. */
  | { readonly kind: "gone" }
  /** Adep may not speak, or look, there. */
  | { readonly kind: "closed" }
  /** The message, thread, window or address that was meant can no longer be found or changed. */
  | { readonly kind: "lost" }
  /** The press was too long ago, or has opened a window already. */
  | { readonly kind: "stale" }
  | Unauthorised
  /** Trying again will not help. */
  | { readonly kind: "refused"; readonly code: string }
  /** Uncertain: the request may have had its effect. */
  | Failure;

export type Wait = { readonly kind: "wait"; readonly retryAfterMs: number };
export type Unauthorised = { readonly kind: "unauthorised" };

type Meaning = "wait" | "gone" | "closed" | "lost" | "stale" | "unauthorised" | "uncertain" | "undone";

/** Slack's error codes. Whatever is not listed is refused. */
const CODES: Readonly<Record<Meaning, readonly string[]>> = {
  wait: ["ratelimited", "rate_limited", "message_limit_exceeded"],
  gone: [
    ...["user_not_found", "users_not_found", "user_disabled", "user_not_visible", "user_not_in_channel"],
    ...["cannot_dm_bot", "user_is_bot", "channel_not_found", "is_archived", "channel_is_archived"],
    ...["messages_tab_disabled"],
  ],
  closed: [
    ...["not_in_channel", "missing_scope", "no_permission", "not_allowed_token_type", "not_allowed", "not_enabled"],
    ...["restricted_action", "restricted_action_read_only_channel", "restricted_action_thread_only_channel"],
    ...["restricted_action_non_threadable_channel", "restricted_action_thread_locked", "action_prohibited"],
    ...["access_denied", "accesslimited", "ekm_access_denied", "enterprise_is_restricted", "team_access_not_granted"],
    ...["two_factor_setup_required", "user_is_restricted", "user_is_ultra_restricted"],
  ],
  lost: [
    ...["message_not_found", "cant_update_message", "cant_delete_message", "edit_window_closed", "is_inactive"],
    ...["compliance_exports_prevent_deletion", "thread_not_found", "invalid_thread_ts", "cannot_reply_to_message"],
    ...["not_found", "view_not_found", "hash_conflict", "expired_url", "used_url"],
  ],
  stale: ["expired_trigger_id", "trigger_expired", "exchanged_trigger_id", "trigger_exchanged", "invalid_trigger_id"],
  unauthorised: [
    ...["invalid_auth", "not_authed", "token_revoked", "token_expired"],
    // Slack says it of the token, never of the person who is written to.
    "account_inactive",
  ],
  uncertain: ["internal_error", "fatal_error", "service_unavailable"],
  undone: ["request_timeout", "team_added_to_org", "org_login_required", "external_channel_migrating"],
};

const MEANINGS: ReadonlyMap<string, Meaning> = new Map(
  (Object.keys(CODES) as Meaning[]).flatMap((meaning) => CODES[meaning].map((code) => [code, meaning] as const)),
);

/** Anything else may be words, or a whole page of them. */
export function isCode(code: unknown): code is string {
  return typeof code === "string" && /^[a-z_]{1,60}$/.test(code);
}

/** What Slack's own error code means. */
export function readCode(code: unknown, retryAfterMs: number = UNNAMED_WAIT_MS): Answer {
  if (!isCode(code)) return { kind: "refused", code: "unknown" };
  const meaning = MEANINGS.get(code);
  switch (meaning) {
    case undefined:
      return { kind: "refused", code };
    case "wait":
      return { kind: "wait", retryAfterMs };
    case "uncertain":
    case "undone":
      return { kind: "failed", code, isUncertain: meaning === "uncertain" };
    case "gone":
    case "closed":
    case "lost":
    case "stale":
    case "unauthorised":
      return { kind: meaning };
  }
}

/** Where Slack asks for a wait and does not say how long. */
const UNNAMED_WAIT_MS = 30_000;

/** `Retry-After` in seconds, at least one. */
export function readWait(seconds: string | number | null | undefined): Wait {
  const isNamed = /^\d{1,9}$/.test(String(seconds));
  return { kind: "wait", retryAfterMs: isNamed ? Math.max(1, Number(seconds)) * 1000 : UNNAMED_WAIT_MS };
}

/** A status of HTTP that is not Slack's own answer: whatever stands in between may have given it. */
export function readStatus(status: number): Failure {
  return { kind: "failed", code: String(status), isUncertain: status < 300 || status >= 500 };
}

/** Faults before anything was sent that are told by undici, by a proxy, or by the way through one. */
const UNSENT = [
  ...["UND_ERR_CONNECT_TIMEOUT", "UND_ERR_PRX_TLS", "PROXY"],
  ...["UNABLE_TO_GET_ISSUER_CERT", "ERR_SSL_WRONG_VERSION_NUMBER"],
];

export function readNetworkFault(code: string): Failure {
  return toFailure(code, UNSENT);
}

/** The caller had stopped before anything was sent. */
export const STOPPED: Failure = { kind: "failed", code: "STOPPED", isUncertain: false };
