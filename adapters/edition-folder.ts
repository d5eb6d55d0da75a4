// Official texts on disk, `<data>/editions/<document>/<language>/<edition>.json`: side by side, each written whole or not at all.

import { mkdirSync } from "node:fs";
import { readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

import type { Day } from "../src/day.ts";
import { type Edition, UNIT_KINDS } from "../src/editions/edition.ts";
import { LANGUAGES, type Language } from "../src/language.ts";
import { syncFolder, writePrivateFile } from "./private-file.ts";

const position = z.int().nonnegative();
const spanSchema = z.tuple([position, position]);
const unitSchema = z.strictObject({
  ...{ id: z.string(), kind: z.enum(UNIT_KINDS), heading: z.string().nullable(), spans: z.array(spanSchema) },
  ...{ isExcluded: z.boolean(), anchor: z.string().nullable(), line: position },
});

/** Spans that leave the text, or run backwards, would quote what is not there. */
const editionSchema = z
  .strictObject({
    ...{ document: z.string(), language: z.enum(LANGUAGES), edition: z.iso.date(), inForceFrom: z.iso.date() },
    ...{ source: z.string(), checksum: z.string(), importedAt: z.string(), isApproved: z.boolean() },
    ...{ text: z.string(), units: z.array(unitSchema) },
    chapters: z.array(z.strictObject({ number: z.string(), title: z.string(), line: position })),
  })
  .refine(({ text, units }) =>
    units.every(({ spans }) => spans.every(([from, to]) => from <= to && to <= text.length)),
  );

export type EditionName = { readonly document: string; readonly language: Language; readonly edition: Day };

/** Approved or not, in no order. A file that is damaged is left out, and told of. */
export async function readEditions(dataFolder: string, log: (message: string) => void): Promise<Edition[]> {
  const root = rootOf(dataFolder);
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(
    (fault: NodeJS.ErrnoException) => {
      if (fault.code !== "ENOENT") log(`the official texts cannot be read (${fault.code}): answers go without them`);
      return [];
    },
  );
  const files = entries.filter((entry) => entry.isFile() && /^\d{4}-\d{2}-\d{2}\.json$/.test(entry.name));
  const read = await Promise.all(
    files.map(async (entry) => {
      const file = path.join(entry.parentPath, entry.name);
      const edition = editionSchema.safeParse(parseOrNull(await readFile(file, "utf8").catch(() => ""))).data;
      if (edition && fileOf(dataFolder, edition) === file) return [edition];
      log(`the official text ${path.relative(dataFolder, file)} is damaged and is not used: import it again`);
      return [];
    }),
  );
  return read.flat();
}

/** Replaces an edition of the same day. */
export function writeEdition(dataFolder: string, edition: Edition): void {
  const file = fileOf(dataFolder, edition);
  mkdirSync(path.dirname(file), { recursive: true });
  writePrivateFile(file, JSON.stringify(editionSchema.parse(edition)), { force: true });
  syncFolder(path.dirname(file));
}

/** Nothing happens where it is not there. */
export async function removeEdition(dataFolder: string, name: EditionName): Promise<void> {
  await rm(fileOf(dataFolder, name), { force: true });
}

export function rootOf(dataFolder: string): string {
  return path.join(dataFolder, "editions");
}

function fileOf(dataFolder: string, { document, language, edition }: EditionName): string {
  return path.join(rootOf(dataFolder), document, language, `${edition}.json`);
}

function parseOrNull(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
