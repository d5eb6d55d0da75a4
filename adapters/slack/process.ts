// One event of the inbox: what the talk makes of it, shown at once or as messages that wait to be sent.

import { setTimeout as delay } from "node:timers/promises";

import { pressedBy } from "../../src/cases/press.ts";
import type { Deed } from "../../src/chat/chat-message.ts";
import type { Outgoing } from "../../src/chat/chat-store.ts";
import type { Incoming } from "../../src/chat/incoming.ts";
import { answerWith, messageOf } from "../../src/chat/messages-of.ts";
import { createPace } from "../../src/chat/pace.ts";
import { quote } from "../../src/chat/rich.ts";
import { createTalk } from "../../src/chat/talk.ts";
import { sayTo, type TalkDeps } from "../../src/chat/talk-deps.ts";
import type { Language } from "../../src/language.ts";
import type { SlackApi } from "./api.ts";
import { toOutgoing } from "./carry-out.ts";
import { findAnswered } from "./find-answered.ts";
import type { Rooms } from "./rooms.ts";
import { show, showStatus } from "./show.ts";
import { languageOf, wordsIn } from "./speaking.ts";
import { renderWords } from "./window.ts";

export type ProcessDeps = {
  readonly api: SlackApi;
  readonly rooms: Rooms;
  readonly talk: TalkDeps;
  readonly monotonic: () => number;
  readonly newMark: () => string;
  readonly sleep?: (ms: number) => Promise<unknown>;
};

export type Process = {
  process(body: string, attempts: number): Promise<readonly Outgoing[]>;
  /** The word to somebody whose event could not be processed. */
  onDead(body: string): Promise<readonly Outgoing[]>;
};

/** The status line is left out where much is going on: it must not take the place of an answer. */
const STATUS = { count: 2, windowMs: 1_000 };
const STATUSES = { overall: STATUS, chat: { count: 1, windowMs: 2_000 }, group: STATUS };

export function createProcess(deps: ProcessDeps): Process {
  const { talk } = deps;
  const speak = createTalk(talk);
  const statuses = createPace(STATUSES, deps.monotonic);
  return {
    process: async (body, attempts) => {
      const incoming = await findAnswered(deps, parse(body), attempts);
      const endStatus = beginStatus(deps, statuses, incoming);
      const deeds = await speak(incoming, { isRetry: attempts > 1 }).finally(endStatus);
      const language = await languageOf(talk, incoming);
      return write(deps, language, await showAtOnce(deps, { incoming, language }, deeds));
    },
    onDead: async (body) => {
      const incoming = parse(body);
      const language = await languageOf(talk, incoming);
      return write(deps, language, await apologise(deps, { incoming, language }));
    },
  };
}

/** Slack puts the waiting view into a window when it has read the acknowledgement; an answer before that would be covered by it. */
const AFTER_SUBMIT_MS = 400;

type Spoken = { readonly incoming: Incoming; readonly language: Language };

/** In order; what a window must not lose becomes a message. */
async function showAtOnce(deps: ProcessDeps, { incoming, language }: Spoken, deeds: readonly Deed[]): Promise<Deed[]> {
  const { api, rooms, talk, sleep = delay } = deps;
  if (incoming.kind === "submit") await sleep(AFTER_SUBMIT_MS);
  const words = wordsIn(talk, language);
  const left: Deed[] = [];
  for (const deed of deeds) left.push(...(await show({ api, rooms, incoming, words, sleep }, deed)));
  return left;
}

/** The case may be open although the answer failed: then nothing else may be said. Words that were handed in are shown once more. */
async function apologise({ api, talk }: ProcessDeps, { incoming, language }: Spoken): Promise<Deed[]> {
  if (incoming.kind === "home" || incoming.kind === "opened") return [];
  const { event, user, place, isPrivate } = incoming;
  const say = sayTo(talk, language);
  const text = await talk.cases.store.transact(async (tx) => {
    if ((await tx.events.caseOf(pressedBy(event, "person"))) !== null) return say("chat.unsure");
    return say((await tx.events.caseOf(event)) === null ? "chat.failed" : "chat.failed.kept");
  });
  if (incoming.kind === "submit") {
    const view = renderWords(messageOf([text, quote(incoming.text)]), wordsIn(talk, language));
    const payload = { view_id: incoming.messageId, view };
    await api.call("windows", { method: "views.update", payload });
  }
  const to = isPrivate ? place : { ...place, aside: { user, chat: place.chat, url: null } };
  return [answerWith({ place: to, messageId: incoming.messageId }, messageOf([text]))];
}

function write({ talk, newMark }: ProcessDeps, language: Language, deeds: readonly Deed[]): Outgoing[] {
  const repeat = sayTo(talk, language)("chat.repeat");
  return toOutgoing(deeds, { now: talk.cases.now(), repeat, newMark });
}

type Statuses = ReturnType<typeof createPace>;

/** Returns what ends the line again. */
function beginStatus(deps: ProcessDeps, statuses: Statuses, incoming: Incoming): () => void {
  const { place, isPrivate, kind } = incoming;
  if (kind !== "text" || !isPrivate || place.aside || statuses.waitMs(place.chat, false) > 0) return () => undefined;
  statuses.take(place.chat, false);
  // A line that fails is left out: the answer does not hang on it.
  const begun = sayStatus(deps, incoming).catch(() => undefined);
  return () => void begun.then(() => showStatus(deps, incoming, [""]));
}

async function sayStatus(deps: ProcessDeps, incoming: Incoming): Promise<void> {
  const say = sayTo(deps.talk, await languageOf(deps.talk, incoming));
  const lines = [say("chat.status.reading"), say("chat.status.searching"), say("chat.status.checking")];
  await showStatus(deps, incoming, lines);
}

/** It was written by the intake of this same service and has lain sealed since. */
function parse(body: string): Incoming {
  return JSON.parse(body) as Incoming;
}
