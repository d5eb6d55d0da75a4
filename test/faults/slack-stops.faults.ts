import { describe, expect, test } from "vitest";

import type { SlackServer } from "../slack-server.ts";
import { print } from "./figures.ts";
import { stopWithCards } from "./slack-cards.ts";
import { endWhileBusy } from "./slack-kills.ts";
import { closedGate, liveThrough, silentSlack, type Trouble } from "./slack-stops.ts";

describe("SIGTERM while people are busy in Slack", () => {
  test.for(["HTTP", "Socket Mode"])(
    "over %s ends the service within 25 seconds and loses nothing, five times",
    async (way) => {
      const isSocket = way !== "HTTP";
      const figures = await endWhileBusy({ how: "stop", times: 5, perSecond: 10, seed: 3, isSocket });
      print(`Slack, SIGTERM, ${way}`, figures);
      const nothing = { lost: [], twice: 0, asideMarked: 0, asideUnmarked: 0, unasked: 0, cardsTwice: 0, uneven: 0 };
      expect(figures).toMatchObject({ ...nothing, inbox: 0, outgoing: 0, dead: 0, violations: [] });
      expect(figures.codes.every((code) => code === 0)).toBe(true);
      expect(Math.max(...figures.stops)).toBeLessThan(25_000);
    },
  );
});

describe("SIGTERM while many cards wait for one channel", () => {
  // They go one a second; what is left waits for the next start.
  test("ends the service within 25 seconds", async () => {
    const { code, ms } = await stopWithCards(60);
    print("Slack, SIGTERM while cards wait", { code, ms });
    expect(code).toBe(0);
    expect(ms).toBeLessThan(25_000);
  });
});

const atStart = { isSocket: false, isAtStart: true, forMs: 12_000 };
const later = { isSocket: false, isAtStart: false, forMs: 3_000 };
const onLine = { isSocket: true, isAtStart: false, forMs: 3_000 };

/** Every call, until it is ended. */
const all = (begin: (server: SlackServer) => void) => (server: SlackServer) => {
  begin(server);
  return { end: () => server.clearFaults() };
};
const revoked = (error: "invalid_auth" | "token_revoked") => (server: SlackServer) => {
  server.revoke(error);
  return { end: () => server.revoke(null) };
};
const once = (begin: (server: SlackServer) => void) => (server: SlackServer) => {
  begin(server);
  return {};
};

const UNREACHABLE = /^Slack cannot be reached; it is tried again/;
const AGAIN = /^Slack answers again/;
const TOKEN = /^Slack does not accept SLACK_BOT_TOKEN/;
const LOST = /^the connection to Slack is lost/;
const BACK = /^Slack is connected again/;

const TROUBLES: readonly (readonly [string, Trouble, readonly RegExp[]])[] = [
  ["refuses connections at the start", { ...atStart, begin: closedGate }, [UNREACHABLE, AGAIN]],
  ["hangs at the start", { ...atStart, begin: all(({ hang }) => hang("*", 1e6)) }, [UNREACHABLE, AGAIN]],
  ["answers 500 at the start", { ...atStart, begin: all(({ fail }) => fail("*", 500, 1e6)) }, [UNREACHABLE, AGAIN]],
  ["answers HTML at the start", { ...atStart, begin: all(({ html }) => html("*", 1e6)) }, [UNREACHABLE, AGAIN]],
  ["knows no such token at the start", { ...atStart, begin: revoked("invalid_auth"), isForGood: true }, [TOKEN]],
  [
    "takes the token back for a while",
    { ...later, begin: revoked("token_revoked") },
    [/does not accept SLACK_BOT_TOKEN any more/, /accepts SLACK_BOT_TOKEN again/],
  ],
  [
    "asks for another connection",
    { ...onLine, begin: once(({ sockets }) => sockets.disconnect("refresh_requested")) },
    [],
  ],
  ["warns that a connection will end", { ...onLine, begin: once(({ sockets }) => sockets.disconnect("warning")) }, []],
  ["cuts the connection", { ...onLine, begin: once(({ sockets }) => sockets.drop()) }, [LOST, BACK]],
  [
    "refuses connections after it cut one",
    {
      ...onLine,
      begin: once(({ sockets }) => {
        sockets.refuseNext(503, 3);
        sockets.drop();
      }),
    },
    [LOST, BACK],
  ],
  ["never says hello", { ...onLine, isAtStart: true, forMs: 40_000, begin: silentSlack, isForGood: true }, [LOST]],
];

describe("while Slack", () => {
  test.for(TROUBLES)("%s, that is said in a line, and page and Telegram go on", async ([name, trouble, lines]) => {
    const figures = await liveThrough(trouble);
    print(`Slack ${name}`, figures);
    expect(figures.lines).toEqual(lines.map((line) => expect.stringMatching(line)));
    if (!trouble.isForGood) expect(figures.slackMs).not.toBeNull();
    expect(figures.stop.code).toBe(0);
    expect(figures.stop.ms).toBeLessThan(25_000);
  });

  // Messages that Slack refuses for the token wait.
  test("takes the token back, that is said in a line", async () => {
    const { lines } = await liveThrough({ ...later, begin: revoked("token_revoked"), isForGood: true });
    expect(lines).toEqual([expect.stringMatching(/token|SLACK_BOT_TOKEN/i)]);
  });
});
