// "прошлой осенью … тогда", "былтыр … ол кезде": a time told from today, written out as a month and a year.

import type { Day } from "../day.ts";

/** The law of back then is meant only where the text says so: "last year I was reprimanded, may I apply now?" asks about today. */
const BACK_THEN =
  /(?<!\p{L})(?:тогда\p{L}*|на тот момент|в то время|ол кез\p{L}*|сол кез\p{L}*|ол уақыт\p{L}*|сол уақыт\p{L}*|at (?:the|that) time|back then|(?:law|rules?) then)(?!\p{L})/u;

type Named = { readonly words: RegExp; readonly toWords: (today: Date) => string };

const word = (words: string): RegExp => new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, "gu");

/** The last month of each season, in which it ends. */
const SEASONS: readonly { readonly month: number; readonly words: string }[] = [
  { month: 2, words: "last winter|прошлой зимой|прошлую зиму|өткен қыст[аы]\\p{L}{0,4}|былтыр(?:ғы)? қыст\\p{L}{0,4}" },
  {
    month: 5,
    words: "last spring|прошлой весной|прошлую весну|өткен көктем\\p{L}{0,4}|былтыр(?:ғы)? көктем\\p{L}{0,4}",
  },
  { month: 8, words: "last summer|прошлым летом|прошлое лето|өткен жаз\\p{L}{0,4}|былтыр(?:ғы)? жаз\\p{L}{0,4}" },
  {
    month: 11,
    words: "last (?:autumn|fall)|прошлой осенью|прошлую осень|өткен күз\\p{L}{0,4}|былтыр(?:ғы)? күз\\p{L}{0,4}",
  },
];

const YEARS: readonly Named[] = [
  ...SEASONS.map(({ month, words }) => ({ words: word(words), toWords: (today: Date) => seasonEnd(today, month) })),
  {
    words: word("last month|(?:в )?прошло(?:м|го) месяц[еа]|өткен айда|өткен айдың"),
    toWords: (today) => toWords(today.getUTCFullYear(), today.getUTCMonth()),
  },
  {
    words: word("this year|это(?:го|м) год[ау]|нынешн(?:его|ем) год[ау]|биыл(?:ғы)?|осы жыл\\p{L}{0,4}"),
    toWords: (today) => `${today.getUTCFullYear()} года`,
  },
  {
    words: word("last year|прошл(?:ого|ом) год[ау]|былтыр(?:ғы)?|өткен жыл\\p{L}{0,4}"),
    toWords: (today) => `${today.getUTCFullYear() - 1} года`,
  },
];

/** The text with such times written out; as it is where it asks about today. `today` decides which year is the last. */
export function writeOutTimes(normalised: string, today: Day): string {
  if (!BACK_THEN.test(normalised)) return normalised;
  const date = new Date(`${today}T00:00:00Z`);
  return YEARS.reduce((text, { words, toWords: write }) => text.replace(words, () => write(date)), normalised);
}

/** Of the season that is over. */
function seasonEnd(today: Date, month: number): string {
  const end = Date.UTC(today.getUTCFullYear(), month, 0);
  return toWords(end < today.getTime() ? today.getUTCFullYear() : today.getUTCFullYear() - 1, month);
}

/** January is 1; 0 is December of the year before. */
function toWords(year: number, month: number): string {
  const first = new Date(Date.UTC(year, month - 1, 1));
  return `${MONTHS[first.getUTCMonth()]} ${first.getUTCFullYear()} года`;
}

const MONTHS = [
  ...["января", "февраля", "марта", "апреля", "мая", "июня"],
  ...["июля", "августа", "сентября", "октября", "ноября", "декабря"],
];
