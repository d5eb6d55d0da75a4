// The cards of cases in Telegram's chats: opened once in each, changed in place, opened anew where they were deleted.

import { languageOf } from "../../src/cases/board-card.ts";
import type { Card, ShowBoard } from "../../src/cases/card.ts";
import { type Board, type Boards, listBoards, nobody, readBoard, type Telling } from "../../src/chat/board.ts";
import { cardMessage } from "../../src/chat/card-message.ts";
import { lineMessage } from "../../src/chat/press-case.ts";
import { createTurns } from "../../src/chat/turns.ts";
import type { Answer } from "./answer.ts";
import { CHANNEL, laneOf } from "./carry-out.ts";
import { createIsHome } from "./homes.ts";
import { type MessengerDeps, PATIENCE_MS } from "./messenger-deps.ts";
import { isGroup } from "./post.ts";
import { editAll, sendAll } from "./send-all.ts";
import { createTopics } from "./topics.ts";

const MARKS = 20;

export function createBoards(deps: MessengerDeps): Boards<Answer> {
  const { post, store, moves } = deps;
  const topics = createTopics(deps.api);
  const inTurn = createTurns();
  const isHome = createIsHome(deps);
  const keep = (caseId: string, board: Board): Promise<void> =>
    store.transact((tx) => tx.boards.write(caseId, laneOf(board.chat), JSON.stringify(board)));
  const drop = (caseId: string, { chat }: Board): Promise<void> =>
    store.transact((tx) => tx.boards.delete(caseId, laneOf(chat)));

  /** The card that stood in this group before it moved cannot be changed any more. */
  const dropMoved = async (caseId: string, chat: string): Promise<void> => {
    for (const board of await store.transact((tx) => listBoards(tx, caseId))) {
      if (board.chat !== chat && (await moves.current(board.chat)) === chat) await drop(caseId, board);
    }
  };

  /** The topic is written down before the card stands in it, so that a second try finds it. */
  const open = async (caseId: string, { board, codename, card }: Opening): Promise<Answer> => {
    const { chat } = board;
    if (board.thread === null && isGroup(chat)) {
      const topic = await topics.open(chat, codename);
      if (topic.kind === "moved") await moves.moved(chat, topic.to);
      if (topic.kind !== "opened" && topic.kind !== "none") return topic;
      if (topic.kind === "opened")
        return open(caseId, { ...{ card, codename }, board: await kept(caseId, { ...board, thread: topic.thread }) });
    }
    const { answer, id } = await sendAll(post, placeOf(board), cardMessage(card));
    if (answer.kind === "moved") await moves.moved(chat, answer.to);
    if (answer.kind === "done") await keep(caseId, { ...board, id });
    // The topic was deleted: then a new one.
    if (answer.kind === "lost" && board.thread !== null)
      return open(caseId, { card, codename, board: { ...board, thread: null } });
    return answer;
  };
  const kept = async (caseId: string, board: Board): Promise<Board> => {
    await keep(caseId, board);
    return board;
  };

  const tell = async ({ chat, about, viewer, make }: Telling): Promise<Answer> => {
    const { caseId, codename, mark } = about;
    const board = readBoard(await store.transact((tx) => tx.boards.read(caseId, laneOf(chat))));
    if (!board || board.id === null) {
      await dropMoved(caseId, chat);
      const fresh: Board = board ?? { channel: CHANNEL, chat, id: null, thread: null, told: [], viewer };
      return open(caseId, { codename, card: await make(viewer), board: { ...fresh, told: [mark] } });
    }
    // The word for another of the people here has told this chat already.
    if (board.told.includes(mark)) return { kind: "unchanged" };
    const card = await make(viewer);
    const { answer } = await sendAll(
      post,
      placeOf(board),
      lineMessage(codename, card.whole?.news ?? card.title),
      board.id,
    );
    if (answer.kind === "lost")
      return open(caseId, { codename, card, board: { ...board, thread: null, told: [mark] } });
    if (answer.kind === "moved") await moves.moved(chat, answer.to);
    if (answer.kind === "done") await keep(caseId, { ...board, told: [...board.told, mark].slice(-MARKS) });
    return answer;
  };

  const refreshOne = async (caseId: string, { board, show }: Refreshing): Promise<Answer> => {
    const { id } = board;
    const isOwn = await isHome(board);
    const card = await show(isOwn ? board.viewer : nobody(languageOf(deps.bodies(), board.viewer)));
    const codename = card.whole?.codename ?? card.title;
    const current = await moves.current(board.chat);
    // Messages of a group that moved cannot be changed any more; it has the card anew under its new number.
    if (current !== board.chat) {
      await drop(caseId, board);
      const isThere = readBoard(await store.transact((tx) => tx.boards.read(caseId, laneOf(current)))) !== null;
      if (isThere || !isOwn) return { kind: "unchanged" };
      const viewer = "place" in board.viewer ? { ...board.viewer, place: laneOf(current) } : board.viewer;
      return open(caseId, {
        codename,
        card: await show(viewer),
        board: { ...board, viewer, chat: current, id: null, thread: null },
      });
    }
    if (id === null) return { kind: "unchanged" };
    const busyMs = post.waitMs(board.chat);
    if (busyMs > PATIENCE_MS) return { kind: "wait", retryAfterMs: busyMs };
    const answer = await editAll(post, { to: placeOf(board), id }, cardMessage(card));
    // Said once; from then on nothing about this case comes here.
    if (!isOwn && (answer.kind === "done" || answer.kind === "unchanged")) await drop(caseId, board);
    if (answer.kind === "moved") {
      await moves.moved(board.chat, answer.to);
      return { kind: "wait", retryAfterMs: 0 };
    }
    // Where nothing is left to do the card need not come back.
    if (answer.kind === "lost" && card.whole) return open(caseId, { codename, card, board: { ...board, id: null } });
    return answer;
  };

  return {
    // Two people of one group are told at once, or it moves meanwhile: the second finds the card of the first.
    tell: (telling) => inTurn(telling.about.caseId, () => tell(telling)),
    refresh: (caseId, show) =>
      inTurn(caseId, async () => {
        const all = await store.transact((tx) => listBoards(tx, caseId));
        const own = all.filter(({ channel }) => channel === CHANNEL);
        return Promise.all(own.map((board) => refreshOne(caseId, { board, show })));
      }),
  };
}

type Opening = { readonly codename: string; readonly card: Card; readonly board: Board };
type Refreshing = { readonly board: Board; readonly show: ShowBoard };

function placeOf({ chat, thread }: Board) {
  return thread === null ? { chat } : { chat, thread };
}
