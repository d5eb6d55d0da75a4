// Deliveries of the fake Slack over HTTP, signed as Slack signs them.

import { createHmac } from "node:crypto";
import { Agent, type ClientRequest, type IncomingMessage, request } from "node:http";
import { stringify } from "node:querystring";
import type { Attempt, Kind, Parcel, Reason, Result } from "./slack-server-deliver.ts";

export type Urls = Readonly<Record<Kind, string>>;
export type Signed = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};
type Deps = {
  readonly secret: string;
  readonly patience: { readonly timeLimitMs: number };
  readonly concurrency: number;
};

export type Push = ReturnType<typeof createPush>;

export function createPush({ secret, patience, concurrency }: Deps) {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const open = new Set<ClientRequest>();

  /** `atMs` is when Slack claims to have sent it. */
  function sign(url: string, parcel: Parcel, { number, reason }: Attempt, atMs = Date.now()): Signed {
    const isForm = parcel.kind !== "event";
    const body = encode(parcel);
    const timestamp = String(Math.floor(atMs / 1000));
    const retry =
      number > 0 ? { "x-slack-retry-num": String(number), "x-slack-retry-reason": reason ?? "http_timeout" } : {};
    return {
      url,
      body,
      headers: {
        "content-type": isForm ? "application/x-www-form-urlencoded" : "application/json",
        "content-length": String(Buffer.byteLength(body)),
        "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`,
        ...retry,
      },
    };
  }

  /** Never rejects. */
  function send(signed: Signed, isAgain = false): Promise<Result> {
    return new Promise((resolve) => {
      let from = performance.now();
      let timer: NodeJS.Timeout | undefined;
      const asked = request(signed.url, { method: "POST", headers: signed.headers, agent });
      const finish = (result: Result | Promise<Result>) => {
        clearTimeout(timer);
        open.delete(asked);
        resolve(result);
      };
      const lose = (reason: Reason, status: number | null = null, body: unknown = null, isFinal = false) =>
        finish({ isTaken: false, status, body, ms: performance.now() - from, reason, isFinal });
      open.add(asked);
      asked.on("socket", () => {
        from = performance.now();
        timer = setTimeout(() => {
          lose("http_timeout");
          asked.destroy();
        }, patience.timeLimitMs);
      });
      // A kept connection that the bot closed just then says nothing of the bot.
      asked.on("error", () =>
        asked.reusedSocket && !isAgain ? finish(send(signed, true)) : lose("connection_failed"),
      );
      asked.on("response", async (response) => {
        const body = await readAnswer(response);
        const status = response.statusCode ?? 0;
        if (status >= 200 && status < 300) finish({ isTaken: true, status, body, ms: performance.now() - from });
        else lose("http_error", status, body, response.headers["x-slack-no-retry"] === "1");
      });
      asked.end(signed.body);
    });
  }

  return {
    sign,
    send,
    stop: (): void => {
      for (const asked of open) asked.destroy();
      agent.destroy();
    },
  };
}

function encode({ kind, body }: Parcel): string {
  if (kind === "event") return JSON.stringify(body);
  if (kind === "interaction") return stringify({ payload: JSON.stringify(body) });
  return stringify(body as Record<string, string>);
}

async function readAnswer(response: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of response) chunks.push(chunk);
  } catch {
    return null;
  }
  const text = Buffer.concat(chunks).toString("utf8");
  try {
    return text === "" ? null : JSON.parse(text);
  } catch {
    return text;
  }
}
