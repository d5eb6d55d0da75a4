// The verdict on a text: how grave, about what, whether the commissioner is offered, and what speaks for it.

import type { Calibration, Severity } from "../knowledge/schemas.ts";
import type { Triage } from "../question.ts";
import type { TriageReading } from "./features.ts";
import { reasonsOf } from "./reasons.ts";
import { type Scores, scoreText, type TriageScorer } from "./scorer.ts";

/** Grave enough for a case. */
export function isGrave(severity: Severity): boolean {
  return severity === "serious" || severity === "critical";
}

type Gates = Calibration["gates"];

/** Whoever speaks of ending their life is heard on that first, whatever drove them to it. */
const LIFE = "farewell";

/** Said beside the signals: the ethics commissioner is named, whatever for. */
export const NAMES = "names-commissioner";
const COMMISSIONER = "ethics-commissioner";

function namesCommissioner({ classes }: TriageReading): boolean {
  return classes.has(COMMISSIONER);
}

/** Deterministic: the same text always gets the same verdict. */
export function assess(scorer: TriageScorer, seen: TriageReading, gates: Gates): Triage {
  const scores = scoreText(scorer, seen);
  const category = seen.signals.includes(LIFE) ? "self-harm" : scores.category;
  const severity = judge(scores, category, gates);
  const isUp = isGrave(severity);
  const isOffered = !isUp && (severity === "concern" || scores.grave >= (gates["offer"] ?? 1));
  return {
    ...{ severity, offer: isOffered, signals: [...reasonsOf(seen), ...(namesCommissioner(seen) ? [NAMES] : [])] },
    category: isUp || isOffered ? category : null,
  };
}

/** What is about one of these is taken for danger already where danger is possible. */
const DANGERS: readonly string[] = ["self-harm", "violence-threat", "extortion"];
const LIKELY = 0.5;

/** Danger has a threshold of its own: what it costs to miss one is a life. */
function judge({ grave, critical, concern }: Scores, category: string, gates: Gates): Severity {
  const isPossible = critical >= (gates["critical"] ?? 1);
  if (isPossible && (critical >= LIKELY || DANGERS.includes(category))) return "critical";
  if (isPossible || grave >= (gates["serious"] ?? 1)) return "serious";
  return concern >= (gates["concern"] ?? 1) ? "concern" : "routine";
}
