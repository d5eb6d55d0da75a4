// Where Slack calls by itself. It calls again until it hears 200, which it hears once the delivery is durable.

import type { IncomingMessage, ServerResponse } from "node:http";
import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";

import { type HttpReceiverDeps, openHttpReceiver, SLACK_PATH } from "./http-receiver.ts";

export type HttpRouteDeps = HttpReceiverDeps & { readonly now?: () => number };

const LONGEST_BODY = 1024 * 1024;
/** Slack's own library forgives a clock that is ahead. */
const MOST_SKEW_S = 300;

export function createSlackRoute(deps: HttpRouteDeps): Hono {
  const { now = Date.now } = deps;
  const receive = openHttpReceiver(deps);
  const app = new Hono();
  app.onError((_fault, context) => context.body(null, 500));
  app.post(
    SLACK_PATH,
    async (context, next) => {
      const at = Number(context.req.header("x-slack-request-timestamp") ?? Number.NaN);
      return Math.abs(now() / 1000 - at) <= MOST_SKEW_S ? next() : context.body(null, 401);
    },
    bodyLimit({ maxSize: LONGEST_BODY, onError: (context) => context.body(null, 413) }),
    async (context) => {
      const rawBody = Buffer.from(await context.req.arrayBuffer());
      // The page is served by Node; there is no other way in.
      const { incoming, outgoing } = context.env as HttpBindings;
      receive({ request: incoming as IncomingMessage, response: outgoing as ServerResponse, rawBody });
      return RESPONSE_ALREADY_SENT;
    },
  );
  return app;
}
