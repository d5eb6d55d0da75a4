// "Adep judged this wrongly": the right severity, and what such a message reads like in the commissioner's own words. Nothing
// of the case goes along, and it leaves no line in the case or the audit log: beside its neighbours a record would tell the case.

import { z } from "zod";

import { copiesFrom } from "../candidates/copies.ts";
import { keepOffer, maskOffer, type Offer } from "../candidates/keep.ts";
import { SEVERITIES } from "../knowledge/schemas.ts";
import type { Card } from "./card.ts";
import { draftOf, type PersonPress } from "./person-step.ts";
import { choiceCard, plainCard, sayIn, wishCard } from "./plain-card.ts";

export async function chooseSeverity({ tx, deps, found, person, language }: PersonPress): Promise<Card> {
  const wording = sayIn(deps, language);
  const making = { party: { person }, caseId: found.id };
  const choices = SEVERITIES.filter((severity) => severity !== found.severity).map((severity) => ({
    ...{ ...making, action: "correct-to", payload: { severity } },
    label: wording(`severity.${severity}`),
  }));
  const back = { ...making, action: "status", label: wording("press.back") };
  return choiceCard(tx, deps, {
    title: wording("correct.title", { codename: found.codename }),
    lines: [wording("correct.given", { severity: wording(`severity.${found.severity}`) })],
    choices: [...choices, back],
  });
}

const chosenSchema = z.object({ severity: z.enum(SEVERITIES) });

export async function writeExample(press: PersonPress): Promise<Card> {
  const { tx, deps, found, person, language } = press;
  const wording = sayIn(deps, language);
  const { severity } = chosenSchema.parse(press.payload);
  const making = { party: { person }, caseId: found.id };
  const again = { ...making, action: "correct-to", payload: { severity } };
  const title = wording("correct.title", { codename: found.codename });
  const line = wording("correct.right", { severity: wording(`severity.${severity}`) });
  const { text } = maskOffer(deps, offerOf(press, press.text));
  const isCopied = text !== "" && (await isOfAsker(press));
  if (text === "" || isCopied) {
    const lines = [line, ...(isCopied ? [wording("correct.copied")] : [])];
    const wish = { title, lines, label: wording("wish.correct"), isPreviewed: true, language };
    return wishCard(tx, deps, again, { ...wish, value: isCopied ? "" : draftOf(press) });
  }
  return choiceCard(tx, deps, {
    ...{ title, lines: [line, wording("correct.preview")], quote: text },
    choices: [
      { ...making, action: "correct!", payload: { severity, text }, label: wording("correct.keep"), style: "primary" },
      { ...again, payload: { severity, text }, label: wording("press.edit") },
      { ...making, action: "status", label: wording("press.cancel") },
    ],
  });
}

/** The case stays as it is, so what is shown is no step in it. */
export async function keepCorrection(press: PersonPress): Promise<Card> {
  const { tx, deps, language } = press;
  const { text } = z.object({ text: z.string().min(1) }).parse(press.payload);
  const offer = maskOffer(deps, offerOf(press, text));
  await keepOffer(tx, deps, offer);
  const wording = sayIn(deps, language);
  return plainCard({ title: wording("correct.kept"), lines: [wording("correct.unchanged")], quote: offer.text });
}

function offerOf({ found, language, payload }: PersonPress, text: string): Offer {
  const { severity } = chosenSchema.parse(payload);
  return {
    ...{ kind: "correction", language, text, remark: "", reason: null, outcome: null },
    severity: { given: found.severity, right: severity },
  };
}

/** A line that does not open is nothing to compare with. */
async function isOfAsker({ tx, found, text }: PersonPress): Promise<boolean> {
  const entries = await tx.cases.entries(found.id).catch(() => []);
  return copiesFrom(
    text,
    entries.filter(({ by }) => by === "asker").map((entry) => entry.text),
  );
}
