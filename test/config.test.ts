import { describe, expect, test } from "vitest";

import { readConfig } from "../src/config.ts";

function faultOf(environment: Record<string, string>): string {
  try {
    readConfig(environment);
    return "no fault";
  } catch (fault) {
    return fault instanceof Error ? fault.message : "no error";
  }
}

describe("readConfig", () => {
  test("has a default for everything", () => {
    expect(readConfig({})).toEqual({
      ...{ host: "127.0.0.1", port: 8080, dataFolder: "data", logLevel: "info" },
      ...{ databaseUrl: "sqlite:data/adep.db", dataKey: null, bodiesFile: null },
      escalation: { mode: "auto", delayMinutes: 0 },
      terms: { acknowledgeDays: 3, feedbackDays: 15 },
      commissioner: { language: "kk", telegramChat: null, telegramUsers: [], slackChannel: null, slackUsers: [] },
      ...{ telegram: null, slack: null, chatModel: null, embeddings: { kind: "lsi" } },
    });
  });

  test("listens on this computer only unless told otherwise", () => {
    expect(readConfig({}).host).toBe("127.0.0.1");
  });

  test("takes what is set", () => {
    const set = { HOST: "::1", PORT: "9090", DATA_DIR: "elsewhere", LOG_LEVEL: "debug" };
    expect(readConfig(set)).toMatchObject({ host: "::1", port: 9090, dataFolder: "elsewhere", logLevel: "debug" });
  });

  test("an empty value counts as not set", () => {
    expect(readConfig({ PORT: "", HOST: "", LANGSMITH_TRACING: "" })).toEqual(readConfig({}));
  });

  test("port 0 takes any free port", () => {
    expect(readConfig({ PORT: "0" }).port).toBe(0);
  });

  test("keys of others are left alone", () => {
    expect(readConfig({ PATH: "/bin", HOME: "/home/asker" })).toEqual(readConfig({}));
  });

  test.each(["eighty", "80.5", "-1", "65536"])("PORT=%s is refused by name", (port) => {
    expect(faultOf({ PORT: port })).toContain("PORT must be");
  });

  test("a log level nobody knows is refused with those there are", () => {
    expect(faultOf({ LOG_LEVEL: "loud" })).toMatch(/LOG_LEVEL must be one of .*info/);
  });

  test("every fault is shown at once", () => {
    const fault = faultOf({ PORT: "eighty", LOG_LEVEL: "loud" });
    expect([fault.includes("PORT"), fault.includes("LOG_LEVEL")]).toEqual([true, true]);
  });

  test("faults stand in one line that points at the example", () => {
    expect(faultOf({ PORT: "eighty", LOG_LEVEL: "loud" })).toMatch(/^[^\n]+\.env\.example\)$/);
  });

  test.each(["LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2", "LANGCHAIN_API_KEY", "LANGSMITH_ENDPOINT"])(
    "%s is refused, because questions could leave the computer",
    (key) => {
      expect(faultOf({ [key]: "true" })).toContain(`unset ${key}`);
    },
  );

  test("tracing is shown together with the other faults", () => {
    const fault = faultOf({ PORT: "eighty", LANGSMITH_TRACING: "true" });
    expect([fault.includes("PORT"), fault.includes("LANGSMITH_TRACING")]).toEqual([true, true]);
  });

  test("a port of spaces is refused", () => {
    expect(faultOf({ PORT: " " })).toContain("PORT");
  });
});

describe("the keys of Telegram", () => {
  const TOKEN = { TELEGRAM_BOT_TOKEN: "1:abc" };
  const WEBHOOK = { ...TOKEN, TELEGRAM_MODE: "webhook", TELEGRAM_WEBHOOK_SECRET: "s".repeat(64) };

  test("a token alone means long polling at Telegram", () => {
    const telegram = { token: "1:abc", apiRoot: "https://api.telegram.org", webhook: null };
    expect(readConfig(TOKEN).telegram).toEqual(telegram);
  });

  test("webhook mode takes address and secret", () => {
    const set = { ...WEBHOOK, TELEGRAM_WEBHOOK_URL: "https://bot.example.kz/telegram" };
    expect(readConfig(set).telegram?.webhook?.url).toBe("https://bot.example.kz/telegram");
  });

  test("webhook mode without address and secret names both", () => {
    const fault = faultOf({ ...TOKEN, TELEGRAM_MODE: "webhook" });
    expect(fault).toMatch(/TELEGRAM_WEBHOOK_URL is needed.*TELEGRAM_WEBHOOK_SECRET is needed/);
  });

  test.each(["http://bot.example.kz/telegram", "https://bot.example.kz:9000/telegram"])(
    "Telegram itself is not told to call %s",
    (url) => expect(faultOf({ ...WEBHOOK, TELEGRAM_WEBHOOK_URL: url })).toContain("TELEGRAM_WEBHOOK_URL must"),
  );

  test("a Bot API server of one's own may call any address", () => {
    const set = {
      ...WEBHOOK,
      TELEGRAM_API_ROOT: "http://127.0.0.1:8081",
      TELEGRAM_WEBHOOK_URL: "http://127.0.0.1:9/telegram",
    };
    expect(readConfig(set).telegram?.apiRoot).toBe("http://127.0.0.1:8081");
  });

  test.each(["telegraf:client", "*", "express,telegraf*"])("DEBUG=%s is refused: it prints tokens", (value) => {
    expect(faultOf({ DEBUG: value })).toContain("unset DEBUG");
  });

  test("DEBUG of somebody else is left alone", () => {
    expect(faultOf({ DEBUG: "express:*" })).toBe("no fault");
  });
});
