import { afterAll, beforeAll, expect, test } from "vitest";
import { TEXT_FORMS } from "./act-files.ts";
import { print } from "./figures.ts";
import { mutateImports } from "./import-mutations.ts";

const unhandled: unknown[] = [];
const listen = (fault: unknown): void => void unhandled.push(fault);
beforeAll(() => void process.on("unhandledRejection", listen));
afterAll(() => void process.off("unhandledRejection", listen));

test("9,700 acts that were hurt as pages, Markdown and plain text neither crash nor spoil a good edition", async () => {
  const figures = await mutateImports({ count: 9700, seed: 1, forms: TEXT_FORMS });
  print("imports, texts", figures);
  expect(figures).toMatchObject({ mutations: 9700, crashes: [], wrong: [] });
  expect(figures.slowestMs).toBeLessThan(5000);
  expect(unhandled).toEqual([]);
});

test("300 acts that were hurt as DOCX and PDF neither crash nor spoil a good edition", async () => {
  const figures = await mutateImports({ count: 300, seed: 2, forms: ["docx", "pdf"] });
  print("imports, files", figures);
  expect(figures).toMatchObject({ mutations: 300, crashes: [], wrong: [] });
  expect(figures.slowestMs).toBeLessThan(30_000);
  expect(unhandled).toEqual([]);
});
