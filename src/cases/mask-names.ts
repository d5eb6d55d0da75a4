// Names of people: known ones, those of a telling form, and whatever stands where a name stands.

import type { Span } from "./mask-codes.ts";
import {
  FIRST,
  followsIntroduction,
  hasCue,
  isIntroduced,
  isPlace,
  isQuoted,
  type Reading,
} from "./mask-name-context.ts";
import { readWords, type Word } from "./mask-name-tokens.ts";
import { basesOf, type NameKind, type PreparedNames } from "./mask-name-words.ts";

const LIKE_SURNAME: readonly NameKind[] = [
  "surname",
  "listedSurname",
  "likeSurname",
  "otherSurname",
  "patronymic",
  "likePatronymic",
];
const NEAR = /^ {1,3}$/;
const AFTER_INITIAL = /^\. {0,2}$/;

/** Ascending; words of one name are one span. */
export function findNames(text: string, names: PreparedNames): Span[] {
  const words = readWords(text, names);
  const reading: Reading = { words, names, text };
  const isName = words.map((_, at) => isPerson(at, reading));
  markInitials(isName, reading);
  extend(isName, reading);
  markRepeated(isName, reading);
  return toSpans(isName, reading);
}

function isPerson(at: number, reading: Reading): boolean {
  const word = reading.words[at];
  if (!word || word.kind === "barred" || word.isInitial || isPlace(at, reading)) return false;
  if (isIntroduced(at, reading)) return true;
  const isCued = !word.opens || hasCue(at, reading);
  switch (word.kind) {
    case "first":
      return word.isCapital || word.key.length > 4;
    case "surname":
    case "patronymic":
      return word.isCapital || word.key.length > 4;
    case "capitalFirst":
    case "listedSurname":
      return word.isCapital && !(word.isUpper && word.key.length < 4);
    case "wordFirst":
      return word.isCapital && !word.isUpper && isCued && !isQuoted(word, reading);
    case "likeSurname":
    case "compound":
      return word.isCapital && !word.isUpper && isCued && word.key.length > 4 && !isQuoted(word, reading);
    case "shortFirst":
    case "likePatronymic":
      return word.isCapital && !word.isUpper && !word.opens;
    case "otherSurname":
    case "unknown":
      return false;
  }
}

/** "Сериков А.Б.", "А. Б. Сериков": two initials need no more, one needs a word like a surname. */
function markInitials(isName: boolean[], { words }: Reading): void {
  for (let at = 0; at < words.length; at += 1) {
    if (!words[at]?.isInitial || words[at - 1]?.isInitial) continue;
    const isPair = words[at + 1]?.isInitial === true && AFTER_INITIAL.test(words[at + 1]?.gap ?? "");
    const last = isPair ? at + 1 : at;
    const [before, after] = [words[at - 1], words[last + 1]];
    const isAfter = !!after && AFTER_INITIAL.test(after.gap) && bearsInitials(after, isPair);
    const isBefore =
      !!before &&
      / {0,2}/.test(words[at]?.gap ?? "-") &&
      NEAR.test(words[at]?.gap ?? "") &&
      bearsInitials(before, isPair && !isAfter);
    if (isAfter) isName[last + 1] = true;
    if (isBefore) isName[at - 1] = true;
    if (isAfter || isBefore) for (let one = at; one <= last; one += 1) isName[one] = true;
  }
}

function bearsInitials(word: Word, isPair: boolean): boolean {
  if (!word.isCapital || word.kind === "barred" || word.isInitial) return false;
  return isPair || LIKE_SURNAME.includes(word.kind) || word.kind === "compound" || FIRST.includes(word.kind);
}

/** From a name to its neighbours: surname, patronymic, "ұлы", and on the right any capitalised word. */
function extend(isName: boolean[], reading: Reading): void {
  const { words, names } = reading;
  const separate = new Set(names.endings["separate"]);
  for (let at = 1; at < words.length; at += 1) {
    const [before, word] = [words[at - 1], words[at]];
    if (!before || !word || isName[at] || !isName[at - 1] || !NEAR.test(word.gap) || before.isInitial) continue;
    const isFirstUnknown = word.kind === "unknown" && !(isName[at - 2] && isName[at - 3]) && word.key.length > 2;
    const isPart = word.isCapital && (word.isUpper ? before.isUpper : true) && (belongs(word) || isFirstUnknown);
    isName[at] =
      isPart ||
      (FIRST.includes(before.kind) && isSpoken(word, followsIntroduction(at - 1, reading))) ||
      separate.has(word.key);
  }
  for (let at = words.length - 2; at >= 0; at -= 1) {
    const [word, next] = [words[at], words[at + 1]];
    if (!word || !next || isName[at] || !isName[at + 1] || !NEAR.test(next.gap) || !next.isCapital) continue;
    isName[at] = word.isCapital && belongs(word) && (!word.isUpper || next.isUpper);
  }
}

/** In lower case after a first name: a patronymic always, a surname where somebody is introduced. */
function isSpoken({ kind }: Word, isIntroduction: boolean): boolean {
  return kind === "likePatronymic" || (isIntroduction && LIKE_SURNAME.includes(kind));
}

function belongs({ kind }: Word): boolean {
  return kind !== "unknown" && kind !== "barred";
}

/** A word that was a name once is one wherever it has a capital: "начальник Қалыш … Қалыштың". */
function markRepeated(isName: boolean[], { words, names }: Reading): void {
  const learned = new Set(
    words.filter((word, at) => isName[at] && word.isCapital && word.key.length > 3).map(({ key }) => key),
  );
  if (learned.size === 0) return;
  const bases = new Set([...learned].flatMap((key) => basesOf(key, names.cases).filter((base) => base.length > 3)));
  words.forEach((word, at) => {
    if (isName[at] || !word.isCapital || word.kind === "barred" || word.key.length < 4) return;
    isName[at] =
      learned.has(word.key) ||
      basesOf(word.key, names.cases).some((base) => base.length > 3 && bases.has(base) && learned.has(base));
  });
}

function toSpans(isName: readonly boolean[], { words, text }: Reading): Span[] {
  const spans: Span[] = [];
  words.forEach((word, at) => {
    if (!isName[at]) return;
    const end = word.isInitial && text[word.end] === "." ? word.end + 1 : word.end;
    const last = spans.at(-1);
    const isJoined =
      isName[at - 1] && last && /^[. -]{0,3}$/.test(word.gap) && (!word.gap.includes(".") || words[at - 1]?.isInitial);
    if (isJoined) spans[spans.length - 1] = { start: last.start, end };
    else spans.push({ start: word.start, end });
  });
  return spans;
}
