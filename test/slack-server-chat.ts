// What the fake Slack does where a bot posts, changes, deletes and reads messages.

import type { z } from "zod";
import {
  type Answered,
  aside,
  done,
  editing,
  type Method,
  method,
  ofMessage,
  opening,
  type Refusal,
  refuse,
  type Sending,
  sending,
} from "./slack-server-arguments.ts";
import { faultOfMessage } from "./slack-server-checks.ts";
import {
  type Ephemeral,
  type Identity,
  type Memory,
  type Room,
  type Stored,
  toMessage,
} from "./slack-server-memory.ts";

/** Told of what the bot did, for Slack sends events of that too. */
export type Told = (kind: "posted" | "changed" | "deleted", stored: Stored, before: Stored) => void;
type Deps = { readonly memory: Memory; readonly own: Identity; readonly tell: Told };

export function createChat({ memory, own, tell }: Deps) {
  /** The room in which the bot may act. */
  function enter(id: string, thread?: string): Room | Refusal {
    const refused = memory.people.get(id);
    if (refused) return refuse(refused);
    const room = memory.roomOf(id);
    if (!room) return refuse("channel_not_found");
    if (room.refusal !== null) return refuse(room.refusal);
    if (room.isArchived) return refuse("is_archived");
    if (!room.members.has(own.user)) return refuse(room.kind === "group" ? "channel_not_found" : "not_in_channel");
    if (thread !== undefined && !room.byTs.has(thread)) return refuse("thread_not_found");
    return room;
  }

  function post({ channel, text, blocks = [], thread_ts }: Sending): Answered {
    const room = enter(channel, thread_ts);
    if ("ok" in room) return room;
    if (text === "" && blocks.length === 0) return refuse("no_text");
    const fault = faultOfMessage({ text, blocks });
    if (fault) return fault;
    const thread = thread_ts ?? null;
    const written = { text, blocks: memory.nameBlocks(blocks), extra: {} };
    const stored = memory.store({ ...written, channel: room.id, thread, user: own.user, isOwn: true });
    tell("posted", stored, stored);
    return done({ channel: room.id, ts: stored.ts, message: toMessage(stored, own) });
  }

  function postAside({ channel, user, text, blocks = [], thread_ts }: z.infer<typeof aside>): Answered {
    const room = enter(channel);
    if ("ok" in room) return room;
    if (text === "" && blocks.length === 0) return refuse("no_text");
    if (!room.members.has(user)) return refuse("user_not_in_channel");
    const fault = faultOfMessage({ text, blocks });
    if (fault) return fault;
    const fields = { user, channel: room.id, thread: thread_ts ?? null, text, via: "chat.postEphemeral" as const };
    return done({ message_ts: keepAside({ ...fields, blocks: memory.nameBlocks(blocks) }).ts });
  }

  function keepAside(fields: Omit<Ephemeral, "ts" | "edits" | "isDeleted">): Ephemeral {
    const kept: Ephemeral = { ...fields, ts: memory.takeTs(), edits: 0, isDeleted: false };
    memory.ephemerals.push(kept);
    return kept;
  }

  /** People's ids are not taken here: a message is changed in the room where it stands. */
  function ownMessage(channel: string, ts: string, refusal: string): Stored | Refusal {
    const room = memory.rooms.has(channel) ? enter(channel) : refuse("channel_not_found");
    if ("ok" in room) return room;
    const stored = memory.find(channel, ts);
    if (!stored) return refuse("message_not_found");
    return stored.isOwn ? stored : refuse(refusal);
  }

  function update({ channel, ts, text, blocks = [] }: z.infer<typeof editing>): Answered {
    const stored = ownMessage(channel, ts, "cant_update_message");
    if ("ok" in stored) return stored;
    if (text === "" && blocks.length === 0) return refuse("no_text");
    const fault = faultOfMessage({ text, blocks });
    if (fault) return fault;
    change(stored, { text, blocks: memory.nameBlocks(blocks) });
    return done({ channel, ts, text, message: toMessage(stored, own) });
  }

  function change(stored: Stored, fields: Pick<Stored, "text" | "blocks">): void {
    const before = { ...stored };
    Object.assign(stored, { ...fields, edits: stored.edits + 1 });
    tell("changed", stored, before);
  }

  function remove({ channel, ts }: z.infer<typeof ofMessage>): Answered {
    const stored = ownMessage(channel, ts, "cant_delete_message");
    if ("ok" in stored) return stored;
    stored.isDeleted = true;
    tell("deleted", stored, stored);
    return done({ channel, ts });
  }

  function open({ users, channel }: z.infer<typeof opening>): Answered {
    const user = users ?? "";
    if (channel !== undefined)
      return memory.rooms.has(channel) ? done({ channel: { id: channel } }) : refuse("channel_not_found");
    const refused = memory.people.get(user);
    if (refused === undefined) return refuse("user_not_found");
    if (refused !== null) return refuse(refused);
    return done({ channel: { id: memory.privateRoom(user).id } });
  }

  const methods = new Map<string, Method>([
    ["chat.postMessage", method(sending, post)],
    ["chat.postEphemeral", method(aside, postAside)],
    ["chat.update", method(editing, update)],
    ["chat.delete", method(ofMessage, remove)],
    ["conversations.open", method(opening, open)],
  ]);
  return { methods, enter, post, keepAside, change };
}
