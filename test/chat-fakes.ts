// Telegram from end to end over the case bench: the small Telegram of the tests, real messages, a small knowledge, people of two bodies.

import { onTestFinished } from "vitest";

import { type RunningTelegram, startTelegram } from "../adapters/telegram/start.ts";
import { startCourier } from "../src/case-entry.ts";
import type { Bodies } from "../src/cases/bodies.ts";
import { createMemory } from "../src/chat/memory.ts";
import { createSettings } from "../src/chat/settings.ts";
import { createHear, type HearDeps } from "../src/hear.ts";
import type { Language } from "../src/language.ts";
import type { Question } from "../src/question.ts";
import type { TelegramConfig } from "../src/telegram-config.ts";
import { type BenchOptions, BODIES, type CaseBench, openBench } from "./case-fakes.ts";
import { openSmallAsk, smallKnowledge } from "./fakes.ts";
import { startTelegram as startServer, type TelegramServer } from "./telegram-server.ts";

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

const assessByName: HearDeps["assess"] = ({ text, language }: Question) => ({
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
  const telegram = await startTelegram({
    config: { token: server.token, apiRoot: server.apiRoot, webhook: null, ...config },
    talk: {
      ...{ knowledge, hear, ask, assess: assessByName, press, reception, desk, cases: deps },
      ...{ settings: createSettings(deps), memory: createMemory(() => performance.now()) },
    },
  });
  const courier = startCourier(deps, [telegram.messenger], telegram.isLeader);
  poke = courier.poke;
  let stopping: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopping ??= telegram.stop().then(() => courier.stop());
    return stopping;
  };
  onTestFinished(stop);
  return { ...bench, deps, server, people, telegram: { ...telegram, stop } };
}
