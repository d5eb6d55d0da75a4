// Whether a model's server is worth asking: after some failures in a row it is left alone for a while, and then tried once.

const MOST_FAILURES = 5;
const REST_MS = 60_000;

export type Breaker = {
  isResting(): boolean;
  /** `null` while it rests. What `leave` is told counts once; a call from before the rest counts no more. */
  enter(): { leave(isUp: boolean): void } | null;
};

/** `now`: milliseconds. */
export function createBreaker(now: () => number, { mostFailures = MOST_FAILURES, restMs = REST_MS } = {}): Breaker {
  /** `round` grows with each rest and each recovery. */
  const state = { failures: 0, restsUntil: 0, isOpen: true, isProbing: false, round: 0 };

  function rest(): void {
    Object.assign(state, { isOpen: false, isProbing: false, restsUntil: now() + restMs, round: state.round + 1 });
  }

  function recover(): void {
    Object.assign(state, { isOpen: true, isProbing: false, failures: 0, round: state.round + 1 });
  }

  function isResting(): boolean {
    return !state.isOpen && (state.isProbing || now() < state.restsUntil);
  }

  return {
    isResting,
    enter: () => {
      if (isResting()) return null;
      const { round, isOpen } = state;
      state.isProbing = !isOpen;
      const call = { isLeft: false };
      return {
        leave: (isUp) => {
          if (call.isLeft || round !== state.round) return;
          call.isLeft = true;
          if (!isOpen) return isUp ? recover() : rest();
          state.failures = isUp ? 0 : state.failures + 1;
          if (state.failures >= mostFailures) rest();
        },
      };
    },
  };
}
