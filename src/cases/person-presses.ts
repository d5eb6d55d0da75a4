// What each of a commissioner's buttons does. Whatever leaves towards the asker is shown first and sent on a second press.

import type { Language } from "../language.ts";
import { lineOf } from "./asker-card.ts";
import type { Card } from "./card.ts";
import type { Entry } from "./case.ts";
import type { CaseDeps } from "./deps.ts";
import { type Action, roleOfPerson } from "./life.ts";
import { reopening } from "./open-case.ts";
import { showToPerson } from "./person-card.ts";
import { chooseOutcome, closeCase, writeFeedback } from "./person-closing.ts";
import { chooseSeverity, keepCorrection, writeExample } from "./person-correcting.ts";
import { passOn, passOnTo, refer, referTo } from "./person-passing.ts";
import { draftOf, type News, type PersonPress, step, textOf } from "./person-step.ts";
import { choiceCard, neutralCard, sayIn, wishCard } from "./plain-card.ts";
import { takeStep } from "./steps.ts";

type Handler = {
  /** What the person must be allowed to do now; `null` for a look. */
  readonly needs: Action | null;
  readonly handle: (press: PersonPress) => Promise<Card>;
};

export const PERSON_PRESSES: Readonly<Record<string, Handler>> = {
  status: { needs: null, handle: (press) => showToPerson(press.tx, press.deps, press) },
  read: { needs: "read", handle: read },
  take: { needs: "take", handle: take },
  reply: { needs: "reply", handle: (press) => preview(press, { send: "reply!", wish: "wish.reply" }) },
  "reply!": { needs: "reply", handle: (press) => say(press, "reply", "news.replied") },
  ask: { needs: "ask", handle: (press) => preview(press, { send: "ask!", wish: "wish.question" }) },
  "ask!": { needs: "ask", handle: (press) => say(press, "question", "news.asked") },
  note: { needs: "note", handle: note },
  correct: { needs: "correct", handle: chooseSeverity },
  "correct-to": { needs: "correct", handle: writeExample },
  "correct!": { needs: "correct", handle: keepCorrection },
  "pass-on": { needs: "pass-on", handle: passOn },
  "pass-on!": { needs: "pass-on", handle: passOnTo },
  refer: { needs: "refer", handle: refer },
  "refer!": { needs: "refer", handle: referTo },
  close: { needs: "close", handle: chooseOutcome },
  "close-with": { needs: "close", handle: writeFeedback },
  "close!": { needs: "close", handle: closeCase },
  reopen: { needs: "reopen", handle: reopen },
};

function take(press: PersonPress): Promise<Card> {
  const change = { holder: press.person };
  return step(press, { action: "take", line: { kind: "taken", text: "" }, change }, "news.taken");
}

function say(press: PersonPress, kind: "reply" | "question", news: News): Promise<Card> {
  return step(press, { action: kind === "reply" ? "reply" : "ask", line: { kind, text: textOf(press) } }, news);
}

function reopen(press: PersonPress): Promise<Card> {
  const change = reopening(press.deps);
  return step(press, { action: "reopen", line: { kind: "reopened", text: "" }, change }, "news.reopened");
}

/** Opening the text is an act of its own and stands in the audit log. */
async function read(press: PersonPress): Promise<Card> {
  const { tx, deps, found, person, language } = press;
  const role = roleOfPerson(person, found);
  const after = role && (await takeStep(tx, deps, found, { action: "read", role, actor: person }));
  if (!after) return neutralCard(deps, language);
  const entries = await tx.cases.entries(found.id);
  return showToPerson(tx, deps, { ...press, found: after, quote: writeFile(deps, language, entries) });
}

/** The whole case as one text: the report, then line by line. */
export function writeFile(deps: CaseDeps, language: Language, entries: readonly Entry[]): string {
  const wording = sayIn(deps, language);
  return entries
    .flatMap((entry) =>
      entry.kind === "report" ? [`${wording("entry.report")}:`, entry.text, ""] : lineOf(deps, language, entry),
    )
    .join("\n");
}

type Preview = { readonly send: string; readonly wish: "wish.reply" | "wish.question" };

async function preview(press: PersonPress, { send, wish }: Preview): Promise<Card> {
  const { tx, deps, found, person, language, text } = press;
  const wording = sayIn(deps, language);
  const making = { party: { person }, caseId: found.id };
  const title = wording("case.title", { codename: found.codename });
  if (text === "") {
    const value = draftOf(press);
    return wishCard(
      tx,
      deps,
      { ...making, action: press.action },
      { title, label: wording(wish), value, isPreviewed: true, language },
    );
  }
  return choiceCard(tx, deps, {
    ...{ title, lines: [wording("preview.reply")], quote: text },
    choices: [
      { ...making, action: send, payload: { text }, label: wording("press.send"), style: "primary" },
      { ...making, action: press.action, payload: { text }, label: wording("press.edit") },
      { ...making, action: "status", label: wording("press.cancel") },
    ],
  });
}

async function note(press: PersonPress): Promise<Card> {
  const { tx, deps, found, person, language, text } = press;
  const wording = sayIn(deps, language);
  const making = { party: { person }, caseId: found.id, action: "note" };
  if (text !== "") return step(press, { action: "note", line: { kind: "note", text } }, "news.noted");
  return wishCard(tx, deps, making, {
    title: wording("case.title", { codename: found.codename }),
    ...{ label: wording("wish.note"), isPreviewed: false, language },
  });
}
