// What a message is there for, once it stands in its chat: the prompt of a text, or the card of a case.

import { type Board, readBoard } from "../../src/chat/board.ts";
import { lineMessage } from "../../src/chat/press-case.ts";
import { CHANNEL, laneOf, toOutgoing } from "./carry-out.ts";
import type { Arrived } from "./deliver-call.ts";
import type { TelegramTalk } from "./telegram-talk.ts";

export function createArrival({ settings, cases }: TelegramTalk): (arrived: Arrived) => Promise<void> {
  return async ({ chat, id, wantedFor, boardOf }) => {
    if (wantedFor !== null) await settings.notePrompt({ chat: laneOf(chat), token: wantedFor, id });
    if (boardOf === null) return;
    const { caseId, person } = boardOf;
    const board: Board = { channel: CHANNEL, chat, id, thread: null, told: [], viewer: { person } };
    await cases.store.transact(async (tx) => {
      const earlier = readBoard(await tx.boards.read(caseId, laneOf(chat)));
      await tx.boards.write(caseId, laneOf(chat), JSON.stringify({ ...board, told: earlier?.told ?? [] }));
      const found = await tx.cases.find(caseId);
      if (!earlier?.id || earlier.id === id || !found) return;
      // One card at a time: the earlier one would offer what was done already.
      const message = lineMessage(found.codename, "↓");
      const deeds = [{ kind: "edit", to: { chat }, id: earlier.id, message }] as const;
      for (const one of toOutgoing(deeds, { now: cases.now(), repeat: "" })) await tx.outgoing.post(one);
    });
  };
}
