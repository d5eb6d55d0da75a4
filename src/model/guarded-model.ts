// A language model that is asked within bounds: so much, so many at a time, and not while its server is down.

import type { ModelBudgets } from "../model-config.ts";
import { type Breaker, createBreaker } from "./breaker.ts";
import { type Budget, createBudget } from "./budget.ts";
import type { ChatModel, ModelAnswer, ModelCall, ModelFailure } from "./chat-model.ts";
import { createPlaces, type Places } from "./places.ts";
import { guessTokens } from "./tokens.ts";

/** Of instructions and material together. To cut them is the caller's: here nobody knows what matters. */
const LONGEST_PROMPT = 24_000;

export type Guards = {
  readonly budget: Budget;
  readonly breaker: Breaker;
  readonly places: Places;
  readonly longestPrompt?: number;
};

/** The bounds of a configuration. `now`: milliseconds, of a clock that is never set back. */
export function createGuards(budgets: ModelBudgets, now: () => number): Guards {
  return { budget: createBudget(budgets, now), breaker: createBreaker(now), places: createPlaces(budgets.concurrency) };
}

/** Failures of the server itself; garbage comes from one that is up. */
const DOWN: ReadonlySet<ModelFailure> = new Set(["late", "unreachable", "refused"]);
/** Where nothing was worked out, nothing is paid for. */
const UNPAID: ReadonlySet<ModelFailure> = new Set(["unreachable", "refused"]);

export function createGuardedModel(model: ChatModel, guards: Guards): ChatModel {
  const { budget, breaker, places, longestPrompt = LONGEST_PROMPT } = guards;
  return {
    name: model.name,
    ask: async <Form>(call: ModelCall<Form>, signal: AbortSignal): Promise<ModelAnswer<Form>> => {
      const letters = lettersOf(call);
      if (letters > longestPrompt) return failed("over-budget");
      if (breaker.isResting()) return failed("resting");
      const claim = budget.claim(call.asker, guessTokens(letters) + call.mostTokens);
      if (claim === null) return failed("over-budget");
      const leavePlace = await places.take(signal);
      const entered = leavePlace === null ? null : breaker.enter();
      if (leavePlace === null || entered === null) {
        leavePlace?.();
        claim.giveBack();
        return failed(leavePlace === null ? "late" : "resting");
      }
      const answer = await model.ask(call, signal).catch(() => failed("garbage"));
      leavePlace();
      entered.leave(answer.kind === "filled" || !DOWN.has(answer.code));
      if (answer.kind === "filled") claim.settle(answer.tokens);
      else if (UNPAID.has(answer.code)) claim.settle(0);
      return answer;
    },
  };
}

function lettersOf({ instructions, material }: ModelCall<unknown>): number {
  return instructions.length + (JSON.stringify(material) ?? "").length;
}

function failed(code: ModelFailure): { readonly kind: "failed"; readonly code: ModelFailure } {
  return { kind: "failed", code };
}
