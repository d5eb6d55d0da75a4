// Myers' comparison of two lists, of the library `diff`.

import { diffArrays } from "diff";

import type { DiffKeys } from "../src/editions/compare-words.ts";

// Beyond that a reader sees two texts, not one that was amended; and the time grows with its square.
const MOST_EDITS = 1500;

export const diffKeys: DiffKeys = (before, after) => {
  const runs = diffArrays([...before], [...after], { maxEditLength: MOST_EDITS });
  return (
    runs?.map(({ added, removed, count }) => ({ kind: added ? "added" : removed ? "removed" : "kept", count })) ?? null
  );
};
