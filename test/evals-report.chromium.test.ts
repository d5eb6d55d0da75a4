import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";

import { writeReport } from "../evals/report/write-report.ts";
import { makeRun } from "./evals-report-run.ts";

const CHROMIUM = "/usr/bin/chromium";
const isMissing = !existsSync(CHROMIUM);
if (isMissing) console.log(`skipped: no Chromium at ${CHROMIUM}`);

const ARGUMENTS = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
];

/** A4 less its margins, in pixels. */
const PAPER = 688;

/** Words of a chart that stick out of it, and so are cut off. */
const CUT_OFF = `[...document.querySelectorAll("svg text")].filter((text) => {
  const [own, frame] = [text.getBoundingClientRect(), text.ownerSVGElement.getBoundingClientRect()];
  return own.left < frame.left - 1 || own.right > frame.right + 1 || own.top < frame.top - 1 || own.bottom > frame.bottom + 1;
}).map((text) => text.textContent)`;

describe.skipIf(isMissing)("the report in a browser", () => {
  let browser: Browser;
  let url: string;
  let folder: string;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
    folder = await mkdtemp(path.join(tmpdir(), "adep-evals-"));
    await writeReport(makeRun(), { folder, earlier: [makeRun({ seed: 8, at: "2026-01-01T00:00:00Z" })] });
    url = pathToFileURL(path.join(folder, "index.html")).href;
  });

  afterAll(async () => {
    await browser?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  async function open(width: number, colorScheme: "light" | "dark" = "light"): Promise<{ page: Page; seen: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    onTestFinished(() => page.close());
    const seen: string[] = [];
    page.on("request", (request) => seen.push(request.url()));
    page.on("console", (message) => seen.push(message.text()));
    await page.goto(url);
    return { page, seen };
  }

  test.each([360, 390, 1280])("fits %i pixels, cuts no word of a chart, asks for nothing", async (width) => {
    const { page, seen } = await open(width);
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    expect(await page.evaluate(CUT_OFF)).toEqual([]);
    expect(await page.evaluate(`document.querySelectorAll("svg").length`)).toBeGreaterThan(15);
    expect(seen).toEqual([url]);
  });

  test("writes its charts in the ink of the page, in the dark as well", async () => {
    const { page } = await open(1280, "dark");
    const inks = `[...new Set([...document.querySelectorAll("svg text")].map((text) => getComputedStyle(text).fill))]`;
    expect(await page.evaluate(inks)).toEqual([await page.evaluate("getComputedStyle(document.body).color")]);
  });

  test("can be printed on a few pages", async () => {
    const { page } = await open(PAPER);
    await page.emulateMedia({ media: "print" });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(PAPER);
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    const pages = [...pdf.toString("latin1").matchAll(/\/Type\s*\/Page\b/g)].length;
    expect(pages).toBeGreaterThan(3);
    expect(pages).toBeLessThan(20);
  });
});
