// One connection to Slack, from its opening to its end. It never rejects: what happens to it is told as a value.

import { SocketModeReceiver, type SocketModeReceiverOptions } from "@slack/bolt";

import { type Acknowledge, asApp } from "./acknowledge.ts";
import type { SlackApi } from "./api.ts";
import { QUIET } from "./quiet.ts";
import { type Leaving, listenSafely } from "./socket-envelopes.ts";
import { createHindrance } from "./socket-hindrance.ts";
import { LOST, type Troubled } from "./socket-trouble.ts";

export type LineDeps = {
  /** Calls with the token of the app. */
  readonly api: Pick<SlackApi, "call">;
  /** Where connections do not go the straight way. */
  readonly dispatcher?: SocketModeReceiverOptions["dispatcher"];
  readonly acknowledge: Acknowledge;
  readonly helloMs: number;
  readonly signal: AbortSignal;
};

export type Line = {
  /** `null` once Slack delivers. */
  readonly opened: Promise<Troubled | null>;
  readonly leaving: Promise<Leaving>;
  /** Waits a little for what is being stored; then the connection is cut, whether Slack agrees or not. */
  close(): Promise<void>;
};

const LAST_WORDS_MS = 1_000;
/** A service that is busy for a moment is not dead. */
const PONG_MS = 10_000;

export function openLine(deps: LineDeps): Line {
  const { acknowledge, helloMs } = deps;
  const { promise: leaving, resolve: leave } = createPromise<Leaving>();
  const pending = new Set<Promise<void>>();
  const hindrance = createHindrance(deps.api, deps.signal);
  const receiver = new SocketModeReceiver({
    ...{ appToken: "kept elsewhere", logger: QUIET, autoReconnectEnabled: false, clientPingTimeout: PONG_MS },
    installerOptions: { clientOptions: { fetch: hindrance.fetch, retryConfig: { retries: 0 } } },
    ...(deps.dispatcher ? { dispatcher: deps.dispatcher } : {}),
    // Without a word Slack delivers it again.
    processEventErrorHandler: async () => false,
  });
  const { client } = receiver;
  receiver.init(
    asApp((event) => {
      const taking = acknowledge(event);
      pending.add(taking);
      const forget = (): void => void pending.delete(taking);
      taking.then(forget, forget);
      return taking;
    }),
  );
  listenSafely(client, leave);
  client.once("disconnected", () => leave(LOST));
  let timer: NodeJS.Timeout | undefined;
  client.once("authenticated", () => {
    timer = setTimeout(() => leave({ kind: "network", code: "NO_HELLO" }), helloMs);
  });
  const started = receiver.start().then(
    () => null,
    () => hindrance.found(),
  );
  const left = leaving.then((why) => (why.kind === "asked" ? LOST : why));
  const opened = Promise.race([started, left]).finally(() => clearTimeout(timer));
  return { opened, leaving, close: () => closeLine(client, pending) };
}

async function closeLine(client: SocketModeReceiver["client"], pending: ReadonlySet<Promise<void>>): Promise<void> {
  await Promise.race([Promise.allSettled(pending), pause(LAST_WORDS_MS)]);
  const closed = new Promise<void>((resolve) => client.once("disconnected", () => resolve()));
  void client.disconnect().catch(() => undefined);
  await Promise.race([closed, pause(LAST_WORDS_MS)]);
  // Asked a second time, the library no longer waits for the other side.
  if (client.websocket?.readyState !== undefined) client.websocket.disconnect();
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

function createPromise<Value>() {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
