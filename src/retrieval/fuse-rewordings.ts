// One retrieval out of several: what the question itself finds, and beside it what its rewordings find.

import type { Candidate, Retrieval } from "./retrieve.ts";

/** Share of the belief that the question's own words keep, whatever the rewordings say. */
export const OWN_WEIGHT = 0.6;
/** What the question's own words believe in less than this is never put first: rewordings choose among what it may mean. */
const CONCEIVABLE = 0.02;

/** Whether rewordings of one mind could put another topic first. Where they cannot, they are not worth asking for. */
export function isMovable({ candidates: [first, second] }: Pick<Retrieval, "candidates">): boolean {
  return (first?.probability ?? 1) - (second?.probability ?? 0) < (1 - OWN_WEIGHT) / OWN_WEIGHT;
}

/**
 * Beliefs in topics are pooled. Scope, strength and situation stay as the question's own words have them: a few words
 * put before any text make it look in scope, so a reworder that means well would bring in what is rightly declined.
 * Without rewordings it is the same object.
 */
export function fuseRetrievals(own: Retrieval, others: readonly Retrieval[], weight = OWN_WEIGHT): Retrieval {
  if (others.length === 0) return own;
  const heard = others.map(({ candidates }) => new Map(candidates.map((candidate) => [candidate.topic, candidate])));
  const pooled = own.candidates.map((candidate) => {
    const added = heard.flatMap((topics) => topics.get(candidate.topic) ?? []);
    return { own: candidate, fused: pool(candidate, added, { weight, share: (1 - weight) / others.length }) };
  });
  const least = Math.min(CONCEIVABLE, own.candidates[0]?.probability ?? 0);
  const isConceivable = ({ own: { probability } }: (typeof pooled)[number]): boolean => probability >= least;
  const first = Math.max(...pooled.filter(isConceivable).map(({ fused }) => fused.probability));
  const candidates = pooled.map((one) =>
    isConceivable(one) ? one.fused : { ...one.fused, probability: Math.min(one.fused.probability, first) },
  );
  // Equals keep the own order, in which the inconceivable come last.
  return { ...own, candidates: candidates.sort((one, other) => other.probability - one.probability) };
}

/** The provision of a topic is the one that the question itself points at, unless the topic is there for the rewordings' sake. */
function pool(
  own: Candidate,
  added: readonly Candidate[],
  { weight, share }: { readonly weight: number; readonly share: number },
): Candidate {
  const kept = weight * own.probability;
  const gained = share * added.reduce((sum, { probability }) => sum + probability, 0);
  const [surest] = [...added].sort((one, other) => other.probability - one.probability);
  return {
    topic: own.topic,
    provision: gained > kept && surest ? surest.provision : own.provision,
    probability: kept + gained,
  };
}
