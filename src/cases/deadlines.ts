// By when a commissioner must acknowledge and give feedback, in working days of Kazakhstan.

import type { Day } from "../day.ts";
import type { Case } from "./case.ts";
import { isInWork, isOver } from "./life.ts";
import { addWorkingDays, type WorkingDays } from "./working-days.ts";

export type Terms = { readonly acknowledgeDays: number; readonly feedbackDays: number };

/** `null` where the calendar has no data for a year on the way. */
export type Deadlines = { readonly acknowledgeBy: Day | null; readonly feedbackBy: Day | null };

export function setDeadlines(calendar: WorkingDays, from: Day, { acknowledgeDays, feedbackDays }: Terms): Deadlines {
  return {
    acknowledgeBy: addWorkingDays(calendar, from, acknowledgeDays),
    feedbackBy: addWorkingDays(calendar, from, feedbackDays),
  };
}

/** The day by which something must happen; `null` where nothing must, or the calendar does not know. */
export function dueOf({ state, acknowledgeBy, feedbackBy }: Case): Day | null {
  if (isOver(state)) return null;
  return isInWork(state) ? feedbackBy : acknowledgeBy;
}

const MORNING_HOUR = 9;
/** Kazakhstan is at UTC+5 all year. */
const OFFSET_HOURS = 5;
const DAY_MS = 86_400_000;

/** Nine in the morning of that day in Kazakhstan, in milliseconds since 1970. */
export function morningOf(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) + (MORNING_HOUR - OFFSET_HOURS) * 3_600_000;
}

/** Plain calendar days later. */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
