// Fits the weights of fusion and scope on the development questions: the weights of scope once for all and once for short
// questions alone; and, where it is wanted, the threshold of scope for a share of questions that may be wrongly declined.

import { toSearchable } from "../src/index/searchable.ts";
import { topicOf } from "../src/knowledge/provisions.ts";
import type { Calibration } from "../src/knowledge/schemas.ts";
import type { Language } from "../src/language.ts";
import { runChannels } from "../src/retrieval/channels.ts";
import { readText } from "../src/retrieval/reading.ts";
import { CHANNEL_NAMES, fuse, topicEvidence } from "../src/retrieval/retrieve.ts";
import { scoreScope } from "../src/retrieval/scope.ts";
import { BRIEF, isBrief, SCOPE_EVIDENCE, scopeEvidence, weighScope } from "../src/retrieval/scope-evidence.ts";
import { buildConceptFinder } from "../src/text/concepts.ts";
import { readInside, readOutside, type Split } from "./datasets.ts";
import { fitConditional, fitLogistic } from "./fit.ts";
import type { Material } from "./material.ts";

/** What retrieval shows of one question, whatever the weights are. */
type Evidence = Awaited<ReturnType<ReturnType<typeof createObserve>>>;
type Weights = Readonly<Record<string, number>>;

export type Inside = { readonly evidence: Evidence; readonly right: ReadonlySet<number> };
export type Observed = { readonly inside: readonly Inside[]; readonly outside: readonly { evidence: Evidence }[] };

/** `short-dev` beside `dev`: what people type in a chat is fitted too. Never a test question. */
const FITTED: readonly Split[] = ["dev", "short-dev"];

export async function observeDevelopment(material: Material): Promise<readonly [dev: Observed, short: Observed]> {
  const observe = createObserve(material);
  const { ids } = toSearchable(material.knowledge, material).topics;
  const numbers = new Map(ids.map((id, number) => [id, number]));
  const [dev, short] = FITTED.map(async (split): Promise<Observed> => {
    const inside = (await readInside(split)).map(async (item) => ({
      evidence: await observe(item),
      right: new Set(item.expected.flatMap((id) => numbers.get(topicOf(id)) ?? [])),
    }));
    const outside = (await readOutside(split)).map(async (item) => ({ evidence: await observe(item) }));
    return { inside: await Promise.all(inside), outside: await Promise.all(outside) };
  });
  const none: Observed = { inside: [], outside: [] };
  return [(await dev) ?? none, (await short) ?? none];
}

function createObserve({ knowledge, model, index }: Material) {
  const searchable = toSearchable(knowledge, { model, index });
  const finder = buildConceptFinder(knowledge.thesaurus);
  return async ({ question, language }: { question: string; language: Language }) => {
    const reading = readText(question, finder);
    const channels = await runChannels(searchable, reading, language);
    const outside = scoreScope(model.scope, channels.features);
    return { reading, channels, outside, topics: topicEvidence(channels, searchable) };
  };
}

/** Thresholds stay as they are. */
export function fitWeights(
  [dev, short]: readonly [dev: Observed, short: Observed],
  calibration: Calibration,
): Calibration {
  const fusion = { ...calibration.fusion, ...fitFusion(dev.inside, calibration.fusion) };
  const all = judge(dev);
  const brief = [...all, ...judge(short)].filter(({ evidence }) => isBrief(calibration, evidence.reading.words.length));
  const scope = { ...fitScope(all, { fusion, prefix: "" }), ...fitScope(brief, { fusion, prefix: BRIEF }) };
  return { ...calibration, fusion: round(fusion), scope: round(scope) };
}

function fitFusion(items: readonly Inside[], before: Weights): Weights {
  const examples = items.map(({ right, evidence }) => ({
    right,
    features: CHANNEL_NAMES.map((name) => evidence.topics[name]),
  }));
  const weights = fitConditional(
    examples,
    CHANNEL_NAMES.map((name) => before[name] ?? 1),
  );
  return Object.fromEntries(CHANNEL_NAMES.map((name, at) => [name, weights[at] ?? 0]));
}

type Judged = { readonly evidence: Evidence; readonly isOutside: boolean };

function judge({ inside, outside }: Observed): Judged[] {
  return [
    ...inside.map(({ evidence }) => ({ evidence, isOutside: false })),
    ...outside.map(({ evidence }) => ({ evidence, isOutside: true })),
  ];
}

/** The weights by name, each with `prefix` before it. */
function fitScope(items: readonly Judged[], { fusion, prefix }: { fusion: Weights; prefix: string }): Weights {
  const examples = items.map(({ evidence, isOutside }) => {
    const found = weighed(evidence, fusion);
    return { features: SCOPE_EVIDENCE.map((name) => found[name]), isPositive: isOutside };
  });
  const weights = fitLogistic(examples, SCOPE_EVIDENCE.length);
  return Object.fromEntries(SCOPE_EVIDENCE.map((name, at) => [`${prefix}${name}`, weights[at] ?? 0]));
}

function weighed({ topics, ...observed }: Evidence, fusion: Weights) {
  return scopeEvidence({ ...observed, fused: fuse(topics, fusion) });
}

function round(weights: Weights): Record<string, number> {
  return Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, Math.round(weight * 100) / 100]));
}

/** How strongly each question of these sets, all of which the law answers, is taken for one outside. */
export function declinedBeliefs(sets: readonly Observed[], calibration: Calibration): number[] {
  return sets.flatMap(({ inside }) =>
    inside.map(({ evidence }) =>
      weighScope(weighed(evidence, calibration.fusion), calibration, evidence.reading.words.length),
    ),
  );
}

/**
 * The lowest threshold, in hundredths, above which at most this share of the beliefs lies: no lower one would keep the
 * promise, and a higher one would answer more of what the law does not.
 */
export function fitThreshold(beliefs: readonly number[], wronglyDeclined: number): number {
  const most = Math.floor(wronglyDeclined * beliefs.length + 1e-9);
  const sorted = [...beliefs].sort((one, other) => other - one);
  return Math.min(1, Math.ceil((sorted[most] ?? 0) * 100) / 100);
}
