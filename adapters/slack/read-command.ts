// A slash command: a few words are commands of Adep, everything else is a question.

import { readReceipt } from "../../src/cases/receipt.ts";
import type { Place } from "../../src/chat/chat-message.ts";
import { ASKER_COMMANDS, PERSON_COMMANDS } from "../../src/chat/commands.ts";
import type { Incoming } from "../../src/chat/incoming.ts";
import { readSwitch } from "../../src/recall/opt-out.ts";
import { commandSchema } from "./payload-schema.ts";
import { isPerson, type Reading } from "./read-payload.ts";
import { undoMarkup } from "./undo-markup.ts";

export function readCommand(given: unknown, { event, bot }: Reading): Incoming | null {
  const command = commandSchema.safeParse(given).data;
  if (!command || !isPerson(command.user_id, bot)) return null;
  const { user_id: user, channel_id: chat, response_url: url = null, trigger_id: pressId } = command;
  const place: Place = { chat: user, ...(chat ? { aside: { user, chat, url } } : {}) };
  const common = { event, user, hint: null, place, isPrivate: true, isAddressed: true, messageId: "" };
  const text = undoMarkup(command.text, bot.userId).trim();
  const named = findCommand(text);
  if (named) return { ...common, kind: "command", ...named, pressId };
  return { ...common, kind: "text", text, isForwarded: false, answers: null, under: null };
}

const COMMANDS: readonly string[] = ["start", ...ASKER_COMMANDS, ...PERSON_COMMANDS];
const CODENAME = /^#?\p{L}+(?:[-_ ]|\p{Pd})?\p{Nd}{1,6}$/u;
const NO_DAY = /^(?:off|today|бүгін|сегодня|0)$/iu;
/** A day stands first, with its year; a question may follow. */
const DAY = /^(?:\S+\s+){0,3}\S*20\d\d/u;
/** What comes near a receipt is still taken for one: whoever mistyped it is told so. */
const NEAR_RECEIPT = /^(?=.*\d)(?:\S{8,60}|[\p{Lu}\p{N}*~$=\s\p{Pd}]{20,60})$/u;

/** Which of them may be followed by something, and by what: anything else is the beginning of a question. */
const ARGUMENTS: Readonly<Record<string, (rest: string) => boolean>> = {
  case: (rest) => CODENAME.test(rest),
  receipt: (rest) => NEAR_RECEIPT.test(rest) || readReceipt(rest) !== null,
  asof: (rest) => NO_DAY.test(rest) || DAY.test(rest),
  recall: (rest) => readSwitch(rest) !== null,
};

function findCommand(text: string): { readonly name: string; readonly rest: string } | null {
  if (text === "") return { name: "help", rest: "" };
  const [word = ""] = text.split(/\s/u, 1);
  const name = word.toLowerCase().replace(/^\//, "");
  if (!COMMANDS.includes(name)) return null;
  const rest = text.slice(word.length).trim();
  const isCommand = rest === "" || (Object.hasOwn(ARGUMENTS, name) && ARGUMENTS[name]?.(rest) === true);
  return isCommand ? { name, rest } : null;
}
