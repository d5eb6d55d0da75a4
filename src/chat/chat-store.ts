// What chats need of the database: the durable inbox, what waits to be sent, and the little that is remembered of a chat.

import type { Channel } from "../cases/case.ts";
import type { Day } from "../day.ts";
import type { Language } from "../language.ts";

export type Arrival = {
  readonly channel: Channel;
  /** The platform's own id of the event, such as `telegram:<bot>:<update>`; kept as a keyed hash only. */
  readonly key: string;
  /** Whose order is kept, such as `telegram:<chat>`; kept as a keyed hash only. */
  readonly lane: string;
  /** Sealed, and erased once the event has been processed. */
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
};

export type InboxItem = {
  /** In the order of arrival. */
  readonly number: number;
  readonly body: string;
  /** Processings begun, this one included. */
  readonly attempts: number;
  readonly receivedAt: number;
};

export type Claiming = {
  readonly channel: Channel;
  readonly now: number;
  readonly limit: number;
  readonly leaseMs: number;
};

/** Items are processed one after the other within a lane; a lane whose oldest item is put off waits for it. */
export interface InboxRows {
  /** False where this event came before: then nothing is written. */
  put(arrival: Arrival): Promise<boolean>;
  /** Due items, oldest first, of each lane its oldest only; leased to the caller and counted as begun. */
  claim(claiming: Claiming): Promise<InboxItem[]>;
  /** Erases the body. That the event came stays known. */
  finish(number: number): Promise<void>;
  retry(number: number, dueAt: number): Promise<void>;
  /** Given up: the lane goes on without it. The body stays, sealed, to be looked into. */
  bury(number: number): Promise<void>;
  /** Ends all leases: for whoever knows that nobody else is at work. */
  release(channel: Channel): Promise<void>;
  /** Whether an item of this lane waits or is being processed. */
  isWaiting(channel: Channel, lane: string): Promise<boolean>;
  count(channel: Channel): Promise<Waiting>;
  /** Finished and buried items that arrived before. Returns how many were deleted. */
  deleteOver(before: number): Promise<number>;
}

export type Waiting = { readonly waiting: number; readonly dead: number; readonly oldestAt: number | null };

export type Outgoing = {
  readonly channel: Channel;
  /** Whose order is kept; kept as a keyed hash only. */
  readonly lane: string;
  /** Sealed. */
  readonly body: string;
  readonly postedAt: number;
};

export type OutgoingItem = {
  readonly number: number;
  /** The keyed hash of the lane. */
  readonly lane: string;
  readonly body: string;
  readonly attempts: number;
  readonly postedAt: number;
  /** An earlier sending was begun and may have arrived. */
  readonly isUncertain: boolean;
};

/** Messages on their way to a chat, in order within a lane. A message that was sent leaves nothing behind. */
export interface OutgoingRows {
  post(outgoing: Outgoing): Promise<void>;
  /** As of the inbox. Whoever dies with a claimed item leaves it uncertain. */
  claim(claiming: Claiming): Promise<OutgoingItem[]>;
  finish(number: number): Promise<void>;
  retry(number: number, dueAt: number, options: { readonly isUncertain: boolean }): Promise<void>;
  bury(number: number): Promise<void>;
  /** As of the inbox. */
  release(channel: Channel): Promise<void>;
  isWaiting(channel: Channel, lane: string): Promise<boolean>;
  count(channel: Channel): Promise<Waiting>;
  /** Buried items posted before. */
  deleteOver(before: number): Promise<number>;
}

/** One sealed value for each chat, found by a keyed hash of its address. */
export interface ChatRows {
  read(chat: string): Promise<string | null>;
  write(chat: string, value: string, usedOn: Day): Promise<void>;
  delete(chat: string): Promise<void>;
  /** Returns how many were deleted. */
  deleteUnusedSince(day: Day): Promise<number>;
}

/** Where a case stands in a chat of those who work on it; sealed, deleted with the case. */
export interface BoardRows {
  read(caseId: string, chat: string): Promise<string | null>;
  write(caseId: string, chat: string, value: string): Promise<void>;
  delete(caseId: string, chat: string): Promise<void>;
  /** Whether the case stands in any chat. */
  has(caseId: string): Promise<boolean>;
  /** The values of all chats in which the case stands; one that does not open is left out. */
  list(caseId: string): Promise<string[]>;
}

/** Of several processes one does a thing. */
export interface LeaseRows {
  /** True where the caller holds the lease from now on, because it was free, ended, or already the caller's. */
  take(name: string, holder: string, options: { readonly now: number; readonly leaseMs: number }): Promise<boolean>;
  /** Nothing happens where somebody else holds it. */
  release(name: string, holder: string): Promise<void>;
}

export const VERDICTS = ["good", "bad"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Why an answer was not good, in a closed set. */
export const BAD_REASONS = ["wrong", "off-topic", "unclear", "incomplete"] as const;
export type BadReason = (typeof BAD_REASONS)[number];

export type Vote = {
  readonly day: Day;
  readonly language: Language;
  readonly verdict: Verdict;
  readonly reason: BadReason | null;
  /** The first provision cited; `null` where none was. */
  readonly provision: string | null;
};

/** What people thought of answers, as counts: nothing of who or what was asked. */
export interface FeedbackRows {
  count(vote: Vote): Promise<void>;
  /** The vote was counted without a reason; now it has one, and stays one vote. */
  explain(vote: Vote): Promise<void>;
  list(): Promise<(Vote & { readonly count: number })[]>;
  deleteBefore(day: Day): Promise<void>;
}
