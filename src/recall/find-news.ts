// What changed in the law between the editions that answers rested on before and those they rest on now.

import type { Day } from "../day.ts";
import { keyOf, tokensOf } from "../editions/compare-fold.ts";
import { type Edition, wordsOf } from "../editions/edition.ts";
import { wayTo } from "../knowledge/provisions.ts";
import type { Language } from "../language.ts";
import type { EditionUseRows } from "./advice.ts";

/** The official texts that are installed. */
export type EditionShelf = {
  /** At most one of each act and language. */
  readonly inUse: () => readonly Edition[];
  /** Also one that is no longer in use; `null` where it was taken away. */
  readonly find: (document: string, language: Language, edition: Day) => Edition | null;
};

export type EditionUse = Awaited<ReturnType<EditionUseRows["list"]>>[number];

export type News = {
  readonly document: string;
  /** The latest edition that brought a change. */
  readonly edition: Day;
  /** Ids of the units whose own words are others now, are new, or are gone. */
  readonly changed: ReadonlySet<string>;
};

/** In these an act is law; a translation that was improved is no news. */
const OFFICIAL: readonly Language[] = ["kk", "ru"];

export type Found = {
  readonly news: readonly News[];
  /** Acts whose edition in use was compared with the one before, in one language at least. */
  readonly compared: ReadonlySet<string>;
  /** Of the other acts, earlier editions whose text is gone. */
  readonly lost: readonly EditionUse[];
};

/** An act that was not in use before is no news, nor is going back to an earlier edition. */
export function findNews(before: readonly EditionUse[], shelf: EditionShelf): Found {
  const news = new Map<string, News>();
  const lost: EditionUse[] = [];
  const compared = new Set<string>();
  for (const now of shelf.inUse()) {
    const use = before.find(({ document, language }) => document === now.document && language === now.language);
    if (!use || use.edition >= now.edition || !OFFICIAL.includes(now.language)) continue;
    const then = shelf.find(use.document, use.language, use.edition);
    if (then === null) {
      lost.push(use);
      continue;
    }
    compared.add(now.document);
    const changed = compare(then, now);
    if (changed.length > 0) news.set(now.document, join(news.get(now.document), now, changed));
  }
  return { news: [...news.values()], compared, lost: lost.filter(({ document }) => !compared.has(document)) };
}

function join(known: News | undefined, { document, edition }: Edition, changed: readonly string[]): News {
  const latest = known && known.edition > edition ? known.edition : edition;
  return { document, edition: latest, changed: new Set([...(known?.changed ?? []), ...changed]) };
}

function compare(then: Edition, now: Edition): string[] {
  const [old, fresh] = [wordsById(then), wordsById(now)];
  return [...new Set([...old.keys(), ...fresh.keys()])].filter((id) => old.get(id) !== fresh.get(id));
}

/** Folded: other quotation marks, dashes or look-alike letters are no news. */
function wordsById(edition: Edition): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const unit of edition.units) {
    const own = keyOf(tokensOf(wordsOf(edition, unit).join(" ")));
    words.set(unit.id, `${words.get(unit.id) ?? ""}${own}`);
  }
  return words;
}

/** Tells the edition by which a provision changed: it itself, what stands in it, or the words that lead to it; `null` where none of it did. */
export function createFindEdition(news: readonly News[]): (provision: string) => Day | null {
  const within = news.map(({ changed }) => new Set([...changed].flatMap(wayTo)));
  return (provision) => {
    const way = wayTo(provision);
    const found = news.find(
      ({ changed }, at) => within[at]?.has(provision) === true || way.some((id) => changed.has(id)),
    );
    return found?.edition ?? null;
  };
}
