// What the whole of the case work is given.

import { type Day, dayInKazakhstan } from "../day.ts";
import type { Messages } from "../knowledge/schemas.ts";
import type { Language } from "../language.ts";
import type { ReadBodies } from "./bodies.ts";
import type { Terms } from "./deadlines.ts";
import type { CaseStore } from "./store.ts";
import type { Dice } from "./vault.ts";
import type { WorkingDays } from "./working-days.ts";

export type Escalation = {
  /** `auto` opens a serious case at once, `confirm` asks first. */
  readonly mode: "auto" | "confirm";
  /** The commissioner is told after a random delay of at most this; never for `critical`. */
  readonly delayMinutes: number;
};

export type CaseDeps = {
  readonly store: CaseStore;
  readonly bodies: ReadBodies;
  readonly calendar: WorkingDays;
  readonly terms: Terms;
  readonly escalation: Escalation;
  readonly codewords: readonly string[];
  readonly messages: Readonly<Record<Language, Messages>>;
  /** The text without personal data. */
  readonly mask: (text: string, language: Language) => string;
  readonly dice: Dice;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Fixed messages and codes only: never a text, a name or an address. */
  readonly log: (message: string, code?: string) => void;
  /** Told after a transaction that posted an errand. */
  readonly onPosted: () => void;
};

export function todayOf({ now }: Pick<CaseDeps, "now">): Day {
  return dayInKazakhstan(new Date(now()));
}

const ID_BYTES = 16;

/** 128 random bits, 22 characters. */
export function newId({ dice }: Pick<CaseDeps, "dice">): string {
  return Buffer.from(dice.bytes(ID_BYTES)).toString("base64url");
}
