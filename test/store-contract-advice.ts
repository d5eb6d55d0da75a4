// What every store promises of answers that were given, and of the editions they rested on.

import { describe, expect, test } from "vitest";

import type { Advice } from "../src/recall/advice.ts";
import {
  ADDRESS,
  atOnce,
  DAY,
  insertLinked,
  LATER,
  type OpenStoreBench,
  OTHER_ADDRESS,
  type StoreBench,
} from "./store-bench.ts";

export function someAdvice(overrides: Partial<Advice> = {}): Advice {
  return { address: ADDRESS, language: "kk", provisions: ["garden-act/7", "garden-act/8"], day: DAY, ...overrides };
}

async function putAll({ transact }: StoreBench, all: Readonly<Record<string, Advice>>): Promise<void> {
  await transact(async (tx) => {
    for (const [id, advice] of Object.entries(all)) await tx.advice.put(id, advice);
  });
}

async function readAll({ transact }: StoreBench): Promise<readonly Advice[]> {
  return (await transact((tx) => tx.advice.page("", 99))).advice;
}

export function adviceContract(open: OpenStoreBench): void {
  describe("answers that were given", () => {
    test("come in pages by id, each once, until there are no more", async () => {
      const bench = await open();
      const languages = ["kk", "ru", "en", "kk", "ru"] as const;
      const given = languages.map((language, at) => someAdvice({ language, provisions: [`garden-act/${at}`] }));
      await putAll(bench, Object.fromEntries(given.map((advice, at) => [`id-${at}`, advice]).reverse()));
      const pages: (readonly Advice[])[] = [];
      for (let after: string | null = ""; after !== null; ) {
        const from: string = after;
        const page = await bench.transact((tx) => tx.advice.page(from, 2));
        pages.push(page.advice);
        after = page.last;
      }
      expect(pages).toEqual([given.slice(0, 2), given.slice(2, 4), given.slice(4)]);
    });

    test("lead on past a page of which nothing opens", async () => {
      const bench = await open();
      await putAll(bench, { a: someAdvice(), b: someAdvice(), c: someAdvice({ language: "ru" }) });
      await bench.run("update advice set sealed = (select sealed from advice where id = 'c') where id = 'a'");
      const none = bench.vault.seal("null", "advice:b:sealed");
      await bench.run(`update advice set sealed = '${none}' where id = 'b'`);
      const first = await bench.transact((tx) => tx.advice.page("", 2));
      expect(first).toEqual({ advice: [], last: "b" });
      const second = await bench.transact((tx) => tx.advice.page("b", 2));
      expect(second).toEqual({ advice: [someAdvice({ language: "ru" })], last: null });
    });

    test("are none in an empty store", async () => {
      const { transact } = await open();
      expect(await transact((tx) => tx.advice.page("", 10))).toEqual({ advice: [], last: null });
    });

    test("twice under one id are there once, as at first", async () => {
      const bench = await open();
      await putAll(bench, { a: someAdvice() });
      await atOnce(5, () => bench.transact((tx) => tx.advice.put("a", someAdvice({ address: OTHER_ADDRESS }))));
      expect(await readAll(bench)).toEqual([someAdvice()]);
    });

    test("lie there without address, language or provision in clear, and with nothing that is not theirs", async () => {
      const bench = await open();
      const told = { ...someAdvice({ address: { ...ADDRESS, name: "tulip" } as Advice["address"] }), text: "roses" };
      await putAll(bench, { a: told });
      const [row] = await bench.opened.database.db.selectFrom("advice").selectAll().execute();
      expect(row).toEqual({ id: "a", hash: row?.hash, day: DAY, sealed: row?.sealed });
      expect(JSON.stringify(row)).not.toMatch(/770012345|telegram|garden-act|"kk"|tulip|roses/);
      expect(bench.vault.open(row?.sealed ?? "", "advice:a:sealed")).not.toMatch(/tulip|roses/);
    });

    test("do not betray that the same person has a case", async () => {
      const bench = await open();
      await insertLinked(bench);
      await putAll(bench, { a: someAdvice() });
      const { db } = bench.opened.database;
      const { hash } = await db.selectFrom("advice").select("hash").executeTakeFirstOrThrow();
      const { address_hash } = await db.selectFrom("askers").select("address_hash").executeTakeFirstOrThrow();
      expect(hash).not.toBe(address_hash);
    });

    test("of one asker go when that asker is forgotten, also where they do not open any more", async () => {
      const bench = await open();
      const other = someAdvice({ address: OTHER_ADDRESS });
      const page = someAdvice({ address: { channel: "page", id: ADDRESS.id } });
      await putAll(bench, { a: someAdvice(), b: other, c: someAdvice({ day: LATER }), d: page });
      await bench.run("update advice set sealed = 'damaged' where id = 'c'");
      await bench.transact((tx) => tx.advice.deleteOf(ADDRESS));
      expect(await readAll(bench)).toEqual([other, page]);
      expect(await bench.opened.database.db.selectFrom("advice").select("id").orderBy("id").execute()).toEqual([
        { id: "b" },
        { id: "d" },
      ]);
    });

    test("go by their day", async () => {
      const bench = await open();
      await putAll(bench, { a: someAdvice(), b: someAdvice(), c: someAdvice({ day: LATER }) });
      const deleted = await bench.transact(async (tx) => [
        await tx.advice.deleteBefore(DAY),
        await tx.advice.deleteBefore(LATER),
      ]);
      expect([deleted, await readAll(bench)]).toEqual([[0, 2], [someAdvice({ day: LATER })]]);
    });

    test("are not taken with a day that is none: they could not be read again", async () => {
      const bench = await open();
      await expect(putAll(bench, { a: someAdvice({ day: "today" }) })).rejects.toThrow();
      expect(await readAll(bench)).toEqual([]);
    });
  });

  editionsContract(open);
}

function editionsContract(open: OpenStoreBench): void {
  describe("the editions that answers rest on", () => {
    test("are one for each act and language, the one that was set last", async () => {
      const { transact } = await open();
      const seen = await transact(async (tx) => {
        const before = await tx.editionUse.list();
        await tx.editionUse.set({ document: "garden-act", language: "ru", edition: "2026-01-01" });
        await tx.editionUse.set({ document: "garden-act", language: "kk", edition: "2026-01-01" });
        await tx.editionUse.set({ document: "boat-act", language: "kk", edition: "2025-05-05" });
        await tx.editionUse.set({ document: "garden-act", language: "kk", edition: "2026-07-14" });
        return [before, await tx.editionUse.list()];
      });
      expect(seen).toEqual([
        [],
        [
          { document: "boat-act", language: "kk", edition: "2025-05-05" },
          { document: "garden-act", language: "kk", edition: "2026-07-14" },
          { document: "garden-act", language: "ru", edition: "2026-01-01" },
        ],
      ]);
    });

    test("set by ten at once are one of the ten", async () => {
      const { transact } = await open();
      await atOnce(10, (at) =>
        transact((tx) => tx.editionUse.set({ document: "garden-act", language: "en", edition: `2026-01-1${at}` })),
      );
      expect(await transact((tx) => tx.editionUse.list())).toEqual([
        { document: "garden-act", language: "en", edition: expect.stringMatching(/^2026-01-1\d$/) },
      ]);
    });
  });
}
