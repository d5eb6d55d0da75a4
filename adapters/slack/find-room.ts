// The conversation behind a place: a private chat goes by the id of its person until something is sent there.

import type { Answer } from "./answer.ts";
import type { Rooms } from "./rooms.ts";

export async function findRoom(rooms: Rooms, chat: string): Promise<string | Exclude<Answer, { kind: "done" }>> {
  if (!isUser(chat)) return chat;
  const room = await rooms.of(chat);
  return room.kind === "room" ? room.room : room;
}

export function isUser(chat: string): boolean {
  return /^[UW]/.test(chat);
}
