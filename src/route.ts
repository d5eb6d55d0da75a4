// The three gates of "do not know", and the ways past them: what kind of reply a question gets.

import type { Calibration } from "./knowledge/schemas.ts";
import type { Reading } from "./retrieval/reading.ts";
import type { Retrieval } from "./retrieval/retrieve.ts";

export type Route = "answered" | "clarify" | "no-source" | "out-of-scope" | "smalltalk" | "refused";

type Gates = Calibration["gates"];

/** Scope, strength, evidence; thresholds are data, calibrated on the development questions. */
export function route(retrieval: Retrieval, { words }: Pick<Reading, "words">, gates: Gates): Route {
  const { candidates, outside, declined, strength } = retrieval;
  const [best] = candidates;
  if (declined > (gates.outside ?? 1)) return toOutcome(outside);
  if (!best || strength < (gates.strength ?? 0)) return "no-source";
  if (words.length <= (gates.clarifyWords ?? 0) && best.probability < (gates.clarify ?? 0)) return "clarify";
  return "answered";
}

function toOutcome({ far, near, smalltalk, attack }: Retrieval["outside"]): Route {
  const most = Math.max(far, near, smalltalk, attack);
  if (most === attack) return "refused";
  if (most === smalltalk) return "smalltalk";
  return most === near ? "no-source" : "out-of-scope";
}
