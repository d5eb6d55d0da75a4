// What somebody asks in Slack, wherever, and what comes back: the private chat, the slash command, a mention, one's own page.

import { describe, expect, test } from "vitest";

import { LANGUAGES } from "../src/language.ts";
import {
  BOAT,
  casesOf,
  countSources,
  KNIFE,
  openAskerBench,
  summaryOf,
  votesOf,
  wordsOf,
} from "./slack-asker-bench.ts";
import { ASKER, FERRYMAN, OFFICE, SERIOUS, SQUARE, STRANGER, sentencesOf } from "./slack-fakes.ts";
import { labelsOf, textOf } from "./slack-server-look.ts";

const TWO = "who feeds the office cat and may I keep a pumpkin of a visitor?";
const MEADOW = "C0MEADOW01";

describe("a question in the private chat", () => {
  test.each(LANGUAGES)("in %s is answered once, in its language, with the words of the provision", async (language) => {
    const bench = await openAskerBench({ spoken: language === "kk" ? "ru" : "kk" });
    const say = sentencesOf(bench, language);
    const { said, aside, window } = await bench.does((asker) => asker.writes(BOAT[language]));
    expect([said.length, aside, window]).toEqual([1, [], null]);
    const [answer] = said;
    if (!answer) throw new Error("no answer");
    expect(textOf(answer)).toContain(summaryOf("law-290-viii/7", language));
    expect(textOf(answer)).toContain(say("automated"));
    expect(countSources(answer)).toBe((textOf(answer).match(/^\[\d\]/gmu) ?? []).length);
    const twins = LANGUAGES.filter((other) => other !== language).map((other) => say(`chat.twin.${other}`));
    expect(labelsOf(answer)).toEqual([
      ...[say("chat.full"), ...twins, say("chat.next"), say("challenge"), "👍", "👎"],
      say("press.askCommissioner"),
    ]);
    expect([await casesOf(bench), bench.server.postsIn(OFFICE), bench.logged]).toEqual([0, [], []]);
  });

  test("with several sources names each in small print of its own", async () => {
    const bench = await openAskerBench();
    const { said } = await bench.does((asker) => asker.writes(TWO));
    const count = (wordsOf(said[0]).match(/^\[\d\]/gmu) ?? []).length;
    expect(count).toBeGreaterThan(1);
    expect(countSources(said[0])).toBe(count);
  });

  test("shows that it is worked on, and ends that", async () => {
    const bench = await openAskerBench();
    const { ts } = bench.asker.writes(BOAT.en);
    await bench.settle();
    const { statuses } = bench.server;
    await bench.server.waitFor(() => statuses.length === 2);
    expect(statuses.map(({ thread, status }) => [thread, status])).toEqual([
      [ts, bench.say("chat.status.reading")],
      [ts, ""],
    ]);
  });

  test("is voted on in private, and counted once", async () => {
    const bench = await openAskerBench();
    await bench.does((asker) => asker.writes(BOAT.en));
    const first = await bench.does((asker) => asker.gives("positive"));
    expect([first.said, first.aside.map((seen) => textOf(seen))]).toEqual([[], [bench.say("chat.thanks")]]);
    const again = await bench.does((asker) => asker.gives("negative"));
    expect([again.said, again.aside.map((seen) => textOf(seen))]).toEqual([[], [bench.say("chat.voted")]]);
    expect(await votesOf(bench)).toEqual(["good  1"]);
  });

  test("that was answered badly may be said why, once", async () => {
    const bench = await openAskerBench();
    await bench.does((asker) => asker.writes(BOAT.en));
    const { said } = await bench.does((asker) => asker.gives("negative"));
    expect(labelsOf(said[0] ?? [])).toEqual([
      "Wrong law",
      "Not my question",
      "Hard to understand",
      "Something is missing",
    ]);
    const { changed } = await bench.does((asker) => asker.presses("dm", "Wrong law"));
    expect([changed.map((seen) => textOf(seen)), changed.flatMap((seen) => labelsOf(seen))]).toEqual([
      [`${bench.say("chat.thanks")}\n\n${bench.say("candidate.ask")}`],
      [bench.say("candidate.yes"), bench.say("candidate.no")],
    ]);
    expect(await votesOf(bench)).toEqual(["bad wrong 1"]);
  });

  test("has windows with the whole text, its twins and the next steps, in the language of the answer", async () => {
    const bench = await openAskerBench({ spoken: "ru" });
    await bench.does((asker) => asker.writes(BOAT.en));
    const looks = [
      ["In full", "The service boat is not lent to a relative for fishing."],
      ["қаз", "Қызметтік қайықты туысқа балық аулауға бермейді."],
      ["рус", "Служебную лодку не дают родственнику для рыбалки."],
      ["Next step", "Say no."],
    ] as const;
    for (const [label, words] of looks) {
      const { window, said, changed, aside } = await bench.does((asker) => asker.presses("dm", label));
      expect([wordsOf(window).includes(words), said, changed, aside]).toEqual([true, [], [], []]);
    }
  });

  test("in a thread is answered in the thread, and may lean on the one before", async () => {
    const bench = await openAskerBench();
    const first = await bench.does((asker) => asker.writes(BOAT.en));
    expect(first.said[0]?.thread).toBeNull();
    const thread = first.said[0]?.ts ?? "";
    const { said } = await bench.does((asker) => asker.writes("and if it is tomorrow?", { thread }));
    expect([said.length, said[0]?.thread]).toEqual([1, thread]);
    expect(wordsOf(said[0])).toContain(summaryOf("law-290-viii/7", "en"));
  });

  test("leans on nothing of another person", async () => {
    const bench = await openAskerBench();
    await bench.does((asker) => asker.writes(BOAT.en));
    const { said } = await bench.step(bench.person(STRANGER), (other) => other.writes("and if it is tomorrow?"));
    expect(wordsOf(said[0])).not.toContain(summaryOf("law-290-viii/7", "en"));
  });

  test("of 8,000 characters is answered, with or without a word of sense", async () => {
    const bench = await openAskerBench();
    const long = await bench.does((asker) => asker.writes(`${BOAT.en} ${"and the boat ".repeat(612)}`));
    expect(wordsOf(long.said[0])).toContain(bench.say("automated"));
    const none = await bench.does((asker) => asker.writes("🦆".repeat(4_000)));
    expect([long.said.length, none.said.length]).toEqual([1, 1]);
  });
});

describe("/adep", () => {
  test("with a question answers for one's own eyes, repeats the question and leaves nothing anywhere", async () => {
    const bench = await openAskerBench();
    bench.server.channel(MEADOW, { members: [ASKER], hasBot: false });
    for (const channel of [SQUARE, MEADOW]) {
      const { said, aside } = await bench.does((asker) => asker.command("/adep", BOAT.en, channel));
      expect([said, bench.server.messagesIn(channel), aside.length, aside[0]?.channel]).toEqual([[], [], 1, channel]);
      const [words] = wordsOf(aside[0]).split("\n");
      expect(words).toBe(bench.say("chat.asked", { question: BOAT.en }));
      expect(wordsOf(aside[0])).toContain(summaryOf("law-290-viii/7", "en"));
    }
  });

  test("takes prose that begins with the name of a command for a question", async () => {
    const bench = await openAskerBench();
    for (const prose of [
      "case of my boss and the service boat: may he lend it?",
      "start of a boat trip, may I whistle?",
    ]) {
      const { aside } = await bench.does((asker) => asker.command("/adep", prose, SQUARE));
      expect(wordsOf(aside[0])).toContain(bench.say("chat.asked", { question: prose }));
      expect(wordsOf(aside[0])).toContain(bench.say("automated"));
    }
  });

  test.each(LANGUAGES)("alone and help list the commands in %s, as they are written here", async (spoken) => {
    const bench = await openAskerBench({ spoken });
    for (const text of ["", "help", "  HELP "]) {
      const { said, aside } = await bench.does((asker) => asker.command("/adep", text, SQUARE));
      expect([said, aside.length]).toEqual([[], 1]);
      expect(wordsOf(aside[0])).toContain(bench.say("chat.help"));
      expect(wordsOf(aside[0])).toContain(`/adep forget — ${bench.say("command.forget")}`);
    }
  });

  test("asof answers by the law of that day, once or until it is taken back", async () => {
    const bench = await openAskerBench();
    const said = async (text: string): Promise<string> =>
      textOf((await bench.does((asker) => asker.command("/adep", text, SQUARE))).aside[0] ?? []);
    const umbrella = "when must I return the office umbrella?";
    expect(await said(`asof 2026-05-01 ${umbrella}`)).toContain("Old Garden Law");
    expect(await said(umbrella)).toContain("New Garden Law, art. 5");
    expect(await said("asof 2026-05-01")).toBe(bench.say("chat.asof.set", { day: "01.05.2026" }));
    expect(await said(umbrella)).toContain(bench.say("chat.asof.note", { day: "01.05.2026" }));
    expect(await said("asof off")).toBe(bench.say("chat.asof.off"));
    expect(await said("asof 2026-13-41")).toContain(bench.say("chat.asof.wrong"));
    expect(await said("asof")).toBe(bench.say("chat.asof.how"));
  });

  test("privacy names those who own the workspace, and that they may export", async () => {
    const bench = await openAskerBench();
    const { aside } = await bench.does((asker) => asker.command("/adep", "privacy", SQUARE));
    const text = wordsOf(aside[0]);
    for (const key of ["chat.privacy.slack", "chat.privacy.adep", "chat.privacy.advice"] as const)
      expect(text).toContain(bench.say(key));
    expect(text).toMatch(/owners.*export/u);
  });

  test("language, start and the first question go on where they were asked", async () => {
    const bench = await openAskerBench({ spoken: null });
    const { aside, said } = await bench.does((asker) => asker.command("/adep", "start", SQUARE));
    expect([said, aside.flatMap((seen) => labelsOf(seen))]).toEqual([[], ["Қазақша", "Русский", "English"]]);
    const chosen = await bench.does((asker) => asker.presses("aside", "Русский"));
    const ru = sentencesOf(bench, "ru");
    const texts = chosen.aside.map((seen) => textOf(seen));
    expect(texts[0]).toBe(ru("chat.language.set"));
    expect(texts[1]).toContain(ru("chat.start.needs"));
    expect([chosen.said, bench.server.messagesIn(SQUARE)]).toEqual([[], []]);
    const asked = await bench.does((asker) => asker.command("/adep", "language", SQUARE));
    expect(wordsOf(asked.aside[0])).toBe(ru("chat.language.choose"));
  });
});

describe("a mention in a channel", () => {
  test("is answered for one's own eyes, in its thread, with a way to the private chat", async () => {
    const bench = await openAskerBench();
    const { ts } = bench.asker.says(SQUARE, "Who knows about boats?");
    const { said, aside } = await bench.does((asker) => asker.mentions(SQUARE, BOAT.en, { thread: ts }));
    expect([said, bench.server.postsIn(SQUARE), aside.map(({ thread }) => thread)]).toEqual([[], [], [ts]]);
    expect(wordsOf(aside[0])).toContain(summaryOf("law-290-viii/7", "en"));
    expect(labelsOf(aside[0] ?? [])).toEqual([bench.say("chat.group.open")]);
  });

  test("of something serious opens no case, and leads to the private chat", async () => {
    const bench = await openAskerBench();
    for (const text of [SERIOUS, KNIFE]) {
      const { said, aside } = await bench.does((asker) => asker.mentions(SQUARE, text));
      expect([said, bench.server.postsIn(SQUARE), aside.length]).toEqual([[], [], 1]);
      expect(wordsOf(aside[0])).toContain(bench.say("chat.group.private"));
      expect(wordsOf(aside[0]).startsWith("First of all, your safety")).toBe(text.includes("critical"));
    }
    expect([await casesOf(bench), bench.server.postsIn(OFFICE)]).toEqual([0, []]);
  });

  test("where Adep may no longer speak is answered in the private chat", async () => {
    const bench = await openAskerBench();
    bench.server.refuse("chat.postEphemeral", "not_in_channel", 9);
    const { said, aside } = await bench.does((asker) => asker.mentions(SQUARE, BOAT.en));
    expect([aside, said.length, bench.server.postsIn(SQUARE)]).toEqual([[], 1, []]);
    expect(wordsOf(said[0])).toContain(summaryOf("law-290-viii/7", "en"));
  });

  test("by a bot, or without a word to Adep, is not answered", async () => {
    const bench = await openAskerBench();
    const other = bench.person(FERRYMAN);
    await bench.step(other, (one) => one.says(SQUARE, BOAT.en));
    await bench.step(other, () => bench.server.otherBotWrites(SQUARE, `<@${bench.server.own.user}> ${BOAT.en}`));
    await bench.step(other, () => bench.server.otherBotWrites(bench.asker.room, BOAT.en));
    await bench.step(other, (one) => one.joins(SQUARE));
    await bench.step(other, (one) => one.invitesBot(SQUARE));
    expect(bench.server.calls().filter(({ method }) => method.startsWith("chat."))).toEqual([]);
  });
});

describe("the tab of messages", () => {
  test("has first questions at every look, and once the choice of the language", async () => {
    const bench = await openAskerBench();
    const first = await bench.does((asker) => asker.opensMessages());
    expect(first.said.flatMap((seen) => labelsOf(seen))).toEqual(["Қазақша", "Русский", "English"]);
    const again = await bench.does((asker) => asker.opensMessages());
    const keys = ["example.1", "example.2", "example.3"] as const;
    const prompts = keys.map((key) => ({ title: bench.say(key), message: bench.say(key) }));
    expect([again.said, bench.server.prompts.map((one) => one.prompts)]).toEqual([[], [prompts, prompts]]);
    const chosen = await bench.does((asker) => asker.presses("dm", "English"));
    expect(wordsOf(chosen.changed[0])).toBe(bench.say("chat.language.set"));
    const asked = await bench.does((asker) => asker.presses("dm", bench.say("example.3")));
    expect([asked.said.length, wordsOf(asked.said[0]).includes(bench.say("automated"))]).toEqual([1, true]);
  });
});

describe("anything but a new text", () => {
  test("an edited message is not answered anew, a deleted one not at all", async () => {
    const bench = await openAskerBench();
    const { stored } = bench.asker.writes(BOAT.en);
    await bench.settle();
    const edited = await bench.does((asker) => asker.edits(stored, SERIOUS));
    expect(edited.said.map((one) => textOf(one))).toEqual([bench.say("chat.edited")]);
    const deleted = await bench.does((asker) => asker.deletes(stored));
    expect([deleted.said, deleted.changed, deleted.aside, await casesOf(bench)]).toEqual([[], [], [], 0]);
  });

  test("a file or a voice message is not opened; the words under it are answered", async () => {
    const bench = await openAskerBench();
    for (const file of [{}, { name: "a.m4a", type: "audio/mp4" }, { name: "a.png", type: "image/png" }]) {
      const { said } = await bench.does((asker) => asker.sendsFile(file));
      expect(said.map((one) => textOf(one))).toEqual([bench.say("chat.media")]);
    }
    const { said } = await bench.does((asker) => asker.sendsFile({ text: BOAT.en }));
    expect([said.length, wordsOf(said[0]).includes(bench.say("chat.under"))]).toEqual([1, true]);
    expect(wordsOf(said[0])).toContain(summaryOf("law-290-viii/7", "en"));
    const serious = await bench.does((asker) => asker.sendsFile({ text: SERIOUS }));
    expect(serious.said.map((one) => textOf(one)).join()).toContain(bench.say("chat.under"));
    expect(await casesOf(bench)).toBe(1);
  });

  test("of somebody of a whole organisation, without a team, is taken like anybody's", async () => {
    const bench = await openAskerBench();
    const grid = bench.server.person("W0GRID00001", { isEnterprise: true });
    const { said } = await bench.step(grid, (one) => one.writes(BOAT.en));
    expect(wordsOf(said[0])).toContain(bench.say("automated"));
    const draft = await bench.step(grid, (one) => one.presses("dm", "Ask the ethics commissioner"));
    expect(wordsOf(draft.window)).toContain(BOAT.en);
    await bench.step(grid, (one) => one.presses("window", "Change the text"));
    await bench.step(grid, (one) => one.submits("window", "My chief wants the boat."));
    const sent = await bench.step(grid, (one) => one.presses("window", "Send"));
    expect([wordsOf(sent.said[0]).includes(bench.say("news.sent")), await casesOf(bench)]).toEqual([true, 1]);
    const aside = (await bench.step(grid, (one) => one.command("/adep", "help", SQUARE))).aside;
    expect(wordsOf(aside[0])).toContain(bench.say("chat.help"));
  });
});
