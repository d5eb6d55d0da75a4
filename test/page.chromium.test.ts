import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { type RunningPage, startPage } from "../adapters/page/server.ts";
import { openSmallAsk, smallKnowledge } from "./fakes.ts";
import { temporaryFolder } from "./knowledge-files.ts";

const CHROMIUM = "/usr/bin/chromium";
const isMissing = !existsSync(CHROMIUM);
if (isMissing) console.log(`skipped: no Chromium at ${CHROMIUM}`);

const ARGUMENTS = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
];

describe.skipIf(isMissing)("the page in a browser", () => {
  let served: RunningPage;
  let browser: Browser;

  beforeAll(async () => {
    const knowledge = smallKnowledge();
    const deps = { knowledge, ask: openSmallAsk({ knowledge }), cases: null };
    served = await startPage(deps, { host: "127.0.0.1", port: 0 });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
  });

  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  /** A tab on the page with the question asked and answered. */
  async function askInBrowser(question: string) {
    const tab = await browser.newPage();
    await tab.goto(`${served.url}?face=en`);
    await tab.fill("#question", question);
    await tab.click("button[type=submit]:not(.example)");
    await tab.waitForSelector(".reply");
    return tab;
  }

  test.each([
    ["kk", "Қызметтік қолшатырды қоймаға қашан қайтарамын?", "5-бап"],
    ["ru", "Когда вернуть служебный зонт на склад?", "ст. 5"],
    ["en", "When must I return the office umbrella to the store?", "art. 5"],
  ])("answers in %s with the place of the provision", async (language, question, place) => {
    const tab = await askInBrowser(question);
    const spoken = await tab.getAttribute(".reply", "lang");
    const places = await tab.locator(".sources .place").allInnerTexts();
    expect([spoken, places[0]?.includes(place)]).toEqual([language, true]);
    await tab.close();
  });

  test("shows each citation with quote, edition and link", async () => {
    const tab = await askInBrowser("may I play chess at work");
    const source = tab.locator('[data-provision="law-290-viii/28"]');
    expect([
      await source.locator("blockquote").first().innerText(),
      (await source.locator(".edition").first().innerText()).includes("14.07.2026"),
      await source.locator("a").first().getAttribute("href"),
    ]).toEqual(["Chess is not played for money in working hours.", true, "https://gardens.example/new"]);
    await tab.close();
  });

  test("runs no script that a question brings along", async () => {
    const tab = await askInBrowser(
      `<script>document.title = "taken"</script><img src=x onerror="document.title='taken'">`,
    );
    expect(await tab.title()).not.toBe("taken");
    await tab.close();
  });

  test("asks nobody but this computer for anything", async () => {
    const tab = await browser.newPage();
    const hosts = new Set<string>();
    tab.on("request", (request) => hosts.add(new URL(request.url()).hostname));
    await tab.goto(served.url);
    expect([...hosts]).toEqual(["127.0.0.1"]);
    await tab.close();
  });

  test("answers an example at one press", async () => {
    const tab = await browser.newPage();
    await tab.goto(`${served.url}?face=ru`);
    await tab.click(".example");
    await tab.waitForSelector(".reply");
    expect(await tab.locator(".reply").count()).toBe(1);
    await tab.close();
  });

  test("fits a phone without scrolling sideways", async () => {
    const tab = await askInBrowser("Когда вернуть служебный зонт на склад?");
    await tab.setViewportSize({ width: 360, height: 640 });
    const width = await tab.evaluate<number>("document.documentElement.scrollWidth");
    expect(width).toBeLessThanOrEqual(360);
    await tab.close();
  });

  test("can be photographed", async () => {
    const tab = await askInBrowser("Қызметтік қолшатырды қоймаға қашан қайтарамын?");
    const picture = path.join(await temporaryFolder(), "page.png");
    await tab.screenshot({ path: picture, fullPage: true });
    expect((await stat(picture)).size).toBeGreaterThan(5000);
    await tab.close();
  });
});
