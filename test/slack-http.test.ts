import { createHmac } from "node:crypto";
import { connect } from "node:net";
import { stringify } from "node:querystring";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { afterEach, describe, expect, test } from "vitest";

import { SLACK_PATH } from "../adapters/slack/http-receiver.ts";
import { createSlackRoute, type HttpRouteDeps } from "../adapters/slack/http-route.ts";
import { createIntake, type SlackIntake } from "../adapters/slack/intake.ts";
import type { Bot } from "../adapters/slack/read-payload.ts";
import { openBench } from "./case-fakes.ts";

const SECRET = "canary-signing-secret";
const BOT: Bot = { userId: "UADEP00", botId: "BADEP00", appId: null, team: "TGARDEN" };
const WAITING = { type: "modal", title: { type: "plain_text", text: "…" }, blocks: [] };

const message = (id: string, text = "сұрақ", user = "UASKER1") => ({
  ...{ type: "event_callback", team_id: "TGARDEN", api_app_id: "AADEP00", event_id: id },
  event: { type: "message", channel: "DROOM01", channel_type: "im", user, text, ts: "1700000000.000100" },
});
const form = {
  ...{ type: "view_submission", team: { id: "TGARDEN" }, user: { id: "UASKER1" }, trigger_id: "1.2.a" },
  view: {
    ...{ id: "VWINDOW", callback_id: "w", private_metadata: "g d" },
    state: { values: { f: { t: { value: "text" } } } },
  },
};

let close: () => void = () => undefined;
afterEach(() => close());

/** The route of Slack on a real port, beside another one. */
async function listen(intake: SlackIntake, change: Partial<HttpRouteDeps> = {}) {
  const logged: string[] = [];
  const log = (line: string, code = ""): void => void logged.push(`${line} ${code}`.trim());
  const route = createSlackRoute({ signingSecret: SECRET, intake, waitingView: () => WAITING, log, ...change });
  const app = new Hono().route("/", route).get("/livez", (context) => context.text("alive"));
  const port = await new Promise<number>((resolve) => {
    const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, (info) => resolve(info.port));
    close = () => {
      server.close();
      if ("closeAllConnections" in server) server.closeAllConnections();
    };
  });
  return { logged, port, url: `http://127.0.0.1:${port}${SLACK_PATH}` };
}

/** Over a real store. */
async function open(change: Partial<HttpRouteDeps> = {}, bot: () => Bot | null = () => BOT) {
  const bench = await openBench();
  const seen = { stored: 0, rooms: [] as string[], apps: [] as string[] };
  const intake = createIntake({
    ...{ cases: bench.deps, bot, onStored: () => void seen.stored++ },
    ...{ onRoom: (user, room) => void seen.rooms.push(`${user} ${room}`), onApp: (app) => void seen.apps.push(app) },
  });
  const count = async () => (await bench.deps.store.transact((tx) => tx.inbox.count("slack"))).waiting;
  return { ...(await listen(intake, change)), seen, bench, count };
}

type Sending = { readonly at?: number; readonly secret?: string; readonly headers?: Record<string, string> };

function sign(body: string, { at = Date.now(), secret = SECRET, headers = {} }: Sending = {}) {
  const timestamp = String(Math.floor(at / 1000));
  const signature = `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`;
  return { "x-slack-request-timestamp": timestamp, "x-slack-signature": signature, ...headers };
}

async function post(url: string, body: string | object, sending: Sending = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const headers = { "content-type": "application/json", ...sign(text, sending) };
  const response = await fetch(url, { method: "POST", headers, body: text });
  return { status: response.status, text: await response.text() };
}

const postForm = (url: string, fields: Record<string, string>) => {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return post(url, stringify(fields), { headers });
};

describe("a delivery", () => {
  test("is answered once it is durable, and not stored twice", async () => {
    const { url, count, seen, logged } = await open();
    expect(await post(url, message("Ev1"))).toEqual({ status: 200, text: "" });
    expect(await count()).toBe(1);
    // Slack's own second try is signed anew.
    expect(await post(url, message("Ev1"), { at: Date.now() + 1000 })).toEqual({ status: 200, text: "" });
    expect(await post(url, message("Ev2", "other"), { headers: { "x-slack-retry-num": "1" } })).toMatchObject({
      status: 200,
    });
    expect(await count()).toBe(2);
    expect(seen).toEqual({
      stored: 3,
      rooms: ["UASKER1 DROOM01", "UASKER1 DROOM01", "UASKER1 DROOM01"],
      apps: ["AADEP00", "AADEP00", "AADEP00"],
    });
    expect(logged).toEqual([]);
  });

  test("of which nothing is to be done is answered and forgotten", async () => {
    const { url, count, seen } = await open();
    expect(await post(url, message("Ev1", "text", "UADEP00"))).toEqual({ status: 200, text: "" });
    expect(await post(url, { type: "something new" })).toEqual({ status: 200, text: "" });
    expect(await count()).toBe(0);
    expect(seen.stored).toBe(0);
  });

  test("of a command, a press and a form is understood; the form waits", async () => {
    const { url, count } = await open();
    const press = {
      ...{ type: "block_actions", user: { id: "UASKER1" }, trigger_id: "1.2.b", team: null },
      ...{ actions: [{ action_id: "p0.0", value: "tok" }], channel: { id: "DROOM01" }, message: { ts: "1.0" } },
    };
    const command = { command: "/adep", user_id: "UASKER1", trigger_id: "1.2.c", text: "may I" };
    expect(await postForm(url, command)).toEqual({ status: 200, text: "" });
    expect(await postForm(url, { payload: JSON.stringify(press) })).toEqual({ status: 200, text: "" });
    const { status, text } = await postForm(url, { payload: JSON.stringify(form) });
    expect([status, JSON.parse(text)]).toEqual([200, { response_action: "update", view: WAITING }]);
    expect(await count()).toBe(3);
  });

  test("with letters that come in pieces is stored as it was written", async () => {
    const stored: unknown[] = [];
    const { port } = await listen(async (body) => {
      stored.push((body as ReturnType<typeof message>).event.text);
      return "stored";
    });
    const body = Buffer.from(JSON.stringify(message("Ev1", "Әділет қызметкері сыйлық ала ма?")));
    const headers = Object.entries({ ...sign(body.toString()), host: "a", "content-length": String(body.length) });
    const head = `POST ${SLACK_PATH} HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
    const socket = connect(port, "127.0.0.1");
    socket.setNoDelay(true);
    socket.write(head);
    for (const byte of body) {
      socket.write(Buffer.of(byte));
      await new Promise((resolve) => setImmediate(resolve));
    }
    const answer = await new Promise<string>((resolve) => socket.once("data", (data) => resolve(data.toString())));
    socket.destroy();
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(stored).toEqual(["Әділет қызметкері сыйлық ала ма?"]);
  });

  test("that was taken once is refused when the same signed request comes again", async () => {
    const { url, count } = await open();
    const at = Date.now();
    expect(await post(url, message("Ev1"), { at })).toMatchObject({ status: 200 });
    expect(await post(url, message("Ev1"), { at })).toEqual({ status: 401, text: "" });
    expect(await count()).toBe(1);
  });

  test("is no replay where the first one could not be stored", async () => {
    const { url, count, bench, logged } = await open();
    const at = Date.now();
    const { transact } = bench.deps.store;
    Object.assign(bench.deps.store, { transact: () => Promise.reject(new Error("disk is full")) });
    expect(await post(url, message("Ev1"), { at })).toEqual({ status: 500, text: "" });
    expect(await post(url, message("Ev1"), { at })).toEqual({ status: 500, text: "" });
    Object.assign(bench.deps.store, { transact });
    expect(await post(url, message("Ev1"), { at })).toEqual({ status: 200, text: "" });
    expect(await count()).toBe(1);
    expect(logged).toEqual([
      "what Slack delivered could not be stored; Slack delivers it again",
      "what Slack delivers is stored again",
    ]);
  });

  test("waits until the bot knows itself", async () => {
    let bot: Bot | null = null;
    const { url, count } = await open({}, () => bot);
    expect(await post(url, message("Ev1"))).toMatchObject({ status: 500 });
    bot = { ...BOT, appId: "AADEP00" };
    expect(await post(url, message("Ev1"))).toMatchObject({ status: 200 });
    expect(await count()).toBe(1);
  });

  test("that takes too long to store is to come again, and nothing breaks when it is stored after all", async () => {
    let finish = (): void => undefined;
    const slow = new Promise<"stored">((resolve) => {
      finish = () => resolve("stored");
    });
    const { url, logged } = await listen(() => slow, { answerMs: 50 });
    expect(await post(url, message("Ev1"))).toEqual({ status: 503, text: "" });
    finish();
    expect(await post(url, message("Ev1"))).toEqual({ status: 200, text: "" });
    expect(logged).toEqual([
      "what Slack delivered could not be stored; Slack delivers it again",
      "what Slack delivers is stored again",
    ]);
  });
});

describe("a request that is not Slack's", () => {
  const bad: readonly (readonly [string, Sending])[] = [
    ["signed with another secret", { secret: "other" }],
    ["of the future", { at: Date.now() + 310_000 }],
    ["of long ago", { at: Date.now() - 310_000 }],
    ["without a signature", { headers: { "x-slack-signature": "" } }],
    ["with half a signature", { headers: { "x-slack-signature": "v0=" } }],
    ["with a signature of another kind", { headers: { "x-slack-signature": `v1=${"0".repeat(64)}` } }],
    ["with no time", { headers: { "x-slack-request-timestamp": "" } }],
    ["with a time that is none", { headers: { "x-slack-request-timestamp": "Infinity" } }],
    ["with another's time", { headers: { "x-slack-request-timestamp": String(Math.floor(Date.now() / 1000) - 7) } }],
  ];
  test.each(bad)("%s is refused, and nobody looks into it", async (_name, sending) => {
    let taken = 0;
    const { url, logged } = await listen(async () => {
      taken++;
      return "stored";
    });
    expect(await post(url, message("Ev1"), sending)).toEqual({ status: 401, text: "" });
    expect([taken, logged]).toEqual([0, []]);
  });

  test("without any header of Slack's is refused", async () => {
    const { url } = await listen(async () => "stored");
    const bare = await fetch(url, { method: "POST", body: JSON.stringify(message("Ev1")) });
    const check = await fetch(url, { method: "POST", body: new URLSearchParams({ ssl_check: "1", payload: "{}" }) });
    expect([bare.status, check.status]).toEqual([401, 401]);
  });

  test("that is too long is cut off, whether it says how long it is or not", async () => {
    const { url } = await listen(async () => "stored");
    const long = "a".repeat(1024 * 1024 + 1);
    expect(await post(url, long)).toMatchObject({ status: 413 });
    const stream = new ReadableStream({
      start: (controller) => {
        for (let at = 0; at < 20; at++) controller.enqueue(new TextEncoder().encode("a".repeat(100_000)));
        controller.close();
      },
    });
    const unknown = await fetch(url, {
      method: "POST",
      headers: sign(""),
      body: stream,
      duplex: "half",
    } as RequestInit);
    expect(unknown.status).toBe(413);
  });

  test("by another way finds nothing", async () => {
    const { url, port } = await listen(async () => "stored");
    expect((await fetch(url)).status).toBe(404);
    expect((await fetch(`http://127.0.0.1:${port}/livez`)).status).toBe(200);
    expect((await fetch(`${url}/`, { method: "POST" })).status).toBe(404);
    expect(await post(`http://127.0.0.1:${port}/slack/event%73?a=1`, message("Ev1"))).toMatchObject({ status: 200 });
  });
});

describe("a signed request", () => {
  test("that asks whether this is the right address is answered", async () => {
    const { url } = await listen(async () => "stored");
    const { status, text } = await post(url, { type: "url_verification", challenge: "abc", token: "t" });
    expect([status, JSON.parse(text)]).toEqual([200, { challenge: "abc" }]);
  });

  test.each(["null", " null ", "{", "", "[1", "payload=null", "payload=%6eull", "payload={", "5", '"a"', "true", "[]"])(
    "of %j is answered, and the service lives on",
    async (body) => {
      const faults: unknown[] = [];
      const note = (fault: unknown): void => void faults.push(fault);
      process.on("unhandledRejection", note);
      const { url, logged } = await open();
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const statuses = [await post(url, body), await post(url, body, { headers })].map(({ status }) => status);
      await new Promise((resolve) => setTimeout(resolve, 5));
      process.off("unhandledRejection", note);
      expect([200, 400]).toContain(statuses[0]);
      expect([200, 400]).toContain(statuses[1]);
      expect([faults, logged]).toEqual([[], []]);
    },
  );

  test("may come a hundred times at once", async () => {
    const { url, count } = await open();
    const all = Array.from({ length: 100 }, (_none, at) =>
      post(url, message(`Ev${at % 25}`), { at: Date.now() + at * 1000 }),
    );
    expect(new Set((await Promise.all(all)).map(({ status }) => status))).toEqual(new Set([200]));
    expect(await count()).toBe(25);
  });
});
