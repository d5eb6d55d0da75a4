import { chmodSync, statSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

import { accept } from "../evals/candidates-command.ts";
import { readInside, readOutside } from "../evals/datasets.ts";
import type { Decision } from "../evals/life-item.ts";
import { heldBackSchema, insideSchema, outsideSchema } from "../evals/plain-schemas.ts";
import type { Candidate } from "../src/candidates/candidate.ts";
import { openBench } from "./case-fakes.ts";
import { aCandidate, contentsOf, createFakeLife, itemsIn, writeSets } from "./evals-life-fakes.ts";
import { smallKnowledge } from "./fakes.ts";
import { capture } from "./owner-fakes.ts";

const knowledge = smallKnowledge();
const answers = (provision: string) => ({ provision, grade: 2 }) as const;
const beside = (provision: string) => ({ provision, grade: 1 }) as const;
const EXPECT: Decision = { expect: [answers("law-290-viii/5")] };

async function openSets(candidates: readonly Candidate[] = [aCandidate()]) {
  const folder = await writeSets();
  const life = createFakeLife(candidates);
  const take = (named: string, decision: Decision) =>
    capture(() => accept({ store: life.store, knowledge, folder }, named, decision));
  return { folder, life, take };
}

describe("an accepted question", () => {
  test("is added to the development questions, best source first, and deleted here", async () => {
    const { folder, life, take } = await openSets();
    const named = [beside("law-290-viii/7"), answers("law-290-viii/5/1"), answers("law-290-viii/5")];
    const { out, err } = await take("c0ff", { expect: named, style: "story", overlap: "mid" });
    expect(err).toBe("");
    const [, added, ...more] = await itemsIn(folder, "dev.jsonl");
    expect(added).toEqual({
      ...{ id: "life-dev-en-001", language: "en", style: "story", overlap: "mid" },
      question: "May I dry the umbrella here?",
      expected: ["law-290-viii/5/1", "law-290-viii/5", "law-290-viii/7"],
    });
    expect(insideSchema.safeParse(added).success).toBe(true);
    expect([more, life.candidates.size]).toEqual([[], 0]);
    expect(out).toContain("added to evals/datasets/dev.jsonl as life-dev-en-001");
    expect(out).toContain("\nsplit dev, for whoever reads it to mend the answer tunes with it");
    expect(out).toContain("--update-baseline");
  });

  test("leaves every other line and file as they were", async () => {
    const { folder, take } = await openSets();
    chmodSync(path.join(folder, "dev.jsonl"), 0o640);
    const before = await contentsOf(folder);
    await take("c0ff", EXPECT);
    const { "dev.jsonl": now = "", ...others } = await contentsOf(folder);
    const { "dev.jsonl": was = "", ...same } = before;
    expect(now.startsWith(was) && now.endsWith("\n")).toBe(true);
    expect(others).toEqual(same);
    expect(statSync(path.join(folder, "dev.jsonl")).mode & 0o777).toBe(0o640);
  });

  test("gets the id above the highest of its set and language", async () => {
    const line = (id: string): string => `${JSON.stringify({ id, question: `Which ${id}?` })}\n`;
    const ids = ["life-dev-en-009", "life-dev-en-002", "life-dev-ru-040", "life-devo-en-070"];
    // The last line has lost its end.
    const folder = await writeSets({ "dev.jsonl": ids.map(line).join("").trimEnd() });
    const { store } = createFakeLife([aCandidate()]);
    await capture(() => accept({ store, knowledge, folder }, "c0ff", EXPECT));
    expect((await itemsIn(folder, "dev.jsonl")).map(({ id }) => id)).toEqual([...ids, "life-dev-en-010"]);
  });

  test("goes where the maintainer sends it, in other words where they give some", async () => {
    const { folder, take } = await openSets([aCandidate(), aCandidate({ id: "a1" })]);
    const kept = await take("c0ff", { ...EXPECT, split: "test", text: " May umbrellas dry in the hall? " });
    expect(kept.out).not.toContain("split dev");
    await take("a1", { outOfScope: "near" });
    expect((await itemsIn(folder, "test.jsonl"))[1]).toMatchObject({
      ...{ id: "life-test-en-001", question: "May umbrellas dry in the hall?", style: "colloquial", overlap: "low" },
    });
    const declined = (await itemsIn(folder, "dev-outside.jsonl"))[1];
    expect(declined).toEqual({
      ...{ id: "life-devo-en-001", language: "en", kind: "near", question: "May I dry the umbrella here?" },
    });
    expect(outsideSchema.safeParse(declined).success).toBe(true);
  });
});

describe("an accepted correction", () => {
  const correction = aCandidate({ kind: "correction", text: "He wants a pumpkin for the key." });

  test("is added to the triage texts as they are", async () => {
    const { folder, life, take } = await openSets([correction]);
    await take("c0ff", { severity: "serious", category: "bribery" });
    const added = (await itemsIn(folder, "triage-test.jsonl"))[1];
    const labelled = { language: "en", text: correction.text, severity: "serious", category: "bribery" };
    expect(added).toEqual({ id: "life-triage-en-001", ...labelled });
    expect([heldBackSchema.safeParse(added).success, life.candidates.size]).toEqual([true, 0]);
  });

  test.each<[string, Decision]>([
    ["the category none belongs to routine, and to nothing else", { severity: "serious", category: "none" }],
    ["this is a correction: it takes --severity and --category", { severity: "serious" }],
    ["this is a correction: it takes --severity and --category", EXPECT],
  ])("is refused: %s", async (line, decision) => {
    const { life, take } = await openSets([correction]);
    expect((await take("c0ff", decision)).err).toBe(line);
    expect(life.candidates.size).toBe(1);
  });
});

describe("what does not fit", () => {
  const umbrella = "law-290-viii/5";
  test.each<[string, Decision]>([
    ["say one of --expect, --out-of-scope, or --severity with --category", {}],
    ["say one of --expect, --out-of-scope, or --severity with --category", { ...EXPECT, outOfScope: "far" }],
    ["this is a question: it takes --expect or --out-of-scope", { severity: "serious", category: "bribery" }],
    ["no such provision in the knowledge: law-290-viii/99", { expect: [answers(umbrella), beside("law-290-viii/99")] }],
    ["--expect names no provision of grade 2, that answers it", { expect: [beside(umbrella)] }],
    ["--expect names a provision twice", { expect: [answers(umbrella), beside(umbrella)] }],
    ["a question to be declined has no --style and no --overlap", { outOfScope: "far", style: "story" }],
    ["there are no words in the text", { ...EXPECT, text: " … ?" }],
  ])("changes nothing: %s", async (line, decision) => {
    const { folder, life, take } = await openSets();
    const before = await contentsOf(folder);
    expect(await take("c0ff", decision)).toEqual({ out: "", err: line });
    expect([await contentsOf(folder), life.candidates.size]).toEqual([before, 1]);
  });

  test("is a text with something personal in it, of which only the kind is told", async () => {
    const { folder, life, take } = await openSets();
    const before = await contentsOf(folder);
    const { out, err } = await take("c0ff", { ...EXPECT, text: "May I call +7 701 000 00 00 or dry@rain.example?" });
    expect(err).toBe("masking finds something personal in it (phone, email): word it without, with --text");
    expect([out, await contentsOf(folder), life.candidates.size]).toEqual(["", before, 1]);
  });

  test("is not what was masked already", async () => {
    const { folder, take } = await openSets([aCandidate({ text: "[name] of [phone] took the umbrella, may they?" })]);
    expect((await take("c0ff", EXPECT)).err).toBe("");
    expect(await itemsIn(folder, "dev.jsonl")).toHaveLength(2);
  });

  test.each([
    ["dev.jsonl (dev-en-001)", "whose BOAT, is it"],
    ["test-outside.jsonl (testo-en-001)", "Will it snow ?"],
    ["triage-test.jsonl", "He sank my boat"],
    ["twins.jsonl (twin-1)", "is the pond deep?"],
    ["conversations.jsonl (conversation-1)", "and the swans?"],
    ["knowledge/questions/ (law-290-viii/5)", "I forgot the office umbrella at home!"],
    ["knowledge/situations/umbrella-on-the-train.md", "I left the office umbrella on the train carriage."],
    ["knowledge/questions/outside.jsonl", knowledge.outside[0]?.question ?? ""],
    ["knowledge/triage/", knowledge.triage[0]?.text ?? ""],
  ])("is a text that stands in %s", async (place, text) => {
    const { folder, life, take } = await openSets();
    const before = await contentsOf(folder);
    expect((await take("c0ff", { ...EXPECT, text })).err).toBe(
      `the text stands in ${place} already: word it anew with --text, or reject it`,
    );
    expect([await contentsOf(folder), life.candidates.size]).toEqual([before, 1]);
  });
});

describe("a run that died between adding and deleting", () => {
  test.each<[string, Partial<Candidate>, Decision]>([
    ["dev.jsonl", {}, EXPECT],
    ["dev-outside.jsonl", {}, { outOfScope: "far" }],
    ["triage-test.jsonl", { kind: "correction" }, { severity: "serious", category: "bribery" }],
  ])("is finished by the same run again, with one line in %s", async (file, overrides, decision) => {
    const { folder, life, take } = await openSets([aCandidate(overrides)]);
    life.isDying = true;
    expect((await take("c0ff", decision)).err).toBe("the process died");
    const added = await contentsOf(folder);
    expect([(await itemsIn(folder, file)).length, life.candidates.size]).toEqual([2, 1]);
    life.isDying = false;
    expect((await take("c0ff", decision)).out).toContain("already, from an earlier run\n");
    expect([await contentsOf(folder), life.candidates.size]).toEqual([added, 0]);
  });

  test("is not taken for finished where something else is decided now", async () => {
    const { life, take } = await openSets();
    life.isDying = true;
    await take("c0ff", EXPECT);
    life.isDying = false;
    const { err } = await take("c0ff", { expect: [answers("law-290-viii/7")] });
    expect(err).toContain("stands in dev.jsonl (life-dev-en-001) already");
    expect(life.candidates.size).toBe(1);
  });
});

test("a candidate is accepted out of the real store", async () => {
  const { deps } = await openBench();
  await deps.store.transact((tx) => tx.candidates.put(aCandidate()));
  const folder = await writeSets();
  const { out } = await capture(() =>
    accept({ store: deps.store, knowledge, folder }, "c0ff", { ...EXPECT, json: true }),
  );
  expect(JSON.parse(out)).toMatchObject({
    candidate: "c0ffee12",
    file: "dev.jsonl",
    id: "life-dev-en-001",
    isNew: true,
  });
  expect(await deps.store.transact((tx) => tx.candidates.list())).toEqual([]);
});

test("the plain sets as they are fit what is checked before a line is added", async () => {
  const inside = [...(await readInside("dev")), ...(await readInside("test"))];
  const outside = [...(await readOutside("dev")), ...(await readOutside("test"))];
  expect(inside.filter((item) => !insideSchema.safeParse(item).success).map(({ id }) => id)).toEqual([]);
  expect(outside.filter((item) => !outsideSchema.safeParse(item).success).map(({ id }) => id)).toEqual([]);
});
