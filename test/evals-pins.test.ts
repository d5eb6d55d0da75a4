// Texts of the knowledge are pinned: whoever words one anew is asked whether that was meant.

import { expect, test } from "vitest";

import { findRepinned, pinsOf } from "../evals/pins.ts";
import { smallKnowledge } from "./fakes.ts";

const knowledge = smallKnowledge();
const before = pinsOf(knowledge);
const [first, second] = knowledge.provisions;
if (!first || !second) throw new Error("two provisions are needed");

const withFirst = (change: Partial<typeof first>) =>
  pinsOf({ ...knowledge, provisions: [{ ...first, ...change }, ...knowledge.provisions.slice(1)] });

test("each provision and each act has a pin, and the same knowledge has the same", () => {
  expect(Object.keys(before)).toHaveLength(knowledge.provisions.length + knowledge.documents.size);
  expect(findRepinned(pinsOf(smallKnowledge()), before)).toEqual([]);
});

test.each(["kk", "ru", "en"] as const)("one letter more in %s is seen", (language) => {
  const summary = { ...first.summary, [language]: `${first.summary[language]}.` };
  expect(findRepinned(withFirst({ summary }), before)).toEqual([
    `texts: worded or dated otherwise than in the baseline: ${first.id}`,
  ]);
});

test("two texts that changed places are both named", () => {
  const [one, other] = [
    { ...first, summary: second.summary },
    { ...second, summary: first.summary },
  ];
  const now = pinsOf({ ...knowledge, provisions: [one, other, ...knowledge.provisions.slice(2)] });
  expect(findRepinned(now, before)[0]).toContain(first.id);
  expect(findRepinned(now, before)[0]).toContain(second.id);
});

test("an act dated anew is named", () => {
  const [act] = knowledge.documents.values();
  if (!act) throw new Error("an act is needed");
  const documents = new Map(knowledge.documents).set(act.id, { ...act, edition: "2020-01-01" });
  expect(findRepinned(pinsOf({ ...knowledge, documents }), before)).toEqual([
    `texts: worded or dated otherwise than in the baseline: ${act.id}`,
  ]);
});

test("a provision that is gone is named, and a new one is no fault", () => {
  const fewer = pinsOf({ ...knowledge, provisions: knowledge.provisions.slice(1) });
  expect(findRepinned(fewer, before)).toEqual([`texts: in the baseline, and gone: ${first.id}`]);
  expect(findRepinned(before, fewer)).toEqual([]);
});
