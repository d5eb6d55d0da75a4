import { describe, expect, test } from "vitest";

import { type Ask, createAsk } from "../src/ask.ts";
import { toSearchable } from "../src/index/searchable.ts";
import type { Triage } from "../src/question.ts";
import { createReadQuestion } from "../src/read-question.ts";
import { writeEmergency } from "../src/write-emergency.ts";
import { smallKnowledge, TODAY, trainSmall } from "./fakes.ts";

const knowledge = smallKnowledge();
const UMBRELLA = "When must I return the office umbrella to the store?";

function askWith(triage: Partial<Triage>): Ask {
  const searchable = toSearchable(knowledge, trainSmall(knowledge));
  const read = createReadQuestion({ knowledge, detector: searchable.model.language, today: () => TODAY });
  const verdict: Triage = { severity: "routine", category: null, offer: false, signals: [], ...triage };
  return createAsk({ knowledge, searchable, read, assessReading: () => verdict, log: () => undefined });
}

describe("a critical text", () => {
  test("is answered with the way to safety before anything else", async () => {
    const reply = await askWith({ severity: "critical", category: "violence-threat" })({ text: UMBRELLA });
    expect(reply.text.startsWith("First of all, your safety\nIf you or somebody else")).toBe(true);
    expect(reply.outcome).toBe("answered");
  });

  test("about ending a life gets no provision at all", async () => {
    const reply = await askWith({ severity: "critical", category: "self-harm" })({ text: UMBRELLA });
    expect([reply.outcome, reply.citations, reply.parts.nextSteps]).toEqual(["no-source", [], []]);
    expect(reply.text).toContain("You matter");
  });

  test.each(["routine", "concern", "serious"] as const)("is not what a %s one is", async (severity) => {
    const reply = await askWith({ severity, category: "violence-threat" })({ text: UMBRELLA });
    expect(reply.parts.emergency).toEqual([]);
  });
});

test("a confirmed number stands only where it is for", () => {
  const name = { kk: "Сынақ", ru: "Проба", en: "Trial line" };
  const contact = {
    name,
    number: "000",
    source: "https://gardens.example",
    confirmedOn: TODAY,
    for: ["violence" as const],
  };
  const withNumber = { ...knowledge, emergency: [contact] };
  const linesFor = (category: string): string =>
    writeEmergency(withNumber, { severity: "critical", category }, "en").join("\n");
  expect([linesFor("violence-threat").includes("Trial line: 000"), linesFor("self-harm").includes("000")]).toEqual([
    true,
    false,
  ]);
});
