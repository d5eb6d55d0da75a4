import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";

import type { Answer } from "../adapters/slack/answer.ts";
import { openSlackApi, type SlackApi } from "../adapters/slack/api.ts";
import { learnBot } from "../adapters/slack/connect.ts";
import { createIntake, type SlackIntake } from "../adapters/slack/intake.ts";
import { type SlackSocket, type SocketDeps, startSocket } from "../adapters/slack/socket.ts";
import { createSocketTrouble } from "../adapters/slack/socket-trouble.ts";
import { openBench } from "./case-fakes.ts";
import { type SlackServer, startSlack } from "./slack-server.ts";

const LOST = "the connection to Slack is lost; trying again until it can be opened";
const AGAIN = "Slack is connected again";

let slack: SlackServer;
let socket: SlackSocket | null = null;
const faults: unknown[] = [];
const note = (fault: unknown): void => void faults.push(fault);
beforeEach(async () => {
  slack = await startSlack({ patience: { retryDelaysMs: [0, 50, 50] } });
  process.on("unhandledRejection", note);
  process.on("uncaughtException", note);
});
afterEach(async () => {
  await socket?.stop();
  socket = null;
  await slack.close();
  process.off("unhandledRejection", note);
  process.off("uncaughtException", note);
  expect(faults.splice(0)).toEqual([]);
});

type Change = Partial<SocketDeps> & { readonly intake?: SlackIntake };

/** Pauses take a hundredth of their time here, or less, and are written down. */
function start(change: Change = {}) {
  const said: string[] = [];
  const pauses: number[] = [];
  const bodies: { readonly event_id?: string; readonly type?: string }[] = [];
  const sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
    if (ms >= 1000) pauses.push(Math.round(ms));
    await new Promise<void>((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        resolve();
      };
      const timer = setTimeout(end, Math.min(ms / 100, 200));
      signal.addEventListener("abort", end);
    });
  };
  const intake: SlackIntake = async (body) => {
    bodies.push(body as { event_id?: string });
    return "stored";
  };
  socket = startSocket({
    ...{ intake, sleep, random: () => 0, waitingView: () => ({ type: "modal" }), limits: { settleMs: 900 } },
    api: openSlackApi({ token: slack.appToken, apiUrl: slack.apiUrl }),
    ...{ log: (line, code = "") => void said.push(`${line} ${code}`.trim()), onConnected: () => void said.push("up") },
    ...change,
  });
  return { said, pauses, bodies, socket };
}

async function until(isSo: () => boolean): Promise<void> {
  const end = performance.now() + 8_000;
  while (!isSo()) {
    if (performance.now() > end) throw new Error("it did not come about in time");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const isUp = ({ said }: { readonly said: readonly string[] }) => until(() => said.includes("up"));

describe("a connection", () => {
  test("takes what Slack delivers, and a form waits", async () => {
    const { said } = start();
    await isUp({ said });
    const asker = slack.person("U0ASKER");
    await asker.writes("may I take a gift").ack;
    const raw = {
      ...{ type: "view_submission", user: { id: "U0ASKER" }, trigger_id: "1.2.a" },
      view: { id: "V1", callback_id: "w", private_metadata: "", state: { values: { f: { t: { value: "a" } } } } },
    };
    const { body } = await slack.deliverRaw("interaction", raw).ack;
    expect(body).toEqual({ response_action: "update", view: { type: "modal" } });
    expect(said).toEqual(["up"]);
  });

  test("stores over a real store before it says so, and once", async () => {
    const bench = await openBench();
    const bot = { userId: slack.own.user, botId: slack.own.bot, appId: slack.own.app, team: slack.own.team };
    const { said } = start({ intake: createIntake({ cases: bench.deps, bot: () => bot, onStored: () => undefined }) });
    await isUp({ said });
    const act = slack.person("U0ASKER").writes("may I take a gift");
    await act.ack;
    await slack.deliverAgain(act).ack;
    const { waiting } = await bench.deps.store.transact((tx) => tx.inbox.count("slack"));
    expect(waiting).toBe(1);
    expect(slack.sockets.totals.acknowledged).toBe(slack.sockets.totals.sent);
  });

  test("does not acknowledge what could not be stored, says so once, and gets it again", async () => {
    slack.patience.timeLimitMs = 100;
    let left = 2;
    const tries: unknown[] = [];
    const { said } = start({
      intake: async (body) => {
        tries.push((body as { event_id: string }).event_id);
        if (left-- > 0) throw new Error("disk is full, canary");
        return "stored";
      },
    });
    await isUp({ said });
    await slack.person("U0ASKER").writes("may I take a gift").ack;
    expect(tries).toHaveLength(3);
    expect(new Set(tries).size).toBe(1);
    expect(slack.sockets.totals).toMatchObject({ sent: 3, acknowledged: 1 });
    expect(said).toEqual([
      "up",
      "what Slack delivered could not be stored; Slack delivers it again",
      "what Slack delivers is stored again",
    ]);
  });

  test("lives through whatever comes over it", async () => {
    const { said, bodies } = start();
    await isUp({ said });
    const odd = ["null", "{", "5", "[]", '{"type":5}', '{"type":"events_api","envelope_id":"x","payload":null}'];
    const rateLimited = { type: "app_rate_limited", team_id: "T", minute_rate_limited: 1 };
    for (const text of odd) slack.sockets.sendRaw(text);
    slack.sockets.sendRaw(JSON.stringify({ type: "error", envelope_id: "y", payload: {} }));
    slack.sockets.sendRaw(JSON.stringify({ type: "events_api", envelope_id: "z", payload: rateLimited }));
    slack.sockets.sendRaw(
      JSON.stringify({ type: "events_api", envelope_id: "c", payload: { event: { type: "close" } } }),
    );
    await until(() => bodies.length === 4);
    expect(bodies).toEqual([null, {}, rateLimited, { event: { type: "close" } }]);
    await until(() => slack.sockets.totals.unknownAcks === 4);
    expect([slack.sockets.totals.opened, said]).toEqual([1, ["up"]]);
  });
});

describe("a connection that ends", () => {
  test.each(["refresh_requested", "warning"] as const)(
    "because of %s is replaced before it is given up, and nothing is lost",
    async (reason) => {
      const { said, bodies } = start({ limits: { settleMs: 1 } });
      await isUp({ said });
      await new Promise((resolve) => setTimeout(resolve, 50));
      const fewest = { count: 9 };
      const watching = setInterval(() => {
        fewest.count = Math.min(fewest.count, slack.sockets.count());
      }, 1);
      slack.sockets.disconnect(reason, { afterMs: 300 });
      fewest.count = 9;
      await until(() => slack.sockets.totals.opened === 2);
      await slack.person("U0ASKER").writes("may I take a gift").ack;
      await until(() => slack.sockets.count() === 1);
      clearInterval(watching);
      if (reason === "warning") expect(fewest.count).toBe(1);
      expect(bodies).toHaveLength(1);
      expect(said).toEqual(["up"]);
    },
  );

  test("without a word is opened again at once", async () => {
    const { said, pauses } = start({ limits: { settleMs: 1 } });
    await isUp({ said });
    await new Promise((resolve) => setTimeout(resolve, 50));
    slack.sockets.drop();
    await until(() => slack.sockets.totals.opened === 2);
    expect(said).toEqual(["up"]);
    expect(pauses).toEqual([]);
  });

  test("again and again is not opened without a pause, and that is said once", async () => {
    let left = 3;
    const fickle = await openServer((connection) => {
      connection.send(JSON.stringify({ type: "hello" }));
      if (left-- > 0) connection.close();
    });
    const { said, pauses } = start({ api: fickle.api, limits: { settleMs: 20_000 } });
    await until(() => said.length === 4);
    expect(said).toEqual(["up", LOST, AGAIN, "up"]);
    expect(pauses.filter((ms) => ms < 20_000)).toEqual([1000, 2000, 4000]);
    await socket?.stop();
    fickle.close();
  });

  test("because Socket Mode was turned off is tried every five minutes", async () => {
    const { said, pauses } = start({ limits: { settleMs: 1 } });
    await isUp({ said });
    await new Promise((resolve) => setTimeout(resolve, 50));
    slack.sockets.disconnect("link_disabled", { afterMs: 0 });
    await until(() => pauses.length === 1);
    expect(pauses).toEqual([300_000]);
    expect(said).toEqual(["up", "Socket Mode is off: turn it on at api.slack.com/apps; everything else goes on"]);
  });
});

describe("a connection that cannot be opened", () => {
  type Server = SlackServer;
  const METHOD = "apps.connections.open";
  const NO_TOKEN =
    "Slack does not accept SLACK_APP_TOKEN: take the token from the app's page at api.slack.com/apps and start again; everything else goes on";
  const OTHER_REFUSED = "Slack refuses a connection; trying again something_else";
  const cases: readonly (readonly [string, (server: Server) => void, string, readonly number[], string])[] = [
    ["Slack fails", (server) => server.fail(METHOD, 500, 3), `${LOST} 500`, [1000, 2000, 4000], AGAIN],
    ["a page comes instead", (server) => server.html(METHOD, 2), `${LOST} BODY`, [1000, 2000], AGAIN],
    ["the line is cut", (server) => server.drop(METHOD, 2), LOST, [1000, 2000], AGAIN],
    ["the upgrade is refused", (server) => server.sockets.refuseNext(503, 3), LOST, [1000, 2000, 4000], AGAIN],
    [
      "the token is wrong",
      (server) => server.refuse(METHOD, "invalid_auth", 2),
      ...([NO_TOKEN, [300_000, 300_000], "Slack accepts SLACK_APP_TOKEN again"] as const),
    ],
    [
      "the token is of another kind",
      (server) => server.refuse(METHOD, "not_allowed_token_type", 1),
      ...([NO_TOKEN, [300_000], "Slack accepts SLACK_APP_TOKEN again"] as const),
    ],
    [
      "Slack refuses otherwise",
      (server) => server.refuse(METHOD, "something_else"),
      ...([OTHER_REFUSED, [5000], "Slack takes connections again"] as const),
    ],
  ];
  test.each(cases)("because %s is tried again, with one line", async (_name, hinder, line, pauses, over) => {
    hinder(slack);
    const bench = start({ limits: { settleMs: 1 } });
    await until(() => bench.said.includes("up"));
    const [first = "", ...rest] = bench.said;
    expect(first.startsWith(line)).toBe(true);
    expect(rest).toEqual([over, "up"]);
    expect(bench.pauses).toEqual(pauses);
  });

  test("because there is too much waits for as long as Slack says", async () => {
    const { said, pauses } = start({ api: { call: async () => ({ kind: "wait", retryAfterMs: 77_000 }) } });
    await until(() => pauses.length === 1);
    expect(said).toEqual(["Slack refuses a connection; trying again ratelimited"]);
    expect(pauses).toEqual([77_000]);
  });

  test("because nobody greets is given up in time", async () => {
    const mute = await openServer(() => undefined);
    const { said, pauses } = start({ api: mute.api, limits: { helloMs: 30 } });
    await until(() => pauses.length === 2);
    expect(said).toEqual([`${LOST} NO_HELLO`]);
    expect(pauses).toEqual([1000, 2000]);
    await socket?.stop();
    mute.close();
  });

  test("because the other side hangs up at once is tried again", async () => {
    const rude = await openServer((connection) => connection.close());
    const { said, pauses } = start({ api: rude.api });
    await until(() => pauses.length === 2);
    expect(said).toEqual([LOST]);
    await socket?.stop();
    rude.close();
  });

  test("because too many are connected waits for longer", async () => {
    const full = await openServer((connection) =>
      connection.send(JSON.stringify({ type: "disconnect", reason: "too_many_websockets" })),
    );
    const { said, pauses } = start({ api: full.api });
    await until(() => pauses.length === 1);
    expect(said).toEqual([
      "too many processes are connected to Slack with SLACK_APP_TOKEN; waiting until one of them ends",
    ]);
    expect(pauses).toEqual([30_000]);
    await socket?.stop();
    full.close();
  });
});

/** A server of sockets that answers as it likes, and an API that leads to it. */
async function openServer(welcome: (connection: WebSocket) => void) {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  server.on("connection", welcome);
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  const answer: Answer = { kind: "done", result: { ok: true, url: `ws://127.0.0.1:${port}/` } };
  const api: Pick<SlackApi, "call"> = { call: async () => answer };
  const close = (): void => {
    for (const connection of server.clients) connection.terminate();
    server.close();
  };
  return { api, close, server };
}

describe("stopping", () => {
  async function stopsWithin(ms: number): Promise<void> {
    const from = performance.now();
    await socket?.stop();
    expect(performance.now() - from).toBeLessThan(ms);
  }

  test("closes the connection", async () => {
    const { said } = start();
    await isUp({ said });
    await stopsWithin(500);
    await until(() => slack.sockets.count() === 0);
  });

  test("ends while Slack does not answer", async () => {
    slack.hang("apps.connections.open");
    start();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await stopsWithin(500);
  });

  test("ends in a long pause", async () => {
    slack.refuse("apps.connections.open", "invalid_auth", 9);
    const { pauses } = start();
    await until(() => pauses.length === 1);
    await stopsWithin(500);
  });

  test("ends where the other side does not agree to close", async () => {
    const deaf = await openServer((connection) => {
      connection.send(JSON.stringify({ type: "hello" }));
      connection.pause();
    });
    const { said } = start({ api: deaf.api });
    await until(() => said.includes("up"));
    await stopsWithin(2_500);
    deaf.close();
  });

  test("waits a little for what is being stored, and it is acknowledged", async () => {
    const { said, bodies } = start({
      intake: async (body) => {
        bodies.push(body as object);
        await new Promise((resolve) => setTimeout(resolve, 150));
        return "stored";
      },
    });
    await isUp({ said });
    const act = slack.person("U0ASKER").writes("may I take a gift");
    await until(() => bodies.length === 1);
    await stopsWithin(1_000);
    await act.ack;
    expect(slack.sockets.totals).toMatchObject({ sent: 1, acknowledged: 1 });
  });
});

describe("the pauses", () => {
  test("grow to their longest and begin anew, a little apart for each", () => {
    const said: string[] = [];
    const trouble = createSocketTrouble({ log: (line) => void said.push(line), random: () => 1 });
    const pauses = Array.from({ length: 8 }, () => trouble.note({ kind: "network" }));
    expect(pauses).toEqual([1000, 1500, 3000, 6000, 12_000, 22_500, 22_500, 22_500]);
    trouble.end();
    trouble.end();
    expect(trouble.note({ kind: "network" })).toBe(1000);
    expect(said).toEqual([LOST, AGAIN, LOST]);
  });
});

describe("getting to know the bot", () => {
  const learn = (api: Pick<SlackApi, "call">, sleeps: number[] = []) => {
    const said: string[] = [];
    const ending = new AbortController();
    const learning = learnBot({
      ...{ api, signal: ending.signal, log: (line, code = "") => void said.push(`${line} ${code}`.trim()) },
      sleep: async (ms) => void sleeps.push(ms),
    });
    return { said, learning, ending };
  };
  const api = () => openSlackApi(slack);

  test("learns its ids, and those of the app where it may ask", async () => {
    slack.scopes.add("users:read");
    const { own } = slack;
    const known = { userId: own.user, botId: own.bot, team: own.team };
    expect(await learn(api()).learning).toEqual({ ...known, appId: own.app });
    slack.refuse("bots.info", "missing_scope");
    expect(await learn(api()).learning).toEqual({ ...known, appId: null });
  });

  test.each([
    [
      "invalid_auth",
      "Slack does not accept SLACK_BOT_TOKEN: take the token from the app's page at api.slack.com/apps and start again; everything else goes on auth.test",
      300_000,
    ],
    [
      "token_revoked",
      "Slack does not accept SLACK_BOT_TOKEN: take the token from the app's page at api.slack.com/apps and start again; everything else goes on auth.test",
      300_000,
    ],
    [
      "something_else",
      "Slack refuses a call at the start; it is tried again, and everything else goes on something_else",
      1000,
    ],
    ["internal_error", "Slack cannot be reached; it is tried again, and everything else goes on internal_error", 1000],
  ])("insists where Slack says %s, with one line", async (error, line, pauseMs) => {
    slack.refuse("auth.test", error, 2);
    const sleeps: number[] = [];
    const { said, learning } = learn(api(), sleeps);
    expect(await learning).toMatchObject({ userId: slack.own.user });
    expect(said).toEqual([line, "Slack answers again"]);
    expect(sleeps[0]).toBe(pauseMs);
  });

  test("takes no person's token, and stops when told", async () => {
    const answer: Answer = { kind: "done", result: { ok: true, user_id: "U0SOMEONE", team_id: "T1" } };
    const sleeps: number[] = [];
    let calls = 0;
    const { said, learning, ending } = learn(
      {
        call: async () => {
          if (++calls === 3) ending.abort();
          return answer;
        },
      },
      sleeps,
    );
    expect(await learning).toBeNull();
    expect(said).toEqual([
      "SLACK_BOT_TOKEN is a person's token: take the bot's, which begins with xoxb-; everything else goes on",
    ]);
    expect(sleeps).toEqual([300_000, 300_000]);
  });
});
