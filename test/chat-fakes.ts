// Telegram from end to end over the case bench: the small Telegram of the tests, real messages, a small knowledge, people of two bodies.

import { expect, onTestFinished } from "vitest";

import { type Answer, readRefusal } from "../adapters/telegram/answer.ts";
import type { TelegramApi } from "../adapters/telegram/api.ts";
import { createArrival } from "../adapters/telegram/arrival.ts";
import { deliverCall } from "../adapters/telegram/deliver-call.ts";
import { createIntake } from "../adapters/telegram/intake.ts";
import { createTelegramMessenger } from "../adapters/telegram/messenger.ts";
import { createMoves } from "../adapters/telegram/moves.ts";
import { createPost } from "../adapters/telegram/post.ts";
import { createProcess } from "../adapters/telegram/process.ts";
import { type RunningTelegram, startTelegram } from "../adapters/telegram/start.ts";
import { startCourier } from "../src/case-entry.ts";
import type { Bodies } from "../src/cases/bodies.ts";
import { createCourier } from "../src/cases/courier.ts";
import { newId } from "../src/cases/deps.ts";
import type { Heard } from "../src/cases/reception.ts";
import { createLeader } from "../src/chat/leader.ts";
import { createMemory } from "../src/chat/memory.ts";
import { createSettings } from "../src/chat/settings.ts";
import { createHear, type HearDeps } from "../src/hear.ts";
import type { Knowledge } from "../src/knowledge/knowledge.ts";
import type { Language } from "../src/language.ts";
import { type MessageKey, say } from "../src/messages.ts";
import type { Question } from "../src/question.ts";
import type { TelegramConfig } from "../src/telegram-config.ts";
import { type BenchOptions, BODIES, type CaseBench, openBench, someReport } from "./case-fakes.ts";
import { openSmallAsk, smallKnowledge } from "./fakes.ts";
import { startTelegram as startServer, type TelegramServer } from "./telegram-server.ts";
import { createChats, type Outcome, type Refusal, refuse, type Stored } from "./telegram-server-chats.ts";
import { createMethods } from "./telegram-server-methods.ts";
import { createPeople, type Extra, type Person, type Which } from "./telegram-server-people.ts";
import { createUpdateQueue } from "./telegram-server-queue.ts";

/** Numbers of people and chats. */
export const ASKER = 1001;
export const OTHER_ASKER = 1002;
export const GARDENER = 2001;
export const RAKE = 2002;
export const FERRYMAN = 2003;
export const STRANGER = 3001;
export const GROUP = -100_500;

export const SERIOUS = "The head gardener sells the seeds of the office, and it is serious.";

const [gardens, rivers] = BODIES.bodies;
if (!gardens || !rivers) throw new Error("the bench needs two bodies");

const [rake, spade] = gardens.deputies;
if (!rake || !spade) throw new Error("the bench needs two deputies");

/** One body, whose people are told in private. */
export const IN_PRIVATE: Bodies = {
  isConfigured: true,
  bodies: [
    {
      ...gardens,
      whenConcerned: undefined,
      commissioner: { ...gardens.commissioner, page: false, telegramUser: GARDENER },
      deputies: [{ ...rake, page: false, telegramUser: RAKE }],
    },
  ],
};

/** The same body with a group of its own. */
export const IN_GROUP: Bodies = {
  isConfigured: true,
  bodies: IN_PRIVATE.bodies.map((body) => ({ ...body, telegramChat: GROUP })),
};

export const TWO_BODIES: Bodies = {
  isConfigured: true,
  bodies: [
    ...IN_PRIVATE.bodies.map((body) => ({ ...body, whenConcerned: "rivers" })),
    { ...rivers, commissioner: { ...rivers.commissioner, page: false, telegramUser: FERRYMAN } },
  ],
};

const MARKS = ["serious", "critical"] as const;

/** A text that names a severity has it; the language is told by a letter or two. */
export function languageOf(text: string): Language {
  if (/[әғқңөұүһі]/iu.test(text)) return "kk";
  return /\p{Script=Cyrillic}/u.test(text) ? "ru" : "en";
}

export const assessByName: HearDeps["assess"] = ({ text, language }: Question) => ({
  language: language ?? languageOf(text),
  triage: {
    ...{ severity: MARKS.find((mark) => text.includes(mark)) ?? "routine", category: null, offer: false },
    signals: text.includes("commissioner") ? ["about-commissioner"] : [],
  },
});

export type TelegramBench = CaseBench & {
  readonly server: TelegramServer;
  readonly telegram: RunningTelegram;
  /** May be changed while it runs. */
  readonly people: { bodies: Bodies };
};

export type TelegramBenchOptions = BenchOptions & {
  readonly people?: Bodies;
  readonly server?: TelegramServer;
  readonly config?: Partial<TelegramConfig>;
};

/** Stopped when the test is over, if it still runs then. */
export async function openTelegramBench(options: TelegramBenchOptions = {}): Promise<TelegramBench> {
  const { people: first = IN_PRIVATE, server: given, config = {}, ...rest } = options;
  const people = { bodies: first };
  const server = given ?? (await startServer());
  if (!given) onTestFinished(() => server.stop());
  let poke = (): void => undefined;
  const bench = await openBench({ bodies: () => people.bodies, now: () => Date.now(), ...rest } as BenchOptions);
  const deps = { ...bench.deps, now: () => Date.now(), onPosted: () => poke() };
  const knowledge = smallKnowledge();
  const small = openSmallAsk({ knowledge });
  const ask: HearDeps["ask"] = async (question, known) => {
    const { triage, language } = assessByName(question);
    const reply = await small({ ...question, language: question.language ?? language }, known);
    return { ...reply, triage };
  };
  const { reception, desk, press } = bench;
  const hear = createHear({ ask, assess: assessByName, reception, messages: deps.messages, log: () => undefined });
  const leader = createLeader({ ...deps, log: () => undefined, name: "chats", holder: newId(deps) });
  const telegram = await startTelegram({
    leader,
    config: { token: server.token, apiRoot: server.apiRoot, webhook: null, ...config },
    inform: () => undefined,
    talk: {
      ...{ knowledge, hear, ask, assess: assessByName, press, reception, desk, cases: deps },
      ...{ settings: createSettings(deps), memory: createMemory(() => performance.now()) },
    },
  });
  const courier = startCourier(deps, [telegram.messenger], leader.isLeader);
  poke = courier.poke;
  let stopping: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopping ??= telegram
      .stop()
      .then(() => courier.stop())
      .then(() => leader.stop());
    return stopping;
  };
  onTestFinished(stop);
  return { ...bench, deps, server, people, telegram: { ...telegram, stop } };
}

// The same without a network and without a pace: what came in is gone through when a test says so, by the bench's clock.

export const BOT = { id: 700_000, is_bot: true, first_name: "Adep", username: "adep_test_bot" } as const;

export type QuickTelegram = Awaited<ReturnType<typeof openQuickTelegram>>;

export type QuickCall = {
  readonly method: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly answer: Answer;
};

const MOST_ROUNDS = 100;

let shared: { knowledge: Knowledge; small: ReturnType<typeof openSmallAsk> } | null = null;

/** Nothing in them changes, and the small model takes a while to train. */
function openShared() {
  const knowledge = smallKnowledge();
  shared ??= { knowledge, small: openSmallAsk({ knowledge }) };
  return shared;
}

/** Whoever is written to must be known first, as on the server. */
export async function openQuickTelegram({ people: first = IN_PRIVATE, ...rest }: TelegramBenchOptions = {}) {
  const people = { bodies: first };
  const bench = await openBench({ bodies: () => people.bodies, ...rest } as BenchOptions);
  const { reception, desk, press, deps } = bench;
  const presses = new Set<string>();
  const chats = createChats(deps.now);
  const queue = createUpdateQueue();
  const profile = { commands: new Map(), descriptions: new Map(), shortDescriptions: new Map() };
  const methods = createMethods({ chats, bot: BOT, presses, profile });
  const persons = createPeople({ chats, queue, bot: BOT, presses });
  const calls: QuickCall[] = [];
  const faults = new Map<string, Outcome[]>();
  const api: TelegramApi = {
    call: async (method, payload) => {
      const outcome = faults.get(method)?.shift() ?? methods.get(method)?.(payload) ?? refuse("no such method", 404);
      const answer: Answer = outcome.ok ? { kind: "done", result: outcome.result } : readRefusal(outcome);
      calls.push({ method, payload, answer });
      return answer;
    },
  };
  const pace = { waitMs: () => 0, take: () => undefined, holdOff: () => undefined, size: () => 0 };
  const post = createPost({ api, pace, gate: { enter: async () => undefined, tryEnter: () => true } });
  const { knowledge, small } = openShared();
  const ask: HearDeps["ask"] = async (question, known) => {
    const { triage, language } = assessByName(question);
    return { ...(await small({ ...question, language: question.language ?? language }, known)), triage };
  };
  const hear = createHear({ ask, assess: assessByName, reception, messages: deps.messages, log: () => undefined });
  const moves = createMoves(deps);
  const settings = createSettings(deps);
  const memory = createMemory(() => performance.now());
  const about = { knowledge, hear, ask, assess: assessByName, press, reception, desk };
  const talk = { ...about, cases: deps, settings, memory };
  const { process, onDead } = createProcess({ api, talk, moves, me: () => BOT, monotonic: () => performance.now() });
  const onUpdates = createIntake({ token: "1:x", cases: deps, me: () => BOT, onStored: () => undefined });
  const messenger = createTelegramMessenger({
    ...{ api, post, moves, store: deps.store },
    ...{ log: deps.log, messages: deps.messages, bodies: deps.bodies },
  });
  const courier = createCourier({ ...deps, messengers: [messenger] });
  const channel = "telegram" as const;

  const claiming = () => ({ channel, now: deps.now(), limit: 50, leaseMs: 60_000 });

  async function takeIn(): Promise<number> {
    const updates = (await queue.poll({ offset: 0, limit: 100, timeoutSeconds: 0 })) ?? [];
    await onUpdates(updates);
    await queue.poll({ offset: (updates.at(-1)?.update_id ?? 0) + 1, limit: 1, timeoutSeconds: 0 });
    const items = await deps.store.transact((tx) => tx.inbox.claim(claiming()));
    for (const { body, number, attempts } of items) {
      const outgoing = await process(body, attempts);
      await deps.store.transact(async (tx) => {
        for (const one of outgoing) await tx.outgoing.post(one);
        await tx.inbox.finish(number);
      });
    }
    return updates.length + items.length;
  }

  async function sendOut(): Promise<number> {
    const items = await deps.store.transact((tx) => tx.outgoing.claim(claiming()));
    for (const { body, number } of items) {
      const sent = await deliverCall({ post, moves, onArrived: createArrival(talk) }, body, {
        isUncertain: false,
        signal: new AbortController().signal,
      });
      await deps.store.transact(async (tx) => {
        if (sent === "done" || sent === "gone") return tx.outgoing.finish(number);
        return sent === "refused" ? tx.outgoing.bury(number) : tx.outgoing.retry(number, deps.now() + 1, sent);
      });
    }
    return items.length;
  }

  return {
    ...{ ...bench, courier, people, api, post, moves, messenger },
    ...{ chats, calls, process, onDead, memory, settings, queue, intake: onUpdates },
    ...{ say: persons.say, know: chats.know, messagesTo: persons.sent },
    /** The outcome of the next calls of the method, one each. */
    fail: (method: string, ...next: readonly Outcome[]): void => {
      faults.set(method, [...(faults.get(method) ?? []), ...next]);
    },
    /** What every call about this chat comes to from now on. */
    block: (chat: number, refusal: Refusal): void => void chats.know(chat, { refusal }),
    /** Everything that is due until nothing is left. */
    settle: async (): Promise<void> => {
      for (let rounds = 0; (await takeIn()) + (await sendOut()) + (await courier.run()) > 0; rounds += 1) {
        if (rounds > MOST_ROUNDS) throw new Error("it never comes to rest");
      }
    },
    press: persons.press,
  };
}

export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** The quick bench with everybody known to Telegram, and the words for what people do there. */
export async function openDesk(options: TelegramBenchOptions = {}) {
  const bench = await openQuickTelegram(options);
  for (const person of [ASKER, OTHER_ASKER, GARDENER, RAKE, FERRYMAN, STRANGER]) bench.know(person);
  // The asker has been answered in English before.
  bench.memory.remember(`spoken telegram:${ASKER}`, "en");
  const textsTo = (chat: number): string[] => bench.messagesTo(chat).map(({ text }) => text);
  return {
    ...bench,
    textsTo,
    /** Presses, and nothing is gone through yet. Returns the number of the press. */
    tap: bench.press,
    /** The latest in the chat that has buttons. */
    cardIn: (chat: number) => bench.messagesTo(chat).findLast((message) => labelsOf(message).length > 0),
    /** A case of the asker; returns its codename. */
    open: async (overrides: Partial<Heard> = {}): Promise<string> => {
      const address = { channel: "telegram", id: String(ASKER) } as const;
      const card = await bench.reception.escalate(someReport({ address, ...overrides }));
      await bench.settle();
      return card.whole?.codename ?? "";
    },
    write: async (chat: number, text: string, { by = chat, ...extra }: Extra & { by?: number } = {}): Promise<void> => {
      bench.say(chat, by, text, extra);
      await bench.settle();
    },
    /** Returns the word that was shown to whoever pressed, empty where none was. Each press is answered once. */
    press: async (chat: number, which: string | Which, by: Person = chat): Promise<string> => {
      const id = bench.press(chat, by, which);
      await bench.settle();
      const answers = bench.calls.filter(({ payload }) => payload["callback_query_id"] === id);
      expect(answers).toHaveLength(1);
      return String(answers[0]?.payload["text"] ?? "");
    },
  };
}

export function labelsOf({ reply_markup: markup }: Pick<Stored, "reply_markup">): string[] {
  return markup?.inline_keyboard?.flat().map(({ text }) => text) ?? [];
}

/** The sentences of a language, as the catalogue has them. */
export function sentencesOf({ deps }: Pick<CaseBench, "deps">, language: Language) {
  return (key: MessageKey, values: Readonly<Record<string, string>> = {}): string =>
    say(deps.messages[language], key, { slash: "/", ...values });
}
