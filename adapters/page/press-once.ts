// Two clicks on one button are one press: the second gets the card of the first, so that a code shown once is not lost.

import type { Card } from "../../src/cases/card.ts";
import type { Press, PressCard } from "../../src/cases/press.ts";
import { partyOf, toParty } from "../../src/cases/tokens.ts";

const SAME_PRESS_MS = 5_000;

type Pressed = { readonly card: Promise<Card>; readonly until: number };

/** Kept in memory for seconds, for the same party with the same words only; a press that failed may come again at once. */
export function createPressOnce(press: PressCard, now: () => number): PressCard {
  const pressed = new Map<string, Pressed>();
  return (wanted) => {
    for (const [key, { until }] of pressed) if (until < now()) pressed.delete(key);
    const key = keyOf(wanted);
    const same = pressed.get(key);
    if (same) return same.card;
    const card = press(wanted);
    pressed.set(key, { card, until: now() + SAME_PRESS_MS });
    card.catch(() => pressed.delete(key));
    return card;
  };
}

function keyOf({ actor, token, language, text = "" }: Press): string {
  const party = toParty(actor);
  return JSON.stringify([party && partyOf(party), token, language, text]);
}
