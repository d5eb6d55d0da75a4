// So many at a time: the others wait in the order in which they came, no longer than they care to.

export type Places = {
  /** Gives the place back when it is called; `null` where the signal came first. */
  take(signal: AbortSignal): Promise<(() => void) | null>;
};

export function createPlaces(count: number): Places {
  const waiting = new Set<() => void>();
  const free = { count };

  function giveBack(): void {
    const [next] = waiting;
    free.count += 1;
    next?.();
  }

  function hold(): () => void {
    free.count -= 1;
    const held = { isHeld: true };
    return () => {
      if (held.isHeld) giveBack();
      held.isHeld = false;
    };
  }

  return {
    take: (signal) => {
      if (signal.aborted) return Promise.resolve(null);
      if (free.count > 0) return Promise.resolve(hold());
      return new Promise((resolve) => {
        const leave = (): void => {
          waiting.delete(come);
          signal.removeEventListener("abort", giveUp);
        };
        const giveUp = (): void => {
          leave();
          resolve(null);
        };
        const come = (): void => {
          leave();
          resolve(hold());
        };
        waiting.add(come);
        signal.addEventListener("abort", giveUp);
      });
    },
  };
}
