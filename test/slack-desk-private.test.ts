// The commissioner's side in direct messages, and whoever must not hear of a case: people, channels and bodies that change.

import { afterEach, describe, expect, test } from "vitest";

import type { Bodies } from "../src/cases/bodies.ts";
import { DAY_MS, type Desk, expectNothingLeaked, openDesk, openTaken, REPORT } from "./slack-desk-bench.ts";
import {
  ASKER,
  FERRYMAN,
  GARDENER,
  IN_CHANNEL,
  IN_PRIVATE,
  OFFICE,
  RAKE,
  SERIOUS,
  SQUARE,
  sentencesOf,
  TWO_BODIES,
} from "./slack-fakes.ts";
import { labelsOf, textOf } from "./slack-server-look.ts";

afterEach(expectNothingLeaked);

const alone = ({ bodies }: Bodies): Bodies => ({
  isConfigured: true,
  bodies: bodies.map((body) => ({ ...body, commissioner: body.deputies[0] ?? body.commissioner, deputies: [] })),
});

describe("direct messages", () => {
  test("have one card of a case, which changes in place, with the lines under it", async () => {
    const desk = await openDesk({ people: IN_PRIVATE });
    await desk.open();
    expect(await desk.press(GARDENER, "dm", "Take")).toEqual([]);
    const [card, line, ...more] = desk.server.postsIn(GARDENER);
    expect(more).toEqual([]);
    expect(card && textOf(card)).toContain("In work");
    expect(line?.thread).toBe(card?.ts);
    expect(line && textOf(line)).toMatch(/^#\w+_\d{4} You have taken the case\. The asker is being told\.$/);
    expect([desk.server.textsIn(OFFICE), desk.server.textsIn(RAKE)]).toEqual([[], []]);
  });

  test("see the whole life of a case through windows: reply, question, answer, note, closing, opening again", async () => {
    const desk = await openTaken({ people: IN_PRIVATE }, "dm");
    for (const [label, words] of [
      ["Reply", "canary reply"],
      ["Ask for details", "canary question"],
    ] as const) {
      await desk.press(GARDENER, "dm", label);
      await desk.submit(GARDENER, words);
      await desk.press(GARDENER, "window", "Send");
      expect(desk.server.textsIn(ASKER).filter((text) => text.includes(words))).toHaveLength(1);
    }
    await desk.press(ASKER, "dm", "Answer");
    await desk.submit(ASKER, "canary answer");
    await desk.press(GARDENER, "dm", "Note");
    await desk.submit(GARDENER, "canary note");
    await desk.press(GARDENER, "dm", "Close");
    await desk.press(GARDENER, "window", "Measures were taken");
    await desk.submit(GARDENER, "canary feedback");
    await desk.press(GARDENER, "window", "Close and send");
    expect(desk.cardTextsIn(GARDENER)).toEqual([expect.stringContaining("Closed: Measures were taken")]);
    await desk.press(GARDENER, "dm", "Open again");
    expect(desk.cardsIn(GARDENER).map(labelsOf)).toEqual([["Take", "Show the text"]]);
    expect((await desk.caseOf()).kinds.filter((kind) => kind !== "told")).toEqual([
      ...["report", "taken", "reply", "question", "answer", "note", "closed", "reopened"],
    ]);
    expect(desk.server.textsIn(ASKER).join("\n")).not.toContain("canary note");
  });

  test("bring a case that was passed on to the deputy, in the deputy's language, and take it from the one before", async () => {
    const desk = await openDesk({ people: IN_PRIVATE });
    const codename = await desk.open();
    await desk.press(GARDENER, "dm", "Take");
    await desk.press(GARDENER, "dm", "Pass on");
    await desk.press(GARDENER, "window", "Deputy at Office of Gardens");
    const [en, ru] = [sentencesOf(desk, "en"), sentencesOf(desk, "ru")];
    expect(desk.windowOf(GARDENER)).toBe(`#${codename.replace("-", "_")} ${en("news.passedOn")}`);
    expect(desk.cardTextsIn(GARDENER)).toEqual([`${codename}\n\n${en("chat.elsewhere")}`]);
    expect(desk.cardsIn(GARDENER).flatMap(labelsOf)).toEqual([]);
    expect(desk.cardsIn(RAKE).map(labelsOf)).toEqual([[ru("press.take"), ru("press.read")]]);
    await desk.command(GARDENER, `case ${codename}`);
    expect(desk.windowOf(GARDENER)).toBe(en("press.refused"));
    await desk.press(RAKE, "dm", ru("press.take"));
    expect((await desk.caseOf()).found?.holder).toBe("rake");
  });

  test.each(["ethics-council", "anti-corruption-service", "law-enforcement", "authorised-body"] as const)(
    "tell the asker that the case was referred to %s, and offer nothing more that is over",
    async (destination) => {
      const desk = await openTaken({ people: IN_PRIVATE }, "dm");
      await desk.press(GARDENER, "dm", "Refer");
      const s = sentencesOf(desk, "en");
      await desk.press(GARDENER, "window", s(`destination.${destination}`));
      expect(desk.cardTextsIn(GARDENER)[0]).toContain(`Referred to: ${s(`destination.${destination}`)}`);
      expect(desk.cardsIn(GARDENER).map(labelsOf)).toEqual([
        ["Show the text", "Note", "Close", "Adep judged this wrongly"],
      ]);
      expect(desk.server.textsIn(ASKER).at(-1)).toContain(
        `The case was referred to: ${s(`destination.${destination}`)}`,
      );
    },
  );
});

describe("two bodies", () => {
  test("hand a case over: the channel says it is elsewhere, the other commissioner is told and can answer", async () => {
    const desk = await openDesk({ people: TWO_BODIES });
    const codename = await desk.open();
    await desk.press(GARDENER, OFFICE, "Take");
    await desk.press(GARDENER, OFFICE, "Pass on");
    await desk.press(GARDENER, "window", "Commissioner of Office of Rivers");
    expect(desk.cardTextsIn(OFFICE)).toEqual([`${codename}\n\n${sentencesOf(desk, "en")("chat.elsewhere")}`]);
    const lines = desk.linesIn(OFFICE).length;
    await desk.press(FERRYMAN, "dm", "Take");
    await desk.press(FERRYMAN, "dm", "Reply");
    await desk.submit(FERRYMAN, "canary reply");
    await desk.press(FERRYMAN, "window", "Send");
    expect(desk.server.textsIn(ASKER).at(-1)).toContain("canary reply");
    expect(desk.linesIn(OFFICE)).toHaveLength(lines);
  });

  test("a case about the commissioner goes to the other one alone: no channel and no deputy hears that it is there", async () => {
    const desk = await openDesk({ people: TWO_BODIES });
    const codename = await desk.open({ isAboutCommissioner: true });
    await desk.press(FERRYMAN, "dm", "Take");
    await desk.press(ASKER, "dm", "Add details");
    await desk.submit(ASKER, "canary more");
    await desk.press(FERRYMAN, "dm", "Close");
    await desk.press(FERRYMAN, "window", "Advice was given");
    await desk.submit(FERRYMAN, "canary feedback");
    await desk.press(FERRYMAN, "window", "Close and send");
    for (const at of [OFFICE, GARDENER, RAKE]) expect(desk.server.textsIn(at)).toEqual([]);
    await desk.command(GARDENER, "queue");
    expect(desk.windowOf(GARDENER)).toBe(sentencesOf(desk, "en")("desk.empty"));
    await desk.command(GARDENER, `case ${codename}`);
    expect(desk.windowOf(GARDENER)).toBe(sentencesOf(desk, "en")("press.refused"));
  });
});

test("a case about the commissioner of the only body is the deputy's, in direct messages; the channel does not hear of it", async () => {
  const desk = await openDesk({ people: IN_CHANNEL });
  await desk.open({ isAboutCommissioner: true });
  const ru = sentencesOf(desk, "ru");
  await desk.press(RAKE, "dm", ru("press.take"));
  for (const at of [OFFICE, GARDENER]) expect(desk.server.textsIn(at)).toEqual([]);
  expect(desk.cardTextsIn(RAKE)).toEqual([expect.stringContaining(ru("desk.state.taken"))]);
});

describe("a channel that takes no messages", () => {
  test.each([
    ["was archived", (desk: Desk) => desk.server.channel(OFFICE, { isArchived: true, members: [GARDENER] })],
    ["has thrown Adep out", (desk: Desk) => desk.server.channel(OFFICE, { hasBot: false, members: [GARDENER] })],
    ["is private and without Adep", (desk: Desk) => desk.server.channel(OFFICE, { kind: "group", hasBot: false })],
    ["lets only some write", (desk: Desk) => desk.server.block(OFFICE, "restricted_action")],
  ])("because it %s leaves the case to its people, in direct messages", async (_, close) => {
    const desk = await openDesk({ people: IN_CHANNEL });
    close(desk);
    await desk.open();
    expect(await desk.press(GARDENER, "dm", "Take")).toEqual([]);
    expect(desk.cardTextsIn(GARDENER)).toEqual([expect.stringContaining("In work")]);
    expect(desk.server.textsIn(OFFICE)).toEqual([]);
    expect(desk.logged.join("\n")).toContain("its people are told one by one");
  });

  test("since the card was put there has the next news told to the one who has the case, once", async () => {
    const desk = await openDesk({ people: IN_CHANNEL });
    await desk.open();
    await desk.press(GARDENER, OFFICE, "Take");
    desk.server.block(OFFICE, "is_archived");
    await desk.press(ASKER, "dm", "Add details");
    await desk.submit(ASKER, "canary more");
    expect(desk.cardTextsIn(GARDENER)).toEqual([expect.stringContaining("The asker has added something.")]);
  });
});

describe("people and channels that change in the configuration", () => {
  test("whoever was taken off the list presses nothing from then on, and reads that it is no longer worked on there", async () => {
    const desk = await openDesk({ people: IN_PRIVATE });
    const codename = await desk.open();
    await desk.press(GARDENER, "dm", "Take");
    await desk.press(GARDENER, "dm", "Note");
    desk.people.bodies = alone(IN_PRIVATE);
    await desk.submit(GARDENER, "canary note");
    const said = [desk.windowOf(GARDENER), ...(await desk.press(GARDENER, "dm", "Show the text"))];
    const refused = sentencesOf(desk, "kk")("press.refused");
    expect(said).toEqual([refused, refused]);
    await desk.press(ASKER, "dm", "Add details");
    await desk.submit(ASKER, "canary more");
    await desk.settle();
    expect(desk.cardTextsIn(GARDENER)).toEqual([`${codename}\n\n${sentencesOf(desk, "kk")("chat.elsewhere")}`]);
    expect(desk.cardsIn(RAKE)).toHaveLength(1);
    expect((await desk.caseOf()).kinds).not.toContain("note");
    await desk.command(GARDENER, "queue");
    expect(desk.server.viewOf(GARDENER)?.blocks).not.toContain(codename);
  });

  test("an account in the place of another gets the card; the old one is told no more", async () => {
    const desk = await openDesk({ people: IN_PRIVATE });
    const codename = await desk.open();
    const bodies = IN_PRIVATE.bodies.map((body) => ({
      ...body,
      commissioner: { ...body.commissioner, slackUser: FERRYMAN },
    }));
    desk.people.bodies = { isConfigured: true, bodies };
    await desk.press(ASKER, "dm", "Add details");
    await desk.submit(ASKER, "canary more");
    expect(desk.cardTextsIn(FERRYMAN)).toEqual([expect.stringContaining("The asker has added something.")]);
    expect(desk.cardTextsIn(GARDENER)).toEqual([expect.stringMatching(new RegExp(`^${codename}\n\n[^\n]+$`))]);
    expect(desk.cardsIn(GARDENER).flatMap(labelsOf)).toEqual([]);
  });

  test("another channel gets the card with the next news; the old one says it is elsewhere, and is told no more", async () => {
    const desk = await openDesk({ people: IN_CHANNEL });
    const codename = await desk.open();
    desk.people.bodies = {
      isConfigured: true,
      bodies: IN_CHANNEL.bodies.map((body) => ({ ...body, slackChannel: SQUARE })),
    };
    expect(await desk.press(GARDENER, OFFICE, "Take")).toEqual([]);
    await desk.press(ASKER, "dm", "Add details");
    await desk.submit(ASKER, "canary more");
    expect(desk.cardTextsIn(OFFICE)).toEqual([expect.stringMatching(new RegExp(`^${codename}\n\n[^\n]+$`))]);
    expect(desk.cardsIn(OFFICE).flatMap(labelsOf)).toEqual([]);
    expect(desk.linesIn(OFFICE)).toEqual([]);
    expect(desk.cardTextsIn(SQUARE)).toEqual([expect.stringContaining("The asker has added something.")]);
  });

  // It says so in Kazakh, whatever was read there: the card is made for nobody (boards.ts, NOBODY).
  test("the old channel reads in its own language that the case is elsewhere", async () => {
    const desk = await openDesk({ people: IN_CHANNEL });
    const codename = await desk.open();
    desk.people.bodies = IN_PRIVATE;
    await desk.press(GARDENER, OFFICE, "Take");
    expect(desk.cardTextsIn(OFFICE)).toEqual([`${codename}\n\n${sentencesOf(desk, "en")("chat.elsewhere")}`]);
  });
});

describe("a commissioner who is an asker, too,", () => {
  test("has both cards of an own case in one chat, and each button does what its card says", async () => {
    const desk = await openDesk({ people: IN_PRIVATE });
    await desk.write(GARDENER, SERIOUS);
    await desk.press(GARDENER, "dm", "Take");
    await desk.press(GARDENER, "dm", "Add details");
    await desk.submit(GARDENER, "It was twice.");
    await desk.press(GARDENER, "dm", "Note");
    await desk.submit(GARDENER, "canary note");
    const { kinds } = await desk.caseOf();
    expect(kinds).toEqual(["report", "told", "taken", "details", "note"]);
  });

  test("sees an own case about the commissioner as its asker only", async () => {
    const desk = await openDesk({ people: TWO_BODIES });
    await desk.deps.store.transact((tx) => tx.chats.write(`slack:${GARDENER}`, CHOSEN, "2026-09-07"));
    await desk.write(GARDENER, `${SERIOUS} It was the commissioner.`);
    const { found } = await desk.caseOf();
    expect(found).toMatchObject({ handlers: ["ferryman"], excluded: ["gardener"] });
    expect(desk.cardTextsIn(FERRYMAN)).toEqual([expect.stringContaining(`${found?.codename} · serious`)]);
    expect(desk.server.textsIn(GARDENER).join("\n")).not.toContain(`${found?.codename} · `);
    expect(desk.server.textsIn(OFFICE)).toEqual([]);
  });
});

const CHOSEN = JSON.stringify({ language: "en", body: "gardens", asOf: null, wish: null });

describe("the clock", () => {
  test("reminds in the thread, once, before the day; brings in the deputy after it, and says so", async () => {
    const desk = await openDesk({ people: IN_PRIVATE });
    await desk.open();
    await desk.pass(2 * DAY_MS);
    const reminder = "Reminder: nobody has taken this case; it is due by 10.09.2026.";
    expect(desk.linesIn(GARDENER).map((line) => line.replace(/^#\S+ /, ""))).toEqual([reminder]);
    await desk.pass(2 * DAY_MS);
    const ru = sentencesOf(desk, "ru");
    expect(desk.cardsIn(RAKE).map(labelsOf)).toEqual([[ru("press.take"), ru("press.read")]]);
    expect(desk.linesIn(GARDENER).at(-1)).toContain("The day has passed without it: the deputy has been brought in.");
    expect([desk.cardsIn(GARDENER).length, desk.cardsIn(RAKE).length]).toEqual([1, 1]);
    expect(desk.server.allTexts().join("\n")).not.toContain(REPORT);
  });

  test("makes the buttons of a card useless after a week; the case opened by its name has new ones", async () => {
    const desk = await openTaken({}, OFFICE);
    const codename = (await desk.caseOf()).found?.codename;
    await desk.pass(8 * DAY_MS);
    expect(await desk.press(GARDENER, OFFICE, "Show the text")).toEqual([sentencesOf(desk, "en")("press.refused")]);
    await desk.command(GARDENER, `case ${codename}`);
    await desk.press(GARDENER, "window", "Show the text");
    expect(desk.windowOf(GARDENER)).toContain(REPORT);
  });
});

// The card of the case in the asker's chat repeats the words, though a window is there so that they stand in no chat.
test("what an asker writes into a window, a name above all, comes to stand in no chat", async () => {
  const desk = await openTaken({}, OFFICE);
  await desk.press(ASKER, "dm", "Give my name");
  await desk.submit(ASKER, "canary name");
  await desk.press(ASKER, "dm", "Add details");
  await desk.submit(ASKER, "canary more");
  expect((await desk.caseOf()).kinds.slice(-2)).toEqual(["name", "details"]);
  expect(desk.server.allTexts().join("\n")).not.toMatch(/canary (name|more)/);
});
