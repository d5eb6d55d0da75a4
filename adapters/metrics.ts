// The counts as Prometheus reads them.

import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

import type { Metrics } from "../src/metrics.ts";

export type OpenMetrics = Metrics & {
  readonly contentType: string;
  /** All counts as text. */
  read(): Promise<string>;
};

/** Without a language model an answer takes some milliseconds, with one up to the eight seconds it may have. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 8, 10];

/** What answers are made with: `none` and `lsi`, or the names of models. */
export type Made = { readonly chatModel: string | null; readonly embeddings: string };

export function createMetrics({ chatModel, embeddings }: Made): OpenMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const build = new Gauge({
    ...{ name: "adep_build_info", help: "What answers are made with; always 1." },
    ...{ labelNames: ["chat_model", "embeddings"] as const, registers },
  });
  build.set({ chat_model: chatModel ?? "none", embeddings }, 1);
  const answers = new Counter({
    ...{ name: "adep_answers_total", help: "Replies, by outcome, language and who worded them." },
    ...{ labelNames: ["outcome", "language", "wording"] as const, registers },
  });
  const seconds = new Histogram({
    ...{ name: "adep_answer_seconds", help: "From a question to its reply.", buckets: SECONDS, registers },
  });
  const calls = new Counter({
    ...{ name: "adep_model_calls_total", help: "Calls of the language model, by purpose and what came of them." },
    ...{ labelNames: ["purpose", "result"] as const, registers },
  });
  const tokens = new Counter({
    ...{ name: "adep_model_tokens_total", help: "Tokens of the calls that were answered.", registers },
  });
  return {
    contentType: registry.contentType,
    read: () => registry.metrics(),
    answered: (reply, took) => {
      answers.inc({ ...reply });
      seconds.observe(took);
    },
    modelAsked: (purpose, result, used) => {
      calls.inc({ purpose, result });
      tokens.inc(used);
    },
  };
}
