import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { readConfig } from "../src/config.ts";

// Put together here, so that nothing in this file looks like a token.
const BOT = ["xoxb", "1".repeat(11), "2".repeat(12), "a".repeat(24)].join("-");
const APP = ["xapp", "1", "A0000000000", "3".repeat(12), "b".repeat(32)].join("-");
const SECRET = "0123456789abcdef".repeat(2);
const SOCKET = { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP };
const HTTP = { SLACK_MODE: "http", SLACK_BOT_TOKEN: BOT, SLACK_SIGNING_SECRET: SECRET };

function faultOf(environment: Record<string, string>): string {
  try {
    readConfig(environment);
    return "no fault";
  } catch (fault) {
    return fault instanceof Error ? fault.message : "no error";
  }
}

describe("the keys of Slack", () => {
  test("none of them means no Slack", () => {
    expect(readConfig({}).slack).toBeNull();
  });

  test("a bot token and an app token mean Socket Mode at Slack", () => {
    const slack = {
      token: BOT,
      apiUrl: "https://slack.com/api/",
      proxy: null,
      mode: { kind: "socket", appToken: APP },
    };
    expect(readConfig(SOCKET).slack).toEqual(slack);
  });

  test("http mode takes the signing secret", () => {
    const slack = {
      token: BOT,
      apiUrl: "https://slack.com/api/",
      proxy: null,
      mode: { kind: "http", signingSecret: SECRET },
    };
    expect(readConfig(HTTP).slack).toEqual(slack);
  });

  test("what the other mode needs may stand there and is not taken", () => {
    expect(readConfig({ ...SOCKET, SLACK_SIGNING_SECRET: SECRET }).slack?.mode).toEqual({
      kind: "socket",
      appToken: APP,
    });
    expect(readConfig({ ...HTTP, SLACK_APP_TOKEN: APP }).slack?.mode).toEqual({ kind: "http", signingSecret: SECRET });
  });

  test("without a bot token the other keys switch nothing on and are no fault", () => {
    expect(readConfig({ SLACK_APP_TOKEN: APP, SLACK_SIGNING_SECRET: SECRET, SLACK_MODE: "http" }).slack).toBeNull();
  });

  test.each([
    ["http://127.0.0.1:9/api", "http://127.0.0.1:9/api/"],
    ["http://127.0.0.1:9/api/", "http://127.0.0.1:9/api/"],
  ])("the address %s is called as %s", (url, called) => {
    expect(readConfig({ ...SOCKET, SLACK_API_URL: url }).slack?.apiUrl).toBe(called);
  });

  test("a proxy is taken from its own keys, whatever else the environment says of proxies", () => {
    const proxy = { SLACK_PROXY_URL: "http://us:er@proxy.example.kz:3128", SLACK_NO_PROXY: "a.example.kz, 10.0.0.1" };
    const taken = { url: proxy.SLACK_PROXY_URL, except: proxy.SLACK_NO_PROXY };
    expect(readConfig({ ...SOCKET, ...proxy }).slack?.proxy).toEqual(taken);
    expect(readConfig({ ...SOCKET, SLACK_PROXY_URL: proxy.SLACK_PROXY_URL }).slack?.proxy?.except).toBe("");
    expect(readConfig({ ...SOCKET, HTTPS_PROXY: "http://proxy.example.kz:3128" }).slack?.proxy).toBeNull();
  });

  const socketFault =
    "SLACK_APP_TOKEN is needed in socket mode (Basic Information, App-Level Tokens, connections:write)";
  const httpFault = "SLACK_SIGNING_SECRET is needed in http mode (Basic Information, App Credentials)";
  test.each([
    [socketFault, { SLACK_BOT_TOKEN: BOT }],
    [socketFault, { SLACK_BOT_TOKEN: BOT, SLACK_SIGNING_SECRET: SECRET }],
    [httpFault, { SLACK_BOT_TOKEN: BOT, SLACK_MODE: "http" }],
    [httpFault, { ...SOCKET, SLACK_MODE: "http" }],
  ])("%s", (line, set) => {
    expect(faultOf(set)).toBe(`the configuration is wrong: ${line} (see .env.example)`);
  });

  const botFault = "SLACK_BOT_TOKEN must be the bot token, which begins with xoxb-";
  const appFault = "SLACK_APP_TOKEN must be the app-level token, which begins with xapp-";
  const secretFault = "SLACK_SIGNING_SECRET must be the signing secret, at least 32 letters and digits";
  test.each([
    ["tokens in each other's place", { SLACK_BOT_TOKEN: APP, SLACK_APP_TOKEN: BOT }, [botFault, appFault]],
    ["the token of a person", { ...SOCKET, SLACK_BOT_TOKEN: BOT.replace("xoxb", "xoxp") }, [botFault]],
    ["a bot token cut short", { ...SOCKET, SLACK_BOT_TOKEN: BOT.slice(0, 12) }, [botFault]],
    ["a bot token with a space", { ...SOCKET, SLACK_BOT_TOKEN: ` ${BOT}` }, [botFault]],
    ["an app token cut short", { ...SOCKET, SLACK_APP_TOKEN: APP.slice(0, 12) }, [appFault]],
    ["a signing secret of 31 letters", { ...HTTP, SLACK_SIGNING_SECRET: SECRET.slice(1) }, [secretFault]],
    ["a token as signing secret", { ...HTTP, SLACK_SIGNING_SECRET: BOT }, [secretFault]],
    ["a mode nobody knows", { ...SOCKET, SLACK_MODE: "webhook" }, ["SLACK_MODE must be socket or http"]],
    ["an address that is none", { ...SOCKET, SLACK_API_URL: "slack.com" }, ["SLACK_API_URL must be an http or https"]],
    [
      "a proxy without http",
      { ...SOCKET, SLACK_PROXY_URL: "proxy:3128" },
      ["SLACK_PROXY_URL must be an http or https"],
    ],
    ["hosts that are none", { ...SOCKET, SLACK_NO_PROXY: "http://a.b" }, ["SLACK_NO_PROXY must be names of hosts"]],
    ["an address with a name", { ...SOCKET, SLACK_API_URL: "https://slack.com@a.b/" }, ["SLACK_API_URL must be an"]],
  ])("%s: refused by name, in one line", (_name, set, lines) => {
    const fault = faultOf(set);
    expect(fault).toMatch(/^the configuration is wrong: [^\n]+ \(see \.env\.example\)$/u);
    expect(fault.match(/SLACK_\w+ /gu)).toHaveLength(lines.length);
    expect(lines.filter((line) => !fault.includes(line))).toEqual([]);
  });

  test("no fault repeats what was put into a key", () => {
    const keys = [
      "SLACK_BOT_TOKEN",
      "SLACK_APP_TOKEN",
      "SLACK_SIGNING_SECRET",
      "SLACK_API_URL",
      "SLACK_MODE",
      "SLACK_PROXY_URL",
    ];
    const value = fc.string({ minLength: 9, maxLength: 40 }).map((text) => `\u0001${text}`);
    fc.assert(
      fc.property(fc.constantFrom(...keys), value, (key, text) => {
        const fault = faultOf({ ...SOCKET, [key]: text });
        expect([fault.includes(key), fault.includes(text)]).toEqual([true, false]);
      }),
    );
  });

  test("a token with any prefix but its own is refused", () => {
    const prefix = fc.constantFrom("xoxb", "xoxp", "xoxa", "xoxe", "xapp", "xoxe.xoxb", "XOXB");
    fc.assert(
      fc.property(prefix, prefix, (bot, app) => {
        const set = { SLACK_BOT_TOKEN: BOT.replace("xoxb", bot), SLACK_APP_TOKEN: APP.replace("xapp", app) };
        const fault = faultOf(set);
        expect(fault.includes("SLACK_BOT_TOKEN")).toBe(bot !== "xoxb");
        expect(fault.includes("SLACK_APP_TOKEN")).toBe(app !== "xapp");
      }),
    );
  });
});

describe("what prints what goes to Slack", () => {
  test.each(["undici", "fetch", "websocket", "WebSocket", "fs,undici", "undici:socks5", "*", "und*"])(
    "NODE_DEBUG=%s is refused",
    (value) => {
      expect(faultOf({ NODE_DEBUG: value })).toContain("unset NODE_DEBUG");
    },
  );

  test.each(["fs", "timer", "module"])("NODE_DEBUG=%s, which prints nothing of it, is left alone", (value) => {
    expect(faultOf({ NODE_DEBUG: value })).toBe("no fault");
  });
});
