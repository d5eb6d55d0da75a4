// What is carried out at once, because it is of use only at once: windows, short words, one's own page, first questions. What must
// not get lost with it comes back as a message that waits in the store.

import type { ChatMessage, ChatWindow, Deed, Place } from "../../src/chat/chat-message.ts";
import type { Incoming } from "../../src/chat/incoming.ts";
import { messageOf } from "../../src/chat/messages-of.ts";
import { toPlainText } from "../../src/chat/rich.ts";
import type { Answer } from "./answer.ts";
import type { SlackApi } from "./api.ts";
import { findRoom } from "./find-room.ts";
import { renderHome } from "./home.ts";
import { renderMessage } from "./render.ts";
import type { Rooms } from "./rooms.ts";
import { renderWindow, renderWords } from "./window.ts";

/** In the language of whoever it is for. */
export type ShowWords = Readonly<Record<"close" | "title" | "stale" | "notYet" | "unsure", string>>;

export type Showing = {
  readonly api: SlackApi;
  readonly rooms: Rooms;
  readonly incoming: Incoming;
  readonly words: ShowWords;
  readonly sleep: (ms: number) => Promise<unknown>;
};

/** Rejects only where a person's own page, which they look at, could not be shown. */
export async function show(showing: Showing, deed: Deed): Promise<Deed[]> {
  switch (deed.kind) {
    case "window":
      return openWindow(showing, deed.window);
    case "notice":
      return say(showing, deed.text);
    case "home":
      await publish(showing, deed.parts);
      return [];
    case "prompts":
      await suggest(showing, deed);
      return [];
    case "send":
    case "edit":
    case "delete":
      return [deed];
  }
}

async function openWindow(showing: Showing, window: ChatWindow): Promise<Deed[]> {
  const { incoming, words } = showing;
  const answer = await callWindow(showing, renderWindow(window, words));
  if (answer.kind === "done") return [];
  const { message, form } = window;
  if (window.isOnly) return [{ kind: "send", to: { chat: incoming.user }, message: { ...message, buttons: [] } }];
  if (!isOpen(incoming)) return sayInChat(showing, words.stale);
  const isUnfinished = form !== null || message.buttons.length > 0;
  // Whoever closed the window does not wait for what was to stand in it, but might think that it went.
  if (answer.kind === "lost") return isUnfinished && incoming.kind === "submit" ? sayInChat(showing, words.notYet) : [];
  // What was done is said all the same, unless it holds words of a case.
  return sayInChat(showing, isUnfinished || message.isProtected ? words.unsure : toPlainText(message.blocks));
}

/** A window that stands open can be changed a little later just as well; the press that opens one is soon too old. */
const LATER_MS = [300, 1_000, 3_000];

async function callWindow({ api, incoming, sleep }: Showing, view: unknown): Promise<Answer> {
  if (!isOpen(incoming)) {
    const trigger = "pressId" in incoming ? (incoming.pressId ?? "") : "";
    return api.call("windows", { method: "views.open", payload: { trigger_id: trigger, view } });
  }
  const update = (): Promise<Answer> =>
    api.call("windows", { method: "views.update", payload: { view_id: incoming.messageId, view } });
  let answer = await update();
  for (const laterMs of LATER_MS) {
    if (answer.kind !== "failed" && answer.kind !== "wait") return answer;
    await sleep(answer.kind === "wait" ? Math.min(answer.retryAfterMs, MOST_WAIT_MS) : laterMs);
    answer = await update();
  }
  return answer;
}

const MOST_WAIT_MS = 5_000;

/** A window stands open, which what comes takes the place of. */
function isOpen(incoming: Incoming): boolean {
  return incoming.kind === "submit" || (incoming.kind === "press" && incoming.within === "window");
}

/** A short word to whoever pressed. */
async function say(showing: Showing, text: string): Promise<Deed[]> {
  const { incoming, words } = showing;
  const isInView = incoming.kind !== "press" || incoming.within !== undefined;
  if (!isInView) return sayInChat(showing, text);
  const answer = await callWindow(showing, renderWords(messageOf([text]), words));
  return answer.kind === "done" || answer.kind === "lost" ? [] : sayInChat(showing, text);
}

/** For one person's eyes, and not kept; where that cannot be, it is left out. */
async function sayInChat({ api, rooms, incoming }: Showing, text: string): Promise<Deed[]> {
  const [part] = renderMessage(messageOf([text]), "n");
  if (!part) return [];
  const { aside, thread } = incoming.place;
  if (aside?.url) {
    await api.respond(aside.url, { ...part, response_type: "ephemeral", replace_original: false });
    return [];
  }
  const channel = await findRoom(rooms, aside?.chat ?? incoming.place.chat);
  if (typeof channel !== "string") return [];
  const payload = { channel, user: incoming.user, ...part, ...(thread === undefined ? {} : { thread_ts: thread }) };
  await api.call("windows", { method: "chat.postEphemeral", payload });
  return [];
}

/** Whoever looks at the page would look at nothing, or at what was: it is tried again with the event. */
async function publish({ api, incoming }: Showing, parts: readonly ChatMessage[]): Promise<void> {
  const payload = { user_id: incoming.user, view: renderHome(parts) };
  const answer = await api.call("windows", { method: "views.publish", payload });
  const mayPass = answer.kind === "failed" || answer.kind === "wait";
  if (incoming.kind === "home" && mayPass) throw new Error("a page could not be shown");
}

type Prompts = Extract<Deed, { readonly kind: "prompts" }>;

async function suggest({ api, rooms, incoming }: Showing, { title, prompts }: Prompts): Promise<void> {
  const channel = await findRoom(rooms, incoming.user);
  if (typeof channel !== "string") return;
  const listed = prompts.map((prompt) => ({ title: prompt, message: prompt }));
  const payload = { channel_id: channel, title, prompts: listed };
  await api.call("windows", { method: "assistant.threads.setSuggestedPrompts", payload });
}

/** What the status line of a chat says while an answer is being made; empty when it is over. */
export async function showStatus(
  { api, rooms }: Pick<Showing, "api" | "rooms">,
  { place, messageId }: { readonly place: Place; readonly messageId: string },
  lines: readonly string[],
): Promise<void> {
  const channel = await findRoom(rooms, place.chat);
  if (typeof channel !== "string" || messageId === "") return;
  const [status = ""] = lines;
  const loading = lines.length > 1 ? { loading_messages: lines } : {};
  const payload = { channel_id: channel, thread_ts: place.thread ?? messageId, status, ...loading };
  await api.call("windows", { method: "assistant.threads.setStatus", payload });
}
