// The measuring sets as files: which texts stand in them, which id is free, and how a line is added.

import { open, readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { syncFolder } from "../adapters/private-file.ts";
import type { Language } from "../src/language.ts";
import { wordsOf } from "../src/text/grams.ts";
import { normalise } from "../src/text/normalise.ts";

/** A line of any set. */
export type Line = {
  readonly file: string;
  readonly id: string | null;
  readonly item: Readonly<Record<string, unknown>>;
};

const TAIL = ".jsonl";

/** Of every set in the folder. */
export async function readLines(folder: string): Promise<Line[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith(TAIL)).sort();
  const contents = await Promise.all(files.map((file) => readFile(path.join(folder, file), "utf8")));
  return files.flatMap((file, at) =>
    (contents[at] ?? "").split("\n").flatMap((line, index): Line[] => {
      if (line.trim() === "") return [];
      const item = parseLine(line, `${file} line ${index + 1}`);
      return [{ file, id: typeof item["id"] === "string" ? item["id"] : null, item }];
    }),
  );
}

function parseLine(line: string, place: string): Readonly<Record<string, unknown>> {
  try {
    // Every set has an object in each line; its own schema is checked where it is read to measure with.
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch {
    throw new Error(`${place} is not JSON`);
  }
}

const TEXT_KEYS = ["question", "text", "turns", "items"];

/** What is asked or told in an item of any set, its turns and items included. */
export function textsOf(item: Readonly<Record<string, unknown>>): string[] {
  return TEXT_KEYS.flatMap((key) => textsIn(item[key]));
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return typeof value === "object" && value !== null && "question" in value ? textsIn(value.question) : [];
}

/** Two texts of the same words are the same, whatever their letters' case, spaces, marks and look-alike letters. */
export function sameness(text: string): string {
  return wordsOf(normalise(text)).join(" ");
}

/** Items that came from people's experience, in every set that gives ids. */
export const LIFE = "life-";

/** `life-dev-ru-004`, one above the highest there is. */
export function nextId(lines: readonly Line[], { set, language }: { set: string; language: Language }): string {
  const beginning = `${LIFE}${set}-${language}-`;
  const numbers = lines.flatMap(({ id }) => (id?.startsWith(beginning) ? [Number(id.slice(beginning.length))] : []));
  return `${beginning}${String(Math.max(0, ...numbers) + 1).padStart(3, "0")}`;
}

/** On disk when it returns. */
export async function appendLine(file: string, item: unknown): Promise<void> {
  const before = await readFile(file, "utf8");
  const line = `${before === "" || before.endsWith("\n") ? "" : "\n"}${JSON.stringify(item)}\n`;
  // One writing at the end: of two that are accepted at the same moment neither is lost.
  const handle = await open(file, "a");
  try {
    await handle.write(line);
    await handle.sync();
  } finally {
    await handle.close();
  }
  syncFolder(path.dirname(file));
}
