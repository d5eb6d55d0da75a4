// Which provision, situation and language each entry belongs to: all that answering needs of an entry, in flat arrays.

import { LANGUAGES } from "../language.ts";
import type { Entry } from "./entries.ts";

export type EntryTable = {
  /** Position in `knowledge.provisions`. */
  readonly provisions: Uint16Array;
  /** Position in `knowledge.situations`; `NO_SITUATION` where the entry comes from none. */
  readonly situations: Uint16Array;
  /** Position in `LANGUAGES`. */
  readonly languages: Uint8Array;
  /** 1 for an example question, 0 for a text. */
  readonly questions: Uint8Array;
};

export const NO_SITUATION = 0xffff;

export function tabulate(entries: readonly Entry[]): EntryTable {
  return {
    provisions: Uint16Array.from(entries, ({ provision }) => provision),
    situations: Uint16Array.from(entries, ({ situation }) => situation ?? NO_SITUATION),
    languages: Uint8Array.from(entries, ({ language }) => LANGUAGES.indexOf(language)),
    questions: Uint8Array.from(entries, ({ kind }) => Number(kind === "question")),
  };
}

/** The entries of one kind, in their order. */
export function selectKind(table: EntryTable, isQuestion: boolean): EntryTable {
  const kept = Array.from(table.questions.keys()).filter((at) => (table.questions[at] === 1) === isQuestion);
  return {
    provisions: Uint16Array.from(kept, (at) => table.provisions[at] ?? 0),
    situations: Uint16Array.from(kept, (at) => table.situations[at] ?? NO_SITUATION),
    languages: Uint8Array.from(kept, (at) => table.languages[at] ?? 0),
    questions: Uint8Array.from(kept, (at) => table.questions[at] ?? 0),
  };
}
