// A press of an asker, as its handler sees it.

import type { Language } from "../language.ts";
import type { Address, Case } from "./case.ts";
import type { CaseDeps } from "./deps.ts";
import type { CaseTx } from "./store.ts";

export type AskerPress = {
  readonly tx: CaseTx;
  readonly deps: CaseDeps;
  readonly found: Case;
  readonly address: Address;
  readonly language: Language;
  readonly action: string;
  readonly payload: unknown;
  /** What the asker wrote for this button; empty where it was only pressed. */
  readonly text: string;
};
