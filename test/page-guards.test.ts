import { describe, expect, test } from "vitest";

import { createPage } from "../adapters/page/server.ts";
import { smallKnowledge, someReply } from "./fakes.ts";
import { buttonOf, caseIn, LOGIN, openBrowser, openPageBench, SERIOUS } from "./page-fakes.ts";

const POSTS = ["/", "/api/ask", "/case/prepare", "/case/press", "/case/enter"];
const DESK_POSTS = ["/desk/login", "/desk/press", "/desk/logout"];

describe("a form on a foreign site", () => {
  test.each([...POSTS, ...DESK_POSTS])("is refused at %s", async (at) => {
    const browser = openBrowser(await openPageBench());
    const answers = [
      await browser.post(at, {}, { origin: "https://evil.example" }),
      await browser.post(at, {}, { origin: "http://localhost:3000" }),
      await browser.post(at, {}, { origin: "null" }),
      await browser.post(at, {}, { origin: "nonsense" }),
      await browser.post(at, {}, { "sec-fetch-site": "cross-site" }),
      await browser.post(at, {}, { "sec-fetch-site": "same-site" }),
      await browser.post(at, {}, { "sec-fetch-site": "same-origin", origin: "https://evil.example" }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403));
  });

  test("opens no case and logs nobody in or out", async () => {
    const bench = await openPageBench();
    const browser = openBrowser(bench);
    await browser.logIn();
    const foreign = { origin: "https://evil.example" };
    await browser.post("/", { question: SERIOUS }, foreign);
    await browser.post("/desk/logout", {}, foreign);
    const stranger = openBrowser(bench);
    await stranger.post("/desk/login", { login: LOGIN }, foreign);
    expect([await bench.deps.store.transact((tx) => tx.cases.list({})), [...stranger.cookies]]).toEqual([[], []]);
    expect((await browser.get("/desk?face=en")).html).toContain("Log out");
  });
});

describe("the page's own form", () => {
  test.each([
    [{}],
    [{ origin: "http://localhost" }],
    [{ origin: "http://localhost", "sec-fetch-site": "same-origin" }],
    [{ origin: "null", "sec-fetch-site": "same-origin" }],
    [{ "sec-fetch-site": "none" }],
    [{ origin: "https://localhost:8443", host: "localhost:8443" }],
  ])("is taken with %j", async (headers) => {
    const browser = openBrowser(await openPageBench());
    expect((await browser.post("/?face=en", { question: "tea?" }, headers as Record<string, string>)).status).toBe(200);
  });

  test("may say where it comes from, though the site tells others nothing", async () => {
    const { headers, html } = await openBrowser(await openPageBench()).get("/?face=en");
    expect([headers.get("referrer-policy"), html.includes('<meta name="referrer" content="same-origin">')]).toEqual([
      ...["no-referrer", true],
    ]);
  });
});

describe("on a loopback address", () => {
  test.each(["evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost.evil.example", ""])(
    "the name «%s» is not served",
    async (host) => {
      const browser = openBrowser(await openPageBench());
      const answers = [
        await browser.get("/", { host }),
        await browser.get("/desk", { host }),
        await browser.get("/cases", { host }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([421, 421, 421]);
    },
  );

  test.each(["127.0.0.1", "127.0.0.1:8080", "localhost:1", "LOCALHOST", "[::1]:8080"])(
    "the name «%s» is served",
    async (host) => {
      expect((await openBrowser(await openPageBench()).get("/", { host })).status).toBe(200);
    },
  );

  test("other names are served where the page is bound to another address, or has no cases", async () => {
    const bound = await openBrowser(await openPageBench({ host: "0.0.0.0" })).get("/", { host: "adep.example" });
    const page = createPage({ knowledge: smallKnowledge(), ask: async () => someReply(), cases: null });
    const plain = await page.request("/", { headers: { host: "adep.example" } });
    expect([bound.status, plain.status]).toEqual([200, 200]);
  });
});

describe("every answer", () => {
  test("is kept by no browser and no proxy", async () => {
    const bench = await openPageBench();
    const browser = openBrowser(bench);
    const asked = await browser.ask(SERIOUS);
    const answers = [
      asked,
      await browser.get("/"),
      await browser.get("/cases"),
      await browser.get("/case/none"),
      await browser.press(buttonOf(asked.html, "Come-back code")),
      await browser.press("made-up"),
      await browser.post("/case/enter", { code: "none" }),
      await browser.get("/desk"),
      await browser.logIn("wrong"),
      await browser.logIn(),
      await browser.get("/desk/case/none"),
      await browser.pressAtDesk("made-up"),
      await browser.post("/case/press", {}, { origin: "https://evil.example" }),
      await browser.get("/desk", { host: "evil.example" }),
      await browser.post("/case/press", { token: "x", text: "x".repeat(70_000) }),
    ];
    expect(answers.map(({ headers }) => headers.get("cache-control"))).toEqual(answers.map(() => "no-store"));
  });

  test("has neither token nor text in any address it points to, and no script", async () => {
    const bench = await openPageBench();
    const browser = openBrowser(bench);
    const asked = await browser.ask(SERIOUS);
    await browser.logIn();
    const queue = await browser.get("/desk?face=en");
    const opened = await browser.get(caseIn(queue.html));
    const token = buttonOf(asked.html, "Withdraw");
    for (const { html } of [asked, queue, opened, await browser.get("/cases")]) {
      const ways = [...html.matchAll(/(?:href|action)="([^"]*)"/g)].map(([, way = ""]) => way);
      expect(ways.filter((way) => way.includes(token) || /token|seeds|text=|question=/.test(way))).toEqual([]);
      expect(html).not.toMatch(/<script|\son\w+=/);
    }
  });

  test("to an address that is only for forms leads to a page", async () => {
    const browser = openBrowser(await openPageBench());
    const answers = [await browser.get("/case/press?face=en"), await browser.get("/desk/press?face=en")];
    expect(answers.map(({ status, headers }) => [status, headers.get("location")])).toEqual([
      [303, "/cases?face=en"],
      [303, "/desk?face=en"],
    ]);
  });

  test("to a fault shows nothing of what was written", async () => {
    const bench = await openPageBench({
      broken: ({ hear }) => ({
        hear: {
          ...hear,
          hear: async ({ question }) => {
            throw new Error(question.text);
          },
        },
      }),
    });
    const { status, html } = await openBrowser(bench).ask(SERIOUS);
    expect([status, html.includes("seeds")]).toEqual([500, false]);
  });
});
