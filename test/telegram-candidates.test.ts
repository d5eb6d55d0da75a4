// What a person in Telegram lets Adep keep: nothing without a yes, the very words that were shown, and nothing of who.

import { describe, expect, test } from "vitest";

import { LANGUAGES } from "../src/language.ts";
import { type AskerBench, labelsOf, lastTo, openAskerBench as openBench, openTaken, sentence } from "./asker-bench.ts";
import {
  candidatesOf,
  MASKED,
  MASKED_REMARK,
  NAMED,
  PERSONAL,
  REMARK,
  realMask,
  writtenOf,
} from "./candidate-fakes.ts";
import { ASKER, GARDENER, OTHER_ASKER, RAKE, SERIOUS } from "./chat-fakes.ts";

const openAskerBench = (): Promise<AskerBench> => openBench({ mask: realMask });

async function openVoted(reason = "Wrong law"): Promise<AskerBench> {
  const bench = await openAskerBench();
  await bench.say(ASKER, NAMED);
  await bench.press(ASKER, "👎");
  await bench.press(ASKER, reason);
  return bench;
}

async function openChallenged(remark = REMARK): Promise<AskerBench> {
  const bench = await openAskerBench();
  await bench.say(ASKER, NAMED);
  await bench.press(ASKER, "Challenge");
  await bench.say(ASKER, remark);
  return bench;
}

const forgetWords = ({ memory }: AskerBench): void => memory.forget(`telegram:${ASKER}`);

describe("after 👎 and its reason", () => {
  test("a yes keeps the masked question, and shows the very words", async () => {
    const bench = await openVoted("Something is missing");
    const { changed } = await bench.press(ASKER, "Yes, keep it");
    expect(changed[0]?.text).toBe(`${sentence(bench, "en", "candidate.kept")}\n${MASKED}`);
    expect(labelsOf(changed[0])).toEqual([]);
    const [kept, ...more] = await candidatesOf(bench);
    expect([more, kept]).toEqual([
      [],
      {
        ...{ id: kept?.id, kind: "bad-answer", month: "2026-09-01", language: "en", text: MASKED, remark: "" },
        ...{ reason: "incomplete", outcome: "answered" },
        severity: { given: null, right: null },
      },
    ]);
  });

  test.each(LANGUAGES)("the yes and the no are asked for in one sentence of the answer, in %s", async (language) => {
    const bench = await openAskerBench();
    const boats = {
      ...{ kk: "туысыма қызметтік қайықты беруге бола ма?", ru: "можно ли дать брату служебную лодку?" },
      en: "may I lend the service boat to my brother?",
    };
    await bench.say(ASKER, boats[language]);
    await bench.press(ASKER, "👎");
    const { changed } = await bench.press(ASKER, sentence(bench, language, "chat.bad.unclear"));
    expect(changed[0]?.text).toContain(sentence(bench, language, "candidate.ask"));
    const labels = (["candidate.yes", "candidate.no"] as const).map((key) => sentence(bench, language, key));
    expect(labelsOf(changed[0])).toEqual(labels);
  });

  test.each([null, "No"])("nothing is kept on %s", async (answer) => {
    const bench = await openVoted();
    if (answer) expect((await bench.press(ASKER, answer)).changed[0]?.text).toBe("All right. Nothing was kept.");
    expect(await candidatesOf(bench)).toEqual([]);
  });

  test("a yes that is pressed twice at once keeps one", async () => {
    const bench = await openVoted();
    for (const label of ["Yes, keep it", "Yes, keep it"]) bench.tap(ASKER, label);
    expect((await candidatesOf(bench)).length).toBe(0);
    await bench.settle();
    expect(await candidatesOf(bench)).toHaveLength(1);
    expect(lastTo(bench)?.text).toContain(MASKED);
  });

  test("a yes before a no is not denied, and nothing is said to be kept where the words are gone", async () => {
    const bench = await openVoted();
    bench.tap(ASKER, "Yes, keep it");
    bench.tap(ASKER, "No");
    await bench.settle();
    expect(lastTo(bench)?.text).toBe(sentence(bench, "en", "candidate.keptBefore"));
    const other = await openVoted();
    forgetWords(other);
    const { changed } = await other.press(ASKER, "Yes, keep it");
    expect(changed[0]?.text).toBe(sentence(other, "en", "candidate.gone"));
    expect(await candidatesOf(other)).toEqual([]);
  });

  test("nobody is asked where the words are gone already, or where they may be serious", async () => {
    const gone = await openAskerBench();
    await gone.say(ASKER, NAMED);
    await gone.press(ASKER, "👎");
    forgetWords(gone);
    expect((await gone.press(ASKER, "Wrong law")).changed[0]?.text).toBe("Thank you.");
    const serious = await openAskerBench();
    serious.know(GARDENER);
    await serious.say(ASKER, SERIOUS);
    await serious.press(ASKER, "👎");
    expect((await serious.press(ASKER, "Wrong law")).changed[0]?.text).toBe("Thank you.");
  });

  test("nobody else's press keeps anything", async () => {
    const bench = await openVoted();
    const data = lastTo(bench)?.reply_markup?.inline_keyboard?.[0]?.[0]?.callback_data ?? "";
    expect(data).toMatch(/\.s0$/);
    await bench.say(OTHER_ASKER, NAMED);
    const { notice } = await bench.press(OTHER_ASKER, { label: "👍", data });
    expect(notice).toBe(sentence(bench, "en", "chat.old"));
    expect(await candidatesOf(bench)).toEqual([]);
  });
});

describe("a challenge", () => {
  test("is shown masked before anything is kept, and kept as it was shown", async () => {
    const bench = await openAskerBench();
    await bench.say(ASKER, NAMED);
    const asked = await bench.press(ASKER, "Challenge");
    expect(asked.said[0]?.text).toContain("What is wrong with this answer, and where is it written?");
    const { said } = await bench.say(ASKER, REMARK);
    expect(said[0]?.text).toContain(MASKED);
    expect(said[0]?.text).toContain(MASKED_REMARK);
    expect(labelsOf(said[0])).toEqual(["Send", "Do not send"]);
    expect(await candidatesOf(bench)).toEqual([]);
    const { changed } = await bench.press(ASKER, "Send");
    expect(changed[0]?.text).toContain(MASKED_REMARK);
    expect(await candidatesOf(bench)).toMatchObject([
      { kind: "challenge", text: MASKED, remark: MASKED_REMARK, reason: null, outcome: "answered" },
    ]);
    expect((await bench.say(ASKER, "may I lend the service boat?")).said[0]?.text).toContain("[1]");
  });

  test("that is not sent, is given up or is forgotten keeps nothing", async () => {
    const refused = await openChallenged();
    expect((await refused.press(ASKER, "Do not send")).changed[0]?.text).toBe("All right. Nothing was kept.");
    const cancelled = await openAskerBench();
    await cancelled.say(ASKER, NAMED);
    await cancelled.press(ASKER, "Challenge");
    await cancelled.say(ASKER, "/cancel");
    expect(labelsOf((await cancelled.say(ASKER, "may I lend the service boat?")).said[0])).toContain("Challenge");
    const forgotten = await openChallenged();
    forgetWords(forgotten);
    const { changed } = await forgotten.press(ASKER, "Send");
    expect(changed[0]?.text).toBe(sentence(forgotten, "en", "candidate.gone"));
    for (const bench of [refused, cancelled, forgotten]) expect(await candidatesOf(bench)).toEqual([]);
  });

  test("is not asked for where the question is gone", async () => {
    const bench = await openAskerBench();
    await bench.say(ASKER, NAMED);
    forgetWords(bench);
    const { notice, said } = await bench.press(ASKER, "Challenge");
    expect([notice, said]).toEqual([sentence(bench, "en", "candidate.gone"), []]);
  });

  test("that is sent twice at once is kept once", async () => {
    const bench = await openChallenged();
    for (const label of ["Send", "Send"]) bench.tap(ASKER, label);
    await bench.settle();
    expect(await candidatesOf(bench)).toHaveLength(1);
  });

  test("with something serious in it offers the commissioner, who gets the remark", async () => {
    const bench = await openChallenged("He threatens me with a knife, it is critical.");
    const preview = lastTo(bench);
    expect(preview?.text).toContain(sentence(bench, "en", "offer"));
    expect(preview?.text).toContain(sentence(bench, "en", "emergency.title"));
    expect(labelsOf(preview)).toEqual(["Send", "Do not send", "Ask the ethics commissioner"]);
    const { said } = await bench.press(ASKER, "Ask the ethics commissioner");
    expect(said[0]?.text).toContain("He threatens me with a knife");
    bench.know(GARDENER);
    await bench.press(ASKER, "Send");
    expect((await bench.deps.store.transact((tx) => tx.cases.list({}))).length).toBe(1);
  });

  test("with something serious in it offers the commissioner although the question is gone", async () => {
    const bench = await openAskerBench();
    await bench.say(ASKER, NAMED);
    await bench.press(ASKER, "Challenge");
    forgetWords(bench);
    const { said } = await bench.say(ASKER, SERIOUS);
    expect(said[0]?.text).toContain(sentence(bench, "en", "candidate.gone"));
    expect(labelsOf(said[0])).toEqual(["Ask the ethics commissioner"]);
  });

  test("by somebody else's button is refused", async () => {
    const bench = await openChallenged();
    const data = lastTo(bench)?.reply_markup?.inline_keyboard?.[0]?.[0]?.callback_data ?? "";
    await bench.say(OTHER_ASKER, NAMED);
    for (const forged of [data, data.replace(/\.s$/, ".j"), data.replace(/\.s$/, ".u")]) {
      const { notice } = await bench.press(OTHER_ASKER, { label: "👍", data: forged });
      expect(notice).toBe(sentence(bench, "en", "chat.old"));
    }
    expect(await candidatesOf(bench)).toEqual([]);
  });

  test("stands under an answer with a source only", async () => {
    const bench = await openAskerBench();
    expect(labelsOf((await bench.say(ASKER, "hello")).said[0])).not.toContain("Challenge");
  });
});

const OWN_WORDS = "A superior takes goods of the office home, and Nurlanov saw it in #Saiga_4821.";

async function openJudged(): Promise<AskerBench> {
  const bench = await openTaken({ mask: realMask });
  await bench.press(GARDENER, "Adep judged this wrongly");
  await bench.press(GARDENER, "sensitive");
  return bench;
}

describe("a commissioner's correction", () => {
  test("is asked for in their own words, shown masked, and kept with both judgements", async () => {
    const bench = await openJudged();
    expect(lastTo(bench, GARDENER)?.text).toContain("Do not copy the asker's text");
    await bench.say(GARDENER, OWN_WORDS);
    const masked = "A superior takes goods of the office home, and [name] saw it in [case].";
    expect(lastTo(bench, GARDENER)?.text).toContain(masked);
    expect(await candidatesOf(bench)).toEqual([]);
    await bench.press(GARDENER, "Keep this");
    expect(await candidatesOf(bench)).toMatchObject([
      { kind: "correction", text: masked, remark: "", severity: { given: "serious", right: "concern" } },
    ]);
    expect(lastTo(bench, GARDENER)?.text).toContain(masked);
  });

  test("changes nothing in the case, leaves no line in the audit log, and tells nobody", async () => {
    const bench = await openJudged();
    const look = () =>
      bench.deps.store.transact(async (tx) => {
        const [found] = await tx.cases.list({});
        return [found, await tx.cases.entries(found?.id ?? ""), await tx.audit.all()];
      });
    const before = [await look(), bench.messagesTo(ASKER).length];
    await bench.say(GARDENER, OWN_WORDS);
    await bench.press(GARDENER, "Keep this");
    expect([await look(), bench.messagesTo(ASKER).length]).toEqual(before);
  });

  test("in the asker's own words is turned back", async () => {
    const bench = await openJudged();
    await bench.say(GARDENER, `I think: ${SERIOUS.toUpperCase()}`);
    expect(lastTo(bench, GARDENER)?.text).toContain(sentence(bench, "en", "correct.copied"));
    await bench.say(GARDENER, OWN_WORDS);
    await bench.press(GARDENER, "Keep this");
    expect(await candidatesOf(bench)).toHaveLength(1);
  });

  test("of somebody who has not taken the case is refused", async () => {
    const bench = await openTaken({ mask: realMask });
    bench.know(RAKE);
    expect(labelsOf(bench.messagesTo(RAKE).at(-1))).not.toContain("Adep judged this wrongly");
    const own = bench.messagesTo(GARDENER).findLast((one) => labelsOf(one).includes("Adep judged this wrongly"));
    const button = own?.reply_markup?.inline_keyboard?.flat().find(({ text }) => text === "Adep judged this wrongly");
    await bench.say(RAKE, NAMED);
    const { notice } = await bench.press(RAKE, { label: "👍", data: button?.callback_data ?? "" });
    expect(notice).toBe(sentence(bench, "ru", "press.refused"));
  });
});

test("what is kept holds nothing of who, where or which case", async () => {
  const bench = await openJudged();
  await bench.say(GARDENER, OWN_WORDS);
  await bench.press(GARDENER, "Keep this");
  await bench.say(ASKER, NAMED);
  await bench.press(ASKER, "Challenge");
  const [found] = await bench.deps.store.transact((tx) => tx.cases.list({}));
  await bench.say(ASKER, `${REMARK} See ${found?.codename}.`);
  await bench.press(ASKER, "Send");
  const written = await writtenOf(bench);
  expect(await candidatesOf(bench)).toHaveLength(2);
  const canaries = [...PERSONAL, String(ASKER), String(GARDENER), "gardener", "telegram", found?.id, found?.codename];
  for (const canary of canaries) expect(written).not.toContain(canary ?? "no case");
});
