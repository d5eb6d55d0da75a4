import path from "node:path";
import { expect, test } from "vitest";

import { print } from "./figures.ts";
import { inFolder } from "./plain-bench.ts";
import { tamper } from "./tampering.ts";

test("1,000 edits of the audit log are all found", async () => {
  await inFolder(async (folder) => {
    const url = `sqlite:${path.join(folder, "c.db")}`;
    const figures = await tamper({ url, cases: 60, edits: 1000, seed: 5 });
    print("tampering", figures);
    expect(figures).toMatchObject({ edits: 1000, found: 1000, missed: [], cutsFound: figures.cuts });
  });
});
