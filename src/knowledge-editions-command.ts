// `npm run knowledge -- approve·remove`: which of the editions that are there answers may use.

import path from "node:path";

import { readEditions, removeEdition, writeEdition } from "../adapters/edition-folder.ts";
import { loadConfig } from "./command-entry.ts";
import type { Day } from "./day.ts";
import { writeDay } from "./day.ts";
import type { Edition } from "./editions/edition.ts";
import { warn } from "./knowledge-entry.ts";
import type { Language } from "./language.ts";

export type Choosing = {
  readonly document?: string;
  readonly language?: Language;
  readonly edition?: Day;
  /** First day on which the wording is law, where that is not the day of the edition. */
  readonly inForceFrom?: Day;
  readonly all?: true;
};

/** Everything that is chosen and waits; `--all` chooses everything. */
export async function approve(choosing: Choosing): Promise<void> {
  const { folder, chosen } = await choose(choosing);
  const waiting = chosen.filter(({ isApproved }) => !isApproved);
  if (waiting.length === 0 && !choosing.all)
    throw new Error("nothing of that waits to be approved (see npm run knowledge -- status)");
  if (waiting.length === 0) return void process.stdout.write("nothing waits to be approved\n");
  const from = choosing.inForceFrom;
  for (const edition of waiting)
    writeEdition(folder, { ...edition, ...(from === undefined ? {} : { inForceFrom: from }), isApproved: true });
  process.stdout.write(`${waiting.map((edition) => `approved: ${nameOf(edition)}`).join("\n")}\n`);
  process.stdout.write("a service that runs uses it after its next start, and tells askers what has changed\n");
}

/** One edition, which must be named in full. */
export async function remove(choosing: Required<Pick<Choosing, "document" | "language" | "edition">>): Promise<void> {
  const { folder, chosen } = await choose(choosing);
  const [edition] = chosen;
  if (!edition) throw new Error("there is no such edition (see npm run knowledge -- status)");
  await removeEdition(folder, edition);
  process.stdout.write(`removed: ${nameOf(edition)}\n`);
}

async function choose({ document, language, edition, all }: Choosing): Promise<{ folder: string; chosen: Edition[] }> {
  if (!all && document === undefined) throw new Error("say which: --document (and --language, --edition), or --all");
  const folder = path.resolve(loadConfig().dataFolder);
  const editions = await readEditions(folder, warn);
  const chosen = editions.filter(
    (one) =>
      (document === undefined || one.document === document) &&
      (language === undefined || one.language === language) &&
      (edition === undefined || one.edition === edition),
  );
  return { folder, chosen };
}

function nameOf({ document, language, edition }: Edition): string {
  return `${document}, ${language}, edition of ${writeDay(edition)}`;
}
