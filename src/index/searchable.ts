// Index and knowledge put together for searching: entry numbers resolved to provisions once, into flat arrays.

import type { Knowledge } from "../knowledge/knowledge.ts";
import { LANGUAGES } from "../language.ts";
import type { PassageIndex } from "../passage-index.ts";
import { type Entry, listEntries } from "./entries.ts";
import type { Model } from "./model.ts";
import { listTopics, type Topics } from "./topics.ts";

/** Which provision, situation and language each numbered entry of an index belongs to. */
export type EntryTable = {
  readonly provisions: Uint16Array;
  /** −1 where the entry comes from no situation. */
  readonly situations: Int16Array;
  /** Position in `LANGUAGES`. */
  readonly languages: Uint8Array;
};

export type Searchable = {
  readonly model: Model;
  readonly index: PassageIndex;
  /** All entries, as the vector index counts them; then the two kinds, as their lexical indexes do. */
  readonly entries: EntryTable;
  readonly texts: EntryTable;
  readonly questions: EntryTable;
  readonly topics: Topics;
  readonly provisionCount: number;
  readonly situationCount: number;
};

export function toSearchable(
  knowledge: Knowledge,
  { model, index }: { model: Model; index: PassageIndex },
): Searchable {
  const entries = listEntries(knowledge);
  return {
    ...{ model, index, entries: tabulate(entries) },
    texts: tabulate(entries.filter(({ kind }) => kind === "text")),
    questions: tabulate(entries.filter(({ kind }) => kind === "question")),
    topics: listTopics(knowledge),
    provisionCount: knowledge.provisions.length,
    situationCount: knowledge.situations.length,
  };
}

function tabulate(entries: readonly Entry[]): EntryTable {
  return {
    provisions: Uint16Array.from(entries, ({ provision }) => provision),
    situations: Int16Array.from(entries, ({ situation }) => situation ?? -1),
    languages: Uint8Array.from(entries, ({ language }) => LANGUAGES.indexOf(language)),
  };
}
