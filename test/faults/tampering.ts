// Somebody who can write to the audit log, and what of it is found.

import { sha256 } from "../../adapters/store/audit-rows.ts";
import { type AuditHead, type AuditRecord, chain, findBreak, GENESIS } from "../../src/cases/audit.ts";
import { findLoose } from "../../src/cases/check-export.ts";
import { askerOf, caseOf, newRing, openPlain, type PlainBench, pressAs, reportOf } from "./plain-bench.ts";
import { type Chance, createChance } from "./seeded.ts";

export type Tampering = { readonly url: string; readonly cases: number; readonly edits: number; readonly seed: number };

export type TamperingFigures = {
  readonly records: number;
  readonly edits: number;
  readonly found: number;
  /** Kinds of edits that were not found. */
  readonly missed: readonly string[];
  readonly cuts: number;
  readonly cutsFound: number;
};

export async function tamper({ url, cases, edits, seed }: Tampering): Promise<TamperingFigures> {
  const bench = await openPlain({ url, ring: newRing() });
  const chance = createChance(seed);
  try {
    const exported = await fill(bench, cases);
    const { records, sealed } = await readLog(bench);
    const missed = new Set<string>();
    let found = 0;
    for (let at = 0; at < edits; at += 1) {
      const kind = KINDS[at % KINDS.length] ?? "field";
      const changed = EDITS[kind](records, chance);
      if (JSON.stringify(changed) === JSON.stringify(records)) throw new Error(`the edit ${kind} changed nothing`);
      const fault = findLoose(changed, sealed, sha256) ?? findBreak(changed, [exported], sha256);
      if (fault === null) missed.add(kind);
      else found += 1;
    }
    return { records: records.length, edits, found, missed: [...missed], ...(await cutTails(bench)) };
  } finally {
    await bench.opened.store.close();
  }
}

/** Returns the head as it was exported when half of the cases were there. */
async function fill(bench: PlainBench, cases: number): Promise<AuditHead> {
  let exported = GENESIS;
  for (let at = 0; at < cases; at += 1) {
    await bench.reception.escalate(reportOf(`${at}`));
    const caseId = await caseOf(bench, askerOf(`asker-${at}`));
    await pressAs(bench, { by: { person: "gardener" }, caseId, action: "take" });
    await pressAs(bench, { by: { person: "gardener" }, caseId, action: "read" });
    if (at === Math.floor(cases / 2)) exported = (await readLog(bench)).sealed;
  }
  return exported;
}

function readLog({ opened }: PlainBench): Promise<{ readonly records: AuditRecord[]; readonly sealed: AuditHead }> {
  return opened.store.transact(async (tx) => ({ records: await tx.audit.all(), sealed: await tx.audit.head() }));
}

type Edit = (records: readonly AuditRecord[], chance: Chance) => AuditRecord[];

const FIELDS = ["seq", "day", "caseId", "actor", "action", "detail", "previous", "hash"] as const;
const KINDS = [
  ...(["field", "delete", "insert", "swap", "shuffle", "cut", "append"] as const),
  ...(["rehash", "rehash-delete", "rehash-insert"] as const),
];

const EDITS: Readonly<Record<(typeof KINDS)[number], Edit>> = {
  field: (records, chance) => changeOne(records, chance),
  delete: (records, chance) => records.toSpliced(chance.below(records.length), 1),
  insert: (records, chance) => records.toSpliced(chance.below(records.length), 0, chance.pick(records)),
  swap: (records, chance) => {
    const [one, step] = [chance.below(records.length), 1 + chance.below(records.length - 1)];
    const other = (one + step) % records.length;
    return records.map(
      (record, at) => (at === one ? records[other] : at === other ? records[one] : record) as AuditRecord,
    );
  },
  shuffle: (records, chance) => chance.shuffle(records),
  cut: (records, chance) => records.slice(0, chance.below(records.length)),
  append: (records, chance) => rechain([...records, { ...chance.pick(records), detail: "forged" }]),
  rehash: (records, chance) => rechain(changeOne(records, chance, ["day", "caseId", "actor", "action", "detail"])),
  "rehash-delete": (records, chance) => rechain(records.toSpliced(chance.below(records.length), 1)),
  "rehash-insert": (records, chance) =>
    rechain(records.toSpliced(chance.below(records.length), 0, { ...chance.pick(records), detail: "forged" })),
};

function changeOne(records: readonly AuditRecord[], chance: Chance, fields: readonly string[] = FIELDS): AuditRecord[] {
  const [at, field] = [chance.below(records.length), chance.pick(fields)];
  return records.map((record, index) => {
    if (index !== at) return record;
    if (field === "seq") return { ...record, seq: record.seq + 1 + chance.below(5) };
    const value = String(record[field as "day"]);
    const position = chance.below(value.length + 1);
    return { ...record, [field]: `${value.slice(0, position)}x${value.slice(position)}` };
  });
}

/** As somebody would who knows how the hashes are made. */
function rechain(records: readonly AuditRecord[]): AuditRecord[] {
  const made: AuditRecord[] = [];
  for (const { day, caseId, actor, action, detail } of records) {
    made.push(chain(made.at(-1) ?? GENESIS, { day, caseId, actor, action, detail }, sha256));
  }
  return made;
}

/** Through the database: the last records are deleted, the sealed head stays. */
async function cutTails(bench: PlainBench): Promise<{ readonly cuts: number; readonly cutsFound: number }> {
  const { db } = bench.opened.database;
  const rows = await db.selectFrom("audit").selectAll().orderBy("seq").execute();
  let cutsFound = 0;
  for (let kept = rows.length - 1; kept >= 0; kept -= 1) {
    await db.deleteFrom("audit").where("seq", ">", kept).execute();
    const { records, sealed } = await readLog(bench);
    if (records.length === kept && findBreak(records, [sealed], sha256) !== null) cutsFound += 1;
  }
  for (const row of rows) await db.insertInto("audit").values(row).execute();
  const { records, sealed } = await readLog(bench);
  if (findBreak(records, [sealed], sha256) !== null) throw new Error("the log was not put back");
  return { cuts: rows.length, cutsFound };
}
