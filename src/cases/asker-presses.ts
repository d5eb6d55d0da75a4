// What each of an asker's buttons does. All of it happens in the transaction that uses the button up.

import { agreePress, finePress, ratePress } from "./asker-after.ts";
import { showCase } from "./asker-card.ts";
import { forgetAsker, giveReceipt, withdrawCase } from "./asker-leaving.ts";
import type { AskerPress } from "./asker-press.ts";
import type { Card } from "./card.ts";
import type { Action } from "./life.ts";
import { reopening, rerouting, tellAnew } from "./open-case.ts";
import { choiceCard, neutralCard, sayIn, wishCard } from "./plain-card.ts";
import { listAlternatives } from "./routing.ts";
import { type Step, takeStep } from "./steps.ts";

type Handler = {
  /** What the asker must be allowed to do now; `null` for a look, which is always free. */
  readonly needs: Action | null;
  readonly handle: (press: AskerPress) => Promise<Card>;
};

export const ASKER_PRESSES: Readonly<Record<string, Handler>> = {
  status: { needs: null, handle: (press) => showCase(press.tx, press.deps, press) },
  sent: { needs: "receipt", handle: showSent },
  details: writing({ action: "details", kind: "details", wish: "wish.details", news: "news.details" }),
  answer: writing({ action: "answer", kind: "answer", wish: "wish.answer", news: "news.answer" }),
  name: writing({ action: "name", kind: "name", wish: "wish.name", news: "news.name" }),
  reopen: writing({ action: "reopen", kind: "reopened", wish: "wish.reopen", news: "news.reopened" }),
  rate: { needs: "rate", handle: ratePress },
  agree: { needs: "agree", handle: agreePress },
  fine: { needs: "check-in", handle: finePress },
  another: { needs: "reroute", handle: chooseAnother },
  "another!": { needs: "reroute", handle: reroute },
  withdraw: {
    needs: "withdraw",
    handle: (press) => makeSure(press, { title: "sure.withdraw", yes: "withdraw!", label: "press.withdraw!" }),
  },
  "withdraw!": { needs: "withdraw", handle: withdrawCase },
  forget: {
    needs: "forget",
    handle: (press) => makeSure(press, { title: "sure.forget", yes: "forget!", label: "press.forget!" }),
  },
  "forget!": { needs: "forget", handle: forgetAsker },
  receipt: { needs: "receipt", handle: giveReceipt },
};

function writing(line: Line): Handler {
  return { needs: line.action, handle: (press) => writeLine(press, line) };
}

async function showSent({ tx, deps, found, address, language }: AskerPress): Promise<Card> {
  const say = sayIn(deps, language);
  const sent = (await tx.cases.entries(found.id)).filter(({ by }) => by === "asker");
  const back = { party: { asker: address }, caseId: found.id, action: "status", label: say("press.back") };
  return choiceCard(tx, deps, {
    title: say("sent.title"),
    lines: [say("sent.masked")],
    quote: sent.map(({ text }) => text).join("\n\n"),
    choices: [back],
  });
}

type Line = {
  readonly action: Step["action"];
  readonly kind: NonNullable<Step["line"]>["kind"];
  readonly wish: "wish.details" | "wish.answer" | "wish.name" | "wish.reopen";
  readonly news: "news.details" | "news.answer" | "news.name" | "news.reopened";
};

/** First asks for the text, then writes it into the case. */
async function writeLine(press: AskerPress, { action, kind, wish, news }: Line): Promise<Card> {
  const { tx, deps, found, address, language, text } = press;
  const say = sayIn(deps, language);
  if (text === "") {
    const making = { party: { asker: address }, caseId: found.id, action: press.action };
    const title = say("case.title", { codename: found.codename });
    return wishCard(tx, deps, making, { title, label: say(wish), isPreviewed: false, language });
  }
  // A name is given on purpose; everything else goes without personal data.
  const line = { kind, text: kind === "name" ? text : deps.mask(text, language) };
  const change = action === "reopen" ? reopening(deps) : {};
  const after = await takeStep(tx, deps, found, { action, role: "asker", actor: "asker", line, change });
  if (!after) return neutralCard(deps, language);
  if (action === "reopen") await tellAnew(tx, deps, after);
  return showCase(tx, deps, { ...press, found: after, news: say(news), result: "done" });
}

async function chooseAnother({ tx, deps, found, address, language }: AskerPress): Promise<Card> {
  const say = sayIn(deps, language);
  const making = { party: { asker: address }, caseId: found.id };
  const choices = listAlternatives(deps.bodies(), found).map(({ person, body, isDeputy }) => ({
    ...{ ...making, action: "another!", payload: person },
    label: say(isDeputy ? "another.deputy" : "another.commissioner", { body: body.name[language] }),
  }));
  return choiceCard(tx, deps, {
    title: say("another.title"),
    choices: [...choices, { ...making, action: "status", label: say("press.back") }],
  });
}

/** Whoever had the case is ruled out from now on. */
async function reroute(press: AskerPress): Promise<Card> {
  const { tx, deps, found, language, payload } = press;
  const chosen = listAlternatives(deps.bodies(), found).find(({ person }) => person === payload);
  if (!chosen) return neutralCard(deps, language);
  const excluded = [...new Set([...found.excluded, ...found.handlers])];
  const change = { ...rerouting(deps), body: chosen.body.id, handlers: [chosen.person], excluded };
  const line = { kind: "rerouted" as const, text: "" };
  const after = await takeStep(tx, deps, found, { action: "reroute", role: "asker", actor: "asker", line, change });
  if (!after) return neutralCard(deps, language);
  await tellAnew(tx, deps, after);
  return showCase(tx, deps, { ...press, found: after, news: sayIn(deps, language)("news.rerouted"), result: "done" });
}

type Sure = {
  readonly title: "sure.withdraw" | "sure.forget";
  readonly yes: string;
  readonly label: "press.withdraw!" | "press.forget!";
};

async function makeSure(
  { tx, deps, found, address, language }: AskerPress,
  { title, yes, label }: Sure,
): Promise<Card> {
  const say = sayIn(deps, language);
  const making = { party: { asker: address }, caseId: found.id };
  return choiceCard(tx, deps, {
    title: say(title, { codename: found.codename }),
    choices: [
      { ...making, action: yes, label: say(label), style: "danger" },
      { ...making, action: "status", label: say("press.back") },
    ],
  });
}
