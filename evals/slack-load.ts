// A bot in a process of its own under deliveries at a fixed rate: the time to each acknowledgement and to each answer, and memory.

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";

import { type SlackServer, startSlack } from "../test/slack-server.ts";

export type Bot = {
  /** As for `node`. */
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
};

export type Load = {
  readonly questions: readonly string[];
  /** With a command, or in the private chat. */
  readonly by: "command" | "message";
  readonly perSecond: number;
  readonly seconds: number;
  /** As many deliveries before the measured ones. */
  readonly warmUp: number;
  readonly isAnswering: boolean;
};

export type Figures = {
  readonly brought: number;
  readonly acknowledged: number;
  readonly answered: number;
  readonly ackP50: number;
  readonly ackP99: number;
  readonly ackMax: number;
  readonly answerP50: number;
  readonly answerP99: number;
  readonly residentMiB: number;
};

type Asked = {
  readonly word: string;
  readonly at: number;
  readonly ack: Promise<{ isAcknowledged: boolean; ms: number }>;
};

const START_MS = 600_000;
const LAST_ANSWERS_MS = 60_000;

export async function measure({ args, environment }: Bot, load: Load): Promise<Figures> {
  const server = await startSlack({ signingSecret: randomBytes(16).toString("hex") });
  server.rules.perChannelMs = 0;
  const place = { SLACK_BOT_TOKEN: server.token, SLACK_API_URL: server.apiUrl, SLACK_MODE: "http" };
  const child = spawn(process.execPath, args, {
    env: { ...environment, ...place, SLACK_SIGNING_SECRET: server.signingSecret },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = once(child, "exit");
  try {
    const url = await Promise.race([readUrl(child.stdout), gone.then(fail)]);
    server.deliverTo(`${url}slack/events`);
    await bring(server, { ...load, count: load.warmUp, from: 0 });
    const asked = await bring(server, { ...load, count: load.perSecond * load.seconds, from: load.warmUp });
    return await sumUp(server, asked, await residentMiB(child.pid ?? 0));
  } finally {
    child.kill("SIGTERM");
    await gone;
    await server.close();
  }
}

async function readUrl(output: AsyncIterable<unknown>): Promise<string> {
  const timeout = AbortSignal.timeout(START_MS);
  let seen = "";
  return new Promise((resolve, reject) => {
    timeout.addEventListener("abort", () => reject(new Error("the bot did not start")));
    void (async () => {
      // Read to its end: a pipe that is full would hold the bot up.
      for await (const chunk of output) {
        if (seen.length < 1e5) seen += String(chunk);
        const [url] = /http:\/\/\S+/.exec(seen) ?? [];
        if (url && seen.includes("Slack is connected")) resolve(url);
      }
    })();
  });
}

function fail(): never {
  throw new Error("the bot ended by itself");
}

type Bringing = Load & { readonly count: number; readonly from: number };

/** One question of each person; resolves once all that can be answered is, or no more is to be hoped for. */
async function bring(server: SlackServer, bringing: Bringing): Promise<Asked[]> {
  const { questions, by, perSecond, count, from, isAnswering } = bringing;
  const startedAt = performance.now();
  const asked: Asked[] = [];
  for (let at = 0; at < count; at += 1) {
    const pause = startedAt + (at * 1000) / perSecond - performance.now();
    if (pause > 0) await wait(pause);
    const person = server.person(`U0BENCH${String(from + at).padStart(6, "0")}`);
    const question = questions[(from + at) % questions.length] ?? "?";
    const word = by === "command" ? `kq${from + at}zx` : person.room;
    const { ack } = by === "command" ? person.command("/adep", `${question} ${word}`) : person.writes(question);
    asked.push({ word, at: performance.now(), ack });
  }
  await Promise.all(asked.map(({ ack }) => ack));
  const end = performance.now() + (isAnswering ? LAST_ANSWERS_MS : 0);
  while (performance.now() < end) {
    const answers = findAnswers(server);
    if (asked.every(({ word }) => answers.has(word))) break;
    await wait(250);
  }
  return asked;
}

/** When the first answer came, by the word of a question or the room of a chat. */
function findAnswers(server: SlackServer): ReadonlyMap<string, number> {
  const aside = server.calls("respond").map(({ payload, at }) => [/kq\d+zx/.exec(JSON.stringify(payload))?.[0], at]);
  const posts = server.calls("chat.postMessage").map(({ payload, at }) => [payload["channel"], at]);
  return new Map([...aside, ...posts].reverse() as [string, number][]);
}

async function sumUp(server: SlackServer, asked: readonly Asked[], resident: number): Promise<Figures> {
  const acks = await Promise.all(asked.map(({ ack }) => ack));
  const taken = acks.filter(({ isAcknowledged }) => isAcknowledged).map(({ ms }) => ms);
  const answers = findAnswers(server);
  const waits = asked.flatMap(({ word, at }) => {
    const answeredAt = answers.get(word);
    return answeredAt === undefined ? [] : [answeredAt - at];
  });
  return {
    ...{ brought: asked.length, acknowledged: taken.length, answered: waits.length },
    ...{ ackP50: share(taken, 0.5), ackP99: share(taken, 0.99), ackMax: share(taken, 1) },
    ...{ answerP50: share(waits, 0.5), answerP99: share(waits, 0.99), residentMiB: resident },
  };
}

function share(times: readonly number[], part: number): number {
  const sorted = [...times].sort((one, other) => one - other);
  return Math.round((sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN) * 10) / 10;
}

/** Resident memory; 0 where the system has no /proc. */
async function residentMiB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}
