import { describe, expect, test } from "vitest";

import { readKnowledge } from "../adapters/file-knowledge.ts";
import { ITEM_SPLITS } from "../evals/dataset-schemas.ts";
import {
  readAmbiguous,
  readConversations,
  readInside,
  readOutside,
  readTraps,
  readTwins,
  SPLITS,
} from "../evals/datasets.ts";
import { KNOWLEDGE_FOLDER } from "../src/command-entry.ts";
import { LANGUAGES } from "../src/language.ts";
import { readSetItems, type SetName } from "./dataset-items.ts";

const knowledge = await readKnowledge(KNOWLEDGE_FOLDER);
const items = await readSetItems();
const traps = await readTraps();
const graded = [...traps, ...(await readConversations()), ...(await readTwins())];

describe("the measuring sets", () => {
  // Items in all (groups, of twins), then those of one language to tune with and to measure with.
  test.each<[SetName, number, { dev: number; test: number }]>([
    ["traps", 60, { dev: 10, test: 20 }],
    ["ambiguous", 60, { dev: 8, test: 15 }],
    ["conversations", 60, { dev: 7, test: 15 }],
    ["twins", 100, { dev: 20, test: 40 }],
    ["attacks", 150, { dev: 25, test: 25 }],
    ["personal-data", 100, { dev: 20, test: 20 }],
  ])("of %s are large enough, in every language and split", (set, least, leastOf) => {
    const all = items.filter((item) => item.set === set);
    const cells = LANGUAGES.flatMap((language) => ITEM_SPLITS.map((split) => ({ language, split })));
    const small = cells.filter(({ language, split }) => {
      const count = all.filter((item) => item.split === split && item.languages.has(language)).length;
      return count < leastOf[split];
    });
    expect(all.length).toBeGreaterThanOrEqual(least);
    expect(small).toEqual([]);
  });

  test("give every item an id of its own, over all files", async () => {
    const plain = await Promise.all(SPLITS.flatMap((split) => [readInside(split), readOutside(split)]));
    const ids = [...items, ...plain.flat()].map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  test("name provisions that exist, each once in a list", async () => {
    const known = new Set(knowledge.provisions.map(({ id }) => id));
    const lists = [
      ...graded.map(({ id, expected }) => ({ id, named: expected.map(({ provision }) => provision) })),
      ...traps.map(({ id, never }) => ({ id, named: never })),
      ...(await readAmbiguous()).map(({ id, topics }) => ({ id, named: topics })),
    ];
    const wrong = lists.filter(
      ({ named }) => named.some((id) => !known.has(id)) || new Set(named).size !== named.length,
    );
    expect(wrong).toEqual([]);
  });

  test("have for every graded question a source that answers it", () => {
    expect(graded.filter(({ expected }) => !expected.some(({ grade }) => grade === 2)).map(({ id }) => id)).toEqual([]);
  });
});

describe("a trap", () => {
  test("never expects what must not be cited", () => {
    const torn = traps.filter(({ expected, never }) => expected.some(({ provision }) => never.includes(provision)));
    expect(torn.map(({ id }) => id)).toEqual([]);
  });

  test("asked as of a day expects acts that were in force on it", () => {
    const inForce = (provision: string, day: string): boolean => {
      const act = knowledge.documents.get(provision.slice(0, provision.indexOf("/")));
      return act !== undefined && act.inForceFrom <= day && (act.inForceTo === null || day <= act.inForceTo);
    };
    const wrong = traps.filter(
      ({ asOf, expected }) => asOf && expected.some(({ provision }) => !inForce(provision, asOf)),
    );
    expect(traps.filter(({ asOf }) => asOf).length).toBeGreaterThan(5);
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});
