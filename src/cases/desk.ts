// The commissioner's desk: the queue of the cases a person may see, most urgent first.

import type { Language } from "../language.ts";
import { findPerson } from "./bodies.ts";
import type { Card } from "./card.ts";
import type { Case } from "./case.ts";
import type { CaseDeps } from "./deps.ts";
import { isInWork, isOver, roleOfPerson } from "./life.ts";
import { showToPerson } from "./person-card.ts";

/** The card has no buttons: it stands in a list. */
export type QueueItem = { readonly codename: string; readonly card: Card; readonly found: Case };

export interface Desk {
  /** Open cases first, by due day; empty for whoever is not configured. */
  queue(person: string, language: Language): Promise<QueueItem[]>;
  /** `null` where there is no such case, or it is none of this person's: the two look the same. */
  open(person: string, codename: string, language: Language): Promise<Card | null>;
}

export function createDesk(deps: CaseDeps): Desk {
  const isKnown = (person: string): boolean => findPerson(deps.bodies(), person) !== null;
  return {
    queue: (person, language) =>
      deps.store.transact(async (tx) => {
        if (!isKnown(person)) return [];
        const mine = (await tx.cases.list({})).filter((one) => roleOfPerson(person, one) !== null);
        const items: QueueItem[] = [];
        for (const found of mine.sort(byUrgency)) {
          items.push({
            codename: found.codename,
            found,
            card: await showToPerson(tx, deps, { found, person, language, isBare: true }),
          });
        }
        return items;
      }),
    open: (person, codename, language) =>
      deps.store.transact(async (tx) => {
        const found = isKnown(person) ? await tx.cases.findByCodename(codename) : null;
        if (!found || roleOfPerson(person, found) === null) return null;
        return showToPerson(tx, deps, { found, person, language });
      }),
  };
}

const NO_DAY = "9999-12-31";

function byUrgency(one: Case, other: Case): number {
  return keyOf(one).localeCompare(keyOf(other));
}

function keyOf({ state, severity, acknowledgeBy, feedbackBy }: Case): string {
  const due = (isInWork(state) ? feedbackBy : acknowledgeBy) ?? NO_DAY;
  return `${isOver(state) ? 1 : 0} ${severity === "critical" ? 0 : 1} ${due}`;
}
