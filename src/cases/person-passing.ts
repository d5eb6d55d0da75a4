// A case that goes on to somebody else: another commissioner here, or a body outside.

import { z } from "zod";

import type { Card } from "./card.ts";
import { DESTINATIONS } from "./case.ts";
import { rerouting, tellAnew } from "./open-case.ts";
import { type PersonPress, step } from "./person-step.ts";
import { choiceCard, neutralCard, sayIn } from "./plain-card.ts";
import { listAlternatives } from "./routing.ts";

export async function passOn({ tx, deps, found, person, language }: PersonPress): Promise<Card> {
  const say = sayIn(deps, language);
  const making = { party: { person }, caseId: found.id };
  const choices = listAlternatives(deps.bodies(), found).map(({ person: other, body, isDeputy }) => ({
    ...{ ...making, action: "pass-on!", payload: other },
    label: say(isDeputy ? "another.deputy" : "another.commissioner", { body: body.name[language] }),
  }));
  const back = { ...making, action: "status", label: say("press.back") };
  return choiceCard(tx, deps, {
    title: say("passOn.title", { codename: found.codename }),
    choices: [...choices, back],
  });
}

/** From then on the one who passed it on sees it no more. */
export async function passOnTo(press: PersonPress): Promise<Card> {
  const { tx, deps, found, language, payload } = press;
  const chosen = listAlternatives(deps.bodies(), found).find((one) => one.person === payload);
  if (!chosen) return neutralCard(deps, language);
  const change = { ...rerouting(deps), body: chosen.body.id, handlers: [chosen.person] };
  const card = await step(
    press,
    { action: "pass-on", line: { kind: "passed-on", text: "" }, change, detail: chosen.person },
    "news.passedOn",
  );
  const after = await tx.cases.find(found.id);
  if (card.result !== "done" || !after) return card;
  await tellAnew(tx, deps, after);
  return card;
}

export async function refer({ tx, deps, found, person, language }: PersonPress): Promise<Card> {
  const say = sayIn(deps, language);
  const making = { party: { person }, caseId: found.id };
  const choices = DESTINATIONS.map((destination) => ({
    ...{ ...making, action: "refer!", payload: destination },
    label: say(`destination.${destination}`),
  }));
  const back = { ...making, action: "status", label: say("press.back") };
  const lines = [say("refer.text")];
  return choiceCard(tx, deps, {
    title: say("refer.title", { codename: found.codename }),
    lines,
    choices: [...choices, back],
  });
}

export async function referTo(press: PersonPress): Promise<Card> {
  const destination = z.enum(DESTINATIONS).parse(press.payload);
  return step(
    press,
    { action: "refer", line: { kind: "referred", text: "" }, change: { destination }, detail: destination },
    "news.referred",
  );
}
