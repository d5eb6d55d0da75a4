// `npm run bench:telegram`: how long an answer takes in Telegram, next to a bare telegraf bot that only says back what it
// hears. Both in processes of their own, in turns, under the same questions at fixed rates; printed as JSON.

import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import path from "node:path";

import { loadConfig } from "../src/command-entry.ts";
import { readInside } from "./datasets.ts";
import { type Bot, chooseBrief, type Figures, type Load, measure } from "./telegram-load.ts";

/** Below Telegram's own limits, so that what is measured is the bot and not its waiting for them. */
const RATES = [10, 20];
const SECONDS = Number(process.env["BENCH_SECONDS"] ?? 60);
const WARM_UP = 60;
const QUESTIONS = 250;

const { dataFolder } = loadConfig();
const known = [...(await readInside("short-dev")), ...(await readInside("dev"))].map(({ question }) => question);
const step = Math.max(1, Math.floor(known.length / QUESTIONS));
const asked = known.filter((_, at) => at % step === 0);
const folder = await mkdtemp(path.join(tmpdir(), "adep-telegram-bench-"));

function adep(name: string): Bot {
  const store = `sqlite:${path.join(folder, `${name}.db`)}`;
  const key = randomBytes(32).toString("base64");
  const own = {
    DATA_DIR: path.resolve(dataFolder),
    DATABASE_URL: store,
    DATA_KEY: key,
    PORT: "0",
    LOG_LEVEL: "silent",
  };
  return { args: ["src/main.ts"], environment: { ...process.env, ...own, BODIES_FILE: "", TELEGRAM_MODE: "polling" } };
}

const bare: Bot = { args: ["evals/telegram-echo.ts"], environment: process.env };

function compare(one: Figures, other: Figures): Record<string, number> {
  const ratio = (name: keyof Figures): number => Math.round((one[name] / other[name]) * 10) / 10;
  return { p50: ratio("p50"), p95: ratio("p95"), p99: ratio("p99"), max: ratio("max") };
}

try {
  const questions = await chooseBrief(adep("brief"), asked);
  process.stdout.write(`${questions.length} of ${asked.length} questions are answered with one message\n`);
  for (const perSecond of RATES) {
    const load: Load = { questions, perSecond, seconds: SECONDS, warmUp: WARM_UP };
    const telegraf = await measure(bare, load);
    const own = await measure(adep(`${perSecond}`), load);
    const busy = loadavg().map((value) => Math.round(value * 10) / 10);
    const figures = {
      perSecond,
      seconds: SECONDS,
      telegraf,
      adep: own,
      ratio: compare(own, telegraf),
      loadAverage: busy,
    };
    process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
