import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

import { LANGUAGES } from "../src/language.ts";

type Tree = { readonly [key: string]: unknown };

const TEXTS = { socket: textOf("manifest.yaml"), http: textOf("manifest-http.yaml") };
const MANIFESTS = { socket: parse(TEXTS.socket) as Tree, http: parse(TEXTS.http) as Tree };
const MODES = ["socket", "http"] as const;

/** The most characters that Slack takes at each place; of a short description it takes one less than it says. */
const MOST: Readonly<Record<string, number>> = {
  "display_information.name": 35,
  "display_information.description": 139,
  "display_information.long_description": 4000,
  "features.agent_view.agent_description": 300,
  "features.bot_user.display_name": 80,
  "features.slash_commands.command": 32,
  "features.slash_commands.url": 3000,
  "features.slash_commands.description": 2000,
  "features.slash_commands.usage_hint": 1000,
  "oauth_config.scopes.bot": 50,
  "settings.event_subscriptions.request_url": 3500,
  "settings.event_subscriptions.bot_events": 50,
  "settings.interactivity.request_url": 3500,
};
const SWITCHES: Readonly<Record<string, boolean>> = {
  "features.app_home.home_tab_enabled": true,
  "features.app_home.messages_tab_enabled": true,
  "features.app_home.messages_tab_read_only_enabled": false,
  "features.bot_user.always_online": true,
  "features.slash_commands.should_escape": false,
  "settings.interactivity.is_enabled": true,
  "settings.org_deploy_enabled": false,
  "settings.token_rotation_enabled": false,
};
const ADDRESSES = [
  "features.slash_commands.url",
  "settings.event_subscriptions.request_url",
  "settings.interactivity.request_url",
];
const SCOPES = [
  "app_mentions:read",
  "assistant:write",
  "chat:write",
  "commands",
  "groups:history",
  "im:history",
  "im:write",
];
const EVENTS = ["app_home_opened", "app_mention", "app_uninstalled", "message.im", "tokens_revoked"];

function textOf(file: string): string {
  return readFileSync(new URL(`../adapters/slack/${file}`, import.meta.url), "utf8");
}

/** Every value with the way to it; what stands in a list has the way of the list. */
function leavesOf(value: unknown, way: readonly string[] = []): (readonly [string, unknown])[] {
  if (Array.isArray(value)) return value.flatMap((one) => leavesOf(one, way));
  if (typeof value !== "object" || value === null) return [[way.join("."), value]];
  return Object.entries(value).flatMap(([key, one]) => leavesOf(one, [...way, key]));
}

function valuesAt(mode: (typeof MODES)[number], way: string): unknown[] {
  return leavesOf(MANIFESTS[mode]).flatMap(([found, value]) => (found === way ? [value] : []));
}

describe.each(MODES)("the manifest for %s", (mode) => {
  const leaves = leavesOf(MANIFESTS[mode]);

  test("has texts only where the most is known, and none longer or empty", () => {
    const wrong = leaves.filter(
      ([way, value]) =>
        typeof value !== "boolean" && (typeof value !== "string" || value === "" || value.length > (MOST[way] ?? 0)),
    );
    expect(wrong).toEqual([]);
  });

  test("has a long description of the length that Slack wants at least", () => {
    expect(String(valuesAt(mode, "display_information.long_description")[0]).length).toBeGreaterThanOrEqual(175);
  });

  test("has these switches and no others", () => {
    const found = leaves.filter(([, value]) => typeof value === "boolean");
    expect(Object.fromEntries(found)).toEqual({ ...SWITCHES, "settings.socket_mode_enabled": mode === "socket" });
  });

  test("asks for these scopes and no others, each once", () => {
    expect(valuesAt(mode, "oauth_config.scopes.bot").sort()).toEqual(SCOPES);
    expect(leaves.filter(([way]) => way.startsWith("oauth_config") && way !== "oauth_config.scopes.bot")).toEqual([]);
  });

  test("says of every scope what it is for", () => {
    const lines = TEXTS[mode].split("\n");
    const bare = SCOPES.filter((scope) => !/^ +# /u.test(lines[lines.indexOf(`      - ${scope}`) - 1] ?? ""));
    expect(bare).toEqual([]);
  });

  test("subscribes to these events and no others: of channels only to mentions", () => {
    expect(valuesAt(mode, "settings.event_subscriptions.bot_events").sort()).toEqual(EVENTS);
    expect(leaves.filter(([way]) => way.includes("user_events") || way.includes("metadata"))).toEqual([]);
  });

  test("is an agent of today, not an assistant of before", () => {
    expect(Object.keys(MANIFESTS[mode]["features"] as Tree).sort()).toEqual([
      "agent_view",
      "app_home",
      "bot_user",
      "slash_commands",
    ]);
  });

  test("has the one command that the chats speak of", () => {
    expect(valuesAt(mode, "features.slash_commands.command")).toEqual(["/adep"]);
  });

  test("has a display name of letters that Slack takes", () => {
    expect(valuesAt(mode, "features.bot_user.display_name")[0]).toMatch(/^[a-z0-9._-]+$/u);
  });

  test("promises nobody that the workspace cannot read along", () => {
    expect(String(valuesAt(mode, "display_information.long_description")[0])).toContain("export direct messages");
    expect(TEXTS[mode]).not.toMatch(/anonym|confidential|secret(?!s\b)/iu);
  });
});

describe("the two manifests", () => {
  test("differ in the addresses and in who opens the connection, and in nothing else", () => {
    const { socket, http } = MANIFESTS;
    const common = (manifest: Tree) =>
      leavesOf(manifest).filter(([way]) => !ADDRESSES.includes(way) && way !== "settings.socket_mode_enabled");
    expect(common(http)).toEqual(common(socket));
    expect(common(http).length).toBeGreaterThan(20);
  });

  test("have one address for everything with HTTP, and none with Socket Mode", () => {
    for (const way of ADDRESSES) {
      expect(valuesAt("http", way)).toEqual(["https://adep.example.kz/slack/events"]);
      expect(valuesAt("socket", way)).toEqual([]);
    }
  });
});

describe("the words that Slack has a most for", () => {
  const messages = LANGUAGES.map((language) => {
    const file = new URL(`../knowledge/messages/${language}.json`, import.meta.url);
    return JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
  });

  test.each(["chat.window.title", "chat.window.close"])("%s fits into 24 characters", (key) => {
    expect(messages.map((one) => one[key]?.length ?? 99).filter((length) => length > 24)).toEqual([]);
  });

  const buttons = ["receipt", "report", "privacy", "forget", "open"].map((name) => `chat.home.${name}`);
  test.each(buttons)("%s fits on a button", (key) => {
    const longest = messages.map((one) => (one[key] ?? "?".repeat(99)).replace("{codename}", "x".repeat(24)).length);
    expect(longest.filter((length) => length > 75)).toEqual([]);
  });

  test("what is said on Slack names neither Telegram nor its buttons", () => {
    const own = messages.flatMap((one) => Object.entries(one).filter(([key]) => key.endsWith(".slack")));
    expect(own.length).toBeGreaterThan(30);
    expect(own.filter(([, text]) => /telegram|\bstart\b|«Запустить»|«Бастау»/iu.test(text))).toEqual([]);
  });

  test("a text with a wording for Slack has one for the other chats too, save where each chat has its own", () => {
    const [kk = {}] = messages;
    const lone = Object.keys(kk).filter((key) => key.endsWith(".slack") && kk[key.slice(0, -6)] === undefined);
    expect(lone).toEqual(["chat.privacy.slack"]);
  });

  test("no text of a chat writes a command with a slash of its own", () => {
    const found = messages.flatMap((one) =>
      Object.entries(one).filter(([key, text]) => key.startsWith("chat.") && /(^|[\s(«“])\/[a-z]/u.test(text)),
    );
    expect(found).toEqual([]);
  });
});
