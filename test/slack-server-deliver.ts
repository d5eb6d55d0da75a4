// How the fake Slack brings something to the bot: over HTTP or a socket, again where it was not taken.

import { seeded } from "./slack-server-faults.ts";
import type { Json } from "./slack-server-memory.ts";

export type Kind = "event" | "command" | "interaction";
export type Parcel = { readonly kind: Kind; readonly body: Json };
export type Reason = "http_timeout" | "connection_failed" | "http_error" | "timeout";
export type Attempt = { readonly number: number; readonly reason: Reason | null };
export type Result =
  | { readonly isTaken: true; readonly status: number | null; readonly body: unknown; readonly ms: number }
  | {
      readonly isTaken: false;
      readonly status: number | null;
      readonly body: unknown;
      readonly ms: number;
      readonly reason: Reason;
      readonly isFinal: boolean;
    };
/** `null` where there is nobody to bring it to, and never will be. */
export type Carry = (parcel: Parcel, attempt: Attempt) => Promise<Result | null>;

/** How the bot took it. */
export type Ack = {
  readonly isAcknowledged: boolean;
  /** Of HTTP; `null` of sockets, and where nothing came back. */
  readonly status: number | null;
  /** What the bot said with it, read as JSON where it is JSON. */
  readonly body: unknown;
  /** How long the last try took. */
  readonly ms: number;
  readonly attempts: number;
};
export type Delivery = { readonly parcel: Parcel; readonly at: number; ack: Ack | null };

/** Slack's own, except that interactions are never repeated. */
export type Patience = {
  timeLimitMs: number;
  retryDelaysMs: readonly number[];
  /** Also what Slack would not bring twice. */
  isRepeatingAll: boolean;
  /** This share of what was taken is brought a second time all the same. */
  duplicateShare: number;
};

type Deps = { readonly carry: Carry; readonly patience: Patience; readonly kept: number };

export function createDeliveries({ carry, patience, kept }: Deps) {
  const deliveries: Delivery[] = [];
  const waiting = new Set<() => void>();
  const totals = { brought: 0, taken: 0, attempts: 0 };
  const chance = seeded(20_261_122);
  let isClosed = false;

  async function deliver(parcel: Parcel): Promise<Ack> {
    const delivery: Delivery = { parcel, at: performance.now(), ack: null };
    if (deliveries.push(delivery) > kept * 2) deliveries.splice(0, kept);
    totals.brought += 1;
    const ack = await bring(parcel);
    delivery.ack = ack;
    totals.taken += ack.isAcknowledged ? 1 : 0;
    if (ack.isAcknowledged && patience.duplicateShare > 0 && chance() < patience.duplicateShare && !isClosed) {
      void carry(parcel, { number: 1, reason: "http_timeout" });
    }
    return ack;
  }

  async function bring(parcel: Parcel): Promise<Ack> {
    const delays = parcel.kind === "event" || patience.isRepeatingAll ? patience.retryDelaysMs : [];
    let last: Ack = { isAcknowledged: false, status: null, body: null, ms: 0, attempts: 0 };
    let reason: Reason | null = null;
    for (let number = 0; number <= delays.length && !isClosed; number++) {
      if (number > 0) await pause(delays[number - 1] ?? 0);
      if (isClosed) break;
      totals.attempts += 1;
      const result = await carry(parcel, { number, reason });
      if (result === null) break;
      const { status, body, ms } = result;
      last = { isAcknowledged: result.isTaken, status, body, ms, attempts: number + 1 };
      if (result.isTaken || result.isFinal) break;
      reason = result.reason;
    }
    return last;
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      waiting.add(wake);
    });
  }

  return {
    deliver,
    deliveries,
    totals,
    stop: (): void => {
      isClosed = true;
      for (const wake of [...waiting]) wake();
    },
  };
}
