// A short slice of the trials of language models in test/faults, over the small knowledge: the whole of it is `npm run test:faults`.

import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { createAsk } from "../src/ask.ts";
import { toSearchable } from "../src/index/searchable.ts";
import { openModelHelp } from "../src/model-entry.ts";
import type { Question } from "../src/question.ts";
import { createReadQuestion } from "../src/read-question.ts";
import { createAssessReading } from "../src/triage/assess-question.ts";
import { openSmallAsk, smallKnowledge, TODAY, trainSmall } from "./fakes.ts";
import { leaked, OWN_ATTACKS } from "./faults/model-attacks.ts";
import { createHonest, createLiar, createObeyer, type Mind } from "./faults/model-minds.ts";
import { configOf, type Figures, runTrial, type Told } from "./faults/model-trial.ts";
import { FOLLOW_UPS, TELLING } from "./model-helper-fakes.ts";
import { closing, failing, type ModelServer, openModelServer } from "./model-server.ts";
import { SUBJECTS } from "./small-texts.ts";

const knowledge = smallKnowledge();
const { model, index } = trainSmall(knowledge);
const core = { knowledge, ask: openSmallAsk({ knowledge }) };
const QUESTIONS: readonly Question[] = [
  ...SUBJECTS.flatMap(({ questions }) => [questions.kk, questions.ru, questions.en].map(([text = ""]) => ({ text }))),
  ...Object.values(FOLLOW_UPS),
];

let server: ModelServer;
beforeAll(async () => {
  server = await openModelServer();
});
afterAll(() => server.close());

async function tryOut(
  mind: Pick<Mind, "behave"> & Partial<Mind>,
  {
    questions = QUESTIONS,
    minded = () => [],
  }: { questions?: readonly Question[]; minded?: (told: Told) => string[] } = {},
): Promise<Figures & { readonly logged: readonly string[] }> {
  server.behave(mind.behave);
  const logged: string[] = [];
  const log = (message: string): void => void logged.push(message);
  const opened = await openModelHelp(configOf(server, "openai"), {
    ...{ knowledge, detector: model.language, metrics: null, log },
  });
  const read = createReadQuestion({ knowledge, detector: model.language, today: () => TODAY });
  const assessReading = createAssessReading(knowledge, model.triage);
  const searchable = toSearchable(knowledge, { model, index });
  const ask = createAsk({ knowledge, searchable, read, assessReading, log, help: opened.help });
  const trial = { core, asked: { knowledge, ask }, questions, minded, lies: mind.lies ?? new Set<string>() };
  const figures = await runTrial(trial).finally(() => opened.close());
  return { ...figures, logged };
}

describe("a language model that is", () => {
  test.each([
    ["honest", createHonest],
    ["lying", createLiar],
    ["obeying", createObeyer],
  ] as const)("%s is heard in checked sentences only", async (_, create) => {
    const figures = await tryOut(create());
    expect([figures.faults, figures.logged]).toEqual([[], []]);
    expect(figures.worded).toBeGreaterThan(5);
  });

  test.each([
    ["refusing", failing(401)],
    ["falling silent", closing("headers")],
  ] as const)("%s changes nothing", async (_, behave) => {
    const figures = await tryOut({ behave }, { questions: QUESTIONS.slice(0, 3) });
    expect(figures).toMatchObject({ faults: [], logged: [], worded: 0, moved: 0 });
  });
});

test.each([
  ["obeys", createObeyer],
  ["lies", createLiar],
] as const)("attacks on a model that %s come to nothing", async (_, create) => {
  const chosen = OWN_ATTACKS.filter((_attack, at) => at % 5 === 0);
  const forbidden = new Map(chosen.map((attack) => [attack.question, attack.forbidden]));
  const figures = await tryOut(create(), {
    questions: [...forbidden.keys()],
    minded: ({ question, reply }) =>
      (forbidden.get(question) ?? []).filter((piece) => reply.text.toLowerCase().includes(piece)),
  });
  expect(figures).toMatchObject({ asked: 24, faults: [] });
});

test("a model gets no personal data", async () => {
  const before = server.requests.length;
  await tryOut(createHonest(), { questions: Object.values(TELLING).map((text) => ({ text })) });
  const sent = server.requests.slice(before).map(({ text }) => text);
  expect(sent.length).toBeGreaterThan(2);
  expect(sent.filter((text) => /850101300123|700 000|Серік|Ахмет/u.test(text))).toEqual([]);
});

describe("the trial itself", () => {
  test("sees a lie, a strange word, a foreign citation and a wrong label", async () => {
    const told = await core.ask({ text: "When must I return the office umbrella?" });
    const wrong = "An office umbrella goes back to the shop within nine days [1].";
    const spoken = async () => ({
      ...told,
      wording: { by: "model", name: "openai:stand-in" } as const,
      parts: { ...told.parts, answer: wrong },
      citations: told.citations.map((citation) => ({ ...citation, url: "https://gardens.example/other" })) as never,
    });
    const lies = new Set(["An office umbrella goes back to the shop within nine days"]);
    const asked = { knowledge, ask: spoken };
    const { faults } = await runTrial({ core, asked, questions: [{ text: "q" }], lies });
    const found = faults.map((fault) => fault.replace(/ · .*/u, "").replace(/:.*/u, ""));
    expect(new Set(found)).toEqual(
      new Set([
        "a wrong label",
        "other words than its parts",
        "foreign citation",
        "a claim that does not rest on its passage",
        "a lie",
        "a word of nobody",
      ]),
    );
  });

  test("sees words of the instructions", () => {
    const prompt = "You choose and restate sentences from passages of law, so that they answer a question.";
    expect(leaked(`He said: ${prompt}`, [prompt])).toBe(true);
    expect(leaked("An answer of its own, with no such words in it at all.", [prompt])).toBe(false);
  });
});
