import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { type OpenChatModel, openChatModel } from "../adapters/models/chat-model.ts";
import { LANGUAGES } from "../src/language.ts";
import { createLookAgain } from "../src/model/look-again.ts";
import { createReword } from "../src/model/reword.ts";
import type { Question, Triage } from "../src/question.ts";
import { CATEGORIES } from "../src/triage/scorer.ts";
import { CANARIES, FOLLOW_UPS, mask, read, TELLING } from "./model-helper-fakes.ts";
import {
  type Behave,
  babbling,
  broken,
  failing,
  GARBAGE_KINDS,
  hanging,
  honest,
  lying,
  type ModelServer,
  obeying,
  openModelServer,
} from "./model-server.ts";

const TIMEOUT_MS = 500;
const UMBRELLA: Question = { text: "Куда девать казённый зонт, когда дождь прошёл?" };
const ROUTINE: Triage = { severity: "routine", category: null, offer: false, signals: [] };
const promptOf = (name: string): string =>
  readFileSync(new URL(`../knowledge/prompts/${name}.md`, import.meta.url), "utf8");

let server: ModelServer;
let model: OpenChatModel;

beforeAll(async () => {
  server = await openModelServer();
  model = await openChatModel({ provider: "openai", name: "stand-in", baseUrl: server.openaiUrl, apiKey: null });
});
afterAll(async () => {
  await model.close();
  await server.close();
});

function reword(behave: Behave, question = UMBRELLA): Promise<readonly string[]> {
  server.behave(behave);
  const ask = createReword({ model, mask, instructions: promptOf("query"), timeoutMs: TIMEOUT_MS });
  return ask(question, read(question));
}

function look(behave: Behave, question = UMBRELLA): Promise<Triage> {
  server.behave(behave);
  const instructions = promptOf("second-look");
  const ask = createLookAgain({ model, mask, instructions, categories: CATEGORIES, timeoutMs: TIMEOUT_MS });
  return ask(question, read(question), ROUTINE);
}

async function timed<Result>(work: Promise<Result>): Promise<[Result, number]> {
  const startedAt = performance.now();
  return [await work, performance.now() - startedAt];
}

describe("the helps of a model that is served", () => {
  test("take what an honest one fills in", async () => {
    expect(await reword(honest({ rewordings: ["возврат служебного зонта"] }))).toEqual(["возврат служебного зонта"]);
    const wolf = honest({ severity: "critical", category: "extortion", isReal: true });
    expect(await look(wolf)).toEqual({
      ...{ severity: "concern", category: "extortion", offer: true, signals: ["second-look"] },
    });
  });

  test("take a lie for nothing more than words to search by", async () => {
    expect(await reword(lying("every umbrella is yours"))).toEqual(["every umbrella is yours"]);
    expect(await look(lying())).toBe(ROUTINE);
  });

  test("drop the question where a model does as it says", async () => {
    expect(await reword(obeying)).toEqual([]);
  });

  test.each(GARBAGE_KINDS)("do without where the model babbles: %s", async (kind) => {
    expect([await reword(babbling(kind)), await look(babbling(kind))]).toEqual([[], ROUTINE]);
  });

  test("do without where the server fails or breaks its protocol", async () => {
    expect([await reword(failing(500)), await look(broken("html"))]).toEqual([[], ROUTINE]);
  });

  test.each(["headers", "body"] as const)("do without where the server hangs in the %s, and in time", async (at) => {
    const [rewordings, rewordedMs] = await timed(reword(hanging(at)));
    const [triage, lookedMs] = await timed(look(hanging(at)));
    expect([rewordings, triage]).toEqual([[], ROUTINE]);
    for (const tookMs of [rewordedMs, lookedMs]) expect(Math.abs(tookMs - TIMEOUT_MS)).toBeLessThan(300);
  });

  test.each(LANGUAGES)("send nothing personal, asked in %s", async (language) => {
    const before = server.requests.length;
    const question = { text: TELLING[language], asker: "canary-asker" };
    const leaning = { text: FOLLOW_UPS[language].text, previous: TELLING[language], asker: "canary-asker" };
    for (const asked of [question, leaning]) {
      await reword(honest({}), asked);
      await look(honest({}), asked);
    }
    const sent = server.requests.slice(before);
    const leaked = [...CANARIES, "canary-asker"].filter((canary) => sent.some(({ text }) => text.includes(canary)));
    expect([sent.length, leaked]).toEqual([4, []]);
  });

  test("send the asker's words in a message of their own, never among the instructions", async () => {
    await reword(honest({}));
    await look(honest({}));
    const [system, ...others] = server.requests.slice(-2).map(({ messages }) => messages);
    for (const messages of [system, ...others]) {
      expect(messages?.map(({ role, content }) => [role, content.includes("зонт")])).toEqual([
        ["system", false],
        ["user", true],
      ]);
    }
  });
});
