// Windows and one's own page: what is shown and written there stays out of the chat, and nothing live comes of any words.

import { describe, expect, test } from "vitest";

import { LANGUAGES } from "../src/language.ts";
import {
  type AskerBench,
  BOAT,
  CONFIRM,
  casesOf,
  codeIn,
  firstValue,
  KNIFE,
  liveIn,
  openAskerBench,
  opensReport,
  openTaken,
  waysInto,
  wordsOf,
  writesInWindow,
  writesToAsker,
} from "./slack-asker-bench.ts";
import { GARDENER, OFFICE, OTHER_ASKER, RAKE, SERIOUS, SQUARE, STRANGER, sentencesOf } from "./slack-fakes.ts";
import { labelsOf, textOf } from "./slack-server-look.ts";
import type { Person } from "./slack-server-person.ts";

const HOSTILE =
  "<!channel> <@U0GARDEN01> *x* _y_ `z` ~w~ :smile: <http://evil.example|adilet.zan.kz> &lt;!here&gt; > q";
/** In no sentence of Adep's. */
const WORDS = "axolotl";

async function openCase(text: string = SERIOUS): Promise<AskerBench> {
  const bench = await openAskerBench();
  await bench.does((asker) => asker.writes(text));
  return bench;
}

describe("one's own page", () => {
  test.each(LANGUAGES)("takes a case in %s from its button to the commissioner, past the chat", async (language) => {
    const bench = await openAskerBench({ spoken: language });
    const { say } = bench;
    const form = await opensReport(bench);
    expect([wordsOf(form.window).includes(say("chat.describe")), form.said]).toEqual([true, []]);
    const words = { kk: "Бастығым тұқым сатады", ru: "Начальник продаёт семена", en: "My chief sells the seeds" };
    const draft = await bench.does((asker) => asker.submits("window", `${words[language]}: ${WORDS}, SECRET-NAME`));
    expect(wordsOf(draft.window)).toContain(`${words[language]}: ${WORDS}, [name]`);
    expect([draft.said, await casesOf(bench)]).toEqual([[], 0]);
    const { window, said } = await bench.does((asker) => asker.presses("window", say("press.send")));
    expect(wordsOf(window)).toContain(say("news.sent"));
    expect(wordsOf(said[0])).toContain(say("news.sent"));
    expect([await casesOf(bench), bench.server.postsIn(OFFICE).length]).toEqual([1, 1]);
    const sent = await bench.does((asker) => asker.presses("dm", say("press.sent")));
    expect(wordsOf(sent.window)).toContain(WORDS);
    expect(waysInto(bench, WORDS)).toEqual([]);
  });

  test("is published anew in the language that is chosen there", async () => {
    const bench = await openAskerBench();
    await bench.does((asker) => asker.opensHome());
    for (const [name, language] of [
      ["Қазақша", "kk"],
      ["Русский", "ru"],
      ["English", "en"],
    ] as const) {
      const { home, said } = await bench.does((asker) => asker.presses("home", name));
      const say = sentencesOf(bench, language);
      for (const key of ["appTitle", "chat.home.cases.none", "chat.privacy.slack"] as const)
        expect(wordsOf(home)).toContain(say(key));
      expect([labelsOf(home ?? [])[0], said]).toEqual([say("chat.home.report"), []]);
    }
  });

  test("answers what is often asked in the private chat, and says so", async () => {
    const bench = await openAskerBench();
    await bench.does((asker) => asker.opensHome());
    const { said, window } = await bench.does((asker) => asker.presses("home", bench.say("example.3")));
    expect([said.length, wordsOf(said[0]).includes(bench.say("automated"))]).toEqual([1, true]);
    expect(wordsOf(window)).toBe(bench.say("chat.sentToChat"));
  });

  test("lists one's own cases and opens them, and nobody else's", async () => {
    const bench = await openCase();
    const { home } = await bench.does((asker) => asker.opensHome());
    const codename =
      labelsOf(home ?? [])
        .find((label) => label.startsWith("Open "))
        ?.slice(5) ?? "none";
    const { window, said } = await bench.does((asker) => asker.presses("home", `Open ${codename}`));
    expect([wordsOf(window).startsWith(`Case ${codename}`), said]).toEqual([true, []]);
    const other = await bench.step(bench.person(OTHER_ASKER), (one) => one.opensHome());
    expect(wordsOf(other.home)).not.toContain(codename);
  });

  test("takes a come-back code, and turns a wrong one down in the same window", async () => {
    const bench = await openCase();
    const code = codeIn((await bench.does((asker) => asker.presses("dm", "Come-back code"))).window);
    const other = bench.person(OTHER_ASKER);
    await bench.step(other, (one) => one.opensHome());
    await bench.step(other, (one) => one.presses("home", "Enter a come-back code"));
    const wrong = await bench.step(other, (one) => one.submits("window", "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-FF"));
    expect([wordsOf(wrong.window), wrong.said]).toEqual([bench.say("receipt.wrong"), []]);
    await bench.step(other, (one) => one.presses("home", "Enter a come-back code"));
    const right = await bench.step(other, (one) =>
      one.submits("window", ` ${code.toLowerCase().replaceAll("-", " ")} `),
    );
    expect([wordsOf(right.window).startsWith("Case "), right.said, waysInto(bench, code)]).toEqual([true, [], []]);
  });

  test("says who can see what, and forgets: the codes in the window only", async () => {
    const bench = await openCase();
    await bench.does((asker) => asker.opensHome());
    const privacy = await bench.does((asker) => asker.presses("home", "Who can see what"));
    expect(wordsOf(privacy.window)).toContain(bench.say("chat.privacy.adep"));
    await bench.does((asker) => asker.presses("home", "Forget me"));
    const { window, home, said } = await bench.does((asker) => asker.presses("window", "Yes, forget me"));
    const code = codeIn(window);
    expect([code.length > 20, said, waysInto(bench, code)]).toEqual([true, [], []]);
    expect(wordsOf(home)).toContain(bench.say("chat.home.cases.none"));
    const rows = await bench.opened.database.db.selectFrom("askers").selectAll().execute();
    expect(rows).toEqual([]);
    await bench.does((asker) => asker.writes(BOAT.en));
    const back = await bench.does((asker) => asker.command("/adep", `receipt ${code}`, SQUARE));
    expect(wordsOf(back.window)).toMatch(/^Case /u);
  });
});

describe("what is written in a window", () => {
  // The card in the chat lists every line of the case with its words (src/chat/show-to-asker.ts showWhole, refreshBehind).
  test.each(["Add details", "Give my name", "Answer"])("after %s never stands in a chat", async (label) => {
    const bench = await (label === "Answer" ? openTaken() : openCase());
    if (label === "Answer") await writesToAsker(bench, ["Ask for details"], { text: "Which seeds?", send: "Send" });
    await writesInWindow(bench, label, WORDS);
    expect(waysInto(bench, WORDS)).toEqual([]);
  });

  // As above: a later press on any button of the card writes them there, whatever it is for.
  test("does not come into the chat with a later press", async () => {
    const bench = await openCase();
    const { home } = await bench.does((asker) => asker.opensHome());
    await bench.does((asker) =>
      asker.presses("home", labelsOf(home ?? []).find((one) => one.startsWith("Open ")) ?? ""),
    );
    await bench.does((asker) => asker.presses("window", "Add details"));
    await bench.does((asker) => asker.submits("window", WORDS));
    await bench.does((asker) => asker.presses("dm", "What was sent"));
    expect(waysInto(bench, WORDS)).toEqual([]);
  });

  test("after Change the text is what goes, and never stands in a chat", async () => {
    const bench = await openAskerBench(CONFIRM);
    await bench.does((asker) => asker.writes(SERIOUS));
    const { window } = await writesInWindow(bench, "Change the text", WORDS);
    expect(wordsOf(window)).toContain(WORDS);
    await bench.does((asker) => asker.presses("window", "Send"));
    const sent = await bench.does((asker) => asker.presses("dm", "What was sent"));
    expect([wordsOf(sent.window).includes(WORDS), waysInto(bench, WORDS)]).toEqual([true, []]);
  });

  // Only `listen` and `takeFromAsker` say it (src/chat/bring-case.ts prepareFrom has the card alone).
  test("of a danger begins with what saves, as in the chat", async () => {
    const bench = await openAskerBench();
    await opensReport(bench);
    const { window } = await bench.does((asker) => asker.submits("window", KNIFE));
    expect(wordsOf(window)).toMatch(/^First of all, your safety/u);
  });

  test("does not begin with a part of a long text that is to be changed: it would be handed in cut", async () => {
    const bench = await openAskerBench();
    await bench.does((asker) => asker.writes(`${BOAT.en} ${"and the boat ".repeat(400)} ${WORDS}`));
    await bench.does((asker) => asker.presses("dm", "Ask the ethics commissioner"));
    const { window } = await bench.does((asker) => asker.presses("window", "Change the text"));
    expect(wordsOf(window)).toContain(sentencesOf(bench, "en")("chat.window.tooLong"));
    expect(JSON.stringify(window?.blocks)).not.toContain("initial_value");
  });

  test("reaches the desk all the same, in its window", async () => {
    const bench = await openTaken();
    await writesInWindow(bench, "Add details", `${WORDS}, SECRET-NAME`);
    const { window } = await bench.step(bench.person(GARDENER), (one) => one.presses(OFFICE, "Show the text"));
    expect(wordsOf(window)).toContain(`${WORDS}, [name]`);
  });
});

describe("a button", () => {
  test("pressed twice at once, and once more by its value, has its effect once", async () => {
    const bench = await openAskerBench(CONFIRM);
    const value = firstValue((await bench.does((asker) => asker.writes(SERIOUS))).said[0]);
    await bench.does((asker) => [asker.presses("dm", "Send"), asker.presses("dm", "Send")]);
    const { aside } = await bench.does((asker) => asker.presses("dm", { index: 0, value }));
    expect([aside.length, wordsOf(aside[0])]).toEqual([1, bench.say("press.refused")]);
    expect([await casesOf(bench), bench.server.postsIn(OFFICE).length]).toEqual([1, 1]);
  });

  test.each([STRANGER, RAKE, GARDENER])("of another's case does nothing for %s", async (id) => {
    const bench = await openCase();
    const value = firstValue(bench.server.postsIn(bench.asker.id)[0]);
    const other = bench.person(id);
    await bench.step(other, (one) => one.writes(BOAT.en));
    const { window, aside } = await bench.step(other, (one) => one.presses("dm", { index: 0, value }));
    expect([window, aside.length]).toEqual([null, 1]);
    expect(wordsOf(aside[0])).not.toMatch(/Case |seeds/u);
    expect((await bench.does((asker) => asker.presses("dm", "What was sent"))).window).not.toBeNull();
  });

  test("that opens too late says so, and opens when it is pressed again", async () => {
    const bench = await openCase();
    const { triggerLife } = bench.server;
    triggerLife.triggerMs = -1;
    for (const act of [
      (asker: Person) => asker.presses("dm", "Add details"),
      (asker: Person) => asker.command("/adep", "mycase", SQUARE),
    ]) {
      const { window, aside } = await bench.does(act);
      expect([window, aside.length, wordsOf(aside[0])]).toEqual([null, 1, bench.say("chat.window.stale")]);
    }
    triggerLife.triggerMs = 3_000;
    expect((await bench.does((asker) => asker.presses("dm", "Add details"))).window).not.toBeNull();
  });

  test("that gives a code too late for a window gives it in the private chat", async () => {
    const bench = await openCase();
    bench.server.triggerLife.triggerMs = -1;
    const { said, window } = await bench.does((asker) => asker.presses("dm", "Come-back code"));
    expect([window, said.length, wordsOf(said[0]).includes(bench.say("chat.keep.code"))]).toEqual([null, 1, true]);
  });

  // The draft in the chat has no buttons any more, and "press again" has nothing to press (src/chat/show-to-asker.ts leaveDraft).
  test("that changes a draft too late leaves the draft as it was", async () => {
    const bench = await openAskerBench(CONFIRM);
    await bench.does((asker) => asker.writes(SERIOUS));
    bench.server.triggerLife.triggerMs = -1;
    await bench.does((asker) => asker.presses("dm", "Change the text"));
    expect(labelsOf(bench.server.postsIn(bench.asker.id)[0] ?? [])).toContain("Send");
  });

  // The card keeps the title of the window that held the code (src/chat/show-to-asker.ts showErased).
  test("that forgets leaves no word of a code where none stands", async () => {
    const bench = await openCase();
    await bench.does((asker) => asker.presses("dm", "Forget me"));
    const { changed } = await bench.does((asker) => asker.presses("window", "Yes, forget me"));
    expect(wordsOf(changed[0])).not.toContain("This is your come-back code");
  });
});

describe("a window that is closed before its answer", () => {
  test("keeps what was written, and the card in the chat says so", async () => {
    const bench = await openCase();
    await bench.does((asker) => asker.presses("dm", "Add details"));
    const { window, changed, said } = await bench.does(async (asker) => {
      await asker.submits("window", WORDS).ack;
      asker.closes();
    });
    expect([window, said, wordsOf(changed[0]).includes(bench.say("news.details"))]).toEqual([null, [], true]);
  });

  // Whoever closes the waiting window may take the report for sent (adapters/slack/show.ts openWindow: `lost` is left out).
  test("over a report says in the chat that nothing has been sent", async () => {
    const bench = await openAskerBench();
    await opensReport(bench);
    const { said, aside } = await bench.does(async (asker) => {
      await asker.submits("window", WORDS).ack;
      asker.closes();
    });
    expect([...said, ...aside].map((seen) => textOf(seen)).join()).toContain(bench.say("draft.notYet"));
  });

  test("after Send leaves the card of the case in the chat", async () => {
    const bench = await openAskerBench();
    await bench.does((asker) => asker.writes(BOAT.en));
    await bench.does((asker) => asker.presses("dm", "Ask the ethics commissioner"));
    const { said } = await bench.does((asker) => {
      asker.presses("window", "Send");
      asker.closes();
    });
    expect([wordsOf(said[0]).includes(bench.say("news.sent")), await casesOf(bench)]).toEqual([true, 1]);
  });
});

test("hostile words are words wherever they come back", async () => {
  for (const text of ["<!here>", "<http://evil.example|a>", "*x*", ":x:"])
    expect(liveIn({ text, blocks: [{ type: "mrkdwn", text, verbatim: true }] }).length).toBeGreaterThan(1);
  const bench = await openTaken();
  const { aside } = await bench.does((asker) => asker.command("/adep", `${HOSTILE}?`, SQUARE));
  expect(wordsOf(aside[0])).toContain("*x* _y_ `z` ~w~ :smile:");
  await opensReport(bench);
  const draft = await bench.does((asker) => asker.submits("window", HOSTILE));
  expect(wordsOf(draft.window)).toContain(HOSTILE);
  await bench.does((asker) => asker.presses("window", "Send"));
  await writesInWindow(bench, "Give my name", HOSTILE);
  const [reply] = await writesToAsker(bench, ["Reply"], { text: HOSTILE, send: "Send" });
  expect(wordsOf(reply)).toContain(HOSTILE);
  expect((await bench.does((asker) => asker.mentions(SQUARE, HOSTILE))).aside).toHaveLength(1);
  expect((await bench.does((asker) => asker.writes(`${KNIFE} ${HOSTILE}`))).said.length).toBeGreaterThan(1);
});
