// The shelf of official texts, for the terminal.

import { writeDay } from "../day.ts";
import { type EditionLine, reportShelf, type ShelfReport, type Stock, type TextReport } from "./report-shelf.ts";

export function describeShelf(stock: Stock): string {
  return `${reportShelf(stock).map(describe).join("\n\n")}\n`;
}

function describe({ document, name, restates, inForceTo, texts, next }: ShelfReport): string {
  const repealed = inForceTo === null ? "" : `, in force to ${writeDay(inForceTo)}`;
  return [
    `${document}: ${name}, summaries of the edition of ${writeDay(restates)}${repealed}`,
    ...texts.flatMap(describeText),
    ...next.map((step) => `  to do: ${step}`),
  ].join("\n");
}

const STANDINGS: Readonly<Record<TextReport["standing"], string>> = {
  none: "no official text",
  older: "older than the summaries",
  same: "the edition of the summaries",
  newer: "newer than the summaries",
};

function describeText({ language, editions, used, coverage, standing }: TextReport): string[] {
  const covered = `${coverage.found} of ${coverage.of} provisions found`;
  const head = `  ${language}: ${[STANDINGS[standing], ...(editions.length > 0 ? [covered] : [])].join("; ")}`;
  return [head, ...editions.map((edition) => `    ${describeEdition(edition, used)}`)];
}

function describeEdition(
  { edition, inForceFrom, isApproved, ageDays, source, units }: EditionLine,
  used: string | null,
): string {
  const state = edition === used ? "in use" : isApproved ? "approved" : "waiting to be approved";
  const age = ageDays === 0 ? "today" : ageDays === 1 ? "1 day ago" : `${ageDays} days ago`;
  return `${writeDay(edition)}, in force from ${writeDay(inForceFrom)}, ${state}; ${units} units, read ${age} from ${plain(source)}`;
}

/** A file's name must not steer the terminal. */
function plain(source: string): string {
  return source.replace(/[\p{Cc}\p{Cf}]/gu, "");
}
