// Whether a sentence says what a sentence of its passage says: the same words in the same order, and nothing left out but whole parts that limit nothing.

import type { Language } from "../language.ts";
import { isSameWord } from "./claim-endings.ts";
import { leavable } from "./claim-parts.ts";
import type { Part, PassageSentence } from "./claim-passage.ts";
import { type ClaimToken, foldClaim, readTokens } from "./claim-tokens.ts";
import { ADDABLE, IF, OMITTABLE } from "./claim-words.ts";

/** Expects one sentence. */
export function restsOn(sentence: string, source: PassageSentence, language: Language): boolean {
  const said = readTokens(foldClaim(sentence), language);
  if (said.every(isBreak)) return false;
  return ordersOf(source.parts, language).some((parts) => matches(said, parts, language));
}

/** As it stands; and where its condition is one part at an end, with the condition at the other end. */
function ordersOf(parts: readonly Part[], language: Language): readonly (readonly Part[])[] {
  const [first, last] = [parts[0], parts.at(-1)];
  if (parts.length !== 2 || !first || !last) return [parts];
  const isMovable = [first, last].some(({ tokens }) => IF[language].test(tokens[0]?.key ?? ""));
  return isMovable ? [parts, [last, first]] : [parts];
}

type Reach = ReadonlySet<number>;

type Claimed = {
  readonly said: readonly ClaimToken[];
  /** Nothing is joined by "or": "and" and a comma say the same. */
  readonly isJoinable: boolean;
  readonly language: Language;
};

function matches(said: readonly ClaimToken[], parts: readonly Part[], language: Language): boolean {
  const isJoinable = !parts.some(({ tokens }) => tokens.some(({ kind }) => kind === "or"));
  const claimed: Claimed = { said, isJoinable, language };
  const { next, isEnd } = leavable(parts, language);
  const reached: Reach[] = [new Set([0])];
  for (const [at, part] of parts.entries()) {
    const before = reached[at] ?? new Set();
    add(reached, at + 1, throughPart(before, part, claimed));
    for (const after of next(at)) add(reached, after, before);
  }
  return reached.some((reach, at) => isEnd(at) && [...reach].some((from) => isNothing(said.slice(from), language)));
}

function isNothing(rest: readonly ClaimToken[], language: Language): boolean {
  return rest.every((token) => isBreak(token) || ADDABLE[language].has(token.key));
}

function isBreak({ kind }: ClaimToken): boolean {
  return kind === "break";
}

function add(reached: Reach[], at: number, more: Reach): void {
  reached[at] = new Set([...(reached[at] ?? []), ...more]);
}

/** How much of the claim may have been said where the part ends. A claim has its commas where the passage has some mark. */
function throughPart(from: Reach, part: Part, claimed: Claimed): Reach {
  let reach: Reach = new Set([...from].flatMap((start) => beyondMarks(start, claimed)));
  for (const [at, token] of part.tokens.entries()) {
    const isLeading = isModal(part.tokens[at + 1]);
    reach = new Set([...reach].flatMap((start) => beyondToken(token, start, { claimed, isLeading })));
  }
  return reach;
}

/** Between parts, "and" is a mark like a comma. */
function beyondMarks(start: number, claimed: Claimed): number[] {
  const token = claimed.said[start];
  const isMark = token !== undefined && (isBreak(token) || (claimed.isJoinable && start > 0 && token.kind === "and"));
  return isMark ? [start, ...beyondMarks(start + 1, claimed)] : [start];
}

type Here = { readonly claimed: Claimed; readonly isLeading: boolean };

function beyondToken(token: ClaimToken, start: number, { claimed, isLeading }: Here): number[] {
  const { said, isJoinable, language } = claimed;
  const next = said[start];
  const after: number[] = OMITTABLE[language].has(token.key) ? [start] : [];
  // A comma in the place of "and".
  if (isJoinable && token.kind === "and" && next && isBreak(next)) after.push(start + 1);
  for (let here = start; here < said.length; here += 1) {
    const told = said[here];
    if (!told) break;
    const isLed = isLeading && isModal(said[here + 1]);
    if (isSame(token, told, { isLed, language })) after.push(here + 1);
    if (!ADDABLE[language].has(told.key)) break;
  }
  return after;
}

function isModal(token: ClaimToken | undefined): boolean {
  return token?.kind === "modality";
}

type Same = { readonly isLed: boolean; readonly language: Language };

function isSame(token: ClaimToken, claimed: ClaimToken, { isLed, language }: Same): boolean {
  if (token.kind !== claimed.kind) return false;
  if (token.key === claimed.key) return true;
  // "Служащий не вправе" and "служащему нельзя": before a duty or a ban both are the one it binds.
  if (token.kind === "role") return isLed && BOUND.has(token.key) && BOUND.has(claimed.key);
  return token.kind === "word" && isSameWord(token.key, claimed.key, language);
}

const BOUND: ReadonlySet<string> = new Set(["служащий", "служащему"]);
