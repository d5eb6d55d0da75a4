// What the press or text of somebody who works on cases came to, where there are windows: the text of a case, a choice, a preview
// and whatever asks stand in a window, for the eyes of whoever pressed; nothing of it stays in a chat.

import type { Card } from "../cases/card.ts";
import type { Standing } from "./case-views.ts";
import type { Deed } from "./chat-message.ts";
import { tellStep } from "./press-desk.ts";
import type { Turn } from "./talk-deps.ts";
import { cardWindow, isOnMessage, wordsWindow } from "./window.ts";

export type ForPerson = { readonly card: Card; readonly standing: Standing };

export async function showToPersonHere(turn: Turn, { card, standing }: ForPerson): Promise<Deed[]> {
  if (card.whole && card.result === "done") {
    const lines = await tellStep(turn, { card, standing });
    const { codename, news } = card.whole;
    return isOnMessage(turn) ? lines : [wordsWindow(turn, `#${codename.replace("-", "_")} ${news ?? ""}`), ...lines];
  }
  // The card in the chat is brought up to date by itself.
  if (card.whole && card.quote === null && isOnMessage(turn)) return [];
  const { language } = turn.person?.person ?? turn;
  return [cardWindow({ ...turn, language }, card, { ground: "" })];
}
