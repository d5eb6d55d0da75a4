// `npm start`: the service. Without tokens it serves the local page.

import { pino } from "pino";

import { createMetrics, type Made } from "../adapters/metrics.ts";
import { createMetricsRoute } from "../adapters/page/metrics-route.ts";
import { PAGE_MESSENGER } from "../adapters/page/page-messenger.ts";
import { startPage } from "../adapters/page/server.ts";
import { createChallenges } from "./candidates/challenges.ts";
import { createCountingAsk } from "./candidates/count-gaps.ts";
import { openCases, startCourier } from "./case-entry.ts";
import { type CaseDeps, newId, todayOf } from "./cases/deps.ts";
import { startChats } from "./chat-entry.ts";
import { loadConfig, runEntry } from "./command-entry.ts";
import type { Config } from "./config.ts";
import { writeDay } from "./day.ts";
import { openAsk } from "./entry.ts";
import { greet } from "./greeting.ts";
import { createHear } from "./hear.ts";
import { createMeteredAsk } from "./metrics.ts";
import type { ModelServer } from "./model-config.ts";

async function main(): Promise<void> {
  const config = loadConfig();
  // Fixed messages and error names only: never a question's text, never an error's own words, which may quote it.
  const log = pino({ level: config.logLevel });
  const logFault = (message: string, cause: unknown): void =>
    log.error({ fault: cause instanceof Error ? cause.name : "unknown" }, message);
  const metrics = createMetrics(madeWith(config));
  const { knowledge, assess, manifest, ...opened } = await openAsk(config, logFault, metrics);
  let poke = (): void => undefined;
  const cases = await openCases(config, knowledge, {
    log: (message, code) => log.warn(code === undefined ? {} : { code }, message),
    onPosted: () => poke(),
  });
  const { reception, desk, press, deps } = cases;
  const metered = createMeteredAsk(opened.ask, metrics, () => performance.now());
  const counting = { ...opened, ask: metered, store: deps.store, today: () => todayOf(deps), log: logFault };
  const ask = createCountingAsk(counting);
  const challenges = createChallenges({ cases: deps, assess, knowledge });
  const hear = createHear({ ask, assess, reception, messages: knowledge.messages, log: logFault });
  const inform = (message: string, code?: string): void => log.info(code === undefined ? {} : { code }, message);
  const common = { knowledge, hear, ask, assess, press, reception, desk, cases: deps };
  const chats = await startChats(config, common, inform);
  const courier = startCourier(deps, [PAGE_MESSENGER, ...chats.messengers], chats.isLeader);
  poke = courier.poke;
  const logins = makeLogins(deps);
  const stopChats = async (): Promise<void> => {
    await chats.stop();
    await courier.stop();
    await chats.letGo();
    await opened.close();
  };
  const page = await startPage(
    {
      knowledge,
      ask,
      cases: {
        ...{ hear, reception, desk, press, logins, challenges },
        bodies: deps.bodies,
        escalation: deps.escalation,
      },
    },
    config,
    [...chats.routes, createMetricsRoute(metrics, config.host)],
  ).catch(async (fault: unknown) => {
    // A start that fails leaves nothing running behind it.
    await stopChats();
    await deps.store.close();
    throw fault;
  });
  const law = knowledge.documents.get("law-290-viii");
  log.info({ entries: manifest.entries, edition: law ? writeDay(law.edition) : null }, "ready");
  greet(page.url, { deps, logins, on: { telegram: config.telegram !== null, slack: config.slack !== null } });
  const stop = createStop({ page, stopChats, store: deps.store });
  // The first asker should not wait for what the first question has to prepare.
  setImmediate(() => void opened.ask({ text: "?" }));
  process.once("SIGINT", () => void stop());
  process.once("SIGTERM", () => void stop());
}

/** A folder's path is nobody's business. */
function madeWith({ chatModel, embeddings }: Config): Made {
  const nameOf = ({ provider, name }: ModelServer): string => `${provider}:${name}`;
  return {
    chatModel: chatModel && nameOf(chatModel),
    embeddings: embeddings.kind === "server" ? nameOf(embeddings) : embeddings.kind,
  };
}

type Running = {
  readonly page: { stop(): Promise<void> };
  readonly stopChats: () => Promise<void>;
  readonly store: { close(): Promise<void> };
};

/** First nothing more comes in; what was taken is finished; the store goes last. */
function createStop({ page, stopChats, store }: Running): () => Promise<void> {
  return async () => {
    await page.stop();
    await stopChats();
    await store.close();
    process.exit(0);
  };
}

/** A login token for each person who works at the desk of the page; new at every start. */
function makeLogins(deps: CaseDeps): ReadonlyMap<string, string> {
  const people = deps.bodies().bodies.flatMap(({ commissioner, deputies }) => [commissioner, ...deputies]);
  return new Map(people.filter(({ page }) => page).map(({ id }) => [newId(deps), id]));
}

await runEntry(main);
