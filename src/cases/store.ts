// What the cases need of a database. Texts and addresses go in and out in clear; how they lie there is the store's business.

import type { CandidateRows, GapRows } from "../candidates/candidate.ts";
import type { BoardRows, ChatRows, FeedbackRows, InboxRows, LeaseRows, OutgoingRows } from "../chat/chat-store.ts";
import type { Day } from "../day.ts";
import type { Language } from "../language.ts";
import type { AdviceRows, EditionUseRows } from "../recall/advice.ts";
import type { AuditRecord, NewAuditRecord } from "./audit.ts";
import type { Address, Case, CaseState, Entry } from "./case.ts";

/** A store holds every promise below for SQLite and PostgreSQL alike; one contract suite proves it. */
export interface CaseStore {
  /** All or nothing. Two transactions that change the same case happen one after the other. */
  transact<T>(work: (tx: CaseTx) => Promise<T>): Promise<T>;
  /** Leaves no byte of erased rows in files, as far as the database lets us. */
  compact(): Promise<void>;
  close(): Promise<void>;
}

export interface CaseTx {
  readonly cases: CaseRows;
  readonly askers: AskerRows;
  readonly tokens: TokenRows;
  readonly outbox: OutboxRows;
  readonly audit: AuditRows;
  readonly events: EventRows;
  readonly inbox: InboxRows;
  readonly outgoing: OutgoingRows;
  readonly chats: ChatRows;
  readonly boards: BoardRows;
  readonly leases: LeaseRows;
  readonly feedback: FeedbackRows;
  readonly candidates: CandidateRows;
  readonly gaps: GapRows;
  readonly advice: AdviceRows;
  readonly editionUse: EditionUseRows;
}

export interface CaseRows {
  insert(opened: Case): Promise<void>;
  /** Held until the transaction ends: nobody else changes it meanwhile. */
  find(id: string): Promise<Case | null>;
  findByCodename(codename: string): Promise<Case | null>;
  /** Oldest first. */
  list(filter: { readonly states?: readonly CaseState[] }): Promise<Case[]>;
  /** Throws where the case was changed since it was read; writes the next version. */
  save(changed: Case): Promise<void>;
  addEntry(caseId: string, entry: Omit<Entry, "seq">): Promise<Entry>;
  /** Oldest first. */
  entries(caseId: string): Promise<Entry[]>;
  deleteEntries(caseId: string, kinds: readonly Entry["kind"][] | "all"): Promise<void>;
  delete(id: string): Promise<void>;
}

export type AskerLink = { readonly address: Address; readonly language: Language; readonly expiresOn: Day };

/** Identity apart: who is behind a case, kept only to deliver. */
export interface AskerRows {
  link(caseId: string, link: AskerLink): Promise<void>;
  find(caseId: string): Promise<AskerLink | null>;
  /** Case ids, newest first. */
  casesOf(address: Address): Promise<string[]>;
  /** Removes the address and every button made for it in this case. */
  forget(caseId: string): Promise<void>;
  /** Case ids of links that ended before the day. */
  expired(before: Day): Promise<string[]>;
  putReceipt(caseId: string, receipt: string): Promise<void>;
  deleteReceipt(caseId: string): Promise<void>;
  caseOfReceipt(receipt: string): Promise<string | null>;
  /** How often the party did this within the window, this time included. */
  countAttempt(party: string, attempt: Attempt): Promise<number>;
  deleteAttempts(before: Day): Promise<void>;
}

export type Attempt = {
  readonly kind: "receipt" | "report" | "refused";
  /** Names the stretch of time that is counted, such as an hour. */
  readonly window: string;
  readonly day: Day;
};

/** The one form in which an address is hashed and compared. */
export function addressOf({ channel, id }: Address): string {
  return `${channel}:${id}`;
}

export type TokenRow = {
  /** `asker:<channel>:<id>`, `person:<id>` or `place:<channel>:<chat>`; kept as a keyed hash. */
  readonly party: string;
  readonly action: string;
  readonly caseId: string | null;
  /** Buttons that carry the same draft and go together; `null` where each stands alone. */
  readonly bundle: string | null;
  /** What the button carries on, such as a draft; sealed, and erased with its use. */
  readonly payload: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
};

export interface TokenRows {
  put(token: string, row: TokenRow): Promise<void>;
  /** Without using it up. The row names which of the parties it belongs to; `null` where none, or it was used or is too old. */
  look(token: string, by: { readonly parties: readonly string[]; readonly now: number }): Promise<TokenRow | null>;
  /** Once only: a second use, another party, or a day too late gives `null`. */
  use(token: string, by: { readonly party: string; readonly now: number }): Promise<TokenRow | null>;
  deleteBundle(bundle: string): Promise<void>;
  /** Every button of this party, with what it carries on. */
  deleteOf(party: string): Promise<void>;
  /** Returns how many were deleted. */
  deleteExpired(now: number): Promise<number>;
}

export const OUTBOX_KINDS = [
  "tell",
  "tell-step",
  "relay",
  "remind-acknowledge",
  "remind-feedback",
  "hand-over",
  "check-in",
  "refresh",
] as const;
export type OutboxKind = (typeof OUTBOX_KINDS)[number];

export type Errand = {
  readonly id: string;
  /** The same errand is posted once: case, kind, recipient and number make the key. */
  readonly key: string;
  readonly kind: OutboxKind;
  readonly caseId: string;
  /** `asker`, or a person's id. The asker's address is looked up when it is delivered. */
  readonly to: string;
  /** The entry it is about, 0 for none. */
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly dueAt: number;
  /** Deliveries begun so far. */
  readonly attempts: number;
  readonly postedAt: number;
};

export interface OutboxRows {
  /** Nothing happens where the key is known. */
  post(errand: Omit<Errand, "attempts">): Promise<void>;
  /** Due errands, oldest first, leased to the caller and counted as begun. Nobody else gets them until the lease ends. */
  claim(now: number, options: { readonly limit: number; readonly leaseMs: number }): Promise<Errand[]>;
  finish(id: string): Promise<void>;
  retry(id: string, dueAt: number): Promise<void>;
  /** Given up; kept to be seen. */
  bury(id: string): Promise<void>;
  /** Errands not finished; dead ones apart. */
  count(): Promise<{ readonly waiting: number; readonly dead: number; readonly oldestDueAt: number | null }>;
  deleteFor(caseId: string, kinds: readonly OutboxKind[] | "all"): Promise<void>;
  deleteDone(before: number): Promise<void>;
}

export interface AuditRows {
  append(record: NewAuditRecord): Promise<void>;
  /** From the first record on. */
  all(): Promise<AuditRecord[]>;
  /** The number and hash the store itself holds of the last record. */
  head(): Promise<{ readonly seq: number; readonly hash: string }>;
}

export interface EventRows {
  /** False where this platform event has had its effect already. The key is kept as a keyed hash only. */
  claim(key: string, day: Day): Promise<boolean>;
  has(key: string): Promise<boolean>;
  bind(key: string, caseId: string): Promise<void>;
  caseOf(key: string): Promise<string | null>;
  deleteBefore(day: Day): Promise<void>;
}
