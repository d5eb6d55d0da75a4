import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { type ModelFetch, openModelFetch } from "../adapters/models/model-fetch.ts";
import { honest, type ModelServer, openModelServer } from "./model-server.ts";

const MOST = 1024 * 1024;
const BODY = JSON.stringify({ model: "x", messages: [{ role: "user", content: "{}" }] });
const never = (): AbortSignal => new AbortController().signal;

let server: ModelServer;
let other: ModelServer;
let way: ModelFetch;

beforeAll(async () => {
  server = await openModelServer();
  other = await openModelServer();
});

beforeEach(() => {
  server.behave(honest({}));
  way = openModelFetch({ baseUrl: server.openaiUrl, apiKey: null });
  return way.close;
});

afterAll(async () => {
  await server.close();
  await other.close();
});

async function post(url: string | URL | Request, init: RequestInit = { method: "POST", body: BODY }) {
  const call = way.forCall(never());
  const answer = await call.fetch(url, init).then(
    (response) => response.text(),
    (fault: Error) => fault.message,
  );
  return { answer, failure: call.failure() };
}

describe("the way to a model's server", () => {
  test("leads to the one address", async () => {
    const { answer, failure } = await post(`${server.openaiUrl}/chat/completions`);
    expect([failure, JSON.parse(answer)]).toEqual([null, expect.objectContaining({ object: "chat.completion" })]);
  });

  test("leads nowhere else", async () => {
    const before = [server.requests.length, other.requests.length, other.connections()];
    const { host } = new URL(server.url);
    const wrong = [
      `${other.openaiUrl}/chat/completions`,
      `${server.url}/chat/completions`,
      `${server.url}/v2/chat/completions`,
      `${server.openaiUrl}/../api/chat`,
      `${server.openaiUrl}/responses`,
      `${server.openaiUrl}/api/pull`,
      `${server.openaiUrl}/chat/completions?key=1`,
      `${server.openaiUrl}/chat/completions#1`,
      `http://user@${host}/v1/chat/completions`,
      `http://${host}@${new URL(other.url).host}/v1/chat/completions`,
      `https://${host}/v1/chat/completions`,
      `http://localhost:${new URL(server.url).port}/v1/chat/completions`,
      "/v1/chat/completions",
      "file:///etc/hosts",
      "",
    ];
    const ways = await Promise.all([...wrong, new URL(other.url)].map((url) => post(url)));
    ways.push(await post(new Request(`${other.openaiUrl}/chat/completions`)));
    expect(new Set(ways.map(({ failure }) => failure))).toEqual(new Set(["unreachable"]));
    expect([server.requests.length, other.requests.length, other.connections()]).toEqual(before);
  });

  test("carries nothing that a client adds", async () => {
    const headers = { cookie: "a=1", "x-leak": "canary", authorization: "Bearer other" };
    await post(`${server.openaiUrl}/chat/completions`, { method: "POST", body: BODY, headers });
    const sent = server.requests.at(-1)?.headers ?? {};
    expect(["cookie", "x-leak", "authorization"].filter((name) => name in sent)).toEqual([]);
  });

  test("keeps no cookie", async () => {
    const headers = { "set-cookie": "a=1", "content-type": "application/json" };
    server.behave(() => ({ kind: "raw", status: 200, headers, body: "{}" }));
    await post(`${server.openaiUrl}/chat/completions`);
    await post(`${server.openaiUrl}/chat/completions`);
    expect(server.requests.at(-1)?.headers["cookie"]).toBeUndefined();
  });

  test.each([
    [MOST, null],
    [MOST + 1, "garbage"],
  ])("takes an answer of %i bytes: %s", async (bytes, failure) => {
    const body = `{"x":"${"a".repeat(bytes - 8)}"}`;
    server.behave(() => ({ kind: "raw", status: 200, headers: { "content-length": String(bytes) }, body }));
    expect(body.length).toBe(bytes);
    expect((await post(`${server.openaiUrl}/chat/completions`)).failure).toBe(failure);
  });

  test("gives up an answer that never ends, whatever length it claims", async () => {
    server.behave(() => ({ kind: "raw", status: 200, body: "{".repeat(64 * MOST) }));
    const started = performance.now();
    expect((await post(`${server.openaiUrl}/chat/completions`)).failure).toBe("garbage");
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test("tells a client no word of the server's, whatever goes wrong", async () => {
    server.behave(() => ({ kind: "fails", status: 500 }));
    const { answer, failure } = await post(`${server.openaiUrl}/chat/completions`);
    expect([answer, failure]).toEqual(["the model's server gave no answer", "refused"]);
  });
});

describe("a name without encryption", () => {
  const reach = async (address: string, family = 4) => {
    const resolve = async () => [{ address, family }];
    way = openModelFetch(
      { baseUrl: `http://models.internal:${new URL(server.url).port}/v1`, apiKey: null },
      { resolve },
    );
    return post(`http://models.internal:${new URL(server.url).port}/v1/chat/completions`);
  };

  test("is followed to an address near by", async () => {
    expect((await reach("127.0.0.1")).failure).toBeNull();
  });

  test.each(["8.8.8.8", "169.254.169.254", "192.0.2.1"])("is not followed to %s", async (address) => {
    expect((await reach(address)).failure).toBe("unreachable");
  });

  test("is not followed where one of its addresses lies elsewhere", async () => {
    const { port } = new URL(server.url);
    const resolve = async () => [
      { address: "127.0.0.1", family: 4 },
      { address: "8.8.8.8", family: 4 },
    ];
    way = openModelFetch({ baseUrl: `http://models.internal:${port}/v1`, apiKey: null }, { resolve });
    expect((await post(`http://models.internal:${port}/v1/chat/completions`)).failure).toBe("unreachable");
  });
});
