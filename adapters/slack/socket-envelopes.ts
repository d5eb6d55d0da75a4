// What comes over a connection to Slack, before Slack's library sees it.

import type { SocketModeReceiver } from "@slack/bolt";
import { z } from "zod";

import type { Troubled } from "./socket-trouble.ts";

const envelopeSchema = z.looseObject({
  type: z.string(),
  reason: z.string().optional().catch(undefined),
  envelope_id: z.string().optional().catch(undefined),
});

type Client = SocketModeReceiver["client"];

/** Asked: Slack still delivers for a while, and another connection should be opened meanwhile. */
export type Leaving = { readonly kind: "asked" } | Troubled;

/** The library rejects unheard where an envelope is not what it expects, and closes before another connection is open. */
export function listenSafely(client: Client, leave: (why: Leaving) => void): void {
  const [own] = client.listeners("ws_message");
  client.removeAllListeners("ws_message");
  const pass = (message: object): void => {
    void Promise.resolve(own?.(JSON.stringify(message), false)).catch(() => undefined);
  };
  client.on("ws_message", (data: unknown) => {
    const envelope = envelopeSchema.safeParse(readJson(data)).data;
    if (!envelope) return;
    if (envelope.type === "disconnect") return leave(REASONS[envelope.reason ?? ""] ?? { kind: "asked" });
    if (envelope.type === "hello") return pass(envelope);
    // The library would name its own news after Slack's types, and some have no event within.
    if (envelope.envelope_id !== undefined) pass({ ...envelope, type: "delivery" });
  });
}

const REASONS: Readonly<Record<string, Leaving | undefined>> = {
  link_disabled: { kind: "disabled" },
  too_many_websockets: { kind: "crowded" },
};

function readJson(data: unknown): unknown {
  try {
    return typeof data === "string" ? JSON.parse(data) : null;
  } catch {
    return null;
  }
}
