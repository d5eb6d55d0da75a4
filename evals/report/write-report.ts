// Writes what a run found to files: a page for people, and the formats that other tools read.

import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

import type { Run } from "../results.ts";
import { renderJunit } from "./junit.ts";
import { type Beside, renderPage } from "./page.ts";
import { renderTrec } from "./trec.ts";

export type ReportOptions = Beside & { readonly folder: string };

/** Gives the paths of the files written. The same run and the same earlier ones give the same bytes. */
export async function writeReport(run: Run, { folder, ...beside }: ReportOptions): Promise<string[]> {
  const files: [name: string, content: string][] = [
    ["index.html", await renderPage(run, beside)],
    ["results.json", `${JSON.stringify(run, null, 1)}\n`],
    ["junit.xml", renderJunit(run, beside.gates)],
    ...renderTrec(run).flatMap(({ suite, run: ranking, qrels }): [string, string][] => [
      [`${suite}.run.trec`, ranking],
      [`${suite}.qrels`, qrels],
    ]),
  ];
  await mkdir(folder, { recursive: true });
  return Promise.all(
    files.map(async ([name, content]) => {
      const file = path.join(folder, name);
      await writeFile(file, content);
      return file;
    }),
  );
}
