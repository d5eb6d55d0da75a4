// Sending one message that has waited: what comes of it in the sender's words. Nothing is posted a second time unseen.

import type { Sent } from "../../src/chat/sender.ts";
import type { Answer } from "./answer.ts";
import type { SlackApi } from "./api.ts";
import type { Call } from "./call.ts";
import { type Posting, type Waiting, waitingSchema } from "./carry-out.ts";
import { findPost } from "./find-post.ts";
import { findRoom } from "./find-room.ts";
import { toEphemeral, toPost, toUpdate } from "./message-calls.ts";
import { type Post, sendSoon } from "./post.ts";
import type { Rooms } from "./rooms.ts";
import { withRepeat } from "./with-repeat.ts";

export type DeliverDeps = {
  readonly api: SlackApi;
  readonly post: Post;
  readonly rooms: Rooms;
  readonly log: (message: string, code?: string) => void;
};

export type Delivering = { readonly isUncertain: boolean; readonly signal: AbortSignal };

const RETRY_UNAUTHORISED_MS = 60_000;
const PATIENCE_MS = 5_000;

export async function deliver(deps: DeliverDeps, body: string, delivering: Delivering): Promise<Sent> {
  const read = waitingSchema.safeParse(JSON.parse(body));
  if (!read.success) return "refused";
  const waiting = read.data;
  switch (waiting.kind) {
    case "post":
      return waiting.to.aside ? postAside(deps, waiting, delivering) : postOnce(deps, waiting, delivering);
    case "edit":
      return edit(deps, waiting, delivering);
    case "delete":
      return remove(deps, waiting, delivering);
  }
}

/** Looks first where an earlier sending may have arrived. */
async function postOnce(deps: DeliverDeps, posting: Posting, delivering: Delivering): Promise<Sent> {
  const { api, rooms } = deps;
  const room = await findRoom(rooms, posting.to.chat);
  if (typeof room !== "string") return toSent(room);
  if (!delivering.isUncertain) return post(deps, posting, { room, delivering });
  const { thread } = posting.to;
  const sought = { channel: room, mark: posting.mark, since: posting.postedAt };
  const found = await findPost(api, thread === undefined ? sought : { ...sought, thread });
  switch (found.kind) {
    case "found":
      return "done";
    case "absent":
      return post(deps, posting, { room, delivering });
    case "unseen":
      return post(deps, { ...posting, part: withRepeat(posting.part, posting.repeat) }, { room, delivering });
    case "failed":
      return { retryAfterMs: 0, isUncertain: true };
    case "wait":
      return { retryAfterMs: found.retryAfterMs, isUncertain: true };
    case "unauthorised":
      return { retryAfterMs: RETRY_UNAUTHORISED_MS, isUncertain: true };
  }
}

type Posted = { readonly room: string; readonly delivering: Delivering };

async function post(deps: DeliverDeps, posting: Posting, { room, delivering }: Posted): Promise<Sent> {
  const { to, part } = posting;
  const answer = await sendPosting(deps, toPost(room, part, to.thread), delivering.signal);
  // The thread is gone: what is said is said all the same.
  if (answer.kind === "lost" && to.thread !== undefined) {
    const { thread: _thread, ...place } = to;
    return post(deps, { ...posting, to: place }, { room, delivering });
  }
  return toSent(answer);
}

/** A busy chat must not take the place of others; where Slack refuses the form, the bare words go. */
async function sendPosting({ post, log }: DeliverDeps, call: Call, signal: AbortSignal): Promise<Answer> {
  const answer = await sendSoon(post, "messages", call, { mostMs: PATIENCE_MS, signal });
  if (answer.kind !== "refused") return answer;
  log("Slack refused the form of a message; its bare words are sent", answer.code);
  const { blocks: _blocks, ...bare } = call.payload;
  return post.send("messages", { ...call, payload: bare }, signal);
}

/** What one person sees aside is not kept by Slack, so nobody can look whether it came. */
async function postAside(deps: DeliverDeps, posting: Posting, delivering: Delivering): Promise<Sent> {
  const {
    api,
    post: { send },
  } = deps;
  const { aside, ...place } = posting.to;
  if (!aside) return postOnce(deps, posting, delivering);
  const part = delivering.isUncertain ? withRepeat(posting.part, posting.repeat) : posting.part;
  if (aside.url !== null) {
    const answer = await api.respond(aside.url, { ...part, response_type: "ephemeral", replace_original: false });
    if (!isNoWay(answer)) return toSent(answer);
  }
  const call = toEphemeral(aside.chat, aside.user, part, aside.url === null ? place.thread : undefined);
  const answer = await send("messages", call, delivering.signal);
  if (!isNoWay(answer)) return toSent(answer);
  return postOnce(deps, { ...posting, to: { chat: aside.user } }, delivering);
}

/** This way is closed; another may be open. */
function isNoWay({ kind }: Answer): boolean {
  return kind === "lost" || kind === "gone" || kind === "closed" || kind === "refused";
}

type Editing = Extract<Waiting, { readonly kind: "edit" }>;

async function edit(deps: DeliverDeps, editing: Editing, delivering: Delivering): Promise<Sent> {
  const { to, id, part, mark, postedAt } = editing;
  if (isUrl(id)) return toSent(await deps.api.respond(id, { ...part, replace_original: true }));
  const room = await findRoom(deps.rooms, to.chat);
  if (typeof room !== "string") return toSent(room);
  const soon = { mostMs: PATIENCE_MS, signal: delivering.signal };
  const answer = await sendSoon(deps.post, "messages", toUpdate(room, part, id), soon);
  if (answer.kind !== "lost") return toSent(answer);
  return postOnce(deps, { kind: "post", to, part, mark, repeat: "", postedAt }, delivering);
}

type Removing = Extract<Waiting, { readonly kind: "delete" }>;

async function remove(deps: DeliverDeps, { to, id }: Removing, { signal }: Delivering): Promise<Sent> {
  if (isUrl(id)) return toSent(await deps.api.respond(id, { delete_original: true }));
  const room = await findRoom(deps.rooms, to.chat);
  if (typeof room !== "string") return toSent(room);
  return toSent(
    await deps.post.send("messages", { method: "chat.delete", payload: { channel: room, ts: id } }, signal),
  );
}

/** What one person sees aside is changed through an address of its own. */
function isUrl(id: string): boolean {
  return id.startsWith("http");
}

function toSent(answer: Answer): Sent {
  switch (answer.kind) {
    case "done":
    case "lost":
    case "stale":
      return "done";
    case "gone":
      return "gone";
    case "wait":
      return { retryAfterMs: answer.retryAfterMs, isUncertain: false };
    case "failed":
      return { retryAfterMs: 0, isUncertain: answer.isUncertain };
    case "unauthorised":
      return { retryAfterMs: RETRY_UNAUTHORISED_MS, isUncertain: false };
    case "closed":
    case "refused":
      return "refused";
  }
}
