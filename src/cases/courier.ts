// Runs the errands of the outbox: at least once each, with patience, and for as long as it takes to tell of a case.

import type { Messenger } from "./card.ts";
import type { Performed } from "./deliver.ts";
import type { CaseDeps } from "./deps.ts";
import { postErrand } from "./errands.ts";
import { PERFORM } from "./perform.ts";
import type { Errand } from "./store.ts";

export type CourierDeps = CaseDeps & { readonly messengers: readonly Messenger[] };

const LEASE_MS = 60_000;
const AT_ONCE = 20;
const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 15 * 60_000;
/** A message other than the telling of a case is given up after this time. */
const GIVEN_UP_MS = 7 * 24 * 3_600_000;
const ALARM_MS = 15 * 60_000;
/** A case nobody could be told of goes to the deputy as well. */
const SECOND_RECIPIENT_MS = 4 * 3_600_000;

export interface Courier {
  /** Runs what is due. Returns how many errands were begun; 0 means that nothing was due. */
  run(): Promise<number>;
}

export function createCourier(deps: CourierDeps): Courier {
  return {
    run: async () => {
      const claimed = await deps.store.transact((tx) =>
        tx.outbox.claim(deps.now(), { limit: AT_ONCE, leaseMs: LEASE_MS }),
      );
      // One recipient's messages keep their order; a slow recipient delays nobody else.
      await Promise.all(toLanes(claimed).map((lane) => runLane(deps, lane)));
      return claimed.length;
    },
  };
}

function toLanes(errands: readonly Errand[]): Errand[][] {
  const lanes = new Map<string, Errand[]>();
  for (const errand of errands) {
    const name = `${errand.caseId} ${errand.to}`;
    lanes.set(name, [...(lanes.get(name) ?? []), errand]);
  }
  return [...lanes.values()].map((lane) =>
    lane.sort((one, other) => one.postedAt - other.postedAt || one.seq - other.seq),
  );
}

/** Where one delivery is put off, those after it wait for it. */
async function runLane(deps: CourierDeps, lane: readonly Errand[]): Promise<void> {
  const [errand, ...later] = lane;
  if (!errand) return;
  if (await runOne(deps, errand)) return runLane(deps, later);
  await deps.store.transact(async (tx) => {
    for (const { id } of later) await tx.outbox.retry(id, deps.now() + 1);
  });
}

/** False where it was put off. */
async function runOne(deps: CourierDeps, errand: Errand): Promise<boolean> {
  try {
    const performed = await PERFORM[errand.kind](deps, errand);
    if (performed === "done") await deps.store.transact((tx) => tx.outbox.finish(errand.id));
    else if (performed !== "settled") await putOff(deps, errand, performed);
    return performed === "done" || performed === "settled";
  } catch (fault) {
    deps.log("an errand failed", `${errand.kind} ${fault instanceof Error ? fault.name : "unknown"}`);
    // Where the store itself fails the lease runs out and the errand comes again.
    await putOff(deps, errand, "failed").catch(() => undefined);
    return false;
  }
}

/** Errands of the clock are posted long before they are due. */
function lateness({ kind, dueAt, postedAt }: Errand): number {
  return kind === "relay" || kind === "tell-step" ? 0 : Math.max(0, dueAt - postedAt);
}

async function putOff(deps: CourierDeps, errand: Errand, why: Exclude<Performed, "done" | "settled">): Promise<void> {
  const { id, kind, attempts, postedAt, caseId, seq } = errand;
  const isTelling = kind === "tell";
  const age = deps.now() - postedAt;
  if (isTelling && age > ALARM_MS) deps.log("a commissioner could not be told for more than 15 minutes", kind);
  await deps.store.transact(async (tx) => {
    if (!isTelling && age > GIVEN_UP_MS + lateness(errand)) return tx.outbox.bury(id);
    if (isTelling && age > SECOND_RECIPIENT_MS) {
      await postErrand(tx, deps, { kind: "hand-over", caseId, to: "adep", seq: -seq, dueAt: deps.now() });
    }
    const wished = typeof why === "object" ? why.retryAfterMs : drawDelay(deps, attempts);
    await tx.outbox.retry(id, deps.now() + wished);
  });
}

/** Exponential back-off with full jitter. */
export function drawDelay({ dice }: Pick<CaseDeps, "dice">, attempts: number): number {
  const most = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempts, 20));
  return dice.below(most) + 1;
}
