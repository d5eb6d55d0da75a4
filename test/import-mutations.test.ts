// A short slice of the trial of imports: the whole of it is part of `npm run test:faults`.

import { expect, test } from "vitest";

import { TEXT_FORMS } from "./faults/act-files.ts";
import { mutateImports } from "./faults/import-mutations.ts";

test("200 acts that were hurt on their way neither crash nor spoil a good edition", async () => {
  const figures = await mutateImports({ count: 200, seed: 3, forms: TEXT_FORMS });
  expect(figures).toMatchObject({ mutations: 200, crashes: [], wrong: [] });
  // Most are no act any more, and some are hurt so little that they must be taken.
  expect(figures.outcomes["kept"]).toBeGreaterThan(20);
  expect(figures.outcomes["kept"]).toBeLessThan(100);
});

test("2 that were hurt as DOCX and PDF do not either", async () => {
  const figures = await mutateImports({ count: 2, seed: 4, forms: ["docx", "pdf"] });
  expect(figures).toMatchObject({ mutations: 2, crashes: [], wrong: [] });
});
