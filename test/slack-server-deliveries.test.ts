// What the fake Slack brings to a bot, taken in by Slack's own library over HTTP and over sockets.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { App, HTTPReceiver, LogLevel, type ReceiverEvent, SocketModeReceiver, type types } from "@slack/bolt";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type SlackServer, startSlack } from "./slack-server.ts";

const QUIET = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};
const INPUT = { type: "plain_text_input", action_id: "t", max_length: 20 } as const;
const FORM: types.ModalView = {
  type: "modal",
  title: { type: "plain_text", text: "Form" },
  submit: { type: "plain_text", text: "Send" },
  private_metadata: "ground",
  callback_id: "w",
  blocks: [{ type: "input", block_id: "f", label: { type: "plain_text", text: "Words" }, element: INPUT }],
};
const BUTTONS: types.KnownBlock[] = [
  {
    type: "actions",
    block_id: "k",
    elements: [{ type: "button", action_id: "p0.0", text: { type: "plain_text", text: "Go on" }, value: "token" }],
  },
  {
    type: "context_actions",
    block_id: "v",
    elements: [
      {
        type: "feedback_buttons",
        action_id: "v",
        positive_button: { text: { type: "plain_text", text: "Good" }, value: "good" },
        negative_button: { text: { type: "plain_text", text: "Bad" }, value: "bad" },
      },
    ],
  },
];

type Body = Record<string, never> & { readonly event: Record<string, unknown> };
type Seen = ReceiverEvent & { readonly body: Body };

let server: SlackServer;
const seen: Seen[] = [];
const endings: (() => unknown)[] = [];
/** What the bot does with whatever comes. */
const bot = { take: async (event: Seen): Promise<void> => event.ack() };

beforeEach(async () => {
  seen.length = 0;
  bot.take = async (event) => event.ack();
  server = await startSlack({ patience: { timeLimitMs: 400, retryDelaysMs: [0, 40, 60] } });
});

afterEach(async () => {
  for (const end of endings.splice(0)) await end();
  await server.close();
});

function createBolt(receiver: HTTPReceiver | SocketModeReceiver): App {
  const clientOptions = { slackApiUrl: server.apiUrl, retryConfig: { retries: 0 } };
  const app = new App({ token: server.token, receiver, clientOptions, logger: QUIET, ignoreSelf: false });
  app.processEvent = async (event) => {
    seen.push(event as Seen);
    await bot.take(event as Seen);
  };
  return app;
}

async function listen(): Promise<App> {
  const receiver = new HTTPReceiver({ signingSecret: server.signingSecret, logger: QUIET, customRoutes: [] });
  const app = createBolt(receiver);
  const listener = createServer((request, response) => receiver.requestListener(request, response));
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  endings.push(() => {
    listener.close();
    listener.closeAllConnections();
  });
  server.deliverTo(`http://127.0.0.1:${(listener.address() as AddressInfo).port}/slack/events`);
  return app;
}

async function connect(): Promise<SocketModeReceiver> {
  const installerOptions = { clientOptions: { slackApiUrl: server.apiUrl } };
  const shared = { appToken: server.appToken, autoReconnectEnabled: false, logger: QUIET };
  const receiver = new SocketModeReceiver({ ...shared, installerOptions });
  createBolt(receiver);
  await receiver.start();
  endings.push(() => receiver.stop());
  return receiver;
}

const bodies = (): Body[] => seen.map(({ body }) => body);
const events = (): Record<string, unknown>[] => bodies().map(({ event }) => event);

describe("over HTTP", () => {
  beforeEach(() => listen());

  it("brings what a person writes, signed, and says how it was taken", async () => {
    const asker = server.person("U1");
    const { ack, ts } = asker.writes("may I? a < b https://adilet.zan.kz/x");
    expect(await ack).toMatchObject({ isAcknowledged: true, status: 200, attempts: 1 });
    expect(bodies()[0]).toMatchObject({ type: "event_callback", team_id: server.own.team });
    expect(bodies()[0]).not.toHaveProperty("enterprise_id");
    expect(events()[0]).toMatchObject({
      type: "message",
      channel_type: "im",
      channel: asker.room,
      user: "U1",
      ts,
      text: "may I? a &lt; b <https://adilet.zan.kz/x>",
    });
  });

  it("brings it again, and says why, until it is taken", async () => {
    server.person("U1");
    const reasons: unknown[] = [];
    bot.take = async (event) => {
      reasons.push([event.retryNum, event.retryReason]);
      if (reasons.length === 1) return new Promise(() => {});
      if (reasons.length === 2) throw new Error("no");
      return event.ack();
    };
    const { ack } = server.person("U1").writes("again");
    expect(await ack).toMatchObject({ isAcknowledged: true, attempts: 3 });
    expect(reasons).toEqual([
      [undefined, undefined],
      [1, "http_timeout"],
      [2, "http_error"],
    ]);
    expect(new Set(bodies().map((body) => body["event_id"])).size).toBe(1);
  });

  it("gives up after three more tries, and never brings a command twice", async () => {
    const asker = server.person("U1");
    bot.take = async () => {
      throw new Error("no");
    };
    expect(await asker.writes("lost").ack).toMatchObject({ isAcknowledged: false, status: 500, attempts: 4 });
    expect(await asker.command("/adep").ack).toMatchObject({ isAcknowledged: false, attempts: 1 });
    server.deliverTo("http://127.0.0.1:1/");
    expect(await asker.writes("lost").ack).toMatchObject({ isAcknowledged: false, status: null, attempts: 4 });
  });

  it("brings a command with an address for answers, which works five times", async () => {
    server.channel("C1", { members: ["U1"] });
    const { ack, responseUrl } = server.person("U1").command("/adep", "what is a gift", "C1");
    await ack;
    expect(bodies()[0]).toMatchObject({ command: "/adep", text: "what is a gift", user_id: "U1", channel_id: "C1" });
    const post = async (said: object) => {
      const response = await fetch(responseUrl, { method: "POST", body: JSON.stringify(said), headers: JSON_TYPE });
      return [response.status, ((await response.json()) as { error?: string }).error];
    };
    for (const text of ["1", "2", "3", "4"]) expect(await post({ text })).toEqual([200, undefined]);
    // Of a command there is nothing to replace.
    expect(await post({ text: "5", replace_original: true })).toEqual([200, undefined]);
    expect(await post({ text: "6" })).toEqual([404, "used_url"]);
    expect(server.ephemeralsFor("U1").map(({ text }) => text)).toEqual(["1", "2", "3", "4", "5"]);
  });

  it("changes and deletes through a press what only one person sees", async () => {
    server.channel("C1", { members: ["U1"] });
    const asker = server.person("U1");
    await api("chat.postEphemeral", { channel: "C1", user: "U1", text: "psst", blocks: BUTTONS });
    await asker.presses("aside", "Go on").ack;
    const body = bodies()[0] as unknown as { response_url: string; container: object; message?: unknown };
    expect(body.container).toMatchObject({ type: "message", is_ephemeral: true, channel_id: "C1" });
    expect(body.message).toBeUndefined();
    const post = (said: object) =>
      fetch(body.response_url, { method: "POST", body: JSON.stringify(said), headers: JSON_TYPE });
    await post({ replace_original: true, text: "changed" });
    expect(server.ephemeralsFor("U1").map(({ text }) => text)).toEqual(["changed"]);
    await post({ delete_original: true });
    expect(server.ephemeralsFor("U1")).toEqual([]);
  });

  it("brings presses of buttons and of verdicts", async () => {
    const asker = server.person("U1");
    await api("chat.postMessage", { channel: "U1", text: "answer", blocks: BUTTONS });
    seen.length = 0;
    await asker.presses("dm", "Go on").ack;
    await asker.gives("negative").ack;
    const actions = bodies().filter(({ type }) => type === "block_actions");
    expect(actions).toMatchObject([
      {
        actions: [{ type: "button", action_id: "p0.0", value: "token" }],
        user: { id: "U1" },
        channel: { id: asker.room },
      },
      { actions: [{ type: "feedback_buttons", action_id: "v", value: "bad" }] },
    ]);
    expect(() => asker.presses("dm", "Go back")).toThrow("nowhere");
    await asker.presses("dm", { label: "Go on", value: "forged" }).ack;
    expect(bodies().at(-1)).toMatchObject({ actions: [{ value: "forged" }] });
  });

  it("lets a window be filled in, and does with it what the bot says", async () => {
    const asker = server.person("U1");
    const open = async () => api("views.open", { trigger_id: asker.command("/adep").triggerId, view: FORM });
    await open();
    expect(() => asker.submits("window", "")).toThrow("0 characters");
    expect(() => asker.submits("window", "x".repeat(21))).toThrow("21 characters");
    bot.take = async (event) => event.ack({ response_action: "errors", errors: { f: "no" } });
    await asker.submits("window", "words").ack;
    expect(bodies().at(-1)).toMatchObject({
      type: "view_submission",
      view: { private_metadata: "ground", callback_id: "w", state: { values: { f: { t: { value: "words" } } } } },
    });
    expect(server.viewOf("U1")).not.toBeNull();
    const other = { ...FORM, private_metadata: "next" };
    bot.take = async (event) => event.ack({ response_action: "update", view: other });
    await asker.submits("window", "words").ack;
    expect(server.viewOf("U1")).toMatchObject({ private_metadata: "next" });
    bot.take = async (event) => event.ack();
    await asker.submits("window", "words").ack;
    expect(server.viewOf("U1")).toBeNull();
  });

  it("tells of pages opened, of changes, of files, of newcomers and of other bots", async () => {
    server.channel("C1", { hasBot: false });
    const asker = server.person("U1");
    const { stored } = asker.writes("one");
    const acks = [
      asker.opensHome(),
      asker.opensMessages(),
      asker.edits(stored, "two"),
      asker.deletes(stored),
      asker.sendsFile({ text: "see" }),
      asker.invitesBot("C1"),
      server.otherBotWrites(asker.room, "beep"),
      asker.mentions("C1", "hello"),
      asker.says("C1", "nobody is asked"),
    ].map(({ ack }) => ack);
    const taken = await Promise.all(acks);
    expect(taken.map(({ isAcknowledged }) => isAcknowledged)).toEqual([...Array(8).fill(true), false]);
    const kinds = events().map(({ type, subtype, tab }) => [type, subtype ?? tab].filter(Boolean).join(" "));
    expect(kinds.sort()).toEqual([
      "app_home_opened home",
      "app_home_opened messages",
      "app_mention",
      "member_joined_channel",
      "message",
      "message bot_message",
      "message file_share",
      "message message_changed",
      "message message_deleted",
    ]);
    const mention = events().find(({ type }) => type === "app_mention");
    expect(mention).toMatchObject({ text: `<@${server.own.user}> hello`, channel: "C1" });
  });

  it("tells the bot of its own messages", async () => {
    server.person("U1");
    const { ts } = await api("chat.postMessage", { channel: "U1", text: "own" });
    await server.waitFor(() => events().length === 1);
    expect(events()[0]).toMatchObject({ type: "message", ts, bot_id: server.own.bot, user: server.own.user });
    server.echo.isOn = false;
    await api("chat.postMessage", { channel: "U1", text: "own" });
    await server.person("U1").writes("last").ack;
    expect(events()).toHaveLength(2);
  });

  it("names no team where a whole organisation has the app", async () => {
    const asker = server.person("W1", { isEnterprise: true });
    await asker.writes("hello").ack;
    expect(bodies()[0]).toMatchObject({
      enterprise_id: server.own.enterprise,
      authorizations: [{ team_id: null, is_enterprise_install: true }],
    });
    await api("chat.postMessage", { channel: "W1", text: "answer", blocks: BUTTONS });
    await asker.presses("dm", "Go on").ack;
    const press = bodies().find(({ type }) => type === "block_actions");
    expect(press).toMatchObject({ team: null, enterprise: { id: server.own.enterprise }, is_enterprise_install: true });
    await asker.command("/adep").ack;
    expect(bodies().at(-1)).toMatchObject({ is_enterprise_install: "true", enterprise_id: server.own.enterprise });
  });

  it("brings ten thousand events", async () => {
    server.echo.isOn = false;
    server.patience.timeLimitMs = 10_000;
    const askers = Array.from({ length: 100 }, (_, at) => server.person(`U${at}`));
    const acks = Array.from({ length: 10_000 }, (_, at) => askers[at % 100]?.writes(`question ${at}`).ack);
    const taken = await Promise.all(acks);
    expect(taken.filter((ack) => ack?.isAcknowledged && ack.attempts === 1)).toHaveLength(10_000);
    expect(seen).toHaveLength(10_000);
  });
});

describe("over sockets", () => {
  it("brings envelopes to any connection, and waits for one", async () => {
    const asker = server.person("U1");
    const { ack } = asker.writes("before anybody listens");
    expect(await asker.command("/adep").ack).toMatchObject({ isAcknowledged: false, attempts: 0 });
    await connect();
    await connect();
    expect(await ack).toMatchObject({ isAcknowledged: true, attempts: 1, status: null });
    expect(server.sockets.count()).toBe(2);
    const taken = await Promise.all([asker.writes("one").ack, asker.command("/adep").ack, asker.writes("two").ack]);
    expect(taken.map(({ isAcknowledged }) => isAcknowledged)).toEqual([true, true, true]);
    expect(server.sockets.totals).toMatchObject({ opened: 2, sent: 4, acknowledged: 4, unknownAcks: 0 });
  });

  it("brings again over another connection what was not acknowledged", async () => {
    await connect();
    bot.take = async () => {};
    const { ack } = server.person("U1").writes("again");
    await server.waitFor(() => seen.length === 1);
    server.sockets.drop();
    bot.take = async (event) => event.ack();
    await connect();
    expect(await ack).toMatchObject({ isAcknowledged: true, attempts: 2 });
    expect(seen.map(({ retryNum }) => retryNum)).toEqual([0, 1]);
  });

  it("asks the bot to go, and gives it nothing more there", async () => {
    await connect();
    server.sockets.disconnect("refresh_requested", { afterMs: 20 });
    expect(server.sockets.count()).toBe(0);
    await connect();
    expect(await server.person("U1").writes("later").ack).toMatchObject({ isAcknowledged: true, attempts: 1 });
  });

  it("takes what a bot says with its acknowledgement", async () => {
    await connect();
    bot.take = async (event) => event.ack({ text: "at once" });
    server.channel("C1");
    expect(await server.person("U1").command("/adep", "", "C1").ack).toMatchObject({ body: { text: "at once" } });
    expect(server.ephemeralsFor("U1").map(({ text }) => text)).toEqual(["at once"]);
  });
});

const JSON_TYPE = { "content-type": "application/json" };

async function api(method: string, payload: object): Promise<Record<string, unknown>> {
  const headers = { ...JSON_TYPE, authorization: `Bearer ${server.token}` };
  const response = await fetch(`${server.apiUrl}${method}`, { method: "POST", headers, body: JSON.stringify(payload) });
  const said = (await response.json()) as Record<string, unknown>;
  if (said["ok"] !== true) throw new Error(JSON.stringify(said));
  return said;
}
