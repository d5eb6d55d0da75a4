// Which words to askers may have arrived although nobody said so: whoever reads them a second time must be told.

import type { Answer } from "./answer.ts";

export type Repeats = {
  /** `isRepeat`: it was tried before, perhaps by a process that is no more. */
  mayHaveCome(mark: string, isRepeat: boolean): boolean;
  note(mark: string, answer: Answer): void;
};

const MOST = 10_000;

export function createRepeats(): Repeats {
  const uncertain = new Map<string, boolean>();
  return {
    mayHaveCome: (mark, isRepeat) => isRepeat && (uncertain.get(mark) ?? true),
    note: (mark, answer) => {
      const isUncertain = (answer.kind === "failed" && answer.isUncertain) || uncertain.get(mark) === true;
      uncertain.delete(mark);
      if (answer.kind !== "done") uncertain.set(mark, isUncertain);
      const [oldest] = uncertain.keys();
      if (uncertain.size > MOST && oldest !== undefined) uncertain.delete(oldest);
    },
  };
}
