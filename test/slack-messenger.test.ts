// Slack as the courier's way to people: one card of a case in each chat, a thread under it, and nothing said twice.

import { describe, expect, test } from "vitest";

import type { Answer } from "../adapters/slack/answer.ts";
import type { SlackApi } from "../adapters/slack/api.ts";
import type { Call } from "../adapters/slack/call.ts";
import { createSlackMessenger } from "../adapters/slack/messenger.ts";
import type { Rooms } from "../adapters/slack/rooms.ts";
import { type SlackTalk, toTalkDeps } from "../adapters/slack/slack-talk.ts";
import type { Bodies, KnownPerson } from "../src/cases/bodies.ts";
import type { AboutCase, Card, Messenger, Viewer } from "../src/cases/card.ts";
import { createCourier } from "../src/cases/courier.ts";
import { plainCard } from "../src/cases/plain-card.ts";
import type { CaseStore } from "../src/cases/store.ts";
import { type Board, listBoards } from "../src/chat/board.ts";
import { BODIES, openBench, someReport } from "./case-fakes.ts";
import { sentencesOf } from "./chat-fakes.ts";

const CHANNEL = "G0GARDENS";
const GARDENER = "U0GARDENER";
const RAKE = "U0RAKE";
const ASKER = "U0ASKER";
const ADDRESS = { channel: "slack", id: ASKER } as const;
const WORD = { codename: "Saiga-4821", isRepeat: false, language: "en", mark: "c:relay:1" } as const;

const TIMEOUT: Answer = { kind: "failed", code: "TIMEOUT", isUncertain: true };
const REFUSED_CONNECTION: Answer = { kind: "failed", code: "ECONNREFUSED", isUncertain: false };
const WAIT: Answer = { kind: "wait", retryAfterMs: 7_000 };

const [gardens] = BODIES.bodies;
const [rake] = gardens?.deputies ?? [];
if (!gardens || !rake) throw new Error("the bench needs a body with a deputy");

const IN_PRIVATE: Bodies = {
  isConfigured: true,
  bodies: [
    {
      ...{ ...gardens, whenConcerned: undefined },
      commissioner: { ...gardens.commissioner, page: false, slackUser: GARDENER },
      deputies: [{ ...rake, page: false, slackUser: RAKE }],
    },
  ],
};
const inChannel = (slackChannel: string): Bodies => ({
  isConfigured: true,
  bodies: IN_PRIVATE.bodies.map((body) => ({ ...body, slackChannel })),
});
const IN_CHANNEL = inChannel(CHANNEL);

function commissionerOf({ bodies: [body] }: Bodies): KnownPerson {
  if (!body) throw new Error("there is no body");
  return { body, person: body.commissioner };
}

function deputyOf({ bodies: [body] }: Bodies): KnownPerson {
  const [person] = body?.deputies ?? [];
  if (!body || !person) throw new Error("there is no deputy");
  return { body, person };
}

function withoutSlack({ body, person: { slackUser: _, ...person } }: KnownPerson): KnownPerson {
  return { body, person };
}

type Block = { readonly block_id?: string; readonly elements?: readonly { readonly value?: string }[] };
type Message = { channel: string; ts: string; thread: string | null; text: string; blocks: readonly Block[] };
/** An answer instead of the call, or the answer of a call that had its effect. */
type Fault = Answer | { readonly lost: Answer };

/** As much of Slack as a messenger sees. `null` lets a call through. */
function createSmallSlack(now: () => number) {
  const messages: Message[] = [];
  const calls: Call[] = [];
  const faults: { next: (call: Call) => Fault | null; after: (call: Call) => void } = {
    next: () => null,
    after: () => undefined,
  };
  const methods: Record<string, (payload: Record<string, unknown>) => Answer> = {
    "chat.postMessage": ({ channel, text, blocks, thread_ts: thread = null }) => {
      const ts = (now() / 1000 + messages.length / 1000).toFixed(6);
      messages.push({ channel, ts, thread, text, blocks } as Message);
      return { kind: "done", result: { ok: true, ts } };
    },
    "chat.update": ({ channel, ts, text, blocks }) => {
      const found = messages.find((one) => one.channel === channel && one.ts === ts);
      if (!found) return { kind: "lost" };
      Object.assign(found, { text, blocks });
      return { kind: "done", result: { ok: true, ts } };
    },
    "conversations.history": ({ channel, oldest }) =>
      list(channel, (one) => one.thread === null && isAfter(one, oldest)),
    "conversations.replies": ({ channel, ts, oldest }) =>
      list(channel, (one) => one.ts === ts || (one.thread === ts && isAfter(one, oldest))),
  };
  const list = (channel: unknown, isMeant: (one: Message) => boolean): Answer => {
    const found = messages.filter((one) => one.channel === channel && isMeant(one));
    return { kind: "done", result: { ok: true, messages: found, has_more: false } };
  };
  const isAfter = ({ ts }: Message, oldest: unknown): boolean => Number(ts) >= Number(oldest ?? 0);
  const call = async ({ method, payload }: Call): Promise<Answer> => {
    calls.push({ method, payload });
    const fault = faults.next({ method, payload });
    if (fault && "kind" in fault) return fault;
    const answer = methods[method]?.(payload) ?? { kind: "refused", code: "unknown_method" };
    faults.after({ method, payload });
    return fault ? fault.lost : answer;
  };
  const remove = (ts: string): void => {
    messages.splice(0, messages.length, ...messages.filter((one) => one.ts !== ts));
  };
  return { messages, calls, faults, call, remove };
}

type SmallSlack = ReturnType<typeof createSmallSlack>;

/** These faults, one for each call of the method; afterwards none. */
function failNext({ faults }: SmallSlack, method: string, ...left: (Fault | null)[]): void {
  faults.next = (call) => (call.method === method ? (left.shift() ?? null) : null);
}

type Change = { readonly rooms?: Partial<Rooms>; readonly busyMs?: () => number; readonly people?: Bodies };

async function open(change: Change = {}) {
  const people = { bodies: change.people ?? IN_CHANNEL };
  const bench = await openBench({ bodies: () => people.bodies });
  const { deps, reception } = bench;
  const slack = createSmallSlack(deps.now);
  const start = (store: CaseStore = deps.store): Messenger =>
    createSlackMessenger({
      ...{ ...deps, store },
      api: { call: (_use, call) => slack.call(call), clockSkewMs: () => null } as SlackApi,
      post: { send: (_use, call) => slack.call(call), waitMs: change.busyMs ?? (() => 0) },
      rooms: { of: async (user) => ({ kind: "room", room: `D-${user}` }), note: () => undefined, ...change.rooms },
    });
  const shown = { state: "opened", isWhole: true };
  const viewers: Viewer[] = [];
  const make = async (viewer: Viewer): Promise<Card> => {
    viewers.push(viewer);
    const card = plainCard({
      ...{ title: "Saiga-4821", lines: ["The news.", `State: ${shown.state}`] },
      buttons: [{ label: "Take", token: "some-token", style: "primary" }],
    });
    return shown.isWhole ? { ...card, whole: { caseId: "c", codename: "Saiga-4821", news: "The news." } } : card;
  };
  const caseId = (await reception.escalate(someReport())).whole?.caseId ?? "";
  const about: AboutCase = {
    ...{ caseId, codename: "Saiga-4821", isRepeat: false, mark: "tell:0", isOpenToAll: true },
  };
  const current = { messenger: start() };
  return {
    ...{ ...bench, slack, start, people, shown, viewers, make, caseId, about, current },
    tell: (known: KnownPerson, more: Partial<AboutCase> = {}) =>
      current.messenger.toPerson(known, make, { ...about, ...more }),
    refresh: () => current.messenger.refresh(caseId, make),
    boards: (): Promise<Board[]> => deps.store.transact((tx) => listBoards(tx, caseId)),
  };
}

const COMMISSIONER = commissionerOf(IN_CHANNEL);
const ALONE = commissionerOf(IN_PRIVATE);

function cardsOf({ messages }: SmallSlack): Message[] {
  return messages.filter(({ thread }) => thread === null);
}

function linesOf({ messages }: SmallSlack): Message[] {
  return messages.filter(({ thread }) => thread !== null);
}

function methodsOf({ calls }: SmallSlack): string[] {
  return calls.map(({ method }) => method);
}

describe("a first telling", () => {
  test("is a card in the channel of the body, with buttons for all who may press there", async () => {
    const { tell, slack, viewers, boards, shown } = await open();
    shown.state = "<!channel> <@U1>";
    expect(await tell(COMMISSIONER)).toBe("delivered");
    expect(methodsOf(slack)).toEqual(["chat.postMessage"]);
    const { payload = {} } = slack.calls[0] ?? {};
    expect(payload).toMatchObject({
      ...{ channel: CHANNEL, parse: "none", link_names: false, unfurl_links: false, unfurl_media: false },
    });
    expect(payload).not.toHaveProperty("metadata");
    expect(String(payload["text"])).not.toMatch(/<[!@]/u);
    expect(JSON.stringify(payload["blocks"])).toContain("some-token");
    expect(viewers).toEqual([{ place: `slack:${CHANNEL}`, body: "gardens", language: "en" }]);
    expect(await boards()).toEqual([
      ...[{ channel: "slack", chat: CHANNEL, id: slack.messages[0]?.ts, thread: null, told: ["tell:0"] }].map(
        (board) => ({ ...board, viewer: viewers[0] }),
      ),
    ]);
  });

  test("bears a mark that tells nothing of the case, and another in each chat", async () => {
    const { tell, slack, caseId } = await open();
    await tell(COMMISSIONER);
    await tell(COMMISSIONER, { isOpenToAll: false });
    const marks = slack.messages.map(({ blocks: [first] }) => first?.block_id ?? "");
    expect(new Set(marks).size).toBe(2);
    for (const mark of marks) expect(mark).toMatch(/^[\w-]{22}$/);
    expect(JSON.stringify(slack.calls)).not.toContain(caseId);
  });

  test("goes to the private chat where the body has no channel; its board has the person's id", async () => {
    const { tell, slack, viewers, boards } = await open({ people: IN_PRIVATE });
    expect(await tell(ALONE)).toBe("delivered");
    expect(slack.messages.map(({ channel }) => channel)).toEqual([`D-${GARDENER}`]);
    expect(viewers).toEqual([{ person: "gardener" }]);
    expect((await boards()).map(({ chat }) => chat)).toEqual([GARDENER]);
  });

  test("never goes to a private chat that is given as a channel", async () => {
    const known = commissionerOf(inChannel("D0SOMEBODY"));
    const { tell, slack } = await open();
    expect(await tell(known)).toBe("delivered");
    expect(await tell(withoutSlack(known), { mark: "tell:1" })).toBeNull();
    expect(slack.messages.map(({ channel }) => channel)).toEqual([`D-${GARDENER}`]);
  });

  test("of a case that somebody is kept out of is for one person's eyes, though there is a channel", async () => {
    const { tell, slack } = await open();
    expect(await tell(COMMISSIONER, { isOpenToAll: false })).toBe("delivered");
    expect(await tell(withoutSlack(COMMISSIONER), { isOpenToAll: false })).toBeNull();
    expect(slack.messages.map(({ channel }) => channel)).toEqual([`D-${GARDENER}`]);
  });

  test("is one card for two people of a channel who are told at the same time", async () => {
    const { tell, slack } = await open();
    expect(await Promise.all([tell(COMMISSIONER), tell(deputyOf(IN_CHANNEL))])).toEqual(["delivered", "delivered"]);
    expect(methodsOf(slack)).toEqual(["chat.postMessage"]);
  });

  test.each<Answer>([{ kind: "gone" }, { kind: "closed" }, { kind: "refused", code: "some_code" }])(
    "that the channel does not take ($kind) goes to the person, and the log names nobody",
    async (answer) => {
      const { tell, slack, logged, boards } = await open();
      failNext(slack, "chat.postMessage", answer);
      expect(await tell(COMMISSIONER)).toBe("delivered");
      expect(slack.messages.map(({ channel }) => channel)).toEqual([`D-${GARDENER}`]);
      expect((await boards()).map(({ chat }) => chat)).toEqual([GARDENER]);
      expect(logged).toEqual(["a channel of commissioners takes no messages; its people are told one by one"]);
    },
  );

  test("that nobody can be given is gone, or tried again", async () => {
    const { tell, slack } = await open();
    failNext(slack, "chat.postMessage", { kind: "gone" }, { kind: "gone" }, { kind: "gone" }, { kind: "closed" });
    expect(await tell(COMMISSIONER)).toBe("gone");
    expect(await tell(withoutSlack(COMMISSIONER))).toBe("gone");
    await expect(tell(withoutSlack(COMMISSIONER))).rejects.toThrow(/^Slack refused a message$/);
  });

  test.each<readonly [Answer, RegExp]>([
    [{ kind: "unauthorised" }, /^Slack did not take a message \(unauthorised\)$/],
    [REFUSED_CONNECTION, /^Slack did not take a message \(failed\)$/],
    [TIMEOUT, /^Slack did not take a message \(failed\)$/],
  ])("is tried again in the channel, and not in private, after %j", async (answer, message) => {
    const { tell, slack } = await open();
    failNext(slack, "chat.postMessage", answer);
    await expect(tell(COMMISSIONER)).rejects.toThrow(message);
    expect(slack.calls.map(({ payload }) => payload["channel"])).toEqual([CHANNEL]);
  });

  test("waits as long as Slack says, and is not looked for afterwards, for nothing was done", async () => {
    const { tell, slack, boards } = await open();
    failNext(slack, "chat.postMessage", WAIT);
    expect(await tell(COMMISSIONER)).toEqual({ retryAfterMs: 7_000 });
    expect(await boards()).toEqual([]);
    expect(await tell(COMMISSIONER, { isRepeat: true })).toBe("delivered");
    expect(methodsOf(slack)).toEqual(["chat.postMessage", "chat.postMessage"]);
  });

  test("is put off without a call, and without a card, where the channel is busy for longer", async () => {
    const { tell, slack, viewers } = await open({ busyMs: () => 12_000 });
    expect(await tell(COMMISSIONER)).toEqual({ retryAfterMs: 12_000 });
    expect([slack.calls, viewers]).toEqual([[], []]);
  });

  test("of a person whom Slack does not know any more is gone", async () => {
    const { tell } = await open({ rooms: { of: async () => ({ kind: "gone" }) } });
    expect(await tell(ALONE)).toBe("gone");
  });
});

describe("what is told later", () => {
  test("is a line in the thread under the card, which shows what is now", async () => {
    const { tell, slack, shown } = await open();
    await tell(COMMISSIONER);
    shown.state = "taken";
    expect(await tell(COMMISSIONER, { mark: "tell-step:2" })).toBe("delivered");
    const [card, line, ...more] = slack.messages;
    expect(more).toEqual([]);
    expect(line).toMatchObject({ channel: CHANNEL, thread: card?.ts });
    expect(line?.text).toContain("The news.");
    expect(card?.text).toContain("State: taken");
    expect(card?.text).not.toContain("The news.");
    expect(slack.calls.at(-1)?.payload).toMatchObject({ parse: "none", link_names: false, unfurl_links: false });
  });

  test("stands in the thread of the private chat, where the card is there", async () => {
    const { tell, slack } = await open({ people: IN_PRIVATE });
    await tell(ALONE);
    await tell(ALONE, { mark: "tell-step:2" });
    expect(slack.messages.map(({ channel }) => channel)).toEqual([`D-${GARDENER}`, `D-${GARDENER}`]);
    expect(linesOf(slack)[0]?.thread).toBe(cardsOf(slack)[0]?.ts);
  });

  test("is told once, though the errand comes again or is another person's", async () => {
    const { tell, slack } = await open();
    for (const mark of ["tell:0", "tell-step:2"]) {
      await tell(COMMISSIONER, { mark });
      await tell(COMMISSIONER, { mark, isRepeat: true });
      await tell(deputyOf(IN_CHANNEL), { mark });
    }
    expect([cardsOf(slack).length, linesOf(slack).length]).toEqual([1, 1]);
  });

  test("is a new card where the old one was deleted: nobody would see a line under it", async () => {
    const { tell, slack, boards } = await open();
    await tell(COMMISSIONER);
    slack.remove(slack.messages[0]?.ts ?? "");
    expect(await tell(COMMISSIONER, { mark: "tell-step:2" })).toBe("delivered");
    expect(slack.messages).toMatchObject([{ channel: CHANNEL, thread: null }]);
    expect(slack.messages[0]?.text).toContain("The news.");
    expect(await boards()).toMatchObject([{ id: slack.messages[0]?.ts, told: ["tell:0", "tell-step:2"] }]);
  });

  test("is tried again where the line did not go through", async () => {
    const { tell, slack } = await open();
    await tell(COMMISSIONER);
    failNext(slack, "chat.postMessage", WAIT);
    expect(await tell(COMMISSIONER, { mark: "tell-step:2" })).toEqual({ retryAfterMs: 7_000 });
    expect(await tell(COMMISSIONER, { mark: "tell-step:2" })).toBe("delivered");
    expect(linesOf(slack)).toHaveLength(1);
    expect(methodsOf(slack)).not.toContain("conversations.replies");
  });
});

describe("the cards of a case", () => {
  test("change in place in every chat in which it stands", async () => {
    const { tell, refresh, slack, shown } = await open();
    await tell(COMMISSIONER);
    await tell(COMMISSIONER, { isOpenToAll: false });
    shown.state = "taken";
    expect(await refresh()).toBe("delivered");
    expect(slack.messages.map(({ channel }) => channel)).toEqual([CHANNEL, `D-${GARDENER}`]);
    for (const { text } of slack.messages) expect(text).toContain("State: taken");
    for (const { payload } of slack.calls.slice(2)) expect(payload).toMatchObject({ parse: "none", link_names: false });
  });

  test("are posted anew where one was deleted, and from then on that one changes", async () => {
    const { tell, refresh, slack } = await open();
    await tell(COMMISSIONER);
    slack.remove(slack.messages[0]?.ts ?? "");
    for (const _ of ["once", "again"]) expect(await refresh()).toBe("delivered");
    expect(methodsOf(slack)).toEqual(["chat.postMessage", "chat.update", "chat.postMessage", "chat.update"]);
    expect(slack.messages).toHaveLength(1);
  });

  test("come back though the one who found them deleted could not post them", async () => {
    const { tell, refresh, slack } = await open();
    await tell(COMMISSIONER);
    slack.messages.splice(0);
    failNext(slack, "chat.postMessage", WAIT);
    expect(await tell(COMMISSIONER, { mark: "tell-step:2" })).toEqual({ retryAfterMs: 7_000 });
    expect(await refresh()).toBe("delivered");
    expect(slack.messages).toHaveLength(1);
  });

  test("of which nobody knows whether they stand are forgotten once the chat is another's and none is found", async () => {
    const { tell, refresh, slack, boards, people } = await open();
    failNext(slack, "chat.postMessage", TIMEOUT);
    await expect(tell(COMMISSIONER)).rejects.toThrow("failed");
    expect(await boards()).toMatchObject([{ id: null }]);
    people.bodies = IN_PRIVATE;
    expect(await refresh()).toBe("delivered");
    expect([slack.messages, await boards()]).toEqual([[], []]);
  });

  test("do not come back where they were deleted and nothing is left to do", async () => {
    const { tell, refresh, slack, shown, boards } = await open();
    await tell(COMMISSIONER);
    slack.messages.splice(0);
    shown.isWhole = false;
    expect(await refresh()).toBe("delivered");
    expect([slack.messages, await boards()]).toEqual([[], []]);
  });

  test("say once that the case is elsewhere, where the chat is no longer the body's or the person's", async () => {
    const { tell, refresh, slack, viewers, people, boards } = await open();
    await tell(COMMISSIONER);
    await tell(COMMISSIONER, { isOpenToAll: false });
    people.bodies = {
      isConfigured: true,
      bodies: inChannel("G0OTHER").bodies.map((body) => ({
        ...body,
        commissioner: { ...body.commissioner, slackUser: "U0OTHER" },
      })),
    };
    expect(await refresh()).toBe("delivered");
    const nobody = { place: "", body: "", language: "en" };
    expect(viewers.slice(2)).toEqual([nobody, nobody]);
    expect(await boards()).toEqual([]);
    const count = slack.calls.length;
    await refresh();
    expect(slack.calls).toHaveLength(count);
  });

  test.each<readonly [Answer, unknown]>([
    [WAIT, { retryAfterMs: 7_000 }],
    [{ kind: "gone" }, "delivered"],
    [{ kind: "refused", code: "some_code" }, "delivered"],
  ])("where Slack says %j come to %j", async (answer, expected) => {
    const { tell, refresh, slack } = await open();
    await tell(COMMISSIONER);
    failNext(slack, "chat.update", answer);
    expect(await refresh()).toEqual(expected);
  });

  test.each<Answer>([TIMEOUT, REFUSED_CONNECTION, { kind: "closed" }, { kind: "unauthorised" }])(
    "are tried again where Slack says $kind, the others having changed",
    async (answer) => {
      const { tell, refresh, slack, shown } = await open();
      await tell(COMMISSIONER);
      await tell(COMMISSIONER, { isOpenToAll: false });
      shown.state = "taken";
      slack.faults.next = ({ payload }) => (payload["channel"] === CHANNEL ? answer : null);
      await expect(refresh()).rejects.toThrow(/^Slack did not change a card$/);
      expect(slack.messages.map(({ text }) => text.includes("State: taken"))).toEqual([false, true]);
    },
  );

  test("wait for no chat that is busy for longer", async () => {
    const pause = { ms: 0 };
    const { tell, refresh, slack } = await open({ busyMs: () => pause.ms });
    await tell(COMMISSIONER);
    pause.ms = 60_000;
    expect(await refresh()).toEqual({ retryAfterMs: 60_000 });
    expect(methodsOf(slack)).toEqual(["chat.postMessage"]);
  });
});

/** Tells of a case, of a step, and brings the card up to date, each until it is done. */
async function goThrough(bench: Awaited<ReturnType<typeof open>>, onFault: () => void = () => undefined) {
  const { slack, tell, refresh } = bench;
  const insist = async (work: (isRepeat: boolean) => Promise<unknown>): Promise<void> => {
    for (let attempt = 0; attempt < 5; attempt++) {
      const came = await work(attempt > 0).catch(() => "failed");
      if (came === "delivered") return;
      onFault();
    }
    throw new Error("it never came through");
  };
  await insist((isRepeat) => tell(COMMISSIONER, { isRepeat }));
  await insist(() => tell(deputyOf(IN_CHANNEL)));
  await insist((isRepeat) => tell(COMMISSIONER, { isRepeat, mark: "tell-step:2" }));
  bench.shown.state = "taken";
  await insist(refresh);
  slack.remove(cardsOf(slack)[0]?.ts ?? "");
  await insist(refresh);
}

/** One card, though the first was deleted, and one line. */
function expectEachOnce({ slack, boards }: Awaited<ReturnType<typeof open>>) {
  expect(cardsOf(slack).map(({ channel, text }) => [channel, text.includes("State: taken")])).toEqual([
    [CHANNEL, true],
  ]);
  expect(linesOf(slack)).toHaveLength(1);
  return expect(boards()).resolves.toMatchObject([{ chat: CHANNEL, id: cardsOf(slack)[0]?.ts }]);
}

describe("nothing stands there twice", () => {
  const AT = [...Array(8).keys()];

  test("without faults everything is done with six calls", async () => {
    const bench = await open();
    await goThrough(bench);
    await expectEachOnce(bench);
    expect(bench.slack.calls).toHaveLength(6);
  });

  test.each(AT)("where the answer to call %i is lost, its effect or not", async (at) => {
    for (const fault of [{ lost: TIMEOUT }, TIMEOUT, REFUSED_CONNECTION, WAIT, { kind: "unauthorised" } as const]) {
      const bench = await open();
      bench.slack.faults.next = () => (bench.slack.calls.length === at + 1 ? fault : null);
      await goThrough(bench);
      await expectEachOnce(bench);
    }
  });

  test.each(AT)("where answer %i is lost, and after it the answer to the looking, and then the process", async (at) => {
    const bench = await open();
    bench.slack.faults.next = () => ([at + 1, at + 2].includes(bench.slack.calls.length) ? { lost: TIMEOUT } : null);
    await goThrough(bench, () => {
      bench.current.messenger = bench.start();
    });
    await expectEachOnce(bench);
  });

  test.each([...Array(20).keys()])("where the process ends at transaction %i, before or after it", async (at) => {
    for (const isDone of [false, true]) {
      const bench = await open();
      const counted = { transactions: 0 };
      const dying: CaseStore = {
        ...bench.deps.store,
        transact: async (work) => {
          if (counted.transactions++ !== at) return bench.deps.store.transact(work);
          if (isDone) await bench.deps.store.transact(work);
          throw new Error("the process has ended");
        },
      };
      bench.current.messenger = bench.start(dying);
      await goThrough(bench, () => {
        bench.current.messenger = bench.start(dying);
      });
      await expectEachOnce(bench);
    }
  });

  test("where the first try was another person's, and of a process that is no more", async () => {
    const { tell, slack, start, deps, current } = await open();
    const mortal = { isDead: false };
    slack.faults.after = () => {
      mortal.isDead = true;
    };
    const store: CaseStore = {
      ...deps.store,
      transact: (work) => (mortal.isDead ? Promise.reject(new Error("dead")) : deps.store.transact(work)),
    };
    current.messenger = start(store);
    await expect(tell(COMMISSIONER)).rejects.toThrow("dead");
    current.messenger = start();
    expect(await tell(deputyOf(IN_CHANNEL))).toBe("delivered");
    expect(methodsOf(slack)).toEqual(["chat.postMessage", "conversations.history"]);
  });

  test("a card that nobody could note is found and changed, though nothing is told of it any more", async () => {
    const { tell, refresh, slack, shown, boards, people } = await open();
    failNext(slack, "chat.postMessage", { lost: TIMEOUT });
    await expect(tell(COMMISSIONER)).rejects.toThrow("failed");
    shown.state = "taken";
    expect(await refresh()).toBe("delivered");
    expect(slack.messages.map(({ text }) => text.includes("State: taken"))).toEqual([true]);
    expect(await tell(COMMISSIONER, { isRepeat: true })).toBe("delivered");
    expect(slack.messages).toHaveLength(1);
    people.bodies = IN_PRIVATE;
    await refresh();
    expect(await boards()).toEqual([]);
  });

  test("news of another step goes under a card that came through unnoticed", async () => {
    const { tell, slack } = await open();
    failNext(slack, "chat.postMessage", { lost: TIMEOUT });
    await expect(tell(COMMISSIONER)).rejects.toThrow("failed");
    expect(await tell(COMMISSIONER, { mark: "tell-step:2" })).toBe("delivered");
    expect([cardsOf(slack).length, linesOf(slack).length]).toEqual([1, 1]);
    expect(await tell(COMMISSIONER, { isRepeat: true })).toBe("delivered");
    expect(slack.messages).toHaveLength(2);
  });

  test.each<Answer>([{ kind: "closed" }, { kind: "gone" }, { kind: "refused", code: "some_code" }])(
    "except where nobody may look ($kind): then the words say that it may be the second time",
    async (unseen) => {
      const bench = await open();
      const { tell, slack, refresh } = bench;
      const repeat = sentencesOf(bench, "en")("chat.repeat");
      const lost: (Fault | null)[] = [{ lost: TIMEOUT }, null, { lost: TIMEOUT }];
      slack.faults.next = ({ method }) =>
        method.startsWith("conversations.") ? unseen : method === "chat.postMessage" ? (lost.shift() ?? null) : null;
      for (const mark of ["tell:0", "tell-step:2"]) {
        await expect(tell(COMMISSIONER, { mark })).rejects.toThrow("failed");
        expect(await tell(COMMISSIONER, { mark, isRepeat: true })).toBe("delivered");
      }
      const said = slack.messages.map(({ text, thread }) => [thread !== null, text.includes("may have reached you")]);
      expect(repeat).toContain("may have reached you");
      // The second card was changed meanwhile by the line that came under it.
      expect(said).toEqual([
        [false, false],
        [false, false],
        [true, false],
        [true, true],
      ]);
      await refresh();
      expect(slack.messages).toHaveLength(4);
    },
  );

  test("a card that may be the second begins with those words", async () => {
    const { tell, slack } = await open();
    slack.faults.next = ({ method }) =>
      method === "conversations.history" ? { kind: "closed" } : slack.calls.length === 1 ? TIMEOUT : null;
    await expect(tell(COMMISSIONER)).rejects.toThrow("failed");
    await tell(COMMISSIONER, { isRepeat: true });
    expect(slack.messages[0]?.text).toMatch(/^\(I say this again/);
  });
});

describe("an asker", () => {
  const card = plainCard({ title: "A card", buttons: [{ label: "Withdraw", token: "some-token", style: "danger" }] });

  test("is reached in the private chat", async () => {
    const { current, slack } = await open();
    expect(await current.messenger.toAsker(ADDRESS, card, WORD)).toBe("delivered");
    expect(methodsOf(slack)).toEqual(["chat.postMessage"]);
    expect(slack.messages).toMatchObject([{ channel: `D-${ASKER}`, thread: null }]);
    expect(slack.calls[0]?.payload).toMatchObject({ parse: "none", link_names: false, unfurl_links: false });
  });

  test.each<Fault>([{ lost: TIMEOUT }, TIMEOUT, REFUSED_CONNECTION, { kind: "unauthorised" }])(
    "reads a word once, though the answer was %j",
    async (fault) => {
      for (const isNew of [false, true]) {
        const { current, slack, start } = await open();
        failNext(slack, "chat.postMessage", fault);
        await expect(current.messenger.toAsker(ADDRESS, card, WORD)).rejects.toThrow("Slack did not take a message");
        const messenger = isNew ? start() : current.messenger;
        expect(await messenger.toAsker(ADDRESS, card, { ...WORD, isRepeat: true })).toBe("delivered");
        expect(slack.messages).toHaveLength(1);
        expect(slack.messages[0]?.text).not.toContain("may have reached you");
      }
    },
  );

  test("reads every part of a long word once, though one was lost on the way", async () => {
    const long = plainCard({ title: "A card", quote: "A long word. ".repeat(2_000) });
    const whole = await open();
    await whole.current.messenger.toAsker(ADDRESS, long, WORD);
    const expected = whole.slack.messages.map(({ text }) => text);
    expect(expected.length).toBeGreaterThan(1);
    for (const fault of [{ lost: TIMEOUT }, TIMEOUT, WAIT]) {
      for (const at of expected.keys()) {
        const { current, slack } = await open();
        failNext(slack, "chat.postMessage", ...Array<null>(at).fill(null), fault);
        await current.messenger.toAsker(ADDRESS, long, WORD).catch(() => undefined);
        await current.messenger.toAsker(ADDRESS, long, { ...WORD, isRepeat: true });
        expect(slack.messages.map(({ text }) => text)).toEqual(expected);
      }
    }
  });

  test("reads that it may be the second time only where nobody may look, and it may have come", async () => {
    for (const [fault, isSaid] of [
      [TIMEOUT, true],
      [WAIT, false],
    ] as const) {
      const { current, slack } = await open();
      slack.faults.next = ({ method }) =>
        method === "conversations.history" ? { kind: "closed" } : slack.calls.length === 1 ? fault : null;
      await current.messenger.toAsker(ADDRESS, card, WORD).catch(() => undefined);
      await current.messenger.toAsker(ADDRESS, card, { ...WORD, isRepeat: true });
      expect(slack.messages.map(({ text }) => text.includes("may have reached you"))).toEqual([isSaid]);
    }
  });

  test("who is gone is gone, whether Slack says so of the person or of the chat", async () => {
    const { current, slack } = await open();
    failNext(slack, "chat.postMessage", { kind: "gone" });
    expect(await current.messenger.toAsker(ADDRESS, card, WORD)).toBe("gone");
    const other = await open({ rooms: { of: async () => ({ kind: "gone" }) } });
    expect(await other.current.messenger.toAsker(ADDRESS, card, WORD)).toBe("gone");
    expect(other.slack.calls).toEqual([]);
  });

  test.each<Answer>([{ kind: "closed" }, { kind: "refused", code: "some_code" }])(
    "to whom Adep may not speak ($kind) is tried again",
    async (answer) => {
      const { current, slack } = await open();
      failNext(slack, "chat.postMessage", answer);
      await expect(current.messenger.toAsker(ADDRESS, card, WORD)).rejects.toThrow(/^Slack refused a message$/);
    },
  );

  test("hears what is being said first: what waits in this chat, and no other", async () => {
    const { current, slack, deps, clock } = await open();
    const post = (lane: string) =>
      deps.store.transact((tx) => tx.outgoing.post({ channel: "slack", lane, body: "{}", postedAt: clock.now }));
    await post("slack:U0ANOTHER");
    expect(await current.messenger.toAsker(ADDRESS, card, WORD)).toBe("delivered");
    await post(`slack:${ASKER}`);
    expect(await current.messenger.toAsker(ADDRESS, card, { ...WORD, mark: "c:relay:2" })).toEqual({
      retryAfterMs: 300,
    });
    const repeated = { ...WORD, mark: "c:relay:2", isRepeat: true };
    expect(await current.messenger.toAsker(ADDRESS, card, repeated)).toEqual({ retryAfterMs: 10_000 });
    expect(slack.messages).toHaveLength(1);
  });

  test("whose chat is busy for longer is put off without a call", async () => {
    const { current, slack } = await open({ busyMs: () => 12_000 });
    expect(await current.messenger.toAsker(ADDRESS, card, WORD)).toEqual({ retryAfterMs: 12_000 });
    expect(slack.calls).toEqual([]);
  });
});

test("over the courier: a case is told, taken with a press on its card, and the card changes in place", async () => {
  const { deps, slack, current, press, caseId } = await open();
  const courier = createCourier({ ...deps, messengers: [current.messenger] });
  const settle = async (): Promise<void> => {
    while ((await courier.run()) > 0);
  };
  await settle();
  const [card, ...others] = slack.messages;
  expect(others).toEqual([]);
  const tokens = (card?.blocks ?? []).flatMap(({ elements = [] }) => elements.flatMap(({ value }) => value ?? []));
  const before = card?.text;
  const taken = await press({
    ...{ actor: { kind: "person", id: "gardener" }, token: tokens[0] ?? "", language: "en", event: "slack:T:1" },
    place: `slack:${CHANNEL}`,
  });
  expect(taken.result).toBe("done");
  await settle();
  expect(cardsOf(slack)).toHaveLength(1);
  expect(cardsOf(slack)[0]?.text).not.toBe(before);
  expect(JSON.stringify(slack.calls)).not.toContain("sells the seeds");
  expect(JSON.stringify(slack.calls)).not.toContain(caseId);
});

describe("the talk in Slack", () => {
  const BOT = { userId: "U0ADEP", botId: null, appId: "A0ADEP", team: "T0GARDENS" };

  async function talk(bot: typeof BOT | { [Key in keyof typeof BOT]: string | null } | null = BOT) {
    const bench = await open();
    const deps = toTalkDeps({ cases: bench.deps } as SlackTalk, { bot: () => bot as typeof BOT | null });
    return { ...bench, deps };
  }

  test("knows people by their Slack id, and nobody else", async () => {
    const { deps } = await talk();
    expect(deps.personOf(RAKE)?.person.id).toBe("rake");
    expect(deps.personOf(GARDENER)?.body.id).toBe("gardens");
    expect([deps.personOf("U0STRANGER"), deps.personOf("undefined"), deps.personOf("")]).toEqual([null, null, null]);
  });

  test("has a private chat under the person's id, windows, and no way to erase", async () => {
    const { deps } = await talk();
    expect(deps.privatePlaceOf(ASKER)).toEqual({ chat: ASKER });
    expect([deps.channel, deps.platform]).toEqual(["slack", { hasWindows: true, canErase: false, slash: "/adep " }]);
  });

  test("leads to the private chat once it is known who Adep is there", async () => {
    const link = "https://slack.com/app_redirect?app=A0ADEP&team=T0GARDENS";
    expect((await talk()).deps.privateLink()).toBe(link);
    for (const bot of [null, { ...BOT, appId: null }, { ...BOT, team: null }])
      expect((await talk(bot)).deps.privateLink()).toBeNull();
  });

  test("takes a chat for home only while the configuration says so", async () => {
    const { deps, people } = await talk();
    const board = { channel: "slack", id: "1.1", thread: null, told: [] } as const;
    const place = { place: `slack:${CHANNEL}`, body: "gardens", language: "en" } as const;
    const boards: Board[] = [
      { ...board, told: [], chat: CHANNEL, viewer: place },
      { ...board, told: [], chat: GARDENER, viewer: { person: "gardener" } },
      { ...board, told: [], chat: GARDENER, viewer: { person: "rake" } },
      { ...board, told: [], chat: GARDENER, viewer: { person: "" } },
    ];
    expect(await Promise.all(boards.map(deps.isHome))).toEqual([true, true, false, false]);
    people.bodies = BODIES;
    expect(await Promise.all(boards.map(deps.isHome))).toEqual([false, false, false, false]);
  });
});
