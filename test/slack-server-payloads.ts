// What the fake Slack sends to a bot, in the form in which Slack sends it.

import { randomUUID } from "node:crypto";
import { escaped } from "./slack-server-look.ts";
import type { Identity, Json, Memory, Room, Stored } from "./slack-server-memory.ts";

export type Who = { readonly id: string; readonly name: string; readonly isEnterprise: boolean };
export type Payloads = ReturnType<typeof createPayloads>;

/** Never used to check anything, and never to be relied on. */
const TOKEN = "verification-canary";

export function createPayloads({
  memory,
  own,
  now,
}: {
  readonly memory: Memory;
  readonly own: Identity;
  readonly now: () => number;
}) {
  const enterpriseOf = ({ isEnterprise }: Who) =>
    isEnterprise ? { id: own.enterprise, name: `${own.domain} organisation` } : null;

  function event(who: Who, inner: Json): Json {
    const enterprise = enterpriseOf(who)?.id ?? null;
    return {
      token: TOKEN,
      team_id: own.team,
      ...(enterprise === null ? {} : { enterprise_id: enterprise }),
      context_team_id: enterprise === null ? own.team : null,
      context_enterprise_id: enterprise,
      api_app_id: own.app,
      event: inner,
      type: "event_callback",
      event_id: memory.takeId("Ev"),
      event_time: Math.floor(now() / 1000),
      authorizations: [
        {
          enterprise_id: enterprise,
          team_id: enterprise === null ? own.team : null,
          user_id: own.user,
          is_bot: true,
          is_enterprise_install: enterprise !== null,
        },
      ],
      is_ext_shared_channel: false,
      event_context: `4-${memory.takeId("c")}`,
    };
  }

  function command(
    who: Who,
    fields: { readonly command: string; readonly text: string; readonly channel: string } & Json,
  ): Json {
    const { channel, ...rest } = fields;
    const room = memory.rooms.get(channel);
    const enterprise = enterpriseOf(who);
    return {
      token: TOKEN,
      team_id: own.team,
      team_domain: own.domain,
      ...(enterprise ? { enterprise_id: enterprise.id, enterprise_name: enterprise.name } : {}),
      channel_id: channel,
      channel_name: nameOf(room),
      user_id: who.id,
      user_name: who.name,
      api_app_id: own.app,
      is_enterprise_install: String(enterprise !== null),
      ...rest,
    };
  }

  function interaction(who: Who, type: string, fields: Json): Json {
    const enterprise = enterpriseOf(who);
    const user = { id: who.id, username: who.name, name: who.name, team_id: own.team };
    return {
      type,
      user,
      api_app_id: own.app,
      token: TOKEN,
      team: enterprise ? null : { id: own.team, domain: own.domain },
      enterprise,
      is_enterprise_install: enterprise !== null,
      ...fields,
    };
  }

  return {
    event,
    command,
    interaction,
    /** A message as it comes in the event of its own. */
    messageEvent: (stored: Stored, shown: Json): Json => ({
      ...shown,
      channel: stored.channel,
      event_ts: stored.ts,
      channel_type: memory.rooms.get(stored.channel)?.kind ?? "channel",
      ...(stored.isOwn ? {} : { client_msg_id: randomUUID() }),
    }),
    changedEvent(stored: Stored, shown: Json, before: Json): Json {
      const ts = memory.takeTs();
      const about = { channel: stored.channel, channel_type: memory.rooms.get(stored.channel)?.kind ?? "channel" };
      const fields = { message: shown, previous_message: before, hidden: true, ts, event_ts: ts };
      return { type: "message", subtype: "message_changed", ...about, ...fields };
    },
    deletedEvent(stored: Stored, before: Json): Json {
      const ts = memory.takeTs();
      const about = { channel: stored.channel, channel_type: memory.rooms.get(stored.channel)?.kind ?? "channel" };
      const fields = { deleted_ts: stored.ts, previous_message: before, hidden: true, ts, event_ts: ts };
      return { type: "message", subtype: "message_deleted", ...about, ...fields };
    },
    channelOf: (room: Room): Json => ({ id: room.id, name: nameOf(room) }),
  };
}

function nameOf(room: Room | undefined): string {
  if (!room || room.kind === "im") return "directmessage";
  return room.kind === "channel" ? room.name : "privategroup";
}

const ADDRESS = /(<@[UW][A-Z0-9]+>|https?:\/\/[^\s<>|]+)/;

/** What somebody typed, in both forms in which Slack passes it on. A mention is written as `<@U…>`. */
export function typed(text: string, blockId: string): { readonly text: string; readonly blocks: readonly Json[] } {
  const pieces = text.split(ADDRESS).filter((piece) => piece !== "");
  const written = pieces.map((piece) => {
    if (piece.startsWith("<@")) return piece;
    return ADDRESS.test(piece) ? `<${escaped(piece)}>` : escaped(piece);
  });
  const elements = pieces.map((piece) => {
    if (/^<@[UW][A-Z0-9]+>$/.test(piece)) return { type: "user", user_id: piece.slice(2, -1) };
    return ADDRESS.test(piece) ? { type: "link", url: piece } : { type: "text", text: piece };
  });
  const section = { type: "rich_text_section", elements };
  return { text: written.join(""), blocks: [{ type: "rich_text", block_id: blockId, elements: [section] }] };
}
