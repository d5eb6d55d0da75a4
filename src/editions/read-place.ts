// The units that are open at a place of the act, from the article down, and what was counted in them.

import type { ActDocument } from "../knowledge/schemas.ts";
import type { Chapter, Doubt, Unit } from "./edition.ts";
import { isExcluded } from "./line-meaning.ts";
import { type Step, stepFrom } from "./line-order.ts";
import type { Paragraph } from "./line-paragraphs.ts";
import type { Outlook } from "./read-outlook.ts";

export type ActShape = Pick<ActDocument, "id" | "levels">;

/** A unit while it is read; its words are counted in paragraphs of the act. */
export type Draft = Omit<Unit, "spans"> & {
  readonly number: string;
  readonly own: number[];
  /** Number of the last unit below it that is named with a bracket. */
  lastItem: string | null;
  /** A second list in the same unit repeats the numbers of the first; its items have no ids of their own. */
  hasSecondList: boolean;
};

export type Place = {
  article: Draft | null;
  dotted: Draft | null;
  item: Draft | null;
  /** Number of the last article, whatever headings came after it. */
  lastArticle: string | null;
  /** The last number with a dot, which goes on over headings in an act of points. */
  lastDotted: string | null;
  /** A note that is law, whose own numbers are not units. */
  note: { readonly owner: Draft | null; readonly isList: boolean; lastNumber: string | null } | null;
  /** Words were left out since the last number, so numbers may jump. */
  isAfterGap: boolean;
  /** Number of the last section that was numbered like a point. */
  section: number;
};

/** All that is gathered while the act is read. */
export type Reading = {
  readonly document: ActShape;
  readonly place: Place;
  readonly drafts: Map<string, Draft>;
  readonly chapters: Chapter[];
  readonly doubts: Doubt[];
};

/** A paragraph and what stands around it. */
export type Seen = {
  readonly paragraph: Paragraph;
  readonly previous: Paragraph | undefined;
  readonly at: number;
  readonly outlook: Outlook;
};

export function emptyPlace(): Place {
  return {
    ...{ article: null, dotted: null, item: null, note: null, isAfterGap: false },
    ...{ lastArticle: null, lastDotted: null, section: 0 },
  };
}

/** Opens a unit with the paragraph as its first words. */
export function openUnit(
  { paragraph, at }: Seen,
  {
    kind,
    number,
    below,
    heading = null,
    words,
  }: Pick<Unit, "kind"> & { number: string; below: string; heading?: string | null; words: string },
  { drafts }: Reading,
): Draft {
  const { anchor, line } = paragraph;
  const unit = { id: `${below}/${number}`, kind, heading, isExcluded: isExcluded(words), anchor, line };
  const draft: Draft = { ...unit, number, own: [at], lastItem: null, hasSecondList: false };
  drafts.set(draft.id, draft);
  return draft;
}

/** A heading closes all that is open; what numbers go on over it stays. */
export function closeAll({ document, place }: Reading): void {
  const { lastArticle, lastDotted, section } = place;
  Object.assign(place, {
    ...emptyPlace(),
    lastArticle,
    section,
    lastDotted: hasArticles(document) ? null : lastDotted,
  });
}

export function hasArticles({ levels }: ActShape): boolean {
  return levels[0] === "article";
}

/** The smallest open unit that can hold a list. */
export function containerAt({ dotted, article }: Place): Draft | null {
  return dotted ?? article;
}

/** After left-out words any number that is not smaller is as good as the next. */
export function stepAt({ isAfterGap }: Place, before: string | null, number: string): Step {
  const step = stepFrom(before, number);
  return step === "later" && isAfterGap ? "next" : step;
}

export function doubt({ doubts }: Reading, { paragraph }: Pick<Seen, "paragraph">, about: string): void {
  doubts.push({ line: paragraph.line, about });
}
