// How good a ranking is. `got` is best first and holds each id once; `grades` gives the grade of each right id, 1 or more.

export type Grades = ReadonlyMap<string, number>;

/**
 * 1 where a right id is among the first k. Right ids are alternatives, any of which answers, so one is enough:
 * what trec_eval calls success_k.
 */
export function recallAt(got: readonly string[], grades: Grades, k: number): number {
  return Number(got.slice(0, k).some((id) => grades.has(id)));
}

/** One over the place of the first right id, 0 where there is none. Its mean over questions is the MRR (Voorhees 1999). */
export function reciprocalRank(got: readonly string[], grades: Grades): number {
  const at = got.findIndex((id) => grades.has(id));
  return at < 0 ? 0 : 1 / (at + 1);
}

/**
 * Normalised discounted cumulated gain (Järvelin & Kekäläinen 2002) with the grade itself as gain and the discount
 * log2(1 + place), as trec_eval's ndcg_cut has it.
 */
export function ndcgAt(got: readonly string[], grades: Grades, k: number): number {
  const ideal = [...grades.values()].sort((one, other) => other - one);
  const best = cumulate(ideal.slice(0, k));
  return best === 0 ? 0 : cumulate(got.slice(0, k).map((id) => grades.get(id) ?? 0)) / best;
}

function cumulate(gains: readonly number[]): number {
  return gains.reduce((sum, gain, at) => sum + gain / Math.log2(at + 2), 0);
}
