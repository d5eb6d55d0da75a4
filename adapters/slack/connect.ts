// Getting to know the bot: tried until it works, with one line for each trouble.

import { z } from "zod";

import type { Answer } from "./answer.ts";
import type { SlackApi } from "./api.ts";
import type { Call } from "./call.ts";
import { person } from "./payload-schema.ts";
import type { Bot } from "./read-payload.ts";

export type Connecting = {
  readonly api: Pick<SlackApi, "call">;
  readonly log: (message: string, code?: string) => void;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
};

const id = z.string().min(1).nullish().catch(null);
const meSchema = z.object({ user_id: person, bot_id: id, team_id: id, enterprise_id: id });
const appSchema = z.object({ bot: z.object({ app_id: z.string().regex(/^A[A-Z0-9]{2,30}$/) }) });

const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;
const UNAUTHORISED_MS = 5 * 60_000;

/** `null` once stopped. The app's own id is `null` where Slack does not tell it: it then comes with the first delivery. */
export async function learnBot(connecting: Connecting): Promise<Bot | null> {
  const { log, sleep, signal } = connecting;
  for (let isTold = false; ; isTold = true) {
    const result = await insist(connecting, { method: "auth.test", payload: {} });
    if (result === STOPPED) return null;
    const me = meSchema.safeParse(result).data;
    if (me?.bot_id) {
      const { user_id: userId, bot_id: botId, team_id, enterprise_id } = me;
      return { userId, botId, team: team_id ?? enterprise_id ?? null, appId: await learnApp(connecting, botId) };
    }
    if (!isTold) log(me ? NO_BOT : "what Slack says of the bot is not understood: is SLACK_API_URL right?");
    await sleep(UNAUTHORISED_MS, signal);
  }
}

const NO_BOT = "SLACK_BOT_TOKEN is a person's token: take the bot's, which begins with xoxb-; everything else goes on";

/** Many apps may not ask. */
async function learnApp({ api, signal }: Connecting, bot: string): Promise<string | null> {
  const answer = await api.call("messages", { method: "bots.info", payload: { bot } }, { signal });
  return answer.kind === "done" ? (appSchema.safeParse(answer.result).data?.bot.app_id ?? null) : null;
}

const STOPPED = Symbol("stopped");

async function insist({ api, log, sleep, signal }: Connecting, call: Call): Promise<unknown> {
  let trouble = "";
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    const answer = await api.call("messages", call, { signal });
    if (signal.aborted) break;
    if (answer.kind === "done") {
      if (trouble !== "") log("Slack answers again");
      return answer.result;
    }
    if (trouble !== answer.kind) log(explain(answer), "code" in answer ? answer.code : call.method);
    trouble = answer.kind;
    const backOff = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
    const wished = answer.kind === "wait" ? answer.retryAfterMs : backOff;
    await sleep(answer.kind === "unauthorised" ? UNAUTHORISED_MS : wished, signal);
  }
  return STOPPED;
}

function explain({ kind }: Answer): string {
  if (kind === "unauthorised") {
    return "Slack does not accept SLACK_BOT_TOKEN: take the token from the app's page at api.slack.com/apps and start again; everything else goes on";
  }
  return kind === "failed"
    ? "Slack cannot be reached; it is tried again, and everything else goes on"
    : "Slack refuses a call at the start; it is tried again, and everything else goes on";
}
