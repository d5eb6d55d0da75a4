// A case as it stands now, for whoever looks at it in a chat: its asker, one of its people, or a chat of several of them.

import { z } from "zod";

import { showCase } from "../cases/asker-card.ts";
import type { Card } from "../cases/card.ts";
import type { Case } from "../cases/case.ts";
import { roleOfPerson } from "../cases/life.ts";
import { showToPerson } from "../cases/person-card.ts";
import { plainCard } from "../cases/plain-card.ts";
import type { Language } from "../language.ts";
import { sayTo, type TalkDeps, type Turn } from "./talk-deps.ts";

/** Where the card of a case stands in a chat of those who work on it. */
const boardSchema = z.object({
  id: z.string(),
  thread: z.string().optional(),
  /** What this chat has been told already, the latest few. */
  told: z.array(z.string()).default([]),
});
export type Board = z.infer<typeof boardSchema>;

export function readBoard(value: string | null): Board | null {
  return value === null ? null : (boardSchema.safeParse(JSON.parse(value)).data ?? null);
}

type Looking = { readonly caseId: string; readonly language: Language };

/** The asker has shown a button of this case. */
export function viewOfAsker({ deps, address }: Pick<Turn, "deps" | "address">, looking: Looking): Promise<Card | null> {
  const { caseId, language } = looking;
  return deps.cases.store.transact(async (tx) => {
    const found = await tx.cases.find(caseId);
    return found && showCase(tx, deps.cases, { found, address, language });
  });
}

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

export type Group = { readonly chat: string; readonly board: Board; readonly card: Card };

/** The groups in which the case stands, each with the card as it should stand there now. */
export function viewsOfGroups(deps: TalkDeps, caseId: string): Promise<Group[]> {
  const { cases } = deps;
  return cases.store.transact(async (tx) => {
    const found = await tx.cases.find(caseId);
    const groups: Group[] = [];
    for (const body of found ? cases.bodies().bodies : []) {
      const chat = deps.groupOf(body);
      const board = chat === null ? null : readBoard(await tx.boards.read(caseId, chat));
      if (!found || chat === null || !board) continue;
      const { language } = body.commissioner;
      // It went to another body, or somebody is kept out of it by now.
      const isHere = found.body === body.id && isShownInGroup(found);
      const card = isHere
        ? await showToPerson(tx, cases, { found, place: chat, language })
        : plainCard({ title: found.codename, lines: [sayTo(deps, language)("chat.elsewhere")] });
      groups.push({ chat, board, card });
    }
    return groups;
  });
}

/** Somebody is kept out of this case, and may be reading the group: then the group does not hear of it. */
export function isShownInGroup({ excluded }: Pick<Case, "excluded">): boolean {
  return excluded.length === 0;
}
