// Index and knowledge put together for searching.

import type { Knowledge } from "../knowledge/knowledge.ts";
import type { PassageIndex } from "../passage-index.ts";
import type { NeuralIndex } from "../retrieval/neural.ts";
import { type EntryTable, selectKind } from "./entry-table.ts";
import type { Model } from "./model.ts";
import { buildOfficialTexts, type OfficialTexts } from "./official-texts.ts";
import { listTopics, type Topics } from "./topics.ts";

export type Searchable = {
  readonly model: Model;
  readonly index: PassageIndex;
  /** By another embedder, beside `index`; `null` where none is configured. */
  readonly neural: NeuralIndex | null;
  /** All entries, as the vector index counts them; then the two kinds, as their lexical indexes do. */
  readonly entries: EntryTable;
  readonly texts: EntryTable;
  readonly questions: EntryTable;
  /** `null` where no official text is there. */
  readonly official: OfficialTexts | null;
  readonly topics: Topics;
  readonly provisionCount: number;
  readonly situationCount: number;
};

export function toSearchable(
  knowledge: Knowledge,
  { model, index, neural = null }: { model: Model; index: PassageIndex; neural?: NeuralIndex | null },
): Searchable {
  return {
    ...{ model, index, neural, entries: model.table },
    texts: selectKind(model.table, false),
    questions: selectKind(model.table, true),
    official: buildOfficialTexts(knowledge),
    topics: listTopics(knowledge),
    provisionCount: knowledge.provisions.length,
    situationCount: knowledge.situations.length,
  };
}
