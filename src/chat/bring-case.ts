// *Ask the commissioner*: what would be sent, with the choice; where the words are not known any more, they are asked for.

import { keepNote, savingBlocks } from "./answer-message.ts";
import type { Deed } from "./chat-message.ts";
import { layOut } from "./lay-out.ts";
import { bodyOf, toQuestion } from "./listen.ts";
import { MENU } from "./menu.ts";
import { answerWith, messageOf } from "./messages-of.ts";
import { WISH_MS } from "./settings.ts";
import { splitDay } from "./split-day.ts";
import { type PressTurn, sayTo, type Turn } from "./talk-deps.ts";
import { canOpen, cardWindow, windowDeed } from "./window.ts";

/** The question stands in memory for a while, and in the chat itself as long as the asker leaves it there. */
export async function prepareCase(turn: PressTurn, { token }: { readonly token: string }): Promise<Deed[]> {
  const { deps, incoming, chat } = turn;
  const asked = deps.memory.recall(`asked ${chat} ${token}`) ?? withoutCommand(incoming.about?.text ?? "");
  return asked.trim() === "" ? askForReport(turn) : prepareFrom(turn, asked);
}

/** "/asof 2026-05-01 may I …" was a question; any other command was none. */
function withoutCommand(text: string): string {
  if (!text.startsWith("/")) return text;
  const [name = "", ...rest] = text.split(/\s+/u);
  return name.startsWith("/asof") ? splitDay(rest.join(" "), FAR).question : "";
}

/** Any day lies before it: the question is wanted, whatever its day. */
const FAR = "9999-12-31";

/** Shows what would be sent; nothing is sent yet. */
export async function prepareFrom(turn: Turn, text: string): Promise<Deed[]> {
  const { deps, address, incoming } = turn;
  const question = toQuestion(turn, { text });
  const card = await deps.hear.prepare({ question, address, ...bodyOf(turn) });
  const before = savingBlocks(deps, text, turn.language);
  if (canOpen(deps, incoming)) return [cardWindow(turn, card, { ground: "", before })];
  const { main, texts } = await layOut(turn, card, { before });
  return [...texts, main].map((message) => answerWith(incoming, message));
}

async function askForReport(turn: Turn): Promise<Deed[]> {
  const { deps, chat, incoming, language } = turn;
  if (canOpen(deps, incoming)) return [await reportForm(turn)];
  await deps.settings.change(chat, { wish: { kind: "report", until: deps.cases.now() + WISH_MS } });
  const say = sayTo(deps, language);
  const blocks = [say("chat.describe"), say("chat.wishHint")];
  return [answerWith(incoming, messageOf(blocks, { wants: say("press.details") }))];
}

/** The same as a form; what is written there is shown before it goes. */
export async function reportForm(turn: Turn): Promise<Deed> {
  const say = sayTo(turn.deps, turn.language);
  const data = `${await keepNote(turn, MENU, {})}.w`;
  const form = { label: say("wish.report"), value: "", button: say("press.continue"), data };
  return windowDeed(turn, messageOf([say("chat.describe")]), { form, ground: "" });
}
