// What the configuration says of Slack.

import { z } from "zod";

export type SlackConfig = {
  readonly token: string;
  readonly apiUrl: string;
  /** For all hosts but some, with commas between. `null`: the straight way, whatever the environment says of proxies. */
  readonly proxy: { readonly url: string; readonly except: string } | null;
  readonly mode:
    | { readonly kind: "socket"; readonly appToken: string }
    | { readonly kind: "http"; readonly signingSecret: string };
};

export type SlackKeys = {
  readonly SLACK_BOT_TOKEN?: string | undefined;
  readonly SLACK_APP_TOKEN?: string | undefined;
  readonly SLACK_SIGNING_SECRET?: string | undefined;
  readonly SLACK_API_URL: string;
  readonly SLACK_MODE: "socket" | "http";
  readonly SLACK_PROXY_URL?: string | undefined;
  readonly SLACK_NO_PROXY: string;
};

/** What each key must look like. No message repeats a value: tokens are easily put into the wrong key. */
export const SLACK_FORMS = {
  botToken: tokenOf("xoxb", "must be the bot token, which begins with xoxb- (OAuth & Permissions)"),
  appToken: tokenOf("xapp", "must be the app-level token, which begins with xapp- (Basic Information)"),
  // Without a hyphen, which every token has.
  signingSecret: z
    .string()
    .regex(/^[0-9A-Za-z]{32,256}$/, "must be the signing secret, at least 32 letters and digits (Basic Information)")
    .optional(),
  apiUrl: z
    .string()
    .regex(/^https?:\/\/[^\s?#@]+$/, "must be an http or https address")
    .transform((url) => (url.endsWith("/") ? url : `${url}/`))
    .default("https://slack.com/api/"),
  mode: z.enum(["socket", "http"], "must be socket or http").default("socket"),
  proxyUrl: z
    .string()
    .regex(/^https?:\/\/[^\s?#/]+\/?$/, "must be an http or https address without a path")
    .optional(),
  noProxy: z
    .string()
    .regex(/^[\w.*:[\], -]*$/, "must be names of hosts with commas between")
    .default(""),
};

function tokenOf(prefix: "xoxb" | "xapp", message: string) {
  return z
    .string()
    .regex(new RegExp(`^${prefix}-[\\w-]{16,512}$`), message)
    .optional();
}

/** `null` without a bot token. What the mode needs is there, or `slackFaults` has said so. */
export function readSlack(keys: SlackKeys): SlackConfig | null {
  const { SLACK_BOT_TOKEN: token, SLACK_API_URL: apiUrl, SLACK_PROXY_URL: url } = keys;
  const mode = readMode(keys);
  if (token === undefined || mode === null) return null;
  return { token, apiUrl, proxy: url === undefined ? null : { url, except: keys.SLACK_NO_PROXY }, mode };
}

function readMode(keys: SlackKeys): SlackConfig["mode"] | null {
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = keys;
  if (keys.SLACK_MODE === "http") return signingSecret === undefined ? null : { kind: "http", signingSecret };
  return appToken === undefined ? null : { kind: "socket", appToken };
}

const NEEDED = {
  socket: "SLACK_APP_TOKEN is needed in socket mode (Basic Information, App-Level Tokens, connections:write)",
  http: "SLACK_SIGNING_SECRET is needed in http mode (Basic Information, App Credentials)",
} as const;

/** What is wrong with the keys together; each alone is checked by its form. */
export function slackFaults(keys: SlackKeys): string[] {
  const isWhole = keys.SLACK_BOT_TOKEN === undefined || readMode(keys) !== null;
  return isWhole ? [] : [NEEDED[keys.SLACK_MODE]];
}
