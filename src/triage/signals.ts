// Signals: what a text shows, found by classes of words that stand in a rule. They are weighed by the scorers and named in the verdict.

import { type ConceptFinder, type Located, locateConcepts } from "../text/concepts.ts";

export type Signal = {
  readonly id: string;
  /** Of each group at least one class must be there. */
  readonly all: readonly (readonly string[])[];
  /** None of these may be there. */
  readonly none: readonly string[];
  /** Where given, the groups stand in this order, each at most so many words after the one before. */
  readonly near?: number | undefined;
};

/** Classes of words by id, and where each begins; a class may be there more than once. */
export type FoundClasses = ReadonlyMap<string, readonly number[]>;

export function findClasses(lexicon: ConceptFinder, bones: readonly string[]): FoundClasses {
  const found = new Map<string, number[]>();
  for (const { concept, at } of locateConcepts(lexicon, bones)) add(found, lexicon.ids[concept] ?? "", at);
  return found;
}

function add(found: Map<string, number[]>, id: string, at: Located["at"]): void {
  const places = found.get(id);
  if (places) places.push(at);
  else found.set(id, [at]);
}

/** Ids of the signals, in the order of the rules. */
export function findSignals(signals: readonly Signal[], classes: FoundClasses): string[] {
  return signals.filter((signal) => isShown(signal, classes)).map(({ id }) => id);
}

function isShown({ all, none, near }: Signal, classes: FoundClasses): boolean {
  if (none.some((id) => classes.has(id))) return false;
  const places = all.map((group) => group.flatMap((id) => classes.get(id) ?? []));
  if (places.some((group) => group.length === 0)) return false;
  return near === undefined || isInOrder(places, near);
}

function isInOrder([first = [], ...rest]: readonly (readonly number[])[], near: number): boolean {
  let reached = first;
  for (const group of rest) {
    reached = group.filter((at) => reached.some((before) => at > before && at - before <= near));
  }
  return reached.length > 0;
}
