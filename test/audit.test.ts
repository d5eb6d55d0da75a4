import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { type AuditRecord, chain, findBreak, GENESIS, type NewAuditRecord } from "../src/cases/audit.ts";

const digest = (text: string): string => createHash("sha256").update(text).digest("hex");
const RECORD: NewAuditRecord = {
  day: "2026-09-07",
  caseId: "case-1",
  actor: "adep",
  action: "open",
  detail: "serious",
};

function chainOf(count: number): AuditRecord[] {
  const records: AuditRecord[] = [];
  for (let at = 0; at < count; at += 1) {
    records.push(chain(records.at(-1) ?? GENESIS, { ...RECORD, actor: `person-${at}` }, digest));
  }
  return records;
}

const check = (records: readonly AuditRecord[], heads: Parameters<typeof findBreak>[1] = []): string | null =>
  findBreak(records, heads, digest);

describe("the chain", () => {
  test("of nothing is whole", () => {
    expect(check([], [GENESIS])).toBeNull();
  });

  test("is whole as it was written, and knows its earlier heads", () => {
    const records = chainOf(20);
    expect(check(records, [GENESIS, ...records])).toBeNull();
  });

  test("has the hash that its description promises", () => {
    const [first] = chainOf(1);
    const fields = ["0".repeat(64), 1, "2026-09-07", "case-1", "person-0", "open", "serious"];
    expect(first?.hash).toBe(digest(JSON.stringify(fields)));
  });

  test("counts from 1", () => {
    expect(chainOf(3).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  test("does not mix fields up: moving a letter from one to the next shows", () => {
    const one = chain(GENESIS, { ...RECORD, actor: "ab", detail: "c" }, digest);
    const two = chain(GENESIS, { ...RECORD, actor: "a", detail: "bc" }, digest);
    expect(one.hash).not.toBe(two.hash);
  });
});

describe("a change to the chain shows", () => {
  test.each(["day", "caseId", "actor", "action", "detail", "previous", "hash"] as const)("in %s", (field) => {
    const records = chainOf(5);
    const changed = records.map((record, at) => (at === 2 ? { ...record, [field]: `${record[field]}x` } : record));
    expect(check(changed)).toMatch(/^record [34] /);
  });

  test("wherever a record was left out", () => {
    const records = chainOf(6);
    for (let at = 0; at < 5; at += 1) {
      expect(check(records.toSpliced(at, 1))).toBe(`record ${at + 1} is missing or out of order`);
    }
  });

  test("wherever two records were swapped", () => {
    const records = chainOf(6);
    for (let at = 0; at < 5; at += 1) {
      const swapped = records.toSpliced(at, 2, ...records.slice(at, at + 2).reverse());
      expect(check(swapped)).toBe(`record ${at + 1} is missing or out of order`);
    }
  });

  test("where a record was put in or stands twice", () => {
    const records = chainOf(4);
    expect(check(records.toSpliced(2, 0, records[1] ?? (records[0] as AuditRecord)))).toContain("out of order");
  });

  test("where everything after a change was computed anew, because a head is known", () => {
    const records = chainOf(6);
    const forged = records.slice(0, 2);
    for (const { seq: _seq, previous: _previous, hash: _hash, ...record } of records.slice(2)) {
      forged.push(chain(forged.at(-1) ?? GENESIS, { ...record, detail: "forged" }, digest));
    }
    expect(check(forged)).toBeNull();
    expect(check(forged, [records[5] ?? GENESIS])).toBe("record 6 is not the one that is known");
  });

  test("where the end was cut off, because a head is known", () => {
    const records = chainOf(6);
    const head = records[5] ?? GENESIS;
    expect(check(records.slice(0, 4), [head])).toBe(
      "the chain ends at record 4, but record 6 is known to have existed",
    );
    expect(check([], [head])).toContain("ends at record 0");
  });

  test("whichever character was changed", () => {
    const records = chainOf(4);
    const written = JSON.stringify(records);
    const isSeen = (at: number, other: string): boolean => {
      const changed = written.slice(0, at) + other + written.slice(at + 1);
      fc.pre(changed !== written);
      let read: AuditRecord[];
      try {
        read = JSON.parse(changed);
      } catch {
        return true;
      }
      return check(read, records) !== null || JSON.stringify(read) !== changed || hasNewNames(read);
    };
    fc.assert(fc.property(fc.nat(written.length - 1), fc.constantFrom(..."0179axf"), isSeen), { numRuns: 1000 });
  });
});

const NAMES = Object.keys(chainOf(1)[0] ?? {})
  .sort()
  .join();

function hasNewNames(records: readonly AuditRecord[]): boolean {
  return records.some((record) => Object.keys(record).sort().join() !== NAMES);
}
