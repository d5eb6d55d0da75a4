// After erasing and giving back the space nothing of what was erased is left in SQLite's files, neither sealed nor in clear.

import { existsSync, readFileSync } from "node:fs";
import BetterSqlite from "better-sqlite3";
import { describe, expect, test } from "vitest";

import { eraseCase, sweep } from "../src/cases/retention.ts";
import { ASKER, type CaseBench, inputOf, OTHER_ASKER, openBench, someReport, tokenOf } from "./case-fakes.ts";
import { someAdvice } from "./store-contract-advice.ts";
import { someCandidate } from "./store-contract-candidates.ts";

const language = "en" as const;
const REPORT = "The head gardener sells the seeds of the office, and has done so since the spring. ".repeat(60);
const NAME = "Aigerim Example of the third greenhouse";

const fileOf = ({ url }: CaseBench): string => url.slice("sqlite:".length);

/** All that SQLite has on disk for this store. */
function bytesOf(bench: CaseBench): Buffer {
  const files = ["", "-wal", "-shm", "-journal"].map((end) => `${fileOf(bench)}${end}`);
  return Buffer.concat(files.filter(existsSync).map((file) => readFileSync(file)));
}

/** What lies sealed or hashed in these rows, in pieces: a long text is not in one place. */
function piecesOf(bench: CaseBench, query: string): string[] {
  const raw = new BetterSqlite(fileOf(bench), { readonly: true });
  const rows = raw.prepare(query).raw().all() as unknown[][];
  raw.close();
  const values = rows.flat().filter((value): value is string => typeof value === "string");
  return values.flatMap((value) => value.slice(0, 8000).match(/.{40}/g) ?? []);
}

const countIn = (bytes: Buffer, pieces: readonly string[]): number =>
  pieces.filter((piece) => bytes.includes(piece)).length;

async function openCase(bench: CaseBench, address = ASKER) {
  const card = await bench.reception.escalate(someReport({ text: REPORT, address }));
  const press = (token: string, text?: string) =>
    bench.press({ actor: { kind: "asker", address }, token, language, ...(text === undefined ? {} : { text }) });
  const named = await press(inputOf(await press(tokenOf(card, "Give my name"))), NAME);
  return { card: named, press };
}

const OF_ASKERS = "select address_hash, sealed from askers";
const OF_NAMES = "select sealed from entries where kind = 'name'";
const OF_TEXTS = "select sealed from entries";
const OF_BUTTONS = "select hash, sealed from tokens where side = 'asker'";

describe("the files of the store", () => {
  test("never hold a text or an address in clear", async () => {
    const bench = await openBench();
    await openCase(bench);
    await bench.settle();
    const clear = ["head gardener", "Aigerim", ASKER.id, "third greenhouse"];
    expect(countIn(bytesOf(bench), clear)).toBe(0);
  });

  test("never hold what was offered to the evals, or what an answer rested on, in clear", async () => {
    const bench = await openBench();
    await bench.deps.store.transact(async (tx) => {
      await tx.candidates.put(someCandidate({ text: "Our tulips wilt", remark: "wrong flower" }));
      await tx.advice.put("a", someAdvice({ address: ASKER, provisions: ["canary/2"] }));
    });
    const clear = ["tulips", "flower", "canary", ASKER.id, "bad-answer"];
    expect(countIn(bytesOf(bench), clear)).toBe(0);
    await bench.deps.store.compact();
    expect([countIn(bytesOf(bench), clear), countIn(bytesOf(bench), ["candidates"])]).toEqual([0, 1]);
  });

  test("hold nothing of what answers rested on once their asker left and the next sweep was made", async () => {
    const bench = await openBench();
    await bench.deps.store.transact((tx) => tx.advice.put("a", someAdvice({ address: ASKER })));
    const gone = piecesOf(bench, "select hash, sealed from advice");
    expect(countIn(bytesOf(bench), gone)).toBeGreaterThan(gone.length * 0.9);
    await bench.reception.leave(ASKER, { language, event: "leaving" });
    await sweep(bench.deps);
    expect(countIn(bytesOf(bench), gone)).toBe(0);
  });

  test("hold no address, name or button of an asker who wished to be forgotten", async () => {
    const bench = await openBench();
    const { card, press } = await openCase(bench);
    const gone = [OF_ASKERS, OF_NAMES, OF_BUTTONS].flatMap((query) => piecesOf(bench, query));
    const kept = piecesOf(bench, "select sealed from entries where kind = 'report'");
    expect(countIn(bytesOf(bench), gone)).toBeGreaterThan(gone.length * 0.95);
    await press(tokenOf(await press(tokenOf(card, "Forget me")), "Yes, forget me"));
    await bench.deps.store.compact();
    const bytes = bytesOf(bench);
    expect([countIn(bytes, gone), countIn(bytes, kept) > 0, gone.length > 50]).toEqual([0, true, true]);
  });

  test("hold nothing of a case that was withdrawn but that there was one", async () => {
    const bench = await openBench();
    const { card, press } = await openCase(bench);
    await bench.settle();
    const gone = [OF_ASKERS, OF_TEXTS, OF_BUTTONS].flatMap((query) => piecesOf(bench, query));
    expect(countIn(bytesOf(bench), gone)).toBeGreaterThan(gone.length * 0.95);
    await press(tokenOf(await press(tokenOf(card, "Withdraw")), "Yes, withdraw and erase"));
    await bench.deps.store.compact();
    expect(countIn(bytesOf(bench), gone)).toBe(0);
  });

  // The log written ahead still holds it until so much else was written that it starts anew.
  test("hold nothing of a case that was withdrawn once the next sweep was made", async () => {
    const bench = await openBench();
    const { card, press } = await openCase(bench);
    const gone = [OF_ASKERS, OF_TEXTS].flatMap((query) => piecesOf(bench, query));
    await press(tokenOf(await press(tokenOf(card, "Withdraw")), "Yes, withdraw and erase"));
    await sweep(bench.deps);
    expect(countIn(bytesOf(bench), gone)).toBe(0);
  });

  test("hold nothing of a case that was erased, and everything of the others", async () => {
    const bench = await openBench();
    await openCase(bench);
    await openCase(bench, OTHER_ASKER);
    const [id = "", other = ""] = (await bench.deps.store.transact((tx) => tx.cases.list({}))).map((one) => one.id);
    const of = (caseId: string): string[] =>
      ["askers", "entries", "tokens"].flatMap((table) =>
        piecesOf(bench, `select sealed from ${table} where case_id = '${caseId}'`),
      );
    const [gone, kept] = [of(id), of(other)];
    await bench.deps.store.transact((tx) => eraseCase(tx, bench.deps, { caseId: id, by: "owner" }));
    await bench.deps.store.compact();
    const bytes = bytesOf(bench);
    // A piece may lie across two pages.
    expect([countIn(bytes, gone), countIn(bytes, kept) > kept.length * 0.95]).toEqual([0, true]);
  });

  test("shrink when much was erased", async () => {
    const bench = await openBench();
    await openCase(bench);
    await bench.deps.store.compact();
    const before = bytesOf(bench).length;
    await bench.deps.store.transact((tx) => tx.cases.addEntry(idIn(bench), someNote()));
    expect(bytesOf(bench).length).toBeGreaterThan(before + 200_000);
    await bench.deps.store.transact((tx) => tx.cases.deleteEntries(idIn(bench), ["note"]));
    await bench.deps.store.compact();
    expect(bytesOf(bench).length).toBeLessThan(before + 50_000);
  });
});

function idIn(bench: CaseBench): string {
  const raw = new BetterSqlite(fileOf(bench), { readonly: true });
  const id = raw.prepare("select id from cases").pluck().get() as string;
  raw.close();
  return id;
}

function someNote() {
  return { kind: "note", by: "commissioner", day: "2026-09-07", text: "x".repeat(200_000) } as const;
}
