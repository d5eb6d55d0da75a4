// Vectors of a stand-in that knows no language.

/** Texts with the same letters and words come out alike: enough for an order among them. */
export function embedLetters(text: string): number[] {
  const vector = new Array<number>(32).fill(0);
  const letters = [...` ${text.normalize("NFC").toLowerCase()} `];
  for (let at = 0; at + 2 < letters.length; at += 1) {
    const code = [...letters.slice(at, at + 3)].reduce(
      (hash, letter) => (hash * 31 + (letter.codePointAt(0) ?? 0)) % 8191,
      7,
    );
    vector[code % 32] = (vector[code % 32] ?? 0) + 1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
