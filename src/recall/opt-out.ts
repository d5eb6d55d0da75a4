// The asker's choice whether answers are kept for recall: what is kept is said, and turned off with a press.

import { keepNote } from "../chat/answer-message.ts";
import type { ChatMessage, Deed } from "../chat/chat-message.ts";
import { MENU } from "../chat/menu.ts";
import { answerWith, dataButton, messageOf } from "../chat/messages-of.ts";
import { type CommandTurn, sayTo, type Turn } from "../chat/talk-deps.ts";
import { edit, say, tooOld, type VerbPress } from "../chat/verb-press.ts";
import { lastAdvice } from "./keep-advice.ts";

const SWITCH = ["on", "off"] as const;
export type Switch = (typeof SWITCH)[number];

const WORDS: Readonly<Record<Switch, readonly string[]>> = {
  on: ["on", "қосу", "включить"],
  off: ["off", "өшіру", "выключить"],
};

/** What was written after the command; `null` where it is neither. */
export function readSwitch(typed: string): Switch | null {
  return SWITCH.find((one) => WORDS[one].includes(typed.trim().toLowerCase())) ?? null;
}

export async function recall(turn: CommandTurn): Promise<Deed[]> {
  const wanted = readSwitch(turn.incoming.rest);
  const after = wanted === null ? turn : await choose(turn, wanted);
  return [answerWith(turn.incoming, await recallMessage(after))];
}

/** The list of changes stays where it is; the word on what is kept changes in place. */
export async function switchRecall(press: VerbPress): Promise<Deed[]> {
  const { turn, row, rest } = press;
  const wanted = readSwitch(rest);
  if (wanted === null) return tooOld(turn, true);
  const message = await recallMessage(await choose(turn, wanted));
  return row.action === MENU ? [edit(turn, message)] : say(press, message);
}

/** What was kept goes with the choice, at once. */
async function choose<One extends Turn>(turn: One, wanted: Switch): Promise<One> {
  const { deps, chat, address } = turn;
  const settings = await deps.settings.change(chat, { recall: wanted === "off" ? "off" : null });
  if (wanted === "off") await deps.cases.store.transact((tx) => tx.advice.deleteOf(address));
  deps.memory.remember(lastAdvice(chat), "");
  return { ...turn, settings };
}

async function recallMessage(turn: Turn): Promise<ChatMessage> {
  const wording = sayTo(turn.deps, turn.language);
  const token = await keepNote(turn, MENU, {});
  if (turn.settings.recall === "off") {
    const button = dataButton(wording("chat.recall.turnOn"), `${token}.Ron`);
    return messageOf([wording("chat.recall.off")], { buttons: [[button]] });
  }
  const button = dataButton(wording("chat.recall.turnOff"), `${token}.Roff`);
  return messageOf([wording("chat.recall.on")], { buttons: [[button]] });
}
