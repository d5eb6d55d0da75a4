// What is written in digits alone: identification numbers, cards, telephones, identity cards.

import { looksLikeBin } from "./iin.ts";
import type { Span } from "./mask-codes.ts";
import { type Candidate, isEven, isHopeless, kindOf, lengthOf, type NumberKind } from "./mask-number-kind.ts";

export type FoundNumber = Span & { readonly kind: NumberKind };
/** Groups of digits that stand together: "8 (701) 123-45-67" is one cluster of five. */
type Cluster = { readonly groups: readonly Span[]; readonly text: string };
const MOST_DIGITS = 19;
const GROUP = /\d+/g;
const SEPARATOR = /^[ ().\-/_*]{0,4}$/;
export function findNumbers(text: string): FoundNumber[] {
  return clustersOf(text).flatMap(findInCluster);
}

function clustersOf(text: string): Cluster[] {
  const clusters: { groups: Span[]; text: string }[] = [];
  for (const match of text.matchAll(GROUP)) {
    const group = { start: match.index, end: match.index + match[0].length };
    const last = clusters.at(-1)?.groups;
    const before = last?.at(-1);
    if (before && group.start - before.end <= 4 && SEPARATOR.test(text.slice(before.end, group.start)))
      last?.push(group);
    else clusters.push({ groups: [group], text });
  }
  return clusters;
}

/** Groups that are a number alone go first, so that no neighbour is read into them. */
function findInCluster({ groups, text }: Cluster): FoundNumber[] {
  const found: FoundNumber[] = [];
  const isTaken = groups.map((group) => {
    if (isHopeless(group, lengthOf(group), text)) return false;
    const candidate = toCandidate([group], text);
    const kind = kindOf(candidate);
    if (kind) found.push({ ...reach(candidate), kind });
    return kind !== null || looksLikeBin(candidate.digits);
  });
  for (let from = 0; from < groups.length; ) {
    const length = isTaken[from] ? 1 : longestFrom(from, { groups, isTaken, text, found });
    from += length;
  }
  return found;
}

type Search = { groups: readonly Span[]; isTaken: readonly boolean[]; text: string; found: FoundNumber[] };

/** How many groups the longest number that begins here has; one where there is none. */
function longestFrom(from: number, { groups, isTaken, text, found }: Search): number {
  let to = from;
  let digits = 0;
  while (to < groups.length && !isTaken[to] && digits <= MOST_DIGITS) {
    digits += lengthOf(groups[to]);
    to += 1;
  }
  const start = groups[from]?.start ?? 0;
  for (let end = to; end > from + 1; end -= 1) {
    const last = groups[end - 1];
    const isNothing = !last || isHopeless({ start, end: last.end }, digits, text);
    digits -= lengthOf(last);
    if (isNothing) continue;
    const candidate = toCandidate(groups.slice(from, end), text);
    if (looksLikeBin(candidate.digits) && isEven(candidate)) return end - from;
    const kind = kindOf(candidate);
    if (!kind) continue;
    found.push({ ...reach(candidate), kind });
    return end - from;
  }
  return 1;
}

function toCandidate(groups: readonly Span[], text: string): Candidate {
  const parts = groups.map(({ start, end }) => text.slice(start, end));
  const separators = groups.slice(1).map(({ start }, at) => text.slice(groups[at]?.end ?? start, start));
  return { digits: lengthOf(groups[0]) > 40 ? "" : parts.join(""), separators, groups, text };
}

/** With the plus sign and the bracket that open a telephone number. */
function reach({ groups, text }: Candidate): Span {
  const start = groups[0]?.start ?? 0;
  const lead = /\+? ?\(?$/.exec(text.slice(Math.max(0, start - 3), start))?.[0] ?? "";
  return {
    start: lead.includes("+") || lead.includes("(") ? start - lead.length : start,
    end: groups.at(-1)?.end ?? start,
  };
}
