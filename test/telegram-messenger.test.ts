// Telegram as the courier's way to people: what each answer of Telegram means for the errand.

import { describe, expect, onTestFinished, test } from "vitest";

import type { Answer } from "../adapters/telegram/answer.ts";
import { openTelegramApi, type TelegramApi } from "../adapters/telegram/api.ts";
import type { Call } from "../adapters/telegram/call.ts";
import { createTelegramMessenger } from "../adapters/telegram/messenger.ts";
import { createMoves } from "../adapters/telegram/moves.ts";
import { createPost, type Post } from "../adapters/telegram/post.ts";
import type { Bodies, KnownPerson } from "../src/cases/bodies.ts";
import type { AboutCase, Card, Messenger, Viewer } from "../src/cases/card.ts";
import { plainCard } from "../src/cases/plain-card.ts";
import { createGate, createPace, TELEGRAM_LIMITS } from "../src/chat/pace.ts";
import { openBench, someReport } from "./case-fakes.ts";
import { ASKER, GARDENER, GROUP, IN_GROUP, IN_PRIVATE, sentencesOf } from "./chat-fakes.ts";
import { startTelegram } from "./telegram-server.ts";

const DONE: Answer = { kind: "done", result: { message_id: 77 } };
const TIMEOUT: Answer = { kind: "failed", code: "TIMEOUT", isUncertain: true };
const ADDRESS = { channel: "telegram", id: String(ASKER) } as const;
const ABOUT = { codename: "Saiga-4821", isRepeat: false, language: "en", mark: "c:relay:1" } as const;

type Bench = {
  readonly messenger: Messenger;
  readonly calls: Call[];
  readonly logged: string[];
  /** Of the viewers for whom a card was made. */
  readonly viewers: Viewer[];
  readonly tell: (known: KnownPerson, about?: Partial<AboutCase>) => ReturnType<Messenger["toPerson"]>;
};

/** Each sending gets the next answer, and where none is left it works. */
async function open(answers: readonly Answer[] = [], change: { busyMs?: number; api?: TelegramApi; post?: Post } = {}) {
  const { deps, logged, reception } = await openBench();
  const opened = await reception.escalate(someReport());
  const left = [...answers];
  const calls: Call[] = [];
  const viewers: Viewer[] = [];
  const send = async (call: Call): Promise<Answer> => {
    calls.push(call);
    return left.shift() ?? DONE;
  };
  const api = change.api ?? { call: async () => ({ kind: "done", result: { is_forum: false } }) as Answer };
  const post = change.post ?? { send, waitMs: () => change.busyMs ?? 0 };
  const moves = createMoves(deps);
  const messenger = createTelegramMessenger({
    ...{ api, post, moves, store: deps.store },
    ...{ log: deps.log, messages: deps.messages, bodies: deps.bodies },
  });
  const make = async (viewer: Viewer): Promise<Card> => {
    viewers.push(viewer);
    return { ...plainCard({ title: "A card" }), whole: { caseId: "c", codename: "Saiga-4821", news: "The news." } };
  };
  const about = { ...ABOUT, caseId: opened.whole?.caseId ?? "", mark: "tell:1", isOpenToAll: true };
  const tell: Bench["tell"] = (known, more = {}) => messenger.toPerson(known, make, { ...about, ...more });
  const refresh = () => messenger.refresh(about.caseId, make);
  return { messenger, calls, logged, viewers, tell, refresh, deps } satisfies Bench & Record<string, unknown>;
}

function commissionerOf({ bodies: [body] }: Bodies): KnownPerson {
  if (!body) throw new Error("there is no body");
  return { body, person: body.commissioner };
}

const IN_PRIVATE_CHAT = commissionerOf(IN_PRIVATE);
const IN_GROUP_CHAT = commissionerOf(IN_GROUP);

describe("an asker", () => {
  const card = plainCard({ title: "A card" });

  test("is reached in the private chat, protected", async () => {
    const { messenger, calls } = await open();
    expect(await messenger.toAsker(ADDRESS, card, ABOUT)).toBe("delivered");
    expect(calls.map(({ payload }) => [payload["chat_id"], payload["protect_content"]])).toEqual([[ASKER, true]]);
  });

  test.each([
    ["who stopped the bot or is gone is gone", { kind: "gone" } as const, "gone"],
    [
      "who gets too much at once waits as long as Telegram says",
      { kind: "wait", retryAfterMs: 7000 } as const,
      { retryAfterMs: 7000 },
    ],
  ])("%s", async (_, answer, expected) => {
    const { messenger } = await open([answer]);
    expect(await messenger.toAsker(ADDRESS, card, ABOUT)).toEqual(expected);
  });

  test.each<Answer>([
    { kind: "failed", code: "502", isUncertain: true },
    TIMEOUT,
    { kind: "failed", code: "ECONNREFUSED", isUncertain: false },
    { kind: "unauthorised" },
    { kind: "refused", code: 400 },
  ])("makes the errand come again where Telegram says $kind $code", async (answer) => {
    const { messenger } = await open([answer]);
    const fault = await messenger.toAsker(ADDRESS, card, ABOUT).catch((caught: unknown) => caught);
    expect(String(fault)).toMatch(/^Error: Telegram (?:did not take|refused) a message/);
  });

  test("whose chat is busy for longer is put off without a call, so that others have the courier", async () => {
    const { messenger, calls } = await open([], { busyMs: 12_000 });
    expect(await messenger.toAsker(ADDRESS, card, ABOUT)).toEqual({ retryAfterMs: 12_000 });
    expect(calls).toEqual([]);
  });

  test("reads that it may be the second time, where an earlier try may have arrived", async () => {
    const { messenger, calls, deps } = await open();
    await messenger.toAsker(ADDRESS, card, { ...ABOUT, isRepeat: true });
    expect(String(calls[0]?.payload["text"])).toContain(sentencesOf({ deps }, "en")("chat.repeat"));
  });
});

describe("somebody of a body", () => {
  test("who has a private chat is told there, with buttons of their own", async () => {
    const { tell, calls, viewers } = await open();
    expect(await tell(IN_PRIVATE_CHAT)).toBe("delivered");
    expect(calls.map(({ method, payload }) => [method, payload["chat_id"]])).toEqual([["sendMessage", GARDENER]]);
    expect(viewers).toEqual([{ person: "gardener" }]);
  });

  test("whose body has a group is told in it, with buttons for all who may press there", async () => {
    const { tell, calls, viewers } = await open();
    expect(await tell(IN_GROUP_CHAT)).toBe("delivered");
    expect(calls.map(({ payload }) => payload["chat_id"])).toEqual([GROUP]);
    expect(viewers).toEqual([{ place: `telegram:${GROUP}`, body: "gardens", language: "en" }]);
  });

  test("hears in private of a case that somebody is kept out of, though there is a group", async () => {
    const { tell, calls } = await open();
    expect(await tell(IN_GROUP_CHAT, { isOpenToAll: false })).toBe("delivered");
    expect(calls.map(({ payload }) => payload["chat_id"])).toEqual([GARDENER]);
  });

  test("who can only be reached through a group is not reached by a case that somebody is kept out of", async () => {
    const { tell, calls } = await open();
    const { telegramUser: _, ...person } = IN_GROUP_CHAT.person;
    expect(await tell({ ...IN_GROUP_CHAT, person }, { isOpenToAll: false })).toBeNull();
    expect(calls).toEqual([]);
  });

  test("who is not in Telegram is not reached through it", async () => {
    const { tell } = await open();
    const { telegramUser: _, ...person } = IN_PRIVATE_CHAT.person;
    expect(await tell({ ...IN_PRIVATE_CHAT, person })).toBeNull();
  });

  test("hears the next news in a line that answers the card", async () => {
    const { tell, calls } = await open();
    await tell(IN_PRIVATE_CHAT);
    expect(await tell(IN_PRIVATE_CHAT, { mark: "tell-step:2" })).toBe("delivered");
    const [, line, ...more] = calls;
    expect(more).toEqual([]);
    expect(line?.payload["text"]).toBe("<b>#Saiga_4821</b> The news.");
    expect(line?.payload["reply_parameters"]).toMatchObject({ message_id: 77 });
  });

  test("hears the same news once, though the errand comes again", async () => {
    const { tell, calls } = await open();
    for (const _ of ["once", "again"]) expect(await tell(IN_PRIVATE_CHAT)).toBe("delivered");
    expect(calls).toHaveLength(1);
  });

  test("is told again where the line did not go through", async () => {
    const { tell, calls } = await open([DONE, { kind: "wait", retryAfterMs: 4000 }]);
    await tell(IN_PRIVATE_CHAT);
    expect(await tell(IN_PRIVATE_CHAT, { mark: "tell-step:2" })).toEqual({ retryAfterMs: 4000 });
    expect(await tell(IN_PRIVATE_CHAT, { mark: "tell-step:2" })).toBe("delivered");
    expect(calls).toHaveLength(3);
  });

  test("shares one card with whoever of the same group is told at the same time", async () => {
    const { tell, calls } = await open();
    const [deputy] = IN_GROUP_CHAT.body.deputies;
    if (!deputy) throw new Error("there is no deputy");
    const both = [tell(IN_GROUP_CHAT), tell({ ...IN_GROUP_CHAT, person: deputy })];
    expect(await Promise.all(both)).toEqual(["delivered", "delivered"]);
    expect(calls).toHaveLength(1);
  });

  test("whose group is gone is told in private, and the log says so without a number", async () => {
    const { tell, calls, logged } = await open([{ kind: "gone" }]);
    expect(await tell(IN_GROUP_CHAT)).toBe("delivered");
    expect(calls.map(({ payload }) => payload["chat_id"])).toEqual([GROUP, GARDENER]);
    expect(logged.join()).not.toMatch(/\d/);
  });

  test.each<readonly [Answer, unknown]>([
    [{ kind: "wait", retryAfterMs: 9000 }, { retryAfterMs: 9000 }],
    [{ kind: "moved", to: "-100777" }, { retryAfterMs: expect.any(Number) }],
  ])("whose group cannot be told at once is told there later, never in private: %j", async (answer, expected) => {
    const { tell, calls } = await open([answer]);
    expect(await tell(IN_GROUP_CHAT)).toEqual(expected);
    expect(calls.map(({ payload }) => payload["chat_id"])).toEqual([GROUP]);
  });

  test("makes the errand come again where Telegram gave no answer", async () => {
    const { tell } = await open([TIMEOUT]);
    await expect(tell(IN_PRIVATE_CHAT)).rejects.toThrow("Telegram did not take a message (failed)");
  });

  test("who blocked the bot is gone, which the courier takes for not told", async () => {
    const { tell } = await open([{ kind: "gone" }]);
    expect(await tell(IN_PRIVATE_CHAT)).toBe("gone");
  });
});

describe("the cards of a case", () => {
  test("are changed in place in every chat in which it stands", async () => {
    const { tell, refresh, calls } = await open();
    await tell(IN_GROUP_CHAT);
    await tell(IN_PRIVATE_CHAT);
    expect(await refresh()).toBe("delivered");
    const edits = calls.slice(2).map(({ method, payload }) => [method, payload["chat_id"], payload["message_id"]]);
    expect(edits).toEqual([
      ["editMessageText", GROUP, 77],
      ["editMessageText", GARDENER, 77],
    ]);
  });

  test("are sent anew where one can no longer be changed, and from then on that one changes", async () => {
    const { tell, refresh, calls } = await open([DONE, { kind: "lost" }, { kind: "done", result: { message_id: 78 } }]);
    await tell(IN_PRIVATE_CHAT);
    for (const _ of ["once", "again"]) await refresh();
    expect(calls.map(({ method, payload }) => [method, payload["message_id"]])).toEqual([
      ["sendMessage", undefined],
      ["editMessageText", 77],
      ["sendMessage", undefined],
      ["editMessageText", 78],
    ]);
  });

  test.each<readonly [Answer, unknown]>([
    [{ kind: "unchanged" }, "delivered"],
    [{ kind: "gone" }, "delivered"],
    [{ kind: "wait", retryAfterMs: 9000 }, { retryAfterMs: 9000 }],
  ])("where Telegram says %j come to %j", async (answer, expected) => {
    const { tell, refresh } = await open([DONE, answer]);
    await tell(IN_PRIVATE_CHAT);
    expect(await refresh()).toEqual(expected);
  });

  test("are tried again where Telegram gave no answer", async () => {
    const { tell, refresh } = await open([DONE, TIMEOUT]);
    await tell(IN_PRIVATE_CHAT);
    await expect(refresh()).rejects.toThrow("Telegram did not change a card");
  });

  test("wait for no chat that is busy for longer", async () => {
    const pause = { busyMs: 0 };
    const { tell, refresh, calls } = await open([], pause);
    await tell(IN_PRIVATE_CHAT);
    pause.busyMs = 60_000;
    expect(await refresh()).toEqual({ retryAfterMs: 60_000 });
    expect(calls).toHaveLength(1);
  });
});

test("a topic that Telegram does not let the bot ask about leaves the card in the group", async () => {
  const refused: TelegramApi = { call: async () => ({ kind: "refused", code: 400 }) };
  const { tell, calls } = await open([], { api: refused });
  expect(await tell(IN_GROUP_CHAT)).toBe("delivered");
  expect(calls[0]?.payload).not.toHaveProperty("message_thread_id");
});

describe("over a real connection", () => {
  async function connect() {
    const server = await startTelegram();
    onTestFinished(() => server.stop());
    server.know(GARDENER);
    server.know(ASKER);
    const pace = createPace(TELEGRAM_LIMITS, () => performance.now());
    const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms).unref());
    const api = openTelegramApi(server);
    const post = createPost({ api, pace, gate: createGate(pace, sleep) });
    return { server, ...(await open([], { api, post })) };
  }

  test("429 is obeyed: the wait is handed on, and until then the chat counts as busy", async () => {
    const { server, messenger } = await connect();
    server.fail("sendMessage", { tooMany: 30 });
    const card = plainCard({ title: "A card" });
    expect(await messenger.toAsker(ADDRESS, card, ABOUT)).toEqual({ retryAfterMs: 30_000 });
    const again = await messenger.toAsker(ADDRESS, card, ABOUT);
    expect(again).toMatchObject({ retryAfterMs: expect.any(Number) });
    expect(server.calls("sendMessage")).toHaveLength(1);
  });

  test("a chat that waits keeps nobody else waiting", async () => {
    const { server, messenger, tell } = await connect();
    server.fail("sendMessage", { tooMany: 30 });
    await messenger.toAsker(ADDRESS, plainCard({ title: "A card" }), ABOUT);
    expect(await tell(IN_PRIVATE_CHAT)).toBe("delivered");
  });

  test("5xx, a page instead of an answer and a lost connection make the errand come again", async () => {
    const { server, tell } = await connect();
    for (const fault of [{ status: 502 }, "html", "drop-before"] as const) {
      server.fail("sendMessage", fault);
      await expect(tell(IN_PRIVATE_CHAT)).rejects.toThrow(/^Telegram did not take a message \(failed\)$/);
    }
  });

  test("a person who blocked the bot, an account that is no more and a chat that never was are gone", async () => {
    const { server, tell } = await connect();
    for (const [description, code] of [
      ["bot was blocked by the user", 403],
      ["user is deactivated", 403],
      ["chat not found", 400],
    ] as const) {
      server.block(GARDENER, description, code);
      expect(await tell(IN_PRIVATE_CHAT)).toBe("gone");
    }
  });
});
