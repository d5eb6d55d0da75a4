// Closing a case: an outcome from the list, and feedback that the asker will read.

import { z } from "zod";

import type { Card } from "./card.ts";
import { OUTCOMES_OF_CASES } from "./case.ts";
import { todayOf } from "./deps.ts";
import { draftOf, type PersonPress, sentSchema, step } from "./person-step.ts";
import { choiceCard, sayIn, wishCard } from "./plain-card.ts";

export async function chooseOutcome({ tx, deps, found, person, language }: PersonPress): Promise<Card> {
  const wording = sayIn(deps, language);
  const making = { party: { person }, caseId: found.id };
  const choices = OUTCOMES_OF_CASES.map((outcome) => ({
    ...{ ...making, action: "close-with", payload: { outcome } },
    label: wording(`outcome.${outcome}`),
  }));
  const back = { ...making, action: "status", label: wording("press.back") };
  return choiceCard(tx, deps, {
    title: wording("close.title", { codename: found.codename }),
    choices: [...choices, back],
  });
}

const outcomeSchema = z.object({ outcome: z.enum(OUTCOMES_OF_CASES) });

/** No case closes without feedback to the asker, shown before it goes. */
export async function writeFeedback(press: PersonPress): Promise<Card> {
  const { tx, deps, found, person, language, text } = press;
  const wording = sayIn(deps, language);
  const { outcome } = outcomeSchema.parse(press.payload);
  const making = { party: { person }, caseId: found.id };
  const title = wording("close.title", { codename: found.codename });
  const again = { ...making, action: "close-with", payload: { outcome } };
  if (text === "")
    return wishCard(tx, deps, again, {
      ...{ title, lines: [wording(`outcome.${outcome}`)], label: wording("wish.feedback") },
      ...{ value: draftOf(press), isPreviewed: true, language },
    });
  return choiceCard(tx, deps, {
    ...{ title, lines: [wording(`outcome.${outcome}`), wording("preview.reply")], quote: text },
    choices: [
      { ...making, action: "close!", payload: { text, outcome }, label: wording("press.close!"), style: "danger" },
      { ...again, payload: { outcome, text }, label: wording("press.edit") },
      { ...making, action: "status", label: wording("press.cancel") },
    ],
  });
}

export async function closeCase(press: PersonPress): Promise<Card> {
  const { text, outcome } = sentSchema.parse(press.payload);
  const change = { outcome: outcome ?? "no-action", closedOn: todayOf(press.deps) };
  return step(
    press,
    { action: "close", line: { kind: "closed", text }, change, detail: change.outcome },
    "news.closed",
  );
}
