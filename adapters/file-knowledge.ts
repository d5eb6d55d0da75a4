// Reads knowledge/ from disk, checks it, and hands it over as one value.

import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

import { workingDaysSchema } from "../src/cases/working-days.ts";
import { EMPTY_SHELF } from "../src/editions/shelf.ts";
import { KnowledgeFault } from "../src/knowledge/fault.ts";
import { checkReferences, type Knowledge, PROMPTS, type Prompts } from "../src/knowledge/knowledge.ts";
import { joinLanguages, parseBlocks } from "../src/knowledge/provisions.ts";
import * as schemas from "../src/knowledge/schemas.ts";
import { parseSituation } from "../src/knowledge/situations.ts";
import { LANGUAGES, type Language } from "../src/language.ts";

/** Bytes by name: only what is read is decoded. */
type Files = ReadonlyMap<string, Buffer>;

/** `spoken` leaves out what only building the index needs; the hash covers that either way. */
export type Extent = "all" | "spoken";

/** Throws a `KnowledgeFault` naming file, key and fault at the first thing that is wrong. */
export async function readKnowledge(folder: string, extent: Extent = "all"): Promise<Knowledge> {
  const files = await readFiles(folder);
  const documents = read(files, "documents.json", z.array(schemas.documentSchema));
  for (const [at, { id }] of documents.entries()) {
    const isKnown = documents.findIndex((other) => other.id === id) < at;
    if (isKnown) throw new KnowledgeFault("documents.json", id, "stands there twice");
  }
  const messages = (language: Language) => read(files, `messages/${language}.json`, schemas.messagesSchema);
  const training = <Item>(readAll: () => Item[]): Item[] => (extent === "all" ? readAll() : []);
  const knowledge: Knowledge = {
    hash: hashOf(files),
    documents: new Map(documents.map((document) => [document.id, document])),
    provisions: documents.flatMap(({ id }) =>
      joinLanguages(id, { kk: blocks(files, id, "kk"), ru: blocks(files, id, "ru"), en: blocks(files, id, "en") }),
    ),
    otherActs: read(files, "other-acts.json", z.array(z.string().trim().min(1))),
    examples: training(() =>
      documents.flatMap(({ id }) => readLines(files, `questions/${id}.jsonl`, schemas.exampleSchema)),
    ),
    outside: training(() => readLines(files, "questions/outside.jsonl", schemas.outsideSchema)),
    situations: named(files, "situations/", ".md").map((file) => parseSituation(file, contentOf(files, file))),
    correspondence: read(files, "correspondence.json", z.array(schemas.correspondenceSchema)),
    thesaurus: read(files, "concepts.json", schemas.thesaurusSchema),
    triage: training(() =>
      LANGUAGES.flatMap((language) => readLines(files, `triage/${language}.jsonl`, schemas.triageTextSchema)),
    ),
    lexicon: read(files, "triage-lexicon.json", schemas.thesaurusSchema),
    signals: read(files, "triage.json", z.array(schemas.signalSchema)),
    messages: { kk: messages("kk"), ru: messages("ru"), en: messages("en") },
    calibration: read(files, "calibration.json", schemas.calibrationSchema),
    workingDays: read(files, "working-days.json", workingDaysSchema),
    codenames: read(files, "codenames.json", schemas.codenamesSchema),
    personalNames: read(files, "personal-names.json", schemas.personalNamesSchema),
    emergency: read(files, "emergency.json", schemas.emergencySchema),
    prompts: readPrompts(files),
    shelf: EMPTY_SHELF,
  };
  checkReferences(knowledge);
  return knowledge;
}

async function readFiles(folder: string): Promise<Files> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw new Error(`cannot read the knowledge folder ${folder}`, { cause });
  });
  const paths = entries
    .filter((entry) => entry.isFile() && /\.(md|jsonl?|txt)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  const contents = await Promise.all(paths.map((file) => readFile(file)));
  return new Map(
    paths.map((file, at) => [path.relative(folder, file).split(path.sep).join("/"), contents[at] ?? Buffer.alloc(0)]),
  );
}

/** What is spoken, weighed or dated while the service runs can change without another index. */
const NOT_INDEXED = /^(?:messages\/|prompts\/|(?:calibration|working-days|codenames|personal-names|emergency)\.json$)/;

function hashOf(files: Files): string {
  const hash = createHash("sha256");
  for (const [name, content] of files)
    if (!NOT_INDEXED.test(name)) hash.update(`${name}\0`).update(content).update("\0");
  return hash.digest("hex");
}

function named(files: Files, prefix: string, suffix: string): string[] {
  return [...files.keys()].filter((name) => name.startsWith(prefix) && name.endsWith(suffix));
}

function contentOf(files: Files, file: string): string {
  const content = files.get(file);
  if (content === undefined) throw new KnowledgeFault(file, "file", "is missing");
  return content.toString("utf8");
}

function readPrompts(files: Files): Prompts {
  const entries = PROMPTS.map((name) => [name, contentOf(files, `prompts/${name}.md`).trim()] as const);
  const empty = entries.find(([, text]) => text === "");
  if (empty) throw new KnowledgeFault(`prompts/${empty[0]}.md`, "content", "is empty");
  return Object.fromEntries(entries) as Prompts;
}

function blocks(files: Files, document: string, language: Language) {
  const file = `provisions/${document}.${language}.md`;
  return { file, blocks: parseBlocks(file, contentOf(files, file)) };
}

function read<Schema extends z.ZodType>(files: Files, file: string, schema: Schema): z.infer<Schema> {
  return check(file, "", contentOf(files, file), schema);
}

function readLines<Schema extends z.ZodType>(files: Files, file: string, schema: Schema): z.infer<Schema>[] {
  const lines = contentOf(files, file).split("\n");
  return lines.flatMap((line, at) => (line.trim() === "" ? [] : [check(file, `line ${at + 1}`, line, schema)]));
}

function check<Schema extends z.ZodType>(file: string, place: string, json: string, schema: Schema): z.infer<Schema> {
  const parsed = schema.safeParse(parseJson(file, place, json));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const key = [place, ...(issue?.path ?? [])].filter((part) => part !== "").join(" → ");
  throw new KnowledgeFault(file, key || "content", issue?.message ?? "does not fit");
}

function parseJson(file: string, place: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    // The reader's own words quote the file, which may have line breaks.
    const reason = cause instanceof Error ? cause.message.replace(/\s+/g, " ") : "unreadable";
    throw new KnowledgeFault(file, place || "content", `is not JSON (${reason})`);
  }
}
