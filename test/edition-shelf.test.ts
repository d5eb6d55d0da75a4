import { expect, test } from "vitest";

import { createShelf } from "../src/editions/shelf.ts";
import { createEditionShelf } from "../src/recall/edition-shelf.ts";
import { findNews } from "../src/recall/find-news.ts";
import { smallKnowledge } from "./fakes.ts";
import { AFTER, BEFORE, LAW, NEW_DAY, OLD_DAY } from "./recall-fakes.ts";

const LATER = { ...AFTER, inForceFrom: "2026-10-01" };

function shelfOn(today: string, ...editions: Parameters<typeof createShelf>[0]) {
  return createEditionShelf({ ...smallKnowledge(), shelf: createShelf(editions) }, () => today);
}

test("an edition is in use from the day on which it is law, and the one before is still found", () => {
  const [before, after] = ["2026-09-30", "2026-10-01"].map((day) => shelfOn(day, BEFORE, LATER));
  expect(before?.inUse().map(({ edition }) => edition)).toEqual([OLD_DAY]);
  expect(after?.inUse().map(({ edition }) => edition)).toEqual([NEW_DAY]);
  expect(after?.find(LAW, "ru", OLD_DAY)?.edition).toBe(OLD_DAY);
  expect(after?.find(LAW, "kk", OLD_DAY)).toBeNull();
});

test("what changed is news on that day and not before", () => {
  const before = [{ document: LAW, language: "ru", edition: OLD_DAY } as const];
  expect(findNews(before, shelfOn("2026-09-30", BEFORE, LATER)).news).toEqual([]);
  expect(findNews(before, shelfOn("2026-10-01", BEFORE, LATER)).news).toMatchObject([
    { changed: new Set([`${LAW}/7`]) },
  ]);
});

test("an edition that nobody approved is not in use", () => {
  const shelf = shelfOn("2026-10-01", BEFORE, { ...LATER, isApproved: false });
  expect(shelf.inUse().map(({ edition }) => edition)).toEqual([OLD_DAY]);
});
