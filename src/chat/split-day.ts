// A day, and the question that may follow it.

import type { Day } from "../day.ts";
import { findDay } from "../text/find-day.ts";

const LEADING_DAY =
  /^(?:20\d{2}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]20\d{2}|\d{1,2}\s+\p{L}+\s+20\d{2}|20\d{2}\s+\p{L}+\s+\d{1,2}\s+\p{L}+)(?:[\s,.:;—-]+|$)/u;
const BETWEEN = /^[\s,.:;—-]+|[\s,.:;—-]+$/gu;

/** "01.05.2026 may I …" → the day and the question; "май 2026" → its last day and no question. */
export function splitDay(typed: string, today: Day): { readonly day: Day | null; readonly question: string } {
  const leading = LEADING_DAY.exec(typed)?.[0];
  if (leading === undefined) return { day: findDay(typed.toLowerCase(), today), question: "" };
  const written = leading.replace(BETWEEN, "");
  const day = written === today ? today : findDay(written.toLowerCase(), today);
  return { day, question: typed.slice(leading.length).trim() };
}
