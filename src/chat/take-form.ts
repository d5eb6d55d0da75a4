// What was written in the form of a window: it goes where the form said, and nowhere else.

import { pressedBy } from "../cases/press.ts";
import { savingBlocks } from "./answer-message.ts";
import { prepareFrom, reportForm } from "./bring-case.ts";
import { findBoards } from "./case-views.ts";
import { CHALLENGE, takeRemark } from "./challenge.ts";
import type { Deed } from "./chat-message.ts";
import { receiptForm } from "./commands.ts";
import { type Button, findButton, isOfPerson } from "./find-button.ts";
import type { Incoming } from "./incoming.ts";
import { messageOf } from "./messages-of.ts";
import { isTurnedDown } from "./press-case.ts";
import { quote } from "./rich.ts";
import { showToAsker } from "./show-to-asker.ts";
import { showToPersonHere } from "./show-to-person.ts";
import { sayTo, type Turn } from "./talk-deps.ts";
import { cardWindow, windowDeed, wordsWindow } from "./window.ts";

export type FormTurn = Turn<Extract<Incoming, { readonly kind: "submit" }>>;

/** `isRetry`: it was begun before, and may have had its effect. */
export async function takeForm(turn: FormTurn, isRetry: boolean): Promise<Deed[]> {
  const [token = "", verb = ""] = turn.incoming.data.split(".");
  const button = await findButton(turn, token);
  if (verb !== "") return takeVerbForm(turn, verb, button);
  if (isOfPerson(turn, button)) return takeFromPerson(turn, { token, button, isRetry });
  return takeFromAsker({ ...turn, language: button.language ?? turn.language }, { token, button, isRetry });
}

/** A way back, a report, or what is held against an answer. */
async function takeVerbForm(turn: FormTurn, verb: string, { row }: Button): Promise<Deed[]> {
  const { deps, incoming, address, language } = turn;
  if (row?.action === CHALLENGE) return takeRemark(turn, row);
  if (row === null || row.caseId !== null) return [wordsWindow(turn, sayTo(deps, language)("press.refused"))];
  if (incoming.text.trim() === "") return [verb === "w" ? await reportForm(turn) : await receiptForm(turn)];
  if (verb === "w") return prepareFrom(turn, incoming.text);
  const card = await deps.reception.enter(incoming.text, { address, language });
  return [cardWindow(turn, card, { ground: "" })];
}

type Taking = { readonly token: string; readonly button: Button; readonly isRetry: boolean };

async function takeFromAsker(turn: FormTurn, { token, button, isRetry }: Taking): Promise<Deed[]> {
  const { deps, incoming, address, language } = turn;
  const { text, event } = incoming;
  const card = await deps.press({ actor: { kind: "asker", address }, token, language, text, event });
  // A draft that was changed before, and perhaps never seen: it is made anew.
  if (isTurnedDown(card) && isRetry && button.row === null) return prepareFrom(turn, text);
  if (isTurnedDown(card)) return [wordsWindow(turn, card.title)];
  const isShown = card.input === null && text !== "";
  const before = isShown ? savingBlocks(deps, text, language) : [];
  const caseId = button.row?.caseId ?? card.whole?.caseId ?? null;
  return showToAsker(turn, { card, caseId, before });
}

async function takeFromPerson(turn: FormTurn, { token, button, isRetry }: Taking): Promise<Deed[]> {
  const { deps, incoming, person } = turn;
  if (!person) return [wordsWindow(turn, sayTo(deps, turn.language)("press.refused"))];
  const { id, language } = person.person;
  const { text, event } = incoming;
  if (isRetry && (await wasTaken(turn))) {
    // Protected, for it may hold words for a case.
    const message = messageOf([sayTo(deps, language)("chat.unsure"), quote(text)], { isProtected: true });
    return [windowDeed({ ...turn, language }, message, { ground: "" })];
  }
  const card = await deps.press({ actor: { kind: "person", id }, token, language, text, event });
  const caseId = button.row?.caseId ?? card.whole?.caseId ?? null;
  if (isTurnedDown(card) || caseId === null) return [wordsWindow(turn, card.title)];
  return showToPersonHere(turn, { card, standing: await findBoards(deps, caseId) });
}

/** The form was taken before: whether what came of it was seen nobody knows. */
function wasTaken({ deps, incoming }: FormTurn): Promise<boolean> {
  return deps.cases.store.transact(
    async (tx) => (await tx.events.caseOf(pressedBy(incoming.event, "person"))) !== null,
  );
}
