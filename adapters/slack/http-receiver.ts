// One request of Slack's, once its body is read: the signature is checked, and Slack is answered when the delivery is durable.

import type { IncomingMessage, ServerResponse } from "node:http";
import { HTTPReceiver } from "@slack/bolt";

import { type AcknowledgeDeps, asApp, createAcknowledge, Replayed } from "./acknowledge.ts";
import { QUIET } from "./quiet.ts";

export type HttpReceiverDeps = AcknowledgeDeps & {
  readonly signingSecret: string;
  /** Slack waits 3 s. */
  readonly answerMs?: number;
};

export const SLACK_PATH = "/slack/events";

type Received = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly rawBody: Buffer;
};
export type Receive = (received: Received) => void;

/** Answers each request, sooner or later, and never throws. */
export function openHttpReceiver({ signingSecret, answerMs = 2_700, ...deps }: HttpReceiverDeps): Receive {
  const { acknowledge, onTooSlow } = createAcknowledge(deps);
  const receiver = new HTTPReceiver({
    ...{ signingSecret, endpoints: SLACK_PATH, logger: QUIET },
    customPropertiesExtractor: ({ headers }) => ({ signature: headers["x-slack-signature"] }),
    unhandledRequestTimeoutMillis: answerMs,
    unhandledRequestHandler: ({ response }) => {
      if (response.headersSent) return;
      onTooSlow();
      response.writeHead(503).end();
    },
    processEventErrorHandler: async ({ error, response }) => {
      if (!response.headersSent) response.writeHead(error instanceof Replayed ? 401 : 500).end();
      return true;
    },
  });
  receiver.init(asApp(acknowledge));
  return ({ request, response, rawBody }) => {
    if (isNothing(rawBody)) return void response.writeHead(400).end();
    // The way has been found already, however it was written.
    receiver.requestListener(Object.assign(request, { rawBody, url: SLACK_PATH }), response);
  };
}

/** Bolt would look for fields in it. */
function isNothing(body: Buffer): boolean {
  const text = body.toString();
  return [text, new URLSearchParams(text).get("payload")].some((json) => json?.trim() === "null");
}
