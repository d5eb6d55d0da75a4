// The best scores of each provision among its many entries: the single best, and how well several of them agree.

/** One lucky entry may lie nearest; a provision that is meant has several near. */
const SEVERAL = 5;

/** The best scores of every item, `SEVERAL` each, best first; 0 where there were fewer. */
export type BestScores = { readonly flat: Float32Array };

export function noScores(items: number): BestScores {
  return { flat: new Float32Array(items * SEVERAL) };
}

export function noteScore({ flat }: BestScores, item: number, score: number): void {
  const start = item * SEVERAL;
  let at = start + SEVERAL - 1;
  if (score <= (flat[at] ?? 0)) return;
  for (; at > start && score > (flat[at - 1] ?? 0); at -= 1) flat[at] = flat[at - 1] ?? 0;
  flat[at] = score;
}

/** The best score of each item. */
export function bestOf({ flat }: BestScores): Float32Array {
  return Float32Array.from({ length: flat.length / SEVERAL }, (_, item) => flat[item * SEVERAL] ?? 0);
}

/** The mean of the best scores of each item; what is missing counts as 0. */
export function agreementOf({ flat }: BestScores): Float32Array {
  return Float32Array.from({ length: flat.length / SEVERAL }, (_, item) =>
    flat.subarray(item * SEVERAL, (item + 1) * SEVERAL).reduce((sum, score) => sum + score / SEVERAL, 0),
  );
}
