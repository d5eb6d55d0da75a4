// What an asker says after the closing: whether it helped, and whether anything has changed for the worse.

import { showCase } from "./asker-card.ts";
import type { AskerPress } from "./asker-press.ts";
import type { Card } from "./card.ts";
import { postCheckIns } from "./check-ins.ts";
import { neutralCard, sayIn } from "./plain-card.ts";
import { takeStep } from "./steps.ts";

export async function ratePress(press: AskerPress): Promise<Card> {
  const { tx, deps, found, language, payload } = press;
  const line = { kind: "rated" as const, text: String(payload) };
  const after = await takeStep(tx, deps, found, {
    action: "rate",
    role: "asker",
    actor: "asker",
    line,
    detail: String(payload),
  });
  return after
    ? showCase(tx, deps, { ...press, found: after, news: sayIn(deps, language)("news.rated"), result: "done" })
    : neutralCard(deps, language);
}

export async function agreePress(press: AskerPress): Promise<Card> {
  const { tx, deps, found, language } = press;
  // A card of earlier on still offers it; the check-ins are posted once.
  if (found.checkIns) return showCase(tx, deps, press);
  const after = await takeStep(tx, deps, found, {
    action: "agree",
    role: "asker",
    actor: "asker",
    change: { checkIns: true },
  });
  if (!after) return neutralCard(deps, language);
  if (found.state === "closed" && found.closedOn !== null) await postCheckIns(tx, deps, after);
  return showCase(tx, deps, { ...press, found: after, news: sayIn(deps, language)("news.agreed"), result: "done" });
}

/** The answer to a check-in: nothing has changed for the worse. */
export async function finePress(press: AskerPress): Promise<Card> {
  const { tx, deps, found, language } = press;
  const line = { kind: "check-in" as const, text: "" };
  const after = await takeStep(tx, deps, found, { action: "check-in", role: "asker", actor: "asker", line });
  return after
    ? showCase(tx, deps, { ...press, found: after, news: sayIn(deps, language)("news.fine"), result: "done" })
    : neutralCard(deps, language);
}
