import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { readCode, readNetworkFault, readStatus, readWait } from "../adapters/slack/answer.ts";
import { type CallOptions, openSlackApi, type SlackAddress } from "../adapters/slack/api.ts";

const TOKEN = "xoxb-not-a-token";
const SECRET_TEXT = "құпия сөз, a secret text";
const POST = { method: "chat.postMessage", payload: { channel: "C1", text: SECRET_TEXT } };

type Arrived = { readonly path: string; readonly headers: IncomingMessage["headers"]; readonly body: string };
type Reply = (response: ServerResponse, arrived: Arrived) => void;

const closings: (() => Promise<void>)[] = [];

/** Answers every request with `reply`, which may be changed on the way. */
async function listen(reply: Reply) {
  const arrived: Arrived[] = [];
  const sockets = new Set<unknown>();
  const stub = { reply };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    sockets.add(request.socket);
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const one = { path: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks).toString("utf8") };
      arrived.push(one);
      stub.reply(response, one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closings.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(stub, { url, server, arrived, sockets });
}

const json =
  (body: unknown, status = 200, headers = {}): Reply =>
  (response) =>
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
const page =
  (status: number): Reply =>
  (response) =>
    response.writeHead(status, { "content-type": "text/html" }).end(`<html>${SECRET_TEXT} ${TOKEN}</html>`);
const hang: Reply = () => undefined;
const reset: Reply = (response) => response.destroy();

let slack: Awaited<ReturnType<typeof listen>>;
beforeEach(async () => {
  slack = await listen(json({ ok: true, ts: "1.2" }));
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const close of closings.splice(0)) await close();
});

const open = (from: Partial<SlackAddress> = {}) => openSlackApi({ token: TOKEN, apiUrl: `${slack.url}/api`, ...from });
const post = (options?: CallOptions) => open().call("messages", POST, options);

describe("a call", () => {
  test("gives what Slack answered", async () => {
    expect(await post()).toEqual({ kind: "done", result: expect.objectContaining({ ok: true, ts: "1.2" }) });
  });

  test("carries the token and a Kazakh text whole", async () => {
    await post();
    const [sent] = slack.arrived;
    expect([sent?.path, sent?.headers.authorization]).toEqual(["/api/chat.postMessage", `Bearer ${TOKEN}`]);
    expect(Object.fromEntries(new URLSearchParams(sent?.body))).toEqual({ channel: "C1", text: SECRET_TEXT });
  });

  test("writes blocks as JSON and leaves out what is undefined", async () => {
    const blocks = [{ type: "divider", block_id: "m" }];
    await open().call("cases", { method: "chat.update", payload: { blocks, thread_ts: undefined } });
    expect(Object.fromEntries(new URLSearchParams(slack.arrived[0]?.body))).toEqual({ blocks: JSON.stringify(blocks) });
  });

  test("reads a text whole that comes in pieces of letters", async () => {
    const bytes = Buffer.from(JSON.stringify({ ok: true, text: SECRET_TEXT }));
    slack.reply = (response) => {
      response.write(bytes.subarray(0, 20));
      setTimeout(() => response.end(bytes.subarray(20)), 20);
    };
    expect(await post()).toMatchObject({ kind: "done", result: { text: SECRET_TEXT } });
  });

  test("goes to Slack only, whatever its method is called", async () => {
    const other = await listen(json({ ok: true }));
    await open().call("messages", { method: `${other.url}/api/auth.test`, payload: {} });
    expect(other.arrived).toEqual([]);
  });

  test("uses connections again, whatever it is for", async () => {
    const api = open();
    for (let at = 0; at < 5; at += 1) {
      for (const use of ["windows", "messages", "cases"] as const) await api.call(use, POST);
    }
    expect(slack.arrived).toHaveLength(15);
    expect(slack.sockets.size).toBeLessThanOrEqual(2);
  });

  test("is never sent where it cannot be written out", async () => {
    const circle: Record<string, unknown> = {};
    circle["circle"] = circle;
    const unsendable = [{ blocks: circle }, { count: [1n] }, { file: Buffer.from("file") }];
    for (const payload of unsendable) {
      const answer = await open().call("messages", { method: "chat.postMessage", payload });
      expect(answer).toEqual({ kind: "refused", code: "unsendable" });
    }
    expect(slack.arrived).toEqual([]);
  });
});

describe("a fault of the network", () => {
  test("ends a hanging call in time and leaves open what it did", async () => {
    slack.reply = hang;
    expect(await post({ timeoutMs: 50 })).toEqual({ kind: "failed", code: "TIMEOUT", isUncertain: true });
  });

  test("ends a call for a window before its press is over", async () => {
    slack.reply = hang;
    const begun = performance.now();
    const answer = await open().call("windows", { method: "views.open", payload: {} });
    expect(answer).toEqual({ kind: "failed", code: "TIMEOUT", isUncertain: true });
    expect(Math.abs(performance.now() - begun - 3_700)).toBeLessThan(1_300);
  });

  test("ends a body that never ends in time", async () => {
    slack.reply = (response) => response.write('{"ok":true,');
    expect(await post({ timeoutMs: 80 })).toEqual({ kind: "failed", code: "TIMEOUT", isUncertain: true });
  });

  test("ends a body that is far too long", async () => {
    const chunk = Buffer.alloc(1 << 20, " ");
    slack.reply = (response) => {
      const more = (): void => {
        while (response.write(chunk));
      };
      response.on("drain", more);
      more();
    };
    expect(await post()).toEqual({ kind: "failed", code: "BODY", isUncertain: true });
  });

  test("is named when the caller stops the call", async () => {
    const controller = new AbortController();
    slack.reply = () => controller.abort();
    expect(await post({ signal: controller.signal })).toEqual({ kind: "failed", code: "STOPPED", isUncertain: true });
  });

  test("sends nothing for a caller who has stopped", async () => {
    const answer = await post({ signal: AbortSignal.abort() });
    expect([answer, slack.arrived]).toEqual([{ kind: "failed", code: "STOPPED", isUncertain: false }, []]);
  });

  test("leaves no doubt where nobody listened", async () => {
    slack.server.closeAllConnections();
    await new Promise((resolve) => slack.server.close(resolve));
    expect(await post()).toEqual({ kind: "failed", code: "ECONNREFUSED", isUncertain: false });
  });

  test("leaves open what was done when the connection broke, and sends once", async () => {
    slack.reply = reset;
    expect(await post()).toMatchObject({ kind: "failed", isUncertain: true });
    expect(slack.arrived).toHaveLength(1);
  });

  test("of one call never ends another, of however many", async () => {
    const api = open();
    slack.reply = (response, { body }) => {
      if (body.includes("channel=hang")) return;
      setTimeout(() => json({ ok: true })(response, { path: "", headers: {}, body }), 100);
    };
    const calls = Array.from({ length: 240 }, async (_, at) => {
      const stopping = new AbortController();
      const call = (channel: string) => ({ method: "chat.postMessage", payload: { channel, text: "-" } });
      if (at % 3 === 0) return api.call("messages", call("C1"));
      if (at % 3 === 1) return api.call("messages", call("hang"), { timeoutMs: 60 });
      setTimeout(() => stopping.abort(), 60);
      return api.call("messages", call("hang"), { signal: stopping.signal });
    });
    const kinds = (await Promise.all(calls)).map((answer) => (answer.kind === "failed" ? answer.code : answer.kind));
    expect(kinds).toEqual(kinds.map((_, at) => ["done", "TIMEOUT", "STOPPED"][at % 3]));
  });

  test("is known by its code alone", () => {
    expect(readNetworkFault("ENOTFOUND").isUncertain).toBe(false);
    expect(readNetworkFault("UND_ERR_CONNECT_TIMEOUT").isUncertain).toBe(false);
    expect(readNetworkFault("UND_ERR_SOCKET").isUncertain).toBe(true);
    expect(readNetworkFault(`connect ${TOKEN}`)).toEqual({ kind: "failed", code: "UNKNOWN", isUncertain: true });
  });
});

describe("an answer", () => {
  test.each([
    ["a page", page(200)],
    ["nothing", ((response) => response.end()) as Reply],
    ["null", json(null)],
    ["a list", json([{ ok: true }])],
    ["a word", json("ok")],
    ["an answer that is neither yes nor no", json({ ok: "true" })],
    ["half an answer", ((response) => response.end('{"ok":true,"ts":')) as Reply],
  ])("of 200 that holds %s leaves open what was done", async (_, reply) => {
    slack.reply = reply;
    expect(await post()).toEqual({ kind: "failed", code: "BODY", isUncertain: true });
  });

  test.each([
    [502, true],
    [503, true],
    [204, true],
    [403, false],
    [413, false],
  ])("of %i is a failure, whatever it holds", async (status, isUncertain) => {
    slack.reply = status === 204 ? (response) => response.writeHead(204).end() : page(status);
    expect(await post()).toEqual({ kind: "failed", code: String(status), isUncertain });
    expect(slack.arrived).toHaveLength(1);
  });

  test.each([
    ["has metadata of an unknown kind", json({ ok: true, response_metadata: { messages: 7 } })],
    ["has a status of its own", json({ ok: true }, 799)],
  ])("that %s leaves open what was done", async (_, reply) => {
    slack.reply = reply;
    expect(await post()).toEqual({ kind: "failed", code: "UNKNOWN", isUncertain: true });
  });

  test("that sends elsewhere is not followed", async () => {
    const other = await listen(json({ ok: true }));
    slack.reply = (response) => response.writeHead(307, { location: `${other.url}/api/chat.postMessage` }).end();
    expect(await post()).toEqual({ kind: "failed", code: "307", isUncertain: false });
    expect(other.arrived).toEqual([]);
  });

  test.each([
    ["7", 7_000],
    ["0", 1_000],
    ["soon", 30_000],
    ["7.5", 30_000],
    [null, 30_000],
  ])("of 429 with a wait of %s is obeyed by the caller", async (seconds, retryAfterMs) => {
    slack.reply = json({ ok: false, error: "ratelimited" }, 429, seconds === null ? {} : { "retry-after": seconds });
    expect(await post()).toEqual({ kind: "wait", retryAfterMs });
    expect(slack.arrived).toHaveLength(1);
  });

  test("of 429 holds no other call up", async () => {
    const api = open();
    slack.reply = json({}, 429, { "retry-after": "60" });
    await api.call("messages", POST);
    slack.reply = json({ ok: true });
    const begun = performance.now();
    expect((await api.call("messages", POST)).kind).toBe("done");
    expect(performance.now() - begun).toBeLessThan(1_000);
  });

  test("that asks for a wait in Slack's own words names the same time", async () => {
    slack.reply = json({ ok: false, error: "ratelimited" }, 200, { "retry-after": "9" });
    expect(await post()).toEqual({ kind: "wait", retryAfterMs: 9_000 });
    slack.reply = json({ ok: false, error: "rate_limited" });
    expect(await post()).toEqual({ kind: "wait", retryAfterMs: 30_000 });
  });

  test.each([
    ["gone", ["user_not_found", "user_disabled", "channel_not_found", "is_archived", "cannot_dm_bot"]],
    ["gone", ["messages_tab_disabled", "user_not_in_channel"]],
    ["closed", ["not_in_channel", "missing_scope", "restricted_action", "no_permission", "not_allowed_token_type"]],
    ["lost", ["message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found", "not_found"]],
    ["lost", ["hash_conflict", "expired_url", "used_url"]],
    ["stale", ["expired_trigger_id", "trigger_exchanged", "invalid_trigger_id", "trigger_expired"]],
    ["unauthorised", ["invalid_auth", "token_revoked", "token_expired", "account_inactive", "not_authed"]],
  ])("is %s for %s", async (kind, codes) => {
    for (const error of codes) {
      slack.reply = json({ ok: false, error });
      expect([error, await post()]).toEqual([error, { kind }]);
    }
  });

  test.each([
    ["internal_error", true],
    ["fatal_error", true],
    ["service_unavailable", true],
    ["request_timeout", false],
    ["team_added_to_org", false],
  ])("of %s is a failure", async (error, isUncertain) => {
    slack.reply = json({ ok: false, error });
    expect(await post()).toEqual({ kind: "failed", code: error, isUncertain });
  });

  test("that refuses keeps a code and never words", async () => {
    const errors = [
      "msg_too_long",
      "some_new_code",
      SECRET_TEXT,
      "a".repeat(61),
      "Invalid",
      "",
      7,
      null,
      undefined,
      {},
    ];
    const answers = [];
    for (const error of errors) {
      slack.reply = json({ ok: false, error });
      answers.push(await post());
    }
    const codes = answers.map((answer) => (answer.kind === "refused" ? answer.code : answer.kind));
    expect(codes).toEqual(["msg_too_long", "some_new_code", ...errors.slice(2).map(() => "unknown")]);
  });

  test("means what it means without a network", () => {
    expect(readCode("constructor")).toEqual({ kind: "refused", code: "constructor" });
    expect(readWait(3)).toEqual({ kind: "wait", retryAfterMs: 3_000 });
    expect([200, 302, 404, 500].map((status) => readStatus(status).isUncertain)).toEqual([true, false, false, true]);
  });
});

describe("what is printed", () => {
  test("is nothing, and no answer repeats words, whatever Slack says", async () => {
    const printed: string[] = [];
    const print = (text: unknown): true => {
      printed.push(String(text));
      return true;
    };
    for (const method of ["log", "debug", "info", "warn", "error", "trace"] as const) {
      vi.spyOn(console, method).mockImplementation(print);
    }
    vi.spyOn(process.stdout, "write").mockImplementation(print);
    vi.spyOn(process.stderr, "write").mockImplementation(print);
    const metadata = {
      warnings: [SECRET_TEXT],
      messages: [`[ERROR] ${SECRET_TEXT} ${TOKEN}`, `[WARN] ${SECRET_TEXT}`],
    };
    const replies: Reply[] = [
      ...[json({ ok: false, error: SECRET_TEXT, response_metadata: metadata }), page(200), page(500), page(404), reset],
      ...[json({ ok: false, error: "invalid_blocks", response_metadata: metadata }), hang, page(429)],
      ...[json({ ok: false, error: { [SECRET_TEXT]: TOKEN } }), json({ ok: false, response_metadata: null })],
      (response) => response.writeHead(200, { "content-type": "application/gzip" }).end(SECRET_TEXT),
    ];
    const api = open();
    const answers = [];
    for (const reply of replies) {
      slack.reply = reply;
      // Without text the client has something to complain of as well.
      for (const payload of [POST.payload, { channel: SECRET_TEXT, thread_ts: 1.5, attachments: [{}] }]) {
        answers.push(await api.call("messages", { method: "chat.postMessage", payload }, { timeoutMs: 50 }));
      }
      if (reply !== hang) answers.push(await api.respond(`${slack.url}/actions/${SECRET_TEXT}`, POST.payload));
    }
    slack.reply = json({ ok: true, response_metadata: metadata });
    expect((await api.call("messages", POST)).kind).toBe("done");
    vi.restoreAllMocks();
    expect(printed).toEqual([]);
    expect(answers).toHaveLength(replies.length * 3 - 1);
    expect(JSON.stringify(answers)).not.toMatch(new RegExp(`secret|құпия|${TOKEN}|html|127\\.0\\.0\\.1`));
  });
});

describe("the clock", () => {
  const at = Date.parse("2026-11-21T09:00:00Z");
  const dated = (date: string, status = 200) => json({ ok: true }, status, { date });

  test("is unknown before the first answer and where none names it", async () => {
    const api = open({ now: () => at });
    expect(api.clockSkewMs()).toBeNull();
    slack.reply = dated("no date at all");
    await api.call("messages", POST);
    slack.reply = dated("Sat, 21 Nov 2026 08:00:00 GMT", 503);
    await api.call("messages", POST);
    expect(api.clockSkewMs()).toBeNull();
  });

  test.each([
    ["Sat, 21 Nov 2026 08:58:00 GMT", 119_500],
    ["Sat, 21 Nov 2026 09:00:00 GMT", -500],
    ["Sat, 21 Nov 2026 09:10:00 GMT", -600_500],
  ])("is compared with Slack's %s", async (date, skewMs) => {
    slack.reply = dated(date);
    const api = open({ now: () => at });
    await api.call("messages", POST);
    expect(api.clockSkewMs()).toBe(skewMs);
  });

  test("is taken in the middle of a call", async () => {
    slack.reply = dated("Sat, 21 Nov 2026 09:00:00 GMT");
    const times = [at, at + 4_000];
    const api = open({ now: () => times.shift() ?? at });
    await api.call("messages", POST);
    expect(api.clockSkewMs()).toBe(1_500);
  });
});

describe("an address that came with a press", () => {
  const respond = (path = "/actions/T1/2/secret") => open().respond(`${slack.url}${path}`, { text: SECRET_TEXT });

  test("takes a message as JSON and is not told the token", async () => {
    slack.reply = (response) => response.end("ok");
    expect(await respond()).toEqual({ kind: "done", result: null });
    const [sent] = slack.arrived;
    expect(JSON.parse(sent?.body ?? "")).toEqual({ text: SECRET_TEXT });
    expect([sent?.headers["content-type"], sent?.headers.authorization]).toEqual([
      "application/json; charset=utf-8",
      undefined,
    ]);
  });

  test.each([
    ["{ok:true}", json({ ok: true }), { kind: "done", result: null }],
    ["nothing", (response) => response.end(), { kind: "done", result: null }],
    ["404 used_url", json({ ok: false, error: "used_url" }, 404), { kind: "lost" }],
    ["404 expired_url", json({ ok: false, error: "expired_url" }, 404), { kind: "lost" }],
    ["410", page(410), { kind: "lost" }],
    ["200 used_url", json({ ok: false, error: "used_url" }), { kind: "lost" }],
    ["400 in a bare word", (response) => response.writeHead(400).end("invalid_blocks"), refused("invalid_blocks")],
    ["400 in words", page(400), { kind: "failed", code: "400", isUncertain: false }],
    ["429", json({}, 429, { "retry-after": "4" }), { kind: "wait", retryAfterMs: 4_000 }],
    ["a redirect", (response) => response.writeHead(302, { location: "/elsewhere" }).end(), status("302", false)],
    ["500", json({ ok: false, error: "used_url" }, 500), status("500", true)],
    ["a page", page(200), status("BODY", true)],
    ["null", json(null), status("BODY", true)],
    ["a broken connection", reset, expect.objectContaining({ kind: "failed", isUncertain: true })],
    ["far too much", (response) => response.end("ok".padEnd(70_000)), status("BODY", true)],
  ] satisfies [string, Reply, unknown][])("that answers %s is understood", async (_, reply, answer) => {
    slack.reply = reply;
    expect(await respond()).toEqual(answer);
    expect(slack.arrived).toHaveLength(1);
  });

  test("that does not answer is given up after five seconds", async () => {
    slack.reply = hang;
    const begun = performance.now();
    expect(await respond()).toEqual(status("TIMEOUT", true));
    expect(Math.abs(performance.now() - begun - 6_200)).toBeLessThan(1_300);
  });

  test("is not called with what cannot be written out", async () => {
    expect(await open().respond(`${slack.url}/a`, { count: 1n })).toEqual(refused("unsendable"));
  });

  test.each([
    "",
    "not an address",
    "/actions/1",
    "file:///etc/hosts",
    "https://hooks.slack.com/actions/1",
    "http://127.0.0.1:1/actions",
    "http://localhost/actions",
  ])("of another host is never called: %s", async (url) => {
    expect(await open().respond(url, {})).toEqual(refused("foreign_url"));
  });

  test.each([
    "http://hooks.slack.com/actions/1",
    "https://hooks.slack.com:8443/actions/1",
    "https://hooks.slack.com.example.org/actions/1",
    "https://hooks.slack.com@example.org/actions/1",
    "https://someone@hooks.slack.com/actions/1",
    "https://slack.com/actions/1",
    "https://example.org/https://hooks.slack.com/",
  ])("must be Slack's own where Slack itself is called: %s", async (url) => {
    const api = open({ apiUrl: "https://slack.com/api/" });
    expect(await api.respond(url, {})).toEqual(refused("foreign_url"));
  });

  function refused(code: string) {
    return { kind: "refused", code };
  }

  function status(code: string, isUncertain: boolean) {
    return { kind: "failed", code, isUncertain };
  }
});

describe("a proxy", () => {
  async function openProxy(allow: boolean | "silent") {
    const asked: string[] = [];
    const proxy = await listen(page(500));
    proxy.server.on("connect", (request, socket) => {
      asked.push(`${request.url} ${request.headers["proxy-authorization"] ?? ""}`.trim());
      if (allow === "silent") {
        closings.unshift(async () => void socket.destroy());
        return socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      }
      if (!allow) return socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
      const [host = "", port] = (request.url ?? "").split(":");
      const through = connect(Number(port), host, () => {
        socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
        through.pipe(socket).pipe(through);
      });
      through.on("error", () => socket.destroy());
      socket.on("error", () => through.destroy());
    });
    return { url: proxy.url, asked, arrived: proxy.arrived };
  }

  test("is asked for a tunnel and sees nothing of the call itself", async () => {
    const proxy = await openProxy(true);
    const api = open({ proxy: { url: proxy.url.replace("//", "//us:er@"), except: "" } });
    expect((await api.call("messages", POST)).kind).toBe("done");
    const { host } = new URL(slack.url);
    expect([proxy.asked, proxy.arrived]).toEqual([[`${host} Basic ${btoa("us:er")}`], []]);
  });

  test("serves the addresses of presses as well", async () => {
    const proxy = await openProxy(true);
    const api = open({ proxy: { url: proxy.url, except: "" } });
    expect((await api.respond(`${slack.url}/actions/1`, {})).kind).toBe("done");
    expect(proxy.asked).toHaveLength(1);
  });

  test("that opens no tunnel leaves no doubt", async () => {
    const proxy = await openProxy(false);
    const api = open({ apiUrl: "https://slack.example/api", proxy: { url: proxy.url, except: "other.example" } });
    expect(await api.call("messages", POST)).toEqual({ kind: "failed", code: "PROXY", isUncertain: false });
    expect(proxy.asked).toEqual(["slack.example:443"]);
  });

  test("that goes silent after its first word costs no more than the time of the call", async () => {
    const proxy = await openProxy("silent");
    const api = open({ apiUrl: "https://slack.example/api", proxy: { url: proxy.url, except: "" } });
    const startedAt = performance.now();
    const answer = await api.call("messages", POST, { timeoutMs: 300 });
    expect(answer).toMatchObject({ kind: "failed", code: "TIMEOUT" });
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });

  test("is passed by where it should be", async () => {
    const proxy = await openProxy(true);
    const api = open({ proxy: { url: proxy.url, except: "slack.example, 127.0.0.1" } });
    expect((await api.call("messages", POST)).kind).toBe("done");
    expect(proxy.asked).toEqual([]);
  });

  test("that only the environment names is not used", async () => {
    const proxy = await openProxy(true);
    vi.stubEnv("HTTP_PROXY", proxy.url);
    vi.stubEnv("HTTPS_PROXY", proxy.url);
    expect((await post()).kind).toBe("done");
    vi.unstubAllEnvs();
    expect(proxy.asked).toEqual([]);
  });
});
