// Deeds of a talk → messages that wait in the store to be sent. Windows, notices and pages are carried out at once: see `show.ts`.

import { z } from "zod";

import type { Deed, Place } from "../../src/chat/chat-message.ts";
import type { Outgoing } from "../../src/chat/chat-store.ts";
import type { Part } from "./render.ts";
import { renderMessage } from "./render.ts";

export const CHANNEL = "slack";

export function laneOf(chat: string): string {
  return `${CHANNEL}:${chat}`;
}

const asideSchema = z.object({ user: z.string(), chat: z.string(), url: z.string().nullable() });
const placeSchema = z.object({
  chat: z.string(),
  thread: z.string().optional(),
  aside: asideSchema.optional(),
});
const partSchema = z.object({ text: z.string(), blocks: z.array(z.looseObject({ type: z.string() })) });

/** A message, or part of one, on its way. */
export const waitingSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("post"),
    to: placeSchema,
    part: partSchema,
    /** By which it is found again in the chat. */
    mark: z.string(),
    /** The words for a sending that may be the second. */
    repeat: z.string(),
    /** Milliseconds since 1970: it cannot be in the chat from before. */
    postedAt: z.number(),
  }),
  /** Where the message can no longer be changed it is posted anew. */
  z.object({
    ...{ kind: z.literal("edit"), to: placeSchema, id: z.string(), part: partSchema },
    ...{ mark: z.string(), postedAt: z.number() },
  }),
  z.object({ kind: z.literal("delete"), to: placeSchema, id: z.string() }),
]);
export type Waiting = z.infer<typeof waitingSchema>;
export type Posting = Extract<Waiting, { readonly kind: "post" }>;

type Writing = {
  readonly now: number;
  readonly repeat: string;
  /** A new random mark. */
  readonly newMark: () => string;
};

type MessageDeed = Extract<Deed, { readonly to: Place }>;

export function toOutgoing(deeds: readonly Deed[], writing: Writing): Outgoing[] {
  return deeds.flatMap((deed) => {
    if (!isMessage(deed)) return [];
    const lane = laneOf(deed.to.chat);
    return toWaiting(deed, writing).map((waiting) => ({
      ...{ channel: CHANNEL, lane, body: JSON.stringify(waiting), postedAt: writing.now },
    }));
  });
}

function isMessage(deed: Deed): deed is MessageDeed {
  return "to" in deed;
}

function toWaiting(deed: MessageDeed, { repeat, newMark, now: postedAt }: Writing): Waiting[] {
  const mark = newMark();
  const { to } = deed;
  if (deed.kind === "delete") return [{ kind: "delete", to, id: deed.id }];
  const parts = renderMessage(deed.message, mark).map(toPlainPart);
  const post = (part: Posting["part"], at: number): Posting => ({
    ...{ kind: "post", to, part, repeat, postedAt },
    mark: at === 0 ? mark : `${mark}.${at}`,
  });
  if (deed.kind === "send") return parts.map(post);
  const [first, ...more] = parts;
  if (!first) return [];
  return [
    { kind: "edit", to, id: deed.id, part: first, mark, postedAt },
    ...more.map((part, at) => post(part, at + 1)),
  ];
}

/** As the store keeps it. */
function toPlainPart({ text, blocks }: Part): Posting["part"] {
  return { text, blocks: blocks.map((block) => ({ ...block })) };
}
