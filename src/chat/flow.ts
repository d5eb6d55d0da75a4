// What went one way lately, and how long a limit makes the next wait.

/** No stretch of time of this length holds more than `count` sendings. */
export type Limit = { readonly count: number; readonly windowMs: number };

export type Flow = {
  /** The last sendings, oldest first, as many as a limit can ask for. */
  readonly times: number[];
  heldUntil: number;
};

export function waitFor({ times }: Flow, { count, windowMs }: Limit, at: number): number {
  const first = times.at(-count);
  return first === undefined ? 0 : first + windowMs - at;
}

export function remember({ times }: Flow, count: number, at: number): void {
  times.push(at);
  if (times.length > count) times.shift();
}

/** Nothing went since, and nothing is held off. */
export function isIdle({ times, heldUntil }: Flow, since: number, at: number): boolean {
  return heldUntil <= at && (times.at(-1) ?? since) <= since;
}
