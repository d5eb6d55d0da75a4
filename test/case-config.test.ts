import { readFileSync } from "node:fs";
import { parse } from "dotenv";
import { describe, expect, test } from "vitest";

import { readConfig } from "../src/config.ts";

const KEY = Buffer.alloc(32, 1).toString("base64");
const OTHER_KEY = Buffer.alloc(32, 2).toString("base64");

function faultOf(environment: Record<string, string>): string {
  try {
    readConfig(environment);
    return "no fault";
  } catch (fault) {
    return fault instanceof Error ? fault.message : "no error";
  }
}

const EXAMPLE = readFileSync(new URL("../.env.example", import.meta.url), "utf8");
const source = (name: string): string => readFileSync(new URL(`../src/${name}`, import.meta.url), "utf8");
/** The keys of the schema stand one to a line. */
const KEYS = [...`${source("config.ts")}\n${source("model-config.ts")}`.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)]
  .map(([, key = ""]) => key)
  .sort();

describe("the configuration of the cases", () => {
  test("takes what is set", () => {
    const set = {
      ...{ DATABASE_URL: "postgres://adep@127.0.0.1/adep", DATA_KEY: KEY, ESCALATION: "confirm" },
      ...{ ESCALATION_DELAY_MINUTES: "30", ACKNOWLEDGE_DAYS: "5", FEEDBACK_DAYS: "30", BODIES_FILE: "bodies.json" },
      ...{ COMMISSIONER_TELEGRAM_CHAT: "-1001234567890", COMMISSIONER_TELEGRAM_USERS: "5, 6,7," },
      ...{ COMMISSIONER_SLACK_CHANNEL: "C0123456789", COMMISSIONER_SLACK_USERS: "U0123456789,W01" },
    };
    expect(readConfig(set)).toMatchObject({
      ...{ databaseUrl: "postgres://adep@127.0.0.1/adep", dataKey: KEY, bodiesFile: "bodies.json" },
      escalation: { mode: "confirm", delayMinutes: 30 },
      terms: { acknowledgeDays: 5, feedbackDays: 30 },
      commissioner: {
        ...{ telegramChat: -1001234567890, telegramUsers: [5, 6, 7] },
        ...{ slackChannel: "C0123456789", slackUsers: ["U0123456789", "W01"] },
      },
    });
  });

  test("keeps the cases in the data folder unless told otherwise", () => {
    expect(readConfig({ DATA_DIR: "elsewhere" }).databaseUrl).toBe("sqlite:elsewhere/adep.db");
  });

  test.each(["sqlite:cases.db", "sqlite:/var/lib/adep/cases.db", "postgres://h/d", "postgresql://u:p@h:5432/d"])(
    "takes DATABASE_URL=%s",
    (url) => {
      expect(readConfig({ DATABASE_URL: url }).databaseUrl).toBe(url);
    },
  );

  test("takes several data keys with commas between", () => {
    expect(readConfig({ DATA_KEY: `${KEY}, ${OTHER_KEY}` }).dataKey).toBe(`${KEY}, ${OTHER_KEY}`);
  });

  test.each([
    ["DATABASE_URL", "mysql://h/d"],
    ["DATABASE_URL", "cases.db"],
    ["DATABASE_URL", "sqlite:"],
    ["DATA_KEY", "secret"],
    ["DATA_KEY", KEY.slice(4)],
    ["DATA_KEY", `${KEY},`],
    ["DATA_KEY", `${KEY}AAAA`],
    ["DATA_KEY", KEY.replace("AQ", "A-")],
    ["ESCALATION", "always"],
    ["ESCALATION_DELAY_MINUTES", "-1"],
    ["ESCALATION_DELAY_MINUTES", "1441"],
    ["ESCALATION_DELAY_MINUTES", "1.5"],
    ["ESCALATION_DELAY_MINUTES", "ten"],
    ["ACKNOWLEDGE_DAYS", "0"],
    ["ACKNOWLEDGE_DAYS", "61"],
    ["FEEDBACK_DAYS", "0"],
    ["FEEDBACK_DAYS", "181"],
    ["FEEDBACK_DAYS", " "],
    ["COMMISSIONER_TELEGRAM_CHAT", "@commissioner"],
    ["COMMISSIONER_TELEGRAM_USERS", "5;6"],
    ["COMMISSIONER_TELEGRAM_USERS", "5,@name"],
    ["COMMISSIONER_SLACK_CHANNEL", "#ethics"],
    ["COMMISSIONER_SLACK_USERS", "U0123456789,someone"],
  ])("refuses %s=%s by name, in one line, with what it should be", (key, value) => {
    const fault = faultOf({ [key]: value });
    expect(fault).toMatch(new RegExp(`^the configuration is wrong: ${key} must be [^\\n]+\\(see \\.env\\.example\\)$`));
  });

  test.each(["DATA_KEY", "DATABASE_URL"])("does not repeat %s, which may be secret", (key) => {
    expect(faultOf({ [key]: "mysql://adep:hunter2@h/d" })).not.toContain("hunter2");
  });

  test("shows every fault at once", () => {
    const wrong = Object.fromEntries(
      KEYS.filter((key) => /^(ESCALATION|ACK|FEED|COMM|DATA_KEY|DATAB)/.test(key)).map((key) => [key, "?"]),
    );
    const fault = faultOf(wrong);
    expect(Object.keys(wrong).filter((key) => !fault.includes(key))).toEqual([]);
  });

  // Two people with one account: a case about the one would open to the other.
  test.each(["COMMISSIONER_TELEGRAM_USERS", "COMMISSIONER_SLACK_USERS"])("refuses somebody twice in %s", (key) => {
    expect(faultOf({ [key]: key.includes("SLACK") ? "U01,U01" : "5,5" })).toContain(key);
  });
});

describe(".env.example", () => {
  test("names every key there is, and no other", () => {
    expect(KEYS.length).toBeGreaterThan(10);
    // Looked at only when official texts are fetched.
    const apart = ["SYNC_PROXY_URL", "SYNC_NO_PROXY"];
    expect(Object.keys(parse(EXAMPLE)).sort()).toEqual([...KEYS, ...apart].sort());
  });

  test("has the defaults", () => {
    expect(readConfig(parse(EXAMPLE))).toEqual(readConfig({}));
  });

  test("says of every key what it is for", () => {
    const blocks = EXAMPLE.split(/\n\s*\n/).filter((block) => /^[A-Z_]+=/m.test(block));
    expect(blocks.filter((block) => !block.trimStart().startsWith("# "))).toEqual([]);
  });

  test("holds no secret", () => {
    expect(EXAMPLE).not.toMatch(/=[A-Za-z0-9+/]{43}=|xox[abp]-|xapp-|\d{8,}:AA/);
  });
});
