import { describe, expect, test } from "vitest";

import type { Card } from "../src/cases/card.ts";
import { ASKER, type CaseBench, inputOf, MONDAY, OTHER_ASKER, openBench, someReport, tokenOf } from "./case-fakes.ts";

const language = "en" as const;
const asAsker = (bench: CaseBench, token: string, text?: string): Promise<Card> =>
  bench.press({ actor: { kind: "asker", address: ASKER }, token, language, ...(text === undefined ? {} : { text }) });
const asPerson = (bench: CaseBench, id: string, token: string, text?: string): Promise<Card> =>
  bench.press({ actor: { kind: "person", id }, token, language, ...(text === undefined ? {} : { text }) });

async function openCard(bench: CaseBench, person = "gardener"): Promise<Card> {
  const [item] = await bench.desk.queue(person, language);
  if (!item) throw new Error("the queue is empty");
  return openCase(bench, person, item.codename);
}

async function openCase(bench: CaseBench, person: string, codename: string): Promise<Card> {
  const card = await bench.desk.open(person, codename, language);
  if (!card) throw new Error("the case does not open");
  return card;
}

async function mine(bench: CaseBench): Promise<Card> {
  const [card] = await bench.reception.casesOf(ASKER, language);
  if (!card) throw new Error("the asker has no case");
  return card;
}

describe("a serious report", () => {
  test("is passed on at once, and the commissioner is told without its text", async () => {
    const bench = await openBench();
    const card = await bench.reception.escalate(someReport());
    expect(card.lines[0]).toContain("I have passed it to the ethics commissioner of Office of Gardens");
    await bench.settle();
    const [told] = bench.messenger.sent;
    expect(told?.to).toBe("gardener");
    expect(JSON.stringify(told)).not.toContain("seeds");
    expect((await mine(bench)).lines.join("\n")).toContain("has been told");
  });

  test("goes through its whole life, and every step reaches the other side", async () => {
    const bench = await openBench();
    await bench.reception.escalate(someReport());
    await bench.settle();
    const taken = await asPerson(bench, "gardener", tokenOf(await openCard(bench), "Take"));
    const read = await asPerson(bench, "gardener", tokenOf(taken, "Show the text"));
    expect(read.quote).toContain("sells the seeds");
    const wish = await asPerson(bench, "gardener", tokenOf(taken, "Ask for details"));
    const preview = await asPerson(bench, "gardener", inputOf(wish), "Which seeds?");
    expect(preview.quote).toBe("Which seeds?");
    await asPerson(bench, "gardener", tokenOf(preview, "Send"));
    await bench.settle();
    expect(bench.messenger.sent.at(-1)?.card.lines.join("\n")).toContain("Which seeds?");
    const answer = await asAsker(bench, tokenOf(await mine(bench), "Answer"));
    await asAsker(bench, inputOf(answer), "The rare ones, says SECRET-NAME.");
    await bench.settle();
    expect(bench.messenger.sent.at(-1)).toMatchObject({ to: "gardener" });
    const close = await asPerson(bench, "gardener", tokenOf(await openCard(bench), "Close"));
    const feedback = await asPerson(bench, "gardener", tokenOf(close, "Measures were taken"));
    const sure = await asPerson(bench, "gardener", inputOf(feedback), "The seeds are back.");
    const closed = await asPerson(bench, "gardener", tokenOf(sure, "Close and send"));
    expect(closed.lines.join("\n")).toContain("Closed: Measures were taken");
    const end = await mine(bench);
    expect(end.lines.join("\n")).toContain("Closed: The seeds are back.");
    expect(end.lines.join("\n")).toContain("The rare ones, says [name].");
    const again = await asAsker(bench, inputOf(await asAsker(bench, tokenOf(end, "Open again"))), "They sell again.");
    expect(again.lines.join("\n")).toContain("open again");
  });

  test("sends a reply only after its preview", async () => {
    const bench = await openBench();
    await bench.reception.escalate(someReport());
    const taken = await asPerson(bench, "gardener", tokenOf(await openCard(bench), "Take"));
    const wish = await asPerson(bench, "gardener", tokenOf(taken, "Reply"));
    await asPerson(bench, "gardener", inputOf(wish), "We look into it.");
    await bench.settle();
    expect(JSON.stringify(bench.messenger.sent)).not.toContain("We look into it.");
  });
});

describe("a button", () => {
  test("works once", async () => {
    const bench = await openBench();
    const card = await bench.reception.escalate(someReport());
    const token = tokenOf(card, "What was sent");
    expect((await asAsker(bench, token)).quote).toContain("seeds");
    expect((await asAsker(bench, token)).result).toBe("refused");
  });

  test("works for nobody else", async () => {
    const bench = await openBench();
    const card = await bench.reception.escalate(someReport());
    const token = tokenOf(card, "Withdraw");
    const stranger = { kind: "asker" as const, address: OTHER_ASKER };
    const refused = await bench.press({ actor: stranger, token, language });
    expect(refused).toEqual({ ...refused, quote: null, buttons: [], result: "refused" });
    expect((await asAsker(bench, token)).result).not.toBe("refused");
  });
});

describe("an asker", () => {
  test("who withdraws leaves no text, and the commissioner hears of it", async () => {
    const bench = await openBench();
    const card = await bench.reception.escalate(someReport());
    await bench.settle();
    const sure = await asAsker(bench, tokenOf(card, "Withdraw"));
    await asAsker(bench, tokenOf(sure, "Yes, withdraw and erase"));
    await bench.settle();
    expect(bench.messenger.sent.at(-1)?.card.lines.join("\n")).toContain("withdrawn");
    expect(await bench.reception.casesOf(ASKER, language)).toEqual([]);
  });

  test("who wants to be forgotten comes back with the code from anywhere", async () => {
    const bench = await openBench();
    const card = await bench.reception.escalate(someReport());
    const sure = await asAsker(bench, tokenOf(card, "Forget me"));
    const forgotten = await asAsker(bench, tokenOf(sure, "Yes, forget me"));
    expect(await bench.reception.casesOf(ASKER, language)).toEqual([]);
    const code = (forgotten.quote ?? "").toLowerCase().replaceAll("-", " ");
    const back = await bench.reception.enter(code, { address: OTHER_ASKER, language });
    expect(back.title).toBe(card.title);
    expect((await bench.reception.enter("7ZZZZ", { address: OTHER_ASKER, language })).result).toBe("refused");
  });

  test("whose case concerns the commissioner is sent past that one", async () => {
    const bench = await openBench();
    await bench.reception.escalate(someReport({ isAboutCommissioner: true }));
    await bench.settle();
    expect(bench.messenger.sent.map(({ to }) => to)).toEqual(["ferryman", ASKER.id]);
    expect(await bench.desk.queue("gardener", language)).toEqual([]);
  });
});

describe("the clock", () => {
  test("reminds before the due day and brings in the deputy after it", async () => {
    const bench = await openBench();
    await bench.reception.escalate(someReport());
    await bench.settle();
    bench.clock.now = MONDAY + 2 * 86_400_000;
    await bench.settle();
    expect(bench.messenger.sent.at(-1)).toMatchObject({ to: "gardener" });
    expect(bench.messenger.sent.at(-1)?.card.lines[0]).toContain("Reminder");
    bench.clock.now = MONDAY + 4 * 86_400_000;
    await bench.settle();
    expect(bench.messenger.sent.map(({ to }) => to)).toContain("rake");
  });
});
