// From a reading to ranked provisions: channels fused per topic, then the best provision of each topic in force that day.

import { isProvisionInForce } from "../citation.ts";
import type { Day } from "../day.ts";
import type { Searchable } from "../index/searchable.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import type { Language } from "../language.ts";
import { type Channels, runChannels, type Written } from "./channels.ts";
import { pairCounterparts, provisionEvidence } from "./provision-evidence.ts";
import type { Reading } from "./reading.ts";
import { type OutsideBelief, scoreScope } from "./scope.ts";
import { highest, scopeEvidence, weighScope } from "./scope-evidence.ts";
import { scoreSituations } from "./situation-scorer.ts";
import { toProbabilities } from "./softmax.ts";

export type Candidate = {
  readonly topic: number;
  /** Position in `knowledge.provisions`. */
  readonly provision: number;
  /** Share of the fused belief among all topics, 0…1. */
  readonly probability: number;
};

export type Retrieval = {
  /** Best first, one per topic. */
  readonly candidates: readonly Candidate[];
  /** Belief that the question lies outside, by kind, from its words alone. */
  readonly outside: OutsideBelief;
  /** The same with what the channels found: 0…1, calibrated on the development questions. */
  readonly declined: number;
  /** Best match of any example question or text, as a share of the best possible one. */
  readonly strength: number;
  /** The most probable situation and the belief in it; `null` where there are no situations. */
  readonly situation: { readonly number: number; readonly score: number } | null;
};

export type RetrieveDeps = { readonly knowledge: Knowledge; readonly searchable: Searchable };

export const CHANNEL_NAMES = ["scorer", "question", "text", "vector"] as const;
export type ChannelName = (typeof CHANNEL_NAMES)[number];

export type Query = { readonly reading: Reading & Written; readonly language: Language; readonly day: Day };

export function createRetrieve({ knowledge, searchable }: RetrieveDeps): (query: Query) => Promise<Retrieval> {
  const { topics } = searchable;
  const counterparts = pairCounterparts(knowledge);
  const { calibration } = knowledge;
  const { fusion } = calibration;
  return async ({ reading, language, day }) => {
    const channels = await runChannels(searchable, reading, language);
    const evidence = topicEvidence(channels, searchable);
    // The gates are fitted without another embedder, and judge without it.
    const fused = fuse(evidence, fusion);
    const probabilities = toProbabilities(addNeural(fused, evidence, fusion));
    const units = provisionEvidence(channels, counterparts, fusion);
    const candidates = topics.members.flatMap((members, topic) => {
      const provision = bestInForce(members, { units, day, knowledge });
      return provision === null ? [] : [{ topic, provision, probability: probabilities[topic] ?? 0 }];
    });
    const outside = scoreScope(searchable.model.scope, channels.features);
    return {
      candidates: candidates.sort((one, other) => other.probability - one.probability),
      outside,
      declined: weighScope(scopeEvidence({ outside, channels, fused, reading }), calibration, reading.words.length),
      strength: Math.max(highest(channels.question), highest(channels.text)),
      situation: bestSituation(scoreSituations(searchable.model.situations, channels.features), channels),
    };
  };
}

export type TopicEvidence = Readonly<Record<ChannelName, Float32Array>> & { readonly neural: Float32Array | null };

/** What each channel says of each topic: log-belief of the scorer, and the best of the topic's provisions. */
export function topicEvidence(channels: Channels, { topics }: Pick<Searchable, "topics">): TopicEvidence {
  const count = topics.ids.length;
  const best = (list: Float32Array): Float32Array => {
    const scores = new Float32Array(count);
    list.forEach((score, provision) => {
      const topic = topics.ofProvision[provision] ?? 0;
      if (score > (scores[topic] ?? 0)) scores[topic] = score;
    });
    return scores;
  };
  const beliefs = toProbabilities(channels.scorer);
  const scorer = beliefs.map((belief) => Math.log(belief + 1e-5));
  const neural = channels.neural && best(channels.neural.best);
  return {
    scorer,
    question: best(channels.question),
    text: best(channels.text),
    vector: best(channels.vector),
    neural,
  };
}

/** Weighted sum of the channels, per topic. */
export function fuse(
  evidence: Readonly<Record<ChannelName, Float32Array>>,
  weights: Readonly<Record<string, number>>,
): Float32Array {
  const fused = new Float32Array(evidence.scorer.length);
  for (const name of CHANNEL_NAMES) {
    const weight = weights[name] ?? 0;
    evidence[name].forEach((value, topic) => {
      fused[topic] = (fused[topic] ?? 0) + weight * value;
    });
  }
  return fused;
}

/** The same with what another embedder says, where it says anything. */
function addNeural(
  fused: Float32Array,
  { neural }: Pick<TopicEvidence, "neural">,
  weights: Readonly<Record<string, number>>,
): Float32Array {
  return neural ? fused.map((score, topic) => score + (weights["neural"] ?? 0) * (neural[topic] ?? 0)) : fused;
}

function bestInForce(
  members: readonly number[],
  { units, day, knowledge }: { units: Float32Array; day: Day; knowledge: Knowledge },
): number | null {
  let best: number | null = null;
  for (const provision of members) {
    const found = knowledge.provisions[provision];
    if (!found || !isProvisionInForce(knowledge, found, day)) continue;
    if (best === null || (units[provision] ?? 0) > (units[best] ?? 0)) best = provision;
  }
  return best;
}

/** The most probable situation; its score is that belief, or 0 where none of its questions is near. */
function bestSituation(beliefs: Float32Array, { situation }: Channels): Retrieval["situation"] {
  let best: Retrieval["situation"] = null;
  beliefs.forEach((belief, number) => {
    if (!best || belief > best.score) best = { number, score: (situation[number] ?? 0) > 0 ? belief : 0 };
  });
  return best;
}
