// The units of an edition without their numbers, ready to be compared.

import { keyOf, tokensOf } from "./compare-fold.ts";
import type { Edition, Unit } from "./edition.ts";
import { wordsOf } from "./edition.ts";

export type Body = {
  readonly id: string;
  /** Words below the heading, without the unit's number. */
  readonly words: string;
  readonly heading: string;
  /** Heading and words, folded: equal where nothing but number and typography differs. */
  readonly key: string;
  readonly isExcluded: boolean;
};

const NUMBER = "\\d+(?:-\\d+)?";
const OWN_NUMBER = new RegExp(
  `^(?:(?:Статья|Article)\\s+${NUMBER}\\.?|${NUMBER}-бап\\.?|${NUMBER}[.)])(?=\\s|$)\\s*`,
  "iu",
);

/** By id, in the order of the text; where an id stands twice, the first counts. */
export function bodiesOf(edition: Edition): Map<string, Body> {
  const bodies = new Map<string, Body>();
  for (const unit of edition.units) if (!bodies.has(unit.id)) bodies.set(unit.id, toBody(edition, unit));
  return bodies;
}

/** What stands at an empty place is the editors' note on it, and no law. */
function toBody(edition: Edition, unit: Unit): Body {
  if (unit.isExcluded) return { id: unit.id, words: "", heading: "", key: "", isExcluded: true };
  const heading = visible(unit.heading ?? "");
  const all = visible(wordsOf(edition, unit).join("\n")).trim().replace(OWN_NUMBER, "");
  const words = withoutHeading(all, heading);
  return { id: unit.id, words, heading, key: keyOf(tokensOf(`${heading}\n${words}`)), isExcluded: false };
}

/** Without soft hyphens, and without characters that turn the words after them around. */
function visible(text: string): string {
  return text.replace(/\p{Cf}/gu, "");
}

function withoutHeading(words: string, heading: string): string {
  const titled = heading.trim().split(/\s+/u);
  const pattern = new RegExp(`^(?:\\S+\\s+){${titled.length - 1}}\\S+`, "u");
  const start = pattern.exec(words)?.[0] ?? "";
  return heading !== "" && start.split(/\s+/u).join(" ") === titled.join(" ")
    ? words.slice(start.length).trim()
    : words;
}

export function parentOf(id: string): string {
  return id.slice(0, id.lastIndexOf("/"));
}

export function depthOf(id: string): number {
  return id.split("/").length;
}

/** By number and not by letter: 9, 9-1, 10. */
export function byPlace(one: string, other: string): number {
  const [left, right] = [one.split("/"), other.split("/")];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const order = byNumber(left[at] ?? "", right[at] ?? "");
    if (order !== 0) return order;
  }
  return 0;
}

function byNumber(one: string, other: string): number {
  const [left = 0, leftDash = 0] = one === "" ? [-1] : one.split("-").map(Number);
  const [right = 0, rightDash = 0] = other === "" ? [-1] : other.split("-").map(Number);
  return left - right || leftDash - rightDash || 0;
}
