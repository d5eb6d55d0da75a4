import { describe, expect, test } from "vitest";

import type { Bodies } from "../src/cases/bodies.ts";
import { LANGUAGES, type Language } from "../src/language.ts";
import { type AskerBench, labelsOf, openAskerBench, type Seen, sentence } from "./asker-bench.ts";
import { ASKER, IN_PRIVATE, OTHER_ASKER, TWO_BODIES } from "./chat-fakes.ts";

const NAMES = { kk: "Қазақша", ru: "Русский", en: "English" } as const;

const NOBODY: Bodies = { ...IN_PRIVATE, isConfigured: false };

async function startIn(bench: AskerBench, language: Language, command = "/start"): Promise<Seen> {
  await bench.say(ASKER, command);
  return bench.press(ASKER, NAMES[language]);
}

function textOf({ said, changed }: Seen): string {
  return [...changed, ...said].map(({ text }) => text).join("\n---\n");
}

describe("/start", () => {
  test("asks for the language in all three, and nothing else", async () => {
    const bench = await openAskerBench();
    const { said } = await bench.say(ASKER, "/start");
    expect(said.map(labelsOf)).toEqual([["Қазақша", "Русский", "English"]]);
  });

  test.each(LANGUAGES)("goes on in %s with what Adep knows, what it is not and what happens then", async (language) => {
    const bench = await openAskerBench();
    const seen = await startIn(bench, language);
    const keys = ["chat.language.set", "chat.start.not", "chat.start.auto", "chat.start.needs"] as const;
    for (const key of keys) expect(textOf(seen)).toContain(sentence(bench, language, key));
    expect(textOf(seen)).toContain(sentence(bench, language, "chat.start.knows", { edition: "14.07.2026" }));
    const labels = ["example.1", "example.2", "example.3", "press.askCommissioner"] as const;
    expect(labelsOf(seen.said[0])).toEqual(labels.map((key) => sentence(bench, language, key)));
  });

  test.each([
    ["chat.start.confirm", { escalation: { mode: "confirm", delayMinutes: 0 } }],
    ["chat.start.nobody", { people: NOBODY }],
  ] as const)("says %s where it is so", async (key, options) => {
    const bench = await openAskerBench(options);
    expect(textOf(await startIn(bench, "en"))).toContain(sentence(bench, "en", key));
  });

  test("asks for the state body where there are several, and notes the choice", async () => {
    const bench = await openAskerBench({ people: TWO_BODIES });
    const { said } = await startIn(bench, "kk");
    expect(labelsOf(said[1])).toEqual(["Бақша басқармасы", "Өзен басқармасы"]);
    const { changed } = await bench.press(ASKER, "Өзен басқармасы");
    expect(changed[0]?.text).toBe(sentence(bench, "kk", "chat.body.set", { body: "Өзен басқармасы" }));
    expect((await bench.settings.read(`telegram:${ASKER}`)).body).toBe("rivers");
  });

  test("by a link has the body of the link, and is not asked for it", async () => {
    const bench = await openAskerBench({ people: TWO_BODIES });
    const came = await bench.say({ id: ASKER, language_code: "en" }, "/start rivers");
    expect(came.said[0]?.text).toBe(sentence(bench, "en", "chat.body.set", { body: "Office of Rivers" }));
    expect((await bench.press(ASKER, "English")).said).toHaveLength(1);
  });

  test("by the link of an unknown body says so and goes on", async () => {
    const bench = await openAskerBench();
    const came = await startIn(bench, "ru", "/start mountains");
    expect(bench.messagesTo(ASKER)[0]?.text).toBe(sentence(bench, "ru", "chat.body.unknown"));
    expect(came.said).toHaveLength(1);
    expect((await bench.settings.read(`telegram:${ASKER}`)).body).toBeNull();
  });

  test("once more does not ask for the language again", async () => {
    const bench = await openAskerBench();
    await startIn(bench, "kk");
    const { said } = await bench.say(ASKER, "/start");
    expect(said.map(({ text }) => text.split("\n")[0])).toEqual([sentence(bench, "kk", "appTitle")]);
  });

  test("offers examples that are answered when pressed", async () => {
    const bench = await openAskerBench();
    await startIn(bench, "ru");
    const { said } = await bench.press(ASKER, sentence(bench, "ru", "example.3"));
    expect(said).toHaveLength(1);
    expect(said[0]?.text).toContain(sentence(bench, "ru", "automated"));
  });

  test("leads to the commissioner by asking for the words", async () => {
    const bench = await openAskerBench();
    await startIn(bench, "en");
    const { said } = await bench.press(ASKER, "Ask the ethics commissioner");
    expect(said[0]?.text).toContain(sentence(bench, "en", "chat.describe"));
  });

  test("of the second time leads to the commissioner by asking for the words", async () => {
    const bench = await openAskerBench();
    await startIn(bench, "en");
    await bench.say(ASKER, "/start");
    const { said } = await bench.press(ASKER, "Ask the ethics commissioner");
    expect(said[0]?.text).toContain(sentence(bench, "en", "chat.describe"));
  });
});

const BOAT: Readonly<Record<Language, string>> = {
  kk: "туысыма қызметтік қайықты беруге бола ма?",
  ru: "можно ли дать брату служебную лодку?",
  en: "may I lend the service boat to my brother?",
};

describe("a question", () => {
  test.each(LANGUAGES)("without /start is answered once, in %s as it was asked, buttons too", async (language) => {
    const bench = await openAskerBench();
    const { said } = await bench.say({ id: ASKER, language_code: language === "kk" ? "ru" : "kk" }, BOAT[language]);
    expect(said).toHaveLength(1);
    const twins = LANGUAGES.filter((other) => other !== language).map((other) => `chat.twin.${other}` as const);
    const keys = ["chat.full", ...twins, "chat.next"] as const;
    const labels = keys.map((key) => sentence(bench, language, key));
    const below = (["challenge", "press.askCommissioner"] as const).map((key) => sentence(bench, language, key));
    expect(labelsOf(said[0])).toEqual([...labels, "👍", "👎", ...below]);
    expect(said[0]?.text).toContain(sentence(bench, language, "automated"));
    expect(said[0]?.sent).toContain("<blockquote expandable>");
  });

  test("is shown to be worked on", async () => {
    const bench = await openAskerBench();
    await bench.say(ASKER, BOAT.ru);
    expect(bench.calls[0]).toMatchObject({ method: "sendChatAction", payload: { chat_id: ASKER, action: "typing" } });
  });

  test("in another language than the chosen one is answered in its own, and commands in the chosen one", async () => {
    const bench = await openAskerBench();
    await startIn(bench, "kk");
    expect((await bench.say(ASKER, BOAT.ru)).said[0]?.text).toContain(sentence(bench, "ru", "automated"));
    expect((await bench.say(ASKER, "/help")).said[0]?.text).toContain(sentence(bench, "kk", "chat.help"));
  });

  test.each([
    ["kk", "ал ағам болса ше?"],
    ["ru", "а если это завтра?"],
    ["en", "and if it is tomorrow?"],
  ] as const)("in %s may lean on the one before it", async (language, more) => {
    const bench = await openAskerBench();
    const boat = /\[1\] .*/u.exec((await bench.say(ASKER, BOAT[language])).said[0]?.text ?? "")?.[0] ?? "no answer";
    expect((await bench.say(ASKER, more)).said[0]?.text).toContain(boat);
    expect((await bench.say(OTHER_ASKER, more)).said[0]?.text).not.toContain(boat);
  });
});

describe("below an answer", () => {
  test.each(LANGUAGES)("the full text and both twins of a provision open in %s", async (language) => {
    const bench = await openAskerBench();
    await bench.say(ASKER, BOAT[language]);
    const full = await bench.press(ASKER, sentence(bench, language, "chat.full"));
    expect(full.said[0]?.text).toContain(sentence(bench, language, "chat.full.cited"));
    for (const twin of LANGUAGES.filter((other) => other !== language)) {
      const { said } = await bench.press(ASKER, sentence(bench, language, `chat.twin.${twin}`));
      expect(said[0]?.text).toContain(sentence(bench, twin, "ask.source"));
      expect(said[0]?.text.includes(sentence(bench, "en", "chat.unofficial"))).toBe(twin === "en");
    }
  });

  test("a second article that was cited opens on its own button", async () => {
    const bench = await openAskerBench();
    const asked = await bench.say(ASKER, "The head gardener sells the seeds of the office.");
    const [, second = ""] = [...(asked.said[0]?.text ?? "").matchAll(/\[\d\] (.+?) —/gu)].map(([, place]) => place);
    expect(second).not.toBe("");
    const full = await bench.press(ASKER, "In full");
    expect(full.said[0]?.text).not.toContain(second);
    expect((await bench.press(ASKER, second)).said[0]?.text).toContain(`In full: ${second}`);
  });

  test("the next step opens", async () => {
    const bench = await openAskerBench();
    await bench.say(ASKER, BOAT.en);
    expect((await bench.press(ASKER, "Next step")).said[0]?.text).toBe("Say no.");
  });

  test("a vote is taken once, with its reason if one is given", async () => {
    const bench = await openAskerBench();
    await bench.say(ASKER, BOAT.en);
    const { said } = await bench.press(ASKER, "👎");
    expect(labelsOf(said[0])).toEqual(["Wrong law", "Not my question", "Hard to understand", "Something is missing"]);
    const { changed } = await bench.press(ASKER, "Wrong law");
    const asked = sentence(bench, "en", "candidate.ask");
    expect([changed[0]?.text, labelsOf(changed[0])]).toEqual([`Thank you.\n\n${asked}`, ["Yes, keep it", "No"]]);
    expect((await bench.press(ASKER, "👍")).notice).toBe("You have already said what you think of this answer.");
  });

  test("a vote with a reason is one vote", async () => {
    const bench = await openAskerBench();
    await bench.say(ASKER, BOAT.en);
    await bench.press(ASKER, "👎");
    await bench.press(ASKER, "Wrong law");
    const votes = await bench.deps.store.transact((tx) => tx.feedback.list());
    expect(votes.reduce((sum, { count }) => sum + count, 0)).toBe(1);
  });

  test("👍 is thanked for", async () => {
    const bench = await openAskerBench();
    await bench.say(ASKER, BOAT.kk);
    expect((await bench.press(ASKER, "👍")).notice).toBe("Рақмет.");
  });
});
