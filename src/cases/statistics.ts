// Numbers about cases without names: what may be shown to anybody.

import type { Day } from "../day.ts";
import { isWithin } from "../day.ts";
import { SEVERITIES } from "../knowledge/schemas.ts";
import type { AuditRecord } from "./audit.ts";
import { CASE_STATES, type Case, OUTCOMES_OF_CASES } from "./case.ts";
import { type Cell, suppress, withhold } from "./suppress.ts";
import { countWorkingDays, type WorkingDays } from "./working-days.ts";

export const LEAST = 5;
const NO_CATEGORY = "none";
const RATINGS = ["yes", "partly", "no"] as const;

type Table = Readonly<Record<string, Cell>>;
export type Statistics = {
  readonly from: Day;
  readonly to: Day;
  readonly least: number;
  /** Cases opened in the period that are still kept; what retention has erased is not counted. */
  readonly total: Cell;
  readonly byMonth: Table;
  readonly byCategory: Table;
  readonly bySeverity: Table;
  readonly byState: Table;
  readonly byOutcome: Table;
  /** The last rating of each case that has one. */
  readonly byRating: Table;
  readonly rated: Cell;
  readonly medianWorkingDays: { readonly toTake: Cell; readonly toClose: Cell };
};

export type Counting = {
  readonly cases: readonly Case[];
  readonly records: readonly AuditRecord[];
  readonly categories: readonly string[];
  readonly calendar: WorkingDays;
  readonly from: Day;
  readonly to: Day;
  readonly least: number;
};

/**
 * Each table is protected on its own against its total (see `suppress`). A table whose total is another table's cell (the
 * outcomes of the closed cases, the ratings of the rated ones) is shown only where that cell is. Every month, category, state
 * and outcome stands there whether or not a case has it. Two periods of which one lies in the other must not be published
 * side by side: their difference is a number nobody has protected.
 */
export function countCases(counting: Counting): Statistics {
  const { from, to, least, categories } = counting;
  const cases = counting.cases.filter(({ openedOn }) => isWithin(openedOn, from, to));
  const isTold = cases.length >= least;
  const table = (names: readonly string[], nameOf: (one: Case) => string): Table => {
    const counts = count(names, cases.map(nameOf));
    return isTold ? suppress(counts, least) : withhold(counts);
  };
  const byState = table(CASE_STATES, ({ state }) => state);
  return {
    ...{ from, to, least, total: isTold ? cases.length : `<${least}`, byState },
    byMonth: table(monthsOf(from, to), ({ openedOn }) => openedOn.slice(0, 7)),
    byCategory: table([...categories, NO_CATEGORY], ({ category }) => category ?? NO_CATEGORY),
    bySeverity: table(SEVERITIES, ({ severity }) => severity),
    byOutcome: countOutcomes(cases, byState["closed"], least),
    ...countRatings(counting, cases, byState["closed"]),
    medianWorkingDays: {
      toTake: median(daysTo(counting, cases, takenOn(counting.records)), least),
      toClose: median(
        daysTo(counting, cases, ({ state, closedOn }) => (state === "closed" ? closedOn : null)),
        least,
      ),
    },
  };
}

function count(names: readonly string[], found: readonly string[]): Record<string, number> {
  const counts = Object.fromEntries(names.map((name) => [name, 0]));
  for (const name of found) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** The outcomes add up to the closed cases: told only where that number is. */
function countOutcomes(cases: readonly Case[], closed: Cell | undefined, least: number): Table {
  const outcomes = cases.flatMap(({ state, outcome }) => (state === "closed" ? (outcome ?? "no-action") : []));
  const counts = count(OUTCOMES_OF_CASES, outcomes);
  return typeof closed === "number" ? suppress(counts, least) : withhold(counts);
}

/** How many were rated is told where those not rated, of all and of the closed ones, are not a few either. */
function countRatings({ records, least }: Counting, cases: readonly Case[], closed: Cell | undefined) {
  const ids = new Set(cases.map(({ id }) => id));
  const rates = records.filter(({ action, caseId }) => action === "rate" && ids.has(caseId));
  const last = [...new Map(rates.map(({ caseId, detail }) => [caseId, detail])).values()];
  const counts = count(RATINGS, last);
  const isApart = (total: number): boolean => Math.abs(total - last.length) >= least;
  const isTold = last.length >= least && isApart(cases.length) && typeof closed === "number" && isApart(closed);
  if (!isTold)
    return { rated: last.length < least ? (`<${least}` as const) : "hidden", byRating: withhold(counts) } as const;
  return { rated: last.length, byRating: suppress(counts, least) };
}

/** The day on which a case was first taken. */
function takenOn(records: readonly AuditRecord[]): (one: Case) => Day | null {
  const days = new Map<string, Day>();
  for (const { action, caseId, day } of records) if (action === "take" && !days.has(caseId)) days.set(caseId, day);
  return ({ id }) => days.get(id) ?? null;
}

/** Cases without that day, or with a year on the way that the calendar does not know, are left out. */
function daysTo({ calendar }: Counting, cases: readonly Case[], dayOf: (one: Case) => Day | null): number[] {
  return cases.flatMap((one) => {
    const day = dayOf(one);
    return day === null ? [] : (countWorkingDays(calendar, one.openedOn, day) ?? []);
  });
}

function median(values: readonly number[], least: number): Cell {
  const sorted = values.toSorted((one, other) => one - other);
  if (sorted.length < least) return "hidden";
  const [low = 0, high = 0] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return (low + high) / 2;
}

/** `2026-09` and so on, both ends included. */
function monthsOf(from: Day, to: Day): string[] {
  const months: string[] = [];
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = monthAfter(month)) months.push(month);
  return months;
}

function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return number === 12
    ? `${String(year + 1).padStart(4, "0")}-01`
    : `${month.slice(0, 5)}${String(number + 1).padStart(2, "0")}`;
}
