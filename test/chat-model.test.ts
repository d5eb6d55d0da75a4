import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";

import { type OpenChatModel, openChatModel } from "../adapters/models/chat-model.ts";
import type { ModelCall } from "../src/model/chat-model.ts";
import {
  BROKEN_KINDS,
  babbling,
  broken,
  closing,
  failing,
  GARBAGE_KINDS,
  hanging,
  honest,
  LIE,
  lying,
  type ModelServer,
  obeying,
  openModelServer,
  redirecting,
  SERVER_WORDS,
  says,
  slow,
} from "./model-server.ts";

const KEY = "canary-key";
const FORM = z.strictObject({
  claims: z.array(z.strictObject({ text: z.string().max(80), passage: z.string() })).max(3),
});
const FILLED = { claims: [{ text: "You may not.", passage: "p1" }] };
type Form = z.infer<typeof FORM>;

const CALL: ModelCall<Form> = {
  ...{ purpose: "wording", instructions: "Word it.", form: FORM, mostTokens: 300, asker: "canary-asker" },
  material: {
    question: "{braces} and {{more}} of canary-question",
    passages: [{ id: "p1", text: "a longer text of a passage, so long" }],
  },
};

const never = (): AbortSignal => new AbortController().signal;

describe.each(["openai", "ollama"] as const)("a chat model of %s", (provider) => {
  let server: ModelServer;
  let model: OpenChatModel;
  const printed: unknown[][] = [];

  beforeAll(async () => {
    for (const way of ["log", "warn", "error", "debug", "info"] as const) {
      vi.spyOn(console, way).mockImplementation((...words) => void printed.push(words));
    }
    // What a client might read, in place of what it was given.
    const elsewhere = "http://127.0.0.1:9";
    const environment = {
      ...{
        OPENAI_BASE_URL: elsewhere,
        OPENAI_API_KEY: "other-key",
        OPENAI_ORG_ID: "org",
        OPENAI_PROJECT_ID: "project",
      },
      ...{
        OLLAMA_HOST: elsewhere,
        OLLAMA_BASE_URL: elsewhere,
        OPENAI_LOG: "debug",
        OPENAI_CUSTOM_HEADERS: "x-leak: 1",
      },
      ...{ HTTPS_PROXY: elsewhere, HTTP_PROXY: elsewhere, http_proxy: elsewhere, ALL_PROXY: elsewhere },
    };
    for (const [key, value] of Object.entries(environment)) vi.stubEnv(key, value);
    server = await openModelServer({ apiKey: KEY });
    const baseUrl = provider === "openai" ? server.openaiUrl : server.url;
    model = await openChatModel({ provider, name: "small:1b", baseUrl, apiKey: KEY });
  });

  afterEach(() => {
    expect(printed).toEqual([]);
  });

  afterAll(async () => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    await model.close();
    await server.close();
  });

  test("fills in the form and counts the tokens", async () => {
    server.behave(honest(FILLED));
    const answer = await model.ask(CALL, never());
    expect(answer).toEqual({ kind: "filled", form: FILLED, tokens: expect.any(Number) });
    const usage = server.requests.at(-1)?.messages.reduce((sum, { content }) => sum + content.length, 0) ?? 0;
    expect(answer).toMatchObject({ tokens: Math.ceil(usage / 4) + Math.ceil(JSON.stringify(FILLED).length / 4) });
  });

  test("is called by its whole name", () => {
    expect(model.name).toBe(`${provider}:small:1b`);
  });

  test("sends instructions and material apart, as they are", async () => {
    server.behave(honest(FILLED));
    await model.ask(CALL, never());
    const { messages, material, body, schema } = server.requests.at(-1) ?? {};
    expect(messages?.map(({ role }) => role)).toEqual(["system", "user"]);
    expect(messages?.[0]?.content).toMatch(/^Word it\.\n\nAnswer with one JSON object/);
    expect(material).toEqual(CALL.material);
    expect(body).toMatchObject({ model: "small:1b" });
    expect(schema).toMatchObject({ type: "object", required: ["claims"], additionalProperties: false });
    expect(JSON.stringify(schema)).not.toContain("maxLength");
  });

  test("asks for no more tokens than it may, without chance", async () => {
    server.behave(honest(FILLED));
    await model.ask(CALL, never());
    const { body } = server.requests.at(-1) ?? {};
    const limited = {
      openai: { max_tokens: 300, temperature: 0 },
      ollama: { options: { num_predict: 300, temperature: 0 } },
    };
    expect(body).toMatchObject(limited[provider]);
  });

  test("tells the server nothing of the asker, of this computer or of the environment", async () => {
    server.behave(honest(FILLED));
    await model.ask(CALL, never());
    const { headers = {}, text } = server.requests.at(-1) ?? {};
    expect(Object.keys(headers).sort()).toEqual([
      "accept",
      "authorization",
      "connection",
      "content-length",
      "content-type",
      "host",
    ]);
    expect(headers["authorization"]).toBe(`Bearer ${KEY}`);
    expect(text).not.toMatch(/canary-asker|org|project|leak/);
  });

  test.each([
    ["in a fence", `\`\`\`json\n${JSON.stringify(FILLED)}\n\`\`\``],
    ["among courtesies", `Certainly! ${JSON.stringify(FILLED)} I hope this helps.`],
    ["after its thoughts", `<think>maybe {"claims":1} or {so}</think>\n${JSON.stringify(FILLED)}`],
    ["with a mark of thought within", JSON.stringify({ claims: [{ text: "</think>", passage: "p1" }] })],
  ])("is understood %s", async (_, content) => {
    server.behave(says(content));
    expect(await model.ask(CALL, never())).toMatchObject({ kind: "filled", form: { claims: [{ passage: "p1" }] } });
  });

  test("is held to the form in what the server was not told", async () => {
    server.behave(honest({ claims: [{ text: "a".repeat(81), passage: "p1" }] }));
    expect(await model.ask(CALL, never())).toEqual({ kind: "failed", code: "garbage" });
  });

  test("hands on a lie in the right form, which others must find", async () => {
    server.behave(lying());
    expect(await model.ask(CALL, never())).toMatchObject({ form: { claims: [{ text: LIE, passage: LIE }] } });
  });

  test("hands on what the material made it say, which others must find", async () => {
    server.behave(obeying);
    expect(await model.ask(CALL, never())).toMatchObject({
      form: { claims: [{ text: expect.stringContaining("canary-question") }] },
    });
  });

  test.each(GARBAGE_KINDS)("that says nonsense (%s) filled in no form", async (kind) => {
    server.behave(babbling(kind));
    expect(await model.ask(CALL, never())).toEqual({ kind: "failed", code: "garbage" });
  });

  test.each(BROKEN_KINDS)("whose server sends nonsense (%s) filled in no form", async (kind) => {
    server.behave(broken(kind));
    expect(await model.ask(CALL, never())).toEqual({ kind: "failed", code: "garbage" });
  });

  test.each([400, 401, 403, 404, 408, 429, 500, 502, 503])(
    "is refused with %i, once, and nobody reads why",
    async (status) => {
      server.behave(failing(status, { "retry-after": "0" }));
      const before = server.requests.length;
      const answer = await model.ask(CALL, never());
      expect(answer).toEqual({ kind: "failed", code: "refused" });
      expect(JSON.stringify(answer)).not.toContain(SERVER_WORDS);
      expect(server.requests.length - before).toBe(1);
    },
  );

  test.each([301, 302, 303, 307, 308])("is not led elsewhere by %i", async (status) => {
    const elsewhere = await openModelServer({ behave: honest(FILLED) });
    server.behave(redirecting(`${elsewhere.openaiUrl}/chat/completions`, status));
    expect(await model.ask(CALL, never())).toEqual({ kind: "failed", code: "refused" });
    expect([elsewhere.requests.length, elsewhere.connections()]).toEqual([0, 0]);
    await elsewhere.close();
  });

  test.each(["headers", "body"] as const)("whose connection is closed at the %s is out of reach", async (at) => {
    server.behave(closing(at));
    expect(await model.ask(CALL, never())).toEqual({ kind: "failed", code: "unreachable" });
  });

  test.each([
    ["hangs before the headers", hanging("headers")],
    ["hangs in the body", hanging("body")],
    ["is slow", slow(5_000, honest(FILLED))],
  ])("that %s is late as soon as its caller says so", async (_, behave) => {
    server.behave(behave);
    const started = performance.now();
    expect(await model.ask(CALL, AbortSignal.timeout(150))).toEqual({ kind: "failed", code: "late" });
    expect(performance.now() - started).toBeLessThan(1_500);
  });

  test("is not asked for one who has given up already", async () => {
    const before = server.requests.length;
    expect(await model.ask(CALL, AbortSignal.abort())).toEqual({ kind: "failed", code: "late" });
    expect(server.requests.length).toBe(before);
  });

  test("goes on with one call when another is given up", async () => {
    server.behave(slow(250, honest(FILLED)));
    const short = model.ask(CALL, AbortSignal.timeout(60));
    const long = model.ask(CALL, never());
    expect([(await short).kind, (await long).kind]).toEqual(["failed", "filled"]);
  });

  test("is out of reach where nobody listens", async () => {
    const gone = await openModelServer();
    await gone.close();
    const lost = await openChatModel({ provider, name: "x", baseUrl: gone.url, apiKey: null });
    expect(await lost.ask(CALL, never())).toEqual({ kind: "failed", code: "unreachable" });
    await lost.close();
  });

  test("is late by itself where no caller ends it", async () => {
    server.behave(hanging("body"));
    const baseUrl = provider === "openai" ? server.openaiUrl : server.url;
    const impatient = await openChatModel({ provider, name: "x", baseUrl, apiKey: KEY }, { wholeMs: 100 });
    expect(await impatient.ask(CALL, never())).toEqual({ kind: "failed", code: "late" });
    await impatient.close();
  });

  test("holds its key where nobody sees it", () => {
    expect(`${JSON.stringify(model)} ${String(model)} ${Object.values(model).map(String).join(" ")}`).not.toContain(
      KEY,
    );
  });
});

describe("a chat model of a server like OpenAI's", () => {
  const message = { role: "assistant", content: null, refusal: "canary-refusal" };
  const choice = { index: 0, finish_reason: "stop", message };
  const whole = { role: "assistant", content: JSON.stringify(FILLED), refusal: null };

  async function askOf(body: unknown): Promise<unknown> {
    const raw = { kind: "raw", status: 200, body: JSON.stringify(body) } as const;
    const server = await openModelServer({ behave: () => raw });
    const model = await openChatModel({ provider: "openai", name: "x", baseUrl: server.openaiUrl, apiKey: null });
    const answer = await model.ask(CALL, never());
    await Promise.all([model.close(), server.close()]);
    return answer;
  }

  // LangChain drops a refusal; and a server whose model refuses is up.
  test("may refuse, in words that nobody reads", async () => {
    expect(await askOf({ choices: [choice] })).toEqual({ kind: "failed", code: "garbage" });
  });

  test("is not believed where it was cut short", async () => {
    const cut = { ...choice, finish_reason: "length", message: whole };
    expect(await askOf({ choices: [cut] })).toEqual({ kind: "failed", code: "garbage" });
  });

  test.each([-1, 0, 1e15, "many", null])("is not believed of %s tokens", async (total_tokens) => {
    const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens };
    const answer = await askOf({ choices: [{ ...choice, message: whole }], usage });
    expect(answer).toMatchObject({ kind: "filled", form: FILLED });
    expect((answer as { tokens: number }).tokens).toBeGreaterThan(50);
    expect((answer as { tokens: number }).tokens).toBeLessThan(1_000);
  });

  test("is asked at the one address only, whatever its name would have its client do", async () => {
    const server = await openModelServer({ behave: honest(FILLED) });
    const model = await openChatModel({ provider: "openai", name: "codex", baseUrl: server.openaiUrl, apiKey: null });
    expect(await model.ask(CALL, never())).toEqual({ kind: "failed", code: "unreachable" });
    expect(server.requests.map(({ path }) => path)).toEqual([]);
    await Promise.all([model.close(), server.close()]);
  });
});
