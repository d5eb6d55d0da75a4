// What becomes of an official text that was fetched without a person looking on.

import type { Day } from "../day.ts";
import type { Edition } from "./edition.ts";
import type { Imported } from "./import-text.ts";
import { isOfficialSource } from "./official-source.ts";

export type Judged =
  | { readonly kind: "keep"; readonly edition: Edition }
  /** The same words are there already. */
  | { readonly kind: "same" }
  | { readonly kind: "refused"; readonly why: string };

export type Fetching = {
  /** Editions of this act in this language that are there. */
  readonly own: readonly Edition[];
  readonly today: Day;
  /** Somebody asked beforehand to approve whatever comes. */
  readonly isApproved: boolean;
};

const MIRRORED = "it has other words than the edition of that day that is there, and is no official source";

export function judgeFetched({ read, edition, refusals }: Imported, { own, today, isApproved }: Fetching): Judged {
  if (!edition || refusals.length > 0) return { kind: "refused", why: refusals.join("; ") };
  if (own.some(({ text }) => text === edition.text)) return { kind: "same" };
  const isTaken = own.some((one) => one.edition === edition.edition);
  const isOfficial = isOfficialSource(edition.source);
  if (isTaken && !isOfficial) return { kind: "refused", why: MIRRORED };
  // Other words under the day of an edition that is there: the page was put right, or its notes lag behind. It is named by today.
  const named = isTaken ? { edition: today, inForceFrom: today } : {};
  // What a mirror says, and what reads doubtfully, is looked at by a person, whatever was asked for.
  const isSure = isOfficial && read.doubts.length === 0;
  return { kind: "keep", edition: { ...edition, ...named, isApproved: isApproved && isSure } };
}
