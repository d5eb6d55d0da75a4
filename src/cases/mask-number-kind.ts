// What a row of digits is: an identification number, a card, a telephone, an identity card, or nothing.

import { looksLikeIin } from "./iin.ts";
import type { Span } from "./mask-codes.ts";

export type NumberKind = "iin" | "card" | "phone" | "document";
export type Candidate = {
  readonly digits: string;
  readonly separators: string[];
  readonly groups: readonly Span[];
  readonly text: string;
};

const MONEY_AFTER =
  /^ ?(?:тенге|теңге|тнг|тг(?!\p{L})|₸|kzt|tenge|руб|₽|usd|eur|долл|евро|\$|€|млн|млрд|тыс|мың|миллион|миллиард|million|billion|dollar|euro)/iu;
const PHONE_BEFORE =
  /(?<!\p{L})(?:телефон|тел|phone|tel|сотов|ұялы|қоңырау|звон|whatsapp|ватсап|вацап|call)\p{L}{0,6}[ .:№-]{0,3}$/iu;
const DOCUMENT =
  "удостовер\\p{L}*|уд[.] ?личн\\p{L}*|куәлі\\p{L}*|куали\\p{L}*|паспорт\\p{L}*|төлқұжат\\p{L}*|passport|identity|құжат\\p{L}*";
const DOCUMENT_BEFORE = new RegExp(`(?<!\\p{L})(?:${DOCUMENT}|id|айди)(?!\\p{L})[^\\d\\n.!?;\\uFFFC]{0,40}$`, "iu");
const DOCUMENT_AFTER = new RegExp(
  `^[^\\d\\p{L}\\n.!?;\\uFFFC]{0,3}(?:\\p{L}{1,12} ){0,3}(?:${DOCUMENT}|ID(?!\\p{L}))`,
  "iu",
);
const CONTRACT_BEFORE =
  /(?:договор|контракт|приказ|лот|шарт|бұйрық|contract|lot|order|заявк|өтінім|счет|счёт|шот)\p{L}{0,6}[^\d.!?]{0,6}$/iu;

export function lengthOf(group: Span | undefined): number {
  return group ? group.end - group.start : 0;
}

/** `null` for sums, years, numbers of contracts. */
export function kindOf(candidate: Candidate): NumberKind | null {
  const isSpaced = candidate.separators.every((separator) => /^[ -]+$/.test(separator));
  if (looksLikeIin(candidate.digits) && (isSpaced || isEven(candidate)) && !isRoundSum(candidate)) return "iin";
  if (isSum(candidate)) return null;
  if (isCard(candidate)) return "card";
  if (isPhone(candidate)) return "phone";
  return isDocument(candidate) ? "document" : null;
}

/** Most groups of digits are nothing; this tells so before they are put together. */
export function isHopeless({ start, end }: Span, count: number, text: string): boolean {
  if (count < 5) return true;
  if (text.slice(Math.max(0, start - 3), start).includes("+")) return false;
  const first = text[start] ?? "";
  if (count > 12) return !/[2-6]/.test(first);
  const before = text.slice(Math.max(0, start - 60), start);
  if (count > 9) return count < 12 && !/[78]/.test(first) && !(count === 10 && DOCUMENT_BEFORE.test(before));
  return !/\p{L}/u.test(text.slice(Math.max(0, start - 60), end + 60));
}

/** The same sign between all groups. */
export function isEven({ separators }: Candidate): boolean {
  return separators.every((separator) => separator === separators[0]);
}

function isRoundSum({ digits, groups, text }: Candidate): boolean {
  return /0{5}$/.test(digits) && MONEY_AFTER.test(text.slice(groups.at(-1)?.end, (groups.at(-1)?.end ?? 0) + 12));
}

function isSum({ digits, groups, text }: Candidate): boolean {
  const end = groups.at(-1)?.end ?? 0;
  if (!MONEY_AFTER.test(text.slice(end, end + 12))) return false;
  const isGrouped = groups.length > 1 && groups.slice(1).every((group) => lengthOf(group) === 3);
  return isGrouped || digits.length < 11 || /0{4}$/.test(digits);
}

function isCard({ digits, separators, groups, text }: Candidate): boolean {
  if (!/^[2-6]\d{12,18}$/.test(digits) || !separators.every((separator) => /^[ -]+$/.test(separator))) return false;
  const isYears = groups.length > 1 && groups.every(({ start, end }) => /^(?:19|20)\d\d$/.test(text.slice(start, end)));
  return !isYears && passesLuhn(digits);
}

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = at % 2 === 1 ? Number(digit) * 2 : Number(digit);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function isPhone({ digits, groups, text }: Candidate): boolean {
  const start = groups[0]?.start ?? 0;
  const before = text.slice(Math.max(0, start - 30), start);
  if (/\+ ?\(?$/.test(before) && /^[1-9]\d{8,14}$/.test(digits)) return true;
  if (CONTRACT_BEFORE.test(before)) return false;
  if (/^[78]7\d{9}$/.test(digits) || /^8[349]\d{9}$/.test(digits) || /^79\d{9}$/.test(digits))
    return !/^8800/.test(digits);
  if (/^7(?:0[0-8]|[12]\d|4[07]|5[01]|6\d|7\d|8[0-9])\d{7}$/.test(digits)) return !/№ ?$/.test(before);
  return /^\d{5,7}$/.test(digits) && !digits.endsWith("000") && PHONE_BEFORE.test(before);
}

function isDocument({ digits, groups, separators, text }: Candidate): boolean {
  // Ten digits are a Russian passport.
  if (!/^\d{7,10}$/.test(digits) || !separators.every((separator) => /^[ -]$/.test(separator))) return false;
  const start = groups[0]?.start ?? 0;
  const end = groups.at(-1)?.end ?? 0;
  const before = text.slice(Math.max(0, start - 60), start);
  if (CONTRACT_BEFORE.test(before)) return false;
  return DOCUMENT_BEFORE.test(before) || (digits.length === 9 && DOCUMENT_AFTER.test(text.slice(end, end + 60)));
}
