// Who may do what to a case and when, written down once more by hand: the tests compare what the service does with this.

import type { CaseState } from "../src/cases/case.ts";

const ALL = "opened told taken asked closed reopened referred withdrawn";
const ALIVE = "opened told taken asked closed reopened referred";
const OPEN = "opened told taken asked reopened";
const WORKED_ON = "taken asked";

/** The states in which an asker's press has its effect. */
const ASKER: Readonly<Record<string, string>> = {
  status: ALL,
  sent: ALIVE,
  details: `${OPEN} referred`,
  answer: "asked",
  name: `${OPEN} referred`,
  reopen: "closed",
  rate: "closed",
  agree: ALIVE,
  fine: "closed",
  another: OPEN,
  "another!": OPEN,
  withdraw: `${OPEN} referred`,
  "withdraw!": `${OPEN} referred`,
  forget: ALL,
  "forget!": ALL,
  receipt: ALIVE,
};

const HOLDER: Readonly<Record<string, string>> = {
  status: ALL,
  read: ALIVE,
  take: "",
  reply: WORKED_ON,
  "reply!": WORKED_ON,
  ask: WORKED_ON,
  "ask!": WORKED_ON,
  note: `${WORKED_ON} referred closed`,
  correct: `${WORKED_ON} referred closed`,
  "correct-to": `${WORKED_ON} referred closed`,
  "correct!": `${WORKED_ON} referred closed`,
  "pass-on": WORKED_ON,
  "pass-on!": WORKED_ON,
  refer: WORKED_ON,
  "refer!": WORKED_ON,
  close: `${WORKED_ON} referred`,
  "close-with": `${WORKED_ON} referred`,
  "close!": `${WORKED_ON} referred`,
  reopen: "closed",
};

const CANDIDATE: Readonly<Record<string, string>> = { status: ALL, read: ALIVE, take: OPEN };

/** Presses that only lead on to another press, which is the one that has the effect. */
export const QUESTIONS: readonly string[] = [
  ...["another", "withdraw", "forget"],
  ...["correct", "correct-to", "reply", "ask", "pass-on", "refer", "close", "close-with"],
];
/** Presses that show and change nothing in the case. */
export const SHOWING: readonly string[] = ["status", "sent", "read", "correct!"];

export type Right = "asker" | "holder" | "candidate" | "none";
const TABLES = { asker: ASKER, holder: HOLDER, candidate: CANDIDATE, none: {} } as const;

export function isAllowed(right: Right, press: string, state: CaseState): boolean {
  const table: Readonly<Record<string, string>> = TABLES[right];
  return (table[press] ?? "").split(" ").includes(state);
}

/** What is carried on by the presses that carry something on. */
export function payloadOf(press: string, someoneElse: string): unknown {
  if (press === "rate") return "yes";
  if (press === "another!" || press === "pass-on!") return someoneElse;
  if (press === "refer!") return "ethics-council";
  if (press === "correct-to") return { severity: "routine" };
  if (press === "correct!") return { severity: "routine", text: "Words" };
  if (press === "close-with") return { outcome: "advice" };
  if (press === "close!") return { text: "Feedback", outcome: "advice" };
  return press === "reply!" || press === "ask!" ? { text: "Words" } : null;
}

export type ActorRow = {
  readonly name: string;
  readonly side: "asker" | "person";
  readonly id: string;
  /** Whose button it is, where it is not the actor's own. */
  readonly buttonOf?: string;
  /** How the case stands to this actor. */
  readonly handlers: readonly string[];
  readonly excluded?: readonly string[];
  readonly holder: string | null;
  readonly own: Right;
  readonly other: Right;
};

/** The own case is one of the gardens, by `asker-one`; the other one of the rivers, by `asker-two`, held by the ferryman. */
export const ACTORS: readonly ActorRow[] = [
  asker("asker of the case", "asker-one", { own: "asker", other: "none" }),
  asker("another asker", "asker-two", { own: "none", other: "asker" }),
  { ...asker("unknown asker", "asker-nine", { own: "none", other: "none" }) },
  { ...asker("asker back by receipt", "asker-back", { own: "asker", other: "none" }), buttonOf: "asker-back" },
  person("holder", "gardener", { handlers: ["gardener"], holder: "gardener", own: "holder" }),
  person("candidate who does not hold it", "gardener", {
    ...{ handlers: ["gardener", "rake"], holder: "rake", own: "candidate" },
  }),
  person("deputy who was brought in", "rake", { handlers: ["gardener", "rake"], holder: "gardener", own: "candidate" }),
  person("deputy who was not brought in", "rake", { handlers: ["gardener"], holder: "gardener", own: "none" }),
  person("commissioner of another body", "ferryman", {
    ...{ handlers: ["gardener"], holder: "gardener", own: "none", other: "holder" },
  }),
  person("excluded person", "rake", {
    ...{ handlers: ["gardener", "rake"], excluded: ["rake"], holder: "rake", own: "none" },
  }),
  person("person who was removed", "gone", { handlers: ["gardener", "gone"], holder: "gone", own: "none" }),
  person("stranger", "nobody", { handlers: ["gardener"], holder: "gardener", own: "none" }),
];

function asker(name: string, id: string, rights: Pick<ActorRow, "own" | "other">): ActorRow {
  return { name, side: "asker", id, handlers: ["gardener"], holder: "gardener", ...rights };
}

function person(
  name: string,
  id: string,
  row: Pick<ActorRow, "handlers" | "holder" | "own"> & Partial<ActorRow>,
): ActorRow {
  return { name, side: "person", id, other: "none", ...row };
}
