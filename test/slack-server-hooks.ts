// Short words for what is to go wrong in the fake Slack. A method may be `*`, or "respond" for answers to a response_url.

import type { Fault, Faults, RandomFaults } from "./slack-server-faults.ts";
import type { Json } from "./slack-server-memory.ts";

/** The fault meets only calls with such a payload. */
type Where = (payload: Json) => boolean;

export function createFaultHooks({ plan, setRandom, clear }: Faults) {
  return {
    plan,
    refuse: (method: string, error: string, times = 1, where?: Where): void =>
      plan(method, { refusal: error }, times, where),
    /** And whoever comes back before these seconds are over is turned away again, and noted. */
    limit: (method: string, retryAfterSeconds: number, times = 1, where?: Where): void =>
      plan(method, { retryAfterSeconds }, times, where),
    /** Never answers, and does nothing. */
    hang: (method: string, times = 1, where?: Where): void => plan(method, "hang-before", times, where),
    /** Never answers, but does what was asked. */
    hangAfter: (method: string, times = 1, where?: Where): void => plan(method, "hang-after", times, where),
    /** Does what was asked, then cuts the line. */
    dropAnswer: (method: string, times = 1, where?: Where): void => plan(method, "drop-after", times, where),
    /** Cuts the line, and does nothing. */
    drop: (method: string, times = 1, where?: Where): void => plan(method, "drop-before", times, where),
    fail: (method: string, status: number, times = 1, where?: Where): void => plan(method, { status }, times, where),
    html: (method: string, times = 1, where?: Where): void => plan(method, "html", times, where),
    /** Does what was asked only after so long. */
    delay: (method: string, delayMs: number, times = 1, where?: Where): void => plan(method, { delayMs }, times, where),
    randomFaults: (probability: number, { seed = 1, kinds = USUAL }: Partial<RandomFaults> = {}): void =>
      setRandom(probability > 0 ? { probability, seed, kinds } : null),
    clearFaults: clear,
  };
}

const USUAL: readonly Fault[] = [
  "drop-before",
  "drop-after",
  "html",
  { status: 500 },
  { status: 503, isDone: true },
  { refusal: "internal_error" },
  { refusal: "fatal_error" },
  { retryAfterSeconds: 1 },
  { delayMs: 50 },
];
