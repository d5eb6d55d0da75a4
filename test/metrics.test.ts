import { describe, expect, test } from "vitest";
import { z } from "zod";

import { createMetrics, type OpenMetrics } from "../adapters/metrics.ts";
import { createMetricsRoute } from "../adapters/page/metrics-route.ts";
import { createPage } from "../adapters/page/server.ts";
import { createMeteredAsk, createMeteredModel } from "../src/metrics.ts";
import type { ModelAnswer, ModelCall } from "../src/model/chat-model.ts";
import { smallKnowledge, someReply } from "./fakes.ts";

const MADE = { chatModel: "ollama:small", embeddings: "lsi" };
const ownLines = async (metrics: OpenMetrics): Promise<string[]> =>
  (await metrics.read()).split("\n").filter((line) => /^adep_(?!answer_seconds_bucket)/.test(line));

describe("the counts", () => {
  test("say what answers are made with", async () => {
    expect(await ownLines(createMetrics(MADE))).toContain(
      'adep_build_info{chat_model="ollama:small",embeddings="lsi"} 1',
    );
    const without = createMetrics({ chatModel: null, embeddings: "lsi" });
    expect(await ownLines(without)).toContain('adep_build_info{chat_model="none",embeddings="lsi"} 1');
  });

  test("count replies and how long they took, and pass them on unchanged", async () => {
    const metrics = createMetrics(MADE);
    const clock = { ms: 0 };
    const reply = { ...someReply(), wording: { by: "model", name: "canary-model" } } as const;
    const asked: unknown[] = [];
    const ask = createMeteredAsk(
      async (...parts) => {
        asked.push(parts);
        clock.ms += 1500;
        return reply;
      },
      metrics,
      () => clock.ms,
    );
    expect(await ask({ text: "canary-text", asker: "canary-asker" }, reply.triage)).toBe(reply);
    expect(asked).toEqual([[{ text: "canary-text", asker: "canary-asker" }, reply.triage]]);
    const { outcome, language } = reply;
    expect(await ownLines(metrics)).toEqual(
      expect.arrayContaining([
        `adep_answers_total{outcome="${outcome}",language="${language}",wording="model"} 1`,
        "adep_answer_seconds_sum 1.5",
        "adep_answer_seconds_count 1",
      ]),
    );
    expect(await metrics.read()).not.toContain("canary");
  });

  test("count a model's calls by purpose and result, and its tokens", async () => {
    const metrics = createMetrics(MADE);
    const form = z.string();
    const call = { purpose: "query", instructions: "", material: "", form, mostTokens: 1, asker: "canary" } as const;
    const answers: ModelAnswer<string>[] = [
      { kind: "filled", form: "canary", tokens: 7 },
      { kind: "filled", form: "canary", tokens: 5 },
      { kind: "failed", code: "over-budget" },
    ];
    const model = createMeteredModel(
      { name: "x", ask: async <Form>(_: ModelCall<Form>) => answers.shift() as ModelAnswer<Form> },
      metrics,
    );
    const kinds = [];
    for (const _ of [1, 2, 3]) kinds.push((await model.ask(call, new AbortController().signal)).kind);
    expect([kinds, model.name]).toEqual([["filled", "filled", "failed"], "x"]);
    expect(await ownLines(metrics)).toEqual(
      expect.arrayContaining([
        'adep_model_calls_total{purpose="query",result="filled"} 2',
        'adep_model_calls_total{purpose="query",result="over-budget"} 1',
        "adep_model_tokens_total 12",
      ]),
    );
    expect(await metrics.read()).not.toContain("canary");
  });

  test("of the process itself are there, too", async () => {
    expect(await createMetrics(MADE).read()).toMatch(/^process_resident_memory_bytes \d/m);
  });
});

describe("/metrics", () => {
  const get = (host: string, headers: Record<string, string> = {}, boundTo = "127.0.0.1") => {
    const others = [createMetricsRoute(createMetrics(MADE), boundTo)];
    const page = createPage(
      { knowledge: smallKnowledge(), ask: async () => someReply(), cases: null },
      { host: boundTo, others },
    );
    return page.request(`http://${host}/metrics`, { headers: { host, ...headers } });
  };

  test("is served beside the page, to be kept by nobody", async () => {
    const answer = await get("127.0.0.1:8080");
    const { headers } = answer;
    expect([answer.status, headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(await answer.text()).toContain("adep_build_info");
  });

  test.each(["localhost:8080", "[::1]:8080"])("is served under %s", async (host) => {
    expect((await get(host)).status).toBe(200);
  });

  test("is not served under a foreign name that leads here", async () => {
    expect((await get("evil.example:8080")).status).toBe(421);
  });

  test.each(["10.0.0.5:8080", "adep:8080"])("is served to one's own network under %s", async (host) => {
    expect((await get(host, {}, "0.0.0.0")).status).toBe(200);
  });

  test.each(["adep.example.kz", "8.8.8.8"])("is not served to the internet under %s", async (host) => {
    expect((await get(host, {}, "0.0.0.0")).status).toBe(404);
  });

  test.each(["x-forwarded-for", "forwarded", "via"])(
    "is not served through what stands in front (%s)",
    async (header) => {
      expect((await get("127.0.0.1:8080", { [header]: "203.0.113.9" })).status).toBe(404);
    },
  );
});
