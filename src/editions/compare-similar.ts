// Which units of two editions hold nearly the same words, without comparing each with each.

import type { Body } from "./compare-bodies.ts";

export type Likeness = { readonly before: string; readonly after: string; readonly score: number };

// What stands in more units than this tells none of them from another.
const MOST_HOLDERS = 25;
const MOST_RIVALS = 4;

/** From 0 to 1: share of pairs of neighbouring words that both have (Dice). */
export function likenessOf(before: string, after: string): number {
  const [one, other] = [pairsOf(before), pairsOf(after)];
  const shared = [...one].filter((pair) => other.has(pair)).length;
  return one.size + other.size === 0 ? 0 : (2 * shared) / (one.size + other.size);
}

/** For each earlier unit the few later ones that share most of its rarer words, best first over all. */
export function findLike(before: readonly Body[], after: readonly Body[], least: number): Likeness[] {
  const holders = indexPairs(after);
  const keys = new Map(after.map(({ id, key }) => [id, key]));
  const found = before.flatMap(({ id, key }) =>
    rivalsOf(key, holders)
      .map((rival) => ({ before: id, after: rival, score: likenessOf(key, keys.get(rival) ?? "") }))
      .filter(({ score }) => score >= least),
  );
  return found.sort((one, other) => other.score - one.score);
}

function indexPairs(bodies: readonly Body[]): Map<string, string[]> {
  const holders = new Map<string, string[]>();
  for (const { id, key } of bodies) {
    for (const pair of pairsOf(key)) {
      const ids = holders.get(pair);
      if (ids) ids.push(id);
      else holders.set(pair, [id]);
    }
  }
  return holders;
}

function rivalsOf(key: string, holders: ReadonlyMap<string, readonly string[]>): string[] {
  const shared = new Map<string, number>();
  for (const pair of pairsOf(key)) {
    const ids = holders.get(pair) ?? [];
    if (ids.length > MOST_HOLDERS) continue;
    for (const id of ids) shared.set(id, (shared.get(id) ?? 0) + 1);
  }
  const ranked = [...shared].sort(([, one], [, other]) => other - one);
  return ranked.slice(0, MOST_RIVALS).map(([id]) => id);
}

function pairsOf(key: string): Set<string> {
  const words = key.split(" ").filter((word) => /[\p{L}\p{N}]/u.test(word));
  return new Set(words.map((word, at) => `${words[at - 1] ?? ""} ${word}`));
}
