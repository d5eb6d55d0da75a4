// Whether a claim is plain prose in the reply's language: anything else is dropped before it is compared.

import type { Language } from "../language.ts";
import { normalise } from "../text/normalise.ts";
import { splitSentences } from "./claim-passage.ts";

const LONGEST = 300;
const MOST_SENTENCES = 2;
/** Letters, digits and the marks of a plain sentence. No links, mentions, markup or brackets of citations. */
const PLAIN = /^[\p{L}\p{N} .,;:()«»"“”'’–—%№-]+$/u;
const LINK = /\p{L}\.\p{L}|www|https?|№\s*$/iu;
const BEGINNING = /^[«"“]?[\p{Lu}\p{N}]/u;
const END = /[\p{L}\p{N})»"”%](?:\.|\.[»"”])?$/u;
const KAZAKH_LETTER = /[әғқңөұүһі]/u;

/** The sentences, or empty where the claim may not be said. */
export function readForm(text: string, language: Language): string[] {
  const claim = text.trim();
  if (claim.length === 0 || claim.length > LONGEST || !PLAIN.test(claim) || LINK.test(claim)) return [];
  // Hidden characters and letters of another alphabet inside a word would be shown as they are.
  if (normalise(claim) !== claim.toLowerCase() || !BEGINNING.test(claim) || !END.test(claim)) return [];
  if (!isInLetters(claim.toLowerCase(), language)) return [];
  const sentences = splitSentences(claim);
  return sentences.length <= MOST_SENTENCES ? sentences : [];
}

function isInLetters(claim: string, language: Language): boolean {
  const cyrillic = claim.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  const latin = claim.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (language === "en") return cyrillic === 0 && latin > 0;
  return cyrillic > latin && (language === "kk" || !KAZAKH_LETTER.test(claim));
}
