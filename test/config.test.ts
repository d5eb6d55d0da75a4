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
      commissioner: { telegramChat: null, telegramUsers: [], slackChannel: null, slackUsers: [] },
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
