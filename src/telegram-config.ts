// What the configuration says of Telegram.

export type TelegramConfig = {
  readonly token: string;
  readonly apiRoot: string;
  /** `null`: long polling. */
  readonly webhook: { readonly url: string; readonly secret: string } | null;
};

export type TelegramKeys = {
  readonly TELEGRAM_BOT_TOKEN?: string | undefined;
  readonly TELEGRAM_API_ROOT: string;
  readonly TELEGRAM_MODE: "polling" | "webhook";
  readonly TELEGRAM_WEBHOOK_URL?: string | undefined;
  readonly TELEGRAM_WEBHOOK_SECRET?: string | undefined;
};

export function readTelegram(keys: TelegramKeys): TelegramConfig | null {
  const { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: apiRoot, TELEGRAM_WEBHOOK_SECRET: secret } = keys;
  if (token === undefined) return null;
  const url = keys.TELEGRAM_MODE === "webhook" ? keys.TELEGRAM_WEBHOOK_URL : undefined;
  return { token, apiRoot, webhook: url === undefined || secret === undefined ? null : { url, secret } };
}

const TELEGRAM_ROOT = "https://api.telegram.org";
/** Telegram calls no others. */
const WEBHOOK_PORTS = ["", "443", "80", "88", "8443"];

/** What is wrong with the keys together; each alone is checked by the schema. */
export function webhookFaults({ TELEGRAM_MODE: mode, TELEGRAM_API_ROOT: root, ...keys }: TelegramKeys): string[] {
  const { TELEGRAM_WEBHOOK_URL: url, TELEGRAM_WEBHOOK_SECRET: secret } = keys;
  if (mode !== "webhook") return [];
  const missing = [
    ...(url === undefined ? ["TELEGRAM_WEBHOOK_URL is needed in webhook mode"] : []),
    ...(secret === undefined ? ["TELEGRAM_WEBHOOK_SECRET is needed in webhook mode (openssl rand -hex 32)"] : []),
  ];
  // A Bot API server of one's own may call any address; Telegram's may not.
  if (url === undefined || root !== TELEGRAM_ROOT) return missing;
  const { protocol, port } = new URL(url);
  return [
    ...missing,
    ...(protocol === "https:" ? [] : ["TELEGRAM_WEBHOOK_URL must be an https address"]),
    ...(WEBHOOK_PORTS.includes(port) ? [] : ["TELEGRAM_WEBHOOK_URL must use port 443, 80, 88 or 8443"]),
  ];
}

/**
 * With these telegraf, or Node itself, prints what is sent, with tokens and the secret of the webhook; undici prints the addresses it
 * calls, some of which are secrets in themselves. Nothing that speaks to Slack obeys `DEBUG`.
 */
export function debugFaults({ DEBUG, NODE_DEBUG }: Readonly<Record<string, unknown>>): string[] {
  const isSpeaking = typeof DEBUG === "string" && DEBUG.split(/[\s,]+/u).some(coversTelegraf);
  const isNodeSpeaking = typeof NODE_DEBUG === "string" && /http|net|tls|undici|fetch|websocket|\*/iu.test(NODE_DEBUG);
  return [
    ...(isSpeaking ? ["unset DEBUG: with it tokens and texts could be printed"] : []),
    ...(isNodeSpeaking ? ["unset NODE_DEBUG: with it tokens and texts could be printed"] : []),
  ];
}

const SPEAKERS = ["telegraf:main", "telegraf:client", "telegraf:polling", "telegraf:webhook", "telegraf:session"];

/** As the package `debug` reads it: `*` stands for anything. */
function coversTelegraf(pattern: string): boolean {
  if (pattern === "") return false;
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/gu, "\\$&").replaceAll("*", ".*");
  return SPEAKERS.some((name) => new RegExp(`^${escaped}$`, "u").test(name));
}
