// What somebody answers in a thread: Slack tells only its number, so the words are looked up, where they can matter.

import { z } from "zod";

import type { Incoming } from "../../src/chat/incoming.ts";
import type { TalkDeps } from "../../src/chat/talk-deps.ts";
import type { SlackApi } from "./api.ts";
import { findRoom } from "./find-room.ts";
import type { Rooms } from "./rooms.ts";

type Around = { readonly api: SlackApi; readonly rooms: Rooms; readonly talk: TalkDeps };

const repliesSchema = z.object({
  messages: z.array(z.object({ ts: z.string(), text: z.string().default(""), bot_id: z.string().optional() })),
});

const MOST_LOOKS = 3;

/** Only for those who have to do with a case: a thread under its card is no place for a new question. */
export async function findAnswered(
  { api, rooms, talk }: Around,
  incoming: Incoming,
  attempts: number,
): Promise<Incoming> {
  if (incoming.kind !== "text" || !incoming.isPrivate || incoming.answers === null) return incoming;
  // Danger waits for no look-up.
  if (talk.assess({ text: incoming.text }).triage.severity === "critical") return incoming;
  const { user, answers } = incoming;
  const address = { channel: talk.channel, id: user };
  const own = await talk.cases.store.transact((tx) => tx.askers.casesOf(address));
  if (own.length === 0 && talk.personOf(user) === null) return incoming;
  const channel = await findRoom(rooms, user);
  if (typeof channel !== "string") return incoming;
  const payload = { channel, ts: answers.id, limit: 1 };
  const answer = await api.call("windows", { method: "conversations.replies", payload });
  // A network that fails should not make a question of what belongs to a case; but to be heard is more than to be sorted.
  const mayWait = attempts < MOST_LOOKS && (answer.kind === "failed" || answer.kind === "wait");
  if (mayWait) throw new Error("a thread could not be looked up");
  const read = answer.kind === "done" ? repliesSchema.safeParse(answer.result).data : undefined;
  const root = read?.messages.find(({ ts, bot_id }) => ts === answers.id && bot_id !== undefined);
  return root ? { ...incoming, answers: { id: answers.id, text: root.text } } : incoming;
}
