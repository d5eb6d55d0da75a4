import { describe, expect, test } from "vitest";

import { sha256 } from "../adapters/store/audit-rows.ts";
import { findBreak } from "../src/cases/audit.ts";
import type { Case } from "../src/cases/case.ts";
import { addDays } from "../src/cases/deadlines.ts";
import { RETENTION, sweep } from "../src/cases/retention.ts";
import { LANGUAGES } from "../src/language.ts";
import { ASKER, type CaseBench, inputOf, MONDAY, OTHER_ASKER, openBench, someReport, tokenOf } from "./case-fakes.ts";
import { DAY, someCase, someErrand } from "./store-bench.ts";
import { someAdvice } from "./store-contract-advice.ts";
import { someCandidate } from "./store-contract-candidates.ts";

const DAY_MS = 86_400_000;
const language = "en" as const;

async function insert({ deps }: CaseBench, overrides: Partial<Case>): Promise<string> {
  const opened = someCase(overrides);
  await deps.store.transact(async (tx) => {
    await tx.cases.insert(opened);
    await tx.cases.addEntry(opened.id, { kind: "report", by: "asker", day: DAY, text: "seeds" });
  });
  return opened.id;
}

/** The sweep so many days after the Monday on which everything begins. */
async function sweepAfter(bench: CaseBench, days: number): ReturnType<typeof sweep> {
  bench.clock.now = MONDAY + days * DAY_MS;
  return sweep(bench.deps);
}

const isThere = async ({ deps }: CaseBench, id: string): Promise<boolean> =>
  (await deps.store.transact((tx) => tx.cases.find(id))) !== null;

async function auditOf({ deps }: CaseBench) {
  const [records, head] = await deps.store.transact(
    async (tx) => [await tx.audit.all(), await tx.audit.head()] as const,
  );
  return { records, fault: findBreak(records, [head], sha256) };
}

type Counted = "tokens" | "events" | "attempts" | "outbox" | "inbox" | "outgoing" | "chats" | "feedback" | OfAnswers;
type OfAnswers = "candidates" | "gaps" | "advice" | "edition_use";

async function countRows({ opened }: CaseBench, table: Counted): Promise<number> {
  return (await opened.database.db.selectFrom(table).selectAll().execute()).length;
}

describe("the sweep", () => {
  test("keeps to the times that are published", () => {
    expect(RETENTION).toEqual({
      ADDRESS_DAYS: 180,
      CASE_DAYS: 365,
      WITHDRAWN_DAYS: 30,
      EVENT_DAYS: 30,
      ATTEMPT_DAYS: 2,
      INBOX_DAYS: 7,
      OUTGOING_DAYS: 7,
      CHAT_DAYS: 180,
      FEEDBACK_DAYS: 365,
      CANDIDATE_DAYS: 180,
      GAP_DAYS: 365,
      ADVICE_DAYS: 180,
    });
  });

  test.each(LANGUAGES)("keeps to the times that are told to askers in %s", async (of) => {
    const messages = (await openBench()).deps.messages[of];
    const daysIn = (key: string) => (messages[key]?.match(/\d+/g) ?? []).map(Number);
    for (const key of ["chat.privacy.recall", "chat.recall.on"]) expect(daysIn(key)).toEqual([RETENTION.ADVICE_DAYS]);
    const offered = ["privacy.candidates", "challenge.preview", "candidate.kept", "correct.preview"];
    for (const key of offered) expect(daysIn(key)).toEqual([RETENTION.CANDIDATE_DAYS]);
  });

  test("of an empty store erases nothing", async () => {
    expect(await sweepAfter(await openBench(), 1000)).toMatchObject({ cases: 0, addresses: 0 });
  });

  test.each([
    ["closed", 365],
    ["withdrawn", 30],
  ] as const)("erases a %s case after its days, and not a day before", async (state, days) => {
    const bench = await openBench();
    const id = await insert(bench, { state, closedOn: DAY });
    expect(await sweepAfter(bench, days)).toMatchObject({ cases: 0, addresses: 0 });
    expect(await isThere(bench, id)).toBe(true);
    expect(await sweepAfter(bench, days + 1)).toMatchObject({ cases: 1, addresses: 0 });
    expect(await isThere(bench, id)).toBe(false);
    expect(await sweepAfter(bench, days + 1)).toMatchObject({ cases: 0, addresses: 0 });
  });

  test.each(["opened", "told", "taken", "asked", "reopened", "referred"] as const)(
    "never erases a case that is %s",
    async (state) => {
      const bench = await openBench();
      const id = await insert(bench, { state });
      await sweepAfter(bench, 5000);
      expect(await isThere(bench, id)).toBe(true);
    },
  );

  test("erases several cases at once and leaves the others with their texts", async () => {
    const bench = await openBench();
    const gone = [
      await insert(bench, { state: "closed", closedOn: DAY }),
      await insert(bench, { state: "withdrawn", closedOn: DAY }),
    ];
    const kept = await insert(bench, { state: "closed", closedOn: addDays(DAY, 300) });
    expect(await sweepAfter(bench, 400)).toMatchObject({ cases: 2, addresses: 0 });
    expect(await Promise.all(gone.map((id) => isThere(bench, id)))).toEqual([false, false]);
    const entries = await bench.deps.store.transact((tx) => tx.cases.entries(kept));
    expect(entries.map(({ text }) => text)).toEqual(["seeds"]);
  });

  test("writes each erasure into the log, which stays whole and holds no text", async () => {
    const bench = await openBench();
    await bench.reception.escalate(someReport());
    const id = await insert(bench, { state: "closed", closedOn: DAY });
    await sweepAfter(bench, 400);
    const { records, fault } = await auditOf(bench);
    expect([fault, records.at(-2)?.action, records.at(-1)?.action]).toEqual([null, "erase", "forget"]);
    expect(records.find(({ action }) => action === "erase")).toMatchObject({ caseId: id, actor: "adep", detail: "" });
    expect(JSON.stringify(records)).not.toMatch(/seeds|asker-one/);
  });
});

describe("an asker's address", () => {
  test("is forgotten after its days, the case stays for the commissioner", async () => {
    const bench = await openBench();
    await bench.reception.escalate(someReport());
    expect(await sweepAfter(bench, 180)).toMatchObject({ cases: 0, addresses: 0 });
    expect(await sweepAfter(bench, 181)).toMatchObject({ cases: 0, addresses: 1 });
    expect(await bench.reception.casesOf(ASKER, language)).toEqual([]);
    expect(await bench.desk.queue("gardener", language)).toHaveLength(1);
  });

  test("of another asker is kept", async () => {
    const bench = await openBench();
    await bench.reception.escalate(someReport());
    bench.clock.now = MONDAY + 100 * DAY_MS;
    await bench.reception.escalate(someReport({ address: OTHER_ASKER }));
    await sweepAfter(bench, 181);
    expect(await bench.reception.casesOf(OTHER_ASKER, language)).toHaveLength(1);
  });

  test("does not open the case of somebody else who comes with the same words", async () => {
    const bench = await openBench();
    await bench.reception.escalate(someReport());
    await sweepAfter(bench, 181);
    await bench.reception.escalate(someReport());
    expect(await bench.reception.casesOf(ASKER, language)).toHaveLength(1);
    expect(await bench.desk.queue("gardener", language)).toHaveLength(2);
  });
});

describe("what the service keeps for itself", () => {
  test("goes after its days: buttons, events, attempts and errands that are done", async () => {
    const bench = await openBench();
    await bench.reception.escalate(someReport({ event: "update 1" }));
    await bench.settle();
    const id = await insert(bench, { state: "opened" });
    await bench.deps.store.transact(async (tx) => {
      await tx.outbox.post(someErrand(id, { id: "done", postedAt: MONDAY }));
      await tx.outbox.finish("done");
      await tx.outbox.post(someErrand(id, { id: "waiting", postedAt: MONDAY, dueAt: MONDAY + 900 * DAY_MS }));
    });
    const before = await Promise.all(
      (["tokens", "events", "attempts"] as const).map((table) => countRows(bench, table)),
    );
    expect(before.every((count) => count > 0)).toBe(true);
    await sweepAfter(bench, 32);
    const after = await Promise.all(
      (["tokens", "events", "attempts"] as const).map((table) => countRows(bench, table)),
    );
    expect(after).toEqual([0, 0, 0]);
    const left = await bench.opened.database.db.selectFrom("outbox").select(["id", "state"]).execute();
    expect([left.some((row) => row.id === "waiting"), left.some((row) => row.state === "done")]).toEqual([true, false]);
  });

  test("stays until then", async () => {
    const bench = await openBench();
    await bench.reception.escalate(someReport({ event: "update 1" }));
    const tables = ["tokens", "events", "attempts", "outbox"] as const;
    const before = await Promise.all(tables.map((table) => countRows(bench, table)));
    await sweepAfter(bench, 1);
    expect(await Promise.all(tables.map((table) => countRows(bench, table)))).toEqual(before);
  });
});

describe("what is kept of chats", () => {
  /** One of each; of the messages one that waits and one that was given up. */
  async function chat({ deps }: CaseBench): Promise<void> {
    await deps.store.transact(async (tx) => {
      for (const key of ["one", "two"]) {
        const common = { channel: "telegram", lane: key, body: "seeds" } as const;
        await tx.inbox.put({ ...common, key, receivedAt: MONDAY });
        await tx.outgoing.post({ ...common, postedAt: MONDAY });
      }
      const claiming = { channel: "telegram", now: MONDAY, limit: 1, leaseMs: 60_000 } as const;
      for (const rows of [tx.inbox, tx.outgoing]) {
        for (const { number } of await rows.claim(claiming)) await rows.bury(number);
      }
      await tx.chats.write("telegram:1", "a chat", DAY);
      await tx.feedback.count({ day: DAY, language: "kk", verdict: "good", reason: null, provision: null });
    });
  }

  const TABLES = ["inbox", "outgoing", "chats", "feedback"] as const;

  test.each([
    [7, [2, 2, 1, 1]],
    [8, [1, 1, 1, 1]],
    [180, [1, 1, 1, 1]],
    [181, [1, 1, 0, 1]],
    [365, [1, 1, 0, 1]],
    [366, [1, 1, 0, 0]],
  ])("after %i days is %j messages in and out, chats and counts", async (days, expected) => {
    const bench = await openBench();
    await chat(bench);
    await sweepAfter(bench, days);
    expect(await Promise.all(TABLES.map((table) => countRows(bench, table)))).toEqual(expected);
  });
});

describe("what answers leave behind", () => {
  /** Of the month that began six days before, and of the day. */
  async function answer({ deps }: CaseBench): Promise<void> {
    await deps.store.transact(async (tx) => {
      const month = `${DAY.slice(0, 7)}-01`;
      await tx.candidates.put(someCandidate({ month }));
      await tx.gaps.count({ month, language: "kk", outcome: "no-source", kind: "topic", name: "garden-act/7" });
      await tx.advice.put("a", someAdvice());
      await tx.editionUse.set({ document: "garden-act", language: "kk", edition: DAY });
    });
  }

  const TABLES = ["candidates", "gaps", "advice", "edition_use"] as const;

  test.each([
    [174, [1, 1, 1, 1]],
    [175, [0, 1, 1, 1]],
    [180, [0, 1, 1, 1]],
    [181, [0, 1, 0, 1]],
    [359, [0, 1, 0, 1]],
    [360, [0, 0, 0, 1]],
  ])("after %i days is %j candidates, gaps, answers and editions", async (days, expected) => {
    const bench = await openBench();
    await answer(bench);
    await sweepAfter(bench, days);
    expect(await Promise.all(TABLES.map((table) => countRows(bench, table)))).toEqual(expected);
  });
});

describe("an asker who gave a name and then wished to be forgotten", () => {
  // The line of the name had the number that the next line gets, and errands are known by the number.
  test("is heard when more details come by the receipt", async () => {
    const bench = await openBench();
    const press = (address: typeof ASKER, token: string, text?: string) =>
      bench.press({ actor: { kind: "asker", address }, token, language, ...(text === undefined ? {} : { text }) });
    await bench.reception.escalate(someReport());
    await bench.settle();
    const [card] = await bench.reception.casesOf(ASKER, language);
    if (!card) throw new Error("the asker has no case");
    const named = await press(ASKER, inputOf(await press(ASKER, tokenOf(card, "Give my name"))), "Aigerim Example");
    await bench.settle();
    const { quote } = await press(ASKER, tokenOf(await press(ASKER, tokenOf(named, "Forget me")), "Yes, forget me"));
    const back = await bench.reception.enter(quote ?? "", { address: OTHER_ASKER, language });
    const told = bench.messenger.sent.length;
    await press(OTHER_ASKER, inputOf(await press(OTHER_ASKER, tokenOf(back, "Add details"))), "They sell again.");
    await bench.settle();
    expect(bench.messenger.sent.slice(told).map(({ to }) => to)).toContain("gardener");
  });
});
