import { describe, expect, test } from "vitest";

import { inputOf, tokenOf } from "./case-fakes.ts";
import { smallKnowledge } from "./fakes.ts";
import {
  buttonOf,
  casesIn,
  fieldOf,
  HOSTILE,
  hiddenOf,
  ONCE,
  openBrowser,
  openPageBench,
  openWithCase,
  type PageBench,
  SERIOUS,
} from "./page-fakes.ts";

const { en } = smallKnowledge().messages;
const rejects = async (): Promise<never> => {
  throw new Error("disk full");
};

const AGREE = "Ask me later whether anything has changed for the worse";

/** The gardener takes the only case and closes it. */
async function closeCase({ desk, press }: PageBench): Promise<void> {
  const language = "en" as const;
  const pressAs = (token: string, text = "") =>
    press({ actor: { kind: "person", id: "gardener" }, token, language, text });
  const [item] = await desk.queue("gardener", language);
  const card = item && (await desk.open("gardener", item.codename, language));
  if (!card) throw new Error("the queue is empty");
  const taken = await pressAs(tokenOf(card, "Take"));
  const outcome = await pressAs(tokenOf(taken, "Close"));
  const wish = await pressAs(tokenOf(outcome, "Measures were taken"));
  const sure = await pressAs(inputOf(wish), "The seeds are back.");
  await pressAs(tokenOf(sure, "Close and send"));
}

describe("asking the commissioner", () => {
  /** The draft of a question with these words. */
  async function openDraft(question = "Tea for SECRET-NAME?") {
    const bench = await openPageBench();
    const browser = openBrowser(bench);
    const asked = await browser.ask(question, { body: "rivers" });
    const fields = { question, body: "rivers", once: hiddenOf(asked.html, "once") };
    const { html } = await browser.post("/case/prepare?face=en", fields);
    return { bench, browser, html };
  }

  test("shows first what would be sent, without personal data", async () => {
    const { bench, html } = await openDraft();
    expect([html.includes("Tea for [name]?"), html.includes("SECRET-NAME"), await casesIn(bench)]).toEqual([
      ...[true, false, []],
    ]);
  });

  test("sends on a press, to the chosen body", async () => {
    const { bench, browser, html } = await openDraft();
    await browser.press(buttonOf(html, "Send"));
    expect((await casesIn(bench)).map(({ body, origin }) => [body, origin])).toEqual([["rivers", "asker"]]);
  });

  test("puts the text into the field where it is to be changed, and shows it again before sending", async () => {
    const { bench, browser, html } = await openDraft();
    const wish = await browser.press(buttonOf(html, "Change the text"));
    expect(wish.html).toContain("\nTea for [name]?</textarea>");
    expect(wish.html.split("Tea for").length).toBe(2);
    const again = await browser.press(fieldOf(wish.html), "Coffee?\r\nFor SECRET-NAME.");
    expect([again.html.includes("Coffee?\nFor [name]."), await casesIn(bench)]).toEqual([true, []]);
  });

  test("ends with nothing to come back to where nothing is sent", async () => {
    const { browser, html } = await openDraft();
    const response = await browser.press(buttonOf(html, "Do not send"));
    expect(response.headers.getSetCookie()[0]).toContain("Max-Age=60;");
  });

  test("shows hostile text as text", async () => {
    const { html } = await openDraft(`${HOSTILE}</textarea>"><img src=x>`);
    expect(html).not.toMatch(/<script|<img|<\/textarea>"/);
  });

  test("says so where the store fails", async () => {
    const bench = await openPageBench();
    await bench.deps.store.close();
    const { status, html } = await openBrowser(bench).post("/case/prepare?face=en", { question: "tea" });
    expect([status, html.includes("nothing was sent")]).toEqual([503, true]);
  });
});

describe("a button of an asker", () => {
  test("works once: the token is refused when it comes again later", async () => {
    const { bench, browser, html } = await openWithCase();
    const token = buttonOf(html, "What was sent");
    expect((await browser.press(token)).html).toContain("sells the seeds");
    bench.clock.now += 6_000;
    const again = await browser.press(token);
    expect([again.status, again.html.includes("sells the seeds"), again.html.includes('role="alert"')]).toEqual([
      ...[409, false, true],
    ]);
  });

  test("clicked twice shows the same code twice, and has one effect", async () => {
    const { browser, html } = await openWithCase();
    const token = buttonOf((await browser.press(buttonOf(html, "Forget me"))).html, "Yes, forget me");
    const pages = await Promise.all([browser.press(token), browser.press(token)]);
    const codes = pages.map((page) => codeIn(page.html));
    expect([codes[0]?.length, codes[0] === codes[1]]).toEqual([32, true]);
  });

  test("works for nobody else, not even at the same moment", async () => {
    const { bench, browser, html } = await openWithCase();
    const other = openBrowser(bench);
    await other.ask("Another matter, and it is serious.");
    const token = buttonOf(html, "What was sent");
    const [own, foreign, nobody] = await Promise.all([
      browser.press(token),
      other.press(token),
      openBrowser(bench).press(token),
    ]);
    expect([own, foreign, nobody].map((page) => page?.html.includes("sells the seeds"))).toEqual([true, false, false]);
  });

  test("that nobody knows sets no cookie", async () => {
    const browser = openBrowser(await openPageBench());
    await browser.press("made-up");
    expect([...browser.cookies]).toEqual([]);
  });

  test("gives back a text that is too long, with the button", async () => {
    const { browser, html } = await openWithCase();
    const wish = await browser.press(buttonOf(html, "Add details"));
    const { html: refused } = await browser.press(fieldOf(wish.html), "x".repeat(8001));
    expect([refused.includes("too long"), refused.includes("x".repeat(8001))]).toEqual([true, true]);
    await browser.press(fieldOf(refused), "Shorter.");
    expect((await browser.get("/cases?face=en")).html).toContain("Shorter.");
  });

  test("gives back a text that the store did not take, says that nothing was sent, and works again", async () => {
    let isBroken = false;
    const { browser, html } = await openWithCase({
      broken: ({ press }) => ({ press: (wanted) => (isBroken ? rejects() : press(wanted)) }),
    });
    const wish = await browser.press(buttonOf(html, "Add details"));
    isBroken = true;
    const failed = await browser.press(fieldOf(wish.html), "Seen twice.");
    expect([failed.status, failed.html.includes("nothing was sent"), failed.html.includes("Seen twice.")]).toEqual([
      ...[503, true, true],
    ]);
    isBroken = false;
    expect((await browser.press(fieldOf(failed.html), "Seen twice.")).html).toContain("You added: Seen twice.");
  });

  test("keeps the language of its card, whatever the face", async () => {
    const bench = await openPageBench();
    const browser = openBrowser(bench);
    const { html } = await browser.post("/?face=kk", { question: SERIOUS });
    const fields = { token: buttonOf(html, "What was sent"), language: hiddenOf(html, "language") };
    expect((await browser.post("/case/press?face=kk", fields)).html).toContain(en["sent.title"]);
  });
});

describe("my cases", () => {
  test("are the asker's own", async () => {
    const { bench, browser } = await openWithCase();
    const [opened] = await casesIn(bench);
    const pages = [await browser.get("/cases?face=en"), await openBrowser(bench).get("/cases?face=en")];
    expect(pages.map(({ html }) => html.includes(opened?.codename ?? "?"))).toEqual([true, false]);
  });

  test("have the question of a check-in that is due, because nothing else reaches the asker here", async () => {
    const { bench, browser } = await openWithCase();
    await bench.settle();
    const agreed = await browser.press(buttonOf((await browser.get("/cases?face=en")).html, AGREE));
    expect(agreed.status).toBe(200);
    await closeCase(bench);
    bench.clock.now += 31 * 86_400_000;
    await bench.settle();
    expect((await browser.get("/cases?face=en")).html).toContain("Nothing has changed");
  });

  test("show hostile text of the other side as text", async () => {
    const { bench, browser } = await openWithCase();
    await bench.deps.store.transact(async (tx) => {
      const [found] = await tx.cases.list({});
      await tx.cases.addEntry(found?.id ?? "", { kind: "reply", by: "commissioner", day: "2026-09-07", text: HOSTILE });
    });
    const { html } = await browser.get("/cases?face=en");
    expect([html.includes("<script"), html.includes("&lt;script&gt;")]).toEqual([false, true]);
  });

  test("cannot be seen where the store fails, and the page says that", async () => {
    const { bench, browser } = await openWithCase();
    await bench.deps.store.close();
    expect((await browser.get("/cases?face=en")).status).toBe(503);
  });
});

describe("the way back", () => {
  /** An asker who was forgotten, and the code. */
  async function forget() {
    const { bench, browser, html } = await openWithCase();
    const sure = await browser.press(buttonOf(html, "Forget me"));
    const forgotten = await browser.press(buttonOf(sure.html, "Yes, forget me"));
    return { bench, browser, forgotten, code: codeIn(forgotten.html) };
  }

  test("is a code in large letters, and this computer forgets the asker within a minute", async () => {
    const { forgotten, code } = await forget();
    expect([code, forgotten.headers.getSetCookie()[0]?.includes("Max-Age=60;")]).toEqual([
      expect.stringMatching(/^[0-9A-Z]{5}(-[0-9A-Z*~$=]{2,5}){5}$/),
      true,
    ]);
    expect(forgotten.html).toContain('class="receipt"');
  });

  test("opens the case in another browser, with buttons that work there", async () => {
    const { bench, code } = await forget();
    const other = openBrowser(bench);
    const page = await other.get("/cases?face=en");
    const back = await other.post("/case/enter?face=en", { code, once: hiddenOf(page.html, "once") });
    expect((await other.press(buttonOf(back.html, "What was sent"))).html).toContain("sells the seeds");
  });

  test("is closed to a wrong code, which sets no cookie", async () => {
    const { bench } = await forget();
    const other = openBrowser(bench);
    const page = await other.post("/case/enter?face=en", { code: "7ZZZZ", once: ONCE });
    expect([page.status, [...other.cookies]]).toEqual([409, []]);
  });
});

function codeIn(html: string): string {
  return /<code>(.*?)<\/code>/.exec(html)?.[1]?.replaceAll("<wbr>", "") ?? "";
}
