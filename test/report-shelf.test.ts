import { describe, expect, test } from "vitest";

import type { Edition } from "../src/editions/edition.ts";
import { reportShelf, type ShelfReport, type Stock } from "../src/editions/report-shelf.ts";
import { describeShelf } from "../src/editions/report-shelf-lines.ts";
import { ACT, type Lines, makeEdition } from "./compare-acts.ts";

const LINES: Lines = { "1": "А | Б", "1/1": "слово", "1/2": null };
const TODAY = "2025-02-01";
const IDS = ["garden-act/1", "garden-act/1/1", "garden-act/1/2", "garden-act/3", "other-act/1"];

const stock = (editions: readonly Edition[], parts: Partial<Stock> = {}): Stock => ({
  ...{ documents: [ACT], provisionIds: IDS.slice(0, 3), editions, today: TODAY },
  ...parts,
});
const only = (one: Stock): ShelfReport => reportShelf(one)[0] as ShelfReport;
const both = (parts: Partial<Edition> = {}): Edition[] =>
  (["kk", "ru"] as const).map((language) =>
    makeEdition(LINES, { language, importedAt: "2025-01-31T20:00:00.000Z", ...parts }),
  );

describe("the report of the shelf", () => {
  test("asks for nothing where both texts are approved, whole and of the edition of the summaries", () => {
    const { texts, next } = only(stock(both()));
    expect(next).toEqual([]);
    expect(texts.map(({ language, used, standing, coverage }) => [language, used, standing, coverage])).toEqual([
      ["kk", "2025-01-01", "same", { found: 3, of: 3, missing: [] }],
      ["ru", "2025-01-01", "same", { found: 3, of: 3, missing: [] }],
    ]);
  });

  test("counts a day as Kazakhstan does", () => {
    expect(only(stock(both())).texts[0]?.editions[0]).toMatchObject({ importedOn: "2025-02-01", ageDays: 0 });
  });

  test("asks for texts that are not there", () => {
    expect(only(stock([])).next).toEqual([
      "import the text of garden-act (kk): answers show summaries only",
      "import the text of garden-act (ru): answers show summaries only",
    ]);
  });

  test("names the provisions that an edition lacks", () => {
    const report = only(stock(both(), { provisionIds: IDS }));
    expect(report.texts[0]?.coverage).toEqual({ found: 3, of: 4, missing: ["garden-act/3"] });
    expect(report.next[0]).toBe(
      "find out why garden-act (kk) lacks 1 of 4 provisions that the summaries restate: garden-act/3",
    );
  });

  test("asks for a look at what waits, and says how to approve it", () => {
    const later = both({ edition: "2025-01-20", inForceFrom: "2025-01-20", isApproved: false });
    const report = only(stock([...both(), ...later]));
    expect(report.texts[0]?.used).toBe("2025-01-01");
    expect(report.next[0]).toBe(
      "look through `npm run knowledge -- diff --document garden-act --language kk`, then `npm run knowledge -- approve --document garden-act --language kk --edition 2025-01-20`: until then answers do not quote it",
    );
  });

  test("does not use before its day what is law only later", () => {
    const later = both({ edition: "2025-01-20", inForceFrom: "2025-02-02" });
    const used = (today: string): (string | null)[] =>
      only(stock([...both(), ...later], { today })).texts.map((text) => text.used);
    expect([used("2025-02-01"), used("2025-02-02")]).toEqual([
      ["2025-01-01", "2025-01-01"],
      ["2025-01-20", "2025-01-20"],
    ]);
  });

  test("asks to bring the summaries up to date where the law is newer", () => {
    const report = only(stock(both({ edition: "2025-01-20", inForceFrom: "2025-01-20" })));
    expect(report.texts[0]?.standing).toBe("newer");
    expect(report.next[0]).toContain("compare the summaries of garden-act (kk) with the edition of 20.01.2025");
  });

  test("does not use a text older than the summaries, and asks for a newer one", () => {
    const report = only(stock(both({ edition: "2024-01-01", inForceFrom: "2024-01-01" })));
    expect(report.texts.map(({ used, standing }) => [used, standing])).toEqual([
      [null, "older"],
      [null, "older"],
    ]);
    expect(report.next[0]).toContain("import a newer text of garden-act (kk)");
  });

  test("asks for the language that was left behind", () => {
    const [kk, ru] = [...both().slice(0, 1), ...both({ edition: "2025-01-20", inForceFrom: "2025-01-20" }).slice(1)];
    const { next } = only(stock([kk, ru].filter((edition) => edition !== undefined)));
    expect(next).toContain("import the edition of 20.01.2025 of garden-act (kk) too: the other language has it");
  });

  test("asks after an act that nobody has looked at for long, unless it is repealed", () => {
    const old = both({ importedAt: "2024-06-01T00:00:00.000Z" });
    expect(only(stock(old)).next[0]).toBe("ask whether garden-act (kk) was amended: it was read 245 days ago");
    expect(only(stock(old, { documents: [{ ...ACT, inForceTo: "2025-01-15" }] })).next).toEqual([]);
  });
});

test("the shelf is described act by act, language by language", () => {
  const [kk] = both({ isApproved: false });
  expect(describeShelf(stock(kk ? [kk] : []))).toBe(
    `garden-act: Garden Act, summaries of the edition of 01.01.2025
  kk: the edition of the summaries; 3 of 3 provisions found
    01.01.2025, in force from 01.01.2025, waiting to be approved; 3 units, read today from act.txt
  ru: no official text
  to do: look through it, then \`npm run knowledge -- approve --document garden-act --language kk --edition 2025-01-01\`: until then answers do not quote it
  to do: import the text of garden-act (ru): answers show summaries only
`,
  );
});
