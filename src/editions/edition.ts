// An official text of one act, in one language, as amended up to one day; with the place of every numbered unit in it.

import type { Day } from "../day.ts";
import type { Language } from "../language.ts";

export const UNIT_KINDS = ["article", "point", "paragraph", "part", "subparagraph"] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

/** From and to, as positions in the edition's text; `to` is the first position after it. */
export type Span = readonly [from: number, to: number];

export type Unit = {
  /** Its provision id, such as `law-290-viii/62/1/10`. */
  readonly id: string;
  readonly kind: UnitKind;
  /** Title of an article without its number; `null` where it has none. */
  readonly heading: string | null;
  /** Its own words in the order of the text, with their number ("10) …") and without the units below it: what leads in, and what follows a list. */
  readonly spans: readonly Span[];
  /** The number stands there, its words were taken out of the act. */
  readonly isExcluded: boolean;
  readonly anchor: string | null;
  /** Line of the source. */
  readonly line: number;
};

export type Chapter = { readonly number: string; readonly title: string; readonly line: number };

/** A spot that a person should look at. */
export type Doubt = { readonly line: number; readonly about: string };

/** What was read of a text, before anybody decided to keep it. */
export type ReadAct = {
  /** The act's words, one paragraph per line, without editors' notes, contents and signatures; NFC. Every span points into it. */
  readonly text: string;
  /** In the order of the text. */
  readonly units: readonly Unit[];
  readonly chapters: readonly Chapter[];
  /** Editors' notes, which are not law and stand in no quote. */
  readonly notes: readonly { readonly line: number; readonly text: string }[];
  readonly doubts: readonly Doubt[];
};

export type Edition = Pick<ReadAct, "text" | "units" | "chapters"> & {
  readonly document: string;
  readonly language: Language;
  /** Day up to which amendments are taken in; names the edition. */
  readonly edition: Day;
  /** First day on which this wording is law. */
  readonly inForceFrom: Day;
  /** File name or address it was read from. */
  readonly source: string;
  /** SHA-256 of the source's bytes. */
  readonly checksum: string;
  /** ISO time. */
  readonly importedAt: string;
  /** A person has said that answers may use it. */
  readonly isApproved: boolean;
};

/** The unit's own words, span by span. */
export function wordsOf({ text }: Pick<Edition, "text">, { spans }: Unit): string[] {
  return spans.map(([from, to]) => text.slice(from, to));
}
