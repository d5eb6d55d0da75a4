// What to say: which outcome, which provisions are cited, which stand by as related, which situation explains them.

import type { Found } from "./ask.ts";
import { isProvisionInForce } from "./citation.ts";
import { isWithin, writeDay } from "./day.ts";
import type { Knowledge } from "./knowledge/knowledge.ts";
import type { Provision } from "./knowledge/provisions.ts";
import type { Situation } from "./knowledge/situations.ts";
import type { Outcome } from "./question.ts";
import type { Candidate, Retrieval } from "./retrieval/retrieve.ts";
import { route } from "./route.ts";

export type Cited = { readonly provision: Provision; readonly score: number };

export type Choice = {
  readonly outcome: Outcome;
  readonly cited: readonly Cited[];
  readonly related: readonly Provision[];
  /** Topics to choose from, when the question is to be made clearer. */
  readonly options: readonly Provision[];
  readonly situation: Situation | null;
  /** What is said where no provision speaks. */
  readonly message: { readonly key: string; readonly values?: Record<string, string> } | null;
};

const MOST_CITATIONS = 3;
const MOST_RELATED = 7;
const MOST_OPTIONS = 4;
const NOTHING: Omit<Choice, "outcome" | "message"> = { cited: [], related: [], options: [], situation: null };

type Material = Pick<Found, "asked" | "retrieval">;

export function choose(knowledge: Knowledge, { asked, retrieval }: Material): Choice {
  if (retrieval === null) return { ...NOTHING, outcome: "unavailable", message: { key: "unavailable" } };
  if (retrieval === "nothing") return { ...NOTHING, outcome: "smalltalk", message: { key: "empty" } };
  if (asked.references && retrieval.outside.attack < 0.5)
    return chooseNamed(knowledge, { asked, retrieval }, asked.references.ids);
  const outcome = route(retrieval, asked.own, knowledge.calibration.gates);
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

function noSourceKey(knowledge: Knowledge, { day }: Found["asked"]): string {
  const isAnyInForce = [...knowledge.documents.values()].some(({ inForceFrom, inForceTo, replacedBy }) =>
    replacedBy !== undefined ? isWithin(day, inForceFrom, inForceTo) : day >= inForceFrom,
  );
  return isAnyInForce ? "noSource" : "noSource.day";
}

/** The question names an article: it comes first if it exists; if it does not, nothing else is put in its place. */
function chooseNamed(
  knowledge: Knowledge,
  { asked, retrieval }: { asked: Found["asked"]; retrieval: Retrieval },
  ids: readonly string[],
): Choice {
  const existing = ids.flatMap((id) => knowledge.provisions.find((provision) => provision.id === id) ?? []);
  const named = existing.flatMap((provision) => onDay(knowledge, provision, asked.day));
  const first = [...new Map(named.map((provision) => [provision.document, provision])).values()];
  const ranked = provisionsOf(knowledge, retrieval.candidates);
  if (named.length === 0) {
    const message = { key: "noSource.provision", values: { reference: asked.references?.written ?? "" } };
    return { ...NOTHING, outcome: "no-source", related: ranked.slice(0, MOST_RELATED), message };
  }
  const topics = new Set(first.map(({ topic }) => topic));
  const rest = ranked.filter(({ topic }) => !topics.has(topic));
  const cited = [...first, ...rest]
    .slice(0, MOST_CITATIONS)
    .map((provision, at) => ({ provision, score: at < first.length ? 1 : scoreOf(retrieval, knowledge, provision) }));
  return {
    ...NOTHING,
    outcome: "answered",
    cited,
    related: rest.slice(MOST_CITATIONS - first.length, MOST_CITATIONS - first.length + MOST_RELATED),
    message: null,
  };
}

/** The provision itself, or what stood or stands in its place on that day. */
function onDay(knowledge: Knowledge, provision: Provision, day: Found["asked"]["day"]): Provision[] {
  if (isProvisionInForce(knowledge, provision, day)) return [provision];
  const { correspondence, provisions } = knowledge;
  const others = correspondence.flatMap(({ now, before }) =>
    now === provision.id ? [before] : before === provision.id ? [now] : [],
  );
  const standing = others.flatMap((id) => provisions.find((other) => other.id === id) ?? []);
  return standing.filter((other) => isProvisionInForce(knowledge, other, day)).slice(0, 1);
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

/** A situation explains the answer when its questions match well, it rests on what is cited, and all of that is in force. */
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
  return isInForce && resting.some(({ topic }) => cited.has(topic)) ? known : null;
}

function provisionsOfSituation({ provisions }: Knowledge, situation: Situation | null): Provision[] {
  return (situation?.provisions ?? []).flatMap((id) => provisions.find((provision) => provision.id === id) ?? []);
}

function provisionsOf(knowledge: Knowledge, candidates: readonly Candidate[]): Provision[] {
  return candidates.map((candidate) => provisionOf(knowledge, candidate));
}

function provisionOf(knowledge: Knowledge, { provision }: Candidate): Provision {
  const found = knowledge.provisions[provision];
  if (!found) throw new Error("the index knows a provision that knowledge/ does not hold");
  return found;
}

function scoreOf({ candidates }: Retrieval, knowledge: Knowledge, provision: Provision): number {
  return candidates.find((candidate) => provisionOf(knowledge, candidate) === provision)?.probability ?? 0;
}
