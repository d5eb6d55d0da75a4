import { connect } from "node:net";
import { serve } from "@hono/node-server";
import { afterEach, describe, expect, test } from "vitest";
import { createWebhookRoute, type WebhookDeps } from "../adapters/telegram/webhook.ts";
import { startTelegram } from "./telegram-server.ts";

const SECRET = "canary-secret_0123456789";
const PATH = "/telegram/hook";
const UPDATE = { update_id: 42, message: { text: "құқық" } };

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

function open(change: Partial<WebhookDeps> = {}) {
  const seen: unknown[] = [];
  const said: string[] = [];
  const onUpdates = async (updates: readonly unknown[]): Promise<void> => void seen.push(...updates);
  const log = (message: string): void => void said.push(message);
  const route = createWebhookRoute({ path: PATH, secret: SECRET, onUpdates, log, ...change });
  const post = async (
    body: string | Uint8Array | ReadableStream,
    headers: Readonly<Record<string, string>> = { [HEADER]: SECRET },
  ) => {
    const response = await route.request(PATH, { method: "POST", body, headers, duplex: "half" } as RequestInit);
    return [response.status, await response.text()];
  };
  return { route, seen, said, post };
}

const HEADER = "X-Telegram-Bot-Api-Secret-Token";

function start(route: ReturnType<typeof open>["route"]): Promise<number> {
  return new Promise((resolve) => {
    const server = serve({ fetch: route.fetch, hostname: "127.0.0.1", port: 0 }, ({ port }) => resolve(port));
    stops.push(() => new Promise((done) => server.close(done)));
  });
}

describe("an update with the secret", () => {
  test("is taken, and answered with nothing in it", async () => {
    const { post, seen } = open();
    expect([await post(JSON.stringify(UPDATE)), seen]).toEqual([[200, ""], [UPDATE]]);
  });

  test("is answered only after it is durable", async () => {
    let store = (): void => undefined;
    let isAnswered = false;
    const { post } = open({ onUpdates: () => new Promise((resolve) => (store = resolve)) });
    const answer = post(JSON.stringify(UPDATE)).then(() => {
      isAnswered = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const before = isAnswered;
    store();
    await answer;
    expect([before, isAnswered]).toEqual([false, true]);
  });

  test("that could not be stored is asked for again", async () => {
    const { post } = open({ onUpdates: () => Promise.reject(new Error("the database is away")) });
    expect(await post(JSON.stringify(UPDATE))).toEqual([500, ""]);
  });

  test("that could not be stored is said once, and once that it was", async () => {
    let times = 0;
    const { post, said } = open({
      onUpdates: async () => {
        if (++times < 4) throw new Error(SECRET);
      },
    });
    for (let at = 0; at < 5; at++) await post(JSON.stringify(UPDATE));
    expect(said).toEqual([
      "updates from Telegram could not be stored; Telegram brings them again",
      "updates from Telegram are stored again",
    ]);
  });

  test("of an unknown kind is taken", async () => {
    const { post } = open();
    expect(await post('{"update_id":1,"hologram":{}}')).toEqual([200, ""]);
  });

  test("of nearly a megabyte is taken", async () => {
    const { post, seen } = open();
    await post(JSON.stringify({ ...UPDATE, more: "x".repeat(1_000_000) }));
    expect(seen).toHaveLength(1);
  });
});

describe("what is no update", () => {
  test.each(["", "null", "[]", "5", "{", "{}", '{"update_id":"1"}', '{"update_id":1.5}', '{"update_id":-1}'])(
    "such as %j is refused",
    async (body) => {
      const { post, seen } = open();
      expect([await post(body), seen]).toEqual([[400, ""], []]);
    },
  );

  test("because of a broken letter is refused, not mended", async () => {
    const { post, seen } = open();
    const bytes = Buffer.from(JSON.stringify(UPDATE));
    bytes[bytes.indexOf(Buffer.from("қ"))] = 0x20;
    expect([await post(bytes), seen]).toEqual([[400, ""], []]);
  });

  test.each([false, true])("because it is too long is refused (in pieces: %s)", async (isInPieces) => {
    const { post, seen } = open();
    const body = JSON.stringify({ ...UPDATE, more: "x".repeat(1024 * 1024) });
    expect([await post(isInPieces ? new Blob([body]).stream() : body), seen]).toEqual([[413, ""], []]);
  });
});

describe("a call without the secret", () => {
  test.each([
    {},
    { [HEADER]: "" },
    { [HEADER]: "canary" },
    { [HEADER]: `${SECRET}0` },
    { [HEADER]: SECRET.toUpperCase() },
  ])("is refused (%j)", async (headers) => {
    const { post, seen } = open();
    expect([await post(JSON.stringify(UPDATE), headers), seen]).toEqual([[403, ""], []]);
  });

  test("is refused before a byte of its body is read", async () => {
    const { post } = open();
    let isRead = false;
    const pull = (): void => {
      isRead = true;
    };
    const [status] = await post(new ReadableStream({ pull }, { highWaterMark: 0 }), {});
    expect([status, isRead]).toEqual([403, false]);
  });

  test("is said once, without what was given", async () => {
    const { post, said } = open();
    await post("{}", { [HEADER]: "guess" });
    await post("{}", {});
    expect(said).toEqual(["somebody calls the webhook of Telegram without its secret"]);
  });

  test("cannot be allowed by an empty secret", () => {
    expect(() => open({ secret: "" })).toThrow("needs a secret");
  });
});

describe("the route", () => {
  test.each(["GET", "HEAD", "PUT", "DELETE"])("knows no %s", async (method) => {
    const { route } = open();
    expect((await route.request(PATH, { method, headers: { [HEADER]: SECRET } })).status).toBe(404);
  });

  test("knows no other path", async () => {
    const { route } = open();
    const request = { method: "POST", body: JSON.stringify(UPDATE), headers: { [HEADER]: SECRET } };
    expect((await route.request(`${PATH}/more`, request)).status).toBe(404);
  });

  test("puts a letter together that came in two pieces", async () => {
    const { route, seen } = open();
    const socket = connect(await start(route), "127.0.0.1").setNoDelay(true);
    const body = Buffer.from(JSON.stringify(UPDATE));
    const cut = body.indexOf(Buffer.from("қ")) + 1;
    const head = ["POST /telegram/hook HTTP/1.1", "Host: a", `${HEADER}: ${SECRET}`, `Content-Length: ${body.length}`];
    const answer = new Promise<string>((resolve) => socket.once("data", (data) => resolve(data.toString())));
    socket.write(
      Buffer.concat([Buffer.from(`${[...head, "Connection: close"].join("\r\n")}\r\n\r\n`), body.subarray(0, cut)]),
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.write(body.subarray(cut));
    expect([(await answer).split("\r\n")[0], seen]).toEqual(["HTTP/1.1 200 OK", [UPDATE]]);
    socket.destroy();
  });

  test("gets from Telegram what could not be stored at first, and each update in order", async () => {
    const telegram = await startTelegram();
    stops.push(telegram.stop);
    const texts: unknown[] = [];
    let times = 0;
    const onUpdates = async ([update]: readonly unknown[]): Promise<void> => {
      if (++times < 3) throw new Error("the database is away");
      texts.push((update as { message: { text: string } }).message.text);
    };
    const port = await start(open({ onUpdates }).route);
    telegram.say(5001, 5001, "бірінші");
    telegram.say(5001, 5001, "екінші");
    telegram.queue.setWebhook({ url: `http://127.0.0.1:${port}${PATH}`, secret: SECRET });
    await telegram.waitFor(() => texts.length === 2);
    expect([texts, telegram.queue.pushed.failed]).toEqual([["бірінші", "екінші"], 2]);
  });
});
