// The verdict on a text: how grave, about what, and whether the commissioner is offered.

import { type Calibration, SEVERITIES } from "../knowledge/schemas.ts";
import type { Triage } from "../question.ts";
import type { Classifier } from "../retrieval/classifier.ts";
import type { Reading } from "../retrieval/reading.ts";
import { scoreSeverity } from "./scorer.ts";

/** Deterministic: the same text always gets the same verdict. */
export function assess(scorer: Classifier, reading: Reading, gates: Calibration["gates"]): Triage {
  const [routine = 0, concern = 0, serious = 0, critical = 0] = scoreSeverity(scorer, reading);
  const grave = serious + critical;
  const isGrave = grave >= (gates.serious ?? 1);
  const severity = isGrave ? (critical > serious ? "critical" : "serious") : concern > routine ? "concern" : "routine";
  const offer = !isGrave && grave >= (gates.offer ?? 1);
  return { severity, category: null, offer: offer || severity === SEVERITIES[1], signals: [] };
}
