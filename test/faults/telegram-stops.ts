// SIGTERM in the middle of the work, again and again; and starts at which Telegram does not answer as it should.

import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { connect } from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { type Fault, startTelegram, type TelegramServer } from "../telegram-server.ts";
import { inFolder } from "./plain-bench.ts";
import { createChance } from "./seeded.ts";
import { type Canaries, findCanaries } from "./telegram-canaries.ts";
import { askForever } from "./telegram-kills.ts";
import { createAsking } from "./telegram-people.ts";
import { COMMISSIONER, countLeft, type Left, type Place, type Service, startService } from "./telegram-service.ts";
import { judge, measureSpeed, type Speed, type Verdict } from "./telegram-verdict.ts";
import { untilQuiet } from "./telegram-weather.ts";

export type Stopping = {
  readonly stops: number;
  readonly seed: number;
  readonly perSecond: number;
  /** Telegram answers nothing any more shortly before each stop. */
  readonly isHanging: boolean;
};

export type StoppingFigures = Verdict &
  Speed &
  Left &
  Canaries & { readonly codes: readonly (number | null)[]; readonly longestMs: number; readonly medianMs: number };

const HANGS: readonly Fault[] = Array.from({ length: 200 }, () => "hang-before");

export function stopWhileAsked({ stops, seed, perSecond, isHanging }: Stopping): Promise<StoppingFigures> {
  return inFolder(async (folder) => {
    const chance = createChance(seed);
    const server = await startTelegram();
    server.know(COMMISSIONER);
    const place = placeIn(folder, server);
    const asking = createAsking(server, chance);
    const endAsking = askForever(asking, chance, perSecond);
    const ended: { readonly code: number | null; readonly ms: number }[] = [];
    const said: string[] = [];
    try {
      for (let at = 0; at < stops; at += 1) {
        const service = startService(place);
        await service.ready;
        await wait(1_500 + chance.below(4_000));
        if (isHanging) server.fail("*", ...HANGS);
        if (isHanging) await wait(chance.below(3_000));
        ended.push(await service.stop());
        if (isHanging) await endHanging(server);
        said.push(service.said());
      }
      endAsking();
      const last = startService(place);
      await untilQuiet(() => server.calls("sendMessage").length, 900_000);
      ended.push(await last.stop());
      said.push(last.said());
      const figures = { ...judge(server, asking.asked), ...measureSpeed(server.calls()), ...(await countLeft(place)) };
      const canaries = await findCanaries({ asked: asking.asked, token: server.token, folder, said: said.join("\n") });
      const times = ended.map(({ ms }) => ms).sort((one, other) => one - other);
      const codes = ended.map(({ code }) => code);
      return { ...figures, ...canaries, codes, medianMs: times[times.length >> 1] ?? 0, longestMs: times.at(-1) ?? 0 };
    } finally {
      endAsking();
      await server.stop();
    }
  });
}

function placeIn(folder: string, { token, apiRoot }: Pick<TelegramServer, "token" | "apiRoot">): Place {
  return {
    ...{ url: `sqlite:${path.join(folder, "adep.db")}`, key: randomBytes(32).toString("base64"), token, apiRoot },
  };
}

/** What is left of the hanging goes to calls of nobody. */
async function endHanging({ apiRoot, token }: TelegramServer): Promise<void> {
  const address = `${apiRoot}/bot${token}/getMe`;
  await Promise.allSettled(HANGS.map(() => fetch(address, { signal: AbortSignal.timeout(2_000) })));
}

export type StartFault = "wrong token" | "refused" | "hangs" | "html" | "other poller";

export type StartFigures = {
  /** What it said of Telegram, each line once. */
  readonly lines: readonly string[];
  /** Milliseconds that the page took to answer. */
  readonly pageMs: number;
  readonly stop: { readonly code: number | null; readonly ms: number };
};

/** A start at which Telegram cannot be used, for so long; the page is asked meanwhile. */
export function startBadly(fault: StartFault, forMs: number): Promise<StartFigures> {
  return inFolder(async (folder) => {
    const server = await startTelegram();
    const place = placeIn(folder, server);
    const wrong = { ...place, token: "700000:Another-Token-0123456789abcdefghijkl" };
    const nobody = { ...place, apiRoot: `http://127.0.0.1:${await findClosedPort()}` };
    if (fault === "hangs" || fault === "html")
      server.fail("*", ...HANGS.map((hang) => (fault === "html" ? "html" : hang)));
    const service = startService(fault === "wrong token" ? wrong : fault === "refused" ? nobody : place);
    const other = fault === "other poller" ? pollForever(server) : () => undefined;
    try {
      const page = await service.ready;
      await wait(forMs);
      const pageMs = await askPage(page);
      const lines = linesOf(service);
      return { lines, pageMs, stop: await service.stop() };
    } finally {
      other();
      if (service.isRunning()) await service.kill();
      await server.stop();
    }
  });
}

const OTHER_POLL_MS = 500;

/** Somebody else with the same token. */
function pollForever({ apiRoot, token }: TelegramServer): () => void {
  let isOver = false;
  const poll = async (): Promise<void> => {
    while (!isOver) {
      await fetch(`${apiRoot}/bot${token}/getUpdates`, { method: "POST", body: '{"timeout":1}' }).catch(
        () => undefined,
      );
      await wait(OTHER_POLL_MS);
    }
  };
  void poll();
  return () => {
    isOver = true;
  };
}

async function askPage(page: string): Promise<number> {
  const startedAt = performance.now();
  const answer = await fetch(`${page}api/ask`, { method: "POST", body: JSON.stringify({ question: "подарок" }) });
  if (!answer.ok) throw new Error(`the page answers ${answer.status}`);
  return Math.round(performance.now() - startedAt);
}

/** Fixed messages with their codes, without "ready". */
function linesOf(service: Service): string[] {
  return service
    .said()
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as { readonly msg: string; readonly code?: string })
    .filter(({ msg }) => msg !== "ready" && !msg.startsWith("this process leads"))
    .map(({ msg, code }) => `${msg}${code === undefined ? "" : ` (${code})`}`);
}

async function findClosedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** A visitor of the page who begins a request and never ends it, or begins none. */
export function stopWithVisitor(kind: "silent" | "half a request"): Promise<StartFigures["stop"]> {
  return inFolder(async (folder) => {
    const server = await startTelegram();
    const service = startService(placeIn(folder, server));
    try {
      const { port, hostname } = new URL(await service.ready);
      const visitor = connect(Number(port), hostname);
      visitor.on("error", () => undefined);
      await new Promise((resolve) => visitor.once("connect", resolve));
      if (kind !== "silent")
        visitor.write(`POST /api/ask HTTP/1.1\r\nhost: ${hostname}\r\ncontent-length: 100\r\n\r\n{`);
      await wait(200);
      return await service.stop();
    } finally {
      await server.stop();
    }
  });
}
