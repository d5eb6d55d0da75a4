// Keeping what a person offers to the evals: with their consent, masked, once, and without a way back to them.

import { type CaseDeps, newId, todayOf } from "../cases/deps.ts";
import type { CaseTx } from "../cases/store.ts";
import type { Day } from "../day.ts";
import type { Candidate } from "./candidate.ts";
import { maskForEvals } from "./mask-for-evals.ts";

export type Offer = Omit<Candidate, "id" | "month">;

/** Days closer than a month could be put beside other records. */
export function monthOf(day: Day): Day {
  return `${day.slice(0, 7)}-01`;
}

export function maskOffer(deps: CaseDeps, offer: Offer): Offer {
  const { language, text, remark } = offer;
  return { ...offer, text: maskForEvals(deps, text, language), remark: maskForEvals(deps, remark, language) };
}

/** Masks once more whatever it is given. */
export async function keepOffer(tx: CaseTx, deps: CaseDeps, offer: Offer): Promise<void> {
  await tx.candidates.put({ ...maskOffer(deps, offer), id: typedId(deps), month: monthOf(todayOf(deps)) });
}

/** A maintainer types its beginning on a command line, where a leading `-` would be an option. */
function typedId(deps: CaseDeps): string {
  return Buffer.from(newId(deps), "base64url").toString("hex");
}

/** Nothing more happens where something was kept under this key. */
export async function keepOnce(deps: CaseDeps, key: string, offer: Offer): Promise<void> {
  await deps.store.transact(async (tx) => {
    if (await tx.events.claim(keptAs(key), todayOf(deps))) await keepOffer(tx, deps, offer);
  });
}

export function wasKept(deps: CaseDeps, key: string): Promise<boolean> {
  return deps.store.transact((tx) => tx.events.has(keptAs(key)));
}

/** The key lies in the store as a keyed hash only. */
function keptAs(key: string): string {
  return `kept:${key}`;
}
