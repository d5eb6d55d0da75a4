import { expect, test } from "vitest";

import { searchForCanaries } from "./canaries.ts";
import { print } from "./figures.ts";

test("210 canaries are in clear nowhere", async () => {
  const figures = await searchForCanaries({ rounds: 15 });
  print("canaries", figures);
  expect(figures).toMatchObject({ canaries: 210, hits: [], readBack: 135 });
});
