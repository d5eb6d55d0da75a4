// On the page: an answer is challenged in two forms, and a commissioner corrects Adep at the desk.

import { describe, expect, test } from "vitest";

import {
  candidatesOf,
  MASKED,
  MASKED_REMARK,
  NAMED,
  PERSONAL,
  REMARK,
  realMask,
  writtenOf,
} from "./candidate-fakes.ts";
import {
  type Browser,
  buttonOf,
  caseIn,
  fieldOf,
  HOSTILE,
  hiddenOf,
  OTHER_LOGIN,
  openBrowser,
  openPageBench,
  SERIOUS,
} from "./page-fakes.ts";

/** The hidden fields of the form that leads here. */
function fieldsOf(html: string, action: string): Record<string, string> {
  const form = new RegExp(`<form[^>]*action="${action}[?"].*?</form>`, "s").exec(html)?.[0] ?? "";
  return Object.fromEntries(
    [...form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)].map(([, name = "", value = ""]) => [
      name,
      value,
    ]),
  );
}

async function openAnswered() {
  const bench = await openPageBench({ mask: realMask });
  const browser = openBrowser(bench);
  const { html } = await browser.ask(NAMED);
  return { bench, browser, fields: fieldsOf(html, "/challenge"), html };
}

const challenge = (browser: Browser, fields: Record<string, string>, remark = REMARK) =>
  browser.post("/challenge?face=en", { ...fields, remark });

describe("challenging an answer", () => {
  test("shows both texts masked, and keeps them as they were shown when they are sent, once", async () => {
    const { bench, browser, fields } = await openAnswered();
    const preview = await challenge(browser, fields);
    expect([preview.html.includes(MASKED), preview.html.includes(MASKED_REMARK)]).toEqual([true, true]);
    for (const personal of PERSONAL) expect(preview.html).not.toContain(personal);
    expect(await candidatesOf(bench)).toEqual([]);
    const sent = fieldsOf(preview.html, "/challenge/keep");
    for (let times = 0; times < 2; times += 1) {
      const { status, html } = await browser.post("/challenge/keep?face=en", sent);
      expect([status, html.includes("Exactly these words are kept"), html.includes(MASKED)]).toEqual([200, true, true]);
    }
    const [kept, ...more] = await candidatesOf(bench);
    expect([more, kept]).toEqual([
      [],
      {
        ...{
          id: kept?.id,
          kind: "challenge",
          month: "2026-09-01",
          language: "en",
          text: MASKED,
          remark: MASKED_REMARK,
        },
        ...{ reason: null, outcome: "answered" },
        severity: { given: null, right: null },
      },
    ]);
    const written = await writtenOf(bench);
    for (const canary of [...PERSONAL, sent["once"] ?? "", "page"]) expect(written).not.toContain(canary);
  });

  test("leaves nothing behind where it is not sent, and sets no cookie", async () => {
    const { bench, browser, fields } = await openAnswered();
    const { html } = await challenge(browser, fields);
    expect(html).toContain("Do not send");
    expect([await candidatesOf(bench), [...browser.cookies]]).toEqual([[], []]);
  });

  test("masks what a form brings that was made by hand", async () => {
    const { bench, browser, fields } = await openAnswered();
    const forged = { ...fields, remark: REMARK, once: "abcdefghijklmnopqrstuv" };
    expect((await browser.post("/challenge/keep?face=en", forged)).status).toBe(200);
    expect(await candidatesOf(bench)).toMatchObject([{ text: MASKED, remark: MASKED_REMARK }]);
  });

  test.each([
    ["without words", { remark: "  " }],
    ["without a number", { once: "" }],
    ["with an unknown outcome", { outcome: "canary" }],
    ["with too long a text", { remark: "a".repeat(8_001) }],
  ])("%s comes to nothing", async (_what, wrong) => {
    const { bench, browser, fields } = await openAnswered();
    const whole = { ...fields, remark: REMARK, once: "abcdefghijklmnopqrstuv", ...wrong };
    const { status, headers } = await browser.post("/challenge/keep?face=en", whole);
    expect([status, headers.get("location")]).toEqual([303, "/?face=en"]);
    expect(await candidatesOf(bench)).toEqual([]);
  });

  test("from another site is refused", async () => {
    const { bench, browser, fields } = await openAnswered();
    const whole = { ...fields, remark: REMARK, once: "abcdefghijklmnopqrstuv" };
    const { status } = await browser.post("/challenge/keep", whole, { "sec-fetch-site": "cross-site" });
    expect([status, await candidatesOf(bench)]).toEqual([403, []]);
  });

  test("shows words as words", async () => {
    const { browser, fields } = await openAnswered();
    const { html } = await challenge(browser, fields, HOSTILE);
    expect(html).not.toContain("<script");
  });

  test("with something serious in it offers the commissioner, who gets the remark", async () => {
    const { bench, browser, fields } = await openAnswered();
    const { html } = await challenge(browser, fields, "He threatens me with a knife, it is critical.");
    expect(html).toContain(bench.deps.messages.en["emergency.title"]);
    const prepared = await browser.post("/case/prepare?face=en", fieldsOf(html, "/case/prepare"));
    expect(prepared.html).toContain("He threatens me with a knife");
    await browser.press(buttonOf(prepared.html, "Send"));
    expect(await bench.deps.store.transact((tx) => tx.cases.list({}))).toHaveLength(1);
  });

  test("is offered under an answer only", async () => {
    const bench = await openPageBench();
    expect((await openBrowser(bench).get("/?face=en")).html).not.toContain("/challenge");
  });

  test("says so where the store fails", async () => {
    const { bench, browser, fields } = await openAnswered();
    await bench.opened.store.close();
    const whole = { ...fields, remark: REMARK, once: "abcdefghijklmnopqrstuv" };
    const { status, html } = await browser.post("/challenge/keep?face=en", whole);
    expect([status, html.includes("Exactly these words are kept")]).toEqual([503, false]);
  });
});

describe("a correction at the desk", () => {
  async function openTakenDesk() {
    const bench = await openPageBench({ mask: realMask });
    await openBrowser(bench).ask(SERIOUS);
    const desk = openBrowser(bench);
    await desk.logIn();
    const opened = (await desk.get(caseIn((await desk.get("/desk?face=en")).html))).html;
    const taken = (await desk.pressAtDesk(buttonOf(opened, "Take"))).html;
    return { bench, desk, opened, taken };
  }

  test("is written in one's own words, shown masked, and kept without the case", async () => {
    const { bench, desk, taken } = await openTakenDesk();
    const choice = (await desk.pressAtDesk(buttonOf(taken, "Adep judged this wrongly"))).html;
    const form = (await desk.pressAtDesk(buttonOf(choice, "ordinary"))).html;
    expect(form).toContain("Do not copy the asker&#39;s text");
    const [found] = await bench.deps.store.transact((tx) => tx.cases.list({}));
    const words = `A superior takes goods home, Nurlanov saw it in ${found?.codename}.`;
    const preview = (await desk.pressAtDesk(fieldOf(form), words)).html;
    expect(preview).toContain("A superior takes goods home, [name] saw it in [case].");
    const kept = (await desk.pressAtDesk(buttonOf(preview, "Keep this"))).html;
    expect(kept).toContain("The case itself has not changed.");
    expect(await candidatesOf(bench)).toMatchObject([
      { kind: "correction", severity: { given: "serious", right: "routine" }, reason: null, outcome: null },
    ]);
    const written = await writtenOf(bench);
    for (const canary of [...PERSONAL, found?.id, found?.codename, "gardener", "seeds"]) {
      expect(written).not.toContain(canary ?? "no case");
    }
    expect((await bench.deps.store.transact((tx) => tx.cases.list({})))[0]?.version).toBe(found?.version);
  });

  test("is not for whoever has not taken the case, nor for another body", async () => {
    const { bench, opened, taken } = await openTakenDesk();
    expect(opened).not.toContain("Adep judged this wrongly");
    const other = openBrowser(bench);
    await other.logIn(OTHER_LOGIN);
    const { status } = await other.pressAtDesk(buttonOf(taken, "Adep judged this wrongly"));
    expect([status, await candidatesOf(bench)]).toEqual([409, []]);
  });

  test("can be given up", async () => {
    const { bench, desk, taken } = await openTakenDesk();
    const choice = (await desk.pressAtDesk(buttonOf(taken, "Adep judged this wrongly"))).html;
    const form = (await desk.pressAtDesk(buttonOf(choice, "URGENT"))).html;
    const preview = (await desk.pressAtDesk(fieldOf(form), "He threatened a colleague.")).html;
    await desk.pressAtDesk(buttonOf(preview, "Do not send"));
    expect([await candidatesOf(bench), hiddenOf(form, "token")]).toEqual([[], fieldOf(form)]);
  });
});
