// The commands of those who work on cases. To everybody else they do not exist.

import type { Person } from "../cases/bodies.ts";
import type { QueueItem } from "../cases/desk.ts";
import { isOver } from "../cases/life.ts";
import { keepNote } from "./answer-message.ts";
import { boardMessage } from "./card-message.ts";
import type { ChatButton, ChatMessage, Deed } from "./chat-message.ts";
import { MENU } from "./menu.ts";
import { answerWith, dataButton, inRows, messageOf } from "./messages-of.ts";
import { bold, paragraph } from "./rich.ts";
import { type CommandTurn, sayTo, type Turn } from "./talk-deps.ts";
import { canOpen, windowDeed } from "./window.ts";

type DeskCommand = (turn: CommandTurn, person: Person) => Promise<ChatMessage>;

export const DESK_COMMANDS: Readonly<Record<string, DeskCommand>> = { queue: queueMessage, case: showCase };

/** `null` where the command is none of the desk, or whoever gave it is nobody here. */
export async function runDeskCommand(turn: CommandTurn): Promise<Deed[] | null> {
  const { deps, incoming, person } = turn;
  const command = Object.hasOwn(DESK_COMMANDS, incoming.name) ? DESK_COMMANDS[incoming.name] : undefined;
  if (!command || !person) return null;
  const message = await command(turn, person.person);
  if (canOpen(deps, incoming)) return [windowDeed(turn, message, { ground: "" })];
  const own: Deed = { kind: "send", to: deps.privatePlaceOf(incoming.user), message };
  if (incoming.isPrivate) return [own];
  // Codenames and days are for those who work on cases, not for everybody in a group.
  return [own, answerWith(incoming, messageOf([sayTo(deps, person.person.language)("chat.continue")]))];
}

const MOST = 10;

export async function queueMessage(turn: Turn, { id, language }: Person): Promise<ChatMessage> {
  const { deps } = turn;
  const say = sayTo(deps, language);
  const open = (await deps.desk.queue(id, language)).filter(({ found }) => !isOver(found.state));
  if (open.length === 0) return messageOf([say("desk.empty")]);
  const shown = open.slice(0, MOST);
  const token = await keepNote(turn, MENU, { cases: shown.map(({ found }) => found.id) });
  const buttons = shown.map(({ codename }, at): ChatButton => dataButton(codename, `${token}.v${at}`));
  const rest = open.length - shown.length;
  return messageOf(
    [
      paragraph(bold(say("chat.queue", { count: String(open.length) }))),
      ...shown.map(describe),
      ...(rest > 0 ? [say("chat.queue.more", { count: String(rest) })] : []),
    ],
    { buttons: inRows(buttons), isProtected: true },
  );
}

function describe({ card }: QueueItem) {
  return paragraph(bold(card.title), `\n${card.lines.join("\n")}`);
}

async function showCase({ deps, incoming }: CommandTurn, { id, language }: Person): Promise<ChatMessage> {
  const typed = incoming.rest.trim().replace(/^#/u, "").replace("_", "-");
  const say = sayTo(deps, language);
  if (typed === "") return messageOf([say("chat.case.which")]);
  const codename = typed.charAt(0).toUpperCase() + typed.slice(1).toLowerCase();
  const card = await deps.desk.open(id, codename, language);
  return card ? boardMessage(card, id) : messageOf([say("press.refused")]);
}
