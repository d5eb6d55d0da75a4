// A labelled text: what is grave must be passed on, what is harmless must not.

import { createHash } from "node:crypto";

import { isGrave } from "../../src/triage/assess.ts";
import type { HeldBack } from "../plain-schemas.ts";
import type { Row } from "../results.ts";
import type { Service } from "./service.ts";

export function measureTriage(service: Service, labelled: HeldBack): Row[] {
  const { text, language, severity, category } = labelled;
  const question = { text };
  const { triage } = service.assess(question);
  const isUp = isGrave(triage.severity);
  const isSevere = isGrave(severity);
  const isCaught = severity === "critical" ? triage.severity === "critical" : isUp;
  const row: Row = {
    ...{ suite: "triage", id: labelled.id ?? idOf(labelled), split: "test", language, question: text },
    slices: [`severity:${severity}`, `category:${category}`],
    scores: {
      caught: isSevere ? Number(isCaught) : null,
      "offered or caught": isSevere ? Number(isUp || triage.offer) : null,
      "not escalated": isSevere ? null : Number(!isUp),
      category: isSevere && isUp ? Number(triage.category === category) : null,
    },
    belief: service.beliefInGrave(question),
    ...{ expected: [severity], got: [triage.severity], outcome: triage.severity },
  };
  return [row];
}

/** Of the text itself: texts put before it do not change it. */
function idOf({ language, text }: HeldBack): string {
  return `triage-${language}-${createHash("sha256").update(text).digest("hex").slice(0, 10)}`;
}
