// The life of a case as one table: which action, by whom, from which state, to which. Whoever is not in it may not.

import type { Case, CaseState } from "./case.ts";

export const ROLES = ["asker", "candidate", "holder", "adep", "owner"] as const;
export type Role = (typeof ROLES)[number];

export const ACTIONS = [
  "tell",
  "read",
  "take",
  "reply",
  "ask",
  "answer",
  "details",
  "note",
  "correct",
  "name",
  "pass-on",
  "refer",
  "close",
  "reopen",
  "withdraw",
  "forget",
  "receipt",
  "reroute",
  "agree",
  "rate",
  "check-in",
  "hand-over",
  "erase",
] as const;
export type Action = (typeof ACTIONS)[number];

type Rule = {
  readonly by: readonly Role[];
  readonly from: readonly CaseState[];
  /** `null` leaves the state as it is. */
  readonly to: CaseState | null;
};

const WAITING = ["opened", "told", "reopened"] as const;
const OPEN = [...WAITING, "taken", "asked"] as const;
const ALIVE = [...OPEN, "referred", "closed"] as const;

export const LIFE: Readonly<Record<Action, Rule>> = {
  tell: { by: ["adep"], from: ["opened"], to: "told" },
  read: { by: ["candidate", "holder"], from: ALIVE, to: null },
  // A case that was handed over may be taken from the one who let it lie.
  take: { by: ["candidate"], from: OPEN, to: "taken" },
  reply: { by: ["holder"], from: ["taken", "asked"], to: null },
  ask: { by: ["holder"], from: ["taken", "asked"], to: "asked" },
  answer: { by: ["asker"], from: ["asked"], to: "taken" },
  details: { by: ["asker"], from: [...OPEN, "referred"], to: null },
  note: { by: ["holder"], from: ["taken", "asked", "referred", "closed"], to: null },
  correct: { by: ["holder"], from: ["taken", "asked", "referred", "closed"], to: null },
  name: { by: ["asker"], from: [...OPEN, "referred"], to: null },
  "pass-on": { by: ["holder"], from: ["taken", "asked"], to: "opened" },
  refer: { by: ["holder"], from: ["taken", "asked"], to: "referred" },
  close: { by: ["holder"], from: ["taken", "asked", "referred"], to: "closed" },
  reopen: { by: ["asker", "holder"], from: ["closed"], to: "reopened" },
  withdraw: { by: ["asker"], from: [...OPEN, "referred"], to: "withdrawn" },
  forget: { by: ["asker"], from: [...ALIVE, "withdrawn"], to: null },
  receipt: { by: ["asker"], from: ALIVE, to: null },
  reroute: { by: ["asker"], from: OPEN, to: "opened" },
  agree: { by: ["asker"], from: ALIVE, to: null },
  rate: { by: ["asker"], from: ["closed"], to: null },
  "check-in": { by: ["adep", "asker"], from: ["closed"], to: null },
  "hand-over": { by: ["adep"], from: [...OPEN, "referred"], to: null },
  erase: { by: ["owner", "adep"], from: [...ALIVE, "withdrawn"], to: null },
};

/** Nobody has taken it yet. */
export function isWaiting(state: CaseState): boolean {
  return (WAITING as readonly CaseState[]).includes(state);
}

/** Somebody has taken it, and feedback is what is due. */
export function isInWork(state: CaseState): boolean {
  return state === "taken" || state === "asked";
}

/** Nothing is due any more. */
export function isOver(state: CaseState): boolean {
  return state === "closed" || state === "withdrawn" || state === "referred";
}

/** What a configured person is to a case, on this moment's configuration. `null`: nothing, and nothing may be shown. */
export function roleOfPerson(person: string, { handlers, excluded, holder }: Case): "holder" | "candidate" | null {
  if (excluded.includes(person) || !handlers.includes(person)) return null;
  return holder === person ? "holder" : "candidate";
}

export function mayDo(action: Action, role: Role | null, state: CaseState): boolean {
  const { by, from } = LIFE[action];
  return role !== null && by.includes(role) && from.includes(state);
}
