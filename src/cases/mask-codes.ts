// What is written in letters and digits: addresses, nicknames, accounts, passports, number plates.

/** A place of the view; `end` is the first unit behind it. */
export type Span = { readonly start: number; readonly end: number };

const SITE =
  /(?<![\p{L}\d])(?:https?:\/\/)?(?:www\.)?(?:t\.me|telegram\.me|wa\.me|instagram\.com|vk\.com|facebook\.com|fb\.com|tiktok\.com|ok\.ru|linkedin\.com|threads\.net|x\.com|twitter\.com)\/[\p{L}\d_.@/+?=&%-]{1,200}/giu;
const HANDLE = /(?<![\p{L}\d@._-])@[\p{L}\d_](?:[\p{L}\d_.]{0,62}[\p{L}\d_])/gu;
const NICKNAME =
  /(?<!\p{L})(?:инстаграм|инста|телеграм|instagram|insta|telegram|ник|nickname)\p{L}{0,4}[ :-]{1,3}([a-z]{1,32}[\d_.](?:[\w.]{0,30}\w))/giu;
const IBAN = /(?<![\p{L}\d])[KК][ -]?[ZЗ](?:[ -]?[A-ZА-ЯЁІ\d]){18}(?![\p{L}\d])/giu;
const IBAN_MISTYPED = /(?<![\p{L}\d])[KК][ZЗ]\d[A-ZА-ЯЁІ\d]{14,19}(?![\p{L}\d])/giu;
const PASSPORT = /(?<![\p{L}\d])[NН][ -]?(?:№ ?)?\d{8,9}(?![\p{L}\d])/giu;
const PLATE_LETTER = "ABCDEFGHIJKLMNOPQRSTUVWXYZАВЕКМНОРСТУХІ";
const PLATES: readonly RegExp[] = [
  new RegExp(`(?<![\\p{L}\\d])\\d{3}[ -]?[${PLATE_LETTER}]{2,3}[ -]?(?:0[1-9]|1\\d|20)(?![\\p{L}\\d])`, "gu"),
  new RegExp(`(?<![\\p{L}\\d])\\d{3}[${PLATE_LETTER}]{2,3}(?:0[1-9]|1\\d|20)(?![\\p{L}\\d])`, "giu"),
  new RegExp(`(?<![\\p{L}\\d])[${PLATE_LETTER}] ?\\d{3} ?[${PLATE_LETTER}]{2,3}(?: ?\\d{2,3})?(?![\\p{L}\\d])`, "gu"),
];
const CONTRACT_BEFORE = /(?:договор|контракт|приказ|лот|шарт|бұйрық|contract|lot|order)\p{L}{0,5}[ №:.-]{0,4}$/iu;
const OBFUSCATED =
  /(?<![\p{L}\d._%+-])[\p{L}\d._%+-]{1,64} ?(?:\((?:at|@|собака|эт)\)|\[(?:at|@|собака|эт)\]| собака | at | @ ?|@ ) ?[\p{L}\d-]{1,63} ?(?:\.| точка | dot |\(dot\)|\[dot\]) ?(?:kz|ru|com|net|org|қаз|рф)(?!\p{L})/giu;
const LOCAL_PART = /[\p{L}\d._%+'-]{1,64}$/u;
const DOMAIN = /^[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){0,6}/u;
const LATIN_DOMAIN = /^[a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z]{2,}/i;

export function findEmails(text: string): Span[] {
  const spans = spansOf(text, OBFUSCATED);
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    const local = LOCAL_PART.exec(text.slice(Math.max(0, at - 64), at))?.[0] ?? "";
    const domain = domainOf(text.slice(at + 1, at + 300));
    if (/[\p{L}\d]/u.test(local) && /\p{L}/u.test(domain)) {
      spans.push({ start: at - local.length, end: at + 1 + domain.length });
    }
  }
  return spans;
}

/** A domain in Latin ends where Cyrillic letters are glued to it or a Kazakh ending is hyphenated. */
function domainOf(after: string): string {
  const whole = (DOMAIN.exec(after)?.[0] ?? "").replace(/[-.]+$/, "");
  return LATIN_DOMAIN.exec(whole)?.[0] ?? whole;
}

export function findHandles(text: string): Span[] {
  const nicknames = [...text.matchAll(NICKNAME)].map((match) => {
    const end = match.index + match[0].length;
    return { start: end - (match[1] ?? "").length, end };
  });
  return [...spansOf(text, SITE), ...spansOf(text, HANDLE), ...nicknames];
}

export function findIbans(text: string): Span[] {
  return [IBAN, IBAN_MISTYPED]
    .flatMap((pattern) => spansOf(text, pattern))
    .filter(({ start, end }) => text.slice(start, end).replace(/\D/g, "").length >= 8);
}

export function findPlates(text: string): Span[] {
  return PLATES.flatMap((pattern) => spansOf(text, pattern));
}

export function findPassports(text: string): Span[] {
  return spansOf(text, PASSPORT).filter(
    ({ start }) => !CONTRACT_BEFORE.test(text.slice(Math.max(0, start - 30), start)),
  );
}

function spansOf(text: string, pattern: RegExp): Span[] {
  return [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}
