// A text as it may be kept for the evals: without personal data, without the name of a case, without a come-back code.

import type { CaseDeps } from "../cases/deps.ts";
import { readReceipt } from "../cases/receipt.ts";
import type { Language } from "../language.ts";
import { say } from "../messages.ts";

export type Masking = Pick<CaseDeps, "mask" | "codewords" | "messages">;

/** In UTF-16 units; a question that needs more teaches nothing. */
const LONGEST = 8000;
/** Five groups of five symbols and one of two, however they are joined. */
const MAYBE_RECEIPT = /(?<![\p{L}\d])[\p{L}\d]{5}(?:[\p{Pd}_. ]?[\p{L}\d]{5}){4}[\p{Pd}_. ]?[\p{L}\d][\p{L}\d*~$=]/gu;
/** Any word joined to four digits is taken for a case: a year that goes with it is no loss. */
const JOINED = "\\p{L}{2,}[\\p{Pd}_]";

/** Masking what is masked changes nothing. */
export function maskForEvals({ mask, codewords, messages }: Masking, text: string, language: Language): string {
  const named = say(messages[language], "candidate.case");
  const withoutCases = text
    .replace(codenamesOf(codewords), named)
    .replace(MAYBE_RECEIPT, (found) => (readReceipt(found) === null ? found : named));
  return mask(withoutCases, language).trim().slice(0, LONGEST).toWellFormed();
}

/** As people write them: `Saiga-4821`, `#Saiga_4821`, `saiga 4821`. */
function codenamesOf(codewords: readonly string[]): RegExp {
  const words = codewords.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const known = words.length === 0 ? "" : `(?:${words.join("|")})[\\p{Pd}_\\s]*|`;
  return new RegExp(`#?(?<!\\p{L})(?:${known}${JOINED})\\d{4}(?!\\d)`, "giu");
}
