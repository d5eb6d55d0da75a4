// The cards of cases in Slack's chats: posted once in each, changed in place, posted anew where they were deleted. What
// else there is to tell stands in the thread under the card.

import { languageOf } from "../../src/cases/board-card.ts";
import type { Card, ShowBoard } from "../../src/cases/card.ts";
import { type Board, type Boards, listBoards, nobody, readBoard, type Telling } from "../../src/chat/board.ts";
import { lineMessage } from "../../src/chat/press-case.ts";
import { createTurns } from "../../src/chat/turns.ts";
import type { Answer } from "./answer.ts";
import { arrive, begin, findBegun, forget, lastBegun, withoutCard } from "./board-notes.ts";
import { AGAIN, createCardPosts, type Opening } from "./card-posts.ts";
import { CHANNEL, laneOf } from "./carry-out.ts";
import { findPost } from "./find-post.ts";
import { createIsHome } from "./homes.ts";
import { enter, type MessengerDeps } from "./messenger-deps.ts";
import { DONE, markOf, postOnce } from "./post-once.ts";

export function createBoards(deps: MessengerDeps): Boards<Answer> {
  const { api, store, now } = deps;
  const inTurn = createTurns();
  const isHome = createIsHome(deps);
  const { open, update, change, repeatOf } = createCardPosts(deps);

  const tellBelow = async ({ room, board, telling }: Below, id: string): Promise<Answer> => {
    const { chat, about, viewer, make } = telling;
    const { caseId, codename, mark } = about;
    const card = await make(viewer);
    const reopen = async () => (await open({ caseId, room, card, mark, board: withoutCard(board) })).answer;
    // Under a card that was deleted nobody would see the line.
    const answer = await update({ caseId, room, board, card: withoutNews(card) }, id);
    if (answer.kind === "lost") return reopen();
    if (answer.kind !== "done" && answer.kind !== "refused") return answer;
    const earlier = findBegun(board, mark);
    if (!earlier) await change(caseId, chat, (row) => row && begin(row, { mark, at: now() }));
    const posted = await postOnce(deps, {
      ...{ room, thread: id, mark: markOf(caseId, chat, mark) },
      ...{ message: lineMessage(codename, card.whole?.news ?? card.title), repeat: repeatOf(viewer) },
      since: earlier?.at ?? null,
    });
    if (posted.ts !== null) await change(caseId, chat, (row) => row && arrive(row, mark));
    else if (!posted.mayStand) await change(caseId, chat, (row) => row && forget(row, mark));
    return posted.answer.kind === "lost" ? reopen() : posted.answer;
  };

  const tell = async (telling: Telling): Promise<Answer> => {
    const { chat, about, viewer, make } = telling;
    const { caseId, mark } = about;
    const board = readBoard(await store.transact((tx) => tx.boards.read(caseId, laneOf(chat))));
    // The word for another of the people here has told this chat already.
    if (board?.told.includes(mark)) return DONE;
    const at = await enter(deps, chat);
    if (at.kind !== "room") return at;
    const { room } = at;
    if (board && board.id !== null) return tellBelow({ room, board, telling }, board.id);
    const fresh: Board = board ?? { channel: CHANNEL, chat, id: null, thread: null, told: [], viewer };
    const opened = await open({ caseId, room, mark, card: await make(viewer), board: fresh });
    // What stood there already may be of earlier news.
    return opened.isFound ? tell(telling) : opened.answer;
  };

  /** A card of which nobody knows whether it stands, or that is to come back. */
  const settle = async ({ caseId, room, board, card, show }: Settling): Promise<Answer> => {
    const { chat } = board;
    const begun = lastBegun(board);
    const isHere = await isHome(board);
    if (isHere && card.whole && (begun === null || begun.mark.startsWith(AGAIN))) {
      const opened = await open({ caseId, room, board, card, mark: `${AGAIN}${now()}` });
      if (!opened.isFound) return opened.answer;
    } else if (begun) {
      const sought = { channel: room, since: begun.at, mark: markOf(caseId, chat, begun.mark) };
      const found = await findPost(api, sought);
      if (found.kind !== "found" && found.kind !== "absent" && found.kind !== "unseen") return found;
      if (found.kind === "found")
        await change(caseId, chat, (row) => row && arrive({ ...withoutCard(row), id: found.ts }, begun.mark));
    }
    const after = await change(caseId, chat, (row) => (row?.id === null && !isHere ? null : row));
    return after?.id ? refreshOne(caseId, { board: after, show }) : DONE;
  };

  const refreshOne = async (caseId: string, { board, show }: Refreshing): Promise<Answer> => {
    const isHere = await isHome(board);
    const at = await enter(deps, board.chat);
    if (at.kind !== "room") return at;
    const { room } = at;
    const card = await show(isHere ? board.viewer : nobody(languageOf(deps.bodies(), board.viewer)));
    const { id } = board;
    if (id === null) return settle({ caseId, room, board, card, show });
    const answer = await update({ caseId, room, board, card }, id);
    if (answer.kind === "lost" && isHere && card.whole) {
      const mark = `${AGAIN}${now()}`;
      return (await open({ caseId, room, card, mark, board: withoutCard(board) })).answer;
    }
    // Said once, or deleted: from then on nothing about this case comes here.
    if (answer.kind === "lost" || (answer.kind === "done" && !isHere))
      await change(caseId, board.chat, (row) => (row?.id === id ? null : row));
    return answer;
  };

  return {
    // Two people of one channel are told at once: the second finds the card of the first.
    tell: (telling) => inTurn(telling.about.caseId, () => tell(telling)),
    refresh: (caseId, show) =>
      inTurn(caseId, async () => {
        const all = await store.transact((tx) => listBoards(tx, caseId));
        const own = all.filter(({ channel }) => channel === CHANNEL);
        return Promise.all(own.map((board) => refreshOne(caseId, { board, show })));
      }),
  };
}

type Below = Pick<Opening, "room" | "board"> & { readonly telling: Telling };
type Refreshing = { readonly board: Board; readonly show: ShowBoard };
type Settling = Omit<Opening, "mark"> & { readonly show: ShowBoard };

/** What has just happened stands in the thread. */
function withoutNews({ lines, whole, ...card }: Card): Card {
  const isFirst = whole !== null && whole.news !== null && lines[0] === whole.news;
  return { ...card, lines: isFirst ? lines.slice(1) : lines, whole: whole && { ...whole, news: null } };
}
