// What the fake Slack knows of the app itself: its tokens, its scopes, its prompts and states.

import { z } from "zod";
import { done, type Method, method, prompting, type Refusal, refuse, stating } from "./slack-server-arguments.ts";
import type { Identity, Json, Memory } from "./slack-server-memory.ts";

export type Prompts = {
  readonly channel: string;
  readonly thread: string | null;
  readonly title: string;
  readonly prompts: readonly { readonly title: string; readonly message: string }[];
};
export type Status = { readonly channel: string; readonly thread: string; readonly status: string };
export type Tokens = { readonly bot: string; readonly app: string };

type Deps = {
  readonly memory: Memory;
  readonly own: Identity;
  readonly tokens: Tokens;
  readonly isEnterprise: boolean;
  /** Makes a place for one connection. */
  readonly issueTicket: () => string;
};

/** What an app that only answers needs. */
const SCOPES = ["chat:write", "im:history", "im:write", "assistant:write", "commands", "app_mentions:read"];

export function createApp({ memory, own, tokens, isEnterprise, issueTicket }: Deps) {
  const scopes = new Set(SCOPES);
  const prompts: Prompts[] = [];
  const statuses: Status[] = [];
  const revoked: { error: string | null } = { error: null };

  /** Whether this token may call this method at all. */
  function refuseToken(name: string, token: string): Refusal | null {
    if (token === "") return refuse("not_authed");
    if (token !== tokens.bot && token !== tokens.app) return refuse("invalid_auth");
    if (revoked.error !== null) return refuse(revoked.error);
    const isForApps = name === "apps.connections.open";
    return isForApps === (token === tokens.app) ? null : refuse("not_allowed_token_type");
  }

  function refuseScope(name: string, payload: Json): Refusal | null {
    const needed = neededScope(name, memory.rooms.get(String(payload["channel"] ?? ""))?.kind);
    if (needed === null || scopes.has(needed)) return null;
    return { ...refuse("missing_scope"), needed, provided: [...scopes].join(",") };
  }

  function authorise() {
    const shared = { url: `https://${own.domain}.slack.com/`, team: own.domain, user: own.name, bot_id: own.bot };
    const enterprise = isEnterprise ? { enterprise_id: own.enterprise } : {};
    return done({
      ...shared,
      team_id: own.team,
      user_id: own.user,
      is_enterprise_install: isEnterprise,
      ...enterprise,
    });
  }

  const methods = new Map<string, Method>([
    ["auth.test", authorise],
    ["apps.connections.open", () => done({ url: issueTicket() })],
    [
      "bots.info",
      method(z.looseObject({ bot: z.string().optional() }), ({ bot }) => {
        if (bot !== own.bot) return refuse("bot_not_found");
        return done({ bot: { id: bot, deleted: false, name: own.name, app_id: own.app, user_id: own.user } });
      }),
    ],
    [
      "assistant.threads.setSuggestedPrompts",
      method(prompting, ({ channel_id, thread_ts, title, prompts: given }) => {
        if (memory.rooms.get(channel_id)?.kind !== "im") return refuse("channel_not_found");
        prompts.push({ channel: channel_id, thread: thread_ts ?? null, title, prompts: given });
        return done();
      }),
    ],
    [
      "assistant.threads.setStatus",
      method(stating, ({ channel_id, thread_ts, status }) => {
        if (!memory.rooms.has(channel_id)) return refuse("channel_not_found");
        statuses.push({ channel: channel_id, thread: thread_ts, status });
        return done();
      }),
    ],
  ]);
  return { methods, scopes, prompts, statuses, revoked, refuseToken, refuseScope };
}

const READ_SCOPES = { channel: "channels:history", group: "groups:history", mpim: "mpim:history", im: "im:history" };

function neededScope(method: string, kind: keyof typeof READ_SCOPES | undefined): string | null {
  if (method === "conversations.history" || method === "conversations.replies") return READ_SCOPES[kind ?? "im"];
  if (method === "conversations.open") return "im:write";
  if (method.startsWith("chat.")) return "chat:write";
  if (method.startsWith("assistant.")) return "assistant:write";
  return method === "bots.info" ? "users:read" : null;
}
