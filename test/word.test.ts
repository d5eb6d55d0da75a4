import { describe, expect, test } from "vitest";

import { createWord, type WordDeps } from "../src/model/word.ts";
import type { Citation, Question, Reply } from "../src/question.ts";
import { writeReply } from "../src/write-reply.ts";
import { someReply, TODAY } from "./fakes.ts";
import {
  broken,
  createFakeModel,
  type FakeModel,
  hanging,
  knowledge,
  leak,
  mask,
  read,
  type Says,
  TELLING,
} from "./model-helper-fakes.ts";
import { smallEdition, withEditions } from "./small-editions.ts";

const UMBRELLA =
  "A civil servant returns an office umbrella within three working days. A servant must not lend the umbrella, unless it rains.";
const BOAT = "A servant may borrow a boat with the consent of the head.";
const QUESTION: Question = { text: "When do I bring the office umbrella back?" };

const [TEMPLATE] = someReply().citations as readonly [Citation];
const cited = (summary: string, more: Partial<Citation> = {}): Citation => ({
  ...TEMPLATE,
  summary,
  quote: summary,
  ...more,
});

type Answered = Extract<Reply, { outcome: "answered" | "clarify" }>;

function replyOf(more: Partial<Answered> = {}): Answered {
  const citations = more.citations ?? [cited(UMBRELLA), cited(BOAT, { provision: "law-290-viii/7" })];
  const parts = { ...someReply().parts, answer: citations[0].summary, notes: ["A note."], nextSteps: ["A step."] };
  const text = writeReply(knowledge, "en", { parts, citations });
  return { ...someReply(), outcome: "answered", parts, text, ...more, citations };
}

const saying = (...claims: readonly (readonly [passage: string, text: string])[]): Says => {
  return () => ({ claims: claims.map(([passage, text]) => ({ passage, text })) });
};

type Worded = { readonly reply: Reply; readonly before: Reply; readonly model: FakeModel };

async function word(
  says: Says,
  before: Reply = replyOf(),
  more: Partial<WordDeps> & { question?: Question } = {},
): Promise<Worded> {
  const { question = QUESTION, ...deps } = more;
  const model = createFakeModel(says);
  const put = createWord({
    ...{ model, mask, knowledge, instructions: "Word it.", detectLanguage: () => "en", timeoutMs: 200 },
    ...deps,
  });
  return { reply: await put(question, read(question), before), before, model };
}

const GOOD = ["P1", "You return the office umbrella within 3 working days."] as const;
const LENT = ["P2", "You may borrow a boat with the consent of the head."] as const;
const BAD = ["P1", "You return the office umbrella within 3 calendar days."] as const;

describe("a worded answer", () => {
  test("is the claims, each with the number of its source", async () => {
    const { reply } = await word(saying(GOOD, LENT));
    expect(reply.parts.answer).toBe(
      "You return the office umbrella within 3 working days [1]. You may borrow a boat with the consent of the head [2].",
    );
  });

  test("says who worded it and that it was checked", async () => {
    const { reply } = await word(saying(GOOD));
    expect(reply.wording).toEqual({ by: "model", name: "fake:model" });
    expect(reply.parts.label).toContain("language model (fake:model)");
    expect(reply.parts.label).toContain("not an official decision");
    expect(reply.text.endsWith(reply.parts.label)).toBe(true);
  });

  test("changes the answer, its label and the text they stand in, and nothing else", async () => {
    const { reply, before } = await word(saying(GOOD));
    const { answer, label } = reply.parts;
    const parts = { ...before.parts, answer, label };
    const text = writeReply(knowledge, "en", { parts, citations: before.citations });
    expect(reply).toEqual({ ...before, parts, text, wording: { by: "model", name: "fake:model" } });
    expect(reply.text).toContain("A step.");
  });

  test("leaves out a claim that does not hold", async () => {
    const { reply } = await word(saying(GOOD, BAD));
    expect(reply.parts.answer).toBe("You return the office umbrella within 3 working days [1].");
  });
});

describe("the reply stays as it was", () => {
  const kept: readonly (readonly [string, Says])[] = [
    ["where no claim holds", saying(BAD)],
    ["where more than half do not hold", saying(GOOD, BAD, ["P2", "Boats sink."])],
    ["where nothing of the first source is said", saying(LENT)],
    ["where nothing is said", saying()],
    ["where more is said than fits the form", saying(GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, GOOD)],
    ["where a claim has no passage", saying(["P7", GOOD[1]])],
    ["where the model breaks", broken],
    ["where the model is late", hanging],
    ["where the form is garbage", () => "You may."],
    ["where a condition is dropped", saying(["P1", "You must not lend the umbrella."])],
    ["where the asker's wish is written down", saying(["P1", "It is allowed to keep the office umbrella."])],
  ];
  test.each(kept)("%s", async (_, says) => {
    const { reply, before } = await word(says);
    expect(reply).toBe(before);
  });

  const unasked: readonly (readonly [string, Reply])[] = [
    ["that clarifies", replyOf({ outcome: "clarify" })],
    ["that declines", { ...replyOf(), outcome: "no-source", citations: [] }],
    ["on a critical matter", replyOf({ triage: { ...someReply().triage, severity: "critical" } })],
    [
      "that people have written for the situation",
      replyOf({ parts: { ...replyOf().parts, answer: "Tell the store." } }),
    ],
  ];
  test.each(unasked)("and the model is not even asked about one %s", async (_, before) => {
    const { reply, model } = await word(saying(GOOD), before);
    expect(reply).toBe(before);
    expect(model.calls).toEqual([]);
  });

  test("where the claim is in another language than the reply", async () => {
    const { reply, before } = await word(saying(GOOD), replyOf(), { detectLanguage: () => "ru" });
    expect(reply).toBe(before);
  });
});

describe("the model sees", () => {
  test("the question, the language, and each source by a token, without link or place", async () => {
    const { model } = await word(saying(GOOD));
    expect(model.calls[0]).toMatchObject({ purpose: "wording", instructions: "Word it.", asker: null });
    expect(model.calls[0]?.material).toEqual({
      ...{ question: QUESTION.text, language: "en" },
      passages: [
        { token: "P1", title: "Office umbrella", summary: UMBRELLA },
        { token: "P2", title: "Office umbrella", summary: BOAT },
      ],
    });
  });

  test("nobody's name or number", async () => {
    const { model } = await word(saying(GOOD), replyOf(), { question: { text: TELLING.ru } });
    expect(leak(model.calls[0])).toEqual([]);
  });

  test("the act's words with what leads into them, and so the ban they stand under", async () => {
    const quote = "lend umbrellas to guests of the house";
    const own = cited("A servant keeps to the rules.", { kind: "official", quote, leadIn: "A servant must not:" });
    const before = replyOf({ citations: [own] });
    const { reply, model } = await word(saying(["P1", "You must not lend umbrellas to guests of the house."]), before);
    expect(model.calls[0]?.material).toMatchObject({ passages: [{ quote: `A servant must not: ${quote}` }] });
    expect(reply.wording.by).toBe("model");
    expect((await word(saying(["P1", "Lend umbrellas to guests of the house."]), before)).reply).toBe(before);
  });

  test("no words of an act that go on after the quote", async () => {
    const own = cited(UMBRELLA, { kind: "official", quote: "A servant may keep the umbrella.", isCut: true });
    const { reply, model, before } = await word(
      saying(["P1", "You may keep the umbrella."]),
      replyOf({ citations: [own] }),
    );
    expect(model.calls[0]?.material).toMatchObject({ passages: [{ token: "P1", summary: UMBRELLA }] });
    expect(reply).toBe(before);
  });

  test("no summary of words that have changed since", async () => {
    const unit = (words: string) => [["law-290-viii/5", words]] as const;
    const then = smallEdition({ units: unit("Зонт возвращают за три дня.") });
    const now = smallEdition({
      units: unit("Зонт возвращают за два дня."),
      edition: "2026-07-20",
      inForceFrom: "2026-07-20",
    });
    const changed = withEditions(then, now);
    const { reply, model, before } = await word(saying(GOOD), replyOf({ citations: [cited(UMBRELLA)], day: TODAY }), {
      knowledge: changed,
    });
    expect(model.calls).toEqual([]);
    expect(reply).toBe(before);
  });
});
