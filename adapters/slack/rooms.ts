// Which room a person and Adep talk in alone: Slack addresses people by one id and their rooms by another.

import { z } from "zod";
import type { Answer } from "./answer.ts";
import type { Post } from "./post.ts";

export type Rooms = {
  /** Never rejects. A failure leaves nothing uncertain: a room may be opened twice. */
  of(user: string): Promise<Room>;
  /** What an event told of itself. Whatever is no room of two is not believed. */
  note(user: string, room: string): void;
};

export type Room = { readonly kind: "room"; readonly room: string } | Exclude<Answer, { readonly kind: "done" }>;

export type RoomsDeps = { readonly post: Post; readonly mostRooms?: number };

const MOST_ROOMS = 10_000;

/** Rooms of two begin with this letter, channels and rooms of several with others: nothing private may go there. */
const roomId = z.string().regex(/^D[A-Z0-9]{1,40}$/);
const opened = z.object({ channel: z.object({ id: roomId }) });

export function createRooms({ post, mostRooms = MOST_ROOMS }: RoomsDeps): Rooms {
  const rooms = new Map<string, string>();
  const asked = new Map<string, Promise<Room>>();

  const note: Rooms["note"] = (user, room) => {
    if (!roomId.safeParse(room).success) return;
    // The last one noted stands last.
    rooms.delete(user);
    rooms.set(user, room);
    const [oldest] = rooms.keys();
    if (rooms.size > mostRooms && oldest !== undefined) rooms.delete(oldest);
  };

  const ask = async (user: string): Promise<Room> => {
    const room = await openRoom(post, user);
    if (room.kind === "room") note(user, room.room);
    return room;
  };

  return {
    note,
    of: (user) => {
      const room = rooms.get(user);
      if (room !== undefined) return Promise.resolve({ kind: "room", room });
      const asking = asked.get(user) ?? ask(user).finally(() => asked.delete(user));
      asked.set(user, asking);
      return asking;
    },
  };
}

async function openRoom(post: Post, user: string): Promise<Room> {
  const call = { method: "conversations.open", payload: { users: user } };
  // Whoever asks has others to serve meanwhile.
  const retryAfterMs = post.waitMs(call);
  if (retryAfterMs > 0) return { kind: "wait", retryAfterMs };
  const answer = await post.send("messages", call);
  if (answer.kind === "failed") return { ...answer, isUncertain: false };
  if (answer.kind !== "done") return answer;
  const read = opened.safeParse(answer.result);
  if (!read.success) return { kind: "failed", code: "BODY", isUncertain: false };
  return { kind: "room", room: read.data.channel.id };
}
