import { describe, expect, test } from "vitest";

import { createProcess } from "../adapters/telegram/process.ts";
import type { TelegramTalk } from "../adapters/telegram/telegram-talk.ts";
import { partyOf } from "../src/cases/tokens.ts";
import { LANGUAGES } from "../src/language.ts";
import { type AskerBench, labelsOf, type Message, openAskerBench, sentence } from "./asker-bench.ts";
import { ASKER, BOT, GARDENER, OTHER_ASKER, RAKE, SERIOUS } from "./chat-fakes.ts";

const asker = { id: ASKER, language_code: "en" };
const other = { id: OTHER_ASKER, language_code: "en" };
const BOAT = "May I lend the service boat to my brother?";

async function open(): Promise<AskerBench> {
  const bench = await openAskerBench();
  bench.know(GARDENER);
  bench.know(RAKE);
  return bench;
}

function dataOf(message: Message | undefined, label: string): string {
  const buttons = message?.reply_markup?.inline_keyboard?.flat() ?? [];
  return buttons.find(({ text }) => text === label)?.callback_data ?? "no such button";
}

describe("a button", () => {
  test.each([
    ["In full", "chat.old"],
    ["What was sent", "press.refused"],
  ] as const)("%s of somebody else's message comes to nothing, and stays usable there", async (label, key) => {
    const bench = await open();
    const { said } = await bench.say(asker, SERIOUS);
    const message = said.find((one) => labelsOf(one).includes(label));
    await bench.say(other, BOAT);
    const forged = await bench.press(other, { data: dataOf(message, label) });
    expect(forged).toEqual({ said: [], changed: [], notice: sentence(bench, "en", key) });
    const own = await bench.press(asker, { label, message: message?.message_id ?? 0 });
    expect([...own.said, ...own.changed]).toHaveLength(1);
  });

  test.each([
    ["In full", "chat.old"],
    ["What was sent", "press.refused"],
  ] as const)("%s is of no use after eight days, and says so", async (label, key) => {
    const bench = await open();
    await bench.say(asker, SERIOUS);
    bench.pass(8 * 24 * 60);
    expect((await bench.press(asker, label)).notice).toBe(sentence(bench, "en", key));
  });

  test.each([".f0", "x.f0", "😀", "../etc", "constructor.constructor"])(
    "with the data %s says that it is of no use",
    async (data) => {
      const bench = await open();
      await bench.say(asker, BOAT);
      expect(await bench.press(asker, { data })).toMatchObject({
        said: [],
        changed: [],
        notice: expect.stringMatching(/./u),
      });
    },
  );

  test.each(["f0", "g", "lxx", "d0"])("of a menu with the verb %s put to it is turned down", async (verb) => {
    const bench = await open();
    const { said } = await bench.say(asker, "/language");
    const [token] = dataOf(said[0], "English").split(".");
    expect((await bench.press(asker, { data: `${token}.${verb}` })).notice).not.toBeNull();
  });

  test("whose press cannot be processed is answered all the same", async () => {
    const { api, deps, memory, calls, moves } = await open();
    // Only what fails is needed.
    const settings = { read: () => Promise.reject(new Error("the store is busy")) };
    const talk = { cases: deps, knowledge: { messages: deps.messages }, memory, settings } as unknown as TelegramTalk;
    const { process, onDead } = createProcess({ api, talk, moves, me: () => BOT, monotonic: () => 0 });
    const place = { place: { chat: String(ASKER) }, isPrivate: true, isAddressed: true, messageId: "1", about: null };
    const press = { kind: "press", event: "e", user: String(ASKER), hint: null, pressId: "9", data: "a.f0", ...place };
    await process(JSON.stringify(press), 1).catch(() => undefined);
    await onDead(JSON.stringify(press));
    expect(calls.map(({ method }) => method)).toEqual(["answerCallbackQuery"]);
  });

  test("says a short word that Telegram takes whole, in every language", async () => {
    const bench = await open();
    const keys = ["press.refused", "chat.old", "chat.voted", "chat.thanks", "chat.erased", "chat.continue"] as const;
    for (const language of LANGUAGES)
      for (const key of [...keys, "ask.unknownBody", "page.storeFailed"] as const)
        expect(sentence(bench, language, key).length).toBeLessThanOrEqual(200);
  });

  test("of a choice between meanings asks what it says", async () => {
    const bench = await open();
    const note = { provisions: [], language: "en", steps: [], options: ["A pumpkin from a visitor"], messageId: "1" };
    const row = { action: "answer", caseId: null, bundle: null, payload: JSON.stringify(note) };
    const party = partyOf({ asker: { channel: "telegram", id: String(ASKER) } });
    const expiresAt = bench.clock.now + 1;
    await bench.deps.store.transact((tx) => tx.tokens.put("some-token", { ...row, party, expiresAt }));
    await bench.say(asker, BOAT);
    const { said } = await bench.press(asker, { data: "some-token.o0" });
    expect(said.map(({ text }) => text)).toEqual([expect.stringContaining("A pumpkin from a visitor is refused")]);
  });
});

/** Letters that a text in this language may not hold; codenames, commands and names of programs aside. */
const FOREIGN = { kk: /[a-z]{2,}/iu, ru: /[a-z]{2,}|[әғқңөұүһі]/iu, en: /\p{Script=Cyrillic}/u } as const;
const ASIDE =
  /\/\w+|#?\p{Lu}\p{Ll}+[-_]\d{4}|Telegram|Adep|\bserious\b|Start|қаз|рус|eng|[\dA-Z*~$=]{2,5}(?:-[\dA-Z*~$=]+)+/gu;

const TEXTS = { kk: "Бастық тұқым сатады, serious", ru: "Начальник продаёт семена, serious", en: SERIOUS } as const;

describe("every button of a case", () => {
  test.each(LANGUAGES)("speaks %s where the case does, whatever the phone speaks", async (language) => {
    const bench = await open();
    const from = { id: ASKER, language_code: language === "ru" ? "kk" : "ru" };
    const { said } = await bench.say(from, TEXTS[language]);
    const told = said.at(-1);
    const seen = [...said];
    for (const label of labelsOf(told)) {
      const press = await bench.press(from, { label, message: told?.message_id ?? 0 });
      seen.push(...press.said, ...press.changed);
      expect(press.notice).toBeNull();
      const back = labelsOf(press.changed[0]).find((one) => one === sentence(bench, language, "press.back"));
      if (back !== undefined) seen.push(...(await bench.press(from, back)).changed);
    }
    for (const message of seen)
      for (const text of [message.text, ...labelsOf(message)])
        expect(text.replace(ASIDE, "")).not.toMatch(FOREIGN[language]);
    expect(seen.length).toBeGreaterThan(12);
  });
});
