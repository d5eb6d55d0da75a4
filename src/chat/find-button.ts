// Whose button it is that was pressed, or whose form that was handed in. The store knows; a chat is not asked.

import { z } from "zod";

import { pressedBy } from "../cases/press.ts";
import type { TokenRow } from "../cases/store.ts";
import { partyOf } from "../cases/tokens.ts";
import { LANGUAGES, type Language } from "../language.ts";
import type { Turn } from "./talk-deps.ts";

const draftSchema = z.object({ language: z.enum(LANGUAGES) });

export type Button = {
  readonly row: TokenRow | null;
  /** Of the case, or of the draft; cards keep it. */
  readonly language: Language | null;
  /** The same press had its effect before, as an asker's. */
  readonly wasAskers: boolean;
};

export function findButton({ deps, incoming, address, person, chat }: Turn, token: string): Promise<Button> {
  const parties = [
    partyOf({ asker: address }),
    ...(person ? [partyOf({ person: person.person.id })] : []),
    ...(person && !incoming.isPrivate ? [partyOf({ place: chat })] : []),
  ];
  return deps.cases.store.transact(async (tx) => {
    const row = await tx.tokens.look(token, { parties, now: deps.cases.now() });
    const found = row && row.caseId !== null ? await tx.cases.find(row.caseId) : null;
    const draft = row && row.caseId === null ? draftSchema.safeParse(JSON.parse(row.payload)).data : null;
    const wasAskers = (await tx.events.caseOf(pressedBy(incoming.event, "asker"))) !== null;
    return { row, wasAskers, language: found?.language ?? draft?.language ?? null };
  });
}

/** A button that is used up tells no party any more; where somebody works on cases it was rather a case's. */
export function isOfPerson({ person }: Turn, { row, wasAskers }: Button): boolean {
  return row ? !row.party.startsWith("asker:") : person !== null && !wasAskers;
}
