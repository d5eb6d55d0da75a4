import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Answer } from "../adapters/telegram/answer.ts";
import { openTelegramApi, type TelegramApi } from "../adapters/telegram/api.ts";
import { type Poller, type PollerDeps, startPoller } from "../adapters/telegram/poller.ts";
import { startTelegram, type TelegramServer } from "./telegram-server.ts";

const ASKER = 5001;

let telegram: TelegramServer;
let poller: Poller | null = null;
beforeEach(async () => {
  telegram = await startTelegram();
});
afterEach(async () => {
  await poller?.stop();
  poller = null;
  await telegram.stop();
});

/** Pauses take no time here, but are written down; the tenth and later ones last until the end. */
function start(change: Partial<PollerDeps> = {}) {
  const seen: unknown[] = [];
  const said: string[] = [];
  const pauses: number[] = [];
  const onUpdates = async (updates: readonly unknown[]): Promise<void> => {
    seen.push(...updates.map(textOf));
  };
  const sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
    pauses.push(Math.round(ms));
    if (pauses.length >= 10) await ended(signal);
    await new Promise((resolve) => setTimeout(resolve, 1));
  };
  const log = (message: string, code = ""): void => void said.push(`${message} ${code}`.trim());
  const api = openTelegramApi(telegram);
  const allowedUpdates = ["message", "callback_query"];
  const usual = { api, onUpdates, log, allowedUpdates, isLeader: () => true, sleep, random: () => 0 };
  poller = startPoller({ ...usual, ...change });
  return { seen, said, pauses, poller };
}

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve());
  });
}

function textOf(update: unknown): unknown {
  return (update as { message?: { text?: unknown } }).message?.text;
}

/** Answers one after the other, then none until the call is stopped. */
function scripted(...answers: readonly Answer[]): TelegramApi & { readonly offsets: unknown[] } {
  const left = [...answers];
  const offsets: unknown[] = [];
  return {
    offsets,
    call: async (_method, { offset }, { signal } = {}) => {
      offsets.push(offset);
      const next = left.shift();
      if (next) return next;
      if (signal) await ended(signal);
      return { kind: "failed", code: "STOPPED", isUncertain: true };
    },
  };
}

const offline: Answer = { kind: "failed", code: "ECONNREFUSED", isUncertain: false };
const updates = (...ids: readonly unknown[]): Answer => ({
  kind: "done",
  result: ids.map((update_id) => ({ update_id })),
});

describe("updates", () => {
  test("arrive while the poll is waiting", async () => {
    const { seen } = start();
    await telegram.waitFor(() => telegram.calls("getUpdates").length === 1);
    telegram.say(ASKER, ASKER, "сұрақ");
    await telegram.waitFor(() => seen.length === 1);
    expect(seen).toEqual(["сұрақ"]);
  });

  test("arrive each once and in order, in batches of a hundred", async () => {
    const texts = Array.from({ length: 230 }, (_, at) => `question ${at}`);
    for (const text of texts) telegram.say(ASKER, ASKER, text);
    const { seen } = start();
    await telegram.waitFor(() => seen.length >= 230);
    expect(seen).toEqual(texts);
  });

  test("are confirmed by the next call, and not before they are durable", async () => {
    telegram.say(ASKER, ASKER, "question");
    let store = (): void => undefined;
    start({ onUpdates: () => new Promise((resolve) => (store = resolve)) });
    await telegram.waitFor(() => telegram.calls("getUpdates")[0]?.outcome);
    const before = telegram.queue.pending().length;
    store();
    await telegram.waitFor(() => telegram.calls("getUpdates").length === 2);
    await telegram.waitFor(() => telegram.queue.pending().length === 0);
    expect(before).toBe(1);
  });

  test("that could not be stored come again, after a pause and one line in the log", async () => {
    telegram.say(ASKER, ASKER, "question");
    const stored: unknown[] = [];
    let times = 0;
    const { said, pauses } = start({
      onUpdates: async (given) => {
        if (++times < 4) throw new Error("the database is away");
        stored.push(...given.map(textOf));
      },
    });
    await telegram.waitFor(() => telegram.queue.pending().length === 0);
    expect({ stored, said, pauses: pauses.slice(0, 3) }).toEqual({
      stored: ["question"],
      said: [
        "updates from Telegram could not be stored; asking for them again",
        "updates from Telegram are stored again",
      ],
      pauses: [1000, 2000, 4000],
    });
  });

  test("of kinds that were not wanted do not come", async () => {
    const { seen } = start();
    await telegram.waitFor(() => telegram.calls("getUpdates").length === 1);
    telegram.update({ poll: {} });
    telegram.say(ASKER, ASKER, "question");
    await telegram.waitFor(() => seen.length > 0);
    expect(seen).toEqual(["question"]);
  });

  test("may begin at a lower number after a quiet time", async () => {
    const api = scripted(updates(900), updates(), updates(5), updates());
    start({ api });
    await expect.poll(() => api.offsets).toEqual([undefined, 901, undefined, 6, undefined]);
  });

  test.each([[null], [{}], [[1]], [[{ update_id: "1" }]], [[{ update_id: -1 }]], [[{ update_id: 1.5 }]], [[{}]]])(
    "of the absurd shape %j count as a failure",
    async (result) => {
      const { seen, said } = start({ api: scripted({ kind: "done", result }) });
      await expect.poll(() => said).toEqual(["Telegram cannot be reached; trying again until it can BODY"]);
      expect(seen).toEqual([]);
    },
  );

  test("are not asked for without a pause where an empty answer comes at once", async () => {
    const { pauses } = start({ api: scripted(updates(), updates()) });
    await expect.poll(() => pauses).toEqual([50, 50]);
  });
});

describe("a fault", () => {
  test("of the network is said once when it begins and once when it is over", async () => {
    const { said } = start({ api: scripted(offline, offline, offline, updates(1), offline) });
    await expect.poll(() => said.length).toBe(3);
    expect(said).toEqual([
      "Telegram cannot be reached; trying again until it can ECONNREFUSED",
      "Telegram can be reached again",
      "Telegram cannot be reached; trying again until it can ECONNREFUSED",
    ]);
  });

  test("of the network is met with longer and longer pauses, up to a minute", async () => {
    const { pauses } = start({ api: scripted(...Array<Answer>(9).fill(offline)) });
    await expect.poll(() => pauses.length).toBe(9);
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  test("of the network is met with pauses that differ between processes", async () => {
    const { pauses } = start({ api: scripted(offline, offline), random: () => 1 });
    await expect.poll(() => pauses).toEqual([1000, 1500]);
  });

  test("loses nothing", async () => {
    telegram.fail("getUpdates", "drop-before", { status: 502 }, "drop-after", "html", { status: 500 });
    telegram.say(ASKER, ASKER, "question");
    const { seen } = start();
    await telegram.waitFor(() => telegram.queue.pending().length === 0);
    expect(seen).toEqual(["question"]);
  });

  test("of too many calls is waited out without a word", async () => {
    const { pauses, said } = start({ api: scripted({ kind: "wait", retryAfterMs: 7000 }) });
    await expect.poll(() => pauses).toEqual([7000]);
    expect(said).toEqual([]);
  });

  test("of a second poller is said at the third time in a row", async () => {
    const { said, pauses } = start({ api: scripted(...Array<Answer>(5).fill({ kind: "conflict" })) });
    await expect.poll(() => pauses).toEqual([5000, 10_000, 20_000, 40_000, 60_000]);
    expect(said).toEqual([expect.stringContaining("another process is polling Telegram with this bot's token")]);
  });

  test("of a second poller is not said where it ends before", async () => {
    const { said, pauses } = start({ api: scripted({ kind: "conflict" }, { kind: "conflict" }, updates(1)) });
    await expect.poll(() => pauses.length).toBe(2);
    expect(said).toEqual([]);
  });

  test("of the token is said once, and tried again each five minutes", async () => {
    const { said, pauses } = start({ api: scripted({ kind: "unauthorised" }, { kind: "unauthorised" }) });
    await expect.poll(() => pauses).toEqual([300_000, 300_000]);
    expect(said).toEqual([expect.stringContaining("Telegram does not accept TELEGRAM_BOT_TOKEN")]);
  });

  test("in a dependency does not end it", async () => {
    telegram.say(ASKER, ASKER, "question");
    let looks = 0;
    const isLeader = (): boolean => {
      if (++looks < 3) throw new Error("no lease");
      return true;
    };
    const { seen } = start({ isLeader });
    await telegram.waitFor(() => seen.length === 1);
    expect(looks).toBeGreaterThanOrEqual(3);
  });
});

describe("whoever does not lead", () => {
  test("asks for nothing", async () => {
    const { pauses } = start({ isLeader: () => false });
    await expect.poll(() => pauses.length).toBe(10);
    expect([telegram.calls().length, pauses[0]]).toEqual([0, 1000]);
  });

  test("asks from the beginning once it leads again", async () => {
    const leading = [true, false, true];
    const api = scripted(updates(900));
    start({ api, isLeader: () => leading.shift() ?? true });
    await expect.poll(() => api.offsets).toEqual([undefined, undefined]);
  });
});

describe("stopping", () => {
  test("ends a waiting poll at once", async () => {
    const { poller } = start();
    await telegram.waitFor(() => telegram.calls("getUpdates").length === 1);
    await poller.stop();
    expect(telegram.calls("getUpdates")).toHaveLength(1);
  });

  test("ends a pause at once", async () => {
    const { poller, pauses } = start({ api: scripted(...Array<Answer>(10).fill(offline)) });
    await expect.poll(() => pauses.length).toBe(10);
    await expect(poller.stop()).resolves.toBeUndefined();
  });

  test("waits until what came is durable, and confirms it", async () => {
    telegram.say(ASKER, ASKER, "question");
    let store = (): void => undefined;
    let isAsked = false;
    const onUpdates = (): Promise<void> => {
      isAsked = true;
      return new Promise((resolve) => (store = resolve));
    };
    const { poller } = start({ onUpdates });
    await telegram.waitFor(() => isAsked);
    const stopped = poller.stop();
    store();
    await stopped;
    expect(telegram.queue.pending()).toEqual([]);
  });

  test("confirms nothing that could not be stored", async () => {
    telegram.say(ASKER, ASKER, "question");
    const { poller, pauses } = start({ onUpdates: () => Promise.reject(new Error("the database is away")) });
    await expect.poll(() => pauses.length).toBeGreaterThan(0);
    await poller.stop();
    expect(telegram.queue.pending()).toHaveLength(1);
  });

  test("in the middle of a poll says nothing", async () => {
    const { poller, said } = start();
    await telegram.waitFor(() => telegram.calls("getUpdates").length === 1);
    await poller.stop();
    expect(said).toEqual([]);
  });

  test("says nothing of being over", async () => {
    const { poller, said } = start({ api: scripted(offline) });
    await expect.poll(() => said.length).toBe(1);
    await poller.stop();
    expect(said).toHaveLength(1);
  });

  test("can be asked for twice", async () => {
    const { poller } = start();
    await poller.stop();
    await expect(poller.stop()).resolves.toBeUndefined();
  });
});
