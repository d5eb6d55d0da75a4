// From an answer on Telegram to the word, months later, that the law under it has changed.

import { expect, test } from "vitest";

import type { CaseDeps } from "../src/cases/deps.ts";
import { asker, sentence } from "./asker-bench.ts";
import { ASKER, GARDENER, GROUP, OTHER_ASKER } from "./chat-fakes.ts";
import {
  AFTER,
  BEFORE,
  BOAT,
  CAT,
  countAdvice,
  LAW,
  NEW_DAY,
  newsTo,
  openRecall,
  someEdition,
  someShelf,
} from "./recall-fakes.ts";

test("an answer leaves its provisions behind, and the day, and no word of the question", async () => {
  const bench = await openRecall();
  await bench.say(asker, BOAT);
  const { advice } = await bench.deps.store.transact((tx) => tx.advice.page("", 10));
  expect(advice).toEqual([
    {
      address: { channel: "telegram", id: String(ASKER) },
      ...{ language: "en", day: "2026-09-07", provisions: expect.arrayContaining([`${LAW}/7`]) },
    },
  ]);
});

test("the same answer twice in a row is kept once, another one as well", async () => {
  const bench = await openRecall();
  for (const text of [BOAT, BOAT, CAT]) await bench.say(asker, text);
  expect(await countAdvice(bench.deps)).toBe(2);
});

test("nothing is kept of what cites nothing, of another day's law, and of what is said in a group", async () => {
  const bench = await openRecall();
  await bench.say(asker, "hello");
  await bench.say(asker, `/asof 2026-08-01 ${BOAT}`);
  await bench.say(asker, `@adep_test_bot ${BOAT}`, { in: GROUP });
  expect(bench.messagesTo(GROUP)).toHaveLength(1);
  expect(await countAdvice(bench.deps)).toBe(0);
});

test("an answer is given although nothing can be kept of it", async () => {
  const bench = await openRecall();
  const { store } = bench.deps;
  const transact: typeof store.transact = (work) =>
    store.transact((tx) => work({ ...tx, advice: { ...tx.advice, put: () => Promise.reject(new Error(BOAT)) } }));
  (bench.deps as { store: CaseDeps["store"] }).store = { ...store, transact };
  const { said } = await bench.say(asker, BOAT);
  expect(said[0]?.text).toContain("[1]");
  expect(bench.logged).toEqual(["what an answer rests on could not be kept Error"]);
});

test("whoever got an answer is told once, in their language, which words changed", async () => {
  const bench = await openRecall();
  await bench.say(asker, BOAT);
  expect(await bench.start()).toBe(true);
  const values = { day: "07.09.2026", place: "New Garden Law, art. 7", edition: "01.09.2026" };
  expect(newsTo(bench)).toEqual([
    ["chat.recall.title", "chat.recall.line", "chat.recall.again"]
      .map((key) => sentence(bench, "en", key as "chat.recall.line", values))
      .join("\n\n"),
  ]);
  expect(await bench.start()).toBe(true);
  expect(newsTo(bench)).toHaveLength(1);
});

test.each([
  ["kk", "туысыма қызметтік қайықты беруге бола ма?", "Жаңа бақша заңы, 7-бап"],
  ["ru", "можно ли дать брату служебную лодку?", "Новый садовый закон, ст. 7"],
] as const)("the word comes in %s where the answer was in it", async (language, question, place) => {
  const bench = await openRecall();
  await bench.say(asker, question);
  await bench.start();
  const values = { day: "07.09.2026", place, edition: "01.09.2026" };
  expect(newsTo(bench)).toEqual([expect.stringContaining(sentence(bench, language, "chat.recall.line", values))]);
});

test("the word shows the provision as it is now, on a button", async () => {
  const bench = await openRecall();
  await bench.say(asker, BOAT);
  await bench.start();
  const { said } = await bench.press(asker, sentence(bench, "en", "chat.recall.see"));
  expect(said[0]?.text).toContain("New Garden Law, art. 7");
});

test("several answers on what changed make one message of at most five provisions", async () => {
  const bench = await openRecall();
  bench.know(ASKER);
  const places = ["1", "2", "3", "4", "5", "6", "7"];
  const address = { channel: "telegram", id: String(ASKER) } as const;
  await bench.deps.store.transact(async (tx) => {
    for (const at of places) {
      const advice = {
        address,
        language: "en",
        provisions: [`${LAW}/${at}`, `${LAW}/1`],
        day: `2026-09-0${at}`,
      } as const;
      await tx.advice.put(`id-${at}`, advice);
    }
  });
  const old = someEdition(Object.fromEntries(places.map((place) => [place, "a"])));
  const fresh = someEdition(Object.fromEntries(places.map((place) => [place, "b"])), { edition: NEW_DAY });
  await bench.start(someShelf(old, fresh));
  const [news = "", ...more] = newsTo(bench);
  expect(more).toEqual([]);
  expect(news.match(/art\. \d/gu)).toEqual(["art. 1", "art. 7", "art. 6", "art. 5", "art. 4"]);
  expect(news).toContain(sentence(bench, "en", "chat.recall.more", { count: "2" }));
});

test("nobody is told where what they were shown reads as before", async () => {
  const bench = await openRecall();
  await bench.say(asker, CAT);
  await bench.start();
  expect(newsTo(bench)).toEqual([]);
});

test("nobody is told at the first installation of an act, nor where the earlier text is gone", async () => {
  const bench = await openRecall();
  await bench.say(asker, BOAT);
  await bench.start(someShelf({ ...AFTER, language: "kk" }));
  await bench.start(someShelf(AFTER));
  expect(newsTo(bench)).toEqual([]);
  expect(bench.logged).toEqual([
    `an earlier edition is not there any more: nobody can be told what changed since ${LAW}`,
  ]);
});

test.each(["by command", "by button", "with the message itself"])(
  "whoever turns it off %s hears nothing more",
  async (way) => {
    const bench = await openRecall();
    await bench.say(asker, BOAT);
    const off = sentence(bench, "en", "chat.recall.turnOff");
    if (way === "by command") {
      const { said } = await bench.say(asker, "/recall off");
      expect(said[0]?.text).toBe(sentence(bench, "en", "chat.recall.off"));
    }
    if (way === "by button") {
      const { said } = await bench.say(asker, "/recall");
      expect(said[0]?.text).toBe(sentence(bench, "en", "chat.recall.on"));
      const { changed } = await bench.press(asker, off);
      expect(changed[0]?.text).toBe(sentence(bench, "en", "chat.recall.off"));
    }
    if (way === "with the message itself") {
      await bench.start();
      const { said } = await bench.press(asker, off);
      expect(said[0]?.text).toBe(sentence(bench, "en", "chat.recall.off"));
    }
    expect(await countAdvice(bench.deps)).toBe(0);
    await bench.say(asker, CAT);
    await bench.say(asker, BOAT);
    expect(await countAdvice(bench.deps)).toBe(0);
    await bench.start(someShelf(AFTER, someEdition({ "7": "Опять не дают." }, { edition: "2026-09-20" })));
    await bench.start();
    expect(newsTo(bench)).toHaveLength(way === "with the message itself" ? 1 : 0);
  },
);

test("whoever turns it on again is told of answers from then on", async () => {
  const bench = await openRecall();
  await bench.say(asker, "/recall off");
  await bench.say(asker, BOAT);
  const { said } = await bench.say(asker, "/recall ON");
  expect(said[0]?.text).toBe(sentence(bench, "en", "chat.recall.on"));
  await bench.say(asker, BOAT);
  for (const command of ["/recall off", "/recall on"]) await bench.say(asker, command);
  expect(await countAdvice(bench.deps)).toBe(0);
  await bench.say(asker, BOAT);
  await bench.start();
  expect(newsTo(bench)).toHaveLength(1);
});

test("the word comes in the language that was chosen, whatever the question was in", async () => {
  const bench = await openRecall();
  await bench.say(asker, "/language");
  await bench.press(asker, "Русский");
  await bench.say(asker, BOAT);
  await bench.start();
  expect(newsTo(bench)).toEqual([expect.stringContaining(sentence(bench, "ru", "chat.recall.title"))]);
});

test("an answer to words passed on counts as well: it went to whoever passed them on", async () => {
  const bench = await openRecall();
  await bench.say(asker, BOAT, { forward_origin: { type: "hidden_user", sender_user_name: "somebody" } });
  expect(await countAdvice(bench.deps)).toBe(1);
});

test("nothing is kept of a report, whatever its answer cites", async () => {
  const bench = await openRecall();
  bench.know(GARDENER);
  const { said } = await bench.say(asker, `${BOAT} My chief takes money for it, and it is serious.`);
  expect(said.map(({ text }) => text).join("\n")).toContain("[1]");
  expect(await countAdvice(bench.deps)).toBe(0);
});

test("nothing is kept of an act that has ended", async () => {
  const bench = await openRecall();
  const { said } = await bench.say(asker, "On 1 May 2026, could I have lent an office umbrella?");
  expect(said[0]?.text).toContain("Old Garden Law");
  expect(await countAdvice(bench.deps)).toBe(0);
});

const inKazakh = (one: typeof BEFORE): typeof BEFORE => ({ ...one, language: "kk" });

test("the same change in the other official language, when that comes later, is told to nobody again", async () => {
  const bench = await openRecall();
  await bench.start(someShelf(BEFORE, inKazakh(BEFORE)));
  await bench.say(asker, BOAT);
  await bench.start({ ...someShelf(BEFORE, AFTER, inKazakh(BEFORE)), inUse: () => [AFTER] });
  expect(newsTo(bench)).toHaveLength(1);
  await bench.start(someShelf(BEFORE, AFTER, inKazakh(BEFORE), inKazakh(AFTER)));
  expect(newsTo(bench)).toHaveLength(1);
});

test("a change is told when the language comes in which it can be seen", async () => {
  const bench = await openRecall();
  await bench.say(asker, BOAT);
  await bench.start({ ...someShelf(BEFORE), inUse: () => [inKazakh(AFTER)] });
  expect(newsTo(bench)).toHaveLength(0);
  await bench.start(someShelf(BEFORE, AFTER, inKazakh(AFTER)));
  expect(newsTo(bench)).toHaveLength(1);
});

test("the choice to be told nothing lasts as long as somebody goes on asking", async () => {
  const bench = await openRecall();
  await bench.say(asker, "/recall off");
  bench.pass(170 * 24 * 60);
  await bench.say(asker, BOAT);
  bench.pass(170 * 24 * 60);
  await bench.deps.store.transact((tx) => tx.chats.deleteUnusedSince("2027-02-01"));
  await bench.say(asker, CAT);
  expect(await countAdvice(bench.deps)).toBe(0);
});

test("being forgotten erases it: nothing is told", async () => {
  const bench = await openRecall();
  await bench.say(asker, BOAT);
  await bench.say(asker, "/forget");
  await bench.press(asker, sentence(bench, "en", "chat.forget.yes"));
  expect(await countAdvice(bench.deps)).toBe(0);
  await bench.start();
  expect(newsTo(bench)).toEqual([]);
});

test("another person's choice changes nothing", async () => {
  const bench = await openRecall();
  await bench.say(asker, BOAT);
  await bench.say({ id: OTHER_ASKER, language_code: "en" }, "/recall off");
  await bench.start();
  expect([newsTo(bench).length, newsTo(bench, OTHER_ASKER).length]).toEqual([1, 0]);
});
