// What a word can be as part of a name: a first name, a surname by its root or its ending, a patronymic, or no name at all.

import { basesOf, beginsWith, keyOf, type NameKind, type Names, type PreparedNames } from "./mask-name-words.ts";

const ADJECTIVE = /(?:oiu|ih|imi|ogo|omu|ii|ovi|evi|ia|oe)$/;

/** The kind of a word or, of a hyphenated one, of its most telling part. */
export function nameKindOf(word: string, names: PreparedNames): NameKind {
  const whole = keyOf(word);
  if (whole.length < 2 || whole.length > 40 || isBarred(whole, names)) return "barred";
  const parts = whole.split("-").filter((part) => part.length > 1);
  if (parts.length < 2) return kindOf(whole, names);
  return parts.map((part) => kindOf(part, names)).find((kind) => kind !== "unknown" && kind !== "barred") ?? "unknown";
}

function isBarred(key: string, names: PreparedNames): boolean {
  if (beginsWith(names.barred, key)) return true;
  return basesOf(key, names.cases).some((base) => base.length > 3 && names.barred.whole.has(base));
}

function kindOf(key: string, names: PreparedNames): NameKind {
  if (isBarred(key, names)) return "barred";
  if (isIn(names.first, key, names)) return "first";
  if (isIn(names.wordFirst, key, names)) return "wordFirst";
  if (isIn(names.capitalFirst, key, names)) return "capitalFirst";
  if (isFormOfShort(names.first, key, names)) return "shortFirst";
  return patronymicKind(key, names) ?? surnameKind(key, names) ?? (isCompound(key, names) ? "compound" : "unknown");
}

function patronymicKind(key: string, names: PreparedNames): NameKind | null {
  const bases = basesOf(key, names.cases);
  for (const ending of names.endings["russianPatronymic"] ?? []) {
    if (bases.some((base) => base.endsWith(ending) && base.length > ending.length + 1)) return "patronymic";
  }
  for (const ending of names.endings["patronymic"] ?? []) {
    const root = rootBefore(ending, bases);
    if (root !== null) return isKnownRoot(root, names) ? "patronymic" : "likePatronymic";
  }
  for (const ending of names.endings["russianPatronymicFemale"] ?? []) {
    const root = rootBefore(
      ending,
      bases.filter((base) => base !== key),
    );
    if (root !== null && root.length > 1) return isKnownRoot(root, names) ? "patronymic" : "likePatronymic";
  }
  return null;
}

function surnameKind(key: string, names: PreparedNames): NameKind | null {
  const bases = basesOf(key, names.cases);
  const isListed = bases.some((base) => names.surnames.has(base) && (base.length > 3 || base === key));
  for (const ending of names.endings["surname"] ?? []) {
    const root = rootBefore(ending, bases);
    if (root === null || root.length < 2) continue;
    if (isKnownRoot(root, names)) return "surname";
    if (isListed) return "listedSurname";
    // "трудового", "налоговых" are adjectives far oftener than surnames.
    return ADJECTIVE.test(key) ? "otherSurname" : "likeSurname";
  }
  if (isListed) return "listedSurname";
  const isOther = names.endings["otherSurname"]?.some((ending) => (rootBefore(ending, bases)?.length ?? 0) > 1);
  return isOther ? "otherSurname" : null;
}

/** What stands before the ending; `null` where no base has it or too little stands there. */
function rootBefore(ending: string, bases: readonly string[]): string | null {
  const base = bases.find((one) => one.endsWith(ending) && one.length > ending.length + 1);
  return base === undefined ? null : base.slice(0, -ending.length);
}

function isKnownRoot(root: string, names: PreparedNames): boolean {
  if (root.length < 4) return false;
  const { first, capitalFirst, wordFirst, endings } = names;
  if ([first, capitalFirst].some(({ whole, stems }) => whole.has(root) || stems.has(root))) return true;
  if (root.length > 4 && wordFirst.whole.has(root)) return true;
  return (
    endings["strongRoot"]?.some(
      (ending) => ending.length > 2 && root.endsWith(ending) && root.length > ending.length + 1,
    ) ?? false
  );
}

function isCompound(key: string, names: PreparedNames): boolean {
  const { compound = [] } = names.endings;
  return basesOf(key, names.cases).some((base) =>
    compound.some((ending) => base.endsWith(ending) && base.length >= ending.length + 3),
  );
}

/** Of short names only the full form; their other forms are too like other words. */
function isIn({ whole, stems }: Names, key: string, { cases, vowels }: PreparedNames): boolean {
  if (whole.has(key)) return true;
  if (basesOf(key, cases).some((base) => base.length > 3 && whole.has(base))) return true;
  return basesOf(key, vowels).some((base) => base.length > 3 && stems.has(base));
}

/** "Оле", "Катю", "Асанға": forms of names of three letters or of stems of three. */
function isFormOfShort({ whole, stems }: Names, key: string, { cases, vowels }: PreparedNames): boolean {
  return (
    basesOf(key, cases).some((base) => base.length === 3 && whole.has(base)) ||
    basesOf(key, vowels).some((base) => base.length === 3 && key.length < 6 && stems.has(base))
  );
}
