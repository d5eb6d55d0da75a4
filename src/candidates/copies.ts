// Whether a text repeats somebody else's wording instead of saying it anew.

/** So many words in the same order are no chance. */
const RUN = 6;

export function copiesFrom(text: string, sources: readonly string[]): boolean {
  const known = new Set(sources.flatMap(runsOf));
  return runsOf(text).some((run) => known.has(run));
}

function runsOf(text: string): string[] {
  const words =
    text
      .normalize("NFC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.slice(0, Math.max(0, words.length - RUN + 1)).map((_, at) => words.slice(at, at + RUN).join(" "));
}
