// What speaks for declining a question, and how it is weighed: few words say less, so they have weights of their own.

import type { Calibration } from "../knowledge/schemas.ts";
import type { Channels } from "./channels.ts";
import type { Reading } from "./reading.ts";
import type { OutsideBelief } from "./scope.ts";
import { toProbabilities } from "./softmax.ts";

export const SCOPE_EVIDENCE = ["bias", "belief", "top", "fused", "question", "vector", "text", "leave"] as const;
export type ScopeEvidence = Readonly<Record<(typeof SCOPE_EVIDENCE)[number], number>>;
type Weighing = Pick<Calibration, "scope" | "gates">;

/** Names of the weights for short questions begin with this. */
export const BRIEF = "brief.";
/** The concept of asking whether something is allowed: a question for this service sooner than for another. */
export const LEAVE = "q-may-i";

type Observed = {
  readonly outside: OutsideBelief;
  readonly channels: Channels;
  readonly fused: Float32Array;
  readonly reading: Pick<Reading, "concepts">;
};

/** The log-odds of the scope belief, how well anything was matched, and whether leave is asked. */
export function scopeEvidence({ outside, channels, fused, reading }: Observed): ScopeEvidence {
  const belief = outside.far + outside.near + outside.smalltalk + outside.attack;
  return {
    bias: 1,
    belief: Math.log((belief + 1e-3) / (1 - belief + 1e-3)),
    top: highest(toProbabilities(fused)),
    fused: fused.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY) / 10,
    question: highest(channels.question),
    vector: highest(channels.vector),
    text: highest(channels.text),
    leave: Number(reading.concepts.includes(LEAVE)),
  };
}

export function isBrief({ gates }: Weighing, words: number): boolean {
  return words <= (gates.briefWords ?? 0);
}

/** Logistic of the evidence, weighed as a question of so many words is. */
export function weighScope(evidence: ScopeEvidence, calibration: Weighing, words: number): number {
  const kind = isBrief(calibration, words) ? BRIEF : "";
  const sum = SCOPE_EVIDENCE.reduce(
    (total, name) => total + (calibration.scope[`${kind}${name}`] ?? 0) * evidence[name],
    0,
  );
  return 1 / (1 + Math.exp(-sum));
}

export function highest(list: Float32Array): number {
  return list.reduce((most, score) => Math.max(most, score), 0);
}
