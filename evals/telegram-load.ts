// A bot in a process of its own under questions at a fixed rate: the time from each update to its answer, memory and work.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";

import { startTelegram, type TelegramServer } from "../test/telegram-server.ts";

export type Bot = {
  /** As for `node --import tsx`. */
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
};

export type Load = {
  readonly questions: readonly string[];
  readonly perSecond: number;
  readonly seconds: number;
  /** As many questions before the measured ones. */
  readonly warmUp: number;
};

export type Figures = {
  readonly asked: number;
  readonly answered: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  readonly residentMiB: number;
  /** Processor time of the bot for one question. */
  readonly workMs: number;
};

const START_MS = 600_000;
const LAST_ANSWERS_MS = 30_000;
const LOOK_MS = 100;
const TICKS_PER_SECOND = 100;
const BRIEF_PER_SECOND = 8;
/** For a second message, if there is one. */
const SETTLE_MS = 3_000;

export function measure(bot: Bot, { perSecond, questions, seconds, warmUp }: Load): Promise<Figures> {
  return withBot(bot, async (server, pid) => {
    await ask(server, { perSecond, questions, firstChat: 100_000, count: warmUp });
    const before = await workMs(pid);
    const times = await ask(server, { perSecond, questions, firstChat: 200_000, count: perSecond * seconds });
    const work = (await workMs(pid)) - before;
    return { ...sumUp(times), workMs: round(work / times.length), residentMiB: await residentMiB(pid) };
  });
}

/** The questions that this bot answers with one message each: more would meet Telegram's limits before the rate does. */
export function chooseBrief(bot: Bot, questions: readonly string[]): Promise<string[]> {
  return withBot(bot, async (server) => {
    await ask(server, { perSecond: BRIEF_PER_SECOND, questions, firstChat: 1, count: questions.length });
    await wait(SETTLE_MS);
    return questions.filter((_, at) => server.messagesTo(at + 1).length === 1);
  });
}

async function withBot<T>({ args, environment }: Bot, work: (server: TelegramServer, pid: number) => Promise<T>) {
  const server = await startTelegram();
  const place = { TELEGRAM_BOT_TOKEN: server.token, TELEGRAM_API_ROOT: server.apiRoot };
  const child = spawn(process.execPath, ["--import", "tsx", ...args], {
    ...{ env: { ...environment, ...place }, stdio: ["ignore", "ignore", "inherit"] },
  });
  const gone = once(child, "exit");
  try {
    await Promise.race([until(() => server.calls("getUpdates").length > 0, START_MS), gone.then(fail)]);
    return await work(server, child.pid ?? 0);
  } finally {
    child.kill("SIGTERM");
    await gone;
    await server.stop();
  }
}

function fail(): never {
  throw new Error("the bot ended by itself");
}

type Asking = Pick<Load, "perSecond" | "questions"> & { readonly firstChat: number; readonly count: number };

/** One question from each chat; how long each waited for its first message, `null` where none came. */
async function ask(server: TelegramServer, { perSecond, questions, firstChat, count }: Asking) {
  const startedAt = performance.now();
  const offeredAt: number[] = [];
  for (let at = 0; at < count; at += 1) {
    const pause = startedAt + (at * 1000) / perSecond - performance.now();
    if (pause > 0) await wait(pause);
    offeredAt.push(performance.now());
    server.say(firstChat + at, firstChat + at, questions[at % questions.length] ?? "?");
  }
  const heardAt = (): ReadonlyMap<unknown, number> =>
    new Map([...server.calls("sendMessage")].reverse().map(({ payload, at }) => [payload["chat_id"], at]));
  const chats = offeredAt.map((_, at) => firstChat + at);
  await until(() => {
    const heard = heardAt();
    return chats.every((chat) => heard.has(chat));
  }, LAST_ANSWERS_MS).catch(() => undefined);
  const heard = heardAt();
  return chats.map((chat, at) => {
    const answeredAt = heard.get(chat);
    return answeredAt === undefined ? null : answeredAt - (offeredAt[at] ?? 0);
  });
}

function sumUp(times: readonly (number | null)[]) {
  const sorted = times.filter((time) => time !== null).sort((one, other) => one - other);
  const at = (share: number): number => round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN);
  const counts = { asked: times.length, answered: sorted.length };
  return { ...counts, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

async function until(look: () => boolean, timeoutMs: number): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!look()) {
    if (performance.now() > end) throw new Error("waited in vain");
    await wait(LOOK_MS);
  }
}

/** Resident memory; 0 where the system has no /proc. */
async function residentMiB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

/** Processor time so far, in user and kernel mode; 0 where the system has no /proc. */
async function workMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const [user = 0, system = 0] = stat
    .slice(stat.lastIndexOf(")") + 2)
    .split(" ")
    .slice(11, 13)
    .map(Number);
  return ((user + system) * 1000) / TICKS_PER_SECOND;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
