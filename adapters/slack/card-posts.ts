// The card of a case as a message in one chat: posted once, changed in place, and remembered as a board.

import { languageOf } from "../../src/cases/board-card.ts";
import type { Card, Viewer } from "../../src/cases/card.ts";
import { sayIn } from "../../src/cases/plain-card.ts";
import { type Board, readBoard } from "../../src/chat/board.ts";
import { cardMessage } from "../../src/chat/card-message.ts";
import type { Answer } from "./answer.ts";
import { arrive, begin, lastBegun, withoutCard } from "./board-notes.ts";
import { laneOf } from "./carry-out.ts";
import { toUpdate } from "./message-calls.ts";
import type { MessengerDeps } from "./messenger-deps.ts";
import { DONE, markOf, type Posted, postOnce } from "./post-once.ts";
import { renderMessage } from "./render.ts";

export type Opening = {
  readonly caseId: string;
  readonly room: string;
  readonly board: Board;
  readonly card: Card;
  /** The telling that the card is for. */
  readonly mark: string;
};

export type CardPosts = {
  /** Posts the card and writes the board down. Looks first, where an earlier try may have come through. */
  open(opening: Opening): Promise<Posted>;
  update(opening: Omit<Opening, "mark">, id: string): Promise<Answer>;
  /** As the row is by now: somebody may have changed it meanwhile. `null` deletes it. */
  change(caseId: string, chat: string, toNext: (board: Board | null) => Board | null): Promise<Board | null>;
  /** The words before what may be said a second time. */
  repeatOf(viewer: Viewer): string;
};

/** Begins the mark of a card that takes the place of a deleted one. */
export const AGAIN = "again:";

export function createCardPosts(deps: MessengerDeps): CardPosts {
  const { post, store, now } = deps;

  const change: CardPosts["change"] = (caseId, chat, toNext) =>
    store.transact(async (tx) => {
      // Held until the end: nobody else changes the row in between.
      await tx.cases.find(caseId);
      const next = toNext(readBoard(await tx.boards.read(caseId, laneOf(chat))));
      if (next) await tx.boards.write(caseId, laneOf(chat), JSON.stringify(next));
      else await tx.boards.delete(caseId, laneOf(chat));
      return next;
    });
  const repeatOf: CardPosts["repeatOf"] = (viewer) => sayIn(deps, languageOf(deps.bodies(), viewer))("chat.repeat");

  const open: CardPosts["open"] = async ({ caseId, room, board, card, mark }) => {
    const { chat, viewer } = board;
    const earlier = board.id === null ? lastBegun(board) : null;
    const begun = earlier ?? { mark, at: now() };
    const bare = withoutCard(board);
    if (!earlier) await change(caseId, chat, () => begin(bare, begun));
    const posted = await postOnce(deps, {
      ...{ room, thread: null, mark: markOf(caseId, chat, begun.mark), message: cardMessage(card) },
      ...{ since: earlier?.at ?? null, repeat: repeatOf(viewer) },
    });
    const { ts, isFound, mayStand } = posted;
    if (ts !== null) await change(caseId, chat, () => arrive({ ...bare, id: ts }, isFound ? begun.mark : mark));
    // Nothing stands here; where a card stood before, it is still to come back.
    else if (!mayStand)
      await change(caseId, chat, () => (bare.told.length > 0 || mark.startsWith(AGAIN) ? bare : null));
    return posted;
  };

  const update: CardPosts["update"] = async ({ caseId, room, board, card }, id) => {
    const parts = renderMessage(cardMessage(card), markOf(caseId, board.chat, id));
    const part = parts.at(-1);
    return part ? post.send("cases", toUpdate(room, part, id)) : DONE;
  };

  return { open, update, change, repeatOf };
}
