// Payloads as Slack delivers them → the inbox. Only what is needed of each is kept, sealed, until it has been processed.

import { z } from "zod";

import { type CaseDeps, todayOf } from "../../src/cases/deps.ts";
import type { Incoming } from "../../src/chat/incoming.ts";
import { CHANNEL, laneOf } from "./carry-out.ts";
import type { Bot } from "./read-payload.ts";
import { createRouter } from "./router.ts";

/** Resolves once the payload is durable; rejects where it is not, or the bot does not know itself yet. */
export type SlackIntake = (
  body: unknown,
  options: { /** `null` where Slack proved itself otherwise. */ readonly signature: string | null },
) => Promise<"stored" | "replayed" | "ignored">;

export type IntakeDeps = {
  readonly cases: Pick<CaseDeps, "store" | "now" | "log">;
  readonly bot: () => Bot | null;
  /** Told after the delivery has been acknowledged. */
  readonly onStored: () => void;
  /** Told the room in which Slack shows a person's chat with Adep. */
  readonly onRoom?: (user: string, room: string) => void;
  /** Told the id of the app where the bot does not know it. */
  readonly onApp?: (appId: string) => void;
};

export function createIntake({ cases, bot, onStored, onRoom, onApp }: IntakeDeps): SlackIntake {
  const route = createRouter(cases.log);
  return async (body, { signature }) => {
    const known = bot();
    if (!known) throw new Error("the bot does not know its own name yet");
    const { app, room } = readAround(body);
    // Signed with our secret, but not of this app: whoever it is from could not be answered.
    const isForeign = app !== undefined && known.appId !== null && app !== known.appId;
    const incoming = isForeign ? null : await route(body, known);
    if (!incoming) return "ignored";
    const outcome = await store(cases, incoming, signature);
    if (outcome === "replayed") return outcome;
    if (app && known.appId === null) onApp?.(app);
    if (room && incoming.isPrivate && !incoming.place.aside) onRoom?.(incoming.user, room);
    // An answer to a form that overtakes its acknowledgement would be covered by it.
    setImmediate(onStored);
    return outcome;
  };
}

/** What was signed once is taken once; Slack signs each of its own tries anew. */
function store(
  { store, now }: IntakeDeps["cases"],
  incoming: Incoming,
  signature: string | null,
): Promise<"stored" | "replayed"> {
  const { event: key, place } = incoming;
  // Those who share a channel do not wait for each other.
  const lane = laneOf(incoming.isPrivate ? place.chat : `${place.chat}:${incoming.user}`);
  const arrival = { channel: CHANNEL, key, lane, receivedAt: now() } as const;
  return store.transact(async (tx) => {
    // Of "v0=<hash>" the hash alone: what else stands there nobody has signed.
    const [, hash = ""] = signature?.split("=") ?? [];
    const isNew = signature === null || (await tx.events.claim(`slack signature ${hash}`, todayOf({ now })));
    if (!isNew) return "replayed";
    await tx.inbox.put({ ...arrival, body: JSON.stringify(incoming) });
    return "stored";
  });
}

const room = z
  .string()
  .regex(/^D[A-Z0-9]{2,30}$/)
  .optional()
  .catch(undefined);
const aroundSchema = z.object({
  api_app_id: z
    .string()
    .regex(/^A[A-Z0-9]{2,30}$/)
    .optional()
    .catch(undefined),
  event: z.object({ channel: room }).optional().catch(undefined),
  channel: z.object({ id: room }).optional().catch(undefined),
});

function readAround(body: unknown): { readonly app: string | undefined; readonly room: string | undefined } {
  const around = aroundSchema.safeParse(body).data;
  return { app: around?.api_app_id, room: around?.event?.channel ?? around?.channel?.id };
}
