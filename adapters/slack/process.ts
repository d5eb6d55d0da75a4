// One event of the inbox: what the talk makes of it, shown at once or as messages that wait to be sent.

import { setTimeout as delay } from "node:timers/promises";

import type { Deed } from "../../src/chat/chat-message.ts";
import type { Outgoing } from "../../src/chat/chat-store.ts";
import type { Incoming } from "../../src/chat/incoming.ts";
import { answerWith, messageOf } from "../../src/chat/messages-of.ts";
import { createPace } from "../../src/chat/pace.ts";
import { createTalk } from "../../src/chat/talk.ts";
import { sayTo, type TalkDeps } from "../../src/chat/talk-deps.ts";
import { LANGUAGES, type Language } from "../../src/language.ts";
import type { SlackApi } from "./api.ts";
import { toOutgoing } from "./carry-out.ts";
import { findAnswered } from "./find-answered.ts";
import type { Rooms } from "./rooms.ts";
import { type ShowWords, show, showStatus } from "./show.ts";

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
      const incoming = await findAnswered(deps, parse(body));
      const endStatus = beginStatus(deps, statuses, incoming);
      const deeds = await speak(incoming, { isRetry: attempts > 1 }).finally(endStatus);
      return write(deps, incoming, await showAtOnce(deps, incoming, deeds));
    },
    onDead: async (body) => {
      const incoming = parse(body);
      if (!incoming.isPrivate || incoming.kind === "home" || incoming.kind === "opened") return [];
      const caseId = await talk.cases.store.transact((tx) => tx.events.caseOf(incoming.event));
      const say = sayTo(talk, languageOf(deps, incoming));
      // The case may be open although the answer failed: then nothing else may be said.
      const message = messageOf([say(caseId === null ? "chat.failed" : "chat.failed.kept")]);
      return write(deps, incoming, [answerWith(incoming, message)]);
    },
  };
}

/** Slack puts the waiting view into a window when it has read the acknowledgement; an answer before that would be covered by it. */
const AFTER_SUBMIT_MS = 400;

/** In order; what a window must not lose becomes a message. */
async function showAtOnce(deps: ProcessDeps, incoming: Incoming, deeds: readonly Deed[]): Promise<Deed[]> {
  const { api, rooms } = deps;
  if (incoming.kind === "submit") await (deps.sleep ?? delay)(AFTER_SUBMIT_MS);
  const words = wordsFor(deps, incoming);
  const left: Deed[] = [];
  for (const deed of deeds) left.push(...(await show({ api, rooms, incoming, words }, deed)));
  return left;
}

function write({ talk, newMark }: ProcessDeps, incoming: Incoming, deeds: readonly Deed[]): Outgoing[] {
  const repeat = sayTo(talk, languageOf({ talk }, incoming))("chat.repeat");
  return toOutgoing(deeds, { now: talk.cases.now(), repeat, newMark });
}

function wordsFor(deps: ProcessDeps, incoming: Incoming): ShowWords {
  const say = sayTo(deps.talk, languageOf(deps, incoming));
  return { close: say("chat.window.close"), title: say("chat.window.title"), stale: say("chat.window.stale") };
}

/** As it was last spoken here. */
function languageOf({ talk }: Pick<ProcessDeps, "talk">, { user, hint }: Incoming): Language {
  const spoken = talk.memory.recall(`spoken ${talk.channel}:${user}`);
  return LANGUAGES.find((language) => language === spoken) ?? hint ?? "kk";
}

type Statuses = ReturnType<typeof createPace>;

/** Returns what ends the line again. */
function beginStatus({ talk, api, rooms }: ProcessDeps, statuses: Statuses, incoming: Incoming): () => void {
  const nothing = (): void => undefined;
  const { place, isPrivate, kind } = incoming;
  if (kind !== "text" || !isPrivate || place.aside || statuses.waitMs(place.chat, false) > 0) return nothing;
  statuses.take(place.chat, false);
  const say = sayTo(talk, languageOf({ talk }, incoming));
  const lines = [say("chat.status.reading"), say("chat.status.searching"), say("chat.status.checking")];
  const begun = showStatus({ api, rooms }, incoming, lines);
  return () => void begun.then(() => showStatus({ api, rooms }, incoming, [""]));
}

/** It was written by the intake of this same service and has lain sealed since. */
function parse(body: string): Incoming {
  return JSON.parse(body) as Incoming;
}
