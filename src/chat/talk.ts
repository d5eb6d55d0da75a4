// One message, command or press in a chat → what is to be done there. Every kind of message has its considered reply.

import { partyOf } from "../cases/tokens.ts";
import type { Deed } from "./chat-message.ts";
import { COMMANDS } from "./commands.ts";
import { runDeskCommand } from "./desk-commands.ts";
import { listenInGroup, privateMessage } from "./group.ts";
import type { Incoming, Media } from "./incoming.ts";
import { listen } from "./listen.ts";
import { answerWith, messageOf } from "./messages-of.ts";
import { noticeOf, pressAsAsker } from "./press-case.ts";
import { pressAsPerson } from "./press-desk.ts";
import { VERBS } from "./press-verb.ts";
import { takeText, wishOf } from "./take-text.ts";
import {
  type CommandTurn,
  openTurn,
  type PressTurn,
  sayTo,
  type TalkDeps,
  type TextTurn,
  type Turn,
} from "./talk-deps.ts";

/** Rejects where the store fails: then the message may come again and has its effect once. */
export type Talk = (incoming: Incoming) => Promise<Deed[]>;

export function createTalk(deps: TalkDeps): Talk {
  return async (incoming) => {
    switch (incoming.kind) {
      case "text":
        return talkOver(await openTurn(deps, incoming));
      case "command":
        return obey(await openTurn(deps, incoming));
      case "press":
        return press(await openTurn(deps, incoming));
      case "media":
        return sayToMedia(await openTurn(deps, incoming), incoming.media);
      case "edited":
        return sayKey(await openTurn(deps, incoming), "chat.edited");
      case "added":
        return inviteToPrivate(await openTurn(deps, incoming), "chat.group.added");
      case "channel-post":
        return inviteToPrivate(await openTurn(deps, incoming), "chat.group.only");
    }
  };
}

function sayKey({ deps, incoming, language }: Turn, key: "chat.edited" | "chat.unknownCommand"): Deed[] {
  return [answerWith(incoming, messageOf([sayTo(deps, language)(key)]))];
}

function inviteToPrivate({ deps, incoming, language }: Turn, key: "chat.group.added" | "chat.group.only"): Deed[] {
  return [answerWith(incoming, privateMessage(deps, language, key))];
}

async function talkOver(turn: TextTurn): Promise<Deed[]> {
  const { deps, incoming } = turn;
  const { text, isForwarded, under, isPrivate } = incoming;
  const notes = under === null ? [] : [sayTo(deps, turn.language)("chat.under")];
  if (!isPrivate) return listenInGroup(turn, { text, notes });
  const wish = wishOf(turn);
  if (wish) return takeText(turn, wish, text);
  return listen(turn, { text, isForwarded, notes });
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
  const command = COMMANDS[incoming.name];
  return command ? command(turn) : sayKey(turn, "chat.unknownCommand");
}

/** The store knows whose button it is; a press of anybody else comes to nothing. */
async function press(turn: PressTurn): Promise<Deed[]> {
  const { deps, incoming, address, person, chat, language } = turn;
  const [token = "", verb = ""] = incoming.data.split(".");
  const parties = [
    partyOf({ asker: address }),
    ...(person ? [partyOf({ person: person.person.id })] : []),
    ...(person && !incoming.isPrivate ? [partyOf({ place: chat })] : []),
  ];
  const row = await deps.cases.store.transact((tx) => tx.tokens.look(token, { parties, now: deps.cases.now() }));
  if (verb !== "") {
    const run = row && row.caseId === null ? VERBS[verb.charAt(0)] : undefined;
    if (!row || !run) return [noticeOf(turn, sayTo(deps, language)("chat.old"))];
    return run({ turn, token, row, rest: verb.slice(1) });
  }
  const pressed = { token, caseId: row?.caseId ?? null };
  // A button that is used up tells no party any more; where somebody works on cases it was rather a case's.
  const isOfPerson = row ? !row.party.startsWith("asker:") : person !== null;
  return isOfPerson ? pressAsPerson(turn, pressed) : pressAsAsker(turn, pressed);
}

async function sayToMedia({ deps, incoming, language }: Turn, media: Media): Promise<Deed[]> {
  if (!incoming.isPrivate) return [];
  const say = sayTo(deps, language);
  const isNamed = media === "sticker" || media === "contact" || media === "location";
  return [answerWith(incoming, messageOf([say(isNamed ? `chat.media.${media}` : "chat.media")]))];
}
