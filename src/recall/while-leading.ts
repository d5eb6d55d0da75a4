// Work that is done at the start and now and then, by whichever process leads; soon again where it did not succeed.

import type { CaseDeps } from "../cases/deps.ts";
import { nameOf } from "../chat/slots.ts";

export type WhileLeading = Pick<CaseDeps, "log"> & {
  readonly isLeader: () => boolean;
  /** False where it was ended before its end. */
  readonly work: (going: { readonly mayGoOn: () => boolean; readonly signal: AbortSignal }) => Promise<boolean>;
  readonly tickMs?: number;
  /** After a success: an edition that was approved before becomes law on a day of its own. */
  readonly everyMs?: number;
  /** After a fault. */
  readonly restMs?: number;
};

export function whileLeading({
  isLeader,
  work,
  log,
  tickMs = 1_000,
  everyMs = 600_000,
  restMs = 60_000,
}: WhileLeading): {
  /** Resolves when nothing of it runs any more. */
  readonly stop: () => Promise<void>;
} {
  const ending = new AbortController();
  const { signal } = ending;
  const mayGoOn = (): boolean => !signal.aborted && isLeader();
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const wait = (ms: number): void => {
    if (signal.aborted) return;
    timer = setTimeout(() => {
      running = tick();
    }, ms);
    timer.unref();
  };
  const tick = async (): Promise<void> => {
    if (!isLeader()) return wait(tickMs);
    try {
      wait((await work({ mayGoOn, signal })) ? everyMs : tickMs);
    } catch (fault) {
      log("askers could not be told of changed law yet", nameOf(fault));
      wait(restMs);
    }
  };
  wait(0);
  return {
    stop: async () => {
      ending.abort();
      clearTimeout(timer);
      await running;
    },
  };
}
