import { describe, expect, test } from "vitest";

import { createPage } from "../adapters/page/server.ts";
import type { Reply } from "../src/question.ts";
import { BODIES } from "./case-fakes.ts";
import { smallKnowledge, someReply } from "./fakes.ts";
import { casesIn, HOSTILE, ONCE, openBrowser, openPageBench, openWithCase, SERIOUS } from "./page-fakes.ts";

const OTHER_ONCE = "ABCDEFGHIJKLMNOPQRSTUV";
const { en } = smallKnowledge().messages;
const offered = (): Reply => {
  const reply = someReply({ notes: [en["offer"] ?? ""] });
  return { ...reply, triage: { ...reply.triage, offer: true } };
};

describe("a mere question", () => {
  test("sets no cookie, nor does looking around", async () => {
    const browser = openBrowser(await openPageBench());
    for (const at of ["/?face=en", "/cases?face=en", "/desk?face=en"]) await browser.get(at);
    await browser.ask("when is tea?", { once: ONCE });
    expect([...browser.cookies]).toEqual([]);
  });

  test("opens no case, and the commissioner is one press away", async () => {
    const bench = await openPageBench();
    const { html } = await openBrowser(bench).ask("when is tea?");
    expect([await casesIn(bench), html.includes('action="/case/prepare?face=en"')]).toEqual([[], true]);
  });

  test("that may be real has the offer beside the button, once", async () => {
    const { html } = await openBrowser(await openPageBench({ reply: offered() })).ask("when is tea?");
    expect(html.split(en["offer"] ?? "?").length).toBe(2);
    expect(html.indexOf(en["offer"] ?? "?")).toBeGreaterThan(html.indexOf("/case/prepare"));
  });

  test("on a page without cases keeps the offer as a note and has no button", async () => {
    const page = createPage({ knowledge: smallKnowledge(), ask: async () => offered(), cases: null });
    const html = await (
      await page.request("/?face=en", { method: "POST", body: new URLSearchParams({ question: "tea" }) })
    ).text();
    expect([html.includes(en["offer"] ?? "?"), html.includes("/case/"), html.includes("/cases")]).toEqual([
      ...[true, false, false],
    ]);
  });
});

describe("a serious question", () => {
  test("opens one case, and its card stands above the answer", async () => {
    const { bench, html } = await openWithCase();
    const [opened] = await casesIn(bench);
    expect(html.indexOf(`Case ${opened?.codename}`)).toBeGreaterThan(0);
    expect(html.indexOf(`Case ${opened?.codename}`)).toBeLessThan(html.indexOf("Take it back."));
  });

  test("sets a cookie that no script, no other site and no other way can use", async () => {
    const bench = await openPageBench();
    const response = await openBrowser(bench).ask(SERIOUS, { once: ONCE });
    const [cookie = ""] = response.headers.getSetCookie();
    expect(cookie).toMatch(/^asker=[\w-]{22}; Max-Age=15552000; Path=\/; HttpOnly; SameSite=Strict$/);
  });

  test("sets a Secure cookie over https only", async () => {
    const response = await openBrowser(await openPageBench()).post("https://localhost/?face=en", { question: SERIOUS });
    expect(response.headers.getSetCookie()[0]).toMatch(/; Secure/);
  });

  test.each(["reloaded", "clicked twice before the first answer came"])("that is %s has one effect", async (how) => {
    const bench = await openPageBench();
    const browser = openBrowser(bench);
    const send = () => browser.ask(SERIOUS, { once: ONCE });
    const answers = how === "reloaded" ? [await send(), await send()] : await Promise.all([send(), send()]);
    const [opened, ...others] = await casesIn(bench);
    expect([others, answers.map(({ html }) => html.includes(`Case ${opened?.codename}`))]).toEqual([[], [true, true]]);
  });

  test("in words that were sent before says on a reload again that nothing was sent twice", async () => {
    const { browser } = await openWithCase();
    const send = () => browser.ask(SERIOUS, { once: OTHER_ONCE });
    const pages = [await send(), await send()];
    expect(pages.map(({ html }) => html.includes('data-result="shown"'))).toEqual([true, true]);
  });

  test("is told why it was passed on", async () => {
    const { html } = await openWithCase();
    expect(html).toContain("This looks grave, so I have passed it to the ethics commissioner of Office of Gardens");
  });

  test("with other words in a form that a browser brought back is a report of its own", async () => {
    const { bench, browser } = await openWithCase();
    await browser.ask("They burn the lists, and it is serious.", { once: ONCE });
    expect(await casesIn(bench)).toHaveLength(2);
  });

  test("that could not be passed on says so honestly, sets no cookie, and can be tried again", async () => {
    const bench = await openPageBench();
    await bench.deps.store.close();
    const browser = openBrowser(bench);
    const { html } = await browser.ask(SERIOUS);
    expect([html.includes("NOTHING was sent"), html.includes("Take it back."), html.includes("/case/prepare")]).toEqual(
      [true, true, true],
    );
    expect([...browser.cookies]).toEqual([]);
  });

  test("is no more than a draft where the asker is asked first", async () => {
    const { bench, html } = await openWithCase({ escalation: { mode: "confirm", delayMinutes: 0 } });
    expect([await casesIn(bench), html.includes(en["draft.title"] ?? "?")]).toEqual([[], true]);
  });

  test("that is critical has what saves above everything", async () => {
    const reply = someReply();
    const parts = { ...reply.parts, emergency: [en["emergency.title"] ?? "", "Call 112.", HOSTILE] };
    const bench = await openPageBench({ reply: { ...reply, parts } });
    const { html } = await openBrowser(bench).ask("It is critical.");
    const places = ["Call 112.", "&lt;script&gt;", "Case ", "Take it back.", "<h1>"].map((part) => html.indexOf(part));
    expect([places.includes(-1), places]).toEqual([false, [...places].sort((one, other) => one - other)]);
    expect(html.match(/First of all, your safety<\//g)).toHaveLength(1);
  });
});

describe("the state body", () => {
  test("is chosen among several and stays chosen", async () => {
    const bench = await openPageBench();
    const { html } = await openBrowser(bench).ask(SERIOUS, { body: "rivers" });
    const [opened] = await casesIn(bench);
    expect([opened?.body, /<option value="rivers" selected>/.test(html)]).toEqual(["rivers", true]);
  });

  test("is not asked for where there is one", async () => {
    const bench = await openPageBench();
    bench.people.bodies = { ...BODIES, bodies: BODIES.bodies.slice(0, 1) };
    expect((await openBrowser(bench).get("/?face=en")).html).not.toContain('name="body"');
  });

  test.each(["/?face=en", "/case/prepare?face=en"])(
    "that is none of them gets no case at %s, nor does another in its place",
    async (at) => {
      const bench = await openPageBench();
      const browser = openBrowser(bench);
      await browser.post(at, { question: SERIOUS, body: "elsewhere" });
      expect([await casesIn(bench), [...browser.cookies]]).toEqual([[], []]);
    },
  );

  test("that is none of them does not cost the asker what was written", async () => {
    const { status, html } = await openBrowser(await openPageBench()).ask(SERIOUS, { body: "elsewhere" });
    expect([status, html.includes(SERIOUS)]).toEqual([400, true]);
  });
});

describe("before anything is asked", () => {
  test.each([
    ["auto", "privacy.auto", "privacy.confirm"],
    ["confirm", "privacy.confirm", "privacy.auto"],
  ] as const)("with ESCALATION=%s the page says what happens to a serious case", async (mode, said, unsaid) => {
    const bench = await openPageBench({ escalation: { mode, delayMinutes: 0 } });
    const { html } = await openBrowser(bench).get("/?face=en");
    expect([html.includes(en[said] ?? "?"), html.includes(en[unsaid] ?? "?")]).toEqual([true, false]);
    expect([html.includes(en["privacy.page"] ?? "?"), html.includes(en["ask.privacy"] ?? "?")]).toEqual([true, false]);
  });

  test.each([true, false])("it says whether anybody is told (%s)", async (isConfigured) => {
    const bench = await openPageBench();
    bench.people.bodies = { ...BODIES, isConfigured };
    const { html } = await openBrowser(bench).get("/?face=en");
    expect(html.includes(en["privacy.nobody"] ?? "?")).toBe(!isConfigured);
  });
});
