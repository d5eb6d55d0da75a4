// What people do in the fake Slack besides writing: open pages, send files, come and bring others.

import type { SlackBlock } from "./slack-server-memory.ts";
import { typed, type Who } from "./slack-server-payloads.ts";
import type { Act, Deps, Doings, Manner, Written } from "./slack-server-people.ts";

export type Attached = { readonly name?: string; readonly type?: string; readonly text?: string };
export type Comings = ReturnType<typeof createComings>;

export function createComings({ memory, own, views, payloads }: Deps, doings: Doings) {
  const { tell, roomAt, shown, messageName } = doings;

  function sendFile(who: Who, at: string, { name, type, text, thread }: Required<Attached> & Manner): Written {
    const room = roomAt(at);
    const [kind = ""] = name.split(".").slice(-1);
    const kept = { mode: "hosted", is_external: false, file_access: "visible", size: 1024, user: who.id };
    const file = {
      id: memory.takeId("F"),
      name,
      title: name,
      mimetype: type,
      filetype: kind,
      pretty_type: kind,
      ...kept,
    };
    const extra = { subtype: "file_share", files: [file], upload: false, display_as_bot: false };
    const written = text === "" ? { text, blocks: [] } : typed(text, memory.takeId("b"));
    const place = { channel: room.id, thread: thread ?? null, user: who.id, isOwn: false, extra };
    const stored = memory.store({ ...place, text: written.text, blocks: written.blocks as readonly SlackBlock[] });
    const act = tell(who, messageName(stored), payloads.messageEvent(stored, shown(stored)));
    return { ...act, ts: stored.ts, channel: room.id, stored };
  }

  function open(who: Who, tab: "home" | "messages"): Act {
    const view = tab === "home" ? views.homes.get(who.id) : undefined;
    const place = { user: who.id, channel: memory.privateRoom(who.id).id, tab, event_ts: memory.takeTs() };
    return tell(who, "app_home_opened", { type: "app_home_opened", ...place, ...(view ? { view } : {}) });
  }

  /** The bot itself joins where the person invites it. */
  function join(who: Who, at: string, inviter: string | null): Act {
    const room = roomAt(at);
    room.members.add(who.id);
    const place = { channel: room.id, channel_type: room.kind === "group" ? "G" : "C", team: own.team };
    const event = { type: "member_joined_channel", user: who.id, ...place, event_ts: memory.takeTs() };
    return tell(who, "member_joined_channel", { ...event, ...(inviter === null ? {} : { inviter }) });
  }

  /** Another bot's message. */
  function otherBotWrites(who: Who, at: string, text: string): Act {
    const room = roomAt(at);
    const ts = memory.takeTs();
    const said = { type: "message", subtype: "bot_message", text, bot_id: "B0OTHERBOT", username: "other" };
    const place = { channel: room.id, channel_type: room.kind, ts, event_ts: ts };
    return tell(who, doings.nameOfRoom(room), { ...said, ...place });
  }

  return { sendFile, open, join, otherBotWrites };
}
