// What people do in the fake Slack: write, change and delete what they wrote, give commands.

import type { Ack, Kind, Parcel } from "./slack-server-deliver.ts";
import {
  type Identity,
  type Json,
  type Memory,
  type Room,
  type SlackBlock,
  type Stored,
  toMessage,
} from "./slack-server-memory.ts";
import { type Payloads, typed, type Who } from "./slack-server-payloads.ts";
import type { Responses } from "./slack-server-respond.ts";
import type { Views } from "./slack-server-views.ts";

/** How the bot took it, once that is known. Never rejects. */
export type Act = { readonly ack: Promise<Ack>; readonly body: Json };
export type Written = Act & { readonly ts: string; readonly channel: string; readonly stored: Stored };
/** `fields` go into the event as they are, over the usual ones. */
export type Manner = { readonly thread?: string; readonly fields?: Json };

export type Deps = {
  readonly memory: Memory;
  readonly own: Identity;
  readonly views: Views;
  readonly responses: Responses;
  readonly payloads: Payloads;
  readonly deliver: (parcel: Parcel) => Promise<Ack>;
  readonly respondUrl: (id: string) => string;
  /** The kinds of events that the app asked for. */
  readonly events: Set<string>;
};

export type Doings = ReturnType<typeof createDoings>;

const NOT_ASKED: Ack = { isAcknowledged: false, status: null, body: null, ms: 0, attempts: 0 };
const SUBSCRIPTIONS = { im: "message.im", channel: "message.channels", group: "message.groups", mpim: "message.mpim" };

export function createDoings(deps: Deps) {
  const { memory, own, payloads, views, responses } = deps;

  const bring = (kind: Kind, body: Json): Act => ({ ack: deps.deliver({ kind, body }), body });

  /** Only what the app asked for is brought. */
  function tell(who: Who, name: string, inner: Json): Act {
    const body = payloads.event(who, inner);
    return deps.events.has(name) ? bring("event", body) : { ack: Promise.resolve(NOT_ASKED), body };
  }

  function roomAt(id: string): Room {
    const room = memory.roomOf(id);
    if (!room) throw new Error(`there is no room ${id}`);
    return room;
  }

  const shown = (stored: Stored): Record<string, unknown> => toMessage(stored, own);
  const nameOfRoom = ({ kind }: Room): string => SUBSCRIPTIONS[kind];
  const messageName = (stored: Stored): string => nameOfRoom(roomAt(stored.channel));

  function write(
    who: Who,
    at: string,
    text: string,
    { thread, fields = {} }: Manner & { readonly extra?: Json } = {},
  ): Written {
    const room = roomAt(at);
    const { blocks, ...rest } = typed(text, memory.takeId("b"));
    const extra = thread === undefined ? {} : { parent_user_id: room.byTs.get(thread)?.user ?? who.id };
    const place = { channel: room.id, thread: thread ?? null, user: who.id, isOwn: false };
    const stored = memory.store({ ...place, ...rest, blocks: blocks as readonly SlackBlock[], extra: { ...extra } });
    const event = { ...payloads.messageEvent(stored, shown(stored)), ...fields };
    const act = isMention(room, stored) ? mention(who, stored, event) : tell(who, messageName(stored), event);
    return { ...act, ts: stored.ts, channel: room.id, stored };
  }

  const isMention = (room: Room, stored: Stored): boolean =>
    room.kind !== "im" && room.members.has(own.user) && stored.text.includes(`<@${own.user}>`);

  /** Comes twice where the app asked for both kinds. */
  function mention(who: Who, stored: Stored, event: Json): Act {
    tell(who, messageName(stored), event);
    const { channel_type: _type, ...rest } = event;
    return tell(who, "app_mention", { ...rest, type: "app_mention" });
  }

  function edit(who: Who, stored: Stored, text: string): Act {
    const before = shown(stored);
    const { blocks, ...rest } = typed(text, memory.takeId("b"));
    Object.assign(stored, { ...rest, blocks, edits: stored.edits + 1 });
    return tell(who, messageName(stored), payloads.changedEvent(stored, shown(stored), before));
  }

  function remove(who: Who, stored: Stored): Act {
    stored.isDeleted = true;
    return tell(who, messageName(stored), payloads.deletedEvent(stored, shown(stored)));
  }

  function command(who: Who, name: string, text: string, at: string) {
    const channel = memory.roomOf(at)?.id ?? at;
    const id = responses.issue({ user: who.id, channel, thread: null, original: null });
    const triggerId = views.issueTrigger(who.id, false);
    const responseUrl = deps.respondUrl(id);
    const fields = { command: name, text, channel, response_url: responseUrl, trigger_id: triggerId };
    const act = bring("command", payloads.command(who, fields));
    const ack = act.ack.then((taken) => {
      if (taken.isAcknowledged && taken.body !== null) responses.respond(id, toAnswer(taken.body));
      return taken;
    });
    return { ...act, ack, responseUrl, triggerId };
  }

  return { bring, tell, write, edit, remove, command, shown, messageName, nameOfRoom, roomAt };
}

function toAnswer(body: unknown): Json {
  return typeof body === "object" && body !== null ? (body as Json) : { text: String(body) };
}
