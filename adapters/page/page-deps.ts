// What the page is given. Without `cases` it answers questions and nothing else.

import type { Hono } from "hono";

import type { Ask } from "../../src/ask.ts";
import type { Challenges } from "../../src/candidates/challenges.ts";
import type { ReadBodies } from "../../src/cases/bodies.ts";
import type { Escalation } from "../../src/cases/deps.ts";
import type { Desk } from "../../src/cases/desk.ts";
import type { PressCard } from "../../src/cases/press.ts";
import type { Reception } from "../../src/cases/reception.ts";
import type { Hear } from "../../src/hear.ts";
import type { Knowledge } from "../../src/knowledge/knowledge.ts";

export type PageCases = {
  readonly hear: Hear;
  readonly reception: Reception;
  readonly desk: Desk;
  readonly press: PressCard;
  readonly challenges: Challenges;
  readonly bodies: ReadBodies;
  readonly escalation: Escalation;
  /** Login token → person: who may work at the desk of this page. */
  readonly logins: ReadonlyMap<string, string>;
};

export type PageDeps = { readonly knowledge: Knowledge; readonly ask: Ask; readonly cases: PageCases | null };

export type PageOptions = {
  /** What the page is bound to. */
  readonly host: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** What others serve on the same port, such as a webhook: it comes before the page and its guards. */
  readonly others: readonly Hono[];
};

/** What the routes of askers and commissioners are given. */
export type CaseRouteDeps = {
  readonly knowledge: Knowledge;
  readonly cases: PageCases;
  readonly press: PressCard;
  readonly now: () => number;
};
