// A day named in a question: "12.05.2026", "в мае 2026 года", "2024 жылы", "под старым законом".

import type { Day } from "../day.ts";
import { writeOutTimes } from "./relative-day.ts";

// Beginnings of the months' names; what may follow them is an ending, so that Казань and майор are no months.
const MONTHS: readonly RegExp[] = [
  /^(?:январ[яеь]|қаңтар\p{L}{0,4}|кантар\p{L}{0,4}|january)$/u,
  /^(?:феврал[яеь]|ақпан\p{L}{0,4}|акпан\p{L}{0,4}|february)$/u,
  /^(?:март[ае]?|наурыз\p{L}{0,4}|march)$/u,
  /^(?:апрел[яеь]|сәуір\p{L}{0,4}|сауир\p{L}{0,4}|april)$/u,
  /^(?:ма[яей]|мамыр\p{L}{0,4}|may)$/u,
  /^(?:июн[яеь]|маусым\p{L}{0,4}|june)$/u,
  /^(?:июл[яеь]|шілде\p{L}{0,4}|шилде\p{L}{0,4}|july)$/u,
  /^(?:август[ае]?|тамыз\p{L}{0,4}|august)$/u,
  /^(?:сентябр[яеь]|қыркүйек\p{L}{0,4}|кыркуйек\p{L}{0,4}|september)$/u,
  /^(?:октябр[яеь]|қазан(?:да|ның|нан|ға)?|казан(?:да|нын|нан|га)?|october)$/u,
  /^(?:ноябр[яеь]|қараша\p{L}{0,4}|караша\p{L}{0,4}|november)$/u,
  /^(?:декабр[яеь]|желтоқсан\p{L}{0,4}|желтоксан\p{L}{0,4}|december)$/u,
];
const FULL = /(?<!\d)(\d{1,2})[./](\d{1,2})[./](20\d{2})(?!\d)/u;
const ISO = /(?<!\d)(20\d{2})-(\d{2})-(\d{2})(?!\d)/u;
// A number is a year when a word beside it says so: 2000 alone may be a sum.
const YEAR =
  /(?<!\d)(20[0-4]\d)(?=\s*-?\s*(?:год|г\.|г(?!\p{L})|жыл|ж\.|year))|(?:(?<!\p{L})(?:in|since|during|of|by|before|signed|год|году)\s+(?:the\s+year\s+)?|contract\s+)(20[0-4]\d)(?!\d|\s*(?:tenge|тенге|kzt))/u;
const ANY_YEAR = /(?<!\d)(20[0-4]\d)(?!\d)/u;
// Acts are named by their years; such a year is a name, not the day of the conduct.
const ACT_YEAR =
  /(?<!\p{L})(?:закон\p{L}*|заң\p{L}*|law|act)(?:\s+рк)?(?:\s+(?:от|of))?\s+(?:\d{1,2}[./]\d{1,2}[./])?20\d{2}|(?<!\d)20\d{2}\s*(?:жылғы|жылгы|года|год)?\s*(?:№|заң|зан(?!\p{L})|закон|law)/gu;

// "12 июня 2026", "June 12, 2026", "2026 жылғы 12 маусым"
const WORDED: readonly RegExp[] = [
  /(?<!\d)(?<day>\d{1,2})(?:-?(?:го|ші|шы|st|nd|rd|th))?\s+(?:of\s+)?(?<month>\p{L}+)[,.]?\s+(?<year>20\d{2})(?!\d)/u,
  /(?<month>\p{L}+)\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?<year>20\d{2})(?!\d)/u,
  /(?<!\d)(?<year>20\d{2})\s*(?:жылғы|жылгы|жылы|ж\.)?\s*(?<day>\d{1,2})(?:-?(?:ші|шы))?\s+(?<month>\p{L}+)/u,
];

/** The day the text speaks of, if it lies before `today`; `null` where it names none. A month or a year alone means its last day. */
export function findDay(normalised: string, today: Day): Day | null {
  const text = writeOutTimes(normalised.replace(ACT_YEAR, " "), today);
  const found = exactDay(text) ?? monthOrYear(text);
  return found !== null && found < today ? found : null;
}

function exactDay(text: string): Day | null {
  const iso = ISO.exec(text);
  if (iso) return toDay(iso[1], iso[2], iso[3]);
  const full = FULL.exec(text);
  return full ? toDay(full[3], full[2], full[1]) : wordedDay(text);
}

function wordedDay(text: string): Day | null {
  for (const form of WORDED) {
    const { day, month = "", year } = form.exec(text)?.groups ?? {};
    const number = MONTHS.findIndex((name) => name.test(month)) + 1;
    if (number > 0) return toDay(year, String(number), day);
  }
  return null;
}

function monthOrYear(text: string): Day | null {
  const words = text.split(/[^\p{L}]+/u);
  const month = MONTHS.findIndex((name) => words.some((word) => name.test(word)));
  const match = (month < 0 ? YEAR : ANY_YEAR).exec(text);
  const year = match?.[1] ?? match?.[2];
  if (year === undefined) return null;
  if (month < 0) return `${year}-12-31`;
  return new Date(Date.UTC(Number(year), month + 1, 0)).toISOString().slice(0, 10);
}

function toDay(year = "", month = "", day = ""): Day | null {
  const written = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const date = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(written) ? written : null;
}
