// A press of a commissioner, and the step in the case that it makes.

import { z } from "zod";

import type { Language } from "../language.ts";
import type { Person } from "./bodies.ts";
import type { Card } from "./card.ts";
import { type Case, OUTCOMES_OF_CASES } from "./case.ts";
import { postCheckIns } from "./check-ins.ts";
import type { CaseDeps } from "./deps.ts";
import { roleOfPerson } from "./life.ts";
import { tellAnew } from "./open-case.ts";
import { showToPerson } from "./person-card.ts";
import { neutralCard, sayIn } from "./plain-card.ts";
import { type Step, takeStep } from "./steps.ts";
import type { CaseTx } from "./store.ts";

export type PersonPress = {
  readonly tx: CaseTx;
  readonly deps: CaseDeps;
  readonly found: Case;
  readonly person: Person["id"];
  readonly language: Language;
  readonly action: string;
  readonly payload: unknown;
  readonly text: string;
};

export const sentSchema = z.object({ text: z.string().min(1), outcome: z.enum(OUTCOMES_OF_CASES).optional() });

/** What was written before and is to be changed. */
export function draftOf({ payload }: PersonPress): string {
  return z.object({ text: z.string() }).safeParse(payload).data?.text ?? "";
}

/** What the preview carried on. */
export function textOf({ payload }: PersonPress): string {
  return sentSchema.parse(payload).text;
}

export type News =
  | "news.taken"
  | "news.replied"
  | "news.asked"
  | "news.noted"
  | "news.closed"
  | "news.reopened"
  | "news.passedOn"
  | "news.referred";

export async function step(press: PersonPress, wanted: Omit<Step, "role" | "actor">, news: News): Promise<Card> {
  const { tx, deps, found, person, language } = press;
  const role = roleOfPerson(person, found);
  const after = role && (await takeStep(tx, deps, found, { ...wanted, role, actor: person }));
  if (!after) return neutralCard(deps, language);
  if (wanted.action === "close") await postCheckIns(tx, deps, after);
  if (wanted.action === "reopen") await tellAnew(tx, deps, after);
  return showToPerson(tx, deps, { ...press, found: after, news: sayIn(deps, language)(news), result: "done" });
}
