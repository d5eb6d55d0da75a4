// The commissioner's side in a private chat, from the first card to the last line.

import { afterEach, describe, expect, test } from "vitest";
import { readUpdate } from "../adapters/telegram/read-update.ts";
import type { Bodies } from "../src/cases/bodies.ts";
import { LANGUAGES, type Language } from "../src/language.ts";
import { someReport } from "./case-fakes.ts";
import {
  ASKER,
  BOT,
  type Desk,
  FERRYMAN,
  GARDENER,
  IN_PRIVATE,
  labelsOf,
  OTHER_ASKER,
  openDesk,
  openTelegramBench,
  RAKE,
  SERIOUS,
  STRANGER,
  sentencesOf,
  TWO_BODIES,
} from "./chat-fakes.ts";

const REPORT = someReport().text;
const DAY_MS = 86_400_000;
const CLOSED_OF_REPORT = /head|gardener|sells|seeds|office/i;

const benches: Desk[] = [];
async function open(options: Parameters<typeof openDesk>[0] = {}): Promise<Desk> {
  const desk = await openDesk(options);
  benches.push(desk);
  return desk;
}

afterEach(() => {
  for (const { logged, textsTo } of benches.splice(0)) {
    expect(logged.join("\n")).not.toMatch(/1001|1002|200[123]|3001|100500|seeds|canary|:x\b/);
    for (const chat of [ASKER, GARDENER, RAKE]) expect(textsTo(chat).join()).not.toMatch(/canary|undefined|\{\w+\}/);
  }
});

/** The commissioner of the first body reads this language. */
function speaking(language: Language, { bodies }: Bodies = IN_PRIVATE): Bodies {
  return {
    isConfigured: true,
    bodies: bodies.map((body) => ({ ...body, commissioner: { ...body.commissioner, language } })),
  };
}

describe.each(LANGUAGES)("in %s", (language) => {
  test("the first card tells codename, severity, category, day and due day, and offers to take and to read", async () => {
    const desk = await open({ people: speaking(language) });
    const s = sentencesOf(desk, language);
    const codename = await desk.open();
    const [card, ...more] = desk.messagesTo(GARDENER);
    expect(more).toEqual([]);
    expect(card?.text.split(/\n+/)).toEqual([
      s("desk.title", { codename, severity: s("severity.serious") }),
      s("desk.news.tell"),
      s("desk.category", { category: s("category.misuse-of-state-property") }),
      s("desk.openedOn", { day: "07.09.2026" }),
      s("desk.state.opened"),
      s("desk.acknowledgeBy", { day: "10.09.2026", left: "3" }),
    ]);
    expect(card && labelsOf(card)).toEqual([s("press.take"), s("press.read")]);
    expect(card?.protect_content).toBe(true);
  });

  test("a case goes from its first card to its closing and its opening again", async () => {
    const desk = await open({ people: speaking(language) });
    const s = sentencesOf(desk, language);
    await desk.open();
    await desk.press(GARDENER, s("press.take"));
    for (const [button, words] of [
      ["press.reply", "A reply."],
      ["press.ask", "A question."],
    ] as const) {
      await desk.press(GARDENER, s(button));
      await desk.write(GARDENER, words);
      await desk.press(GARDENER, s("press.send"));
      expect(desk.textsTo(ASKER).at(-1)).toContain(words);
    }
    await desk.press(GARDENER, s("press.note"));
    await desk.write(GARDENER, "A note.");
    await desk.press(GARDENER, s("press.close"));
    await desk.press(GARDENER, s("outcome.advice"));
    await desk.write(GARDENER, "Feedback.");
    await desk.press(GARDENER, s("press.close!"));
    expect(desk.textsTo(ASKER).at(-1)).toContain("Feedback.");
    await desk.press(GARDENER, s("press.reopen"));
    const lines = ["taken", "replied", "asked", "noted", "closed", "reopened"] as const;
    for (const line of lines) expect(desk.textsTo(GARDENER).join("\n")).toContain(s(`news.${line}`));
  });

  test("queue, case and refusals speak the commissioner's language, whatever Telegram says", async () => {
    const desk = await open({ people: speaking(language) });
    const s = sentencesOf(desk, language);
    await desk.write(GARDENER, "/queue");
    await desk.write(GARDENER, "/case");
    await desk.write(GARDENER, "/case Nothing-1234");
    expect(desk.textsTo(GARDENER)).toEqual([s("desk.empty"), s("chat.case.which"), s("press.refused")]);
  });
});

describe("a step", () => {
  test("changes the card in place, with fresh buttons, and leaves a line", async () => {
    const desk = await open();
    await desk.open();
    const [before] = desk.messagesTo(GARDENER).map((message) => ({ ...message }));
    await desk.press(GARDENER, "Take");
    const [card, line, ...more] = desk.messagesTo(GARDENER);
    expect(card?.message_id).toBe(before?.message_id);
    expect(card?.text).toContain("In work");
    expect(card && labelsOf(card)).toEqual([
      ...["Show the text", "Reply", "Ask for details", "Note", "Pass on", "Refer", "Close"],
      "Adep judged this wrongly",
    ]);
    expect(line?.text).toMatch(/^#\w+_\d{4} You have taken the case\. The asker is being told\.$/);
    expect(more).toEqual([]);
  });

  test("uses up the pressed button alone: every other one of the card goes on working", async () => {
    const desk = await open();
    await desk.open();
    await desk.press(GARDENER, "Take");
    const card = desk.messagesTo(GARDENER)[0];
    const wanted = ["Show the text", "Reply", "Ask for details", "Note", "Show the text", "Reply"];
    for (const label of wanted) {
      expect(await desk.press(GARDENER, { label, message: card?.message_id ?? 0 })).toBe("");
    }
  });

  test("that opens a question back leaves the same card where the way back is pressed", async () => {
    const desk = await open();
    await desk.open();
    await desk.press(GARDENER, "Take");
    for (const label of ["Pass on", "Refer", "Close"]) {
      await desk.press(GARDENER, label);
      await desk.press(GARDENER, "Back");
      expect(desk.messagesTo(GARDENER)[0]?.text).toContain("In work");
    }
    expect(desk.messagesTo(GARDENER)).toHaveLength(2);
  });

  test("on a preview changes the card of the case, too", async () => {
    const desk = await open();
    await desk.open();
    await desk.press(GARDENER, "Take");
    await desk.press(GARDENER, "Close");
    await desk.press(GARDENER, "Advice was given");
    await desk.write(GARDENER, "Feedback.");
    await desk.press(GARDENER, "Close and send");
    expect(desk.messagesTo(GARDENER)[0]?.text).toContain("Closed: Advice was given");
  });

  test("changes the card of the deputy who was told as well", async () => {
    const desk = await open();
    await desk.open();
    desk.clock.now += 5 * DAY_MS;
    await desk.settle();
    expect(desk.textsTo(RAKE)).toHaveLength(1);
    await desk.press(GARDENER, "Take");
    expect(desk.textsTo(RAKE).join("\n")).toContain(sentencesOf(desk, "ru")("desk.state.taken"));
  });

  test("is told to the asker each time: taken, asked, answered back, replied, referred", async () => {
    const desk = await open();
    await desk.open();
    await desk.press(GARDENER, "Take");
    expect(desk.textsTo(ASKER).at(-1)).toContain("The commissioner has taken the case");
    await desk.press(GARDENER, "Ask for details");
    await desk.write(GARDENER, "When was it?");
    await desk.press(GARDENER, "Send");
    expect(desk.textsTo(ASKER).at(-1)).toContain("Question of the commissioner: When was it?");
    await desk.press(ASKER, "Answer");
    await desk.write(ASKER, "In May.");
    expect(desk.messagesTo(GARDENER)[0]?.text).toContain("Answer of the asker");
    expect(desk.textsTo(GARDENER).at(-1)).toMatch(/^#\S+ The asker has answered\.$/);
    await desk.press(GARDENER, "Refer");
    await desk.press(GARDENER, "the ethics council");
    expect(desk.textsTo(ASKER).at(-1)).toContain("The case was referred to: the ethics council.");
  });
});

test("a step changes each card of the case once, for Telegram counts every change", async () => {
  const desk = await open();
  await desk.open();
  const before = desk.messagesTo(GARDENER)[0]?.edits ?? 0;
  await desk.press(GARDENER, "Take");
  expect((desk.messagesTo(GARDENER)[0]?.edits ?? 0) - before).toBe(1);
});

describe("the text of a case", () => {
  test("comes as a message of its own that cannot be passed on, never on the card, and can be hidden", async () => {
    const desk = await open();
    await desk.open();
    await desk.press(GARDENER, "Show the text");
    const [card, text, ...more] = desk.messagesTo(GARDENER);
    expect(more).toEqual([]);
    expect(card?.text).not.toMatch(CLOSED_OF_REPORT);
    expect(text?.text).toContain(REPORT);
    expect(text?.protect_content).toBe(true);
    await desk.press(GARDENER, "Hide the text");
    expect(desk.messagesTo(GARDENER).map(({ message_id: id }) => id)).toEqual([card?.message_id]);
  });

  test("that took several messages can be hidden part by part until nothing of it is left", async () => {
    const desk = await open();
    await desk.open({ text: `${REPORT} ${"And so it went on, day by day. ".repeat(200)}` });
    await desk.press(GARDENER, "Show the text");
    const parts = desk.messagesTo(GARDENER).filter((message) => labelsOf(message).includes("Hide the text"));
    expect(parts.length).toBeGreaterThan(1);
    for (const _ of parts) await desk.press(GARDENER, "Hide the text");
    expect(desk.messagesTo(GARDENER)).toHaveLength(1);
    expect(desk.textsTo(GARDENER).join()).not.toMatch(CLOSED_OF_REPORT);
  });

  test("is in no message to a commissioner who did not ask for it, from the first card to the closing", async () => {
    const desk = await open();
    await desk.open();
    await desk.press(GARDENER, "Take");
    await desk.press(ASKER, "Add details");
    await desk.write(ASKER, "The gardener keeps the seeds at home.");
    await desk.press(GARDENER, "Close");
    await desk.press(GARDENER, "Nothing could be done");
    await desk.write(GARDENER, "It was looked into.");
    await desk.press(GARDENER, "Close and send");
    expect(desk.textsTo(GARDENER).join("\n")).not.toMatch(CLOSED_OF_REPORT);
  });
});

describe("a reply", () => {
  async function toPreview(words = "First words."): Promise<Desk> {
    const desk = await open();
    await desk.open();
    await desk.press(GARDENER, "Take");
    await desk.press(GARDENER, "Reply");
    await desk.write(GARDENER, words);
    return desk;
  }

  test("is shown before it goes, protected, and the asker hears nothing of it yet", async () => {
    const desk = await toPreview();
    const preview = desk.messagesTo(GARDENER).at(-1);
    expect(preview?.text).toMatch(/The asker will read this:\s+First words\./);
    expect(preview?.protect_content).toBe(true);
    expect(preview && labelsOf(preview)).toEqual(["Send", "Change the text", "Do not send"]);
    expect(desk.textsTo(ASKER).join("\n")).not.toContain("First words.");
  });

  test("that is long stands in parts that can each be hidden, and below them what can be done", async () => {
    const desk = await toPreview(`Beginning ${"of a long reply ".repeat(250)}end.`);
    const buttons = desk.messagesTo(GARDENER).slice(-3).map(labelsOf);
    expect(buttons).toEqual([["Hide the text"], ["Hide the text"], ["Send", "Change the text", "Do not send"]]);
    await desk.press(GARDENER, "Do not send");
    await desk.press(GARDENER, "Hide the text");
    await desk.press(GARDENER, "Hide the text");
    expect(desk.textsTo(GARDENER).slice(1).join("\n")).not.toMatch(/of a long reply of/);
  });

  test("can be changed: the old words are there to be copied, and only the new ones go", async () => {
    const desk = await toPreview();
    await desk.press(GARDENER, "Change the text");
    const wish = desk.messagesTo(GARDENER).at(-1);
    expect(wish?.text).toContain("First words.");
    expect(wish?.protect_content).toBe(false);
    await desk.write(GARDENER, "Second words.");
    await desk.press(GARDENER, "Send");
    expect(desk.textsTo(ASKER).at(-1)).toContain("Second words.");
    expect(desk.textsTo(ASKER).join("\n")).not.toContain("First words.");
  });

  test("that is not to be sent is sent to nobody, and its text no longer stands there", async () => {
    const desk = await toPreview();
    await desk.press(GARDENER, "Do not send");
    expect(desk.textsTo(ASKER).join("\n")).not.toContain("First words.");
    expect(desk.textsTo(GARDENER).join("\n")).not.toContain("First words.");
  });

  test("is sent once where the button is pressed twice in a row", async () => {
    const desk = await toPreview();
    for (const _ of ["once", "twice"]) desk.tap(GARDENER, GARDENER, "Send");
    await desk.settle();
    expect(desk.textsTo(ASKER).filter((text) => text.includes("First words."))).toHaveLength(1);
  });

  test("reaches the asker sign by sign, whatever Telegram could read into it", async () => {
    const words = `5 < 6 & "7" <b>bold</b> &amp; *x* _y_ </blockquote> @everybody #Saiga_1 https://a.example/?b=1&c=2`;
    const desk = await toPreview(words);
    expect(desk.textsTo(GARDENER).at(-1)).toContain(words);
    await desk.press(GARDENER, "Send");
    expect(desk.textsTo(ASKER).at(-1)).toContain(words);
  });

  test("as long as Telegram lets it be comes whole", async () => {
    const words = Array.from({ length: 680 }, (_, at) => `w${1000 + at}`);
    const desk = await toPreview(words.join(" "));
    await desk.press(GARDENER, "Send");
    const read = desk.textsTo(ASKER).join(" ");
    expect(words.filter((word) => !read.includes(word))).toEqual([]);
  });

  test("is still waited for after a picture, which is not opened", async () => {
    const desk = await open();
    await desk.open();
    await desk.press(GARDENER, "Take");
    await desk.press(GARDENER, "Reply");
    await desk.write(GARDENER, "", { photo: [{ file_id: "x" }] });
    await desk.write(GARDENER, "In words.");
    expect(desk.textsTo(GARDENER).at(-1)).toContain("In words.");
  });

  test("to the prompt of one case is never written into another", async () => {
    const desk = await open();
    const [first, second] = [await desk.open(), await desk.open({ text: "Something else, and it is serious." })];
    for (const codename of [first, second]) {
      await desk.write(GARDENER, `/case ${codename}`);
      await desk.press(GARDENER, "Take");
      await desk.press(GARDENER, "Note");
    }
    const prompt = desk.messagesTo(GARDENER).find(({ text }) => text.includes(first) && text.includes("Your note"));
    await desk.write(GARDENER, "About the first case only.", { replyTo: prompt?.message_id ?? 0 });
    const found = await desk.deps.store.transact((tx) => tx.cases.findByCodename(second));
    const entries = await desk.deps.store.transact((tx) => tx.cases.entries(found?.id ?? ""));
    expect(entries.map(({ kind }) => kind)).not.toContain("note");
  });

  test("is no longer waited for after half an hour: the words are then a question like any other", async () => {
    const desk = await open();
    await desk.open();
    await desk.press(GARDENER, "Take");
    await desk.press(GARDENER, "Reply");
    desk.clock.now += 31 * 60_000;
    await desk.write(GARDENER, "May I accept a boat for a wedding?");
    expect(desk.textsTo(GARDENER).at(-1)).toContain("[1]");
  });

  test("that is left with /cancel is left in the commissioner's language", async () => {
    const desk = await open();
    await desk.open();
    await desk.press(GARDENER, "Take");
    await desk.press(GARDENER, "Reply");
    await desk.write(GARDENER, "/cancel");
    expect(desk.textsTo(GARDENER).at(-1)).toBe("Left; nothing was sent.");
  });
});

describe("what stays or goes on", () => {
  test("a note goes into the case at once and is never shown to the asker", async () => {
    const desk = await open();
    await desk.open();
    await desk.press(GARDENER, "Take");
    const before = desk.textsTo(ASKER).length;
    await desk.press(GARDENER, "Note");
    await desk.write(GARDENER, "Ask the storekeeper.");
    expect(desk.textsTo(GARDENER).at(-1)).toMatch(/^#\S+ Noted\. The asker does not see it\.$/);
    expect(desk.textsTo(ASKER)).toHaveLength(before);
    await desk.press(GARDENER, "Show the text");
    expect(desk.textsTo(GARDENER).at(-1)).toContain("Ask the storekeeper.");
  });

  test("a case that was passed on is the deputy's: the one before sees no button of it and no /case", async () => {
    const desk = await open();
    const codename = await desk.open();
    await desk.press(GARDENER, "Take");
    await desk.press(GARDENER, "Pass on");
    await desk.press(GARDENER, "Deputy at Office of Gardens");
    const ru = sentencesOf(desk, "ru");
    const theirs = desk.cardIn(RAKE);
    expect(theirs && labelsOf(theirs)).toEqual([ru("press.take"), ru("press.read")]);
    expect(desk.textsTo(GARDENER).at(-1)).toContain("Passed on. You see the case no more.");
    expect(desk.messagesTo(GARDENER).flatMap(labelsOf)).toEqual([]);
    await desk.write(GARDENER, `/case ${codename}`);
    expect(desk.textsTo(GARDENER).at(-1)).toMatch(/^This is not available\./);
  });

  test("a button of before, once the case was passed on, comes to nothing and tells nothing", async () => {
    const desk = await open();
    await desk.open();
    const take = desk.messagesTo(GARDENER)[0]?.reply_markup?.inline_keyboard?.flat()[1]?.callback_data ?? "";
    const found = (await desk.deps.store.transact((tx) => tx.cases.list({})))[0];
    if (!found) throw new Error("there is no case");
    await desk.deps.store.transact((tx) => tx.cases.save({ ...found, handlers: ["rake"] }));
    expect(await desk.press(GARDENER, { data: take })).toMatch(/^This is not available\./);
    expect(desk.textsTo(GARDENER).join("\n")).not.toContain(REPORT);
  });

  test("a closed case tells the asker the outcome in the commissioner's words, and opens again for whoever had it", async () => {
    const desk = await open();
    await desk.open();
    await desk.press(GARDENER, "Take");
    await desk.press(GARDENER, "Close");
    await desk.press(GARDENER, "Measures were taken");
    await desk.write(GARDENER, "The seeds are back.");
    expect(desk.textsTo(ASKER).join("\n")).not.toContain("The seeds are back.");
    await desk.press(GARDENER, "Close and send");
    expect(desk.textsTo(ASKER).at(-1)).toMatch(/The case is closed\.[\s\S]*The seeds are back\./);
    await desk.press(GARDENER, "Open again");
    expect(desk.textsTo(ASKER).at(-1)).toContain("Opened again");
    const card = desk.cardIn(GARDENER);
    expect(card && labelsOf(card)).toEqual(["Take", "Show the text"]);
  });
});

describe("who has the case no longer", () => {
  test("because the asker withdrew it reads so on the card and in a line, and can open no text", async () => {
    const desk = await open();
    await desk.open();
    await desk.press(GARDENER, "Take");
    await desk.press(ASKER, "Withdraw");
    await desk.press(ASKER, "Yes, withdraw and erase");
    const card = desk.messagesTo(GARDENER)[0];
    expect(card?.text).toContain("Withdrawn by the asker; the text has been erased");
    expect(card && labelsOf(card)).toEqual([]);
    expect(desk.textsTo(GARDENER).at(-1)).toMatch(/^#\S+ The asker has withdrawn this case\.$/);
  });

  test("because the asker chose another sees on the card that it is not theirs any more", async () => {
    const desk = await open();
    await desk.open();
    await desk.press(GARDENER, "Take");
    await desk.press(ASKER, "Choose another commissioner");
    await desk.press(ASKER, "Deputy at Office of Gardens");
    const card = desk.messagesTo(GARDENER)[0];
    expect(card?.text).toContain(sentencesOf(desk, "en")("chat.elsewhere"));
    expect(card && labelsOf(card)).toEqual([]);
  });

  test("because the deputy took it over sees so on the card", async () => {
    const desk = await open();
    await desk.open();
    desk.clock.now += 5 * DAY_MS;
    await desk.settle();
    await desk.press(GARDENER, "Take");
    await desk.press(RAKE, sentencesOf(desk, "ru")("press.take"));
    const card = desk.messagesTo(GARDENER)[0];
    expect(card && labelsOf(card)).toEqual(["Take", "Show the text"]);
  });
});

describe("the clock", () => {
  test("reminds with a line that answers the card, before the day it is to be taken", async () => {
    const desk = await open();
    await desk.open();
    desk.clock.now += 2 * DAY_MS;
    await desk.settle();
    const reminder = "Reminder: nobody has taken this case; it is due by 10.09.2026.";
    const [card, line, ...more] = desk.messagesTo(GARDENER);
    expect(more).toEqual([]);
    expect(line?.text.replace(/^#\S+ /, "")).toBe(reminder);
    expect(line?.replyTo).toBe(card?.message_id);
  });

  test("reminds of the feedback whoever has the case", async () => {
    const desk = await open();
    await desk.open();
    await desk.press(GARDENER, "Take");
    desk.clock.now = Date.parse("2026-09-25T05:00:00Z");
    await desk.settle();
    expect(desk.textsTo(GARDENER).at(-1)).toContain("Reminder: feedback to the asker is due by 28.09.2026.");
    expect(desk.textsTo(RAKE)).toEqual([]);
  });

  test("brings in the deputy, in the deputy's language, where nobody took the case in time", async () => {
    const desk = await open();
    await desk.open();
    desk.clock.now += 4 * DAY_MS;
    await desk.settle();
    const ru = sentencesOf(desk, "ru");
    const [card] = desk.messagesTo(RAKE);
    expect(card?.text).toContain(ru("desk.news.tell"));
    expect(card && labelsOf(card)).toEqual([ru("press.take"), ru("press.read")]);
  });

  test("tells whoever let a case lie that the deputy was brought in", async () => {
    const desk = await open();
    await desk.open();
    for (const days of [2, 2]) {
      desk.clock.now += days * DAY_MS;
      await desk.settle();
    }
    expect(desk.textsTo(RAKE)).toHaveLength(1);
    expect(desk.textsTo(GARDENER).join("\n")).toContain("The deputy has been brought in");
  });

  test("makes buttons useless after a week; /case brings new ones", async () => {
    const desk = await open();
    const codename = await desk.open();
    const read = desk.messagesTo(GARDENER)[0]?.reply_markup?.inline_keyboard?.flat()[1]?.callback_data ?? "";
    desk.clock.now += 8 * DAY_MS;
    expect(await desk.press(GARDENER, { data: read })).toMatch(/^This is not available\./);
    await desk.write(GARDENER, `/case ${codename}`);
    expect(await desk.press(GARDENER, "Show the text")).toBe("");
    expect(desk.textsTo(GARDENER).at(-1)).toContain(REPORT);
  });

  test("refuses an old button of a text in the commissioner's language", async () => {
    const desk = await open();
    await desk.open();
    await desk.press(GARDENER, "Show the text");
    desk.clock.now += 8 * DAY_MS;
    expect(await desk.press(GARDENER, "Hide the text")).not.toMatch(/\p{Script=Cyrillic}/u);
  });
});

describe("/queue", () => {
  const reporter = (at: number) => ({ channel: "telegram" as const, id: String(5000 + at) });

  test("lists what is open: the urgent first, then by the day that is due, nothing that is over", async () => {
    const desk = await open();
    const closed = await desk.open({ address: reporter(0) });
    await desk.press(GARDENER, "Take");
    await desk.press(GARDENER, "Refer");
    await desk.press(GARDENER, "law enforcement");
    desk.clock.now += DAY_MS;
    const later = await desk.open({ address: reporter(1) });
    desk.clock.now -= DAY_MS;
    const sooner = await desk.open({ address: reporter(2) });
    desk.clock.now += DAY_MS;
    const urgent = await desk.open({ address: reporter(3), severity: "critical" });
    await desk.write(GARDENER, "/queue");
    const queue = desk.messagesTo(GARDENER).at(-1);
    expect(queue?.text).toContain("Cases for you: 3");
    expect(queue && labelsOf(queue)).toEqual([urgent, sooner, later]);
    expect(queue?.text).not.toContain(closed);
    expect(queue?.protect_content).toBe(true);
    expect(queue?.text).not.toMatch(CLOSED_OF_REPORT);
  });

  test("of more than ten shows ten and says how many there are besides", async () => {
    const desk = await open();
    for (let at = 0; at < 12; at += 1) await desk.open({ address: reporter(at) });
    await desk.write(GARDENER, "/queue");
    const queue = desk.messagesTo(GARDENER).at(-1);
    expect(queue && labelsOf(queue)).toHaveLength(10);
    expect(desk.textsTo(GARDENER).join("\n")).toMatch(/Cases for you: 12[\s\S]*And 2 more/);
  });

  test("opens a case at a press", async () => {
    const desk = await open();
    const codename = await desk.open();
    await desk.write(GARDENER, "/queue");
    expect(await desk.press(GARDENER, codename)).toBe("");
    const card = desk.messagesTo(GARDENER).at(-1);
    expect(card?.text).toContain(`${codename} · serious`);
    expect(card && labelsOf(card)).toEqual(["Take", "Show the text"]);
  });

  test("keeps the other cases of the list at hand once one was opened", async () => {
    const desk = await open();
    const [first, second] = [await desk.open({ address: reporter(1) }), await desk.open({ address: reporter(2) })];
    await desk.write(GARDENER, "/queue");
    await desk.press(GARDENER, first);
    expect(await desk.press(GARDENER, second)).toBe("");
  });
});

describe("/case", () => {
  test("finds the codename however it is written", async () => {
    const desk = await open();
    const codename = await desk.open();
    const forms = [codename, codename.toLowerCase(), codename.toUpperCase(), `#${codename.replace("-", "_")}`];
    for (const form of forms) {
      await desk.write(GARDENER, `/case ${form}`);
      expect(desk.textsTo(GARDENER).at(-1)).toContain(`${codename} · serious`);
    }
  });

  test("says the same of somebody else's case as of one that does not exist", async () => {
    const desk = await open({ people: TWO_BODIES });
    const codename = await desk.open();
    await desk.write(FERRYMAN, "/case Nothing-1234");
    await desk.write(FERRYMAN, `/case ${codename}`);
    const [unknown, foreign] = desk.textsTo(FERRYMAN);
    expect(foreign).toBe(unknown);
  });

  test("does not show a case to the one it is about", async () => {
    const desk = await open({ people: TWO_BODIES });
    const codename = await desk.open({ isAboutCommissioner: true });
    await desk.write(GARDENER, `/case ${codename}`);
    await desk.write(GARDENER, "/queue");
    expect(desk.textsTo(GARDENER).join("\n")).not.toContain(codename);
    expect(desk.textsTo(FERRYMAN).join("\n")).toContain(codename);
  });
});

describe("a case that stands in the chat twice, because /case or /queue showed it again,", () => {
  async function showTwice(): Promise<Desk> {
    const desk = await open();
    const codename = await desk.open();
    await desk.write(GARDENER, `/case ${codename}`);
    return desk;
  }

  test("has one card that offers what was done already to nobody", async () => {
    const desk = await showTwice();
    await desk.press(GARDENER, "Take");
    const offering = desk.messagesTo(GARDENER).filter((message) => labelsOf(message).includes("Take"));
    expect(offering).toEqual([]);
  });

  test("is told of in lines that answer the card that follows it", async () => {
    const desk = await showTwice();
    await desk.press(ASKER, "Add details");
    await desk.write(ASKER, "More.");
    const line = desk.messagesTo(GARDENER).at(-1);
    const answered = desk.messagesTo(GARDENER).find(({ message_id: id }) => id === line?.replyTo);
    expect(answered?.text).toContain("Added by the asker");
  });
});

describe("a stranger", () => {
  test("gets for /queue and /case what every unknown command gets", async () => {
    const desk = await open();
    const codename = await desk.open();
    for (const command of ["/nothing", "/queue", `/case ${codename}`]) await desk.write(STRANGER, command);
    expect(new Set(desk.textsTo(STRANGER)).size).toBe(1);
  });

  test("who presses a button that is not theirs learns no more than from one that never was", async () => {
    const desk = await open();
    await desk.open();
    await desk.write(STRANGER, "/help");
    const [take, read] = dataIn(desk, GARDENER);
    const forged = await desk.press(STRANGER, { data: "AAAAAAAAAAAAAAAAAAAAAA" });
    expect(forged).not.toBe("");
    for (const data of [take, read]) expect(await desk.press(STRANGER, { data: data ?? "" })).toBe(forged);
    expect(desk.textsTo(STRANGER)).toHaveLength(1);
  });

  test("uses no button up for those whose it is", async () => {
    const desk = await open();
    await desk.open();
    await desk.write(STRANGER, "/help");
    await desk.press(STRANGER, { data: dataIn(desk, GARDENER)[0] ?? "" });
    expect(await desk.press(GARDENER, "Take")).toBe("");
    expect(desk.messagesTo(GARDENER)[0]?.text).toContain("In work");
  });

  test("and data that nobody made never stop the chat", async () => {
    const desk = await open();
    await desk.write(STRANGER, "/help");
    for (const data of [".", "..", "x.", ".f0", "a.b.c", "ə".repeat(32), "{}", "x.l", "0".repeat(64)])
      expect(await desk.press(STRANGER, { data })).not.toBe("");
    expect(desk.logged).toEqual([]);
  });
});

describe("who was taken off the list", () => {
  const WITHOUT: Bodies = {
    isConfigured: true,
    bodies: IN_PRIVATE.bodies.map((body) => ({
      ...body,
      commissioner: body.deputies[0] ?? body.commissioner,
      deputies: [],
    })),
  };

  test("can press nothing from that moment on, and is told what a stranger is told", async () => {
    const desk = await open();
    await desk.open();
    await desk.write(STRANGER, "/help");
    const stranger = await desk.press(STRANGER, { data: "AAAAAAAAAAAAAAAAAAAAAA" });
    desk.people.bodies = WITHOUT;
    expect(await desk.press(GARDENER, "Show the text")).toBe(stranger);
    expect(desk.textsTo(GARDENER).join("\n")).not.toContain(REPORT);
  });

  test("has no queue any more", async () => {
    const desk = await open();
    await desk.open();
    desk.people.bodies = WITHOUT;
    await desk.write(GARDENER, "/nothing");
    await desk.write(GARDENER, "/queue");
    expect(desk.textsTo(GARDENER).at(-1)).toBe(desk.textsTo(GARDENER).at(-2));
  });

  test("writes nothing into a case, though the text was waited for", async () => {
    const desk = await open();
    await desk.open();
    await desk.press(GARDENER, "Take");
    await desk.press(GARDENER, "Note");
    desk.people.bodies = WITHOUT;
    await desk.write(GARDENER, "Too late.");
    expect(await kindsOf(desk)).not.toContain("note");
  });

  test("is shown nothing more of the case on the card that stands in the chat", async () => {
    const desk = await open();
    await desk.open();
    desk.clock.now += 5 * DAY_MS;
    await desk.settle();
    await desk.press(RAKE, sentencesOf(desk, "ru")("press.take"));
    desk.people.bodies = WITHOUT;
    await desk.press(ASKER, "Add details");
    await desk.write(ASKER, "Not for everybody.");
    for (const language of LANGUAGES)
      expect(desk.textsTo(GARDENER).join("\n")).not.toContain(sentencesOf(desk, language)("entry.details"));
  });

  test("with an account that was replaced by another reads nothing more in it", async () => {
    const desk = await open();
    await desk.open();
    const bodies = IN_PRIVATE.bodies.map((body) => ({
      ...body,
      commissioner: { ...body.commissioner, telegramUser: FERRYMAN },
    }));
    desk.people.bodies = { isConfigured: true, bodies };
    await desk.press(ASKER, "Add details");
    await desk.write(ASKER, "Not for everybody.");
    expect(desk.textsTo(FERRYMAN).join("\n")).toContain("Added by the asker");
    expect(desk.textsTo(GARDENER).join("\n")).not.toContain("Added by the asker");
  });

  test("leaves the case to whoever is there now", async () => {
    const desk = await open();
    desk.people.bodies = WITHOUT;
    await desk.open();
    expect(desk.textsTo(GARDENER)).toEqual([]);
    expect(desk.textsTo(RAKE)).toHaveLength(1);
  });
});

describe("a commissioner who asks", () => {
  test("is answered like everybody, and the buttons of the answer work", async () => {
    const desk = await open();
    await desk.write(GARDENER, "May I accept a boat for a wedding?");
    expect(desk.textsTo(GARDENER).at(-1)).toContain("[1]");
    expect(await desk.press(GARDENER, "In full")).toBe("");
    expect(desk.textsTo(GARDENER)).toHaveLength(2);
  });

  test("has both cards of an own case in one chat, and each button does what its card says", async () => {
    const desk = await open();
    await desk.write(GARDENER, SERIOUS);
    await desk.press(GARDENER, "Take");
    await desk.press(GARDENER, "Add details");
    await desk.write(GARDENER, "Seen twice.");
    await desk.press(GARDENER, "Note");
    await desk.write(GARDENER, "Mine.");
    expect(await kindsOf(desk)).toEqual(["report", "told", "taken", "details", "note"]);
  });

  test("sees an own case about the commissioner as its asker only", async () => {
    const desk = await open({ people: TWO_BODIES });
    await desk.write(GARDENER, "/start gardens");
    await desk.write(GARDENER, `${SERIOUS} It was the commissioner.`);
    const codename = /Case (\w+-\d{4})/.exec(desk.textsTo(GARDENER).join("\n"))?.[1] ?? "none";
    expect(desk.textsTo(FERRYMAN).join("\n")).toContain(codename);
    expect(desk.textsTo(GARDENER).join("\n")).not.toContain(`${codename} · `);
    await desk.write(GARDENER, `/case ${codename}`);
    expect(desk.textsTo(GARDENER).at(-1)).toMatch(/^This is not available\./);
  });

  test("keeps the asker's card where a press comes again after a crash", async () => {
    const desk = await open();
    await desk.write(GARDENER, SERIOUS);
    const card = desk.messagesTo(GARDENER).find((message) => labelsOf(message).includes("Withdraw"));
    desk.tap(GARDENER, GARDENER, { label: "Ask me later", message: card?.message_id ?? 0 });
    await crashOnce(desk);
    await desk.settle();
    expect(card && labelsOf(card)).toContain("Withdraw");
  });
});

describe("the same press", () => {
  test("has its effect once where Telegram delivers it twice", async () => {
    const desk = await open();
    await desk.open();
    desk.tap(GARDENER, GARDENER, "Take");
    const [update] = desk.queue.pending();
    for (let time = 0; time < 3; time += 1) {
      await desk.intake([update]);
      await desk.settle();
    }
    expect(await kindsOf(desk)).toEqual(["report", "told", "taken"]);
    expect(desk.textsTo(GARDENER)).toHaveLength(2);
    expect(desk.calls.filter(({ method }) => method === "answerCallbackQuery")).toHaveLength(1);
  });

  test("has its effect once where a finger was too quick, and the second is answered with a word", async () => {
    const desk = await open();
    await desk.open();
    const ids = [desk.tap(GARDENER, GARDENER, "Take"), desk.tap(GARDENER, GARDENER, "Take")];
    await desk.settle();
    expect(await kindsOf(desk)).toEqual(["report", "told", "taken"]);
    const answers = desk.calls.filter(({ method }) => method === "answerCallbackQuery");
    expect(answers.map(({ payload }) => payload["callback_query_id"])).toEqual(ids);
    expect(answers.map(({ payload }) => String(payload["text"] ?? "").slice(0, 21))).toEqual([
      "",
      "This is not available",
    ]);
    expect(desk.textsTo(GARDENER)).toHaveLength(2);
  });

  test("has its effect once where the service died before it could answer, and the card shows it", async () => {
    const desk = await open();
    await desk.open();
    desk.tap(GARDENER, GARDENER, "Take");
    await crashOnce(desk);
    await desk.settle();
    expect(await kindsOf(desk)).toEqual(["report", "told", "taken"]);
    expect(desk.messagesTo(GARDENER)[0]?.text).toContain("In work");
  });

  test("leaves its line where the service died before it could answer", async () => {
    const desk = await open();
    await desk.open();
    desk.tap(GARDENER, GARDENER, "Take");
    await crashOnce(desk);
    await desk.settle();
    expect(desk.textsTo(GARDENER).at(-1)).toMatch(/^#.*The commissioner has taken the case/);
  });
});

test("a press that could not be processed is answered as well", async () => {
  const desk = await open();
  await desk.open();
  desk.tap(GARDENER, GARDENER, "Take");
  Object.assign(desk.settings, { read: () => Promise.reject(new Error("the store failed")) });
  await expect(crashOnce(desk)).rejects.toThrow();
  expect(desk.calls.filter(({ method }) => method === "answerCallbackQuery")).toHaveLength(1);
});

describe("a card that was deleted", () => {
  test("is sent anew with what a press on it did", async () => {
    const desk = await open();
    await desk.open();
    desk.tap(GARDENER, GARDENER, "Take");
    deleteCard(desk, GARDENER);
    await desk.settle();
    const card = desk.cardIn(GARDENER);
    expect(card?.text).toContain("In work");
    expect(await desk.press(GARDENER, "Show the text")).toBe("");
  });

  test("is sent anew with the next news", async () => {
    const desk = await open();
    await desk.open();
    await desk.press(GARDENER, "Take");
    deleteCard(desk, GARDENER);
    await desk.press(ASKER, "Add details");
    await desk.write(ASKER, "More.");
    expect(desk.cardIn(GARDENER)?.text).toContain("Added by the asker");
  });

  test("has one card in its place, which changes from then on", async () => {
    const desk = await open();
    await desk.open();
    desk.tap(GARDENER, GARDENER, "Take");
    deleteCard(desk, GARDENER);
    await desk.settle();
    await desk.press(ASKER, "Add details");
    await desk.write(ASKER, "More.");
    expect(desk.messagesTo(GARDENER).filter((message) => labelsOf(message).length > 0)).toHaveLength(1);
  });
});

test("over a real connection a case is taken, its asker hears of it, and nothing of it is in the log", async () => {
  const bench = await openTelegramBench();
  const { server } = bench;
  server.know(GARDENER);
  server.say(OTHER_ASKER, OTHER_ASKER, SERIOUS);
  await server.waitFor(() => server.messagesTo(GARDENER)[0], 20_000);
  server.press(GARDENER, GARDENER, "Take");
  const hasHeard = (): boolean =>
    server.messagesTo(OTHER_ASKER).some(({ text }) => text.includes("has taken the case"));
  await server.waitFor(hasHeard, 20_000);
  await server.waitFor(() => server.messagesTo(GARDENER)[0]?.text.includes("In work"), 20_000);
  expect(server.calls("answerCallbackQuery")).toHaveLength(1);
  expect(bench.logged.join("\n")).not.toMatch(/1002|2001|seeds|Canary/i);
});

function dataIn(desk: Desk, chat: number): string[] {
  const buttons = desk.cardIn(chat)?.reply_markup?.inline_keyboard?.flat() ?? [];
  return buttons.flatMap(({ callback_data: data }) => data ?? []);
}

/** The lines of the latest case, without what anybody wrote. */
async function kindsOf(desk: Desk): Promise<string[]> {
  const { store } = desk.deps;
  const [found] = await store.transact((tx) => tx.cases.list({}));
  return (await store.transact((tx) => tx.cases.entries(found?.id ?? ""))).map(({ kind }) => kind);
}

/** What came in last has its effect, and the process ends before anything of it is kept to be sent. */
async function crashOnce(desk: Desk): Promise<void> {
  const incoming = readUpdate(desk.queue.pending().at(-1), BOT);
  await desk.process(JSON.stringify(incoming), 1);
}

function deleteCard(desk: Desk, chat: number): void {
  const card = desk.cardIn(chat);
  if (!card) throw new Error("there is no card");
  card.isDeleted = true;
}
