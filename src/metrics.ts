// What is counted for whoever runs the service: how many answers of which kind, how fast, and what a language model did. Nobody's words,
// and nobody.

import type { Ask } from "./ask.ts";
import type { ChatModel, ModelCall, ModelFailure, ModelPurpose } from "./model/chat-model.ts";
import type { Reply } from "./question.ts";

export type CountedReply = Pick<Reply, "outcome" | "language"> & { readonly wording: Reply["wording"]["by"] };

export interface Metrics {
  answered(reply: CountedReply, seconds: number): void;
  modelAsked(purpose: ModelPurpose, result: "filled" | ModelFailure, tokens: number): void;
}

/** `now`: milliseconds. */
export function createMeteredAsk(ask: Ask, metrics: Metrics, now: () => number): Ask {
  return async (...asked) => {
    const started = now();
    const reply = await ask(...asked);
    const { outcome, language, wording } = reply;
    metrics.answered({ outcome, language, wording: wording.by }, Math.max(0, now() - started) / 1000);
    return reply;
  };
}

/** Around a guarded model, so that what was not even asked is counted, too. */
export function createMeteredModel(model: ChatModel, metrics: Metrics): ChatModel {
  return {
    name: model.name,
    ask: async <Form>(call: ModelCall<Form>, signal: AbortSignal) => {
      const answer = await model.ask(call, signal);
      const isFilled = answer.kind === "filled";
      metrics.modelAsked(call.purpose, isFilled ? "filled" : answer.code, isFilled ? answer.tokens : 0);
      return answer;
    },
  };
}
