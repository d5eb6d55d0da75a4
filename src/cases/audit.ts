// The audit log: each record carries the hash of the one before, so that nothing can be changed, left out or put in unseen.

import type { Day } from "../day.ts";
import type { Action } from "./life.ts";

export const AUDIT_ACTIONS = ["open", "export", "rotate-key", "expire"] as const;

/** No personal data and no text: erasing a case leaves the chain whole. */
export type NewAuditRecord = {
  readonly day: Day;
  /** The id of the case, or `-` for what concerns the store as a whole. */
  readonly caseId: string;
  /** `asker`, `adep`, `owner`, or the id of a configured person. */
  readonly actor: string;
  readonly action: Action | (typeof AUDIT_ACTIONS)[number];
  /** A word from a closed set, such as an outcome; empty for none. */
  readonly detail: string;
};

export type AuditRecord = NewAuditRecord & {
  /** 1, 2, 3 … */
  readonly seq: number;
  readonly previous: string;
  /** SHA-256, hex, of `previous` and the record's fields as a JSON array. */
  readonly hash: string;
};

export type AuditHead = { readonly seq: number; readonly hash: string };
export type Digest = (text: string) => string;

export const GENESIS: AuditHead = { seq: 0, hash: "0".repeat(64) };

export function chain(head: AuditHead, record: NewAuditRecord, digest: Digest): AuditRecord {
  const link = { ...record, seq: head.seq + 1, previous: head.hash };
  return { ...link, hash: hashOf(link, digest) };
}

function hashOf(record: Omit<AuditRecord, "hash">, digest: Digest): string {
  const { seq, day, caseId, actor, action, detail, previous } = record;
  return digest(JSON.stringify([previous, seq, day, caseId, actor, action, detail]));
}

/** One line that says what is wrong first, or `null` for a whole chain. Known heads must stand in it: a cut tail shows. */
export function findBreak(records: readonly AuditRecord[], heads: readonly AuditHead[], digest: Digest): string | null {
  let head = GENESIS;
  for (const record of records) {
    if (record.seq !== head.seq + 1) return `record ${head.seq + 1} is missing or out of order`;
    if (record.previous !== head.hash) return `record ${record.seq} does not follow from the one before`;
    if (hashOf(record, digest) !== record.hash) return `record ${record.seq} was changed`;
    head = record;
  }
  for (const { seq, hash } of heads) {
    const known = seq === 0 ? GENESIS : records[seq - 1];
    if (!known) return `the chain ends at record ${head.seq}, but record ${seq} is known to have existed`;
    if (known.hash !== hash) return `record ${seq} is not the one that is known`;
  }
  return null;
}
