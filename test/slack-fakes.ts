// Slack from end to end over the case bench: the small Slack of the tests, real messages, a small knowledge, people of two bodies.

import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { expect, onTestFinished } from "vitest";

import { type Paces, UNPACED } from "../adapters/slack/paces.ts";
import { type RunningSlack, startSlack } from "../adapters/slack/start.ts";
import { startCourier } from "../src/case-entry.ts";
import type { Bodies } from "../src/cases/bodies.ts";
import { newId } from "../src/cases/deps.ts";
import { createLeader } from "../src/chat/leader.ts";
import { createMemory } from "../src/chat/memory.ts";
import { createSettings } from "../src/chat/settings.ts";
import { createHear, type HearDeps } from "../src/hear.ts";
import type { Language } from "../src/language.ts";
import { type MessageKey, say } from "../src/messages.ts";
import type { SlackConfig } from "../src/slack-config.ts";
import { type BenchOptions, BODIES, type CaseBench, openBench } from "./case-fakes.ts";
import { assessByName } from "./chat-fakes.ts";
import { openSmallAsk, smallKnowledge } from "./fakes.ts";
import { type SlackServer, startSlack as startServer } from "./slack-server.ts";

export const ASKER = "U0ASKER001";
export const OTHER_ASKER = "U0ASKER002";
export const GARDENER = "U0GARDEN01";
export const RAKE = "U0RAKE0001";
export const FERRYMAN = "U0FERRY001";
export const STRANGER = "U0STRANGE1";
/** The commissioners' private channel. */
export const OFFICE = "C0OFFICE01";
/** A channel of anybody. */
export const SQUARE = "C0SQUARE01";

export const SERIOUS = "The head gardener sells the seeds of the office, and it is serious.";

const [gardens, rivers] = BODIES.bodies;
const rake = gardens?.deputies[0];
if (!gardens || !rivers || !rake) throw new Error("the bench needs two bodies and a deputy");

/** One body, whose people are told one by one. */
export const IN_PRIVATE: Bodies = {
  isConfigured: true,
  bodies: [
    {
      ...gardens,
      whenConcerned: undefined,
      commissioner: { ...gardens.commissioner, page: false, slackUser: GARDENER },
      deputies: [{ ...rake, page: false, slackUser: RAKE }],
    },
  ],
};

/** The same body with a channel of its own. */
export const IN_CHANNEL: Bodies = {
  isConfigured: true,
  bodies: IN_PRIVATE.bodies.map((body) => ({ ...body, slackChannel: OFFICE })),
};

export const TWO_BODIES: Bodies = {
  isConfigured: true,
  bodies: [
    ...IN_CHANNEL.bodies.map((body) => ({ ...body, whenConcerned: "rivers" })),
    { ...rivers, commissioner: { ...rivers.commissioner, page: false, slackUser: FERRYMAN } },
  ],
};

export type SlackBenchOptions = Partial<BenchOptions> & {
  readonly people?: Bodies;
  readonly server?: SlackServer;
  /** Over sockets instead of HTTP. */
  readonly isSocket?: boolean;
  /** At Slack's own pace. */
  readonly isPaced?: boolean;
};

export type SlackBench = Awaited<ReturnType<typeof openSlackBench>>;

const NO_PACE: Paces = new Map([["chat.postMessage", UNPACED]]);

/** Whoever is written to is known: the asker, the people of the bodies, a stranger, and both channels. */
export async function openSlackBench(options: SlackBenchOptions = {}) {
  const { people: first = IN_CHANNEL, server: given, isSocket = false, isPaced = false, ...rest } = options;
  const people = { bodies: first };
  const server = given ?? (await startServer({ patience: { retryDelaysMs: [20, 100, 500] } }));
  if (!given) onTestFinished(() => server.close());
  let poke = (): void => undefined;
  const open = { bodies: () => people.bodies, now: () => Date.now(), onPosted: () => poke(), ...rest };
  const bench = await openBench(open as BenchOptions);
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
  const { token, appToken, signingSecret, apiUrl } = server;
  const mode: SlackConfig["mode"] = isSocket ? { kind: "socket", appToken } : { kind: "http", signingSecret };
  const memory = createMemory(() => performance.now());
  let tellConnected = (): void => undefined;
  const connected = new Promise<void>((resolve) => {
    tellConnected = resolve;
  });
  const slack = startSlack({
    inform: () => tellConnected(),
    config: { token, apiUrl, mode, proxy: null },
    ...{ leader, isAlone: true, ...(isPaced ? {} : { paces: NO_PACE }) },
    talk: {
      ...{ knowledge, hear, ask, assess: assessByName, press, reception, desk, cases: deps },
      ...{ settings: createSettings(deps), memory },
    },
  });
  const web = slack.route ? await listen(slack.route) : null;
  if (web) server.deliverTo(`${web.url}/slack/events`);
  const courier = startCourier(deps, [slack.messenger], leader.isLeader);
  poke = courier.poke;
  let stopping: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopping ??= stopAll({ slack, courier, leader, web });
    return stopping;
  };
  onTestFinished(stop);
  await connected;
  for (const id of [OFFICE, SQUARE]) server.channel(id, { members: [GARDENER, RAKE, ASKER] });
  const persons = Object.fromEntries(PEOPLE.map((id) => [id, server.person(id)]));
  return {
    ...{ ...bench, deps, server, people, slack, memory, stop, leader, web },
    person: (id: string) => persons[id] ?? server.person(id),
    settle: () => settle(deps, server),
  };
}

const PEOPLE = [ASKER, OTHER_ASKER, GARDENER, RAKE, FERRYMAN, STRANGER];

type Web = Awaited<ReturnType<typeof listen>>;

/** The service's own port, as the page serves it. */
function listen(route: Hono) {
  const app = new Hono().route("/", route);
  return new Promise<{ url: string; stop: () => Promise<void> }>((resolve) => {
    const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) => {
      const stop = (): Promise<void> => new Promise((done) => void server.close(() => done()));
      resolve({ url: `http://127.0.0.1:${port}`, stop });
    });
  });
}

type All = {
  readonly slack: RunningSlack;
  readonly courier: { stop(): Promise<void> };
  readonly leader: { stop(): Promise<void> };
  readonly web: Web | null;
};

async function stopAll({ slack, courier, leader, web }: All): Promise<void> {
  await web?.stop();
  await slack.stop();
  await courier.stop();
  await leader.stop();
}

const POLL_MS = 10;
const LONGEST_MS = 20_000;

/** Until nothing waits any more, twice in a row. */
async function settle({ store, now }: CaseBench["deps"], server: SlackServer): Promise<void> {
  const end = performance.now() + LONGEST_MS;
  for (let quiet = 0; quiet < 3; quiet += 1) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    const waiting = await store.transact(async (tx) => {
      const { oldestDueAt } = await tx.outbox.count();
      const isDue = oldestDueAt !== null && oldestDueAt < now() + 1_000;
      return {
        inbox: (await tx.inbox.count("slack")).waiting,
        outgoing: (await tx.outgoing.count("slack")).waiting,
        due: isDue ? 1 : 0,
        coming: server.deliveries.filter(({ ack }) => ack === null).length,
      };
    });
    if (Object.values(waiting).some((count) => count > 0)) quiet = -1;
    if (performance.now() > end) expect(waiting).toEqual({ inbox: 0, outgoing: 0, due: 0, coming: 0 });
  }
}

/** The sentences of a language, as the catalogue has them for Slack. */
export function sentencesOf({ deps }: Pick<CaseBench, "deps">, language: Language) {
  const messages = deps.messages[language];
  return (key: MessageKey, values: Readonly<Record<string, string>> = {}): string => {
    const own = `${key}.slack` as MessageKey;
    return say(messages, messages[own] === undefined ? key : own, { slash: "/adep ", ...values });
  };
}
