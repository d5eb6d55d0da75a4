import { describe, expect, test } from "vitest";

import { createFindEdition, type EditionUse, findNews } from "../src/recall/find-news.ts";
import { AFTER, BEFORE, LAW, NEW_DAY, NEW_SHELF, OLD_DAY, someEdition, someShelf } from "./recall-fakes.ts";

const IN_USE: EditionUse = { document: LAW, language: "ru", edition: OLD_DAY };

function changedBetween(then: Record<string, string>, now: Record<string, string>): string[] {
  const shelf = someShelf(someEdition(then), someEdition(now, { edition: NEW_DAY }));
  return findNews([IN_USE], shelf).news.flatMap(({ changed }) => [...changed].sort());
}

describe("what changed between two editions", () => {
  test("is each unit whose own words changed, and none that has another blank", () => {
    expect(findNews([IN_USE], NEW_SHELF)).toMatchObject({
      news: [{ document: LAW, edition: NEW_DAY, changed: new Set([`${LAW}/7`]) }],
      lost: [],
    });
  });

  test("is also a unit that is new, and one that is gone", () => {
    expect(changedBetween({ "1": "a", "2": "b" }, { "2": "b", "3": "c" })).toEqual([`${LAW}/1`, `${LAW}/3`]);
  });

  test("is not the unit above one that changed", () => {
    expect(changedBetween({ "1": "Одно:", "1/1": "a" }, { "1": "Одно:", "1/1": "b" })).toEqual([`${LAW}/1/1`]);
  });

  test("is not a unit that only stands elsewhere", () => {
    expect(changedBetween({ "1/1": "a", "2/1": "b" }, { "2/1": "b", "1/1": "a" })).toEqual([]);
  });

  test("counts in either official language, as one piece of news under the later day", () => {
    const kk = { language: "kk" } as const;
    const shelf = someShelf(
      ...[
        someEdition({ "1": "а", "2": "ә" }, kk),
        someEdition({ "1": "б", "2": "ә" }, { ...kk, edition: "2026-09-09" }),
      ],
      ...[BEFORE, AFTER],
    );
    const before = [IN_USE, { ...IN_USE, ...kk }];
    expect(findNews(before, shelf).news).toEqual([
      { document: LAW, edition: "2026-09-09", changed: new Set([`${LAW}/1`, `${LAW}/7`]) },
    ]);
  });

  test("in a translation alone is no news", () => {
    const en = { language: "en" } as const;
    const shelf = someShelf(someEdition({ "1": "a" }, en), someEdition({ "1": "b" }, { ...en, edition: NEW_DAY }));
    expect(findNews([{ ...IN_USE, ...en }], shelf)).toMatchObject({ news: [], lost: [] });
  });

  test("is nothing where the act was not in use before", () => {
    expect(findNews([], NEW_SHELF)).toMatchObject({ news: [], lost: [] });
    expect(findNews([{ ...IN_USE, language: "kk" }], NEW_SHELF)).toMatchObject({ news: [], lost: [] });
  });

  test("is nothing where the edition is the same, or one goes back to an earlier one", () => {
    expect(findNews([{ ...IN_USE, edition: NEW_DAY }], NEW_SHELF).news).toEqual([]);
    expect(findNews([{ ...IN_USE, edition: "2026-10-01" }], NEW_SHELF)).toMatchObject({ news: [], lost: [] });
  });

  test("is said where the earlier edition is there in one language and gone in the other", () => {
    const before = [{ ...IN_USE, language: "kk" } as const, IN_USE];
    const shelf = someShelf({ ...AFTER, language: "kk" }, BEFORE, AFTER);
    expect(findNews(before, shelf)).toMatchObject({ news: [{ document: LAW }], lost: [] });
  });

  test("cannot be said where the earlier edition is gone", () => {
    expect(findNews([IN_USE], someShelf(AFTER))).toMatchObject({ news: [], lost: [IN_USE] });
  });
});

describe("a provision that was cited", () => {
  const editionOf = createFindEdition([
    { document: LAW, edition: NEW_DAY, changed: new Set([`${LAW}/62/1`, `${LAW}/7/2/3`]) },
    { document: "code", edition: "2026-09-09", changed: new Set(["code/4"]) },
  ]);

  test.each([
    ["itself", `${LAW}/62/1`, NEW_DAY],
    ["by the words that lead to it", `${LAW}/62/1/10`, NEW_DAY],
    ["by what stands in it", `${LAW}/7`, NEW_DAY],
    ["in another act", "code/4/1", "2026-09-09"],
  ])("changed %s", (_, provision, edition) => {
    expect(editionOf(provision)).toBe(edition);
  });

  test.each([`${LAW}/62/2`, `${LAW}/7/2/4`, `${LAW}/6`, `${LAW}/620/1`, "code/40", LAW])(
    "did not change with what stands beside it: %s",
    (provision) => {
      expect(editionOf(provision)).toBeNull();
    },
  );
});
