// `npm run knowledge -- import`: an official text from a file or an address into the editions, if it looks right.

import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";

import { readEditions, writeEdition } from "../adapters/edition-folder.ts";
import { readKnowledge } from "../adapters/file-knowledge.ts";
import { readSource } from "../adapters/readers/read-source.ts";
import { onlySourcesOf } from "../adapters/sync/address.ts";
import { fetchText } from "../adapters/sync/fetch-text.ts";
import { KNOWLEDGE_FOLDER, loadConfig } from "./command-entry.ts";
import type { Day } from "./day.ts";
import { type Imported, importText, keepable } from "./editions/import-text.ts";
import { reportImport, writeImport } from "./editions/write-import.ts";
import type { Knowledge } from "./knowledge/knowledge.ts";
import { documentNamed, warn } from "./knowledge-entry.ts";
import type { Language } from "./language.ts";
import { readSyncProxy } from "./sync-config.ts";

export type ImportOptions = {
  readonly document: string;
  readonly language: Language;
  readonly edition?: Day;
  readonly inForceFrom?: Day;
  readonly dryRun?: true;
  readonly force?: true;
  readonly json?: true;
};

const MOST_BYTES = 32 * 1024 * 1024;

export async function importOne(target: string, options: ImportOptions): Promise<void> {
  const folder = path.resolve(loadConfig().dataFolder);
  const knowledge = await readKnowledge(KNOWLEDGE_FOLDER, "spoken");
  const { document: id, language, dryRun = false, force = false } = options;
  const document = documentNamed(knowledge, id);
  const { bytes, source } = await readTarget(knowledge, target);
  const installed = await readEditions(folder, warn);
  const imported = importText(knowledge, await readSource(bytes, source), {
    ...{ document, language, edition: options.edition ?? null, inForceFrom: options.inForceFrom ?? null, installed },
    origin: { source, checksum: sumOf(bytes), importedAt: new Date().toISOString() },
  });
  const report = reportImport(imported, { document, language, provisions: knowledge.provisions, installed });
  const kept = keepable(imported, force);
  // Whoever imports by hand has the text before them: that is the approval.
  if (kept && !dryRun) writeEdition(folder, { ...kept, isApproved: true });
  process.stdout.write(`${options.json ? JSON.stringify(report) : writeImport(report)}\n`);
  if (!kept) throw new Error(`nothing was kept: ${whyNot(imported)}`);
  if (!options.json) process.stdout.write(dryRun ? "dry run: nothing was kept\n" : `${KEPT}\n`);
}

const KEPT = "kept and approved; a service that runs uses it after its next start";

function sumOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function whyNot({ refusals, edition, read }: Imported): string {
  const reason = refusals.join("; ") || "it could not be read";
  const canForce = edition !== null && read.units.length > 0;
  return canForce ? `${reason} (--force keeps it all the same)` : reason;
}

type Target = { readonly bytes: Uint8Array; readonly source: string };

async function readTarget({ documents }: Knowledge, target: string): Promise<Target> {
  if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(target))
    return { bytes: await readWhole(target), source: path.basename(target) };
  const allowed = onlySourcesOf(documents.values());
  const fetched = await fetchText(target, { allowed, route: { proxy: readSyncProxy(process.env) } });
  if (fetched.kind === "fetched") return { bytes: fetched.bytes, source: fetched.finalUrl };
  throw new Error(`cannot fetch ${target}: ${fetched.kind === "failed" ? fetched.why : "it is unchanged"}`);
}

async function readWhole(file: string): Promise<Uint8Array> {
  const found = await stat(file).catch(() => null);
  if (found === null) throw new Error(`cannot read ${file}: there is no such file`);
  if (!found.isFile()) throw new Error(`cannot read ${file}: it is no file`);
  if (found.size > MOST_BYTES) throw new Error(`${file} is larger than 32 MB: no text of an act is`);
  return readFile(file);
}
