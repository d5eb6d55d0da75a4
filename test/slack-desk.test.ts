// The commissioner's side in a private channel: one card for each case, a thread under it, and every text in a window.

import { afterEach, describe, expect, onTestFinished, test } from "vitest";

import { LANGUAGES } from "../src/language.ts";
import { expectNothingLeaked, openDesk, openTaken, REPORT, speaking } from "./slack-desk-bench.ts";
import { ASKER, FERRYMAN, GARDENER, OFFICE, RAKE, SQUARE, STRANGER, sentencesOf, TWO_BODIES } from "./slack-fakes.ts";
import { startSlack } from "./slack-server.ts";
import { labelsOf, textOf } from "./slack-server-look.ts";

afterEach(expectNothingLeaked);

describe.each(LANGUAGES)("in %s", (language) => {
  test("the card in the channel says what it is about, and offers to take and to read", async () => {
    const desk = await openDesk({ people: speaking(language) });
    const s = sentencesOf(desk, language);
    const codename = await desk.open();
    const [card, ...more] = desk.server.postsIn(OFFICE);
    expect(more).toEqual([]);
    expect(card && textOf(card).split(/\n+/)).toEqual([
      s("desk.title", { codename, severity: s("severity.serious") }),
      s("desk.news.tell"),
      s("desk.category", { category: s("category.misuse-of-state-property") }),
      s("desk.openedOn", { day: "07.09.2026" }),
      s("desk.state.opened"),
      s("desk.acknowledgeBy", { day: "10.09.2026", left: "3" }),
    ]);
    expect(card && labelsOf(card)).toEqual([s("press.take"), s("press.read")]);
  });

  test("a case goes from its card to its closing and its opening again, in windows over the channel", async () => {
    const desk = await openDesk({ people: speaking(language) });
    const s = sentencesOf(desk, language);
    const codename = await desk.open();
    await desk.press(GARDENER, OFFICE, s("press.take"));
    for (const [button, wish, words] of [
      ["press.reply", "wish.reply", "canary reply"],
      ["press.ask", "wish.question", "canary question"],
    ] as const) {
      await desk.press(GARDENER, OFFICE, s(button));
      expect(desk.windowOf(GARDENER).split("\n")).toEqual([s("case.title", { codename }), s(wish)]);
      await desk.submit(GARDENER, words);
      expect(desk.windowOf(GARDENER)).toContain(`${s("preview.reply")}\n${words}`);
      await desk.press(GARDENER, "window", s("press.send"));
      expect(desk.server.textsIn(ASKER).at(-1)).toContain(words);
    }
    await desk.press(GARDENER, OFFICE, s("press.note"));
    await desk.submit(GARDENER, "canary note");
    await desk.press(GARDENER, OFFICE, s("press.close"));
    await desk.press(GARDENER, "window", s("outcome.advice"));
    await desk.submit(GARDENER, "canary feedback");
    await desk.press(GARDENER, "window", s("press.close!"));
    expect(desk.windowOf(GARDENER)).toBe(`#${codename.replace("-", "_")} ${s("news.closed")}`);
    expect(desk.server.textsIn(ASKER).at(-1)).toContain("canary feedback");
    await desk.press(GARDENER, OFFICE, s("press.reopen"));
    const day = "07.09.2026";
    expect(desk.cardTextsIn(OFFICE)).toHaveLength(1);
    const steps = ["taken", "reply", "question", "note", "closed"] as const;
    const lines = steps.map((kind) => `#${codename.replace("-", "_")} ${day} · ${s(`entry.${kind}`)}`);
    expect(desk.linesIn(OFFICE).slice(0, lines.length)).toEqual(lines);
    expect(desk.server.textsIn(ASKER).join("\n")).not.toContain("canary note");
  });
});

// The words on its frame are Kazakh to whoever has not written to Adep lately (process.ts, languageOf).
describe.each(["ru", "en"] as const)("in %s", (language) => {
  test("what a window says of itself is in the commissioner's language, too", async () => {
    const desk = await openDesk({ people: speaking(language) });
    const s = sentencesOf(desk, language);
    await desk.open();
    await desk.press(GARDENER, OFFICE, s("press.read"));
    expect(desk.server.viewOf(GARDENER)?.["close"]).toMatchObject({ text: s("chat.window.close") });
  });

  test("whoever pressed too long ago reads so in their language", async () => {
    const desk = await openDesk({ people: speaking(language) });
    const s = sentencesOf(desk, language);
    await desk.open();
    desk.server.triggerLife.triggerMs = -1;
    expect(await desk.press(GARDENER, OFFICE, s("press.read"))).toEqual([s("chat.window.stale")]);
  });
});

describe("a step", () => {
  test("changes the one card in place, with fresh buttons, and leaves one line under it", async () => {
    const desk = await openDesk();
    const codename = await desk.open();
    const [before] = desk.cardsIn(OFFICE).map(({ ts }) => ts);
    expect(await desk.press(GARDENER, OFFICE, "Take")).toEqual([]);
    const [card, ...more] = desk.cardsIn(OFFICE);
    expect([card?.ts, more]).toEqual([before, []]);
    expect(card && textOf(card)).toContain("In work");
    expect(card && labelsOf(card)).toEqual([
      ...["Show the text", "Reply", "Ask for details", "Note", "Pass on", "Refer", "Close"],
      "Adep judged this wrongly",
    ]);
    const [line, ...others] = desk.server.postsIn(OFFICE).slice(1);
    expect(others).toEqual([]);
    expect(line?.thread).toBe(before);
    const said = `#${codename.replace("-", "_")} 07.09.2026 · The commissioner has taken the case`;
    expect(line && textOf(line)).toBe(said);
    expect(desk.server.viewOf(GARDENER)).toBeNull();
  });

  test("keeps the cards and threads of two cases apart", async () => {
    const desk = await openDesk();
    const codenames = [await desk.open(), await desk.open({ text: "Something else, a canary." })];
    const [first, second] = desk.cardsIn(OFFICE);
    if (!first || !second) throw new Error("there are not two cards");
    await desk.press(GARDENER, first, "Take");
    await desk.press(GARDENER, second, "Take");
    const lines = desk.server.postsIn(OFFICE).slice(2);
    expect(lines.map(({ thread }) => thread)).toEqual([first.ts, second.ts]);
    expect(lines.map((line) => textOf(line).split(" ")[0])).toEqual(
      codenames.map((one) => `#${one.replace("-", "_")}`),
    );
    expect(desk.cardsIn(OFFICE)).toHaveLength(2);
  });

  test("uses up the pressed button alone: every other one of the card goes on working", async () => {
    const desk = await openTaken();
    for (const label of ["Show the text", "Reply", "Note", "Show the text"])
      expect(await desk.press(GARDENER, OFFICE, label)).toEqual([]);
  });

  test("that opens a choice is left by the way back, and nothing has happened", async () => {
    const desk = await openTaken();
    const { kinds } = await desk.caseOf();
    for (const label of ["Pass on", "Refer", "Close"]) {
      await desk.press(GARDENER, OFFICE, label);
      await desk.press(GARDENER, "window", "Back");
      expect(desk.windowOf(GARDENER)).toContain("In work");
    }
    expect((await desk.caseOf()).kinds).toEqual(kinds);
    expect(desk.server.postsIn(OFFICE)).toHaveLength(2);
  });
});

describe("to take a case", () => {
  test("is for the first of commissioner and deputy who press at once; the second reads so, alone", async () => {
    const desk = await openDesk();
    await desk.open();
    await desk.bringIn();
    const lines = desk.linesIn(OFFICE).length;
    const card = desk.cardsIn(OFFICE)[0];
    if (!card) throw new Error("there is no card");
    for (const person of [GARDENER, RAKE]) desk.person(person).presses(card, "Take");
    await desk.settle();
    const { found, kinds } = await desk.caseOf();
    expect(kinds.filter((kind) => kind === "taken")).toHaveLength(1);
    const [loser, language] = found?.holder === "gardener" ? ([RAKE, "ru"] as const) : ([GARDENER, "en"] as const);
    expect(desk.asidesOf(loser)).toEqual([sentencesOf(desk, language)("press.refused")]);
    expect(desk.asidesOf(loser === RAKE ? GARDENER : RAKE)).toEqual([]);
    expect(desk.server.textsIn(ASKER).at(-1)).toContain("The commissioner has taken the case");
    expect(desk.linesIn(OFFICE)).toHaveLength(lines + 1);
  });

  test.each([
    ["somebody of the channel who is not authorised", ASKER, "kk"],
    ["a stranger", STRANGER, "kk"],
    ["the commissioner of another body", FERRYMAN, "en"],
  ] as const)("is not for %s: only they are told so, and no button is used up", async (_, user, language) => {
    const desk = await openDesk({ people: TWO_BODIES });
    await desk.open();
    for (const id of [STRANGER, FERRYMAN]) await desk.person(id).joins(OFFICE).ack;
    const [before, texts] = [await desk.caseOf(), desk.server.textsIn(OFFICE)];
    for (const label of ["Take", "Show the text"]) {
      expect(await desk.press(user, OFFICE, label)).toEqual([sentencesOf(desk, language)("press.refused")]);
    }
    expect([await desk.caseOf(), desk.server.textsIn(OFFICE)]).toEqual([before, texts]);
    expect(desk.server.viewOf(user)).toBeNull();
    expect(await desk.press(GARDENER, OFFICE, "Take")).toEqual([]);
    expect((await desk.caseOf()).found?.holder).toBe("gardener");
  });

  test("does nothing for whoever pressed twice but once", async () => {
    const desk = await openDesk();
    await desk.open();
    const [card] = desk.cardsIn(OFFICE);
    if (!card) throw new Error("there is no card");
    for (const _ of ["once", "twice"]) desk.person(GARDENER).presses(card, "Take");
    await desk.settle();
    expect((await desk.caseOf()).kinds).toEqual(["report", "told", "taken"]);
    expect(desk.linesIn(OFFICE)).toHaveLength(1);
    expect(desk.asidesOf(GARDENER)).toEqual([sentencesOf(desk, "en")("press.refused")]);
  });
});

describe("the text of a case", () => {
  test("opens in a window only, and stands in the audit log as read", async () => {
    const desk = await openDesk();
    await desk.open();
    expect(desk.server.viewOf(GARDENER)).toBeNull();
    await desk.press(GARDENER, OFFICE, "Show the text");
    expect(desk.windowOf(GARDENER)).toContain(REPORT);
    expect(await desk.auditOf()).toEqual(["adep open", "adep tell", "gardener read"]);
  });

  test("can be answered from the very window, and both sides stay as they should", async () => {
    const desk = await openTaken();
    await desk.press(GARDENER, OFFICE, "Show the text");
    await desk.press(GARDENER, "window", "Note");
    await desk.submit(GARDENER, "canary note");
    expect((await desk.caseOf()).kinds.at(-1)).toBe("note");
    expect(desk.linesIn(OFFICE).at(-1)).toMatch(/ · Note \(not shown to the asker\)$/);
    expect(desk.server.allTexts().join("\n")).not.toContain("canary note");
  });
});

describe("a reply", () => {
  test("is shown first, can be changed with its old words at hand, and reaches the asker once", async () => {
    const desk = await openTaken();
    await desk.press(GARDENER, OFFICE, "Reply");
    await desk.submit(GARDENER, "canary first");
    expect(desk.windowButtonsOf(GARDENER)).toEqual(["Send", "Change the text", "Do not send"]);
    await desk.press(GARDENER, "window", "Change the text");
    expect(JSON.stringify(desk.server.viewOf(GARDENER)?.blocks)).toContain('"initial_value":"canary first"');
    await desk.submit(GARDENER, "canary second");
    expect(desk.server.allTexts().join("\n")).not.toMatch(/canary (first|second)/);
    const send = desk.server.viewOf(GARDENER);
    if (!send) throw new Error("there is no window");
    for (const _ of ["once", "twice"]) desk.person(GARDENER).presses(send, "Send");
    await desk.settle();
    expect(desk.server.textsIn(ASKER).filter((text) => text.includes("canary second"))).toHaveLength(1);
    expect(desk.server.allTexts().join("\n")).not.toContain("canary first");
  });

  test("that is not to be sent is sent to nobody", async () => {
    const desk = await openTaken();
    await desk.press(GARDENER, OFFICE, "Reply");
    await desk.submit(GARDENER, "canary first");
    await desk.press(GARDENER, "window", "Do not send");
    expect(desk.windowOf(GARDENER)).toContain("In work");
    expect(desk.server.allTexts().join("\n")).not.toContain("canary first");
    expect((await desk.caseOf()).kinds).toEqual(["report", "told", "taken"]);
  });
});

describe("a question", () => {
  test("comes back answered: the card says so, and a line under it", async () => {
    const desk = await openTaken();
    await desk.press(GARDENER, OFFICE, "Ask for details");
    await desk.submit(GARDENER, "canary when?");
    await desk.press(GARDENER, "window", "Send");
    expect(desk.cardTextsIn(OFFICE)[0]).toContain("Waiting for the asker's answer");
    await desk.press(ASKER, "dm", "Answer");
    await desk.submit(ASKER, "canary in May");
    expect(desk.cardTextsIn(OFFICE)[0]).toContain("Answer of the asker");
    expect(desk.linesIn(OFFICE).at(-1)).toMatch(/^#\S+ The asker has answered\.$/);
    await desk.press(GARDENER, OFFICE, "Show the text");
    expect(desk.windowOf(GARDENER)).toContain("canary in May");
  });
});

describe("the queue and a case by its name", () => {
  test("open in a window, wherever the command was given, and work there", async () => {
    const desk = await openDesk();
    const codename = await desk.open();
    await desk.command(GARDENER, "queue", SQUARE);
    expect(desk.windowOf(GARDENER)).toContain("Cases for you: 1");
    await desk.press(GARDENER, "window", codename);
    await desk.press(GARDENER, "window", "Take");
    expect(desk.cardTextsIn(OFFICE)[0]).toContain("In work");
    await desk.command(GARDENER, `case ${codename.toLowerCase()}`, SQUARE);
    expect(desk.windowOf(GARDENER)).toContain(`${codename} · serious`);
    expect(desk.server.textsIn(SQUARE)).toEqual([]);
    expect(desk.server.textsIn(GARDENER)).toEqual([]);
  });

  test("say the same of a name that does not exist as of somebody else's case", async () => {
    const desk = await openDesk({ people: TWO_BODIES });
    const codename = await desk.open();
    const said: string[] = [];
    for (const name of ["Saiga-0000", codename]) {
      await desk.command(FERRYMAN, `case ${name}`);
      said.push(desk.windowOf(FERRYMAN));
    }
    expect(said).toEqual([sentencesOf(desk, "en")("press.refused"), sentencesOf(desk, "en")("press.refused")]);
  });
});

test("over a socket, in an organisation of several workspaces, a step is one step however often Slack delivers it", async () => {
  const server = await startSlack({ isEnterprise: true });
  onTestFinished(() => server.close());
  const desk = await openDesk({ server, isSocket: true });
  await desk.open();
  const act = desk.person(GARDENER).presses(OFFICE, "Take");
  for (const _ of ["again", "and again"]) desk.server.deliverAgain(act, "interaction");
  await desk.settle();
  expect((await desk.caseOf()).kinds).toEqual(["report", "told", "taken"]);
  expect([desk.cardsIn(OFFICE).length, desk.linesIn(OFFICE).length, desk.asidesOf(GARDENER)]).toEqual([1, 1, []]);
});

test("the name that an asker gives opens in the window only", async () => {
  const desk = await openTaken();
  await desk.press(ASKER, "dm", "Give my name");
  await desk.submit(ASKER, "canary name");
  expect(desk.linesIn(OFFICE).at(-1)).toMatch(/^#\S+ The asker has given a name\.$/);
  await desk.press(GARDENER, OFFICE, "Show the text");
  expect(desk.windowOf(GARDENER)).toContain("canary name");
});
