// A payload from Slack, read into what Adep knows of chats. What is not meant for Adep is nothing.

import { createHash } from "node:crypto";

import type { Incoming } from "../../src/chat/incoming.ts";
import { type Body, bodySchema, openedSchema } from "./payload-schema.ts";
import { readCommand } from "./read-command.ts";
import { readMention, readMessage } from "./read-message.ts";
import { readPress, readSubmit } from "./read-press.ts";

/** Adep as Slack knows it. */
export type Bot = {
  readonly userId: string;
  readonly botId: string | null;
  readonly appId: string | null;
  readonly team: string | null;
};

export type Reading = { readonly event: string; readonly bot: Bot };

/** Never throws. `null` where nothing is to be done. */
export function readPayload(body: unknown, bot: Bot): Incoming | null {
  const read = bodySchema.safeParse(body).data;
  if (!read) return null;
  const { type, event, command } = read;
  const reading: Reading = { event: nameEvent(read, body), bot };
  if (event) return type === "event_callback" ? readEvent(event, reading) : null;
  if (command) return readCommand(body, reading);
  if (type === "block_actions") return readPress(body, reading);
  return type === "view_submission" ? readSubmit(body, reading) : null;
}

function readEvent(event: { readonly type: string; readonly subtype?: unknown }, reading: Reading): Incoming | null {
  switch (event.type) {
    case "message":
      return readMessage(event, reading);
    case "app_mention":
      return readMention(event, reading);
    case "app_home_opened":
      return readOpened(event, reading);
    default:
      return null;
  }
}

function readOpened(given: unknown, { event, bot }: Reading): Incoming | null {
  const opened = openedSchema.safeParse(given).data;
  if (!opened || !isPerson(opened.user, bot)) return null;
  const { user, tab } = opened;
  const common = { event, user, hint: null, place: { chat: user }, isPrivate: true, isAddressed: true, messageId: "" };
  return { ...common, kind: tab === "home" ? "home" : "opened" };
}

/** Slack itself speaks to people under an id as theirs. */
export function isPerson(user: string, bot: Bot): boolean {
  return user !== bot.userId && user !== "USLACKBOT";
}

/** The same delivery has the same name, however often it comes. */
function nameEvent(
  { event_id, trigger_id, team_id, team, enterprise_id, enterprise, api_app_id }: Body,
  body: unknown,
) {
  const where = team_id ?? team?.id ?? enterprise_id ?? enterprise?.id ?? api_app_id ?? "";
  return `slack:${where}:${event_id ?? trigger_id ?? hash(body)}`;
}

function hash(body: unknown): string {
  try {
    return createHash("sha256").update(JSON.stringify(body)).digest("base64url");
  } catch {
    // Nothing that Slack sends is so deep.
    return "";
  }
}
