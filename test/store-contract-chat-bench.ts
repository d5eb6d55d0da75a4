// The inbox and what waits to be sent, seen alike. Items are called by their lane and a number, such as "a1".

import type { CaseTx } from "../src/cases/store.ts";
import type { Claiming, InboxItem, InboxRows, OutgoingRows, Waiting } from "../src/chat/chat-store.ts";
import { NOW, type StoreBench } from "./store-bench.ts";

export const LEASE_MS = 60_000;
export const CLAIMING: Claiming = { channel: "telegram", now: NOW, limit: 20, leaseMs: LEASE_MS };

type Rows = Pick<InboxRows, "finish" | "bury" | "count" | "deleteOver" | "retry"> & {
  claim(claiming: Claiming): Promise<Pick<InboxItem, "number" | "body" | "attempts">[]>;
};

export type Queue = {
  readonly name: string;
  readonly table: "inbox" | "outgoing";
  rows(tx: CaseTx): Rows;
  add(tx: CaseTx, item: string, at?: number): Promise<unknown>;
};

const laneOf = (item: string): string => `telegram:${item.charAt(0)}`;

export const QUEUES: readonly Queue[] = [
  {
    ...{ name: "inbox", table: "inbox", rows: (tx) => tx.inbox },
    add: (tx, item, receivedAt = NOW) =>
      tx.inbox.put({ channel: "telegram", key: item, lane: laneOf(item), body: item, receivedAt }),
  },
  {
    ...{ name: "messages to be sent", table: "outgoing", rows: ({ outgoing }) => certain(outgoing) },
    add: (tx, item, postedAt = NOW) =>
      tx.outgoing.post({ channel: "telegram", lane: laneOf(item), body: item, postedAt }),
  },
];

function certain(rows: OutgoingRows): Rows {
  return { ...rows, retry: (number, dueAt) => rows.retry(number, dueAt, { isUncertain: false }) };
}

export type Lanes = {
  readonly bench: StoreBench;
  /** The first came a millisecond after `NOW`, the second after two. */
  add(...items: readonly string[]): Promise<void>;
  items(claiming?: Partial<Claiming>): ReturnType<Rows["claim"]>;
  /** What they say. */
  claim(claiming?: Partial<Claiming>): Promise<string[]>;
  /** Does this to an item that was claimed before. */
  end(item: string, work: (rows: Rows, number: number) => Promise<void>): Promise<void>;
  count(channel?: Claiming["channel"]): Promise<Waiting>;
};

export function lanesOf(bench: StoreBench, queue: Queue): Lanes {
  const numbers = new Map<string, number>();
  const items: Lanes["items"] = async (claiming = {}) => {
    const claimed = await bench.transact((tx) => queue.rows(tx).claim({ ...CLAIMING, ...claiming }));
    for (const { body, number } of claimed) numbers.set(body, number);
    return claimed;
  };
  return {
    ...{ bench, items, claim: async (claiming) => (await items(claiming)).map(({ body }) => body) },
    add: (...added) =>
      bench.transact(async (tx) => {
        for (const [at, item] of added.entries()) await queue.add(tx, item, NOW + at + 1);
      }),
    end: (item, work) => bench.transact((tx) => work(queue.rows(tx), numbers.get(item) ?? -1)),
    count: (channel = "telegram") => bench.transact((tx) => queue.rows(tx).count(channel)),
  };
}
