// The whole of Telegram while it runs: bad starts, faults on the way, stops, and updates that come again.

import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";

import { startPage } from "../adapters/page/server.ts";
import type { CaseStore } from "../src/cases/store.ts";
import { createInboxWorker } from "../src/chat/inbox-worker.ts";
import { createSlots } from "../src/chat/slots.ts";
import { openBench } from "./case-fakes.ts";
import { ASKER, GARDENER, openTelegramBench, SERIOUS } from "./chat-fakes.ts";
import { openSmallAsk, smallKnowledge } from "./fakes.ts";
import { startTelegram, type TelegramServer } from "./telegram-server.ts";

const QUESTION = "May I accept a boat for a wedding?";
const REPEAT = "I say this again";

/** What was said to this chat, as a person reads it. */
const textsTo = (server: TelegramServer, chat: number): string[] => server.messagesTo(chat).map(({ text }) => text);

async function openServer(): Promise<TelegramServer> {
  const server = await startTelegram();
  onTestFinished(() => server.stop());
  return server;
}

describe("a start", () => {
  test("with a wrong token says so in one line, and the cases go on", async () => {
    const { logged, reception, server } = await openTelegramBench({ config: { token: "700000:Wrong-Token" } });
    await server.waitFor(() => logged.length > 0);
    const card = await reception.casesOf({ channel: "page", id: "somebody" }, "en");
    expect({ logged, card }).toEqual({
      logged: [expect.stringMatching(/^Telegram does not accept TELEGRAM_BOT_TOKEN.* getMe$/)],
      card: [],
    });
  });

  test("without a network says so in one line, goes on trying, and works as soon as it can", async () => {
    const server = await openServer();
    server.fail("getMe", "drop-before", "drop-before");
    const { logged } = await openTelegramBench({ server });
    server.say(ASKER, ASKER, QUESTION);
    await server.waitFor(() => textsTo(server, ASKER).length > 0, 15_000);
    expect(logged).toEqual([
      expect.stringMatching(/^Telegram cannot be reached; .* ECONNRESET$/),
      "Telegram answers again",
    ]);
  });

  test("beside another poller waits and then goes on", async () => {
    const server = await openServer();
    server.fail("getUpdates", { status: 409, description: "Conflict: terminated by other getUpdates request" });
    await openTelegramBench({ server });
    server.say(ASKER, ASKER, QUESTION);
    await server.waitFor(() => textsTo(server, ASKER).length > 0, 20_000);
    expect(textsTo(server, ASKER)).toHaveLength(1);
  });
});

describe("updates", () => {
  test("that are handed out again and again are answered once, and open one case", async () => {
    const server = await openServer();
    server.know(GARDENER);
    const poll = server.queue.poll;
    let handedOut = 0;
    // The first confirmations are lost.
    server.queue.poll = async (polling) => {
      const updates = await poll(handedOut < 9 ? { ...polling, offset: 0 } : polling);
      handedOut += updates?.length ?? 0;
      return updates;
    };
    const { opened } = await openTelegramBench({ server });
    for (const chat of [ASKER, ASKER + 10, ASKER + 20]) server.say(chat, chat, chat === ASKER ? SERIOUS : QUESTION);
    await server.waitFor(() => server.messagesTo(GARDENER).length > 0 && server.queue.pending().length === 0, 15_000);
    await untilIdle(opened.store);
    const cases = await opened.store.transact((tx) => tx.cases.list({}));
    const counts = [ASKER + 10, ASKER + 20, GARDENER].map((chat) => server.messagesTo(chat).length);
    expect({ isAgain: handedOut >= 9, cases: cases.length, counts }).toEqual({
      ...{ isAgain: true, cases: 1, counts: [1, 1, 1] },
    });
  });
});

describe("an answer", () => {
  test("whose fate is not known is sent again, and says so", async () => {
    const { server } = await openTelegramBench();
    server.fail("sendMessage", "drop-after");
    server.say(ASKER, ASKER, QUESTION);
    await server.waitFor(() => textsTo(server, ASKER).length > 1, 10_000);
    const [first = "", second = ""] = textsTo(server, ASKER);
    expect([first.includes(REPEAT), second.includes(REPEAT), second.includes(first)]).toEqual([false, true, true]);
  });

  test("that was surely not sent is sent again as it was", async () => {
    const { server } = await openTelegramBench();
    server.fail("sendMessage", { status: 500 });
    server.say(ASKER, ASKER, QUESTION);
    await server.waitFor(() => textsTo(server, ASKER).length > 0, 10_000);
    expect(textsTo(server, ASKER).map((text) => text.includes(REPEAT))).toEqual([false]);
  });
});

describe("a stop", () => {
  test("loses and doubles nothing of what was taken", async () => {
    const server = await openServer();
    const keys = { current: "k1", keys: new Map([["k1", randomBytes(32)]]) };
    const first = await openTelegramBench({ server, ring: () => keys });
    const chats = Array.from({ length: 30 }, (_, at) => 4000 + at);
    for (const chat of chats) server.say(chat, chat, QUESTION);
    await server.waitFor(() => server.calls("sendMessage").length > 0, 10_000);
    await first.telegram.stop();
    await openTelegramBench({ server, ring: () => keys, url: first.url });
    await server.waitFor(() => chats.every((chat) => server.messagesTo(chat).length > 0), 20_000);
    expect(chats.map((chat) => server.messagesTo(chat).length)).toEqual(chats.map(() => 1));
  });
});

describe("what a load test found", () => {
  // A store that answers without waiting keeps all else out until the last item is done: timers, the network, the page.
  test("between two items other work has its turn", async () => {
    let left = 50;
    let done = 0;
    const claim = async (limit: number): Promise<number[]> =>
      Array.from({ length: Math.min(limit, left) }, () => left--);
    const run = async (): Promise<void> => {
      done += 1;
    };
    const limits = { atOnce: 4, tickMs: 60_000, stopMs: 1_000 };
    const slots = createSlots({ limits, log: () => undefined, mayClaim: () => true, claim, run });
    slots.poke();
    await new Promise((resolve) => setImmediate(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    const doneByThen = done;
    await slots.stop();
    expect(doneByThen).toBeLessThan(50);
  });

  test("where one process works alone it begins nothing before it may", async () => {
    const { deps } = await openBench();
    const { store } = deps;
    const came = { channel: "telegram", key: "e1", lane: "l1", body: "b", receivedAt: Date.now() } as const;
    let mayWork = false;
    let times = 0;
    const worker = createInboxWorker({
      ...{ store, channel: "telegram", now: () => Date.now(), log: () => undefined, dice: deps.dice },
      ...{ onDead: async () => [], onDone: () => undefined, mayWork: () => mayWork },
      process: async () => {
        times += 1;
        return [];
      },
    });
    await store.transact((tx) => tx.inbox.put(came));
    worker.poke();
    await wait(50);
    expect(times).toBe(0);
    mayWork = true;
    worker.poke();
    await until(() => times === 1);
    await worker.stop();
  });

  // A browser opens connections before it needs them.
  test("the page stops although a visitor has opened a connection and says nothing", async () => {
    const knowledge = smallKnowledge();
    const page = await startPage(
      { knowledge, ask: openSmallAsk({ knowledge }), cases: null },
      { host: "127.0.0.1", port: 0 },
    );
    const visitor = connect(Number(new URL(page.url).port), "127.0.0.1");
    visitor.on("error", () => undefined);
    onTestFinished(() => void visitor.destroy());
    await new Promise((resolve) => visitor.once("connect", resolve));
    const isStopped = await Promise.race([page.stop().then(() => true), wait(1_000).then(() => false)]);
    expect(isStopped).toBe(true);
  });
});

async function untilIdle(store: CaseStore): Promise<void> {
  const count = () =>
    store.transact(async (tx) => [await tx.inbox.count("telegram"), await tx.outgoing.count("telegram")] as const);
  while ((await count()).some(({ waiting }) => waiting > 0)) await wait(20);
}

async function until(look: () => boolean): Promise<void> {
  while (!look()) await wait(5);
}
