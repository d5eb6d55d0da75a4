// Which parts of a sentence a claim may leave out: explanations and examples at its end, and items of a list of duties or bans.

import type { Language } from "../language.ts";
import type { Part } from "./claim-passage.ts";
import type { ClaimToken } from "./claim-tokens.ts";
import { EXAMPLES } from "./claim-words.ts";

export type Leavable = {
  /** Where the sentence may go on if the parts from `at` are left out. */
  readonly next: (at: number) => readonly number[];
  /** Whether the sentence may end before the part. */
  readonly isEnd: (at: number) => boolean;
};

/** Nothing behind a condition or an exception: what stands there may belong to it. */
export function leavable(parts: readonly Part[], language: Language): Leavable {
  const limit = parts.findIndex(({ tokens }) => tokens.some(isLimit));
  const isFree = (at: number): boolean => at > 0 && (limit < 0 || at <= limit);
  return {
    next: (at) => (isFree(at) ? [...aside(parts, { at, language }), ...item(parts, at)] : []),
    isEnd: (at) => at === parts.length || (isFree(at) && isTail(parts, { at, language })),
  };
}

/** A duty or a ban limits nothing by itself; a condition or an exception does. */
function isLimit({ kind, isLimiting }: ClaimToken): boolean {
  return kind !== "modality" && kind !== "number" && isLimiting;
}

/** An item of a list depends on what leads to the list, and on nothing else. */
function isPlain({ tokens, mark, item }: Part): boolean {
  const isItem = item > 0 && mark === ";";
  return (isItem || tokens[0]?.isOpening === false) && tokens.every(({ isLimiting }) => !isLimiting);
}

/** "(such as flowers)". */
function aside(parts: readonly Part[], { at, language }: At): number[] {
  const [part, after] = [parts[at], parts[at + 1]];
  const isAside = part?.mark.endsWith("(") === true && after?.mark.startsWith(")") === true;
  return isAside && isExample(part, language) ? [at + 1] : [];
}

type At = { readonly at: number; readonly language: Language };

function isExample({ tokens }: Part, language: Language): boolean {
  const words = tokens.map(({ key }) => key).join(" ");
  return EXAMPLES[language].test(words) && tokens.every(({ isLimiting }) => !isLimiting);
}

/**
 * What is prohibited or a duty is so item by item; a list of what belongs to something is whole or not there.
 * The last item stays: in Kazakh the verb stands there.
 */
function item(parts: readonly Part[], at: number): number[] {
  const part = parts[at];
  if (!part || part.item === 0 || parts[at - 1]?.item === part.item || !leadsItemByItem(parts)) return [];
  const after = parts.findIndex((other, index) => index > at && other.item !== part.item);
  return after > at && parts.slice(at, after).every(isPlain) ? [after] : [];
}

function leadsItemByItem(parts: readonly Part[]): boolean {
  const lead = parts.filter((part) => part.item === 0).flatMap(({ tokens }) => tokens);
  return lead.some(({ kind }) => kind === "modality") && lead.every(({ kind }) => kind !== "number");
}

function isTail(parts: readonly Part[], { at, language }: At): boolean {
  const [part, kept] = [parts[at], parts.slice(0, at)];
  if (!part || !isWhole(kept, language)) return false;
  if (at === parts.length - 1 && isExample(part, language)) return true;
  if (!parts.slice(at).every(isPlain)) return false;
  if (part.mark === ":") return true;
  return part.mark === ";" && (part.item === 0 || leadsItemByItem(parts));
}

// A Kazakh sentence that ends before its verb says nothing.
const KAZAKH_END = /^(?:#ban|#duty|#leave)$|(?:ады|еді|йды|йді|асыз|есіз|йсыз|йсіз)$/u;
const FEWEST_WORDS = 2;

/** "Must not accept gifts" is whole; "it is prohibited" is not. */
function isWhole(parts: readonly Part[], language: Language): boolean {
  const tokens = parts.flatMap((part) => part.tokens);
  if (language === "kk") return KAZAKH_END.test(tokens.at(-1)?.key ?? "");
  if (isCutOff(tokens.at(-1)) || tokens.filter(({ kind }) => kind !== "and").length < 2 * FEWEST_WORDS) return false;
  const lead = tokens.findLastIndex(({ kind }) => kind === "modality");
  return tokens.slice(lead + 1).filter(({ kind, key }) => kind !== "and" && key.length > 3).length >= FEWEST_WORDS;
}

const LONGEST_PREPOSITION = 7;

function isCutOff(last: ClaimToken | undefined): boolean {
  return (
    last === undefined || (last.isOpening && last.key.length <= LONGEST_PREPOSITION && !/(?:ed|ing)$/u.test(last.key))
  );
}
