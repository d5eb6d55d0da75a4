// The tables of the case store, the same in SQLite and PostgreSQL: texts, whole numbers, and nothing a dialect does alone.

import type { Generated } from "kysely";

export type Tables = {
  /** The store's own secrets, sealed: the key of the hashes, the signing key, the head of the audit. */
  readonly settings: { name: string; sealed: string };
  readonly cases: {
    id: string;
    codename: string;
    body: string;
    state: string;
    severity: string;
    category: string | null;
    language: string;
    channel: string;
    origin: string;
    opened_on: string;
    acknowledge_by: string | null;
    feedback_by: string | null;
    closed_on: string | null;
    /** JSON arrays of people's ids. */
    handlers: string;
    excluded: string;
    holder: string | null;
    destination: string | null;
    outcome: string | null;
    check_ins: number;
    version: number;
    /** Lines written so far: a number is never given again, even when its line was deleted. */
    lines: Generated<number>;
    /** Order of opening. */
    number: Generated<number>;
  };
  readonly entries: { case_id: string; seq: number; kind: string; writer: string; day: string; sealed: string };
  readonly askers: { case_id: string; address_hash: string; sealed: string; language: string; expires_on: string };
  readonly receipts: { case_id: string; hash: string };
  readonly attempts: { hash: string; day: string; count: number };
  readonly tokens: {
    hash: string;
    party_hash: string;
    side: string;
    action: string;
    case_id: string | null;
    bundle: string | null;
    sealed: string;
    expires_at: number;
    used_at: number | null;
  };
  readonly outbox: {
    id: string;
    key: string;
    kind: string;
    case_id: string;
    recipient: string;
    seq: number;
    state: string;
    due_at: number;
    attempts: number;
    leased_until: number;
    posted_at: number;
  };
  readonly audit: {
    seq: number;
    day: string;
    case_id: string;
    actor: string;
    action: string;
    detail: string;
    previous: string;
    hash: string;
  };
  readonly events: { hash: string; day: string; case_id: string | null };
  readonly inbox: {
    /** Order of arrival. */
    number: Generated<number>;
    hash: string;
    channel: string;
    /** Empty, as what was sealed, once it is done. */
    lane: string;
    sealed: string;
    state: string;
    /** 0 until it is put off. */
    due_at: number;
    attempts: number;
    leased_until: number;
    received_at: number;
  };
  readonly outgoing: {
    number: Generated<number>;
    id: string;
    channel: string;
    lane: string;
    sealed: string;
    state: string;
    due_at: number;
    attempts: number;
    uncertain: number;
    leased_until: number;
    posted_at: number;
  };
  readonly chats: { hash: string; sealed: string; used_on: string };
  readonly boards: { hash: string; case_id: string; sealed: string };
  readonly leases: { name: string; holder: string; until: number };
  /** An empty reason or provision stands for none. */
  readonly feedback: {
    day: string;
    language: string;
    verdict: string;
    reason: string;
    provision: string;
    count: number;
  };
  readonly candidates: { id: string; month: string; sealed: string };
  readonly gaps: { month: string; language: string; outcome: string; kind: string; name: string; count: number };
  readonly advice: { id: string; hash: string; day: string; sealed: string };
  readonly edition_use: { document: string; language: string; edition: string };
};
