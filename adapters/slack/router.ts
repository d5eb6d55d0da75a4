// Which payloads are of use, and what they are: Bolt as the router. Nothing is acknowledged here.

import { App, type Context } from "@slack/bolt";
import { z } from "zod";

import type { Incoming } from "../../src/chat/incoming.ts";
import { QUIET } from "./quiet.ts";
import { type Bot, readPayload } from "./read-payload.ts";

/** Never rejects. `null` where nothing is to be done. */
export type Route = (body: unknown, bot: Bot) => Promise<Incoming | null>;

type Take = (body: unknown) => void;

export function createRouter(log: (message: string, code?: string) => void): Route {
  const app = new App({
    ...{ receiver: NO_RECEIVER, ignoreSelf: false, convoStore: false as const, logger: QUIET },
    authorize: async () => ({}),
  });
  app.error(async () => undefined);
  const anything = /^/;
  const take = async ({ body, context }: { body: unknown; context: Context }): Promise<void> => takeOf(context)(body);
  app.event(anything, take);
  app.command(anything, take);
  app.action(anything, take);
  app.view({ type: "view_submission" }, take);
  return async (body, bot) => {
    if (!isBody(body)) return null;
    const { event, type } = newsSchema.parse(body);
    const news = NEWS.get(event?.type ?? type ?? "");
    if (news !== undefined) log(news);
    let taken: { readonly incoming: Incoming | null } | null = null;
    // One payload has one effect, however many listeners it reaches.
    const takeOnce = (given: unknown) => {
      taken ??= { incoming: readPayload(given, bot) };
      return taken.incoming;
    };
    const ack = async (): Promise<void> => undefined;
    // What Bolt stumbles over, or passes over, may still be a person's.
    await app.processEvent({ body, ack, customProperties: { take: takeOnce } }).catch(() => undefined);
    return takeOnce(body);
  };
}

/** Deliveries are taken in elsewhere: see `http-route.ts` and `socket.ts`. */
const NO_RECEIVER = { init: () => undefined, start: async () => undefined, stop: async () => undefined };

function isBody(body: unknown): body is Record<string, unknown> {
  return typeof body === "object" && body !== null && !Array.isArray(body);
}

const newsSchema = z.object({
  type: z.string().optional().catch(undefined),
  event: z.object({ type: z.string() }).optional().catch(undefined),
});

/** What concerns whoever runs Adep, not those who write to it. */
const NEWS: ReadonlyMap<string, string> = new Map([
  ["app_uninstalled", "Adep was removed from a Slack workspace"],
  ["tokens_revoked", "Slack took back a token of Adep: get a new one and start again"],
  ["app_rate_limited", "Slack holds back events, for there are too many; some messages may not arrive"],
]);

/** It was put there for this one payload. */
function takeOf(context: Context): Take {
  return context["take"] as Take;
}
