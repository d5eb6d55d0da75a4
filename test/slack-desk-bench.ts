// The commissioner's side of Slack for the tests: a clock that can be moved, the words for what people do there, and what no chat may ever show.

import { expect, onTestFinished, vi } from "vitest";

import { DICE } from "../adapters/aes-vault.ts";
import type { Bodies } from "../src/cases/bodies.ts";
import type { Entry } from "../src/cases/case.ts";
import type { Heard } from "../src/cases/reception.ts";
import type { Language } from "../src/language.ts";
import { MONDAY, someReport } from "./case-fakes.ts";
import { ASKER, FERRYMAN, GARDENER, IN_CHANNEL, OFFICE, openSlackBench, RAKE } from "./slack-fakes.ts";
import { labelsOf, textOf } from "./slack-server-look.ts";
import type { Json, Stored } from "./slack-server-memory.ts";

export const REPORT = someReport().text;
export const DAY_MS = 86_400_000;

/** Of the report, and of whatever a test lets people write: all of that is marked. */
const SECRET = /head gardener|seeds|canary/i;
/** The people and places, the tokens, and the secrets. */
const UNLOGGED = /[UCD]0[A-Z0-9]{6}|xoxb|xapp|hooks|respond\/|seeds|canary/i;
/** What is due within this time is waited for, so that what is tried again is tried. */
const SOON_MS = 60_000;
const LONGEST_MS = 30_000;

/** What is tried again is tried at once. */
const QUICK: typeof DICE = { ...DICE, below: (limit) => DICE.below(Math.min(limit, 100)) };

const desks: Desk[] = [];

export type Desk = Awaited<ReturnType<typeof makeDesk>>;
type Options = Parameters<typeof openSlackBench>[0];

/** It is a Monday morning, and stays one for as long as the test does not move the clock. */
export async function openDesk(options: Options = {}) {
  const desk = await makeDesk(options);
  desks.push(desk);
  return desk;
}

/** Where a case stands that the commissioner has taken. */
export async function openTaken(options: Options = {}, at: string = OFFICE): Promise<Desk> {
  const desk = await openDesk(options);
  await desk.open();
  await desk.press(GARDENER, at, "Take");
  return desk;
}

async function makeDesk(options: Options = {}) {
  const clock = moveClock();
  const posted = { tell: (): void => undefined };
  const told = { onPosted: () => posted.tell(), dice: QUICK };
  const bench = await openSlackBench({ people: IN_CHANNEL, ...options, ...told });
  posted.tell = bench.deps.onPosted;
  const { server, deps } = bench;
  server.rules.perChannelMs = 0;
  server.scopes.add("groups:history");
  server.channel(OFFICE, { kind: "group", members: [GARDENER, RAKE, ASKER] });
  // The asker has been answered in English before.
  bench.memory.remember(`spoken slack:${ASKER}`, "en");

  const settle = async (): Promise<void> => {
    const end = performance.now() + LONGEST_MS;
    for (;;) {
      await bench.settle();
      const { oldestDueAt } = await deps.store.transact((tx) => tx.outbox.count());
      if (oldestDueAt === null || oldestDueAt > Date.now() + SOON_MS) return bench.settle();
      if (performance.now() > end) throw new Error("something is due that never gets done");
      posted.tell();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const asidesOf = (user: string): string[] => server.ephemeralsFor(user).map((seen) => textOf(seen));
  const cardsIn = (at: string) => server.postsIn(at).filter(({ thread }) => thread === null);

  return {
    ...bench,
    ...{ clock, settle, asidesOf, cardsIn },
    /** The first card there. Throws where there is none. */
    cardIn: (at: string): Stored => {
      const [card] = cardsIn(at);
      if (!card) throw new Error("there is no card");
      return card;
    },
    /** A case of the asker; returns its codename. */
    open: async (overrides: Partial<Heard> = {}): Promise<string> => {
      const address = { channel: "slack", id: ASKER } as const;
      const card = await bench.reception.escalate(someReport({ address, ...overrides }));
      await settle();
      return card.whole?.codename ?? "";
    },
    /** Returns the words that only whoever pressed was shown, outside of windows. */
    press: async (user: string, where: string | Stored, label: string): Promise<string[]> => {
      const before = asidesOf(user).length;
      const { ack } = bench.person(user).presses(where, label);
      expect((await ack).isAcknowledged).toBe(true);
      await settle();
      return asidesOf(user).slice(before);
    },
    submit: async (user: string, text: string): Promise<void> => {
      const { ack } = bench.person(user).submits("window", text);
      expect((await ack).isAcknowledged).toBe(true);
      await settle();
    },
    write: async (user: string, text: string, thread?: string): Promise<void> => {
      const { ack } = bench.person(user).writes(text, thread === undefined ? {} : { thread });
      expect((await ack).isAcknowledged).toBe(true);
      await settle();
    },
    command: async (user: string, text: string, channel?: string): Promise<void> => {
      const { ack } = bench.person(user).command("/adep", text, channel);
      expect((await ack).isAcknowledged).toBe(true);
      await settle();
    },
    /** The deputy may take the latest case as well, as after the day has passed. */
    bringIn: async (): Promise<void> => {
      await deps.store.transact(async (tx) => {
        const found = (await tx.cases.list({})).at(-1);
        if (found) await tx.cases.save({ ...found, handlers: ["gardener", "rake"] });
      });
    },
    pass: async (ms: number): Promise<void> => {
      clock.offset += ms;
      await settle();
    },
    /** What stands in threads there. */
    linesIn: (at: string): string[] =>
      server
        .postsIn(at)
        .filter(({ thread }) => thread !== null)
        .map((stored) => textOf(stored)),
    cardTextsIn: (at: string): string[] => cardsIn(at).map((stored) => textOf(stored)),
    windowOf: (user: string): string => textOf(server.viewOf(user) ?? []),
    windowButtonsOf: (user: string): string[] => labelsOf(server.viewOf(user) ?? []),
    /** The latest case, its lines and what the audit log has of it. */
    caseOf: async () => {
      const { store } = deps;
      const found = (await store.transact((tx) => tx.cases.list({}))).at(-1);
      const entries: Entry[] = found ? await store.transact((tx) => tx.cases.entries(found.id)) : [];
      return { found, entries, kinds: entries.map(({ kind }) => kind) };
    },
    auditOf: async (): Promise<string[]> => {
      const lines = await deps.store.transact((tx) => tx.audit.all());
      return lines.map(({ actor, action }) => `${actor} ${action}`);
    },
  };
}

/** The time of day goes on; only its beginning is chosen. */
function moveClock(): { offset: number } {
  const real = Date.now.bind(Date);
  const clock = { offset: MONDAY - real() };
  const spy = vi.spyOn(Date, "now").mockImplementation(() => real() + clock.offset);
  onTestFinished(() => void spy.mockRestore());
  return clock;
}

/** After each test. */
export function expectNothingLeaked(): void {
  for (const desk of desks.splice(0)) expectNoLeakOf(desk);
}

/** Everything Adep ever put anywhere but into the asker's own chat or a window, one's own page too, deleted and changed again or not. */
function expectNoLeakOf({ server, logged }: Desk): void {
  const own = server.person(ASKER).room;
  const sent = server.calls().filter(({ method }) => /^(chat\.|respond$|views\.publish$)/.test(method));
  const elsewhere = sent.filter(({ payload }) => payload["channel"] !== own);
  expect(elsewhere.filter(({ payload }) => SECRET.test(JSON.stringify(payload)))).toEqual([]);
  expect(server.violations.filter(({ kind }) => kind !== "too-fast")).toEqual([]);
  for (const at of [OFFICE, GARDENER, RAKE, FERRYMAN, ASKER])
    expect(server.textsIn(at).join("\n")).not.toMatch(/undefined|\{\w+\}|\[object/);
  expect(logged.filter((line) => UNLOGGED.test(line))).toEqual([]);
}

/** The commissioner of each body reads this language. */
export function speaking(language: Language, { bodies }: Bodies = IN_CHANNEL): Bodies {
  return {
    isConfigured: true,
    bodies: bodies.map((body) => ({ ...body, commissioner: { ...body.commissioner, language } })),
  };
}

/** Whether a call is one that the fault is for. */
export type Meets = (payload: Json) => boolean;
export type Fault = (desk: Desk, method: string, meets: Meets) => void;

/** Those after which nobody knows at once what was done, or when to try again. */
export const GRAVE_FAULTS: Record<string, Fault> = {
  "a cut line after it was done": ({ server }, method, meets) => server.dropAnswer(method, 1, meets),
  "too many requests": ({ server }, method, meets) => server.limit(method, 1, 1, meets),
};
export const FAULTS: Record<string, Fault> = {
  ...GRAVE_FAULTS,
  "an inner error": ({ server }, method, meets) => server.refuse(method, "internal_error", 1, meets),
  "a cut line before it was done": ({ server }, method, meets) => server.drop(method, 1, meets),
  "a page in place of an answer": ({ server }, method, meets) => server.html(method, 1, meets),
};

/** Every call about the card and its lines meets the fault once. */
export async function goThrough(desk: Desk, at: string, fault: Fault): Promise<void> {
  const room = at === OFFICE ? OFFICE : desk.person(at).room;
  let met = 0;
  const meets: Meets = ({ channel }) => channel === room && ++met > 0;
  fault(desk, "chat.postMessage", meets);
  await desk.open();
  expect(desk.cardsIn(at)).toHaveLength(1);
  for (const method of ["chat.update", "chat.postMessage"]) fault(desk, method, meets);
  await desk.press(GARDENER, at, "Take");
  expect(desk.cardTextsIn(at)).toEqual([expect.stringContaining("In work")]);
  expect(desk.linesIn(at)).toHaveLength(1);
  for (const method of ["chat.update", "chat.postMessage"]) fault(desk, method, meets);
  await desk.press(ASKER, "dm", "Add details");
  await desk.submit(ASKER, "canary more");
  expect(desk.cardTextsIn(at)).toEqual([expect.stringContaining("Added by the asker")]);
  expect(desk.linesIn(at)).toHaveLength(2);
  expect(met).toBe(5);
  expect((await desk.caseOf()).kinds).toEqual(["report", "told", "taken", "details"]);
}
