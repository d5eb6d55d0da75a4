import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { Answer } from "../adapters/slack/answer.ts";
import type { Call } from "../adapters/slack/call.ts";
import { findPost, type Sought } from "../adapters/slack/find-post.ts";

const SINCE = 1_700_000_000_000;
const SOUGHT: Sought = { channel: "D1", mark: "m7", since: SINCE };

const message = (ts: string, ...ids: string[]) => ({ ts, blocks: ids.map((block_id) => ({ type: "x", block_id })) });
const pageOf = (messages: unknown[], next_cursor = ""): Answer => ({
  kind: "done",
  result: { ok: true, messages, has_more: next_cursor !== "", response_metadata: { next_cursor } },
});

/** Gives these answers one after the other. */
async function look(answers: readonly Answer[], sought: Partial<Sought> = {}, skewMs: number | null = null) {
  const calls: Call[] = [];
  const api = {
    clockSkewMs: () => skewMs,
    call: async (_use: string, call: Call): Promise<Answer> => {
      calls.push(call);
      return answers[calls.length - 1] ?? { kind: "failed", code: "no more answers", isUncertain: false };
    },
  };
  return { found: await findPost(api, { ...SOUGHT, ...sought }), calls };
}

describe("a message that may have arrived", () => {
  test("is found by the mark of its first block", async () => {
    const { found } = await look([pageOf([message("3.0", "other"), message("2.0", "m7", "b"), message("1.0")])]);
    expect(found).toEqual({ kind: "found", ts: "2.0" });
  });

  test("is found by the mark of a later part, but rather by its own", async () => {
    expect((await look([pageOf([message("3.0", "m7.1")])])).found).toEqual({ kind: "found", ts: "3.0" });
    const both = [pageOf([message("3.0", "m7.1")], "next"), pageOf([message("2.0", "m7")])];
    expect((await look(both)).found).toEqual({ kind: "found", ts: "2.0" });
  });

  test.each([
    [message("1.0", "m70")],
    [message("1.0", "m")],
    [message("1.0", "other", "m7")],
    [message("1.0", "xm7.1")],
    [{ ts: "1.0", text: "m7" }],
    [{ blocks: [{ block_id: "m7" }] }],
    [{ ts: "1.0", blocks: null }],
    [{ ts: "1.0", blocks: [null] }],
    [{ ts: "1.0", blocks: [{ type: "new", block_id: 7 }] }],
  ])("is not taken for another: %j", async (other) => {
    expect((await look([pageOf([other])])).found).toEqual({ kind: "absent" });
  });

  test("is found although others look like nothing Adep sends", async () => {
    const odd = [{ ts: "9.0", blocks: [null] }, { ts: 7 }, { ts: "8.0", blocks: "m7" }, message("2.0", "m7")];
    expect((await look([pageOf(odd)])).found).toEqual({ kind: "found", ts: "2.0" });
  });

  test("is looked for in its channel from a minute before it was sent", async () => {
    const { calls } = await look([pageOf([])]);
    const payload = { channel: "D1", oldest: "1699999940.000000", inclusive: true, limit: 100 };
    expect(calls).toEqual([{ method: "conversations.history", payload }]);
  });

  test.each([
    [90_000, "1699999850.000000"],
    [-90_000, "1699999940.000000"],
  ])("is looked for from earlier where our clock is ahead: %i", async (skewMs, oldest) => {
    const { calls } = await look([pageOf([])], {}, skewMs);
    expect(calls[0]?.payload).toMatchObject({ oldest });
  });

  test("is looked for among the replies where it was one", async () => {
    const { found, calls } = await look([pageOf([message("5.0", "m7")])], { thread: "4.0" });
    expect(found).toEqual({ kind: "found", ts: "5.0" });
    const payload = { channel: "D1", ts: "4.0", oldest: "1699999940.000000", inclusive: true, limit: 100 };
    expect(calls).toEqual([{ method: "conversations.replies", payload }]);
  });

  test("is looked for on three pages", async () => {
    const { found, calls } = await look([pageOf([], "a"), pageOf([], "b"), pageOf([message("1.0", "m7")], "c")]);
    expect(found).toEqual({ kind: "found", ts: "1.0" });
    expect(calls.map(({ payload }) => payload["cursor"])).toEqual([undefined, "a", "b"]);
  });

  test("is not called absent where there is more to look through", async () => {
    const { found, calls } = await look([pageOf([], "a"), pageOf([], "b"), pageOf([], "c")]);
    expect([found, calls.length]).toEqual([{ kind: "unseen" }, 3]);
    const uncounted = { kind: "done", result: { messages: [], has_more: true } } as const;
    expect((await look([uncounted])).found).toEqual({ kind: "unseen" });
  });

  test("is absent where all was looked through", async () => {
    expect((await look([pageOf([], "a"), pageOf([message("1.0", "b")])])).found).toEqual({ kind: "absent" });
    const bare = { kind: "done", result: { ok: true, messages: [] } } as const;
    expect((await look([bare])).found).toEqual({ kind: "absent" });
  });

  test.each<[Answer, unknown]>([
    [{ kind: "closed" }, { kind: "unseen" }],
    [{ kind: "gone" }, { kind: "unseen" }],
    [{ kind: "lost" }, { kind: "unseen" }],
    [{ kind: "refused", code: "invalid_cursor" }, { kind: "unseen" }],
    [
      { kind: "wait", retryAfterMs: 7 },
      { kind: "wait", retryAfterMs: 7 },
    ],
    [{ kind: "unauthorised" }, { kind: "unauthorised" }],
    [
      { kind: "failed", code: "ECONNREFUSED", isUncertain: false },
      { kind: "failed", code: "ECONNREFUSED", isUncertain: true },
    ],
    [
      { kind: "done", result: { ok: true } },
      { kind: "failed", code: "BODY", isUncertain: true },
    ],
    [
      { kind: "done", result: null },
      { kind: "failed", code: "BODY", isUncertain: true },
    ],
  ])("is not called absent for %j, on whichever page", async (answer, found) => {
    expect((await look([answer])).found).toEqual(found);
    expect((await look([pageOf([message("1.0", "x")], "a"), answer])).found).toEqual(found);
  });

  test("is found wherever it stands, and never called absent unread, whatever else Slack shows", async () => {
    const noise = fc.oneof(
      fc.anything({ maxDepth: 3 }),
      fc.record({ ts: fc.constant("9.9"), blocks: fc.array(fc.record({ block_id: fc.string() }), { maxLength: 2 }) }),
    );
    const pages = fc.array(fc.array(noise, { maxLength: 5 }), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(pages, fc.nat(2), fc.nat(5), async (drawn, pageAt, at) => {
        const place = pageAt % drawn.length;
        const messages = drawn.map((page, index) =>
          index === place ? page.toSpliced(at, 0, message("1.5", "m7")) : page,
        );
        const answers = messages.map((page, index) => pageOf(page, index < messages.length - 1 ? `c${index}` : ""));
        const { found } = await look(answers);
        expect(found.kind === "found" ? found.ts : found.kind).toBe("1.5");
      }),
      { numRuns: 2_000 },
    );
  });
});
