import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";

import { startPage } from "../adapters/page/server.ts";
import { LOGIN, openPageBench, SERIOUS } from "./page-fakes.ts";

const CHROMIUM = "/usr/bin/chromium";
const isMissing = !existsSync(CHROMIUM);
if (isMissing) console.log(`skipped: no Chromium at ${CHROMIUM}`);

const ARGUMENTS = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
];

describe.skipIf(isMissing)("the cases in a browser", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS });
  });

  afterAll(async () => {
    await browser?.close();
  });

  /** The page, served; browsers of their own for the asker and the commissioner. */
  async function serve() {
    const bench = await openPageBench();
    const served = await startPage(bench.pageDeps, { host: "127.0.0.1", port: 0 });
    onTestFinished(() => served.stop());
    const openTab = async (): Promise<{ tab: Page; context: BrowserContext }> => {
      const context = await browser.newContext();
      onTestFinished(() => context.close());
      return { context, tab: await context.newPage() };
    };
    return { ...bench, served, openTab };
  }

  async function askSerious(tab: Page, url: string): Promise<void> {
    await tab.goto(`${url}?face=en`);
    await tab.fill("#question", SERIOUS);
    await tab.selectOption("#body", "gardens");
    await tab.click("button[type=submit]");
    await tab.waitForSelector(".card");
  }

  const pressOn = async (tab: Page, label: string): Promise<void> => {
    await Promise.all([tab.waitForNavigation(), tab.click(`.card button:text-is("${label}")`)]);
  };

  async function logIn(tab: Page, url: string): Promise<void> {
    await tab.goto(`${url}desk?face=en`);
    await tab.fill("#login", LOGIN);
    await tab.click('button:text-is("Log in")');
    await tab.waitForSelector(".queue");
  }

  test("go from a serious question to the reply, and back to the asker by a code", async () => {
    const { served, settle, openTab } = await serve();
    const { tab: asker } = await openTab();
    await askSerious(asker, served.url);
    const codename = (await asker.innerText(".card h2")).replace("Case ", "");
    await settle();

    const { tab: desk } = await openTab();
    await logIn(desk, served.url);
    await desk.click(`.queue a:has-text("${codename}")`);
    await pressOn(desk, "Take");
    await pressOn(desk, "Show the text");
    expect(await desk.innerText(".quote")).toContain("sells the seeds");
    await pressOn(desk, "Reply");
    await desk.fill("textarea[name=text]", "We look into it.\nToday.");
    await pressOn(desk, "Continue");
    expect(await desk.innerText(".quote")).toBe("We look into it.\nToday.");
    await pressOn(desk, "Send");

    await asker.click('a:text-is("My cases")');
    expect(await asker.innerText(".card")).toContain("We look into it.\nToday.");
    await pressOn(asker, "Forget me");
    await pressOn(asker, "Yes, forget me");
    const code = await asker.innerText(".receipt");
    await asker.click('.ways a:text-is("My cases")');
    expect(await asker.innerText("main")).toContain("There is no case");

    const { tab: elsewhere } = await openTab();
    await elsewhere.goto(`${served.url}cases?face=en`);
    await elsewhere.fill("#code", code.toLowerCase());
    await elsewhere.click('button:text-is("Open the case")');
    expect(await elsewhere.innerText(".card")).toContain(codename);
    await pressOn(elsewhere, "What was sent");
    expect(await elsewhere.innerText(".quote")).toContain("sells the seeds");
  });

  test("have one effect where the form is sent again on a reload", async () => {
    const { served, deps, openTab } = await serve();
    const { tab } = await openTab();
    await askSerious(tab, served.url);
    await tab.reload();
    expect(await tab.locator(".card h2").innerText()).toContain("Case ");
    expect(await deps.store.transact((tx) => tx.cases.list({}))).toHaveLength(1);
  });

  test("show a code to whoever clicks twice", async () => {
    const { served, openTab } = await serve();
    const { tab } = await openTab();
    await askSerious(tab, served.url);
    await pressOn(tab, "Forget me");
    await tab.dblclick('.card button:text-is("Yes, forget me")');
    await tab.waitForSelector(".receipt");
    expect(await tab.innerText(".receipt")).toMatch(/^.{5}(-.{2,5}){5}$/);
  });

  test("leave no cookie where nothing but a question was asked", async () => {
    const { served, openTab } = await serve();
    const { tab, context } = await openTab();
    await tab.goto(`${served.url}?face=en`);
    await tab.fill("#question", "when is tea?");
    await tab.selectOption("#body", "gardens");
    await tab.click("button[type=submit]");
    await tab.waitForSelector(".commissioner");
    expect(await context.cookies()).toEqual([]);
  });

  test("cannot be opened by a form on another site, though the asker is known here", async () => {
    const { served, deps, openTab } = await serve();
    const form = `<form method="post" action="${served.url}"><input name="question" value="It is serious."><button>win</button></form>`;
    const evil = createServer((_request, response) => {
      response.setHeader("content-type", "text/html");
      response.end(form);
    });
    await new Promise<void>((done) => evil.listen(0, "127.0.0.1", done));
    onTestFinished(() => {
      evil.close();
    });
    const { tab } = await openTab();
    const address = evil.address();
    await tab.goto(`http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/`);
    const [answer] = await Promise.all([tab.waitForNavigation(), tab.click("button")]);
    expect([answer?.status(), await deps.store.transact((tx) => tx.cases.list({}))]).toEqual([403, []]);
  });

  test("fit a phone without scrolling sideways", async () => {
    const { served, openTab } = await serve();
    const { tab } = await openTab();
    await tab.setViewportSize({ width: 360, height: 640 });
    const widths: number[] = [];
    const measure = async (): Promise<void> => {
      widths.push(await tab.evaluate<number>("document.documentElement.scrollWidth"));
    };
    await askSerious(tab, served.url);
    await measure();
    await pressOn(tab, "Come-back code");
    await measure();
    await tab.goto(`${served.url}cases?face=kk`);
    await measure();
    await logIn(tab, served.url);
    await measure();
    await tab.click(".queue a");
    await measure();
    expect(Math.max(...widths)).toBeLessThanOrEqual(360);
  });
});
