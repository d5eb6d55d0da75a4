// Where the Kazakh and the Russian text of one act do not say the same: what code can see of it.

import { byPlace, parentOf } from "./compare-bodies.ts";
import { type Edition, type Unit, wordsOf } from "./edition.ts";
import { factsOf } from "./twin-facts.ts";
import type { Fact, FactKind } from "./twin-rule.ts";
import { TWIN_LANGUAGES, type TwinLanguage } from "./twin-words.ts";

/**
 * `missing`: one text has no such unit. `excluded`: its words were taken out of one text. `paragraphs`: one has more of them.
 * The others: what one text says and the other does not.
 */
export const TWIN_KINDS = ["missing", "excluded", "paragraphs", "reference", "deadline", "date", "number"] as const;
export type TwinKind = (typeof TWIN_KINDS)[number];

export type TwinDoubt = {
  readonly id: string;
  readonly kind: TwinKind;
  /** What only the Kazakh text says, in its words; empty where it says nothing. */
  readonly kk: readonly string[];
  readonly ru: readonly string[];
};

/** A paragraph each; `null`: an empty place. */
type Words = readonly string[] | null;
type Twins = Readonly<Record<TwinLanguage, ReadonlyMap<string, Words>>>;

/** In the order of the act. Throws where the two are not the Kazakh and the Russian text of one act on one day. */
export function compareTwins(kk: Edition, ru: Edition): TwinDoubt[] {
  if (kk.language !== "kk" || ru.language !== "ru" || kk.document !== ru.document || kk.edition !== ru.edition)
    throw new Error(`comparing texts that are no twins: ${nameOf(kk)} and ${nameOf(ru)}`);
  const twins: Twins = { kk: readUnits(kk), ru: readUnits(ru) };
  const ids = [...new Set([...twins.kk.keys(), ...twins.ru.keys()])].sort(byPlace);
  return ids.flatMap((id) => doubtsOf(id, twins));
}

function nameOf({ document, language, edition }: Edition): string {
  return `${document} (${language}, ${edition})`;
}

/** Where an id stands twice, the first counts. */
function readUnits(edition: Edition): Map<string, Words> {
  const units = new Map<string, Words>();
  for (const unit of edition.units)
    if (!units.has(unit.id)) units.set(unit.id, unit.isExcluded ? null : ownWords(edition, unit));
  return units;
}

const OWN_NUMBER = /^\s*(?:Статья\s+)?\d+(?:-\d+)?(?:-бап)?(?:\.|\))?(?=\s)/iu;

function ownWords(edition: Edition, unit: Unit): string[] {
  return wordsOf(edition, unit).map((words, at) => (at === 0 ? words.replace(OWN_NUMBER, "") : words));
}

function doubtsOf(id: string, twins: Twins): TwinDoubt[] {
  const [kk, ru] = [twins.kk.get(id), twins.ru.get(id)];
  if (kk === undefined || ru === undefined)
    return isToldAbove(id, twins) ? [] : [{ id, kind: "missing", kk: said(kk), ru: said(ru) }];
  if (kk === null && ru === null) return [];
  if (kk === null || ru === null) return [{ id, kind: "excluded", kk: said(kk), ru: said(ru) }];
  const facts = { kk: factsOf(kk.join("\n"), "kk"), ru: factsOf(ru.join("\n"), "ru") };
  const kinds = ["reference", "deadline", "date", "number"] as const;
  return [...compareLengths(id, kk, ru), ...kinds.flatMap((kind) => compareFacts(id, kind, facts))];
}

function compareLengths(id: string, kk: readonly string[], ru: readonly string[]): TwinDoubt[] {
  return kk.length === ru.length ? [] : [{ id, kind: "paragraphs", kk: [`${kk.length}`], ru: [`${ru.length}`] }];
}

/** Of an article that one text has not, the article is told and not each of its points. */
function isToldAbove(id: string, twins: Twins): boolean {
  const parent = parentOf(id);
  const isKnown = TWIN_LANGUAGES.some((language) => twins[language].has(parent));
  return isKnown && TWIN_LANGUAGES.some((language) => (twins[language].get(parent) ?? null) === null);
}

const FIRST_WORDS = 80;

function said(words: Words | undefined): string[] {
  const line = words?.join(" ").replace(/\s+/gu, " ").trim() ?? "";
  return line === "" ? [] : [line.length <= FIRST_WORDS ? line : `${line.slice(0, FIRST_WORDS)}…`];
}

/** What one text says twice may stand once in the other: the sets are compared, not the counts. */
function compareFacts(id: string, kind: FactKind, facts: Readonly<Record<TwinLanguage, readonly Fact[]>>): TwinDoubt[] {
  const of = (language: TwinLanguage): Fact[] => facts[language].filter((fact) => fact.kind === kind);
  const only = (language: TwinLanguage, other: TwinLanguage): string[] => {
    const known = new Set(of(other).map(({ value }) => value));
    const left = of(language).filter(({ value }) => !known.has(value));
    return [...new Set(left.map(({ words, value }) => `${words} (${value})`))];
  };
  const [kk, ru] = [only("kk", "ru"), only("ru", "kk")];
  return kk.length + ru.length === 0 ? [] : [{ id, kind, kk, ru }];
}
