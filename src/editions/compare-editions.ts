// What an amendment did to an act: two editions of it, article by article.

import type { Day } from "../day.ts";
import { topicOf } from "../knowledge/provisions.ts";
import type { Language } from "../language.ts";
import { type Body, bodiesOf, byPlace, depthOf, parentOf } from "./compare-bodies.ts";
import { type Match, matchUnits } from "./compare-match.ts";
import { type DiffKeys, diffWords, type Piece, rewritten } from "./compare-words.ts";
import type { Edition } from "./edition.ts";

/** `moved`: the same or nearly the same words under another number. `excluded`: the number stays, the words are gone. */
export const CHANGE_KINDS = ["added", "removed", "excluded", "changed", "moved"] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export type UnitChange = {
  readonly kind: ChangeKind;
  /** In the later edition; of what is gone, in the earlier one. */
  readonly id: string;
  /** The number it had before, if that was another. */
  readonly from: string | null;
  /** Its words below the heading, without its number. All kept: only the number is another. */
  readonly pieces: readonly Piece[];
};

export type TopicChanges = {
  /** Id of the article or point. */
  readonly id: string;
  readonly title: string | null;
  /** `null` where the title is the same. */
  readonly heading: readonly Piece[] | null;
  readonly units: readonly UnitChange[];
};

export type EditionChanges = {
  readonly document: string;
  readonly language: Language;
  readonly before: { readonly edition: Day; readonly inForceFrom: Day };
  readonly after: { readonly edition: Day; readonly inForceFrom: Day };
  /** In the order of the act; only those in which the law is another now. */
  readonly topics: readonly TopicChanges[];
  readonly counts: Readonly<Record<ChangeKind, number>>;
  /** Units whose words differ in quotes, dashes, spaces or look-alike letters alone. */
  readonly typography: readonly string[];
  readonly unchanged: number;
};

type Deps = { readonly diffKeys: DiffKeys };

/** Throws where the two are not of one act and one language. */
export function compareEditions(before: Edition, after: Edition, { diffKeys }: Deps): EditionChanges {
  if (before.document !== after.document || before.language !== after.language)
    throw new Error(`comparing editions of different acts or languages: ${nameOf(before)} and ${nameOf(after)}`);
  const bodies = { before: bodiesOf(before), after: bodiesOf(after) };
  const match = matchUnits(bodies.before, bodies.after);
  const work = { ...bodies, match, diffKeys };
  const units = [...listLater(work), ...listGone(work)].sort((one, other) => byPlace(one.id, other.id));
  const pairs = [...match.origins].map(([now, then]) => [bodies.before.get(then), bodies.after.get(now)] as const);
  const same = pairs.filter(([then, now]) => then?.key === now?.key && then?.id === now?.id);
  const retyped = same.filter(([then, now]) => printed(then) !== printed(now));
  return {
    ...{ document: after.document, language: after.language, before: dayOf(before), after: dayOf(after) },
    topics: toTopics(units, work),
    counts: countKinds(units),
    typography: retyped.flatMap(([, now]) => now?.id ?? []),
    unchanged: same.length - retyped.length,
  };
}

function nameOf({ document, language }: Edition): string {
  return `${document} (${language})`;
}

function dayOf({ edition, inForceFrom }: Edition): EditionChanges["after"] {
  return { edition, inForceFrom };
}

function printed(body: Body | undefined): string {
  return body && !body.isExcluded ? `${body.heading}\n${body.words}` : "";
}

type Work = Deps & {
  readonly before: ReadonlyMap<string, Body>;
  readonly after: ReadonlyMap<string, Body>;
  readonly match: Match;
};

function listLater(work: Work): UnitChange[] {
  return [...work.after.values()].flatMap((now) => {
    const then = work.before.get(work.match.origins.get(now.id) ?? "");
    if (!then || (then.isExcluded && !now.isExcluded))
      return now.isExcluded ? [] : [toChange("added", now, rewritten("", now.words))];
    if (now.isExcluded) return then.isExcluded ? [] : [toChange("excluded", now, rewritten(then.words, ""))];
    if (then.id !== now.id) return isCarried(then.id, now.id, work) ? [] : [moved(then, now, work)];
    return then.key === now.key ? [] : [toChange("changed", now, diffWords(then.words, now.words, work.diffKeys))];
  });
}

function toChange(kind: ChangeKind, { id }: Body, pieces: readonly Piece[]): UnitChange {
  return { kind, id, from: null, pieces };
}

function moved(then: Body, now: Body, { diffKeys }: Work): UnitChange {
  return { kind: "moved", id: now.id, from: then.id, pieces: diffWords(then.words, now.words, diffKeys) };
}

/** Its words are the same and only the number of the unit above it changed, which is told there. */
function isCarried(then: string, now: string, { before, after, match }: Work): boolean {
  if (depthOf(now) <= 2 || before.get(then)?.key !== after.get(now)?.key) return false;
  const tail = (id: string): string => id.slice(parentOf(id).length);
  return match.origins.get(parentOf(now)) === parentOf(then) && tail(then) === tail(now);
}

function listGone({ before, match }: Work): UnitChange[] {
  return [...before.values()]
    .filter(({ id, isExcluded }) => !isExcluded && !match.targets.has(id))
    .map((then) => toChange("removed", then, rewritten(then.words, "")));
}

function toTopics(units: readonly UnitChange[], { before, after, match, diffKeys }: Work): TopicChanges[] {
  const groups = new Map<string, UnitChange[]>();
  for (const unit of units) groups.set(topicOf(unit.id), [...(groups.get(topicOf(unit.id)) ?? []), unit]);
  return [...groups].map(([id, changes]) => {
    const now = after.get(id);
    const then = before.get(now ? (match.origins.get(id) ?? "") : id);
    const [old, recent] = [then?.heading ?? "", now?.heading ?? ""];
    const heading = now && then ? diffWords(old, recent, diffKeys) : [];
    return {
      id,
      title: (now?.isExcluded ? old : recent || old) || null,
      heading: heading.every(({ kind }) => kind === "kept") ? null : heading,
      units: changes.filter(({ kind, pieces }) => kind !== "changed" || pieces.some((piece) => piece.kind !== "kept")),
    };
  });
}

function countKinds(units: readonly UnitChange[]): Record<ChangeKind, number> {
  const count = (kind: ChangeKind): number => units.filter((unit) => unit.kind === kind).length;
  return {
    ...{ added: count("added"), removed: count("removed"), excluded: count("excluded") },
    ...{ changed: count("changed"), moved: count("moved") },
  };
}
