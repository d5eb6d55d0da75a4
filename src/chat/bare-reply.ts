// A text that answers a message about a case: an asker's goes into the case, a commissioner's goes nowhere without a button.

import type { Case } from "../cases/case.ts";
import { mayDo } from "../cases/life.ts";
import { makeToken } from "../cases/tokens.ts";
import { findOwn } from "./add-more.ts";
import { cardMessage } from "./card-message.ts";
import { viewOfAsker } from "./case-views.ts";
import type { Deed } from "./chat-message.ts";
import { answerWith, messageOf } from "./messages-of.ts";
import { paragraph } from "./rich.ts";
import { eraseButton, takeFromAsker } from "./take-text.ts";
import { sayTo, type TextTurn, type Turn } from "./talk-deps.ts";

/** As cases are called, with the hyphen or, after a #, the underscore. */
const CODENAME = /(\p{L}+)[-_](\d{4})(?!\d)/u;

/** `null` where the text answers nothing about a case that this person has to do with. */
export async function takeBareReply(turn: TextTurn): Promise<Deed[] | null> {
  const { deps, incoming, person } = turn;
  const [, word, number] = CODENAME.exec(incoming.answers?.text ?? "") ?? [];
  if (word === undefined || incoming.isForwarded) return null;
  const own = await findOwn(turn, `${word}-${number}`);
  if (own) return addTo(turn, own, incoming.text);
  const isTheirs = person && (await deps.desk.open(person.person.id, `${word}-${number}`, turn.language)) !== null;
  // Which side a bare answer was meant for nobody can tell, and what is sent cannot be called back.
  return isTheirs ? [answerWith(incoming, messageOf([sayTo(deps, person.person.language)("chat.useButton")]))] : null;
}

/** An answer where one was asked for, otherwise something to add; `null` where the case takes nothing any more. */
export async function addTo(turn: Turn, { id, state, language }: Case, text: string): Promise<Deed[] | null> {
  const { deps, address, incoming } = turn;
  // Where nothing goes without a press, this does not either.
  if (deps.cases.escalation.mode === "confirm") {
    const card = await viewOfAsker(turn, { caseId: id, language });
    const note = paragraph(sayTo(deps, language)("draft.notYet"));
    return card && [answerWith(incoming, cardMessage(card, { before: [note] }))];
  }
  const action = mayDo("answer", "asker", state) ? "answer" : "details";
  if (!mayDo(action, "asker", state)) return null;
  const making = { party: { asker: address }, caseId: id, action };
  const token = await deps.cases.store.transact((tx) => makeToken(tx, deps.cases, making));
  return takeFromAsker(turn, { token, text, language, more: await eraseButton(turn, language) });
}
