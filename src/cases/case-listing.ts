// What the server's owner sees of cases in a terminal: plain lines, and nothing that a terminal would obey.

import { type Day, writeDay } from "../day.ts";
import type { AuditRecord } from "./audit.ts";
import type { Case, Entry } from "./case.ts";
import { factsOf } from "./case-file.ts";
import { dueOf } from "./deadlines.ts";

const NONE = "—";
const writeDue = (day: Day | null): string => (day === null ? NONE : writeDay(day));

/** Control characters, and those that turn the direction of writing, become visible: a report must not write over a screen. */
export function toPrintable(text: string): string {
  return text.replace(/[^\P{C}\n\t]|[\u2028\u2029]/gu, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);
}

const HEADINGS = ["codename", "state", "severity", "category", "body", "opened", "due", "holder"];

export function writeList(cases: readonly Case[]): string[] {
  if (cases.length === 0) return ["no cases"];
  const rows = cases.map((one) => [
    ...[one.codename, one.state, one.severity, one.category ?? NONE, one.body],
    ...[writeDay(one.openedOn), writeDue(dueOf(one)), one.holder ?? NONE],
  ]);
  return alignColumns([HEADINGS, ...rows]);
}

export function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

export type Errands = { readonly waiting: number; readonly dead: number; readonly oldestDueOn: Day | null };

export function writeErrands({ waiting, dead, oldestDueOn }: Errands): string {
  const since = oldestDueOn === null ? "" : ` (the oldest due ${writeDay(oldestDueOn)})`;
  return `messages: ${waiting} waiting${since}, ${dead} given up`;
}

export type Shown = {
  readonly found: Case;
  readonly entries: readonly Entry[];
  readonly records: readonly AuditRecord[];
  readonly withText: boolean;
};

/** Lines of the case with day, kind and side; of the audit log with the person. */
export function writeCase({ found, entries, records, withText }: Shown): string[] {
  const facts = Object.entries(factsOf(found)).map(([name, value]): [string, string] => {
    const written = Array.isArray(value) ? value.join(", ") : String(value ?? "");
    return [name, written === "" ? NONE : written];
  });
  const textOf = ({ text }: Entry): string[] =>
    withText && text !== ""
      ? toPrintable(text)
          .split("\n")
          .map((line) => `    ${line}`)
      : [];
  return [
    ...alignColumns(facts),
    ...["", "lines:"],
    ...entries.flatMap((entry) => [
      `  ${entry.seq}. ${writeDay(entry.day)} ${entry.kind} by ${entry.by}`,
      ...textOf(entry),
    ]),
    ...["", "audit:"],
    ...records.map(({ seq, day, action, actor, detail }) =>
      `  ${seq}. ${writeDay(day)} ${action} by ${actor} ${detail}`.trimEnd(),
    ),
  ];
}

/** For machines; the texts only where they were asked for. */
export function toJsonCase({ found, entries, records, withText }: Shown) {
  return {
    case: factsOf(found),
    entries: entries.map(({ seq, kind, by, day, text }) => ({ seq, kind, by, day, ...(withText ? { text } : {}) })),
    audit: records.map(({ seq, day, actor, action, detail }) => ({ seq, day, actor, action, detail })),
  };
}
