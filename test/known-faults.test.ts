// What was once wrong: each test says how it has to be, and failed before it was put right.

import { describe, expect, test } from "vitest";

import { ASKER, BODIES, type CaseBench, MONDAY, openBench, someReport } from "./case-fakes.ts";
import { caseOf, pressAs } from "./faults/plain-bench.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const GARDENER = { person: "gardener" };

async function takenCase(bench: CaseBench): Promise<string> {
  await bench.reception.escalate(someReport());
  await bench.settle();
  const caseId = await caseOf(bench, ASKER);
  await pressAs(bench, { by: GARDENER, caseId, action: "take" });
  await bench.settle();
  bench.messenger.sent.length = 0;
  return caseId;
}

const reply = (bench: CaseBench, caseId: string, text: string) =>
  pressAs(bench, { by: GARDENER, caseId, action: "reply!", payload: { text } });
const close = (bench: CaseBench, caseId: string) =>
  pressAs(bench, { by: GARDENER, caseId, action: "close!", payload: { text: "Feedback", outcome: "advice" } });
const said = (bench: CaseBench): string[] => bench.messenger.sent.map(({ card }) => card.lines.join("\n"));

describe("a case that its asker opens again", () => {
  test("can be taken again by the commissioner who had it", async () => {
    const bench = await openBench();
    const caseId = await takenCase(bench);
    await close(bench, caseId);
    await pressAs(bench, { by: { asker: ASKER }, caseId, action: "reopen", text: "It goes on." });
    const card = await pressAs(bench, { by: GARDENER, caseId, action: "status" });
    expect(card.buttons.map(({ label }) => label)).toContain("Take");
  });

  test("is reminded of when nobody takes it", async () => {
    const bench = await openBench();
    const caseId = await takenCase(bench);
    await close(bench, caseId);
    bench.clock.now += 30 * DAY_MS;
    await bench.settle();
    await pressAs(bench, { by: { asker: ASKER }, caseId, action: "reopen", text: "It goes on." });
    await bench.settle();
    bench.messenger.sent.length = 0;
    for (let day = 0; day < 30; day += 1, bench.clock.now += DAY_MS) await bench.settle();
    expect(said(bench).join()).toContain("Reminder");
  });

  test("and is closed again is asked about after the second closing", async () => {
    const bench = await openBench();
    const caseId = await takenCase(bench);
    await pressAs(bench, { by: { asker: ASKER }, caseId, action: "agree" });
    await close(bench, caseId);
    bench.clock.now += 20 * DAY_MS;
    await pressAs(bench, { by: GARDENER, caseId, action: "reopen" });
    await pressAs(bench, { by: GARDENER, caseId, action: "take" });
    bench.clock.now += 20 * DAY_MS;
    await bench.settle();
    await close(bench, caseId);
    await bench.settle();
    bench.messenger.sent.length = 0;
    bench.clock.now += 31 * DAY_MS;
    await bench.settle();
    expect(said(bench).join()).toContain("Check-in");
  });
});

describe("a platform that is down", () => {
  test("for a day keeps no reply from its asker", async () => {
    const bench = await openBench();
    const caseId = await takenCase(bench);
    await reply(bench, caseId, "We look into it.");
    bench.messenger.script.push(...Array.from({ length: 1000 }, () => new Error("down")));
    for (; bench.clock.now < MONDAY + DAY_MS; bench.clock.now += 15 * 60_000) await bench.settle();
    bench.messenger.script.length = 0;
    for (let at = 0; at < 4; at += 1, bench.clock.now += HOUR_MS) await bench.settle();
    expect(said(bench).join()).toContain("We look into it.");
  });

  test("leaves the order of two replies as it was", async () => {
    const bench = await openBench();
    const caseId = await takenCase(bench);
    await reply(bench, caseId, "First.");
    bench.messenger.script.push({ retryAfterMs: 10 * 60_000 });
    await bench.settle();
    await reply(bench, caseId, "Second.");
    await bench.settle();
    bench.clock.now += HOUR_MS;
    await bench.settle();
    const [first, second] = said(bench);
    expect([first, second]).toEqual([expect.stringContaining("First."), expect.stringContaining("Second.")]);
  });
});

describe("the commissioner", () => {
  test("a report is about does not get it, also where it is the sixth of its asker that day", async () => {
    const bench = await openBench();
    for (let at = 0; at < 5; at += 1) await bench.reception.escalate(someReport({ text: `Report ${at}` }));
    await bench.reception.escalate(someReport({ text: "It is the commissioner.", isAboutCommissioner: true }));
    const read: (string | null)[] = [];
    for (const { found } of await bench.desk.queue("gardener", "en")) {
      read.push((await pressAs(bench, { by: GARDENER, caseId: found.id, action: "read" })).quote);
    }
    expect(read.join()).not.toContain("It is the commissioner.");
  });

  test("who was replaced before being told leaves the case to the next at once", async () => {
    let bodies = BODIES;
    const bench = await openBench({ bodies: () => bodies });
    await bench.reception.escalate(someReport());
    const [gardens, ...others] = BODIES.bodies;
    if (!gardens) throw new Error("a body is missing");
    bodies = {
      ...BODIES,
      bodies: [{ ...gardens, commissioner: { ...gardens.commissioner, id: "new-one" } }, ...others],
    };
    await bench.settle();
    bench.clock.now += HOUR_MS;
    await bench.settle();
    expect(bench.messenger.sent.map(({ to }) => to)).toContain("new-one");
  });
});

test("a message that says the same and is delivered twice shows the case twice", async () => {
  const bench = await openBench();
  await bench.reception.escalate(someReport({ event: "first" }));
  const again = await bench.reception.escalate(someReport({ event: "second" }));
  expect((await bench.reception.escalate(someReport({ event: "second" }))).title).toBe(again.title);
});

describe("a sixth report of the day", () => {
  const openFive = async (bench: CaseBench): Promise<void> => {
    for (let at = 0; at < 5; at += 1) await bench.reception.escalate(someReport({ text: `Report ${at}` }));
  };

  test("that tells of danger to life opens a case of its own", async () => {
    const bench = await openBench();
    await openFive(bench);
    await bench.reception.escalate(someReport({ text: "He is at my door with a knife.", severity: "critical" }));
    expect(
      (await bench.desk.queue("gardener", "en")).filter(({ found }) => found.severity === "critical"),
    ).toHaveLength(1);
  });

  test("goes to the body that was chosen for it", async () => {
    const bench = await openBench();
    await openFive(bench);
    await bench.reception.escalate(someReport({ text: "The ferry leaks.", body: "rivers" }));
    expect(await bench.desk.queue("ferryman", "en")).toHaveLength(1);
  });
});

describe("a case that nobody takes", () => {
  test("goes to one deputy after the other", async () => {
    const bench = await openBench();
    await bench.reception.escalate(someReport());
    for (let day = 0; day < 30; day += 1, bench.clock.now += DAY_MS) await bench.settle();
    expect(bench.messenger.sent.map(({ to }) => to)).toEqual(expect.arrayContaining(["gardener", "rake", "spade"]));
  });

  test("and one that was taken and left lying are told to a deputy", async () => {
    const bench = await openBench();
    await takenCase(bench);
    for (let day = 0; day < 40; day += 1, bench.clock.now += DAY_MS) await bench.settle();
    expect(bench.messenger.sent.map(({ to }) => to)).toContain("rake");
  });
});

test("a draft for a body that is gone is sent to no other", async () => {
  let bodies = BODIES;
  const bench = await openBench({ bodies: () => bodies });
  const draft = await bench.reception.prepare(someReport({ body: "rivers" }));
  bodies = { ...BODIES, bodies: BODIES.bodies.slice(0, 1) };
  const token = draft.buttons[0]?.token ?? "";
  const card = await bench.press({ actor: { kind: "asker", address: ASKER }, token, language: "en" });
  expect([card.result, await bench.desk.queue("gardener", "en")]).toEqual(["refused", []]);
});

test("check-ins agreed to on two cards are asked once", async () => {
  const bench = await openBench();
  const caseId = await takenCase(bench);
  await close(bench, caseId);
  for (let at = 0; at < 2; at += 1) await pressAs(bench, { by: { asker: ASKER }, caseId, action: "agree" });
  bench.messenger.sent.length = 0;
  bench.clock.now += 31 * DAY_MS;
  await bench.settle();
  expect(said(bench).filter((text) => text.includes("Check-in"))).toHaveLength(1);
});

test("without a configured commissioner nobody is said to have been told", async () => {
  const bench = await openBench({ bodies: () => ({ ...BODIES, isConfigured: false }) });
  await bench.reception.escalate(someReport());
  await bench.settle();
  const [card] = await bench.reception.casesOf(ASKER, "en");
  expect(card?.lines.join(" ")).not.toContain("has been told");
});
