import { describe, expect, test } from "vitest";

import { LANGUAGES } from "../src/language.ts";
import { type AskerBench, labelsOf, openAskerBench, type Seen, sentence } from "./asker-bench.ts";
import { ASKER, GARDENER, OTHER_ASKER, RAKE, SERIOUS } from "./chat-fakes.ts";

const TEXTS = {
  kk: "Бас бағбан кеңсенің тұқымын сатып жүр, serious",
  ru: "Начальник продаёт семена управления, serious",
  en: SERIOUS,
} as const;

async function open(): Promise<AskerBench> {
  const bench = await openAskerBench();
  bench.know(GARDENER);
  bench.know(RAKE);
  return bench;
}

async function openCase(text: string = SERIOUS): Promise<AskerBench & { readonly came: Seen }> {
  const bench = await open();
  return { ...bench, came: await bench.say(ASKER, text) };
}

function lastTo(bench: AskerBench, person: number): string {
  return bench.messagesTo(person).at(-1)?.text ?? "";
}

function codeIn(text: string | undefined): string {
  return /^[0-9A-Z]{5}(?:-[0-9A-Z*~$=]+)+$/mu.exec(text ?? "")?.[0] ?? "no code";
}

/** What stands of this chat in the store. */
async function rowsOf({ opened }: AskerBench): Promise<number> {
  const { db } = opened.database;
  const chats = await db.selectFrom("chats").selectAll().execute();
  return chats.length + (await db.selectFrom("askers").selectAll().execute()).length;
}

describe("a serious text", () => {
  test.each(LANGUAGES)("in %s is a case first and an answer then, both in its language", async (language) => {
    const { came, ...bench } = await openCase(TEXTS[language]);
    const [card, answer, told] = came.said;
    const body = bench.people.bodies.bodies[0]?.name[language] ?? "";
    expect(card?.text).toContain(sentence(bench, language, "case.auto", { body }));
    expect(labelsOf(card)).toContain(sentence(bench, language, "chat.erase"));
    expect(answer?.text).toContain(sentence(bench, language, "automated"));
    expect(labelsOf(answer)).not.toContain(sentence(bench, language, "press.askCommissioner"));
    expect(told?.text).toContain(sentence(bench, language, "case.state.told", { body }));
    expect([card?.replyTo, card?.protect_content, told?.protect_content]).toEqual([1000, true, true]);
    expect(lastTo(bench, GARDENER)).toContain("A case for you.");
  });

  test("about a danger begins with what saves, once", async () => {
    const { said } = await (await open()).say(ASKER, "He threatens me with a knife, it is critical.");
    expect(said[0]?.text).toMatch(/^First of all, your safety\n(?:.|\n)*Case /u);
    expect(said[1]?.text).not.toContain("First of all");
  });

  test("sent twice is one case", async () => {
    const bench = await openCase();
    expect((await bench.say(ASKER, SERIOUS)).said[0]?.text).toContain(sentence(bench, "en", "news.sentBefore"));
    expect(await bench.deps.store.transact((tx) => tx.cases.list({}))).toHaveLength(1);
  });
});

describe("a button of a case", () => {
  test("shows what was sent, and goes back", async () => {
    const bench = await openCase(`${SERIOUS} SECRET-NAME knows.`);
    const { changed } = await bench.press(ASKER, "What was sent");
    expect(changed[0]?.text).toContain(`${SERIOUS} [name] knows.`);
    expect((await bench.press(ASKER, "Back")).changed[0]?.text).toMatch(/^Case /u);
  });

  test.each([
    ["Add details", "It was on Monday, SECRET-NAME saw it.", "You added: It was on Monday, [name] saw it."],
    ["Give my name", "SECRET-NAME, second floor", "You gave your name: SECRET-NAME, second floor"],
  ])("%s asks for a text and passes it on", async (label, text, line) => {
    const bench = await openCase();
    const asked = await bench.press(ASKER, label);
    expect(asked.said[0]?.reply_markup?.force_reply).toBe(true);
    const { said } = await bench.say(ASKER, text);
    expect(said[0]?.text).toContain(line);
    expect([said.length, said[0]?.protect_content, labelsOf(said[0]).at(-1)]).toEqual([
      1,
      true,
      "Delete my message here",
    ]);
    expect(lastTo(bench, GARDENER)).toContain(label === "Add details" ? "has added something" : "has given a name");
    expect(lastTo(bench, GARDENER)).not.toContain("SECRET-NAME");
  });

  test("Choose another commissioner passes it on to the chosen one", async () => {
    const bench = await openCase();
    await bench.press(ASKER, "Choose another commissioner");
    const { changed } = await bench.press(ASKER, "Deputy at Office of Gardens");
    expect(changed[0]?.text).toContain(sentence(bench, "en", "news.rerouted"));
    expect(lastTo(bench, RAKE)).toContain("Для вас есть обращение.");
  });

  test("Withdraw asks once more, and erases", async () => {
    const bench = await openCase();
    await bench.press(ASKER, "Withdraw");
    expect((await bench.press(ASKER, "Back")).changed[0]?.text).toMatch(/^Case /u);
    await bench.press(ASKER, "Withdraw");
    const { changed } = await bench.press(ASKER, "Yes, withdraw and erase");
    expect(changed[0]?.text).toContain("Its text and your address have been erased.");
    expect(lastTo(bench, GARDENER)).toContain("The asker has withdrawn this case.");
    expect(await rowsOf(bench)).toBe(0);
  });

  test("Delete my message here deletes it", async () => {
    const bench = await openCase();
    const { notice } = await bench.press(ASKER, "Delete my message here");
    expect(notice).toBe(sentence(bench, "en", "chat.erased"));
    expect(bench.chats.find(ASKER, 1000)).toBeNull();
  });

  test("Forget me gives a code that may be copied, and the old buttons lead nowhere", async () => {
    const bench = await openCase();
    const old = bench.came.said[0]?.message_id ?? 0;
    await bench.press(ASKER, "Forget me");
    const { said } = await bench.press(ASKER, "Yes, forget me");
    const [card] = said;
    expect([card?.protect_content, labelsOf(card)]).toEqual([false, []]);
    const { notice, changed } = await bench.press(ASKER, { label: "What was sent", message: old });
    expect([notice, changed]).toEqual([sentence(bench, "en", "press.refused"), []]);
    expect((await bench.say(ASKER, "/mycase")).said[0]?.text).toBe(sentence(bench, "en", "case.none"));
    const back = await bench.say({ id: OTHER_ASKER, language_code: "en" }, `/receipt ${codeIn(card?.text)}`);
    expect([back.said[0]?.text, back.said[0]?.protect_content]).toEqual([expect.stringMatching(/^Case /u), true]);
  });

  test("pressed a second time says so, and changes nothing", async () => {
    const bench = await openCase();
    const [card] = bench.came.said;
    const data = card?.reply_markup?.inline_keyboard
      ?.flat()
      .find(({ text }) => text === "What was sent")?.callback_data;
    const which = { message: card?.message_id ?? 0, data: data ?? "" };
    await bench.press(ASKER, which);
    expect(await bench.press(ASKER, which)).toEqual({
      said: [],
      changed: [],
      notice: sentence(bench, "en", "press.refused"),
    });
  });

  test("keeps its language, whatever that of the phone", async () => {
    const bench = await openCase(TEXTS.en);
    expect((await bench.press({ id: ASKER, language_code: "kk" }, "What was sent")).changed[0]?.text).toContain(
      "This is",
    );
  });

  test("keeps its language for longer than half an hour", async () => {
    const bench = await openCase(TEXTS.kk);
    bench.memory.forget(`telegram:${ASKER}`);
    const { changed } = await bench.press(ASKER, sentence(bench, "kk", "press.sent"));
    expect(changed[0]?.text).toContain(sentence(bench, "kk", "sent.title"));
  });

  test("that withdraws ends the wait for details", async () => {
    const bench = await openCase();
    await bench.press(ASKER, "Add details");
    await bench.press(ASKER, "Withdraw");
    await bench.press(ASKER, "Yes, withdraw and erase");
    const { said } = await bench.say(ASKER, "May I lend the service boat to my brother?");
    expect(said[0]?.text).toContain("[1]");
  });
});
