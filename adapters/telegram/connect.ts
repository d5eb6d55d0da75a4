// Getting to know the bot, and telling Telegram how updates are to come: tried until it works, with one line for each trouble.

import { z } from "zod";

import type { TelegramApi } from "./api.ts";
import { ALLOWED_UPDATES, type Me } from "./router.ts";

const meSchema = z.object({
  id: z.number().int(),
  username: z.string().default(""),
  first_name: z.string().default(""),
});

export type Connecting = {
  readonly api: TelegramApi;
  readonly log: (message: string, code?: string) => void;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
};

/** `null` once stopped. */
export async function learnMe(connecting: Connecting): Promise<Me | null> {
  const { log, sleep, signal } = connecting;
  for (let isTold = false; ; isTold = true) {
    const result = await insist(connecting, { method: "getMe", payload: {} });
    if (result === STOPPED) return null;
    const me = meSchema.safeParse(result).data;
    if (me) return me;
    if (!isTold) log("what Telegram says of the bot is not understood: is TELEGRAM_API_ROOT a Bot API server?");
    await sleep(LONGEST_MS, signal);
  }
}

export type Webhook = { readonly url: string; readonly secret: string };

/** Updates and webhook exclude each other, so the one is taken back before the other is used. */
export async function chooseIntake(connecting: Connecting, webhook: Webhook | null): Promise<void> {
  const allowed = { allowed_updates: ALLOWED_UPDATES };
  const call = webhook
    ? {
        method: "setWebhook",
        payload: { url: webhook.url, secret_token: webhook.secret, ...allowed, max_connections: 40 },
      }
    : { method: "deleteWebhook", payload: { drop_pending_updates: false } };
  await insist(connecting, call);
}

const STOPPED = Symbol("stopped");
const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;
const UNAUTHORISED_MS = 5 * 60_000;

type Wanted = { readonly method: string; readonly payload: Readonly<Record<string, unknown>> };

async function insist({ api, log, sleep, signal }: Connecting, { method, payload }: Wanted): Promise<unknown> {
  let trouble = "";
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    const answer = await api.call(method, payload, { signal });
    if (signal.aborted) break;
    if (answer.kind === "done") {
      if (trouble !== "") log("Telegram answers again");
      return answer.result;
    }
    if (trouble !== answer.kind) log(explain(answer.kind), answer.kind === "failed" ? answer.code : method);
    trouble = answer.kind;
    const backOff = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
    const wished = answer.kind === "wait" ? answer.retryAfterMs : backOff;
    await sleep(answer.kind === "unauthorised" ? UNAUTHORISED_MS : wished, signal);
  }
  return STOPPED;
}

function explain(kind: string): string {
  if (kind === "unauthorised") {
    return "Telegram does not accept TELEGRAM_BOT_TOKEN: take the token from @BotFather and start again; everything else goes on";
  }
  return kind === "failed"
    ? "Telegram cannot be reached; it is tried again, and everything else goes on"
    : "Telegram refuses a call at the start; it is tried again, and everything else goes on";
}
