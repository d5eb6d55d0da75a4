// Which unit of the earlier edition became which of the later one: by number where the words agree, else by the words.

import { type Body, byPlace, depthOf, parentOf } from "./compare-bodies.ts";
import { findLike, likenessOf } from "./compare-similar.ts";

type Bodies = ReadonlyMap<string, Body>;

export type Match = {
  /** Id in the later edition → id in the earlier one. */
  readonly origins: ReadonlyMap<string, string>;
  /** Id in the earlier edition → id in the later one. */
  readonly targets: ReadonlyMap<string, string>;
};

// Among its neighbours a unit is known by half of its words; elsewhere in the act by nearly all, and only if they are many.
const LIKE_AMONG_SIBLINGS = 0.55;
const LIKE_ANYWHERE = 0.75;
const FEWEST_WORDS_ANYWHERE = 8;
// Another number must fit clearly better than the unit's own.
const OWN_NUMBER_BONUS = 0.15;

export function matchUnits(before: Bodies, after: Bodies): Match {
  const pairs = createPairs();
  const deepest = Math.max(0, ...[...before.keys(), ...after.keys()].map(depthOf));
  for (let depth = 1; depth <= deepest; depth += 1) matchLevel({ before, after, pairs, depth });
  matchAnywhere({ before, after, pairs });
  for (const id of before.keys()) pairs.join(id, expectedOf(id, pairs), after);
  return pairs;
}

type Pairs = Match & { readonly join: (before: string, after: string, bodies: Bodies) => void };

function createPairs(): Pairs {
  const origins = new Map<string, string>();
  const targets = new Map<string, string>();
  const join: Pairs["join"] = (before, after, bodies) => {
    if (targets.has(before) || origins.has(after) || !bodies.has(after)) return;
    targets.set(before, after);
    origins.set(after, before);
  };
  return { origins, targets, join };
}

type Work = { readonly before: Bodies; readonly after: Bodies; readonly pairs: Pairs };

/** Where the unit would stand if nothing but the unit above it had moved. */
function expectedOf(id: string, { targets }: Match): string {
  if (depthOf(id) <= 2) return id;
  const parent = parentOf(id);
  return `${targets.get(parent) ?? parent}${id.slice(parent.length)}`;
}

/** From the outermost units inwards, so that the units of a moved article are looked for in its new place. */
function matchLevel({ before, after, pairs, depth }: Work & { readonly depth: number }): void {
  const old = [...before.values()].filter(({ id }) => depthOf(id) === depth);
  for (const { id, key, isExcluded } of old) {
    const expected = after.get(expectedOf(id, pairs));
    if (expected && (expected.key === key || expected.isExcluded || isExcluded)) pairs.join(id, expected.id, after);
  }
  const homes = groupBy(freeOf(old, pairs.targets), ({ id }) => parentOf(expectedOf(id, pairs)));
  const recent = freeOf([...after.values()], pairs.origins).filter(({ id }) => depthOf(id) === depth);
  const places = groupBy(recent, ({ id }) => parentOf(id));
  for (const [home, left] of homes) matchSiblings(left, places.get(home) ?? [], { after, pairs });
}

function matchSiblings(old: readonly Body[], recent: readonly Body[], { after, pairs }: Omit<Work, "before">): void {
  const byKey = groupBy(recent, ({ key }) => key);
  for (const { id, key } of [...old].sort((one, other) => byPlace(one.id, other.id))) {
    const same = byKey.get(key)?.find((body) => !pairs.origins.has(body.id));
    if (same) pairs.join(id, same.id, after);
  }
  const left = freeOf(old, pairs.targets);
  const free = freeOf(recent, pairs.origins);
  const own = left.flatMap(({ id, key }) => {
    const expected = free.find((body) => body.id === expectedOf(id, pairs));
    return expected
      ? [{ before: id, after: expected.id, score: likenessOf(key, expected.key) + OWN_NUMBER_BONUS }]
      : [];
  });
  const close = [...own, ...findLike(left, free, LIKE_AMONG_SIBLINGS)].filter(
    ({ score }) => score >= LIKE_AMONG_SIBLINGS,
  );
  close.sort((one, other) => other.score - one.score);
  for (const pair of close) pairs.join(pair.before, pair.after, after);
}

function matchAnywhere({ before, after, pairs }: Work): void {
  const isLong = ({ key }: Body): boolean => key.split(" ").length >= FEWEST_WORDS_ANYWHERE;
  const left = freeOf([...before.values()], pairs.targets).filter(isLong);
  const free = freeOf([...after.values()], pairs.origins).filter(isLong);
  for (const pair of findLike(left, free, LIKE_ANYWHERE)) pairs.join(pair.before, pair.after, after);
}

function freeOf(bodies: readonly Body[], taken: ReadonlyMap<string, string>): Body[] {
  return bodies.filter(({ id, isExcluded }) => !taken.has(id) && !isExcluded);
}

function groupBy<T>(items: readonly T[], nameOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = nameOf(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}
