// What Slack's messenger is given, and where it finds whom.

import type { ReadBodies } from "../../src/cases/bodies.ts";
import type { CaseStore } from "../../src/cases/store.ts";
import type { Knowledge } from "../../src/knowledge/knowledge.ts";
import type { SlackApi } from "./api.ts";
import { findRoom } from "./find-room.ts";
import type { Post } from "./post.ts";
import type { Room, Rooms } from "./rooms.ts";

export type MessengerDeps = {
  readonly api: SlackApi;
  readonly post: Post;
  readonly rooms: Rooms;
  readonly store: CaseStore;
  readonly bodies: ReadBodies;
  readonly messages: Knowledge["messages"];
  readonly now: () => number;
  readonly log: (message: string, code?: string) => void;
};

/** Longer than this nobody waits at the gate: the courier has others to serve. */
export const PATIENCE_MS = 3_000;

/** The id of a channel, as against that of a person, or of a private chat with one. */
export function isChannel(id: string): boolean {
  return /^[CG]/.test(id);
}

/** Where a message for this chat goes, unless nothing can go there now. */
export async function enter({ rooms, post }: Pick<MessengerDeps, "rooms" | "post">, chat: string): Promise<Room> {
  const room = await findRoom(rooms, chat);
  if (typeof room !== "string") return room;
  const retryAfterMs = post.waitMs({ method: "chat.postMessage", payload: { channel: room } });
  return retryAfterMs > PATIENCE_MS ? { kind: "wait", retryAfterMs } : { kind: "room", room };
}
