// What speaks for single provisions, so that the best one of a topic is cited.

import type { Knowledge } from "../knowledge/knowledge.ts";
import type { Channels } from "./channels.ts";

/** Evidence for single provisions, from several of their entries each; predecessor and successor share theirs. */
export function provisionEvidence(
  channels: Channels,
  counterparts: ReadonlyMap<number, readonly number[]>,
  fusion: Readonly<Record<string, number>>,
): Float32Array {
  const { agreed, text, neural } = channels;
  const own = agreed.question.map(
    (score, at) =>
      score * (fusion["unit.question"] ?? 1) +
      (agreed.vector[at] ?? 0) * (fusion["unit.vector"] ?? 1) +
      (text[at] ?? 0) * (fusion["unit.text"] ?? 1) +
      (neural?.agreed[at] ?? 0) * (fusion["unit.neural"] ?? 0),
  );
  return own.map((score, at) => Math.max(score, ...(counterparts.get(at) ?? []).map((other) => own[other] ?? 0)));
}

/** Provisions of the law in force and of the one before it that say the same, by position, both ways. */
export function pairCounterparts({ provisions, correspondence }: Knowledge): Map<number, number[]> {
  const position = new Map(provisions.map(({ id }, at) => [id, at]));
  const pairs = new Map<number, number[]>();
  for (const { now, before } of correspondence) {
    const [one, other] = [position.get(now), position.get(before)];
    if (one === undefined || other === undefined) continue;
    pairs.set(one, [...(pairs.get(one) ?? []), other]);
    pairs.set(other, [...(pairs.get(other) ?? []), one]);
  }
  return pairs;
}
