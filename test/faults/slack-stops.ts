// Troubles between the real service and Slack, at its start and later: what it says of them, whether everything else goes on, and
// whether Slack works again once it can.

import { createServer } from "node:http";
import { connect, createServer as createGate, type Server } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { WebSocketServer } from "ws";

import type { SlackServer } from "../slack-server.ts";
import { startTelegram } from "../telegram-server.ts";
import { inFolder } from "./plain-bench.ts";
import { openSlackPlace, startSlackService } from "./slack-service.ts";
import type { Service } from "./telegram-service.ts";

export type Trouble = {
  readonly isSocket: boolean;
  /** From the start on, or once Slack is connected. */
  readonly isAtStart: boolean;
  readonly forMs: number;
  /** Returns what ends it, where it does not end by itself. */
  readonly begin: (server: SlackServer) => Ended | Promise<Ended>;
  /** Nothing is to be answered in Slack afterwards. */
  readonly isForGood?: boolean;
};
type Ended = { readonly end?: () => unknown; readonly apiUrl?: string };

export type TroubleFigures = {
  /** What it said, each line as often as it was said; without what is said in good weather. */
  readonly lines: readonly string[];
  /** Milliseconds that the page and Telegram took to answer meanwhile. */
  readonly pageMs: number;
  readonly telegramMs: number;
  /** Milliseconds from the end of the trouble to an answer in Slack; `null` where none came. */
  readonly slackMs: number | null;
  readonly stop: { readonly code: number | null; readonly ms: number };
};

const ASKER = "U0ASKER001";
/** Asks while the trouble lasts. */
const MEANWHILE = "U0ASKER002";
const QUESTION = "May I run an online shop?";
const CHAT = 7_310_000_001;
const LONGEST_ANSWER_MS = 120_000;
const HELD_MS = 6_000;

export function liveThrough({
  isSocket,
  isAtStart,
  forMs,
  begin,
  isForGood = false,
}: Trouble): Promise<TroubleFigures> {
  return inFolder(async (folder) => {
    const telegram = await startTelegram();
    const place = await openSlackPlace(folder, { isSocket });
    const { server } = place;
    let trouble: Ended = isAtStart ? await begin(server) : {};
    const more = {
      ...{ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.apiRoot },
      ...(trouble.apiUrl === undefined ? {} : { SLACK_API_URL: trouble.apiUrl }),
    };
    const service = startSlackService({ ...place, more });
    try {
      const page = await service.ready;
      if (!isAtStart) {
        await server.waitFor(() => service.said().includes("Slack is connected"), LONGEST_ANSWER_MS);
        trouble = await begin(server);
        server.person(MEANWHILE).writes(QUESTION);
      }
      await wait(forMs);
      const pageMs = await askPage(page);
      telegram.say(CHAT, CHAT, QUESTION);
      const telegramMs = await timeOf(server, () => telegram.messagesTo(CHAT).length > 0);
      if (telegramMs === null || !service.isRunning()) throw new Error(`nobody is answered: ${service.said()}`);
      await trouble.end?.();
      if (!isForGood) server.person(ASKER).writes(QUESTION);
      const wanted = isAtStart ? [ASKER] : [ASKER, MEANWHILE];
      const isAnswered = (): boolean => wanted.every((id) => server.postsIn(id).length > 0);
      const slackMs = isForGood ? null : await timeOf(server, isAnswered);
      // That a connection is there again is said once it has held for a while.
      if (isSocket) await wait(HELD_MS);
      return { pageMs, telegramMs, slackMs, stop: await service.stop(), lines: linesOf(service) };
    } finally {
      if (service.isRunning()) await service.kill();
      await server.close();
      await telegram.stop();
    }
  });
}

async function askPage(page: string): Promise<number> {
  const startedAt = performance.now();
  const answer = await fetch(`${page}api/ask`, { method: "POST", body: JSON.stringify({ question: "подарок" }) });
  if (!answer.ok) throw new Error(`the page answers ${answer.status}`);
  return Math.round(performance.now() - startedAt);
}

async function timeOf(server: SlackServer, look: () => boolean): Promise<number | null> {
  const startedAt = performance.now();
  const isSeen = await server.waitFor(look, LONGEST_ANSWER_MS).catch(() => false);
  return isSeen ? Math.round(performance.now() - startedAt) : null;
}

/** What comes before the bot knows its own name is turned away, and comes again. */
const USUAL = /^(ready|this process leads|Telegram is connected|Slack is connected$|what Slack deliver)/;

function linesOf(service: Service): string[] {
  return service
    .said()
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as { readonly msg: string; readonly code?: string })
    .filter(({ msg }) => !USUAL.test(msg))
    .map(({ msg, code }) => `${msg}${code === undefined ? "" : ` (${code})`}`);
}

/** An address at which nobody listens until it is opened. */
export async function closedGate({ origin }: SlackServer): Promise<Ended> {
  const target = Number(new URL(origin).port);
  const gate = createGate((coming) => {
    const going = connect(target, "127.0.0.1");
    for (const socket of [coming, going]) socket.on("error", () => undefined).unref();
    coming.pipe(going).pipe(coming);
  });
  const port = await listen(gate);
  await new Promise<void>((resolve) => gate.close(() => resolve()));
  const end = async (): Promise<void> => void (await listen(gate.unref(), port));
  return { apiUrl: `http://127.0.0.1:${port}/api/`, end };
}

/** Connections on which nothing is ever said. */
export async function silentSlack(): Promise<Ended> {
  const me = { user_id: "U0FAKEBOT", bot_id: "B0FAKEBOT", team_id: "T0FAKETEAM", bot: { app_id: "A0FAKEAPP" } };
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ ok: true, url: `ws://127.0.0.1:${port}/link`, ...me }));
  });
  new WebSocketServer({ server });
  const port = await listen(server.unref());
  return { apiUrl: `http://127.0.0.1:${port}/api/` };
}

async function listen(server: Server, port = 0): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(port, "127.0.0.1", () => resolve()));
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}
