import { describe, expect, test } from "vitest";

import type { Bodies } from "../src/cases/bodies.ts";
import { LANGUAGES } from "../src/language.ts";
import { type AskerBench, labelsOf, openAskerBench, type Seen, sentence } from "./asker-bench.ts";
import {
  ASKER,
  FERRYMAN,
  GARDENER,
  IN_PRIVATE,
  RAKE,
  SERIOUS,
  type TelegramBenchOptions,
  TWO_BODIES,
} from "./chat-fakes.ts";

const QUESTION = "May I lend the service boat to my brother?";
const CONFIRM = { escalation: { mode: "confirm", delayMinutes: 0 } } as const;
const NOBODY: Bodies = { ...IN_PRIVATE, isConfigured: false };

async function open(options: TelegramBenchOptions = {}): Promise<AskerBench> {
  const bench = await openAskerBench(options);
  for (const person of [GARDENER, RAKE, FERRYMAN]) bench.know(person);
  return bench;
}

async function countCases({ deps }: AskerBench): Promise<number> {
  return (await deps.store.transact((tx) => tx.cases.list({}))).length;
}

async function draftOf(bench: AskerBench, text: string): Promise<Seen> {
  await bench.say(ASKER, text);
  return bench.press(ASKER, "Ask the ethics commissioner");
}

describe("Ask the ethics commissioner", () => {
  test("shows what would go, and sends it only when told to", async () => {
    const bench = await open();
    const { said } = await draftOf(bench, `${QUESTION} SECRET-NAME says yes.`);
    expect(said[0]?.sent).toContain(`<blockquote expandable>${QUESTION} [name] says yes.</blockquote>`);
    expect(labelsOf(said[0])).toEqual(["Send", "Change the text", "It concerns the commissioner", "Do not send"]);
    expect([await countCases(bench), bench.messagesTo(GARDENER)]).toEqual([0, []]);
    const sent = await bench.press(ASKER, "Send");
    expect(sent.changed[0]?.text).toContain("Passed on, without your name.");
    expect(bench.messagesTo(GARDENER)[0]?.text).toContain("A case for you.");
  });

  test("sends another text where it was changed", async () => {
    const bench = await open();
    await draftOf(bench, QUESTION);
    const { said } = await bench.press(ASKER, "Change the text");
    expect(said[0]?.text).toContain(QUESTION);
    expect((await bench.say(ASKER, "My chief wants the boat.")).said[0]?.text).toContain("My chief wants the boat.");
    await bench.press(ASKER, "Send");
    expect((await bench.press(ASKER, "What was sent")).changed[0]?.text).toContain("My chief wants the boat.");
  });

  test("sends nothing where the asker thinks better of it", async () => {
    const bench = await open();
    await draftOf(bench, QUESTION);
    expect((await bench.press(ASKER, "Do not send")).changed[0]?.text).toBe("Nothing was sent.");
    expect(await countCases(bench)).toBe(0);
  });

  // Two presses make two drafts, and each can be sent (src/cases/draft.ts send: the same words are not looked for, as in `escalate`).
  test("sends the same words once, however often they are sent", async () => {
    const bench = await open();
    await draftOf(bench, QUESTION);
    await bench.press(ASKER, "Ask the ethics commissioner");
    await bench.press(ASKER, "Send");
    await bench.press(ASKER, "Send");
    expect(await countCases(bench)).toBe(1);
  });

  test("goes to another body where it concerns the commissioner", async () => {
    const bench = await open({ people: TWO_BODIES });
    await bench.say(ASKER, "/start gardens");
    await draftOf(bench, QUESTION);
    const { changed } = await bench.press(ASKER, "It concerns the commissioner");
    expect(changed[0]?.text).toContain(sentence(bench, "en", "draft.elsewhere"));
    await bench.press(ASKER, "Send");
    expect([bench.messagesTo(GARDENER).length, bench.messagesTo(FERRYMAN).length]).toEqual([0, 1]);
  });

  test("half an hour later still finds the question in the chat", async () => {
    const bench = await open();
    await bench.say(ASKER, QUESTION);
    bench.memory.forget(`telegram:${ASKER}`);
    expect((await bench.press(ASKER, "Ask the ethics commissioner")).said[0]?.text).toContain(QUESTION);
  });

  test("asks for the words where the question is in the chat no more", async () => {
    const bench = await open();
    const asker = { id: ASKER, language_code: "en" };
    await bench.say(asker, QUESTION);
    bench.memory.forget(`telegram:${ASKER}`);
    await bench.api.call("deleteMessage", { chat_id: ASKER, message_id: 1000 });
    const { said } = await bench.press(asker, "Ask the ethics commissioner");
    expect(said[0]?.text).toContain(sentence(bench, "en", "chat.describe"));
    expect(said[0]?.reply_markup?.force_reply).toBe(true);
    const draft = await bench.say(ASKER, "My chief wants the boat.");
    expect(draft.said[0]?.text).toContain("This would be sent");
    expect(await countCases(bench)).toBe(0);
  });

  test("half an hour later asks in the language of the answer", async () => {
    const bench = await open();
    await bench.say({ id: ASKER, language_code: "ru" }, QUESTION);
    bench.memory.forget(`telegram:${ASKER}`);
    await bench.api.call("deleteMessage", { chat_id: ASKER, message_id: 1000 });
    const { said } = await bench.press({ id: ASKER, language_code: "ru" }, "Ask the ethics commissioner");
    expect(said[0]?.text).toContain(sentence(bench, "en", "chat.describe"));
  });

  test("half an hour later takes the question of a command without the command", async () => {
    const bench = await open();
    await bench.say(ASKER, `/asof 2026-05-01 ${QUESTION}`);
    bench.memory.forget(`telegram:${ASKER}`);
    const { said } = await bench.press(ASKER, "Ask the ethics commissioner");
    expect(said[0]?.text).toContain(QUESTION);
    expect(said[0]?.text).not.toContain("/asof");
  });

  test("half an hour later does not take Adep's words for the asker's", async () => {
    const bench = await open();
    await bench.say(ASKER, "/start");
    await bench.press(ASKER, "English");
    await bench.press(ASKER, sentence(bench, "en", "example.3"));
    bench.memory.forget(`telegram:${ASKER}`);
    const { said } = await bench.press(ASKER, "Ask the ethics commissioner");
    expect(said[0]?.text).not.toContain(sentence(bench, "en", "chat.start.not"));
  });
});

describe("with ESCALATION=confirm", () => {
  test.each(LANGUAGES)("a serious text in %s is shown first, and nothing goes before Send", async (language) => {
    const bench = await open(CONFIRM);
    const text = { kk: "Бастық тұқым сатады, serious", ru: "Начальник продаёт семена, serious", en: SERIOUS }[language];
    const { said } = await bench.say(ASKER, text);
    expect(said.map(({ text }) => text.split("\n")[0])[0]).toBe(sentence(bench, language, "draft.title"));
    expect(said[1]?.text).toContain(sentence(bench, language, "automated"));
    expect([await countCases(bench), bench.messagesTo(GARDENER)]).toEqual([0, []]);
    await bench.press(ASKER, sentence(bench, language, "press.send"));
    expect([await countCases(bench), bench.messagesTo(GARDENER).length]).toEqual([1, 1]);
  });

  test("what saves comes before the draft", async () => {
    const { say } = await open(CONFIRM);
    const { said } = await say(ASKER, "He threatens me with a knife, it is critical.");
    expect(said[0]?.text).toMatch(/^First of all, your safety(?:.|\n)*This would be sent/u);
    expect(said[1]?.text).not.toContain("First of all");
  });
});

describe("with several bodies and none chosen", () => {
  test("a serious text goes nowhere before the asker says where it belongs", async () => {
    const bench = await open({ people: TWO_BODIES });
    const { said } = await bench.say(ASKER, SERIOUS);
    expect(said[0]?.text).toBe("Which state body's commissioner should get this?\n\nNothing has been sent yet.");
    expect(said).toHaveLength(2);
    expect(await countCases(bench)).toBe(0);
    expect((await bench.press(ASKER, "Office of Rivers")).changed[0]?.text).toContain("Office of Rivers");
    expect(await countCases(bench)).toBe(0);
    await bench.press(ASKER, "Send");
    expect([bench.messagesTo(GARDENER).length, bench.messagesTo(FERRYMAN).length]).toEqual([0, 1]);
  });

  test("a body that is gone meanwhile gets nothing, and nobody else does", async () => {
    const bench = await open({ people: TWO_BODIES });
    await bench.say(ASKER, SERIOUS);
    await bench.press(ASKER, "Office of Rivers");
    bench.people.bodies = IN_PRIVATE;
    expect((await bench.press(ASKER, "Send")).notice).toBe(sentence(bench, "en", "press.refused"));
    expect(await countCases(bench)).toBe(0);
  });

  test("once chosen a serious text goes to that body at once", async () => {
    const bench = await open({ people: TWO_BODIES });
    await bench.say(ASKER, "/start rivers");
    await bench.say(ASKER, SERIOUS);
    expect([bench.messagesTo(GARDENER).length, bench.messagesTo(FERRYMAN).length]).toEqual([0, 1]);
  });
});

test.each(LANGUAGES)(
  "where nobody is configured a serious text in %s is kept, and says that nobody knows",
  async (language) => {
    const bench = await open({ people: NOBODY });
    const text = { kk: "Бастық тұқым сатады, serious", ru: "Начальник продаёт семена, serious", en: SERIOUS }[language];
    const { said } = await bench.say(ASKER, text);
    expect(said[0]?.text).toContain(sentence(bench, language, "case.kept"));
    expect(said[0]?.text).toContain(sentence(bench, language, "privacy.nobody"));
    expect(await countCases(bench)).toBe(1);
  },
);
