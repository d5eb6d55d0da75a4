// What the fake Slack remembers of people, rooms and messages.

export type Json = Readonly<Record<string, unknown>>;
export type SlackBlock = Json & { readonly type: string; readonly block_id: string };

/** Who and what the app is in this Slack. */
export type Identity = {
  readonly team: string;
  readonly domain: string;
  readonly enterprise: string;
  readonly app: string;
  readonly user: string;
  readonly bot: string;
  readonly name: string;
};

export type Room = {
  readonly id: string;
  readonly kind: "channel" | "group" | "mpim" | "im";
  readonly name: string;
  readonly members: Set<string>;
  isArchived: boolean;
  /** What every call about this room is answered with. */
  refusal: string | null;
  /** In the order in which they were posted. */
  readonly messages: Stored[];
  readonly byTs: Map<string, Stored>;
  /** Replies by the `ts` of their thread, without its first message. */
  readonly threads: Map<string, Stored[]>;
};

export type Stored = {
  readonly ts: string;
  readonly channel: string;
  readonly thread: string | null;
  readonly user: string;
  /** Adep's own. */
  readonly isOwn: boolean;
  text: string;
  blocks: readonly SlackBlock[];
  edits: number;
  isDeleted: boolean;
  /** Other fields of the message, such as files. */
  readonly extra: Json;
};

/** Seen by one person only; no method finds it again. */
export type Ephemeral = {
  readonly ts: string;
  readonly user: string;
  readonly channel: string;
  readonly thread: string | null;
  readonly via: "chat.postEphemeral" | "response_url";
  text: string;
  blocks: readonly SlackBlock[];
  edits: number;
  isDeleted: boolean;
};

export type Memory = ReturnType<typeof createMemory>;
export function createMemory(now: () => number, own: Identity) {
  const rooms = new Map<string, Room>();
  /** What is said of people who cannot be written to; `null` of all others. */
  const people = new Map<string, string | null>();
  const privateRooms = new Map<string, Room>();
  const ephemerals: Ephemeral[] = [];
  let lastTs = 0;
  let nextId = 1;

  const takeId = (start: string): string => `${start}${(nextId++).toString(36).toUpperCase().padStart(10, "0")}`;

  /** Never the same twice, and always greater than the last. */
  function takeTs(): string {
    lastTs = Math.max(lastTs + 1, now() * 1000);
    return `${Math.floor(lastTs / 1e6)}.${String(lastTs % 1e6).padStart(6, "0")}`;
  }

  function addRoom(id: string, fields: Pick<Room, "kind" | "name" | "members"> & { readonly isArchived?: boolean }) {
    const kept = { refusal: null, messages: [], byTs: new Map(), threads: new Map() };
    const room: Room = { isArchived: false, ...fields, id, ...kept };
    rooms.set(id, room);
    return room;
  }

  function privateRoom(user: string): Room {
    const known = privateRooms.get(user);
    if (known) return known;
    const members = new Set([user, own.user]);
    const room = addRoom(takeId("D"), { kind: "im", name: "directmessage", members });
    privateRooms.set(user, room);
    return room;
  }

  function store(fields: Omit<Stored, "ts" | "edits" | "isDeleted">): Stored {
    const stored: Stored = { ...fields, ts: takeTs(), edits: 0, isDeleted: false };
    const room = rooms.get(fields.channel);
    if (!room) throw new Error(`there is no room ${fields.channel}`);
    room.messages.push(stored);
    room.byTs.set(stored.ts, stored);
    if (stored.thread === null) return stored;
    const replies = room.threads.get(stored.thread) ?? [];
    replies.push(stored);
    room.threads.set(stored.thread, replies);
    return stored;
  }

  return {
    rooms,
    people,
    ephemerals,
    takeId,
    takeTs,
    addRoom,
    privateRoom,
    store,
    /** The room of this id, or a known person's own. */
    roomOf: (id: string): Room | null => rooms.get(id) ?? (people.has(id) ? privateRoom(id) : null),
    find(channel: string, ts: string): Stored | null {
      const found = rooms.get(channel)?.byTs.get(ts);
      return found && !found.isDeleted ? found : null;
    },
    /** Slack names blocks and elements that the app left unnamed. */
    nameBlocks: (blocks: readonly Json[]): SlackBlock[] =>
      blocks.map((block) => {
        const elements = block["type"] === "actions" ? (block["elements"] as readonly Json[]) : null;
        const named = elements?.map((element) => ({ action_id: takeId("a"), ...element }));
        return { block_id: takeId("b"), ...block, ...(named ? { elements: named } : {}) } as SlackBlock;
      }),
  };
}

/** The message as events and answers show it. */
export function toMessage(stored: Stored, own: Identity): Record<string, unknown> {
  return {
    user: stored.user,
    type: "message",
    ts: stored.ts,
    ...(stored.isOwn ? { bot_id: own.bot, app_id: own.app, bot_profile: profileOf(own) } : {}),
    text: stored.text,
    team: own.team,
    ...(stored.blocks.length > 0 ? { blocks: stored.blocks } : {}),
    ...(stored.thread === null ? {} : { thread_ts: stored.thread }),
    ...(stored.edits > 0 ? { edited: { user: stored.user, ts: `${stored.ts.split(".")[0]}.${stored.edits}` } } : {}),
    ...stored.extra,
  };
}

function profileOf({ bot, app, name, team }: Identity): Json {
  return { id: bot, app_id: app, name, team_id: team, deleted: false, updated: 1_700_000_000 };
}
