import { describe, expect, test } from "vitest";

import { readKnowledge } from "../adapters/file-knowledge.ts";
import { readInside, readOutside } from "../evals/datasets.ts";
import { KNOWLEDGE_FOLDER } from "../src/command-entry.ts";
import { BRIEF, LEAVE, SCOPE_EVIDENCE, type ScopeEvidence, weighScope } from "../src/retrieval/scope-evidence.ts";

const { calibration, thesaurus } = await readKnowledge(KNOWLEDGE_FOLDER, "spoken");

// In the order belief, top, fused, question, vector, text, leave: as the channels of the whole index saw each question.
const observed = (...[belief, top, fused, question, vector, text, leave]: Figures): ScopeEvidence => ({
  ...{ bias: 1, belief, top, fused, question, vector, text, leave },
});
type Figures = readonly [number, number, number, number, number, number, 0 | 1];
const wordsOf = (text: string): number => text.split(" ").length;
const declined = (text: string, figures: Figures): boolean =>
  weighScope(observed(...figures), calibration, wordsOf(text)) > (calibration.gates.outside ?? 1);

describe("a question of few words", () => {
  test.each<[string, ...Figures]>([
    ["Сыйлық алуға бола ма?", -0.17, 0.96, 0.85, 1, 0.87, 0.81, 1],
    ["Можно ли взять часы?", 2.26, 0.79, 0.45, 0.73, 0.71, 0.59, 1],
    ["Можно таксовать вечером?", -0.67, 0.7, 0.54, 0.81, 0.8, 0.29, 1],
    ["Can I take a watch?", 0.99, 0.76, 0.33, 0.72, 0.57, 0.6, 1],
  ])("about the service is not declined: «%s»", (text, ...figures) => {
    expect(declined(text, figures)).toBe(false);
  });

  test.each<[string, ...Figures]>([
    ["Можно ли есть арбуз?", 2.67, 0.71, 0.33, 0.58, 0.72, 0.56, 1],
    ["Қарбыз жеуге бола ма?", 6.15, 0.64, 0.16, 0.42, 0.68, 0.26, 1],
    ["Какая погода завтра?", 2.27, 0.32, 0, 0.63, 0.75, 0.39, 0],
    ["Good night", 2.68, 0.71, 0.3, 0.76, 0.5, 0.69, 0],
  ])("about something else is declined: «%s»", (text, ...figures) => {
    expect(declined(text, figures)).toBe(true);
  });

  test("is weighed by weights of its own, a longer one by the others", () => {
    const weighed = { scope: { bias: 10, [`${BRIEF}bias`]: -10 }, gates: { briefWords: 3 } };
    const evidence = observed(0, 0, 0, 0, 0, 0, 0);
    expect([3, 4].map((words) => weighScope(evidence, weighed, words) > 0.5)).toEqual([false, true]);
  });
});

describe("the calibration of scope", () => {
  test("has a weight for every piece of evidence, for long questions and for short ones", () => {
    const names = SCOPE_EVIDENCE.flatMap((name) => [name, `${BRIEF}${name}`]);
    expect(Object.keys(calibration.scope).sort()).toEqual([...names].sort());
  });

  test("knows the concept of asking leave", () => {
    expect(Object.keys(thesaurus)).toContain(LEAVE);
  });

  test("counts as short what the short development questions are", async () => {
    const items = [...(await readInside("short-dev")), ...(await readOutside("short-dev"))];
    const limit = calibration.gates.briefWords ?? 0;
    expect(items.filter(({ question }) => wordsOf(question) > limit)).toEqual([]);
  });
});
