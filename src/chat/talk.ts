// One message, command or press in a chat → what is to be done there. Every kind of message has its considered reply.

import { todayOf } from "../cases/deps.ts";
import type { Language } from "../language.ts";
import { askWhetherMore } from "./add-more.ts";
import { takeBareReply } from "./bare-reply.ts";
import type { Deed } from "./chat-message.ts";
import { COMMANDS } from "./commands.ts";
import { runDeskCommand } from "./desk-commands.ts";
import { findButton, isOfPerson } from "./find-button.ts";
import { listenInGroup, privateMessage } from "./group.ts";
import { homeDeed } from "./home.ts";
import type { Incoming, Media } from "./incoming.ts";
import { listen } from "./listen.ts";
import { languageMessage, NEEDS } from "./menu.ts";
import { answerWith, messageOf } from "./messages-of.ts";
import { noticeOf, pressAsAsker } from "./press-case.ts";
import { pressAsPerson } from "./press-desk.ts";
import { pressVerb } from "./press-verb.ts";
import { paragraph } from "./rich.ts";
import type { Wish } from "./settings.ts";
import { takeForm } from "./take-form.ts";
import { takenBefore, takeText } from "./take-text.ts";
import {
  type CommandTurn,
  openTurn,
  type PressTurn,
  sayTo,
  type TalkDeps,
  type TextTurn,
  type Turn,
} from "./talk-deps.ts";
import { answersAnother, isNoCode, wishOf } from "./wish.ts";

/** Rejects where the store fails: then the message may come again and has its effect once. */
export type Talk = (incoming: Incoming, options?: { readonly isRetry: boolean }) => Promise<Deed[]>;

export function createTalk(deps: TalkDeps): Talk {
  return async (incoming, { isRetry } = { isRetry: false }) => {
    switch (incoming.kind) {
      case "text":
        return talkOver(await openTurn(deps, incoming), isRetry);
      case "command":
        return obey(await openTurn(deps, incoming));
      case "press":
        return press(await openTurn(deps, incoming), isRetry);
      case "media":
        return sayToMedia(await openTurn(deps, incoming), { ...incoming, isRetry });
      case "edited":
        return sayKey(await openTurn(deps, incoming), incoming.isPrivate ? "chat.edited" : "chat.edited.group");
      case "added":
        return inviteToPrivate(await openTurn(deps, incoming), "chat.group.added");
      case "submit":
        return takeForm(await openTurn(deps, incoming), isRetry);
      case "home":
        return [await homeDeed(await openTurn(deps, incoming))];
      case "opened":
        return greet(await openTurn(deps, incoming));
      case "channel-post":
        return inviteToPrivate(await openTurn(deps, incoming), "chat.group.only");
    }
  };
}

function sayKey(
  { deps, incoming, language }: Turn,
  key: "chat.edited" | "chat.edited.group" | "chat.unknownCommand",
): Deed[] {
  return [answerWith(incoming, messageOf([sayTo(deps, language)(key)]))];
}

function inviteToPrivate({ deps, incoming, language }: Turn, key: "chat.group.added" | "chat.group.only"): Deed[] {
  return [answerWith(incoming, privateMessage(deps, language, key))];
}

/** First questions at every look; to somebody new, once, the choice of the language. */
async function greet(turn: Turn): Promise<Deed[]> {
  const { deps, incoming, language, settings, chat } = turn;
  const say = sayTo(deps, language);
  const prompts: Deed = {
    kind: "prompts",
    title: say("chat.prompts.title"),
    prompts: NEEDS.map((key) => say(key)),
  };
  const isNew =
    settings.language === null &&
    (await deps.cases.store.transact((tx) => tx.events.claim(`greeted ${chat}`, todayOf(deps.cases))));
  return isNew ? [prompts, answerWith(incoming, await languageMessage(turn))] : [prompts];
}

async function talkOver(turn: TextTurn, isRetry: boolean): Promise<Deed[]> {
  const { deps, incoming, language } = turn;
  const { text, isForwarded, under, answers, isPrivate } = incoming;
  if (!isPrivate) return listenInGroup(turn, { text, isUnder: under !== null });
  const wish = wishOf(turn);
  if (wish && isNoCode(wish, text)) {
    await deps.settings.change(turn.chat, { wish: null });
    return talkOver({ ...turn, settings: { ...turn.settings, wish: null } }, isRetry);
  }
  if (wish && answersAnother(wish, answers)) {
    return [answerWith(incoming, messageOf([sayTo(deps, wishLanguage(wish) ?? language)("chat.otherPrompt")]))];
  }
  const notes = under === null ? [] : [sayTo(deps, language)("chat.under")];
  if (wish) return withNotes(notes, await takeText(turn, wish, text));
  // A command in letters that commands cannot have.
  if (/^\/\p{L}/u.test(text) && !isForwarded) return sayKey(turn, "chat.unknownCommand");
  const taken = isRetry ? await takenBefore(turn, text) : null;
  const added = taken ?? (await takeBareReply(turn)) ?? (await askWhetherMore(turn));
  return added ? withNotes(notes, added) : listen(turn, { text, isForwarded, isUnder: under !== null });
}

function wishLanguage(wish: Wish): Language | null {
  return wish.kind === "press" ? wish.language : null;
}

/** What was under a picture is taken, the picture is not: whoever sent it must know. */
function withNotes(notes: readonly string[], [first, ...more]: readonly Deed[]): Deed[] {
  if (first?.kind !== "send" || notes.length === 0) return [...(first ? [first] : []), ...more];
  const blocks = [...notes.map((note) => paragraph(note)), ...first.message.blocks];
  return [{ ...first, message: { ...first.message, blocks } }, ...more];
}

/** Whoever looks for help meanwhile may go on writing. */
const KEEPS_WISH = ["help", "privacy", "cancel"];

async function obey(turn: CommandTurn): Promise<Deed[]> {
  const { deps, incoming, settings, chat } = turn;
  const desk = await runDeskCommand(turn);
  if (desk) return desk;
  if (!incoming.isPrivate) {
    return inviteToPrivate(
      turn,
      incoming.name === "start" || incoming.name === "help" ? "chat.group.added" : "chat.group.only",
    );
  }
  if (settings.wish && !KEEPS_WISH.includes(incoming.name)) await deps.settings.change(chat, { wish: null });
  const command = Object.hasOwn(COMMANDS, incoming.name) ? COMMANDS[incoming.name] : undefined;
  return command ? command(turn) : sayKey(turn, "chat.unknownCommand");
}

/** The store knows whose button it is; a press of anybody else comes to nothing. */
async function press(turn: PressTurn, isRetry: boolean): Promise<Deed[]> {
  const { incoming } = turn;
  const [token = "", verb = ""] = incoming.data.split(".");
  const button = await findButton(turn, token);
  const { row, language } = button;
  // No message of a group has such a button: it would be another's message that is changed.
  if (verb !== "" && !incoming.isPrivate) return [noticeOf(turn, sayTo(turn.deps, turn.language)("press.refused"))];
  if (verb !== "") return pressVerb(turn, { token, verb, row, isRetry });
  const pressed = { token, caseId: row?.caseId ?? null, isRetry };
  const isWorking = isOfPerson(turn, button);
  // An asker's own case is for a private chat only, wherever the button was pressed.
  if (!isWorking && !incoming.isPrivate) return [noticeOf(turn, sayTo(turn.deps, turn.language)("press.refused"))];
  return isWorking
    ? pressAsPerson(turn, pressed)
    : pressAsAsker({ ...turn, language: language ?? turn.language }, pressed);
}

type Sent = { readonly media: Media; readonly album: string | null; readonly isRetry: boolean };

/** Several pictures that were sent together get one word. */
async function sayToMedia({ deps, chat, incoming, language }: Turn, { media, album, isRetry }: Sent): Promise<Deed[]> {
  if (!incoming.isPrivate) return [];
  const { cases } = deps;
  const key = `album ${chat} ${album}`;
  const isFirst = album === null || (await cases.store.transact((tx) => tx.events.claim(key, todayOf(cases))));
  if (!isFirst && !isRetry) return [];
  const say = sayTo(deps, language);
  const isNamed = media === "sticker" || media === "contact" || media === "location";
  return [answerWith(incoming, messageOf([say(isNamed ? `chat.media.${media}` : "chat.media")]))];
}
