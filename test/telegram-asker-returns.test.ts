import { describe, expect, test } from "vitest";

import {
  type AskerBench,
  asker,
  codeOf,
  labelsOf,
  lastTo,
  openAskerBench,
  openTaken,
  sentence,
  writeToAsker,
} from "./asker-bench.ts";
import { GARDENER, OTHER_ASKER } from "./chat-fakes.ts";

const other = { id: OTHER_ASKER, language_code: "en" };

async function close(bench: AskerBench, text: string): Promise<void> {
  await bench.press(GARDENER, "Close");
  await bench.press(GARDENER, "Advice was given");
  await bench.say(GARDENER, text);
  await bench.press(GARDENER, "Close and send");
}

describe("an asker and the commissioner", () => {
  test("the asker hears that the case was taken, and reads a reply", async () => {
    const bench = await openTaken();
    expect(lastTo(bench)?.text).toContain("The commissioner has taken the case");
    await writeToAsker(bench, "Reply", "Thank you <b>& well</b> done 😀.");
    expect(lastTo(bench)?.text).toContain("Reply of the commissioner: Thank you <b>& well</b> done 😀.");
    expect(lastTo(bench)?.protect_content).toBe(true);
  });

  test.each([
    ["kk", "Бас бағбан тұқым сатады, serious"],
    ["ru", "Начальник продаёт семена, serious"],
  ] as const)("the asker reads of each step in %s, as the case was written", async (language, text) => {
    const bench = await openAskerBench();
    bench.know(GARDENER);
    await bench.say(asker, text);
    await bench.press(GARDENER, "Take");
    expect(lastTo(bench)?.text).toContain(sentence(bench, language, "entry.taken"));
    await writeToAsker(bench, "Ask for details", "???");
    expect(lastTo(bench)?.text).toContain(`${sentence(bench, language, "entry.question")}: ???`);
    expect(labelsOf(lastTo(bench))[0]).toBe(sentence(bench, language, "press.answer"));
    await close(bench, "!!!");
    expect(lastTo(bench)?.text).toContain(`${sentence(bench, language, "entry.closed")}: !!!`);
    expect(labelsOf(lastTo(bench))).toContain(sentence(bench, language, "rate.yes"));
  });

  test("a question of the commissioner is answered on its button", async () => {
    const bench = await openTaken();
    await writeToAsker(bench, "Ask for details", "Which seeds?");
    expect(lastTo(bench)?.text).toContain("Question of the commissioner: Which seeds?");
    expect(labelsOf(lastTo(bench))[0]).toBe("Answer");
    await bench.press(asker, "Answer");
    const { said } = await bench.say(asker, "Those of pumpkins.");
    expect(said[0]?.text).toContain("You answered: Those of pumpkins.");
    expect(lastTo(bench, GARDENER)?.text).toContain("The asker has answered.");
  });

  test("a closed case tells what was done, is rated once and can be opened again", async () => {
    const bench = await openTaken();
    await close(bench, "We told him off.");
    expect(lastTo(bench)?.text).toContain("Closed: We told him off.");
    const ratings = ["Yes, it helped", "It helped in part", "No, it did not help"];
    expect(labelsOf(lastTo(bench))).toEqual(expect.arrayContaining([...ratings, "Open again"]));
    const { changed } = await bench.press(asker, "It helped in part");
    expect(changed[0]?.text).toContain("Thank you for your answer.");
    expect(labelsOf(changed[0]).filter((label) => ratings.includes(label))).toEqual([]);
    expect(lastTo(bench, GARDENER)?.text).toContain("The asker has rated the outcome.");
    await bench.press(asker, "Open again");
    const { said } = await bench.say(asker, "He does it again.");
    expect(said[0]?.text).toContain("The case is open again.");
    expect(lastTo(bench, GARDENER)?.text).toContain("A case for you.");
  });

  test("an asker who agreed to it is asked later whether anything has changed for the worse", async () => {
    const bench = await openTaken();
    await bench.press(asker, "Ask me later");
    await close(bench, "We told him off.");
    bench.pass(31 * 24 * 60);
    await bench.settle();
    expect(lastTo(bench)?.text).toContain("has anything at work changed for the worse");
    const { changed } = await bench.press(asker, "Nothing has changed");
    expect(changed[0]?.text).toContain("Good to hear. Thank you.");
  });

  test("a commissioner who reports something has the buttons of both", async () => {
    const bench = await openTaken();
    const gardener = { id: GARDENER, language_code: "en" };
    await bench.say(gardener, "They threaten me with a knife, it is critical.");
    expect((await bench.press(gardener, "What was sent")).changed[0]?.text).toContain("with a knife");
    const { said } = await bench.press(gardener, "Take");
    expect(said.map(({ text }) => text).join("\n")).toContain("You have taken the case.");
  });

  test("/mycase shows every case as it stands, newest first, and says where there is none", async () => {
    const bench = await openTaken();
    await bench.say(asker, "They threaten me with a knife, it is critical.");
    const { said } = await bench.say(asker, "/mycase");
    expect(said.map(({ text }) => text.split("\n")[2])).toEqual([
      expect.stringContaining("has been told"),
      expect.stringContaining("has taken the case"),
    ]);
    expect(said.every(({ protect_content }) => protect_content)).toBe(true);
    expect((await bench.say(other, "/mycase")).said[0]?.text).toBe(sentence(bench, "en", "case.none"));
  });
});

describe("/receipt", () => {
  test("opens a case in another chat by its code, however it is typed", async () => {
    const bench = await openTaken();
    const shown = await bench.press(asker, "Come-back code");
    expect(shown.said[0]?.protect_content).toBe(false);
    const code = codeOf(shown);
    expect((await bench.say(other, "/receipt")).said[0]?.reply_markup?.force_reply).toBe(true);
    const { said } = await bench.say(other, ` ${code.toLowerCase().replaceAll("-", " ")} `);
    expect([said[0]?.text, said[0]?.protect_content]).toEqual([expect.stringContaining("has taken the case"), true]);
    await bench.press(other, "Add details");
    await bench.say(other, "From my other phone.");
    expect(lastTo(bench, GARDENER)?.text).toContain("The asker has added something.");
    expect((await bench.say(other, "/mycase")).said[0]?.text).toBe(sentence(bench, "en", "case.none"));
  });

  test("turns a wrong code down, and any code after ten tries within an hour", async () => {
    const bench = await openTaken();
    const code = codeOf(await bench.press(asker, "Come-back code"));
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      const { said } = await bench.say(other, `/receipt ${code.slice(0, -1)}${attempt % 2 ? "" : "00"}`);
      expect(said.map(({ text }) => text)).toEqual([sentence(bench, "en", "receipt.wrong")]);
    }
    expect((await bench.say(other, `/receipt ${code}`)).said[0]?.text).toBe(sentence(bench, "en", "receipt.wrong"));
    bench.pass(61);
    expect((await bench.say(other, `/receipt ${code}`)).said[0]?.text).toMatch(/^Case /u);
  });

  test("goes on waiting after a code with a typing error", async () => {
    const bench = await openTaken();
    const code = codeOf(await bench.press(asker, "Come-back code"));
    await bench.say(other, "/receipt");
    await bench.say(other, code.slice(1));
    expect((await bench.say(other, code)).said[0]?.text).toMatch(/^Case /u);
  });

  test("offers to delete the message with the code", async () => {
    const bench = await openTaken();
    const code = codeOf(await bench.press(asker, "Come-back code"));
    expect(labelsOf((await bench.say(other, `/receipt ${code}`)).said[0])).toContain("Delete my message here");
  });
});
