// What a person in Slack lets Adep keep, and what a commissioner says Adep should have judged: in windows, masked, on a yes.

import { describe, expect, test } from "vitest";

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
import { type AskerBench, openAskerBench as openBench, openTaken, wordsOf } from "./slack-asker-bench.ts";
import { ASKER, GARDENER, OFFICE, OTHER_ASKER, RAKE, SERIOUS } from "./slack-fakes.ts";
import { buttonsOf, labelsOf } from "./slack-server-look.ts";

const openAskerBench = (): Promise<AskerBench> => openBench({ mask: realMask });

async function openVoted(): Promise<AskerBench> {
  const bench = await openAskerBench();
  await bench.does((asker) => asker.writes(NAMED));
  await bench.does((asker) => asker.gives("negative"));
  await bench.does((asker) => asker.presses("dm", "Wrong law"));
  return bench;
}

async function openChallenged(remark = REMARK) {
  const bench = await openAskerBench();
  await bench.does((asker) => asker.writes(NAMED));
  const asked = await bench.does((asker) => asker.presses("dm", "Challenge"));
  const preview = await bench.does((asker) => asker.submits("window", remark));
  return { bench, asked, preview };
}

const forgetWords = ({ memory }: AskerBench): void => memory.forget(`slack:${ASKER}`);

describe("after a bad vote and its reason", () => {
  test("a yes keeps the masked question once, and shows the very words", async () => {
    const bench = await openVoted();
    const { changed } = await bench.does((asker) => {
      asker.presses("dm", "Yes, keep it");
      asker.presses("dm", "Yes, keep it");
    });
    expect(wordsOf(changed[0])).toBe(`${bench.say("candidate.kept")}\n${MASKED}`);
    expect(await candidatesOf(bench)).toMatchObject([
      { kind: "bad-answer", language: "en", text: MASKED, remark: "", reason: "wrong", outcome: "answered" },
    ]);
  });

  test("nothing is kept on a no, without a word, or where the words are gone", async () => {
    const silent = await openVoted();
    const refused = await openVoted();
    const { changed } = await refused.does((asker) => asker.presses("dm", "No"));
    expect(wordsOf(changed[0])).toBe(refused.say("candidate.not"));
    const gone = await openVoted();
    forgetWords(gone);
    const late = await gone.does((asker) => asker.presses("dm", "Yes, keep it"));
    expect(wordsOf(late.changed[0])).toBe(gone.say("candidate.gone"));
    for (const bench of [silent, refused, gone]) expect(await candidatesOf(bench)).toEqual([]);
  });
});

describe("a challenge", () => {
  test("is written in a window, shown there masked, and kept as it was shown", async () => {
    const { bench, asked, preview } = await openChallenged();
    expect([wordsOf(asked.window).includes(bench.say("challenge.ask")), asked.said]).toEqual([true, []]);
    expect([wordsOf(preview.window).includes(MASKED), wordsOf(preview.window).includes(MASKED_REMARK)]).toEqual([
      true,
      true,
    ]);
    expect([preview.said, await candidatesOf(bench)]).toEqual([[], []]);
    const { window, said } = await bench.does((asker) => asker.presses("window", "Send"));
    expect([wordsOf(window).includes(bench.say("candidate.kept")), said]).toEqual([true, []]);
    expect(await candidatesOf(bench)).toMatchObject([{ kind: "challenge", text: MASKED, remark: MASKED_REMARK }]);
  });

  test("that is not sent, or whose window is closed, keeps nothing", async () => {
    const { bench } = await openChallenged();
    const { window } = await bench.does((asker) => asker.presses("window", "Do not send"));
    expect(wordsOf(window)).toContain(bench.say("candidate.not"));
    const other = await openChallenged();
    await other.bench.does((asker) => asker.closes());
    for (const one of [bench, other.bench]) expect(await candidatesOf(one)).toEqual([]);
  });

  test("of a question that is gone is not asked for, and not kept", async () => {
    const bench = await openAskerBench();
    await bench.does((asker) => asker.writes(NAMED));
    forgetWords(bench);
    const seen = await bench.does((asker) => asker.presses("dm", "Challenge"));
    const told = [...seen.aside, seen.window, ...seen.said].map((one) => wordsOf(one)).join();
    expect(told).toContain(bench.say("candidate.gone"));
    const { bench: late } = await openChallenged();
    forgetWords(late);
    const { window } = await late.does((asker) => asker.presses("window", "Send"));
    expect(wordsOf(window)).toContain(late.say("candidate.gone"));
    expect(await candidatesOf(late)).toEqual([]);
  });

  test("with something serious in it offers the commissioner in the same window", async () => {
    const { bench, preview } = await openChallenged(SERIOUS);
    expect(labelsOf(preview.window ?? [])).toContain(bench.say("press.askCommissioner"));
    const { window } = await bench.does((asker) => asker.presses("window", bench.say("press.askCommissioner")));
    expect(wordsOf(window)).toContain(SERIOUS);
  });

  test("by somebody else's button or form is refused", async () => {
    const { bench, asked, preview } = await openChallenged();
    const other = bench.person(OTHER_ASKER);
    await bench.step(other, (one) => one.writes(NAMED));
    const send = buttonsOf(preview.window ?? [])[0]?.value ?? "no value";
    for (const value of [send, send.replace(/\.s$/, ".j")]) {
      const seen = await bench.step(other, (one) => one.presses("dm", { label: "In full", value }));
      expect([...seen.aside, seen.window].map((one) => wordsOf(one)).join()).toContain(bench.say("chat.old"));
    }
    expect([asked.window === null, await candidatesOf(bench)]).toEqual([false, []]);
  });
});

describe("a commissioner's correction", () => {
  const WORDS = "A superior takes goods of the office home, and Nurlanov saw it.";

  test("goes through windows, changes nothing on the card, and leaves nothing in the channel", async () => {
    const bench = await openTaken({ mask: realMask });
    const gardener = bench.person(GARDENER);
    const before = bench.server.messagesIn(OFFICE).length;
    await bench.step(gardener, (one) => one.presses(OFFICE, bench.say("press.correct")));
    await bench.step(gardener, (one) => one.presses("window", bench.say("severity.routine")));
    const preview = await bench.step(gardener, (one) => one.submits("window", WORDS));
    expect(wordsOf(preview.window)).toContain("and [name] saw it.");
    expect(await candidatesOf(bench)).toEqual([]);
    const { window } = await bench.step(gardener, (one) => one.presses("window", bench.say("correct.keep")));
    expect(wordsOf(window)).toContain(bench.say("correct.unchanged"));
    expect(await candidatesOf(bench)).toMatchObject([
      { kind: "correction", severity: { given: "serious", right: "routine" }, outcome: null },
    ]);
    expect(bench.server.messagesIn(OFFICE)).toHaveLength(before);
    const written = await writtenOf(bench);
    const [found] = await bench.deps.store.transact((tx) => tx.cases.list({}));
    const canaries = [...PERSONAL, ASKER, GARDENER, "gardener", "slack", found?.id, found?.codename, "seeds"];
    for (const canary of canaries) expect(written).not.toContain(canary ?? "no case");
  });

  test("by a deputy who has not taken the case is refused", async () => {
    const bench = await openTaken({ mask: realMask });
    const card = bench.server.messagesIn(OFFICE).find((one) => labelsOf(one).includes(bench.say("press.correct")));
    expect(buttonsOf(card ?? []).length).toBeGreaterThan(0);
    const seen = await bench.step(bench.person(RAKE), (one) => one.presses(OFFICE, bench.say("press.correct")));
    expect([...seen.aside, seen.window].map((one) => wordsOf(one)).join()).toContain("Это действие недоступно");
    expect(await candidatesOf(bench)).toEqual([]);
  });
});
