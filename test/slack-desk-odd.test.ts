// The commissioner's side where something goes wrong or comes at the wrong moment: nothing is lost, nothing is said twice, nothing leaks.

import { afterEach, describe, expect, test } from "vitest";

import { LANGUAGES } from "../src/language.ts";
import {
  DAY_MS,
  type Desk,
  expectNothingLeaked,
  FAULTS,
  GRAVE_FAULTS,
  goThrough,
  openDesk,
  openTaken,
  REPORT,
} from "./slack-desk-bench.ts";
import { ASKER, GARDENER, IN_PRIVATE, OFFICE, STRANGER, sentencesOf } from "./slack-fakes.ts";
import { buttonsOf, labelsOf, textOf } from "./slack-server-look.ts";

afterEach(expectNothingLeaked);

test.each(Object.entries(FAULTS))("%s leaves one card and one line each in the channel", async (_, fault) => {
  const desk = await openDesk();
  await goThrough(desk, OFFICE, fault);
  expect(desk.server.textsIn(ASKER).filter((text) => text.includes("has taken the case.\n"))).toHaveLength(1);
});

test.each(Object.entries(GRAVE_FAULTS).slice(0, 1))(
  "%s leaves one card and one line each in direct messages",
  async (_, fault) => {
    await goThrough(await openDesk({ people: IN_PRIVATE }), GARDENER, fault);
  },
);

describe.each(Object.entries(GRAVE_FAULTS))("%s", (_, fault) => {
  test("keeps no reply from the asker, who reads it once", async () => {
    const desk = await openTaken();
    await desk.press(GARDENER, OFFICE, "Reply");
    await desk.submit(GARDENER, "canary reply");
    const room = desk.person(ASKER).room;
    fault(desk, "chat.postMessage", ({ channel }) => channel === room);
    await desk.press(GARDENER, "window", "Send");
    expect(desk.server.textsIn(ASKER).filter((text) => text.includes("canary reply"))).toHaveLength(1);
  });

  test("that keeps a text from opening is told to whoever pressed, and the next press opens it", async () => {
    const desk = await openDesk();
    await desk.open();
    fault(desk, "views.open", () => true);
    const stale = LANGUAGES.map((language) => sentencesOf(desk, language)("chat.window.stale"));
    const [said = "", ...more] = await desk.press(GARDENER, OFFICE, "Show the text");
    expect([stale.includes(said), more]).toEqual([true, []]);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await desk.press(GARDENER, OFFICE, "Show the text")).toEqual([]);
    expect(desk.windowOf(GARDENER)).toContain(REPORT);
    expect(desk.server.allTexts().join("\n")).not.toContain(REPORT);
  });
});

test("a Slack that never answers costs nothing: who pressed is told, and can press again", async () => {
  const desk = await openTaken();
  desk.server.hang("views.open");
  expect(await desk.press(GARDENER, OFFICE, "Show the text")).toHaveLength(1);
  expect(await desk.press(GARDENER, OFFICE, "Show the text")).toEqual([]);
  expect(desk.windowOf(GARDENER)).toContain(REPORT);
});

test("a press that took too long to open anything costs nothing", async () => {
  const desk = await openTaken();
  desk.server.triggerLife.triggerMs = -1;
  expect(await desk.press(GARDENER, OFFICE, "Reply")).toHaveLength(1);
  expect(desk.server.viewOf(GARDENER)).toBeNull();
  expect(desk.cardsIn(OFFICE).map(labelsOf)[0]).toContain("Reply");
  desk.server.triggerLife.triggerMs = 3_000;
  expect(await desk.press(GARDENER, OFFICE, "Reply")).toEqual([]);
  expect(desk.windowOf(GARDENER)).toContain("Your reply to the asker");
});

describe("a window", () => {
  test("that is closed over a preview sends nothing, and the reply can be begun anew", async () => {
    const desk = await openTaken();
    await desk.press(GARDENER, OFFICE, "Reply");
    await desk.submit(GARDENER, "canary first");
    desk.person(GARDENER).closes();
    await desk.press(GARDENER, OFFICE, "Reply");
    await desk.submit(GARDENER, "canary second");
    await desk.press(GARDENER, "window", "Send");
    const read = desk.server.textsIn(ASKER).join("\n");
    expect([read.includes("canary first"), read.includes("canary second")]).toEqual([false, true]);
    expect(desk.server.textsIn(GARDENER)).toEqual([]);
  });

  test("that is closed right after a note was handed in takes nothing back, and nothing of it comes to a chat", async () => {
    const desk = await openTaken();
    await desk.press(GARDENER, OFFICE, "Note");
    await desk.person(GARDENER).submits("window", "canary note").ack;
    desk.person(GARDENER).closes();
    await desk.settle();
    expect((await desk.caseOf()).kinds.at(-1)).toBe("note");
    expect(desk.linesIn(OFFICE).at(-1)).toMatch(/ · Note \(not shown to the asker\)$/);
    expect([desk.server.textsIn(GARDENER), desk.asidesOf(GARDENER)]).toEqual([[], []]);
  });

  test("with a preview of a case that was withdrawn meanwhile sends nothing and says so", async () => {
    const desk = await openTaken();
    await desk.press(GARDENER, OFFICE, "Reply");
    await desk.submit(GARDENER, "canary reply");
    await withdraw(desk);
    await desk.press(GARDENER, "window", "Send");
    expect(desk.windowOf(GARDENER)).toBe(sentencesOf(desk, "en")("press.refused"));
    expect(desk.server.allTexts().join("\n")).not.toContain("canary reply");
  });

  test("with a form of a case that went to another meanwhile takes nothing", async () => {
    const desk = await openTaken();
    await desk.press(GARDENER, OFFICE, "Note");
    await desk.press(ASKER, "dm", "Choose another commissioner");
    await desk.press(ASKER, "window", "Deputy at Office of Gardens");
    await desk.submit(GARDENER, "canary note");
    expect(desk.windowOf(GARDENER)).toBe(sentencesOf(desk, "en")("press.refused"));
    expect((await desk.caseOf()).kinds).not.toContain("note");
  });

  // The first try is the only one, though a window that is open can be written to as long as it stands.
  test("that could not be written to for a moment shows what was handed in there after all", async () => {
    const desk = await openTaken();
    await desk.press(GARDENER, OFFICE, "Reply");
    desk.server.refuse("views.update", "internal_error");
    await desk.submit(GARDENER, "canary reply");
    expect(desk.windowOf(GARDENER)).toContain("canary reply");
  });

  // What is too long for a window ends with "…", and the rest stands nowhere else: the newest words are lost to the commissioner.
  test("shows a long case to its last word", async () => {
    const desk = await openDesk();
    await desk.open({ text: `canary ${"word ".repeat(1_500)}` });
    for (let at = 0; at < 5; at += 1) {
      await desk.press(ASKER, "dm", "Add details");
      await desk.submit(ASKER, `canary ${"more ".repeat(590)} part ${at}.`);
    }
    await desk.press(GARDENER, OFFICE, "Show the text");
    expect(desk.windowOf(GARDENER)).toContain("part 4.");
  });

  // It says that it took too long and is to be pressed again: then the asker would be written to twice.
  test("in which the last word could not be shown does not ask to press again what was done", async () => {
    const desk = await openTaken();
    await desk.press(GARDENER, OFFICE, "Reply");
    await desk.submit(GARDENER, "canary reply");
    desk.server.refuse("views.update", "internal_error");
    const said = await desk.press(GARDENER, "window", "Send");
    expect((await desk.caseOf()).kinds.at(-1)).toBe("reply");
    for (const language of LANGUAGES) {
      expect(said).not.toContain(sentencesOf(desk, language)("chat.window.stale"));
    }
  });
});

describe("an old card", () => {
  test("of a case that was closed refuses what it offered before, and nothing happens", async () => {
    const desk = await openTaken();
    const before = buttonsOf(desk.cardIn(OFFICE)).map(({ label, value }) => ({ label, value: value ?? "" }));
    await desk.press(GARDENER, OFFICE, "Close");
    await desk.press(GARDENER, "window", "Nothing could be done");
    await desk.submit(GARDENER, "canary feedback");
    await desk.press(GARDENER, "window", "Close and send");
    const { kinds } = await desk.caseOf();
    const still = ["Show the text", "Note", "Adep judged this wrongly"];
    for (const { label, value } of before.filter((one) => !still.includes(one.label))) {
      desk.person(GARDENER).presses(desk.cardIn(OFFICE), { index: 0, value });
      await desk.settle();
      expect([label, desk.asidesOf(GARDENER).at(-1)]).toEqual([label, sentencesOf(desk, "en")("press.refused")]);
    }
    expect((await desk.caseOf()).kinds).toEqual(kinds);
  });

  test("says that the asker withdrew the case, has no buttons, and opens nothing any more", async () => {
    const desk = await openTaken();
    const read = buttonsOf(desk.cardIn(OFFICE))[0]?.value ?? "";
    await withdraw(desk);
    const card = desk.cardIn(OFFICE);
    expect(textOf(card)).toContain("Withdrawn by the asker; the text has been erased");
    expect(labelsOf(card)).toEqual([]);
    expect(desk.linesIn(OFFICE).at(-1)).toMatch(/^#\S+ The asker has withdrawn this case\.$/);
    expect(read).not.toBe("");
  });

  test.each([
    ["the channel", {}, OFFICE],
    ["direct messages", { people: IN_PRIVATE }, GARDENER],
  ])("that somebody deleted in %s comes anew at the next step, once, and works", async (_, options, at) => {
    const desk = await openTaken(options, at);
    desk.person(GARDENER).deletes(desk.cardIn(at));
    await desk.press(ASKER, "dm", "Add details");
    await desk.submit(ASKER, "canary more");
    expect(desk.cardTextsIn(at)).toEqual([expect.stringContaining("Added by the asker")]);
    await desk.press(GARDENER, desk.cardIn(at), "Note");
    await desk.submit(GARDENER, "canary note");
    expect(desk.cardTextsIn(at)).toEqual([expect.stringContaining("Note (not shown to the asker)")]);
  });
});

describe("what is written in a thread", () => {
  test("under the card in direct messages goes to nobody, and whoever wrote it is told so", async () => {
    const desk = await openTaken({ people: IN_PRIVATE }, GARDENER);
    const before = [await desk.caseOf(), desk.server.textsIn(ASKER)];
    await desk.write(GARDENER, "canary, tell the asker", desk.cardIn(GARDENER).ts);
    const said = desk.server.postsIn(GARDENER).at(-1);
    expect(said && textOf(said)).toBe(sentencesOf(desk, "en")("chat.useButton"));
    expect(said?.thread).toBe(desk.cardIn(GARDENER).ts);
    expect([await desk.caseOf(), desk.server.textsIn(ASKER)]).toEqual(before);
  });

  test("under the card in the channel goes to nobody, mention or not", async () => {
    const desk = await openTaken();
    const before = [await desk.caseOf(), desk.server.textsIn(ASKER)];
    const thread = desk.cardIn(OFFICE).ts;
    desk.person(GARDENER).says(OFFICE, "canary, tell the asker", { thread });
    desk.person(GARDENER).mentions(OFFICE, "canary, tell the asker", { thread });
    await desk.settle();
    expect([await desk.caseOf(), desk.server.textsIn(ASKER)]).toEqual(before);
  });

  test("by the asker under the own card goes into the case, and the channel hears that it did", async () => {
    const desk = await openTaken();
    await desk.write(ASKER, "canary and once more", desk.server.postsIn(ASKER)[0]?.ts);
    const { entries } = await desk.caseOf();
    expect(entries.at(-1)).toMatchObject({ kind: "details", text: "canary and once more" });
    expect(desk.linesIn(OFFICE).at(-1)).toMatch(/^#\S+ The asker has added something\.$/);
  });
});

describe("one's own page", () => {
  test("counts the cases, opens one in a window, and works there; a stranger's has none", async () => {
    const desk = await openDesk();
    const codename = await desk.open();
    for (const user of [GARDENER, STRANGER]) await desk.person(user).opensHome().ack;
    await desk.settle();
    expect(textOf(desk.server.homeOf(GARDENER) ?? [])).toContain("Cases for you: 1");
    expect(textOf(desk.server.homeOf(STRANGER) ?? [])).not.toContain(codename);
    await desk.press(GARDENER, "home", codename);
    await desk.press(GARDENER, "window", "Take");
    expect(desk.cardTextsIn(OFFICE)).toEqual([expect.stringContaining("In work")]);
    expect(desk.linesIn(OFFICE)).toHaveLength(1);
    await desk.command(STRANGER, `case ${codename}`);
    expect(desk.server.viewOf(STRANGER)).toBeNull();
    expect(desk.server.allTexts().join("\n").split(codename)).toHaveLength(1 + textsWith(desk, codename));
  });
});

test("the check-in comes back to whoever had the case", async () => {
  const desk = await openTaken();
  await desk.press(ASKER, "dm", "Ask me later whether anything has changed for the worse");
  await desk.press(GARDENER, OFFICE, "Close");
  await desk.press(GARDENER, "window", "Advice was given");
  await desk.submit(GARDENER, "canary feedback");
  await desk.press(GARDENER, "window", "Close and send");
  await desk.pass(31 * DAY_MS);
  await desk.press(ASKER, "dm", "Nothing has changed");
  expect(desk.linesIn(OFFICE).at(-1)).toContain("Check-in: nothing has changed for the worse for the asker.");
  expect(desk.cardsIn(OFFICE)).toHaveLength(1);
});

test("a hostile reply is words to the asker: no mention, no link, no markup", async () => {
  const desk = await openTaken();
  const words = "canary <!channel> <@U0GARDEN01> @here *b* `c` <https://x.example|y> &amp; #general";
  await desk.press(GARDENER, OFFICE, "Reply");
  await desk.submit(GARDENER, words);
  await desk.press(GARDENER, "window", "Send");
  const post = desk.server.postsIn(ASKER).at(-1);
  expect(post && textOf(post)).toContain(words);
  expect(JSON.stringify(post?.blocks)).not.toMatch(/"type":"(mrkdwn|user|broadcast|link|channel|usergroup)"/);
  expect(post?.text).not.toMatch(/<[!@#h]/);
});

test.each(["&", "<", "ə", "*"])("a reply as long as the field takes, full of %s, comes whole", async (sign) => {
  const desk = await openTaken();
  await desk.press(GARDENER, OFFICE, "Reply");
  await desk.submit(GARDENER, `canary ${sign.repeat(2_990)}`);
  const before = desk.server.textsIn(ASKER).length;
  await desk.press(GARDENER, "window", "Send");
  const read = desk.server.textsIn(ASKER).slice(before).join("");
  expect([read.split("canary").length, read.split(sign).length]).toEqual([2, 2_991]);
});

async function withdraw(desk: Desk): Promise<void> {
  await desk.press(ASKER, "dm", "Withdraw");
  await desk.press(ASKER, "window", "Yes, withdraw and erase");
}

/** Of the channel and of the asker, who know of the case. */
function textsWith({ server }: Desk, codename: string): number {
  return [...server.textsIn(OFFICE), ...server.textsIn(ASKER)].join("\n").split(codename).length - 1;
}
