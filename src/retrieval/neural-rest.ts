// When an embedder that fails again and again is left alone for a while, so that nobody waits for it in vain.

const MOST_FAILURES = 5;
const REST_MS = 60_000;

export type Rest = {
  readonly isResting: () => boolean;
  /** True where the rest begins with this failure. */
  failed(): boolean;
  worked(): void;
};

/** After the rest a single failure begins another one. */
export function createRest(now: () => number): Rest {
  let failures = 0;
  let until = Number.NEGATIVE_INFINITY;
  const isResting = (): boolean => now() < until;
  return {
    isResting,
    failed() {
      failures += 1;
      if (failures < MOST_FAILURES || isResting()) return false;
      failures = MOST_FAILURES - 1;
      until = now() + REST_MS;
      return true;
    },
    worked() {
      failures = 0;
    },
  };
}
