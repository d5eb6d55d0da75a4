// What an asker's press or text came to, where there are windows: whatever asks, shows words of a case or gives a code stands in a
// window; the card of the case stays in the chat and changes there.

import type { Card } from "../cases/card.ts";
import { plainCard } from "../cases/plain-card.ts";
import { cardMessage, isReceipt } from "./card-message.ts";
import { viewOfAsker } from "./case-views.ts";
import type { ChatMessage, Deed } from "./chat-message.ts";
import { homeDeed } from "./home.ts";
import { messageOf } from "./messages-of.ts";
import { type Block, bold, paragraph } from "./rich.ts";
import { sayTo, type Turn } from "./talk-deps.ts";
import { cardWindow, codeNote, findGround, isOnMessage, keepGround, windowDeed } from "./window.ts";

export type ForAsker = {
  readonly card: Card;
  readonly caseId: string | null;
  /** What must be said first, such as what saves. */
  readonly before?: readonly Block[];
};

export async function showToAsker(turn: Turn, { card, caseId, before = [] }: ForAsker): Promise<Deed[]> {
  if (card.result === "erased") return showErased(turn, card);
  if (card.whole !== null) return showWhole(turn, card, before);
  if (isOnMessage(turn) && caseId === null && card.input === null)
    return editPressed(turn, cardMessage(card, { before }));
  const behind = caseId === null ? leaveDraft(turn, card) : await refreshBehind(turn, caseId);
  const note = isReceipt(card) ? [codeNote(turn)] : [];
  const ground = caseId === null ? "" : await keepGround(turn);
  return [cardWindow(turn, card, { ground, before: [...before, ...note], isOnly: isReceipt(card) }), ...behind];
}

/** Withdrawn or forgotten: the card in the chat says so and has no buttons any more; a code stands in the window alone. */
async function showErased(turn: Turn, card: Card): Promise<Deed[]> {
  const ground = await findGround(turn);
  // A code without its words would be looked for in vain.
  const words = isReceipt(card)
    ? messageOf([sayTo(turn.deps, turn.language)("chat.forget.done.none")])
    : cardMessage(plainCard({ title: card.title, lines: card.lines }));
  const behind: Deed[] = ground ? [{ kind: "edit", ...ground, message: words }] : [];
  const note = isReceipt(card) ? [codeNote(turn)] : [];
  // The person's own page lists cases, too.
  const home = await homeDeed(turn);
  if (!isReceipt(card) && isOnMessage(turn)) return [...behind, home];
  return [cardWindow(turn, card, { ground: "", before: note, isOnly: isReceipt(card) }), ...behind, home];
}

/** The card itself: in the chat where it stood, or as a new message where something was done that left none yet. */
async function showWhole(turn: Turn, card: Card, before: readonly Block[]): Promise<Deed[]> {
  const ground = await findGround(turn);
  const message = cardMessage(card, { before });
  const behind: Deed[] = ground ? [{ kind: "edit", ...ground, message }] : [];
  if (isOnMessage(turn)) return behind;
  if (card.result === "shown") return [cardWindow(turn, card, { before }), ...behind];
  const news = card.whole?.news ?? card.lines[0] ?? "";
  const told = messageOf([...before, paragraph(bold(card.title)), news]);
  const to = turn.deps.privatePlaceOf(turn.incoming.user);
  return [windowDeed(turn, told, { ground: "" }), ...(ground ? behind : [{ kind: "send" as const, to, message }])];
}

/** The pressed button is used up: the card in the chat gets fresh ones. */
async function refreshBehind(turn: Turn, caseId: string): Promise<Deed[]> {
  const ground = await findGround(turn);
  const card = ground && (await viewOfAsker(turn, { caseId, language: turn.language }));
  return ground && card ? [{ kind: "edit", ...ground, message: cardMessage(card) }] : [];
}

/** A draft whose text is changed in a window can still go as it was: windows are closed easily. */
function leaveDraft(turn: Turn, { behind }: Card): Deed[] {
  return isOnMessage(turn) && behind ? editPressed(turn, cardMessage(behind)) : [];
}

function editPressed({ incoming }: Turn, message: ChatMessage): Deed[] {
  return [{ kind: "edit", to: incoming.place, id: incoming.messageId, message }];
}
