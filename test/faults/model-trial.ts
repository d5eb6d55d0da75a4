// The whole service with a stand-in for a language model: questions in, replies judged beside those without a model.

import type { Ask } from "../../src/ask.ts";
import type { Knowledge } from "../../src/knowledge/knowledge.ts";
import type { ModelConfig } from "../../src/model-config.ts";
import type { Question, Reply } from "../../src/question.ts";
import type { ModelRequest, ModelServer } from "../model-server.ts";
import { isMoved, judge } from "./model-verdict.ts";

export type Service = { readonly knowledge: Knowledge; readonly ask: Ask };

export type Told = { readonly question: Question; readonly core: Reply; readonly reply: Reply; readonly ms: number };

export type Trial = {
  readonly core: Service;
  readonly asked: Service;
  readonly questions: readonly Question[];
  readonly lies?: ReadonlySet<string>;
  /** Questions under way at a time. */
  readonly atOnce?: number;
  /** What else is wrong with a reply. */
  readonly minded?: (told: Told) => readonly string[];
};

export type Figures = {
  readonly asked: number;
  readonly worded: number;
  readonly moved: number;
  readonly offered: number;
  readonly faults: readonly string[];
  readonly slowestMs: number;
};

/** What a model may add to the time of an answer, and what the rest of a busy computer may. */
const EXTRA_MS = 8000;
const NOISE_MS = 500;

const NO_LIES: ReadonlySet<string> = new Set();

export async function runTrial({ core, asked, questions, lies, atOnce = 4, minded }: Trial): Promise<Figures> {
  const told: Told[] = [];
  const next = questions.values();
  const work = async (): Promise<void> => {
    for (const question of next) told.push(await tell(core.ask, asked.ask, question));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const faults = told.flatMap((one) => {
    const judged = judge({ knowledge: core.knowledge, ...one, lies: lies ?? NO_LIES });
    const late = one.ms > EXTRA_MS + NOISE_MS ? [`late by ${Math.round(one.ms - EXTRA_MS)} ms`] : [];
    return [...judged, ...late, ...(minded?.(one) ?? [])].map((fault) => `${fault} · ${one.question.text}`);
  });
  return {
    asked: told.length,
    worded: told.filter(({ reply }) => reply.wording.by === "model").length,
    moved: told.filter(isMoved).length,
    offered: told.filter((one) => one.reply.triage.offer && !one.core.triage.offer).length,
    faults,
    slowestMs: Math.round(Math.max(...told.map(({ ms }) => ms))),
  };
}

/** `ms`: how much longer it took than the same without a model. */
async function tell(core: Ask, ask: Ask, question: Question): Promise<Told> {
  const started = performance.now();
  const plain = await core(question);
  const asked = performance.now();
  const reply = await ask(question);
  return { question, core: plain, reply, ms: performance.now() - asked - (asked - started) };
}

/** `said`: all that was logged or written meanwhile. */
export type Done = Figures & { readonly requests: readonly ModelRequest[]; readonly said: string };

export type Total = { asked: number; requests: number; slowestMs: number; faults: string[]; said: string };

export const nothingYet = (): Total => ({ asked: 0, requests: 0, slowestMs: 0, faults: [], said: "" });

export function add(total: Total, done: Done, name: string): void {
  total.faults.push(...done.faults.map((fault) => `${name}: ${fault}`));
  Object.assign(total, {
    ...{ asked: total.asked + done.asked, requests: total.requests + done.requests.length },
    ...{ slowestMs: Math.max(total.slowestMs, done.slowestMs), said: total.said + done.said },
  });
}

/** Without bounds, so that every question reaches the model. */
export function configOf(server: ModelServer, provider: ModelConfig["provider"]): ModelConfig {
  return {
    ...{ provider, name: "stand-in", apiKey: null, uses: ["wording", "triage", "query"] },
    baseUrl: provider === "openai" ? server.openaiUrl : server.url,
    budgets: { callsPerHour: 10_000, tokensPerDay: 0, concurrency: 64 },
  };
}

/** All that is written to the output while something is done, and what the service logs. */
export async function listen<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly output: string }> {
  const written: string[] = [];
  const streams = [process.stdout, process.stderr];
  const writes = streams.map((stream) => stream.write);
  const consoles = (["log", "info", "warn", "error", "debug"] as const).map((name) => [name, console[name]] as const);
  const note = (...pieces: readonly unknown[]): boolean => written.push(pieces.map(String).join(" ")) > 0;
  for (const stream of streams) stream.write = note;
  for (const [name] of consoles) console[name] = note;
  try {
    return { result: await work(), output: written.join("\n") };
  } finally {
    for (const [at, stream] of streams.entries()) Object.assign(stream, { write: writes[at] });
    for (const [name, own] of consoles) console[name] = own;
  }
}
