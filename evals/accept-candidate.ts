// A candidate becomes an item of a measuring set: everything is checked, the line is added, then the candidate is deleted.

import path from "node:path";

import type { Candidate } from "../src/candidates/candidate.ts";
import { maskPersonalData, PERSONAL_KINDS, type PersonalKind } from "../src/cases/mask.ts";
import type { Knowledge } from "../src/knowledge/knowledge.ts";
import type { Language } from "../src/language.ts";
import { say } from "../src/messages.ts";
import { findCandidate } from "./candidate-listing.ts";
import { appendLine, LIFE, type Line, nextId, readLines, sameness, textsOf } from "./dataset-files.ts";
import { type Decision, type Draft, toDraft } from "./life-item.ts";
import type { LifeStore } from "./life-store.ts";

export type AcceptDeps = {
  readonly store: LifeStore;
  /** All of it: the example questions too. */
  readonly knowledge: Knowledge;
  /** Where the measuring sets are. */
  readonly folder: string;
};

export type Accepted = {
  readonly candidate: string;
  readonly file: string;
  /** `null` in a set whose items have none. */
  readonly id: string | null;
  readonly item: Readonly<Record<string, unknown>>;
  /** False where an earlier run added it and came no further. */
  readonly isNew: boolean;
};

/** Throws one line at the first thing that is wrong; then nothing was written and the candidate is still there. */
export async function acceptCandidate(deps: AcceptDeps, named: string, decision: Decision): Promise<Accepted> {
  const { store, knowledge, folder } = deps;
  const candidate = findCandidate(await store.transact((tx) => tx.candidates.list()), named);
  const draft = toDraft(candidate, decision);
  refuseUnknown(knowledge, decision);
  refusePersonal(knowledge, candidate.language, [draft.text, decision.note ?? ""]);
  const lines = await readLines(folder);
  const added = findAdded(lines, draft);
  if (!added) refuseStanding(knowledge, lines, draft);
  const accepted = added ?? toLine(draft, lines, candidate.language);
  if (!added) await appendLine(path.join(folder, draft.file), accepted.item);
  await store.transact((tx) => tx.candidates.delete(candidate.id));
  return { candidate: candidate.id, ...accepted, isNew: !added };
}

function refuseUnknown({ provisions }: Knowledge, { expect = [] }: Decision): void {
  const ids = new Set(provisions.map(({ id }) => id));
  const unknown = expect.map(({ provision }) => provision).filter((id) => !ids.has(id));
  if (unknown.length > 0) throw new Error(`no such provision in the knowledge: ${unknown.join(", ")}`);
}

/** The candidate was masked when it was given; words that were added since may bring a name back. */
function refusePersonal(knowledge: Knowledge, language: Language, texts: readonly string[]): void {
  const placeholders = Object.fromEntries(
    PERSONAL_KINDS.map((kind) => [kind, say(knowledge.messages[language], `mask.${kind}`)]),
  ) as Record<PersonalKind, string>;
  const masked = texts.map((text) => maskPersonalData(text, { names: knowledge.personalNames, placeholders }));
  const kinds = PERSONAL_KINDS.filter((kind) => masked.some(({ found }) => found.includes(kind)));
  if (kinds.length === 0) return;
  throw new Error(`masking finds something personal in it (${kinds.join(", ")}): word it without, with --text`);
}

/** Ids aside the very same item: an earlier run added it and did not come to deleting the candidate. */
function findAdded(lines: readonly Line[], { file, set, item }: Draft): Pick<Line, "file" | "id" | "item"> | null {
  const wanted = JSON.stringify(item);
  const isSame = ({ id, item: { id: _id, ...rest } }: Line): boolean =>
    JSON.stringify(rest) === wanted && (set === null || (id?.startsWith(LIFE) ?? false));
  return lines.find((line) => line.file === file && isSame(line)) ?? null;
}

function refuseStanding(knowledge: Knowledge, lines: readonly Line[], { text }: Draft): void {
  const own = sameness(text);
  const isSame = (other: string): boolean => sameness(other) === own;
  const line = lines.find(({ item }) => textsOf(item).some(isSame));
  const place = line ? `${line.file}${line.id === null ? "" : ` (${line.id})`}` : placeInKnowledge(knowledge, isSame);
  if (place !== null) throw new Error(`the text stands in ${place} already: word it anew with --text, or reject it`);
}

function placeInKnowledge(
  { examples, outside, situations, triage }: Knowledge,
  isSame: (text: string) => boolean,
): string | null {
  const example = examples.find(({ question }) => isSame(question));
  if (example) return `knowledge/questions/ (${example.provision})`;
  if (outside.some(({ question }) => isSame(question))) return "knowledge/questions/outside.jsonl";
  const situation = situations.find(({ questions }) => questions.some(({ question }) => isSame(question)));
  if (situation) return `knowledge/situations/${situation.id}.md`;
  return triage.some(({ text }) => isSame(text)) ? "knowledge/triage/" : null;
}

function toLine({ file, set, schema, item }: Draft, lines: readonly Line[], language: Candidate["language"]): Line {
  const id = set === null ? null : nextId(lines, { set, language });
  const whole = id === null ? item : { id, ...item };
  const parsed = schema.safeParse(whole);
  if (parsed.success) return { file, id, item: whole };
  const issue = parsed.error.issues[0];
  throw new Error(`it does not fit evals/datasets/${file}: ${[...(issue?.path ?? []), issue?.message].join(" ")}`);
}
