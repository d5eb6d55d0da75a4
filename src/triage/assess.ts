// The verdict on a text: how grave, about what, whether the commissioner is offered, and what speaks for it.

import type { Calibration, Severity } from "../knowledge/schemas.ts";
import type { Triage } from "../question.ts";
import type { TriageReading } from "./features.ts";
import { reasonsOf } from "./reasons.ts";
import { type Scores, scoreCategory, scoreSeverity, type TriageScorer } from "./scorer.ts";

type Gates = Calibration["gates"];

/** Deterministic: the same text always gets the same verdict. */
export function assess(scorer: TriageScorer, seen: TriageReading, gates: Gates): Triage {
  const scores = scoreSeverity(scorer, seen);
  const severity = judge(scores, gates);
  const isGrave = severity === "serious" || severity === "critical";
  const isOffered = !isGrave && (severity === "concern" || scores.grave >= (gates["offer"] ?? 1));
  return {
    severity,
    category: isGrave || isOffered ? scoreCategory(scorer, seen) : null,
    offer: isOffered,
    signals: reasonsOf(seen),
  };
}

/** Danger has a threshold of its own: what it costs to miss one is a life. */
function judge({ grave, critical, concern }: Scores, gates: Gates): Severity {
  if (critical >= (gates["critical"] ?? 1)) return "critical";
  if (grave >= (gates["serious"] ?? 1)) return critical > grave / 2 ? "critical" : "serious";
  return concern >= (gates["concern"] ?? 1) ? "concern" : "routine";
}
