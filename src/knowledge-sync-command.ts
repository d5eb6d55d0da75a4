// `npm run knowledge -- sync`: fetches what the acts name as their sources; a person approves before answers use it.

import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { readEditions, writeEdition } from "../adapters/edition-folder.ts";
import { readKnowledge } from "../adapters/file-knowledge.ts";
import { readSource } from "../adapters/readers/read-source.ts";
import { onlySourcesOf } from "../adapters/sync/address.ts";
import { fetchText } from "../adapters/sync/fetch-text.ts";
import { type SyncReport, syncDocuments, type Verdict, type WholeText } from "../adapters/sync/sync-documents.ts";
import { openSyncState, type TextSource } from "../adapters/sync/sync-state.ts";
import { KNOWLEDGE_FOLDER, loadConfig } from "./command-entry.ts";
import { dayInKazakhstan } from "./day.ts";
import { importText } from "./editions/import-text.ts";
import { judgeFetched } from "./editions/judge-fetched.ts";
import type { Knowledge } from "./knowledge/knowledge.ts";
import { documentNamed, warn } from "./knowledge-entry.ts";
import { LANGUAGES, type Language } from "./language.ts";
import { readSyncProxy } from "./sync-config.ts";

export type SyncOptions = {
  readonly document?: readonly string[];
  readonly language?: readonly Language[];
  readonly yes?: true;
  readonly json?: true;
};

/** Between two requests to the same kind of site. */
const PAUSE_MS = 1000;

export async function sync({ document, language = LANGUAGES, yes = undefined, json }: SyncOptions): Promise<void> {
  const folder = path.resolve(loadConfig().dataFolder);
  const proxy = readSyncProxy(process.env);
  const knowledge = await readKnowledge(KNOWLEDGE_FOLDER, "spoken");
  const documents = document ? document.map((id) => documentNamed(knowledge, id)) : [...knowledge.documents.values()];
  const allowed = onlySourcesOf(knowledge.documents.values());
  const reports = await syncDocuments({
    ...{ documents, languages: language, state: openSyncState(folder), now: () => new Date() },
    fetch: (address, marks) => fetchText(address, { allowed, marks, route: { proxy } }),
    isKept: async ({ checksum }) => (await readEditions(folder, warn)).some((one) => one.checksum === checksum),
    onText: (text) => keepText({ folder, knowledge, isApproved: yes === true }, text),
    onReport: (report) => void (json || process.stdout.write(`${writeSync(report)}\n`)),
    pause: () => sleep(PAUSE_MS),
  });
  if (json) process.stdout.write(`${JSON.stringify(reports)}\n`);
  else if (reports.some(({ outcome }) => outcome === "new")) process.stdout.write(`${yes ? USED : WAITING}\n`);
  if (reports.length > 0 && reports.every(({ outcome }) => outcome === "unreachable" || outcome === "refused"))
    throw new Error("nothing could be fetched: is there a way to the internet, or a proxy (SYNC_PROXY_URL)?");
}

const USED = "approved (--yes); a service that runs uses it after its next start";
const WAITING = "waiting: look at it with `npm run knowledge -- diff`, then `npm run knowledge -- approve`";

type Keeping = { readonly folder: string; readonly knowledge: Knowledge; readonly isApproved: boolean };

async function keepText({ folder, knowledge, isApproved }: Keeping, text: WholeText & TextSource): Promise<Verdict> {
  const { document: id, language, bytes, finalUrl: source, checksum } = text;
  const installed = await readEditions(folder, warn);
  const origin = { source, checksum, importedAt: new Date().toISOString() };
  const imported = importText(knowledge, await readSource(bytes, source), {
    ...{ document: documentNamed(knowledge, id), language, edition: null, inForceFrom: null, origin, installed },
  });
  const own = installed.filter((one) => one.document === id && one.language === language);
  const judged = judgeFetched(imported, { own, today: dayInKazakhstan(new Date()), isApproved });
  if (judged.kind === "refused") return judged;
  if (judged.kind === "keep") writeEdition(folder, judged.edition);
  return { kind: "accepted" };
}

function writeSync({ document, language, outcome, address, faults }: SyncReport): string {
  const tried = faults.map(({ address: one, why }) => `\n  ${one}: ${why}`).join("");
  return `${document}, ${language}: ${outcome}${address === null ? "" : ` (${address})`}${tried}`;
}
