// A text as it is searched for personal data: plain digits, plain dashes, nothing invisible, and the way back to the original.

/** Stands in the view for what is masked already; no pattern reaches across it. */
export const BARRIER = "\uFFFC";

/** `starts[i]` and `ends[i]` bound the original of the i-th unit of `text`. */
export type View = { readonly text: string; readonly starts: readonly number[]; readonly ends: readonly number[] };

const INVISIBLE =
  /^[\p{Cf}\p{Mn}\p{Me}\u034F\u115F\u1160\u17B4\u17B5\u180E\u2800\u3164\uFE00-\uFE0F\uFFA0\u{E0000}-\u{E007F}]$/u;
const COMBINING = /^[\u0300-\u036F]$/u;
const PLAIN = /^[\n!-~А-яЁё\u0490-\u04FF]$/u;

/** Placeholders found in the text become barriers. */
export function buildView(text: string, placeholders: readonly string[]): View {
  const placed = findPlaceholders(text, placeholders);
  const units: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (let at = 0; at < text.length; ) {
    const masked = placed.get(at);
    const char = String.fromCodePoint(text.codePointAt(at) ?? 0);
    const end = at + (masked ?? char.length);
    const isMark = masked === undefined && COMBINING.test(char);
    const unit = masked === undefined ? toUnit(char, units.at(-1) ?? "") : BARRIER;
    if (isMark && units.length > 0) {
      // A mark belongs to the letter before it.
      if (unit !== "") units[units.length - 1] = unit;
      ends[ends.length - 1] = end;
    } else if (unit !== "") {
      units.push(unit);
      starts.push(at);
      ends.push(end);
    }
    at = end;
  }
  return { text: units.join(""), starts, ends };
}

/** One unit, or nothing for what is not seen. A combining mark gives the letter it makes with the one before. */
function toUnit(char: string, last: string): string {
  if (PLAIN.test(char)) return char;
  if (COMBINING.test(char)) {
    const composed = (last + char).normalize("NFC");
    return last !== "" && composed.length === 1 ? composed : "";
  }
  if (INVISIBLE.test(char)) return "";
  if (/^\p{Nd}$/u.test(char)) return String(digitOf(char));
  if (/^[\p{Zs}\t]$/u.test(char)) return " ";
  if (/^[\p{Pd}\u2212\u2043]$/u.test(char)) return "-";
  if (/^[\u2018\u2019\u02BC\u00B4\u02B9]$/u.test(char)) return "'";
  const folded = char === "№" ? char : char.normalize("NFKC");
  if (folded.length === 1) return folded;
  return char.length === 1 ? char : "\uFFFD";
}

/** Digits of every script stand in rows of ten. */
function digitOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (before < 50 && /^\p{Nd}$/u.test(String.fromCodePoint(Math.max(0, code - before - 1)))) before += 1;
  return before % 10;
}

/** Length of the placeholder by the place where it begins. */
function findPlaceholders(text: string, placeholders: readonly string[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const longestFirst = placeholders.filter((one) => one !== "").sort((one, other) => other.length - one.length);
  if (longestFirst.length === 0) return found;
  const escaped = longestFirst.map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  for (const match of text.matchAll(new RegExp(escaped.join("|"), "g"))) found.set(match.index, match[0].length);
  return found;
}
