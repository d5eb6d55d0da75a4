import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  addWorkingDays,
  countWorkingDays,
  isWorkingDay,
  type WorkingDays,
  workingDaysSchema,
} from "../src/cases/working-days.ts";

const name = { kk: "Гүлдер күні", ru: "День цветов", en: "Flower Day" };
const source = [{ act: "Law on flowers", number: "1-I", date: "2001-01-01", foundIn: "a library", confirms: "all" }];

type YearDays = { readonly holidays?: string[]; readonly daysOff?: string[]; readonly workingWeekends?: string[] };

function yearOf({ holidays = [], daysOff = [], workingWeekends = [] }: YearDays) {
  const moved = (day: string) => ({ day, why: "moved" });
  return {
    holidays: holidays.map((day) => ({ day, name })),
    daysOff: daysOff.map(moved),
    workingWeekends: workingWeekends.map(moved),
    source,
  };
}

/** A January with a holiday on Thursday the 1st, the 2nd off, and Saturday the 10th worked instead. */
const small: WorkingDays = {
  2026: yearOf({ holidays: ["2026-01-01"], daysOff: ["2026-01-02"], workingWeekends: ["2026-01-10"] }),
};

const plain: WorkingDays = Object.fromEntries(["2026", "2027", "2028", "2029"].map((year) => [year, yearOf({})]));

const FILE = new URL("../knowledge/working-days.json", import.meta.url);
const real = workingDaysSchema.parse(JSON.parse(readFileSync(FILE, "utf8")));

describe("a working day", () => {
  test.each(["2026-01-05", "2026-01-09"])("is a weekday, such as %s", (day) => {
    expect(isWorkingDay(small, day)).toBe(true);
  });

  test.each(["2026-01-03", "2026-01-04"])("is not the weekend day %s", (day) => {
    expect(isWorkingDay(small, day)).toBe(false);
  });

  test("is not a holiday", () => {
    expect(isWorkingDay(small, "2026-01-01")).toBe(false);
  });

  test("is not a day off", () => {
    expect(isWorkingDay(small, "2026-01-02")).toBe(false);
  });

  test("is a weekend day that was made one", () => {
    expect(isWorkingDay(small, "2026-01-10")).toBe(true);
  });

  test.each(["2025-12-31", "2027-01-01"])("is unknown on %s, of a year without data", (day) => {
    expect(isWorkingDay(small, day)).toBeNull();
  });
});

describe("adding working days", () => {
  test.each([
    ["2026-01-05", 1, "2026-01-06"],
    ["2026-01-16", 1, "2026-01-19"],
    ["2026-01-17", 1, "2026-01-19"],
    ["2026-01-05", 5, "2026-01-10"],
    ["2026-01-05", 6, "2026-01-12"],
  ])("from %s, %i of them end on %s", (from, count, last) => {
    expect(addWorkingDays(small, from, count)).toBe(last);
  });

  test("no days at all end where they began, even on a day off", () => {
    expect(addWorkingDays(small, "2026-01-01", 0)).toBe("2026-01-01");
  });

  test("the last day of an unknown year may be the beginning, since it is not counted", () => {
    expect(addWorkingDays(small, "2025-12-31", 1)).toBe("2026-01-05");
  });

  test("the end is unknown when it lies in a year without data", () => {
    expect(addWorkingDays(small, "2026-12-31", 1)).toBeNull();
  });

  test("the last working day of the last known year is still known", () => {
    expect(addWorkingDays(small, "2026-12-30", 1)).toBe("2026-12-31");
  });

  test("the end is unknown when a year on the way has no data", () => {
    const gap = { 2026: yearOf({}), 2028: yearOf({}) };
    expect(addWorkingDays(gap, "2026-12-01", 300)).toBeNull();
  });

  test.each([
    ["2028-02-28", "2028-02-29"],
    ["2028-02-29", "2028-03-01"],
    ["2029-02-28", "2029-03-01"],
  ])("the working day after %s is %s", (from, next) => {
    expect(addWorkingDays(plain, from, 1)).toBe(next);
  });

  test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("%d working days cannot be added", (count) => {
    expect(() => addWorkingDays(small, "2026-01-05", count)).toThrow("cannot add");
  });
});

describe("counting working days", () => {
  test.each([
    ["2026-01-05", "2026-01-06", 1],
    ["2026-01-05", "2026-01-12", 6],
    ["2026-01-16", "2026-01-18", 0],
    ["2025-12-31", "2026-01-05", 1],
  ])("from %s to %s there are %i", (from, to, count) => {
    expect(countWorkingDays(small, from, to)).toBe(count);
  });

  test("a day to itself is none", () => {
    expect(countWorkingDays(small, "2026-01-05", "2026-01-05")).toBe(0);
  });

  test("back in time there are none", () => {
    expect(countWorkingDays(small, "2026-01-12", "2026-01-05")).toBe(0);
  });

  test("back in time there are none in a year without data either", () => {
    expect(countWorkingDays(small, "2026-01-12", "1999-01-05")).toBe(0);
  });

  test("into a year without data the number is unknown", () => {
    expect(countWorkingDays(small, "2026-12-30", "2027-01-01")).toBeNull();
  });
});

describe("any days at all", () => {
  const DAY_MS = 86_400_000;
  const plus = (day: string, days: number): string =>
    new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
  const anyDay = fc.nat({ max: 729 }).map((days) => plus("2026-01-01", days));
  const anyCount = fc.integer({ min: 1, max: 300 });

  test("as many working days are counted as were added", () => {
    fc.assert(
      fc.property(anyDay, anyCount, (from, count) => {
        const last = addWorkingDays(real, from, count);
        fc.pre(last !== null);
        expect(countWorkingDays(real, from, last)).toBe(count);
      }),
    );
  });

  test("a deadline is a working day after its beginning", () => {
    fc.assert(
      fc.property(anyDay, anyCount, (from, count) => {
        const last = addWorkingDays(real, from, count);
        fc.pre(last !== null);
        expect([last > from, isWorkingDay(real, last)]).toEqual([true, true]);
      }),
    );
  });

  test("one more working day is later", () => {
    fc.assert(
      fc.property(anyDay, anyCount, (from, count) => {
        const [last, next] = [addWorkingDays(real, from, count), addWorkingDays(real, from, count + 1)];
        fc.pre(last !== null && next !== null);
        expect(next > last).toBe(true);
      }),
    );
  });

  test("two stretches together have the working days of both", () => {
    fc.assert(
      fc.property(fc.array(anyDay, { minLength: 3, maxLength: 3 }), (days) => {
        const [first = "", second = "", third = ""] = days.toSorted();
        const parts = [countWorkingDays(real, first, second), countWorkingDays(real, second, third)];
        expect(countWorkingDays(real, first, third)).toBe((parts[0] ?? 0) + (parts[1] ?? 0));
      }),
    );
  });

  test("without holidays five working days are a week, across leap days and years", () => {
    fc.assert(
      fc.property(fc.nat({ max: 1300 }), (days) => {
        const from = plus("2026-01-01", days);
        fc.pre(isWorkingDay(plain, from) === true);
        expect(addWorkingDays(plain, from, 5)).toBe(plus(from, 7));
      }),
    );
  });
});

describe("the schema", () => {
  const messagesOf = (years: unknown): string[] =>
    workingDaysSchema.safeParse(years).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];
  const withHoliday = (days: YearDays) => ({ 2026: yearOf({ holidays: ["2026-01-01"], ...days }) });

  test("takes a year without a fault", () => {
    expect(messagesOf(small)).toEqual([]);
  });

  test.each([
    [{ daysOff: ["2027-01-04"] }, "2026: 2027-01-04 is not a day of 2026"],
    [{ daysOff: ["2026-01-01"] }, "2026: 2026-01-01 stands there twice"],
    [{ daysOff: ["2026-01-03"] }, "2026: 2026-01-03 is off anyway, as a weekend day"],
    [{ workingWeekends: ["2026-01-05"] }, "2026: 2026-01-05 is not a weekend day"],
  ])("refuses %j", (days, message) => {
    expect(messagesOf(withHoliday(days))).toEqual([message]);
  });

  test.each(["2026-02-29", "2026-13-01", "1 May"])("refuses «%s», which is no day", (day) => {
    expect(messagesOf(withHoliday({ daysOff: [day] }))).toHaveLength(1);
  });

  test("refuses a key that is no year", () => {
    expect(messagesOf({ soon: yearOf({ holidays: ["2026-01-01"] }) })).not.toEqual([]);
  });
});

describe("the real calendar", () => {
  const years = Object.entries(real);
  const isWeekend = (day: string): boolean => [0, 6].includes(new Date(day).getUTCDay());
  const weekdaysOff = (year: string): string[] => {
    const { holidays = [], daysOff = [] } = real[year] ?? {};
    const days = [...holidays, ...daysOff].map(({ day }) => day.slice(5));
    return days.filter((day) => !isWeekend(`${year}-${day}`)).sort();
  };

  test("knows 2026 and 2027", () => {
    expect(years.map(([year]) => year)).toEqual(["2026", "2027"]);
  });

  test.each(years)("names no day of %s twice", (_, { holidays, daysOff, workingWeekends }) => {
    const days = [...holidays, ...daysOff, ...workingWeekends].map(({ day }) => day);
    expect(days).toEqual([...new Set(days)]);
  });

  test.each(years)("has its days of %s in order", (_, { holidays, daysOff, workingWeekends }) => {
    for (const list of [holidays, daysOff, workingWeekends]) {
      const days = list.map(({ day }) => day);
      expect(days).toEqual(days.toSorted());
    }
  });

  test.each(years)("has only weekdays among the days off of %s", (_, { daysOff }) => {
    expect(daysOff.filter(({ day }) => isWeekend(day))).toEqual([]);
  });

  test.each(years)("has only weekend days among the working weekends of %s", (_, { workingWeekends }) => {
    expect(workingWeekends.filter(({ day }) => !isWeekend(day))).toEqual([]);
  });

  test.each(years)(
    "gives the next working day off for a holiday of %s on a weekend, except Kurban Ait",
    (name, year) => {
      const onWeekends = year.holidays.filter(({ day, name }) => isWeekend(day) && !/Christmas|Kurban/.test(name.en));
      const byLaw: string[] = [];
      for (const { day } of onWeekends) {
        const soFar = { ...real, [name]: { ...year, daysOff: byLaw.map((off) => ({ day: off, why: "the law" })) } };
        byLaw.push(addWorkingDays(soFar, day, 1) ?? "unknown");
      }
      expect(year.daysOff.map(({ day }) => day)).toEqual(expect.arrayContaining(byLaw));
    },
  );

  test("is free on these weekdays of 2026", () => {
    const winterAndSpring = ["01-01", "01-02", "01-07", "03-09", "03-23", "03-24", "03-25"];
    const rest = ["05-01", "05-07", "05-11", "05-27", "07-06", "10-26", "12-16"];
    expect(weekdaysOff("2026")).toEqual([...winterAndSpring, ...rest]);
  });

  test("is free on these weekdays of 2027", () => {
    const winterAndSpring = ["01-01", "01-04", "01-07", "03-08", "03-15", "03-22", "03-23", "03-24"];
    const rest = ["05-03", "05-07", "05-10", "07-06", "10-25", "12-16"];
    expect(weekdaysOff("2027")).toEqual([...winterAndSpring, ...rest]);
  });

  test.each([
    ["2025-12-31", "2026-12-31"],
    ["2026-12-31", "2027-12-31"],
  ])("has 247 working days after %s up to %s", (from, to) => {
    expect(countWorkingDays(real, from, to)).toBe(247);
  });

  test("Constitution Day has left August for March", () => {
    expect([isWorkingDay(real, "2026-08-31"), isWorkingDay(real, "2027-03-15")]).toEqual([true, false]);
  });

  test("seven working days from 28.12.2026 go around New Year and Christmas", () => {
    expect(addWorkingDays(real, "2026-12-28", 7)).toBe("2027-01-11");
  });

  test("seven working days from 20.03.2026 go around Nauryz", () => {
    expect(addWorkingDays(real, "2026-03-20", 7)).toBe("2026-04-03");
  });

  test("has no Latin i inside a Kazakh word", () => {
    const kazakh = years.flatMap(([, { holidays, caveat }]) => [
      ...holidays.map(({ name }) => name.kk),
      caveat?.kk ?? "",
    ]);
    expect(kazakh.filter((text) => /\p{Script=Cyrillic}[iIə]|[iIə]\p{Script=Cyrillic}/u.test(text))).toEqual([]);
  });
});
