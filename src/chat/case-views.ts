// A case as it stands now, for whoever looks at it in a chat: its asker, or one of its people.

import { showCase } from "../cases/asker-card.ts";
import { isFor } from "../cases/board-card.ts";
import type { Card } from "../cases/card.ts";
import { roleOfPerson } from "../cases/life.ts";
import { showToPerson } from "../cases/person-card.ts";
import type { Language } from "../language.ts";
import { type Board, listBoards } from "./board.ts";
import type { TalkDeps, Turn } from "./talk-deps.ts";

type Looking = { readonly caseId: string; readonly language: Language };

/** The asker has shown a button of this case. */
export function viewOfAsker({ deps, address }: Pick<Turn, "deps" | "address">, looking: Looking): Promise<Card | null> {
  const { caseId, language } = looking;
  return deps.cases.store.transact(async (tx) => {
    const found = await tx.cases.find(caseId);
    return found && showCase(tx, deps.cases, { found, address, language });
  });
}

/** `null` where the case is none of this person's. */
export function viewOfPerson(
  { cases }: Pick<TalkDeps, "cases">,
  person: string,
  { caseId, language }: Looking,
): Promise<Card | null> {
  return cases.store.transact(async (tx) => {
    const found = await tx.cases.find(caseId);
    if (!found || roleOfPerson(person, found) === null) return null;
    return showToPerson(tx, cases, { found, person, language });
  });
}

export type Standing = {
  readonly boards: readonly Board[];
  /** Those of chats of several people in which the case is worked on now, with its latest line in their language. */
  readonly groups: readonly (Board & { readonly latest: string })[];
};

export async function findBoards(
  { cases, isHome }: Pick<TalkDeps, "cases" | "isHome">,
  caseId: string,
): Promise<Standing> {
  const all = await cases.store.transact((tx) => listBoards(tx, caseId));
  const atHome = await Promise.all(all.map(isHome));
  const boards = all.filter((_, at) => atHome[at]);
  return cases.store.transact(async (tx) => {
    const found = await tx.cases.find(caseId);
    const groups: (Board & { latest: string })[] = [];
    for (const board of found ? boards : []) {
      const { viewer } = board;
      if (!found || "person" in viewer || !isFor(cases.bodies(), found, viewer)) continue;
      const { lines } = await showToPerson(tx, cases, { ...viewer, found, isBare: true });
      groups.push({ ...board, latest: lines.at(-1) ?? "" });
    }
    return { boards, groups };
  });
}
