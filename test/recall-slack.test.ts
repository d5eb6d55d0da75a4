// Recall on Slack: answers in the private chat and for one person's eyes are kept, the word of a change comes in private.

import { expect, test } from "vitest";

import { AFTER, announceOnce, countAdvice, NEW_SHELF, OLD_SHELF, someEdition, someShelf } from "./recall-fakes.ts";
import { type AskerBench, BOAT, openAskerBench, summaryOf } from "./slack-asker-bench.ts";
import { ASKER, SQUARE } from "./slack-fakes.ts";
import { labelsOf, textOf } from "./slack-server-look.ts";

type Recall = AskerBench & { start(shelf?: typeof NEW_SHELF): Promise<string[]> };

/** A start tells what the asker then reads in private. */
async function openRecall(): Promise<Recall> {
  const bench = await openAskerBench();
  const about = { cases: bench.deps, voices: [bench.slack.voice], sleep: bench.settle };
  const start = async (shelf = NEW_SHELF): Promise<string[]> => {
    const { said, aside, window } = await bench.does(() => announceOnce(about, shelf));
    expect([aside, window]).toEqual([[], null]);
    return said.map((message) => textOf(message));
  };
  await start(OLD_SHELF);
  return { ...bench, start };
}

test("whoever asked in private is told once, and sees the provision in a window", async () => {
  const bench = await openRecall();
  await bench.does((asker) => asker.writes(BOAT.en));
  const [news = "", ...more] = await bench.start();
  expect(more).toEqual([]);
  expect(news).toContain(bench.say("chat.recall.title"));
  expect(news).toMatch(/New Garden Law, art\. 7\. Its words changed with the edition of 01\.09\.2026\./u);
  const { window } = await bench.does((asker) => asker.presses("dm", bench.say("chat.recall.see")));
  expect(window && textOf(window)).toContain(summaryOf("law-290-viii/7", "en"));
  expect(await bench.start()).toEqual([]);
});

test("whoever asked by the slash command in a channel is told in private", async () => {
  const bench = await openRecall();
  await bench.does((asker) => asker.command("/adep", BOAT.ru, SQUARE));
  const [news = ""] = await bench.start();
  expect(news).toContain("Новый садовый закон, ст. 7");
  expect(bench.server.postsIn(SQUARE)).toEqual([]);
});

test("whoever asked before everybody is told nothing", async () => {
  const bench = await openRecall();
  await bench.does((asker) => asker.mentions(SQUARE, BOAT.en));
  expect(await countAdvice(bench.deps)).toBe(0);
  expect(await bench.start()).toEqual([]);
});

test("/adep recall off, and on, are said for one person's eyes, and do what they say", async () => {
  const bench = await openRecall();
  await bench.does((asker) => asker.writes(BOAT.en));
  const off = await bench.does((asker) => asker.command("/adep", "recall off", SQUARE));
  expect([off.said, off.aside.map((one) => textOf(one))]).toEqual([[], [bench.say("chat.recall.off")]]);
  expect(labelsOf(off.aside[0] ?? [])).toEqual([bench.say("chat.recall.turnOn")]);
  expect(await countAdvice(bench.deps)).toBe(0);
  await bench.does((asker) => asker.writes(BOAT.en));
  expect(await countAdvice(bench.deps)).toBe(0);
  await bench.does((asker) => asker.presses("aside", bench.say("chat.recall.turnOn")));
  await bench.does((asker) => asker.writes(BOAT.en));
  expect(await countAdvice(bench.deps)).toBe(1);
  await bench.does((asker) => asker.command("/adep", "recall off", SQUARE));
  const on = await bench.does((asker) => asker.command("/adep", "recall on"));
  expect(on.aside.map((one) => textOf(one))).toEqual([bench.say("chat.recall.on")]);
  await bench.does((asker) => asker.writes(BOAT.en));
  expect(await countAdvice(bench.deps)).toBe(1);
});

test("recall is a command alone or with its two words, and else the beginning of a question", async () => {
  const bench = await openRecall();
  await bench.does((asker) => asker.command("/adep", "recall the umbrella, may I?", SQUARE));
  const [first] = bench.server.ephemeralsFor(ASKER);
  expect(textOf(first ?? [])).not.toContain(bench.say("chat.recall.on"));
  const { aside } = await bench.does((asker) => asker.command("/adep", "recall", SQUARE));
  expect(aside.map((one) => textOf(one))).toEqual([bench.say("chat.recall.on")]);
});

test("the message itself turns it off", async () => {
  const bench = await openRecall();
  await bench.does((asker) => asker.writes(BOAT.en));
  await bench.start();
  const { said } = await bench.does((asker) => asker.presses("dm", bench.say("chat.recall.turnOff")));
  expect(said.map((one) => textOf(one))).toEqual([bench.say("chat.recall.off")]);
  const later = someEdition({ "7": "Опять не дают." }, { edition: "2026-09-20" });
  expect([await countAdvice(bench.deps), await bench.start(someShelf(AFTER, later))]).toEqual([0, []]);
});

test("being forgotten erases it", async () => {
  const bench = await openRecall();
  await bench.does((asker) => asker.writes(BOAT.en));
  await bench.does((asker) => asker.opensHome());
  await bench.does((asker) => asker.presses("home", bench.say("chat.home.forget")));
  await bench.does((asker) => asker.presses("window", bench.say("chat.forget.yes")));
  expect(await countAdvice(bench.deps)).toBe(0);
  expect(await bench.start()).toEqual([]);
});
