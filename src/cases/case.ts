// What a case is: its states, what is written into it, and the people on its two sides.

import type { Day } from "../day.ts";
import type { Severity } from "../knowledge/schemas.ts";
import type { Language } from "../language.ts";

export const CASE_STATES = ["opened", "told", "taken", "asked", "closed", "reopened", "referred", "withdrawn"] as const;
export type CaseState = (typeof CASE_STATES)[number];

export const CHANNELS = ["page", "telegram", "slack"] as const;
export type Channel = (typeof CHANNELS)[number];

/** Where an asker can be reached. The id is the platform's own and is never stored in clear. */
export type Address = { readonly channel: Channel; readonly id: string };

export const OUTCOMES_OF_CASES = ["advice", "measures", "not-confirmed", "passed-on", "no-action"] as const;
export type CaseOutcome = (typeof OUTCOMES_OF_CASES)[number];

/** Bodies outside Adep that a commissioner can refer a case to. */
export const DESTINATIONS = [
  "ethics-council",
  "anti-corruption-service",
  "law-enforcement",
  "authorised-body",
] as const;
export type Destination = (typeof DESTINATIONS)[number];

export type Case = {
  /** 128 random bits; never shown to people. */
  readonly id: string;
  /** What people call the case: a word and a random number, such as `Saiga-4821`. */
  readonly codename: string;
  readonly body: string;
  readonly state: CaseState;
  readonly severity: Severity;
  readonly category: string | null;
  readonly language: Language;
  readonly channel: Channel;
  /** `auto` was opened by triage, `asker` by a person's press. */
  readonly origin: "auto" | "asker";
  readonly openedOn: Day;
  /** `null` where the working days of that year are not known. */
  readonly acknowledgeBy: Day | null;
  readonly feedbackBy: Day | null;
  readonly closedOn: Day | null;
  /** People who may take the case, in the order they were brought in. Empty means nobody is configured. */
  readonly handlers: readonly string[];
  /** People the case concerns, or whom the asker ruled out: they never see it. */
  readonly excluded: readonly string[];
  /** Who has taken it. */
  readonly holder: string | null;
  readonly destination: Destination | null;
  readonly outcome: CaseOutcome | null;
  /** The asker agreed to be asked after the closing whether anything has changed for the worse. */
  readonly checkIns: boolean;
  /** Raised by every change; a change to an older version is refused. */
  readonly version: number;
};

/** Who wrote a line of the case. A person of a body appears to the asker as "the commissioner" only. */
export type Writer = "asker" | "commissioner" | "adep";

export const ENTRY_KINDS = [
  "report",
  "told",
  "taken",
  "details",
  "question",
  "answer",
  "reply",
  "note",
  "name",
  "passed-on",
  "referred",
  "rerouted",
  "handed-over",
  "closed",
  "reopened",
  "withdrawn",
  "rated",
  "check-in-due",
  "check-in",
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** One line of a case, oldest first. */
export type Entry = {
  readonly seq: number;
  readonly kind: EntryKind;
  readonly by: Writer;
  readonly day: Day;
  /** Empty where the kind says it all. */
  readonly text: string;
};

/** The asker never sees a note; everything else both sides see. */
export function isSharedWithAsker({ kind }: Pick<Entry, "kind">): boolean {
  return kind !== "note";
}

/** Who acts: the asker from an address, a configured person, the service itself, or the server's owner. */
export type Actor =
  | { readonly kind: "asker"; readonly address: Address }
  | { readonly kind: "person"; readonly id: string }
  | { readonly kind: "adep" }
  | { readonly kind: "owner" };
