// What is pressed and handed in: the buttons of messages, of windows and of a person's own page.

import type { z } from "zod";

import type { Place } from "../../src/chat/chat-message.ts";
import type { Incoming } from "../../src/chat/incoming.ts";
import { pressSchema, submitSchema, toHint } from "./payload-schema.ts";
import { isPerson, type Reading } from "./read-payload.ts";

type Pressed = z.infer<typeof pressSchema>;
type Spot = Pick<Extract<Incoming, { kind: "press" }>, "place" | "isPrivate" | "messageId" | "within" | "ground">;

/** A button that leads elsewhere has no value, and nothing is to be done. */
export function readPress(given: unknown, { event, bot }: Reading): Incoming | null {
  const press = pressSchema.safeParse(given).data;
  if (!press || !isPerson(press.user.id, bot)) return null;
  const spot = spotOf(press);
  const data = press.actions[0]?.value.toWellFormed();
  if (!spot || data === undefined) return null;
  const { user, trigger_id: pressId } = press;
  const common = { event, user: user.id, hint: toHint(user.locale), isAddressed: true };
  return { ...common, ...spot, kind: "press", pressId, data, about: null };
}

function spotOf(press: Pressed): Spot | null {
  const { view, channel, message, container, user, response_url: url = null } = press;
  if (view) {
    const within = view.type === "home" ? "home" : "window";
    const { ground } = splitMetadata(view.private_metadata);
    return { place: { chat: user.id }, isPrivate: true, messageId: view.id, within, ground };
  }
  if (!channel) return null;
  if (container?.is_ephemeral) {
    const place: Place = { chat: user.id, aside: { user: user.id, chat: channel.id, url } };
    return { place, isPrivate: true, messageId: url ?? "" };
  }
  const messageId = message?.ts ?? container?.message_ts ?? "";
  const thread = message?.thread_ts ?? container?.thread_ts;
  const isPrivate = channel.id.startsWith("D");
  const chat = isPrivate ? user.id : channel.id;
  // The first message of a thread names itself: a press there need not be answered below it.
  return { place: { chat, ...(thread && thread !== messageId ? { thread } : {}) }, isPrivate, messageId };
}

export function readSubmit(given: unknown, { event, bot }: Reading): Incoming | null {
  const submit = submitSchema.safeParse(given).data;
  if (!submit || !isPerson(submit.user.id, bot)) return null;
  const { user, trigger_id: pressId, view } = submit;
  const text = view.state.values.f.t.value;
  const where = { place: { chat: user.id }, isPrivate: true, isAddressed: true, messageId: view.id };
  const common = { event, user: user.id, hint: toHint(user.locale), ...where };
  return { ...common, kind: "submit", pressId, text, ...splitMetadata(view.private_metadata) };
}

/** What a window was opened with, and what its form is meant for. */
function splitMetadata(given: string): { readonly ground: string; readonly data: string } {
  const metadata = given.toWellFormed();
  const at = metadata.indexOf(" ");
  return at < 0 ? { ground: metadata, data: "" } : { ground: metadata.slice(0, at), data: metadata.slice(at + 1) };
}
