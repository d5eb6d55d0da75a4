// A calendar day as `YYYY-MM-DD`: such strings compare as the days do.

export type Day = string;

/** The day in Kazakhstan (UTC+5 all year) at the given instant. */
export function dayInKazakhstan(instant: Date): Day {
  return new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Almaty" }).format(instant);
}

/** `from` and `to` both belong to the period; `null` means "no end". */
export function isWithin(day: Day, from: Day, to: Day | null): boolean {
  return day >= from && (to === null || day <= to);
}

/** `2026-07-14` → `14.07.2026`, the form used in all three languages of Kazakhstan's acts. */
export function writeDay(day: Day): string {
  return day.split("-").reverse().join(".");
}
