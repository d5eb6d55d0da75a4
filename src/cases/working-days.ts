// Which days of the five-day week are worked in Kazakhstan, and deadlines counted in them.

import { z } from "zod";

import type { Day } from "../day.ts";

const text = z.string().trim().min(1);
const trilingual = z.strictObject({ kk: text, ru: text, en: text });
// What is no day at all is reported alone, before anything is asked about it.
const day = z.iso.date({ abort: true });
const movedDay = z.strictObject({ day, why: text });

const yearSchema = z.strictObject({
  /** On a weekend too: such a holiday gives a day off of its own, in `daysOff`. */
  holidays: z.array(z.strictObject({ day, name: trilingual })).min(1),
  /** Weekdays that are off without being holidays. */
  daysOff: z.array(movedDay),
  /** Saturdays and Sundays that are worked. */
  workingWeekends: z.array(movedDay),
  source: z
    .array(z.strictObject({ act: text, number: text.nullable(), date: day.nullable(), foundIn: text, confirms: text }))
    .min(1),
  /** What is not settled about this year. */
  caveat: trilingual.optional(),
});
type Year = z.infer<typeof yearSchema>;

/** Years by their four digits. A year that is not there is unknown, not free of holidays. */
export const workingDaysSchema = z
  .record(z.string().regex(/^\d{4}$/, "must be a year"), yearSchema)
  .superRefine((years, context) => {
    for (const [name, year] of Object.entries(years)) {
      for (const message of faultsOf(name, year)) context.addIssue({ code: "custom", path: [name], message });
    }
  });
export type WorkingDays = Readonly<Record<string, Year>>;

function faultsOf(name: string, { holidays, daysOff, workingWeekends }: Year): string[] {
  const days = [...holidays, ...daysOff, ...workingWeekends].map(({ day }) => day);
  return [
    ...days.filter((day) => !day.startsWith(`${name}-`)).map((day) => `${day} is not a day of ${name}`),
    ...days.filter((day, at) => days.indexOf(day) < at).map((day) => `${day} stands there twice`),
    ...daysOff.filter(({ day }) => isWeekend(day)).map(({ day }) => `${day} is off anyway, as a weekend day`),
    ...workingWeekends.filter(({ day }) => !isWeekend(day)).map(({ day }) => `${day} is not a weekend day`),
  ];
}

/** `null` when the calendar does not know the year. */
export function isWorkingDay(calendar: WorkingDays, day: Day): boolean | null {
  const year = calendar[day.slice(0, 4)];
  if (year === undefined) return null;
  if (has(year.holidays, day) || has(year.daysOff, day)) return false;
  return !isWeekend(day) || has(year.workingWeekends, day);
}

/**
 * The last of `count` working days after `from`, which is not counted itself; `from` when the count is 0.
 * `null` when a day on the way lies in a year that the calendar does not know.
 */
export function addWorkingDays(calendar: WorkingDays, from: Day, count: number): Day | null {
  if (!Number.isInteger(count) || count < 0) throw new Error(`cannot add ${count} working days`);
  let day = from;
  for (let left = count; left > 0; ) {
    day = dayAfter(day);
    const isWorking = isWorkingDay(calendar, day);
    if (isWorking === null) return null;
    if (isWorking) left -= 1;
  }
  return day;
}

/**
 * The working days after `from`, up to and including `to`; 0 when `to` is not after `from`, however long ago it was.
 * `null` when a day on the way lies in a year that the calendar does not know.
 */
export function countWorkingDays(calendar: WorkingDays, from: Day, to: Day): number | null {
  let count = 0;
  for (let day = from; day < to; ) {
    day = dayAfter(day);
    const isWorking = isWorkingDay(calendar, day);
    if (isWorking === null) return null;
    if (isWorking) count += 1;
  }
  return count;
}

const has = (days: readonly { readonly day: Day }[], wanted: Day): boolean => days.some(({ day }) => day === wanted);

const DAY_MS = 86_400_000;

// A date without a time is read as midnight in Greenwich, where every day has 24 hours.
function dayAfter(day: Day): Day {
  return new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
}

function isWeekend(day: Day): boolean {
  const weekday = new Date(day).getUTCDay();
  return weekday === 0 || weekday === 6;
}
