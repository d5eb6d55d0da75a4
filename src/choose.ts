// What to say: which outcome, which provisions are cited, which stand by as related, which situation explains them.

import type { Found } from "./ask.ts";
import { type Choice, MOST_CITATIONS, MOST_RELATED, NOTHING, provisionOf, provisionsOf } from "./choice.ts";
import { chooseNamed } from "./choose-named.ts";
import { hasChanged, isProvisionInForce } from "./citation.ts";
import { isWithin, writeDay } from "./day.ts";
import type { Knowledge } from "./knowledge/knowledge.ts";
import type { Provision } from "./knowledge/provisions.ts";
import type { Situation } from "./knowledge/situations.ts";
import type { MessageKey } from "./messages.ts";
import { DECLINED, type Outcome } from "./question.ts";
import type { References } from "./references.ts";
import type { Retrieval } from "./retrieval/retrieve.ts";
import { type Route, route } from "./route.ts";
import { isGrave } from "./triage/assess.ts";

const MOST_OPTIONS = 4;
/** A question of more words than this that names no act may speak of an act Adep does not hold. */
const BARE_REFERENCE = 6;

type Material = Pick<Found, "asked" | "retrieval" | "triage">;

export function choose(knowledge: Knowledge, { asked, retrieval, triage }: Material): Choice {
  if (retrieval === null) return { ...NOTHING, outcome: "unavailable", message: { key: "unavailable" } };
  if (retrieval === "nothing") return { ...NOTHING, outcome: "smalltalk", message: { key: "empty" } };
  const outcome = routeHeard(knowledge, { asked, retrieval, triage });
  if (
    asked.references &&
    isMeant(asked.references, { outcome, words: asked.own.words.length, attack: retrieval.outside.attack })
  ) {
    return chooseNamed(knowledge, { asked, retrieval }, asked.references);
  }
  switch (outcome) {
    case "answered":
    case "clarify":
      return chooseRanked(knowledge, { asked, retrieval }, outcome);
    case "no-source":
      return {
        ...NOTHING,
        outcome,
        related: provisionsOf(knowledge, retrieval.candidates).slice(0, MOST_RELATED),
        message: { key: noSourceKey(knowledge, asked), values: { day: writeDay(asked.day) } },
      };
    case "out-of-scope":
      return { ...NOTHING, outcome, message: { key: "outOfScope" } };
    case "smalltalk":
    case "refused":
      return { ...NOTHING, outcome, message: { key: outcome } };
  }
}

type Searched = Omit<Material, "retrieval"> & { readonly retrieval: Retrieval };

/** Whoever may be telling of something real is never turned away like an attack, or greeted. */
function routeHeard({ calibration: { gates } }: Knowledge, { asked, retrieval, triage }: Searched): Route {
  const outcome = route(retrieval, asked.own, gates);
  if (outcome !== "refused" && outcome !== "smalltalk") return outcome;
  if (isGrave(triage.severity)) return route({ ...retrieval, declined: 0 }, asked.own, gates);
  return triage.severity === "concern" || triage.offer ? "no-source" : outcome;
}

/** A number with its act, or alone, is a reference; in a longer text that is declined it belongs to another act. */
function isMeant(
  { isActNamed }: References,
  { outcome, words, attack }: { outcome: Outcome; words: number; attack: number },
): boolean {
  if (attack > 0.5) return false;
  return isActNamed || words <= BARE_REFERENCE || !DECLINED.has(outcome);
}

function noSourceKey(knowledge: Knowledge, { day }: Found["asked"]): MessageKey {
  const isAnyInForce = [...knowledge.documents.values()].some(({ inForceFrom, inForceTo, replacedBy }) =>
    replacedBy !== undefined ? isWithin(day, inForceFrom, inForceTo) : day >= inForceFrom,
  );
  return isAnyInForce ? "noSource" : "noSource.day";
}

function chooseRanked(
  knowledge: Knowledge,
  { asked, retrieval }: { asked: Found["asked"]; retrieval: Retrieval },
  outcome: "answered" | "clarify",
): Choice {
  const { candidates } = retrieval;
  const { gates } = knowledge.calibration;
  const shown = candidates
    .slice(0, MOST_CITATIONS)
    .filter(({ probability }, at) => at === 0 || probability >= (gates.cited ?? 0));
  const situation = outcome === "answered" ? situationFor(knowledge, { retrieval, day: asked.day }) : null;
  const explained = provisionsOfSituation(knowledge, situation);
  const cited = shown.map((candidate) => {
    const own = provisionOf(knowledge, candidate);
    // Within an article, the paragraph that the shown explanation rests on is the one to read.
    return { provision: explained.find(({ topic }) => topic === own.topic) ?? own, score: candidate.probability };
  });
  const related = provisionsOf(knowledge, candidates.slice(shown.length)).slice(0, MOST_RELATED);
  const options = provisionsOf(knowledge, candidates.slice(0, MOST_OPTIONS));
  return { outcome, cited, related, options, situation, message: outcome === "clarify" ? { key: "clarify" } : null };
}

/** A situation explains the answer when its questions match well, it rests on what is cited, and all of that is in force and as it was. */
function situationFor(
  knowledge: Knowledge,
  { retrieval, day }: { retrieval: Retrieval; day: Found["asked"]["day"] },
): Situation | null {
  const { situation, candidates } = retrieval;
  if (!situation || situation.score < (knowledge.calibration.gates.situation ?? 1)) return null;
  const known = knowledge.situations[situation.number] ?? null;
  const resting = provisionsOfSituation(knowledge, known);
  const cited = new Set(
    candidates.slice(0, MOST_CITATIONS).map((candidate) => provisionOf(knowledge, candidate).topic),
  );
  const isInForce = resting.every((provision) => isProvisionInForce(knowledge, provision, day));
  return isInForce &&
    !resting.some((provision) => hasChanged(knowledge, provision, day)) &&
    resting.some(({ topic }) => cited.has(topic))
    ? known
    : null;
}

function provisionsOfSituation({ provisions }: Knowledge, situation: Situation | null): Provision[] {
  return (situation?.provisions ?? []).flatMap((id) => provisions.find((provision) => provision.id === id) ?? []);
}
