// A long text in parts that fit into one message each, so that each can be taken away by itself.

const MOST_UNITS = 3_000;

/** At a line, else at a space, else between graphemes. Joined again the parts are the text, but for white space at the cuts. */
export function chunk(text: string, most = MOST_UNITS): string[] {
  if (text.length <= most) return [text];
  const head = text.slice(0, most);
  const at = [head.lastIndexOf("\n"), head.lastIndexOf(" ")].find((cut) => cut > most / 2) ?? lastGrapheme(text, most);
  return [text.slice(0, at).trimEnd(), ...chunk(text.slice(at).trimStart(), most)];
}

function lastGrapheme(text: string, most: number): number {
  // A little more than fits is looked at, so that the last one is whole.
  const segments = new Intl.Segmenter().segment(text.slice(0, most + 50));
  const starts = [...segments].map(({ index }) => index).filter((index) => index > 0 && index <= most);
  return starts.at(-1) ?? most;
}
