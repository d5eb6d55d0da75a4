// A day named in a question: "12.05.2026", "в мае 2026 года", "2024 жылы", "под старым законом".

import type { Day } from "../day.ts";

const MONTHS: readonly (readonly string[])[] = [
  ["январ", "қаңтар", "кантар", "january"],
  ["феврал", "ақпан", "акпан", "february"],
  ["март", "наурыз", "march"],
  ["апрел", "сәуір", "сауир", "april"],
  ["мая", "мае", "май", "мамыр", "may"],
  ["июн", "маусым", "june"],
  ["июл", "шілде", "шилде", "july"],
  ["август", "тамыз", "august"],
  ["сентябр", "қыркүйек", "кыркуйек", "september"],
  ["октябр", "қазан", "казан", "october"],
  ["ноябр", "қараша", "караша", "november"],
  ["декабр", "желтоқсан", "желтоксан", "december"],
];
const FULL = /(?<!\d)(\d{1,2})[./](\d{1,2})[./](20\d{2})(?!\d)/u;
const ISO = /(?<!\d)(20\d{2})-(\d{2})-(\d{2})(?!\d)/u;
const YEAR = /(?<!\d)(20[0-4]\d)(?!\d)/u;
// Acts are named by their years; such a year is a name, not the day of the conduct.
const ACT_YEAR =
  /(?:закон\p{L}*|заң\p{L}*|law|act|от|of)\s+(?:рк\s+)?(?:\d{1,2}[./]\d{1,2}[./])?20\d{2}|20\d{2}\s*(?:жылғы|жылгы|года)?\s*(?:№|заң|зан|закон|law)/gu;

/** The day the text speaks of, if it lies before `today`; `null` where it names none. A month or a year alone means its last day. */
export function findDay(normalised: string, today: Day): Day | null {
  const text = normalised.replace(ACT_YEAR, " ");
  const found = exactDay(text) ?? monthOrYear(text);
  return found !== null && found < today ? found : null;
}

function exactDay(text: string): Day | null {
  const iso = ISO.exec(text);
  if (iso) return toDay(iso[1], iso[2], iso[3]);
  const full = FULL.exec(text);
  return full ? toDay(full[3], full[2], full[1]) : null;
}

function monthOrYear(text: string): Day | null {
  const year = YEAR.exec(text)?.[1];
  if (year === undefined) return null;
  const words = text.split(/[^\p{L}]+/u);
  const month = MONTHS.findIndex((stems) =>
    words.some((word) => stems.some((stem) => (stem === "may" ? word === stem : word.startsWith(stem)))),
  );
  if (month < 0) return `${year}-12-31`;
  return new Date(Date.UTC(Number(year), month + 1, 0)).toISOString().slice(0, 10);
}

function toDay(year = "", month = "", day = ""): Day | null {
  const written = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const date = new Date(`${written}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(written) ? written : null;
}
