import { describe, expect, test } from "vitest";

import { BODIES } from "./case-fakes.ts";
import {
  buttonOf,
  caseIn,
  fieldOf,
  HOSTILE,
  LOGIN,
  OTHER_LOGIN,
  openBrowser,
  openPageBench,
  type PageBenchOptions,
  SERIOUS,
} from "./page-fakes.ts";

const MINUTE_MS = 60_000;

/** A desk with one case, and a commissioner who is logged in. */
async function openDesk(options: PageBenchOptions = {}, question = SERIOUS) {
  const bench = await openPageBench(options);
  const asker = openBrowser(bench);
  await asker.ask(question);
  const desk = openBrowser(bench);
  await desk.logIn();
  const queue = (await desk.get("/desk?face=en")).html;
  const opened = (await desk.get(caseIn(queue))).html;
  return { bench, asker, desk, queue, opened };
}

describe("the login", () => {
  test("gives a session that no script, no other site and no other way can use", async () => {
    const response = await openBrowser(await openPageBench()).logIn();
    expect(response.status).toBe(303);
    expect(response.headers.getSetCookie()[0]).toMatch(/^desk=[\w-]{22}; Path=\/desk; HttpOnly; SameSite=Strict$/);
  });

  test.each(["", "wrong", `${LOGIN}x`, LOGIN.slice(0, -1)])("with «%s» is refused", async (login) => {
    const browser = openBrowser(await openPageBench());
    const { status, html } = await browser.logIn(login);
    expect([status, html.includes("This token does not fit"), [...browser.cookies]]).toEqual([403, true, []]);
  });

  test("never shows what was typed", async () => {
    expect((await openBrowser(await openPageBench()).logIn("secret-typed")).html).not.toContain("secret-typed");
  });

  test("after ten wrong tries refuses the right token too, without saying so, until a quarter of an hour is over", async () => {
    const bench = await openPageBench();
    for (let tried = 0; tried < 10; tried += 1)
      expect((await openBrowser(bench).logIn(`no ${tried}`)).status).toBe(403);
    const answers = [await openBrowser(bench).logIn(LOGIN), await openBrowser(bench).logIn("wrong")];
    expect([answers.map(({ status }) => status), answers[0]?.html === answers[1]?.html]).toEqual([[429, 429], true]);
    bench.clock.now += 15 * MINUTE_MS;
    expect((await openBrowser(bench).logIn(LOGIN)).status).toBe(303);
  });

  test("after nine wrong tries still works, and leaves whoever is inside alone", async () => {
    const { bench, desk } = await openDesk();
    for (let tried = 0; tried < 9; tried += 1) await openBrowser(bench).logIn("wrong");
    expect((await openBrowser(bench).logIn(LOGIN)).status).toBe(303);
    for (let tried = 0; tried < 5; tried += 1) await openBrowser(bench).logIn("wrong");
    expect((await desk.get("/desk?face=en")).html).toContain('class="queue"');
  });

  test("gives a new session each time and ends the one before", async () => {
    const { bench, desk } = await openDesk();
    const before = desk.cookies.get("desk") ?? "";
    await desk.logIn();
    const old = openBrowser(bench);
    old.cookies.set("desk", before);
    expect(desk.cookies.get("desk")).not.toBe(before);
    expect((await old.get("/desk?face=en")).html).toContain('name="login"');
  });

  test("lasts twelve hours at most", async () => {
    const { bench, desk } = await openDesk();
    bench.clock.now += 12 * 60 * MINUTE_MS;
    expect((await desk.get("/desk?face=en")).html).toContain('name="login"');
  });

  test("ends when the person leaves, for a copy of the cookie as well", async () => {
    const { bench, desk } = await openDesk();
    const copy = openBrowser(bench);
    copy.cookies.set("desk", desk.cookies.get("desk") ?? "");
    await desk.post("/desk/logout?face=en", {});
    expect([...desk.cookies.keys()]).toEqual([]);
    expect((await copy.get("/desk?face=en")).html).toContain('name="login"');
  });
});

describe("somebody who is not logged in", () => {
  test.each(["made-up", "AAAAAAAAAAAAAAAAAAAAAA"])(
    "with the session «%s» sees and presses nothing",
    async (session) => {
      const { bench, queue, opened } = await openDesk();
      const stranger = openBrowser(bench);
      stranger.cookies.set("desk", session);
      const pages = [
        await stranger.get("/desk?face=en"),
        await stranger.get(caseIn(queue)),
        await stranger.pressAtDesk(buttonOf(opened, "Show the text")),
      ];
      expect(pages.map(({ html }) => [html.includes('name="login"'), html.includes("seeds")])).toEqual([
        ...[0, 1, 2].map(() => [true, false]),
      ]);
    },
  );

  test("as an asker cannot press a commissioner's button", async () => {
    const { asker, opened } = await openDesk();
    const { html } = await asker.press(buttonOf(opened, "Show the text"));
    expect([html.includes("seeds"), html.includes('data-result="refused"')]).toEqual([false, true]);
  });
});

describe("a person who was taken off the list", () => {
  test.each(["nobody", "somebody who works elsewhere"])("and is now %s is out at once", async (now) => {
    const { bench, desk, queue, opened } = await openDesk();
    const [gardens, ...others] = BODIES.bodies;
    if (!gardens) throw new Error("no body");
    const commissioner =
      now === "nobody" ? { ...gardens.commissioner, id: "new" } : { ...gardens.commissioner, page: false };
    bench.people.bodies = { ...BODIES, bodies: [{ ...gardens, commissioner }, ...others] };
    const pages = [
      await desk.pressAtDesk(buttonOf(opened, "Show the text")),
      await desk.get(caseIn(queue)),
      await desk.get("/desk?face=en"),
      await desk.logIn(),
    ];
    expect(pages.map(({ html }) => [html.includes('name="login"'), html.includes("seeds")])).toEqual([
      ...[0, 1, 2, 3].map(() => [true, false]),
    ]);
  });

  test("has to log in again after coming back", async () => {
    const { bench, desk } = await openDesk();
    bench.people.bodies = { ...BODIES, bodies: BODIES.bodies.slice(1) };
    await desk.get("/desk?face=en");
    bench.people.bodies = BODIES;
    expect((await desk.get("/desk?face=en")).html).toContain('name="login"');
  });
});

describe("the queue", () => {
  test("shows codename, severity, category, state and due day, and nothing of the text", async () => {
    const { queue } = await openDesk();
    for (const part of ["· serious", "About: not determined", "New", "To be taken by 10.09.2026"]) {
      expect(queue).toContain(part);
    }
    expect(queue).not.toContain("seeds");
  });

  test("is empty for a commissioner of another body, and so is the way to the case", async () => {
    const { bench, queue } = await openDesk();
    const other = openBrowser(bench);
    await other.logIn(OTHER_LOGIN);
    const none = await other.get("/desk/case/Nothing-1000?face=en");
    const foreign = await other.get(caseIn(queue));
    expect((await other.get("/desk?face=en")).html).toContain("There is no case for you.");
    expect([foreign.status, foreign.html]).toEqual([404, none.html]);
  });

  test.each(["/desk?face=en", "/desk/case/Some-1000?face=en"])(
    "at %s says where the store fails that it does",
    async (at) => {
      const { bench, desk } = await openDesk();
      await bench.deps.store.close();
      expect((await desk.get(at)).status).toBe(503);
    },
  );
});

describe("a case at the desk", () => {
  test("shows its text on a press only, as text", async () => {
    const { desk, opened } = await openDesk({}, `${HOSTILE} is serious`);
    const { html } = await desk.pressAtDesk(buttonOf(opened, "Show the text"));
    expect([opened.includes("alert"), html.includes("<script"), html.includes("&lt;script&gt;alert")]).toEqual([
      ...[false, false, true],
    ]);
  });

  test("is answered after a preview, and the asker reads it as text", async () => {
    const { asker, desk, opened } = await openDesk();
    const taken = await desk.pressAtDesk(buttonOf(opened, "Take"));
    const wish = await desk.pressAtDesk(buttonOf(taken.html, "Reply"));
    const preview = await desk.pressAtDesk(fieldOf(wish.html), HOSTILE);
    const before = await asker.get("/cases?face=en");
    await desk.pressAtDesk(buttonOf(preview.html, "Send"));
    const after = await asker.get("/cases?face=en");
    expect([preview.html, before.html, after.html].map((html) => html.includes("&lt;script&gt;alert"))).toEqual([
      ...[true, false, true],
    ]);
    expect(`${preview.html}${after.html}`).not.toContain("<script");
  });

  test("has the written reply in the field where it is to be changed after the preview", async () => {
    const { desk, opened } = await openDesk();
    const taken = await desk.pressAtDesk(buttonOf(opened, "Take"));
    const wish = await desk.pressAtDesk(buttonOf(taken.html, "Reply"));
    const preview = await desk.pressAtDesk(fieldOf(wish.html), "A long reply.");
    const again = await desk.pressAtDesk(buttonOf(preview.html, "Change the text"));
    expect(again.html).toContain("\nA long reply.</textarea>");
  });

  test("gives a reply back that came too late to be taken", async () => {
    const { bench, desk, opened } = await openDesk();
    const taken = await desk.pressAtDesk(buttonOf(opened, "Take"));
    const wish = await desk.pressAtDesk(buttonOf(taken.html, "Reply"));
    bench.clock.now += 8 * 24 * 60 * MINUTE_MS;
    await desk.logIn();
    const { status, html } = await desk.pressAtDesk(fieldOf(wish.html), "A long reply.");
    expect([status, html.includes("A long reply.")]).toEqual([409, true]);
  });

  test("refuses a button that was used before", async () => {
    const { bench, desk, opened } = await openDesk();
    const token = buttonOf(opened, "Show the text");
    await desk.pressAtDesk(token);
    bench.clock.now += 6_000;
    const again = await desk.pressAtDesk(token);
    expect([again.status, again.html.includes("seeds")]).toEqual([409, false]);
  });

  test("says where the store fails that nothing has happened", async () => {
    const { bench, desk, opened } = await openDesk();
    await bench.deps.store.close();
    expect((await desk.pressAtDesk(buttonOf(opened, "Take"))).status).toBe(503);
  });
});
