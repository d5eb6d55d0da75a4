// A serious matter in Slack, from its asker's side: how it becomes a case, what comes back, and how it ends.

import { describe, expect, onTestFinished, test, vi } from "vitest";

import { LANGUAGES } from "../src/language.ts";
import {
  type AskerBench,
  BOAT,
  CONFIRM,
  casesOf,
  codeIn,
  KNIFE,
  openAskerBench,
  openTaken,
  type Seen,
  wordsOf,
  writesInWindow,
  writesToAsker,
} from "./slack-asker-bench.ts";
import {
  FERRYMAN,
  GARDENER,
  IN_PRIVATE,
  OFFICE,
  OTHER_ASKER,
  RAKE,
  SERIOUS,
  SQUARE,
  sentencesOf,
  TWO_BODIES,
} from "./slack-fakes.ts";
import { labelsOf, textOf } from "./slack-server-look.ts";

const TEXTS = {
  kk: "Бас бағбан кеңсенің тұқымын сатып жүр, serious",
  ru: "Начальник продаёт семена управления, serious",
  en: SERIOUS,
} as const;

function wordsIn(bench: AskerBench, chat: string): string {
  return bench.server.textsIn(chat).join("\n---\n");
}

async function draftOf(bench: AskerBench, text: string): Promise<Seen> {
  await bench.does((asker) => asker.writes(text));
  return bench.does((asker) => asker.presses("dm", bench.say("press.askCommissioner")));
}

describe("a serious text in the private chat", () => {
  test.each(LANGUAGES)("in %s is a case first and an answer then, both in its language", async (language) => {
    const bench = await openAskerBench({ spoken: null });
    const say = sentencesOf(bench, language);
    const { said } = await bench.does((asker) => asker.writes(TEXTS[language]));
    const [card, answer, told, ...more] = said.map((stored) => textOf(stored));
    const body = IN_PRIVATE.bodies[0]?.name[language] ?? "";
    expect(card).toContain(say("case.auto", { body }));
    expect(card).toContain(say("chat.stay"));
    expect(answer).toContain(say("automated"));
    expect(told).toContain(say("case.state.told", { body }));
    expect([more, labelsOf(said[1] ?? []).includes(say("press.askCommissioner"))]).toEqual([[], false]);
    expect([await casesOf(bench), bench.server.postsIn(OFFICE).length, bench.logged]).toEqual([1, 1, []]);
  });

  test("about a danger begins with what saves, once, and gives nobody a day to wait for", async () => {
    const bench = await openAskerBench();
    const { said } = await bench.does((asker) => asker.writes(KNIFE));
    const [card, answer, told] = said.map((stored) => textOf(stored));
    expect(card).toMatch(/^First of all, your safety\n(?:.|\n)*Case /u);
    expect(answer).not.toContain("First of all");
    for (const text of [card, told]) {
      expect(text).toContain(bench.say("case.notAtOnce"));
      expect(text).not.toContain("should be taken up");
    }
  });

  test("sent twice is one case", async () => {
    const bench = await openAskerBench();
    await bench.does((asker) => asker.writes(SERIOUS));
    const { said } = await bench.does((asker) => asker.writes(SERIOUS));
    expect(wordsOf(said[0])).toContain(bench.say("news.sentBefore"));
    expect([await casesOf(bench), bench.server.postsIn(OFFICE).length]).toEqual([1, 1]);
  });

  test("followed by more words is added to only where its asker says so", async () => {
    const bench = await openAskerBench();
    await bench.does((asker) => asker.writes(SERIOUS));
    const { said } = await bench.does((asker) => asker.writes("It was on Monday"));
    expect([said.length, labelsOf(said[0] ?? [])]).toEqual([1, ["Add to the case", "No, something else"]]);
    const before = bench.server.postsIn(OFFICE).length;
    const added = await bench.does((asker) => asker.presses("dm", "Add to the case"));
    expect(added.said.map((stored) => textOf(stored)).join()).toContain(bench.say("news.details"));
    expect(bench.server.postsIn(OFFICE).length).toBe(before + 1);
  });

  test("answered in the thread under its card is added to", async () => {
    const bench = await openAskerBench();
    const { said } = await bench.does((asker) => asker.writes(SERIOUS));
    const thread = said[0]?.ts ?? "";
    const added = await bench.does((asker) => asker.writes("It was on Monday, SECRET-NAME saw it.", { thread }));
    expect(added.said.map((stored) => stored.thread)).toEqual([thread]);
    expect(wordsOf(added.said[0])).toMatch(/You added$/m);
  });
});

describe("a serious text elsewhere", () => {
  test("after /adep has its card in the private chat, and is told so where it was asked", async () => {
    const bench = await openAskerBench();
    const { said, aside } = await bench.does((asker) => asker.command("/adep", KNIFE, SQUARE));
    expect(wordsOf(said[0])).toMatch(/^First of all, your safety\n(?:.|\n)*Case /u);
    expect(wordsOf(said[0])).not.toContain(bench.say("chat.stay"));
    expect([said.length, aside.length, bench.server.messagesIn(SQUARE)]).toEqual([2, 1, []]);
    expect(wordsOf(aside[0])).toContain("First of all, your safety");
    expect(wordsOf(aside[0])).toContain(bench.say("chat.toldInChat"));
    expect(await casesOf(bench)).toBe(1);
  });

  test("after /adep is shown first where nothing goes by itself", async () => {
    const bench = await openAskerBench(CONFIRM);
    const { said, aside } = await bench.does((asker) => asker.command("/adep", SERIOUS, SQUARE));
    expect([said, aside.length, await casesOf(bench)]).toEqual([[], 2, 0]);
    const sent = await bench.does((asker) => asker.presses("aside", "Send"));
    expect(sent.aside.map((seen) => textOf(seen)).join()).toContain(bench.say("news.sent"));
    expect([wordsIn(bench, bench.asker.id).includes("has been told"), await casesOf(bench)]).toEqual([true, 1]);
    expect(bench.server.messagesIn(SQUARE)).toEqual([]);
  });
});

describe("an asker and the commissioner", () => {
  test("a reply arrives in the private chat, with the way to write back", async () => {
    const bench = await openTaken();
    expect(wordsIn(bench, bench.asker.id)).toContain("The commissioner has taken the case");
    const [word, ...more] = await writesToAsker(bench, ["Reply"], {
      text: "Thank you <b>& well</b> done 😀.",
      send: "Send",
    });
    expect([wordsOf(word), more]).toEqual([
      expect.stringContaining("Reply of the commissioner: Thank you <b>& well</b> done 😀."),
      [],
    ]);
    expect(labelsOf(word ?? [])).toContain("Add details");
  });

  test("a question of the commissioner is answered on its button", async () => {
    const bench = await openTaken();
    const [word] = await writesToAsker(bench, ["Ask for details"], { text: "Which seeds?", send: "Send" });
    expect(wordsOf(word)).toContain("Question of the commissioner: Which seeds?");
    const { window, said } = await writesInWindow(bench, "Answer", "Those of pumpkins.");
    expect([wordsOf(window), said]).toEqual([expect.stringContaining(bench.say("news.answer")), []]);
    expect(wordsIn(bench, OFFICE)).toContain("Answer of the asker");
  });

  test("a closed case is rated once, asked about later and opened again", async () => {
    const bench = await openTaken();
    await bench.does((asker) => asker.presses("dm", "Ask me later"));
    const closing = { text: "We told him off.", send: "Close and send" };
    const [closed] = await writesToAsker(bench, ["Close", "Advice was given"], closing);
    expect(wordsOf(closed)).toContain("Closed: We told him off.");
    const ratings = ["Yes, it helped", "It helped in part", "No, it did not help"];
    expect(labelsOf(closed ?? [])).toEqual(expect.arrayContaining([...ratings, "Open again"]));
    const { changed } = await bench.does((asker) => asker.presses("dm", "It helped in part"));
    expect(wordsOf(changed[0])).toContain(bench.say("news.rated"));
    expect(labelsOf(changed[0] ?? []).filter((label) => ratings.includes(label))).toEqual([]);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 31 * 24 * 3_600_000 });
    onTestFinished(() => void vi.useRealTimers());
    await bench.settle();
    vi.useRealTimers();
    // A clock that was set back holds things up.
    bench.server.triggerLife.triggerMs = 60_000;
    expect(bench.server.textsIn(bench.asker.id).at(-1)).toContain("has anything at work changed for the worse");
    const { window } = await writesInWindow(bench, "Yes, something has happened", "He does it again.");
    expect(wordsOf(window)).toContain(bench.say("news.reopened"));
    expect(wordsIn(bench, OFFICE)).toContain("Opened again");
  });

  test("whom the asker ruled out sees the case no more", async () => {
    const bench = await openTaken({ people: IN_PRIVATE });
    await bench.does((asker) => asker.presses("dm", "Choose another commissioner"));
    const { window } = await bench.does((asker) => asker.presses("window", "Deputy at Office of Gardens"));
    expect(wordsOf(window)).toContain(bench.say("news.rerouted"));
    expect(wordsIn(bench, GARDENER)).toContain("This case is no longer worked on here.");
    expect(wordsIn(bench, RAKE)).toContain("Для вас есть обращение.");
  });

  test("a case that is withdrawn says so where it stood, and no button is left there", async () => {
    const bench = await openTaken();
    await bench.does((asker) => asker.presses("dm", "Withdraw"));
    const back = await bench.does((asker) => asker.presses("window", "Back"));
    expect(wordsOf(back.window)).toMatch(/^Case /u);
    await bench.does((asker) => asker.presses("window", "Withdraw"));
    const { window, changed } = await bench.does((asker) => asker.presses("window", "Yes, withdraw and erase"));
    for (const shown of [window, changed[0]]) expect(wordsOf(shown)).toContain(bench.say("withdrawn.text"));
    expect(changed.flatMap((stored) => labelsOf(stored))).toEqual([]);
    expect(wordsIn(bench, OFFICE)).toContain("Withdrawn by the asker");
  });
});

describe("Ask the ethics commissioner", () => {
  test("shows in a window what would go, and sends it only when told to", async () => {
    const bench = await openAskerBench();
    const { window, said } = await draftOf(bench, `${BOAT.en} SECRET-NAME says yes.`);
    expect([wordsOf(window), said, labelsOf(window ?? [])]).toEqual([
      expect.stringContaining(`${BOAT.en} [name] says yes.`),
      [],
      ["Send", "Change the text", "It concerns the commissioner", "Do not send"],
    ]);
    expect([await casesOf(bench), bench.server.postsIn(OFFICE)]).toEqual([0, []]);
    const sent = await bench.does((asker) => asker.presses("window", "Send"));
    expect(wordsOf(sent.window)).toContain(bench.say("news.sent"));
    expect(wordsOf(sent.said[0])).toMatch(/^Case /u);
    expect([await casesOf(bench), bench.server.postsIn(OFFICE).length]).toEqual([1, 1]);
  });

  test("sends nothing where the asker thinks better of it", async () => {
    const bench = await openAskerBench();
    await draftOf(bench, BOAT.en);
    const { window, said } = await bench.does((asker) => asker.presses("window", "Do not send"));
    expect([wordsOf(window), said, await casesOf(bench)]).toEqual([bench.say("draft.cancelled"), [], 0]);
  });

  test("asks for the words in the language of the answer where they are not known any more", async () => {
    const bench = await openAskerBench();
    await bench.does((asker) => asker.writes(BOAT.en));
    bench.memory.forget(`slack:${bench.asker.id}`);
    const { window } = await bench.does((asker) => asker.presses("dm", "Ask the ethics commissioner"));
    expect([wordsOf(window).includes(bench.say("chat.describe")), window?.["submit"] !== null]).toEqual([true, true]);
  });
});

describe("with ESCALATION=confirm", () => {
  test.each(LANGUAGES)("a serious text in %s is shown first, and nothing goes before Send", async (language) => {
    const bench = await openAskerBench({ ...CONFIRM, spoken: null });
    const say = sentencesOf(bench, language);
    const { said } = await bench.does((asker) => asker.writes(TEXTS[language]));
    expect(wordsOf(said[0]).split("\n")[0]).toBe(say("draft.title"));
    expect([await casesOf(bench), bench.server.postsIn(OFFICE)]).toEqual([0, []]);
    const { changed } = await bench.does((asker) => asker.presses("dm", say("press.send")));
    expect(wordsOf(changed[0])).toContain(say("news.sent"));
    expect([await casesOf(bench), bench.server.postsIn(OFFICE).length]).toEqual([1, 1]);
  });

  test("what saves comes before the draft", async () => {
    const { does } = await openAskerBench(CONFIRM);
    const { said } = await does((asker) => asker.writes(KNIFE));
    expect(wordsOf(said[0])).toMatch(/^First of all, your safety(?:.|\n)*This would be sent/u);
    expect(wordsOf(said[1])).not.toContain("First of all");
  });

  // The draft in the chat loses its text and its buttons as soon as the window opens (src/chat/show-to-asker.ts leaveDraft).
  test("a draft whose window was closed again can still be sent", async () => {
    const bench = await openAskerBench(CONFIRM);
    await bench.does((asker) => asker.writes(SERIOUS));
    await bench.does((asker) => asker.presses("dm", "Change the text"));
    bench.asker.closes();
    await bench.does((asker) => asker.presses("dm", { label: "Send" }));
    expect(await casesOf(bench)).toBe(1);
  });
});

describe("with several bodies", () => {
  test("a serious text goes nowhere before the asker says where it belongs", async () => {
    const bench = await openAskerBench({ people: TWO_BODIES });
    const { said } = await bench.does((asker) => asker.writes(SERIOUS));
    expect(labelsOf(said[0] ?? [])).toEqual(["Office of Gardens", "Office of Rivers", "Do not send"]);
    const { changed } = await bench.does((asker) => asker.presses("dm", "Office of Rivers"));
    expect([wordsOf(changed[0]).includes("Office of Rivers"), await casesOf(bench)]).toEqual([true, 0]);
    await bench.does((asker) => asker.presses("dm", "Send"));
    expect([bench.server.postsIn(OFFICE), bench.server.postsIn(FERRYMAN).length]).toEqual([[], 1]);
  });

  test("one chosen on one's own page gets the case at once", async () => {
    const bench = await openAskerBench({ people: TWO_BODIES });
    await bench.does((asker) => asker.opensHome());
    const { home } = await bench.does((asker) => asker.presses("home", "Office of Rivers"));
    expect(wordsOf(home)).toContain(bench.say("chat.body.set", { body: "Office of Rivers" }));
    await bench.does((asker) => asker.writes(SERIOUS));
    expect([bench.server.postsIn(OFFICE), bench.server.postsIn(FERRYMAN).length]).toEqual([[], 1]);
  });

  test("a case about the commissioner goes past them", async () => {
    const bench = await openAskerBench({ people: TWO_BODIES });
    await bench.does((asker) => asker.command("/adep", "start", SQUARE));
    await bench.does((asker) => asker.opensHome());
    await bench.does((asker) => asker.presses("home", "Office of Gardens"));
    const { said } = await bench.does((asker) => asker.writes(`${SERIOUS} It is the commissioner.`));
    expect(wordsOf(said[0])).toContain(bench.say("case.auto.past"));
    expect([bench.server.postsIn(OFFICE), bench.server.postsIn(FERRYMAN).length]).toEqual([[], 1]);
  });
});

test("a come-back code opens the case for somebody else, in a window, and in no other way", async () => {
  const bench = await openTaken();
  const shown = await bench.does((asker) => asker.presses("dm", "Come-back code"));
  const code = codeIn(shown.window);
  const other = bench.person(OTHER_ASKER);
  const back = await bench.step(other, (one) => one.command("/adep", `receipt ${code.toLowerCase()}`, SQUARE));
  expect([wordsOf(back.window), back.said, back.aside]).toEqual([expect.stringMatching(/^Case /u), [], []]);
  expect([bench.server.allTexts().filter((text) => text.includes(code)), code.length > 20]).toEqual([[], true]);
});
