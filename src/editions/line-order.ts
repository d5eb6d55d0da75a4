// The order of numbers such as 3, 3-1, 3-2, 4: which one may follow which.

export type Step = "next" | "later" | "no";

/** How `number` stands to the one before it; `null` where nothing was counted yet. */
export function stepFrom(before: string | null, number: string): Step {
  const [main, inserted] = parts(number);
  if (before === null) return main === 1 && inserted === 0 ? "next" : "later";
  const [lastMain, lastInserted] = parts(before);
  if (main < lastMain || (main === lastMain && inserted <= lastInserted)) return "no";
  const isNext = main === lastMain ? inserted === lastInserted + 1 : main === lastMain + 1 && inserted === 0;
  return isNext ? "next" : "later";
}

function parts(number: string): readonly [main: number, inserted: number] {
  const [main = 0, inserted = 0] = number.split("-").map(Number);
  return [main, inserted];
}
