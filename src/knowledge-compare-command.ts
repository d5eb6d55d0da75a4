// `npm run knowledge -- diff·twins·status`: what changed between editions, where the languages differ, and what is there.

import path from "node:path";

import { diffKeys } from "../adapters/diff-keys.ts";
import { readEditions } from "../adapters/edition-folder.ts";
import { readKnowledge } from "../adapters/file-knowledge.ts";
import { folderOf, verify } from "../adapters/index-folder.ts";
import { renderChanges } from "../adapters/page/changes-page.ts";
import { writePrivateFile } from "../adapters/private-file.ts";
import { KNOWLEDGE_FOLDER, loadConfig } from "./command-entry.ts";
import { type Day, dayInKazakhstan, writeDay } from "./day.ts";
import { compareEditions } from "./editions/compare-editions.ts";
import type { Edition } from "./editions/edition.ts";
import { writeChanges } from "./editions/report-changes.ts";
import { reportShelf } from "./editions/report-shelf.ts";
import { describeShelf } from "./editions/report-shelf-lines.ts";
import { writeTwinDoubts } from "./editions/report-twins.ts";
import { compareTwins } from "./editions/twin-check.ts";
import type { Knowledge } from "./knowledge/knowledge.ts";
import { documentNamed, warn } from "./knowledge-entry.ts";
import type { Language } from "./language.ts";

type Output = { readonly json?: true };

async function open(): Promise<{ folder: string; knowledge: Knowledge; editions: Edition[] }> {
  const folder = path.resolve(loadConfig().dataFolder);
  const knowledge = await readKnowledge(KNOWLEDGE_FOLDER, "spoken");
  return { folder, knowledge, editions: await readEditions(folder, warn) };
}

export async function showStatus(options: Output): Promise<void> {
  const { folder, knowledge, editions } = await open();
  const { documents, provisions, situations } = knowledge;
  const shelf = {
    ...{ documents: [...documents.values()], provisionIds: provisions.map(({ id }) => id), editions },
    today: dayInKazakhstan(new Date()),
  };
  const manifest = await verify(folderOf(folder, knowledge), knowledge);
  if (options.json) {
    const index = manifest && { entries: manifest.entries, builtAt: manifest.builtAt };
    process.stdout.write(
      `${JSON.stringify({ documents: reportShelf(shelf), situations: situations.length, index })}\n`,
    );
    return;
  }
  const index = manifest
    ? `index: ready, ${manifest.entries} entries, built ${manifest.builtAt}`
    : "index: none that fits; `npm run knowledge -- build` makes it";
  process.stdout.write(`${[describeShelf(shelf), `situations: ${situations.length}`, index].join("\n")}\n`);
}

export type DiffOptions = Output & {
  readonly document: string;
  readonly language: Language;
  readonly from?: Day;
  readonly to?: Day;
  readonly html?: string;
  readonly force?: true;
};

/** Without days: the newest edition against the one before it, approved or not. */
export async function diff({ document: id, language, from, to, html, force, json }: DiffOptions): Promise<void> {
  const { knowledge, editions } = await open();
  const document = documentNamed(knowledge, id);
  const own = editions.filter((one) => one.document === id && one.language === language).sort(newestFirst);
  const after = to === undefined ? own[0] : own.find(({ edition }) => edition === to);
  const earlier = own.filter(({ edition }) => after !== undefined && edition < after.edition);
  const before = from === undefined ? earlier[0] : own.find(({ edition }) => edition === from);
  if (!before || !after) throw new Error(`two editions are needed; in ${language} there ${list(own)}`);
  const changes = compareEditions(before, after, { diffKeys });
  if (html !== undefined) {
    writePrivateFile(html, await renderChanges(changes, document), { force: force ?? false });
    process.stdout.write(`written: ${html}\n`);
    return;
  }
  const isColoured = process.stdout.isTTY === true && !process.env.NO_COLOR;
  process.stdout.write(`${json ? JSON.stringify(changes) : writeChanges(changes, { document, isColoured })}\n`);
}

export type TwinOptions = Output & { readonly document: string; readonly edition?: Day };

/** Without a day: the newest edition that is there in both languages. */
export async function twins({ document, edition, json }: TwinOptions): Promise<void> {
  const { knowledge, editions } = await open();
  documentNamed(knowledge, document);
  const own = editions.filter((one) => one.document === document).sort(newestFirst);
  const wanted = own.filter((one) => edition === undefined || one.edition === edition);
  const [pair] = wanted.flatMap((kk) => {
    const ru = wanted.find((one) => one.language === "ru" && one.edition === kk.edition);
    return kk.language === "kk" && ru ? [{ kk, ru }] : [];
  });
  if (!pair) throw new Error(`one edition is needed in both kk and ru; there ${list(own)}`);
  const doubts = compareTwins(pair.kk, pair.ru);
  process.stdout.write(`${json ? JSON.stringify(doubts) : writeTwinDoubts(doubts)}\n`);
}

function newestFirst(one: Edition, other: Edition): number {
  return one.edition < other.edition ? 1 : -1;
}

function list(editions: readonly Edition[]): string {
  const named = editions.map(({ language, edition }) => `${language} ${writeDay(edition)}`);
  return named.length === 0 ? "is none" : `${named.length === 1 ? "is" : "are"}: ${named.join(", ")}`;
}
