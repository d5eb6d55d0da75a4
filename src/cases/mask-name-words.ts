// The words by which names are known, on the skeleton: Айгүл, Айгуль, Aigul and Aygul are one.

import { normalise } from "../text/normalise.ts";
import { skeleton } from "../text/skeleton.ts";

type Lists = Readonly<Record<string, readonly string[]>>;

/** `knowledge/personal-names.json`. `=` asks for the whole word, `*` for the beginning; posts, places and cues are beginnings. */
export type NameWords = {
  readonly introductions: Lists;
  readonly posts: Lists;
  readonly titlesAfter: Lists;
  readonly cues: Lists;
  /** Names that are nothing else, whatever the case of their letters. */
  readonly firstNames: Lists;
  /** Names when they begin with a capital. */
  readonly capitalNames: Lists;
  /** Ordinary words too: names in the middle of a sentence or beside a cue. */
  readonly wordNames: Lists;
  readonly surnames: Lists;
  readonly nameEndings: Lists;
  readonly caseEndings: Lists;
  readonly vowelEndings: Lists;
  readonly placesBefore: Lists;
  readonly placesAfter: Lists;
  readonly notNames: Lists;
};

/** What a word can be; `surname` and `patronymic` have a known root, `likeSurname` and the like only the ending. */
export type NameKind =
  | "first"
  | "capitalFirst"
  | "wordFirst"
  | "shortFirst"
  | "surname"
  | "listedSurname"
  | "likeSurname"
  | "otherSurname"
  | "patronymic"
  | "likePatronymic"
  | "compound"
  | "barred"
  | "unknown";

export type Names = { readonly whole: ReadonlySet<string>; readonly stems: ReadonlySet<string> };
type Beginnings = { readonly begins: ReadonlySet<string>; readonly whole: ReadonlySet<string> };

export type PreparedNames = {
  readonly introductions: readonly (readonly string[])[];
  readonly posts: Beginnings;
  readonly titlesAfter: ReadonlySet<string>;
  readonly cues: Beginnings;
  readonly first: Names;
  readonly capitalFirst: Names;
  readonly wordFirst: Names;
  readonly surnames: ReadonlySet<string>;
  readonly endings: Readonly<Record<string, readonly string[]>>;
  readonly cases: ReadonlySet<string>;
  readonly vowels: ReadonlySet<string>;
  readonly placesBefore: Beginnings;
  readonly placesAfter: Beginnings;
  readonly barred: Beginnings;
};

const LONGEST_ENDING = 6;
const prepared = new WeakMap<NameWords, PreparedNames>();

/** The key by which a word is compared. */
export function keyOf(word: string): string {
  return skeleton(normalise(word)).replaceAll("'", "");
}

/** Reads the lists once for each object. */
export function prepareNames(names: NameWords): PreparedNames {
  const known = prepared.get(names);
  if (known) return known;
  const fresh: PreparedNames = {
    introductions: listOf(names.introductions).map((phrase) => phrase.split(/[ .-]+/)),
    posts: toBeginnings(listOf(names.posts)),
    titlesAfter: new Set(listOf(names.titlesAfter)),
    cues: toBeginnings(listOf(names.cues)),
    first: toNames(names.firstNames, [names.capitalNames, names.wordNames]),
    capitalFirst: toNames(names.capitalNames, [names.wordNames]),
    wordFirst: toNames(names.wordNames, []),
    surnames: new Set(listOf(names.surnames)),
    endings: Object.fromEntries(Object.entries(names.nameEndings).map(([kind, list]) => [kind, listOf({ list })])),
    cases: new Set(["", ...listOf(names.caseEndings)]),
    vowels: new Set(["", ...listOf(names.vowelEndings)]),
    placesBefore: toBeginnings(listOf(names.placesBefore)),
    placesAfter: toBeginnings(listOf(names.placesAfter)),
    barred: toWholeUnlessStarred(listOf(names.notNames)),
  };
  prepared.set(names, fresh);
  return fresh;
}

/** Folded together, because thousands are folded at once. */
function listOf(lists: Lists): string[] {
  const written = Object.values(lists).flat().join("|").toLowerCase().normalize("NFC");
  return skeleton(written)
    .replaceAll("'", "")
    .split("|")
    .filter((word) => word !== "");
}

/** A spelling that is also on a more doubtful list is left to that list. */
function toNames(lists: Lists, doubtful: readonly Lists[]): Names {
  const others = new Set(doubtful.flatMap(listOf));
  const whole = listOf(lists).filter((name) => !others.has(name));
  return { whole: new Set(whole), stems: new Set(whole.map((name) => name.replace(/i?[ai]$/, ""))) };
}

function toBeginnings(entries: readonly string[]): Beginnings {
  return {
    begins: new Set(entries.filter((entry) => !entry.startsWith("="))),
    whole: new Set(entries.filter((entry) => entry.startsWith("=")).map((entry) => entry.slice(1))),
  };
}

function toWholeUnlessStarred(entries: readonly string[]): Beginnings {
  const starred = entries.filter((entry) => entry.endsWith("*"));
  return { begins: new Set(starred.map((entry) => entry.slice(0, -1))), whole: new Set(entries) };
}

export function beginsWith({ begins, whole }: Beginnings, key: string): boolean {
  if (whole.has(key)) return true;
  for (let length = 1; length <= Math.min(key.length, 24); length += 1)
    if (begins.has(key.slice(0, length))) return true;
  return false;
}

/** The word without each case ending it may have, the word itself first. */
export function basesOf(key: string, endings: ReadonlySet<string>): string[] {
  const bases: string[] = [];
  for (let cut = 0; cut <= Math.min(LONGEST_ENDING, key.length - 2); cut += 1) {
    if (endings.has(key.slice(key.length - cut))) bases.push(key.slice(0, key.length - cut));
  }
  return bases;
}
