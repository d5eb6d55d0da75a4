// The doubts about two texts of one act, for the terminal.

import { TWIN_KINDS, type TwinDoubt, type TwinKind } from "./twin-check.ts";

const KIND_LABELS: Readonly<Record<TwinKind, string>> = {
  missing: "stands in one text only",
  excluded: "excluded in one text only",
  paragraphs: "numbers of paragraphs",
  reference: "references",
  deadline: "periods",
  date: "dates",
  number: "numbers",
};
// Text of an imported file must not steer the terminal.
const CONTROL = /[\p{Cc}\p{Cf}]/gu;

export function writeTwinDoubts(doubts: readonly TwinDoubt[]): string {
  if (doubts.length === 0)
    return "Kazakh and Russian have the same units, references, periods, dates and numbers. Whether the rest says the same, code cannot see.\n";
  const kinds = TWIN_KINDS.map((kind) => [kind, doubts.filter((doubt) => doubt.kind === kind).length] as const);
  const counts = kinds.filter(([, count]) => count > 0).map(([kind, count]) => `${KIND_LABELS[kind]}: ${count}`);
  const places = new Set(doubts.map(({ id }) => id)).size;
  return `${[`${places} ${places === 1 ? "provision" : "provisions"} to look at (${counts.join(", ")})`, ...doubts.map(writeDoubt)].join("\n\n")}\n`;
}

function writeDoubt({ id, kind, kk, ru }: TwinDoubt): string {
  return [`${id} (${KIND_LABELS[kind]})`, `  kk: ${list(kk)}`, `  ru: ${list(ru)}`].join("\n");
}

function list(words: readonly string[]): string {
  return words.length === 0 ? "nothing of the kind" : words.join("; ").replace(/\s+/gu, " ").replace(CONTROL, "");
}
