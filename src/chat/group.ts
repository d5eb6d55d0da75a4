// In a group Adep answers what anybody may read, and nothing of a person: no case is opened there and no button leads to one.

import type { Language } from "../language.ts";
import { isGrave } from "../triage/assess.ts";
import { answerMessage, emergencyBlocks } from "./answer-message.ts";
import type { ChatMessage, Deed } from "./chat-message.ts";
import type { Listening } from "./listen.ts";
import { toQuestion } from "./listen.ts";
import { answerWith, messageOf } from "./messages-of.ts";
import type { Block } from "./rich.ts";
import { sayTo, type TalkDeps, type Turn } from "./talk-deps.ts";

export async function listenInGroup(turn: Turn, listening: Listening): Promise<Deed[]> {
  const { deps, incoming } = turn;
  if (listening.text.trim() === "")
    return [answerWith(incoming, privateMessage(deps, turn.language, "chat.group.added"))];
  const reply = await deps.ask(toQuestion(turn, listening));
  if (isGrave(reply.triage.severity)) {
    const before = emergencyBlocks(reply);
    return [answerWith(incoming, privateMessage(deps, reply.language, "chat.group.private", before))];
  }
  const answer = answerMessage(deps, reply, {
    ...{
      token: null,
      isCommissionerOffered: false,
      isEmergencySaid: false,
      notes: listening.isUnder ? [sayTo(deps, reply.language)("chat.under")] : [],
    },
  });
  return [answerWith(incoming, { ...answer, buttons: privateButton(deps, reply.language) })];
}

type Invitation = "chat.group.added" | "chat.group.private" | "chat.group.only";

/** The way to a private chat. */
export function privateMessage(
  deps: TalkDeps,
  language: Language,
  key: Invitation,
  before: readonly Block[] = [],
): ChatMessage {
  const buttons = privateButton(deps, language);
  return messageOf([...before, sayTo(deps, language)(key)], { buttons });
}

function privateButton(deps: TalkDeps, language: Language): ChatMessage["buttons"] {
  const url = deps.privateLink();
  return url === null ? [] : [[{ label: sayTo(deps, language)("chat.group.open"), style: "plain", url }]];
}
