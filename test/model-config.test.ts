import { describe, expect, test } from "vitest";

import { readConfig } from "../src/config.ts";
import { isNearAddress, isNearHost } from "../src/near-host.ts";

const SECRET = "canary-key-of-the-model";

function faultOf(environment: Record<string, string>): string {
  try {
    readConfig(environment);
    return "no fault";
  } catch (fault) {
    return fault instanceof Error ? fault.message : "no error";
  }
}

const HOSTED = { CHAT_MODEL: "openai:small", CHAT_MODEL_BASE_URL: "https://models.example.kz/v1/" };

describe("the language model of the configuration", () => {
  test("is none, and the vectors those trained here, unless told otherwise", () => {
    const { chatModel, embeddings } = readConfig({});
    expect([chatModel, embeddings]).toEqual([null, { kind: "lsi" }]);
  });

  test("is taken with its server, key, uses and budgets", () => {
    const budgets = { CHAT_MODEL_CALLS_PER_HOUR: "7", CHAT_MODEL_TOKENS_PER_DAY: "0", CHAT_MODEL_CONCURRENCY: "2" };
    const set = { ...HOSTED, ...budgets, CHAT_MODEL_API_KEY: SECRET, CHAT_MODEL_USES: " query , wording" };
    expect(readConfig(set).chatModel).toEqual({
      ...{ provider: "openai", name: "small", baseUrl: "https://models.example.kz/v1", apiKey: SECRET },
      ...{ uses: ["wording", "query"], budgets: { callsPerHour: 7, tokensPerDay: 0, concurrency: 2 } },
    });
  });

  test("is asked for everything, within limits, unless told otherwise", () => {
    expect(readConfig(HOSTED).chatModel).toMatchObject({
      ...{ apiKey: null, uses: ["wording", "triage", "query"] },
      budgets: { callsPerHour: 40, tokensPerDay: 2_000_000, concurrency: 4 },
    });
  });

  test("is looked for on this computer where it is Ollama's", () => {
    const model = { provider: "ollama", name: "qwen3:14b", baseUrl: "http://127.0.0.1:11434" };
    expect(readConfig({ CHAT_MODEL: "ollama:qwen3:14b" }).chatModel).toMatchObject(model);
  });

  test.each(["CHAT_MODEL", "EMBEDDINGS"])("has no address that nobody wrote: %s=openai:… needs one", (key) => {
    expect(faultOf({ [key]: "openai:small" })).toContain(`${key}_BASE_URL is needed with ${key}=openai:`);
  });

  test.each(["http://127.0.0.1:11434/v1", "http://ollama:11434/api/"])("says that %s is not Ollama's own", (url) => {
    expect(faultOf({ CHAT_MODEL: "ollama:x", CHAT_MODEL_BASE_URL: url })).toContain("without /v1 or /api");
  });

  test.each([
    ["CHAT_MODEL", "gpt"],
    ["CHAT_MODEL", "anthropic:x"],
    ["CHAT_MODEL", "openai:"],
    ["CHAT_MODEL", "openai:a b"],
    ["CHAT_MODEL_BASE_URL", "models.example.kz"],
    ["CHAT_MODEL_BASE_URL", "ftp://models.example.kz"],
    ["CHAT_MODEL_BASE_URL", `https://user:${SECRET}@models.example.kz`],
    ["CHAT_MODEL_BASE_URL", `https://models.example.kz/v1?key=${SECRET}`],
    ["CHAT_MODEL_BASE_URL", "https://[not-an-address]/v1"],
    ["CHAT_MODEL_BASE_URL", "http://models.example.kz/v1"],
    ["CHAT_MODEL_BASE_URL", "http://8.8.8.8/v1"],
    ["CHAT_MODEL_API_KEY", `${SECRET} and more`],
    ["CHAT_MODEL_API_KEY", `${SECRET}\nX: y`],
    ["CHAT_MODEL_USES", "wording,judging"],
    ["CHAT_MODEL_CALLS_PER_HOUR", "0"],
    ["CHAT_MODEL_TOKENS_PER_DAY", "-1"],
    ["CHAT_MODEL_CONCURRENCY", "65"],
    ["EMBEDDINGS", "word2vec"],
    ["EMBEDDINGS", "onnx:"],
    ["EMBEDDINGS_BASE_URL", "http://example.kz"],
    ["EMBEDDINGS_API_KEY", "ключ"],
  ])("refuses %s=%s by name, in one line, and repeats no value", (key, value) => {
    const fault = faultOf({ [key]: value });
    expect(fault).toMatch(new RegExp(`^the configuration is wrong: ${key} must be [^\\n]+\\(see \\.env\\.example\\)$`));
    expect(fault).not.toContain(SECRET);
  });

  test("shows all its faults at once, beside those of others", () => {
    const wrong = { PORT: "?", CHAT_MODEL: "?", CHAT_MODEL_USES: "?", EMBEDDINGS: "?", EMBEDDINGS_API_KEY: " " };
    const fault = faultOf(wrong);
    expect(Object.keys(wrong).filter((key) => !fault.includes(`${key} must be`))).toEqual([]);
  });

  test("shows both missing addresses at once", () => {
    const fault = faultOf({ CHAT_MODEL: "openai:a", EMBEDDINGS: "openai:b" });
    expect(["CHAT_MODEL_BASE_URL", "EMBEDDINGS_BASE_URL"].filter((key) => !fault.includes(key))).toEqual([]);
  });
});

describe("the embeddings of the configuration", () => {
  test("are taken from a server", () => {
    const set = {
      EMBEDDINGS: "openai:bge-m3",
      EMBEDDINGS_BASE_URL: "http://10.0.0.5:8000/v1",
      EMBEDDINGS_API_KEY: SECRET,
    };
    expect(readConfig(set).embeddings).toEqual({
      ...{ kind: "server", provider: "openai", name: "bge-m3" },
      ...{ baseUrl: "http://10.0.0.5:8000/v1", apiKey: SECRET },
    });
  });

  test("are taken from a folder", () => {
    expect(readConfig({ EMBEDDINGS: "onnx:./models/small" }).embeddings).toEqual({
      kind: "onnx",
      folder: "./models/small",
    });
  });
});

describe("a host near by", () => {
  const near = ["localhost", "ollama", "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.9", "[::1]", "[fd12:3456::1]"];
  test.each([...near, "100.64.0.1", "gpu.internal", "model.default.svc.cluster.local"])("is %s", (host) => {
    expect(isNearHost(new URL(`http://${host}`).hostname)).toBe(true);
  });

  const far = ["example.kz", "8.8.8.8", "172.32.0.1", "11.0.0.1", "169.254.169.254", "[2001:db8::1]", "[fe80::1]"];
  test.each([...far, "local.example.kz", "[::ffff:127.0.0.1]", "192.169.1.1", "100.128.0.1"])("is not %s", (host) => {
    expect(isNearHost(new URL(`http://${host}`).hostname)).toBe(false);
  });

  test("is told from its number only where that is one", () => {
    expect(["ollama", "", "127.0.0.1.example.kz", "fd12.example.kz"].filter(isNearAddress)).toEqual([]);
  });

  test.each(["http://0x7f.1/v1", "http://2130706433/v1"])("may be written as %s, which is this computer", (url) => {
    expect(readConfig({ CHAT_MODEL: "openai:x", CHAT_MODEL_BASE_URL: url }).chatModel?.baseUrl).toBe(
      "http://127.0.0.1/v1",
    );
  });
});
