// The round of the download: every text of every act from the first of its sources that gives one which is taken.

import type { ActDocument } from "../../src/knowledge/schemas.ts";
import type { Language } from "../../src/language.ts";
import { createFetchOnce, type Fetch } from "./fetch-once.ts";
import type { Fetched } from "./fetch-text.ts";
import type { Remembered, SyncState, TextSource } from "./sync-state.ts";

export type WholeText = Extract<Fetched, { kind: "fetched" }>;
export type Verdict = { readonly kind: "accepted" } | { readonly kind: "refused"; readonly why: string };

export type SyncReport = {
  readonly document: string;
  readonly language: Language;
  /** `refused`: something came, and nothing of it was taken. `unreachable`: nothing came. */
  readonly outcome: "new" | "unchanged" | "refused" | "unreachable";
  /** The source that gave it. */
  readonly address: string | null;
  /** The sources before it, and what was wrong with each. */
  readonly faults: readonly { readonly address: string; readonly why: string }[];
};

export type SyncOptions = {
  readonly documents: readonly Pick<ActDocument, "id" | "sources">[];
  readonly languages: readonly Language[];
  readonly fetch: Fetch;
  readonly state: SyncState;
  /** Whether the text that was taken then is still there; if not, it is fetched whole. */
  readonly isKept: (text: Remembered) => boolean | Promise<boolean>;
  /** Reads and keeps a text, or says why not. */
  readonly onText: (text: WholeText & TextSource) => Promise<Verdict>;
  readonly onReport?: (report: SyncReport) => void;
  readonly pause: () => Promise<void>;
  readonly now: () => Date;
};

type Tried = { readonly outcome: SyncReport["outcome"]; readonly why: string };

/** One text after another, each with a report; none keeps the others from being tried. Acts and languages without sources have none. */
export async function syncDocuments(options: SyncOptions): Promise<SyncReport[]> {
  const { documents, languages, fetch, pause, onReport = () => undefined } = options;
  const fetchOnce = createFetchOnce(fetch, pause);
  const reports: SyncReport[] = [];
  for (const { id: document, sources } of documents) {
    for (const language of languages) {
      const addresses = sources?.[language] ?? [];
      if (addresses.length === 0) continue;
      const report = await syncText({ document, language }, addresses, { ...options, fetch: fetchOnce });
      reports.push(report);
      onReport(report);
    }
  }
  return reports;
}

async function syncText(
  text: Omit<TextSource, "address">,
  addresses: readonly string[],
  options: SyncOptions,
): Promise<SyncReport> {
  const faults: (Tried & { readonly address: string })[] = [];
  for (const address of addresses) {
    const { outcome, why } = await trySource({ ...text, address }, options);
    if (outcome === "new" || outcome === "unchanged") return { ...text, outcome, address, faults: faults.map(toFault) };
    faults.push({ address, outcome, why });
  }
  const outcome = faults.some((fault) => fault.outcome === "refused") ? "refused" : "unreachable";
  return { ...text, outcome, address: null, faults: faults.map(toFault) };
}

async function trySource(source: TextSource, options: SyncOptions): Promise<Tried> {
  const { fetch, state, isKept, onText, now } = options;
  try {
    const before = state.read(source);
    const kept = before !== null && (await isKept(before)) ? before : null;
    const fetched = await fetch(source.address, kept);
    if (fetched.kind === "failed") return { outcome: "unreachable", why: fetched.why };
    if (fetched.kind === "unchanged") return { outcome: "unchanged", why: "" };
    const isSame = fetched.checksum === kept?.checksum;
    const verdict = isSame ? ACCEPTED : await onText({ ...fetched, ...source });
    if (verdict.kind === "refused") return { outcome: "refused", why: verdict.why };
    const { etag, lastModified, checksum } = fetched;
    // Only what was taken is remembered: a text that was refused is looked at again the next time.
    state.remember({ ...source, etag, lastModified, checksum, fetchedAt: now().toISOString() });
    return { outcome: isSame ? "unchanged" : "new", why: "" };
  } catch (fault) {
    const [line = ""] = (fault instanceof Error ? fault.message : "unknown fault").split("\n");
    return { outcome: "refused", why: `it could not be read or kept (${line})` };
  }
}

const ACCEPTED: Verdict = { kind: "accepted" };

function toFault({ address, why }: { readonly address: string; readonly why: string }) {
  return { address, why };
}
