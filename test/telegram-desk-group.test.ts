// The commissioner's side in a group: one card for everybody there, texts in private only, and nothing for those kept out.

import { afterEach, describe, expect, test } from "vitest";

import { createMoves } from "../adapters/telegram/moves.ts";
import type { Bodies } from "../src/cases/bodies.ts";
import { someReport } from "./case-fakes.ts";
import {
  ASKER,
  type Desk,
  FERRYMAN,
  GARDENER,
  GROUP,
  IN_GROUP,
  IN_PRIVATE,
  labelsOf,
  openDesk,
  RAKE,
  STRANGER,
  sentencesOf,
  TWO_BODIES,
} from "./chat-fakes.ts";
import { refuse } from "./telegram-server-chats.ts";

const REPORT = someReport().text;
const OF_REPORT = /head|gardener|sells|seeds|office/i;
const DAY_MS = 86_400_000;
const SUPERGROUP = -100_777;
const OTHER_GROUP = -100_600;
const MOVED = refuse("group chat was upgraded to a supergroup chat", 400, { migrate_to_chat_id: SUPERGROUP });
const KICKED = refuse("bot was kicked from the supergroup chat", 403);

/** Each of two bodies has a group. */
const TWO_GROUPS: Bodies = {
  isConfigured: true,
  bodies: TWO_BODIES.bodies.map((body, at) => ({ ...body, telegramChat: at === 0 ? GROUP : OTHER_GROUP })),
};

const desks: Desk[] = [];
async function open({
  people = IN_GROUP,
  isForum = false,
}: {
  people?: Bodies;
  isForum?: boolean;
} = {}): Promise<Desk> {
  const desk = await openDesk({ people });
  for (const group of [GROUP, OTHER_GROUP]) desk.know(group, { is_forum: isForum });
  desks.push(desk);
  return desk;
}

afterEach(() => {
  for (const { logged, textsTo } of desks.splice(0)) {
    expect(logged.join("\n")).not.toMatch(/1001|200[123]|3001|100500|100777|100600|seeds|canary/);
    // Not one word of any text, whatever was done.
    for (const group of [GROUP, OTHER_GROUP, SUPERGROUP]) {
      expect(textsTo(group).join("\n")).not.toMatch(/head gardener|seeds|My own words|canary|undefined/);
    }
  }
});

describe("a group with topics", () => {
  test("has one topic for each case, named after it, with its card and all its lines", async () => {
    const desk = await open({ isForum: true });
    const codenames = [await desk.open(), await desk.open({ text: "Something else." })];
    await desk.press(GROUP, "Take", GARDENER);
    const topics = desk.calls.filter(({ method }) => method === "createForumTopic");
    expect(topics.map(({ payload }) => payload["name"])).toEqual(codenames);
    const [first, second, line, ...more] = desk.messagesTo(GROUP);
    expect(more).toEqual([]);
    expect(first?.thread).not.toBeNull();
    expect(second?.thread).not.toBe(first?.thread);
    expect(line?.thread).toBe(second?.thread);
  });

  test("keeps the later news of a case in its topic", async () => {
    const desk = await open({ isForum: true });
    await desk.open();
    await desk.press(ASKER, "Add details");
    await desk.write(ASKER, "My own words.");
    const [card, line] = desk.messagesTo(GROUP);
    expect(line?.text).toMatch(/^#\S+ The asker has added something\.$/);
    expect(line?.thread).toBe(card?.thread);
  });

  test("where the bot may make no topics has the card among the other messages", async () => {
    const desk = await open({ isForum: true });
    desk.fail("createForumTopic", refuse("not enough rights to create a topic"));
    await desk.open();
    expect(desk.messagesTo(GROUP).map(({ thread }) => thread)).toEqual([null]);
  });

  test("waits for a topic that Telegram puts off", async () => {
    const desk = await open({ isForum: true });
    desk.fail("createForumTopic", refuse("Too Many Requests: retry after 2", 429, { retry_after: 2 }));
    await desk.open();
    await later(desk);
    expect(desk.messagesTo(GROUP)[0]?.thread ?? null).not.toBeNull();
  });

  test("has one topic for a case whose card did not go through at first", async () => {
    const desk = await open({ isForum: true });
    desk.fail("sendMessage", refuse("Internal Server Error", 500), refuse("Internal Server Error", 500));
    await desk.open();
    await later(desk);
    await later(desk);
    expect(desk.messagesTo(GROUP)).toHaveLength(1);
    expect(desk.calls.filter(({ method }) => method === "createForumTopic")).toHaveLength(1);
  });

  test("has the card that comes in the place of a deleted one in the same topic", async () => {
    const desk = await open({ isForum: true });
    await desk.open();
    const topic = desk.messagesTo(GROUP)[0]?.thread;
    deleteCard(desk);
    await desk.press(ASKER, "Add details");
    await desk.write(ASKER, "My own words.");
    expect(desk.cardIn(GROUP)?.thread).toBe(topic);
  });

  test("has in the topic what a press on a message of long ago brings anew", async () => {
    const desk = await open({ isForum: true });
    await desk.open();
    const card = desk.cardIn(GROUP);
    const data = card?.reply_markup?.inline_keyboard?.[0]?.[0]?.callback_data ?? "";
    const message = { chat: { id: GROUP, type: "supergroup" }, message_id: card?.message_id, date: 0 };
    deleteCard(desk);
    const from = { id: GARDENER, is_bot: false, first_name: "canary_" };
    desk.queue.add({ callback_query: { id: "77", from, message, chat_instance: "1", data } });
    await desk.settle();
    expect(desk.cardIn(GROUP)?.text).toContain("In work");
    expect(desk.cardIn(GROUP)?.thread).toBe(card?.thread);
  });

  test("whose topic was deleted hears the news all the same, in a new one", async () => {
    const desk = await open({ isForum: true });
    await desk.open();
    const topic = desk.cardIn(GROUP)?.thread ?? 0;
    desk.know(GROUP).topics.delete(topic);
    deleteCard(desk);
    await desk.press(ASKER, "Add details");
    await desk.write(ASKER, "My own words.");
    const threads = desk.messagesTo(GROUP).map(({ thread }) => thread);
    expect(desk.cardIn(GROUP)?.text).toContain("Added by the asker");
    expect([...new Set(threads)]).toEqual([expect.any(Number)]);
    expect(threads).not.toContain(topic);
  });
});

describe("a group", () => {
  test("without topics has one card for a case, in the language of its body", async () => {
    const desk = await open();
    const codename = await desk.open();
    const [card, ...more] = desk.messagesTo(GROUP);
    expect(more).toEqual([]);
    expect(card?.text).toMatch(new RegExp(`^${codename} · serious`));
    expect(card?.thread).toBeNull();
    expect(card && labelsOf(card)).toEqual(["Take", "Show the text"]);
    expect(desk.textsTo(GARDENER)).toEqual([]);
  });

  test("has its card in the language of its body; who presses is spoken to in their own", async () => {
    const bodies = IN_GROUP.bodies.map(({ commissioner, ...body }): Bodies["bodies"][number] => {
      return { ...body, commissioner: { ...commissioner, language: "kk" } };
    });
    const desk = await open({ people: { ...IN_GROUP, bodies } });
    const [kk, ru] = [sentencesOf(desk, "kk"), sentencesOf(desk, "ru")];
    await desk.open();
    const found = (await desk.deps.store.transact((tx) => tx.cases.list({})))[0];
    if (!found) throw new Error("there is no case");
    await desk.deps.store.transact((tx) => tx.cases.save({ ...found, handlers: ["gardener", "rake"] }));
    expect(await desk.press(GROUP, kk("press.read"), RAKE)).toBe(ru("chat.continue"));
    expect(desk.textsTo(RAKE).at(-1)).toContain(ru("entry.report"));
    await desk.press(GROUP, kk("press.take"), RAKE);
    expect(desk.cardIn(GROUP)?.text).toContain(kk("desk.state.taken"));
    expect(desk.textsTo(GROUP).at(-1)).toContain(kk("entry.taken"));
  });

  test("has one card and one line of news where two of its people are told at once", async () => {
    const desk = await open();
    await desk.open();
    desk.clock.now += 5 * DAY_MS;
    await desk.settle();
    await desk.press(GROUP, "Take", RAKE);
    await closeAsHolder(desk, RAKE);
    await desk.press(GROUP, "Open again", RAKE);
    const told = desk.textsTo(GROUP).filter((text) => /^#\S+ A case for you\.$/.test(text));
    // Once for the deputy who came in, once for the case that was opened again.
    expect(told).toHaveLength(2);
    expect(desk.messagesTo(GROUP).filter((message) => labelsOf(message).length > 0)).toHaveLength(1);
  });

  test("has its card changed in place and a line beside it when one of its people takes the case", async () => {
    const desk = await open();
    await desk.open();
    const before = desk.cardIn(GROUP)?.message_id;
    await desk.press(GROUP, "Take", GARDENER);
    expect(desk.cardIn(GROUP)?.message_id).toBe(before);
    expect(desk.cardIn(GROUP)?.text).toContain("In work");
    expect(desk.textsTo(GROUP).at(-1)).toMatch(/^#\S+ 07\.09\.2026 · The commissioner has taken the case$/);
    expect(desk.textsTo(ASKER).at(-1)).toContain("The commissioner has taken the case");
  });

  test("gives a case to the first of two who take it at once, and the second a word", async () => {
    const desk = await open();
    await desk.open();
    desk.clock.now += 5 * DAY_MS;
    await desk.settle();
    const ids = [desk.tap(GROUP, GARDENER, "Take"), desk.tap(GROUP, RAKE, "Take")];
    await desk.settle();
    const answers = desk.calls.filter(({ method }) => method === "answerCallbackQuery");
    expect(answers.map(({ payload }) => payload["callback_query_id"])).toEqual(ids);
    expect(answers[1]?.payload["text"]).toBe(sentencesOf(desk, "ru")("press.refused"));
    expect(await holderOf(desk)).toBe("gardener");
  });

  test("shows a member who is not configured a neutral word, and uses no button up", async () => {
    const desk = await open();
    await desk.open();
    const said = await desk.press(GROUP, "Take", STRANGER);
    expect(said).toBe(sentencesOf(desk, "ru")("press.refused"));
    const alert = desk.calls.findLast(({ method }) => method === "answerCallbackQuery");
    expect(alert?.payload["show_alert"]).toBe(true);
    expect(await holderOf(desk)).toBeNull();
    expect(await desk.press(GROUP, "Take", GARDENER)).toBe("");
    expect(await holderOf(desk)).toBe("gardener");
  });

  test("treats somebody of another body like anybody, and uses no button up", async () => {
    const desk = await open({ people: TWO_GROUPS });
    await desk.open();
    const data = desk.cardIn(GROUP)?.reply_markup?.inline_keyboard?.[0]?.[0]?.callback_data ?? "";
    expect(await desk.press(GROUP, { data }, FERRYMAN)).toMatch(/^This is not available\./);
    expect(await desk.press(GROUP, { data }, GARDENER)).toBe("");
    expect(await holderOf(desk)).toBe("gardener");
  });

  test("has no dead button where a deputy presses what only the holder may", async () => {
    const desk = await open();
    await desk.open();
    desk.clock.now += 5 * DAY_MS;
    await desk.settle();
    await desk.press(GROUP, "Take", GARDENER);
    expect(await desk.press(GROUP, "Note", RAKE)).toBe(sentencesOf(desk, "ru")("press.refused"));
    expect(await desk.press(GROUP, "Note", GARDENER)).not.toMatch(/^This is not available\./);
  });

  test("answers /queue and /case of a commissioner in private; in the group it only says so", async () => {
    const desk = await open();
    const codename = await desk.open();
    for (const command of ["/queue", `/case ${codename}`]) await desk.write(GROUP, command, { by: GARDENER });
    const [, ...said] = desk.textsTo(GROUP);
    const continued = sentencesOf(desk, "en")("chat.continue");
    expect(said).toEqual([continued, continued]);
    expect(desk.textsTo(GARDENER)).toHaveLength(2);
  });

  test("answers /queue and /case of anybody else as it answers every command there", async () => {
    const desk = await open();
    const codename = await desk.open();
    for (const command of ["/queue", `/case ${codename}`]) await desk.write(GROUP, command, { by: STRANGER });
    const [, ...said] = desk.textsTo(GROUP);
    expect(said).toEqual([sentencesOf(desk, "ru")("chat.group.only"), sentencesOf(desk, "ru")("chat.group.only")]);
    expect(desk.textsTo(STRANGER)).toEqual([]);
  });
});

describe("a text", () => {
  test("is shown to whoever pressed, in private and protected, and never in the group", async () => {
    const desk = await open();
    await desk.open();
    expect(await desk.press(GROUP, "Show the text", GARDENER)).toMatch(/^I have written to you in our private chat\./);
    const [text] = desk.messagesTo(GARDENER);
    expect(text?.text).toContain(REPORT);
    expect(text?.protect_content).toBe(true);
    expect(desk.textsTo(GROUP).join("\n")).not.toMatch(OF_REPORT);
    expect(await desk.press(GROUP, "Show the text", GARDENER)).not.toBe("");
  });

  test("to the asker is asked for, shown and sent in private; the group sees that it went", async () => {
    const desk = await open();
    await desk.open();
    await desk.press(GROUP, "Take", GARDENER);
    await desk.press(GROUP, "Reply", GARDENER);
    await desk.write(GARDENER, "My own words.");
    await desk.press(GARDENER, "Send");
    expect(desk.textsTo(ASKER).at(-1)).toContain("My own words.");
    expect(desk.cardIn(GROUP)?.text).toContain("Reply of the commissioner");
    expect(desk.textsTo(GROUP).at(-1)).toMatch(/^#\S+ 07\.09\.2026 · Reply of the commissioner$/);
  });

  test("that a commissioner writes beneath the card in the group never goes to the asker", async () => {
    const desk = await open();
    await desk.open();
    await desk.press(GROUP, "Take", GARDENER);
    await desk.press(GROUP, "Reply", GARDENER);
    const before = desk.textsTo(ASKER).length;
    const card = desk.cardIn(GROUP)?.message_id ?? 0;
    await desk.write(GROUP, "May I accept a boat for a wedding?", { by: GARDENER, replyTo: card });
    expect(desk.textsTo(ASKER)).toHaveLength(before);
  });

  test("that cannot reach whoever pressed costs no button: a word says what to do", async () => {
    const desk = await open();
    await desk.open();
    desk.block(GARDENER, refuse("bot can't initiate conversation with a user", 403));
    expect(await desk.press(GROUP, "Show the text", GARDENER)).toContain("press Start and try again");
    desk.know(GARDENER, { refusal: null });
    await desk.write(GARDENER, "/start");
    await desk.press(GROUP, "Show the text", GARDENER);
    expect(desk.textsTo(GARDENER).join("\n")).toContain(REPORT);
  });

  test("with a choice before it is chosen in private, and the way back leaves the group's card alone", async () => {
    const desk = await open();
    await desk.open();
    await desk.press(GROUP, "Take", GARDENER);
    await desk.press(GROUP, "Close", GARDENER);
    const card = desk.cardIn(GROUP);
    expect(card && labelsOf(card)).toContain("Close");
    await desk.press(GARDENER, "Back");
    expect(desk.cardIn(GROUP)?.text).toContain("In work");
  });
});

describe("group and private chat", () => {
  test("a step in private changes the group's card and leaves a line there", async () => {
    const desk = await open();
    const codename = await desk.open();
    await desk.write(GARDENER, `/case ${codename}`);
    await desk.press(GARDENER, "Take");
    expect(desk.cardIn(GROUP)?.text).toContain("In work");
    expect(desk.textsTo(GROUP).at(-1)).toMatch(/^#\S+ 07\.09\.2026 · The commissioner has taken the case$/);
  });

  test("a step in the group changes the card that stands in private", async () => {
    const desk = await open();
    desk.block(GROUP, KICKED);
    await desk.open();
    const card = desk.messagesTo(GARDENER)[0];
    desk.know(GROUP, { refusal: null });
    await desk.press(ASKER, "Add details");
    await desk.write(ASKER, "My own words.");
    await desk.press(GROUP, "Take", GARDENER);
    expect(card?.text).toContain("In work");
  });

  test("a closing in private leaves the group a card that can only be opened again", async () => {
    const desk = await open();
    await desk.open();
    await desk.press(GROUP, "Take", GARDENER);
    await closeAsHolder(desk, GARDENER);
    const card = desk.cardIn(GROUP);
    expect(card?.text).toContain("Closed: Advice was given");
    expect(card && labelsOf(card)).toEqual(["Show the text", "Note", "Open again", "Adep judged this wrongly"]);
  });

  test("a group whose card was deleted gets one new card, however many steps follow in private", async () => {
    const desk = await open();
    const codename = await desk.open();
    deleteCard(desk);
    await desk.write(GARDENER, `/case ${codename}`);
    await desk.press(GARDENER, "Take");
    await desk.press(GARDENER, "Refer");
    await desk.press(GARDENER, "the ethics council");
    expect(desk.messagesTo(GROUP).filter(({ text }) => text.includes(" · serious"))).toHaveLength(1);
  });
});

describe("somebody who is kept out of a case", () => {
  test("hears nothing of it in any group, not even that it is there", async () => {
    const desk = await open({ people: TWO_GROUPS, isForum: true });
    await desk.open({ isAboutCommissioner: true });
    await desk.press(FERRYMAN, "Take");
    await desk.press(ASKER, "Add details");
    await desk.write(ASKER, "My own words.");
    await closeAsHolder(desk, FERRYMAN);
    for (const group of [GROUP, OTHER_GROUP]) expect(desk.textsTo(group)).toEqual([]);
    expect(desk.calls.filter(({ method }) => method === "createForumTopic")).toEqual([]);
    expect(desk.textsTo(GARDENER)).toEqual([]);
  });

  test("in whose place the asker chose another is not told who; the chosen one hears of it in private", async () => {
    const desk = await open();
    await desk.open();
    const data = desk.cardIn(GROUP)?.reply_markup?.inline_keyboard?.[0]?.[0]?.callback_data ?? "";
    await choose(desk, "Deputy at Office of Gardens");
    const theirs = desk.cardIn(RAKE);
    expect(theirs && labelsOf(theirs)).toContain(sentencesOf(desk, "ru")("press.take"));
    expect(desk.textsTo(GROUP)).toHaveLength(1);
    expect(await desk.press(GROUP, { data }, GARDENER)).toMatch(/^This is not available\./);
  });

  test("no longer sees the case on the group's card", async () => {
    const desk = await open();
    const codename = await desk.open();
    await choose(desk, "Deputy at Office of Gardens");
    const card = desk.messagesTo(GROUP)[0];
    expect(card?.text).toBe(`${codename}\n\n${sentencesOf(desk, "en")("chat.elsewhere")}`);
    expect(card && labelsOf(card)).toEqual([]);
  });

  test("learns nothing in the group of what is done in the case from then on", async () => {
    const desk = await open();
    await desk.open();
    await choose(desk, "Deputy at Office of Gardens");
    const before = desk.textsTo(GROUP).length;
    const ru = sentencesOf(desk, "ru");
    await desk.press(RAKE, ru("press.take"));
    await desk.press(RAKE, ru("press.note"));
    await desk.write(RAKE, "My own words.");
    expect(desk.textsTo(GROUP).length).toBe(before);
  });
});

test("a group that is no longer the body's is told and shown nothing more", async () => {
  const desk = await open();
  const codename = await desk.open();
  desk.people.bodies = IN_PRIVATE;
  await desk.press(ASKER, "Add details");
  await desk.write(ASKER, "My own words.");
  await desk.write(GARDENER, `/case ${codename}`);
  await desk.press(GARDENER, "Take");
  const said = desk.textsTo(GROUP);
  expect(said).toHaveLength(1);
  expect(said.join("\n")).not.toMatch(/Added by the asker|In work/);
});

describe("a case that was passed on to another body", () => {
  async function passOn(desk: Desk): Promise<void> {
    await desk.press(GROUP, "Take", GARDENER);
    await desk.press(GROUP, "Pass on", GARDENER);
    await desk.press(GARDENER, "Commissioner of Office of Rivers");
  }

  test("has its card in the other group, and the old one's buttons are of no use", async () => {
    const desk = await open({ people: TWO_GROUPS });
    await desk.open();
    const data = desk.cardIn(GROUP)?.reply_markup?.inline_keyboard?.flat().at(-1)?.callback_data ?? "";
    await passOn(desk);
    const card = desk.cardIn(OTHER_GROUP);
    expect(card && labelsOf(card)).toEqual(["Take", "Show the text"]);
    const privately = [GARDENER, RAKE].map((chat) => desk.textsTo(chat).length);
    for (const by of [GARDENER, RAKE]) expect(await desk.press(GROUP, { data }, by)).not.toBe("");
    expect([GARDENER, RAKE].map((chat) => desk.textsTo(chat).length)).toEqual(privately);
  });

  test("is no longer offered on the old group's card, which says that it went", async () => {
    const desk = await open({ people: TWO_GROUPS });
    await desk.open();
    await passOn(desk);
    const card = desk.messagesTo(GROUP)[0];
    expect(card && labelsOf(card)).toEqual([]);
    expect(card?.text).toContain(sentencesOf(desk, "en")("chat.elsewhere"));
  });

  test("leaves no line in the old group for what is done elsewhere", async () => {
    const desk = await open({ people: TWO_GROUPS });
    await desk.open();
    await passOn(desk);
    const before = desk.textsTo(GROUP).length;
    await desk.press(OTHER_GROUP, "Take", FERRYMAN);
    expect(desk.textsTo(GROUP)).toHaveLength(before);
  });
});

describe("a group that became a supergroup", () => {
  test("has the card under its new number, and presses there work", async () => {
    const desk = await open();
    desk.know(SUPERGROUP);
    desk.block(GROUP, MOVED);
    await desk.open();
    await soon(desk);
    expect(desk.textsTo(SUPERGROUP)).toHaveLength(1);
    await desk.press(SUPERGROUP, "Take", GARDENER);
    expect(desk.cardIn(SUPERGROUP)?.text).toContain("In work");
    expect(desk.textsTo(SUPERGROUP).at(-1)).toMatch(/^#\S+ 07\.09\.2026 · The commissioner has taken the case$/);
  });

  test("is asked for under its new number only, from then on and after a restart", async () => {
    const desk = await open();
    desk.know(SUPERGROUP);
    desk.block(GROUP, MOVED);
    await desk.open();
    await soon(desk);
    const before = desk.calls.length;
    await desk.press(ASKER, "Add details");
    await desk.write(ASKER, "My own words.");
    expect(desk.calls.slice(before).filter(({ payload }) => payload["chat_id"] === GROUP)).toEqual([]);
    const moves = createMoves(desk.deps);
    expect(await moves.current(String(GROUP))).toBe(String(SUPERGROUP));
  });

  test("gets a new card for a case that stood in the old one, at its next news", async () => {
    const desk = await open();
    await desk.open();
    desk.know(SUPERGROUP);
    desk.block(GROUP, MOVED);
    await desk.press(ASKER, "Add details");
    await desk.write(ASKER, "My own words.");
    await soon(desk);
    expect(desk.cardIn(SUPERGROUP)?.text).toContain("Added by the asker");
  });

  test("has one card of such a case there, not two", async () => {
    const desk = await open();
    await desk.open();
    desk.know(SUPERGROUP);
    desk.block(GROUP, MOVED);
    await desk.press(ASKER, "Add details");
    await desk.write(ASKER, "My own words.");
    await soon(desk);
    expect(desk.messagesTo(SUPERGROUP).filter((message) => labelsOf(message).length > 0)).toHaveLength(1);
  });

  test("is known by its new number to another process, too", async () => {
    const desk = await open();
    const other = createMoves(desk.deps);
    desk.know(SUPERGROUP);
    desk.block(GROUP, MOVED);
    await desk.open();
    await soon(desk);
    expect(await other.current(String(GROUP))).toBe(String(SUPERGROUP));
  });

  test("is told of a step in private, though nothing else went there since it moved", async () => {
    const desk = await open();
    const codename = await desk.open();
    desk.know(SUPERGROUP);
    desk.block(GROUP, MOVED);
    await desk.write(GARDENER, `/case ${codename}`);
    await desk.press(GARDENER, "Take");
    expect(desk.textsTo(SUPERGROUP).join("\n")).toContain("The commissioner has taken the case");
  });
});

describe("a group that the bot cannot use", () => {
  test("because it was removed leaves its people to be told one by one, and says so without a number", async () => {
    const desk = await open();
    desk.block(GROUP, KICKED);
    await desk.open();
    expect(desk.cardIn(GARDENER)?.protect_content).toBe(true);
    expect(desk.logged).toEqual(["a group of commissioners takes no messages; its people are told one by one"]);
    await desk.press(GARDENER, "Take");
    expect(await holderOf(desk)).toBe("gardener");
  });

  test("because there is no such group leaves its people to be told one by one", async () => {
    const desk = await open({
      people: { ...IN_GROUP, bodies: IN_GROUP.bodies.map((body) => ({ ...body, telegramChat: -5 })) },
    });
    await desk.open();
    const card = desk.cardIn(GARDENER);
    expect(card && labelsOf(card)).toEqual(["Take", "Show the text"]);
  });

  test.each(["not enough rights to send text messages to the chat", "CHAT_WRITE_FORBIDDEN", "TOPIC_CLOSED"])(
    "because of %j leaves its people to be told one by one",
    async (description) => {
      const desk = await open();
      desk.block(GROUP, refuse(description));
      await desk.open();
      await later(desk);
      const card = desk.cardIn(GARDENER);
      expect(card && labelsOf(card)).toEqual(["Take", "Show the text"]);
    },
  );

  test("while Telegram is out of order tells nobody in private, and the group as soon as it can", async () => {
    const desk = await open();
    desk.fail("sendMessage", refuse("Bad Gateway", 502));
    await desk.open();
    expect(desk.textsTo(GARDENER)).toEqual([]);
    await later(desk);
    expect(desk.textsTo(GROUP)).toHaveLength(1);
    expect(desk.textsTo(GARDENER)).toEqual([]);
  });
});

/** What Telegram asked to be tried at once. */
async function soon(desk: Desk): Promise<void> {
  desk.clock.now += 1000;
  await desk.settle();
}

/** Long enough for anything that is to be tried again, and no reminder is due. */
async function later(desk: Desk): Promise<void> {
  desk.clock.now += 20 * 60_000;
  await desk.settle();
}

function deleteCard(desk: Desk): void {
  const card = desk.cardIn(GROUP);
  if (!card) throw new Error("there is no card in the group");
  card.isDeleted = true;
}

async function holderOf(desk: Desk): Promise<string | null> {
  const [found] = await desk.deps.store.transact((tx) => tx.cases.list({}));
  return found?.holder ?? null;
}

async function choose(desk: Desk, whom: string): Promise<void> {
  await desk.press(ASKER, "Choose another commissioner");
  await desk.press(ASKER, whom);
}

/** In private, however the case was come by. */
async function closeAsHolder(desk: Desk, person: number): Promise<void> {
  const s = sentencesOf(desk, person === RAKE ? "ru" : "en");
  const [found] = await desk.deps.store.transact((tx) => tx.cases.list({}));
  await desk.write(person, `/case ${found?.codename}`);
  await desk.press(person, s("press.close"));
  await desk.press(person, s("outcome.advice"));
  await desk.write(person, "My own words.");
  await desk.press(person, s("press.close!"));
}
