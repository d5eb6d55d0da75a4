// The choices outside of an answer or a case: language, body, a first question, being forgotten.

import { writeDay } from "../day.ts";
import { LANGUAGES, type Language } from "../language.ts";
import { keepNote } from "./answer-message.ts";
import type { ChatButton, ChatMessage } from "./chat-message.ts";
import { dataButton, messageOf } from "./messages-of.ts";
import { bold, paragraph } from "./rich.ts";
import { type Say, sayTo, type Turn } from "./talk-deps.ts";

export const MENU = "menu";

export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { kk: "Қазақша", ru: "Русский", en: "English" };

export async function languageMessage(turn: Turn): Promise<ChatMessage> {
  const token = await keepNote(turn, MENU, {});
  const say = sayTo(turn.deps, turn.language);
  return messageOf([say("chat.language.choose")], {
    buttons: LANGUAGES.map((language) => [dataButton(LANGUAGE_NAMES[language], `${token}.l${language}`)]),
  });
}

/** What Adep knows, what it is not, what happens with something serious; then the way to a first question. */
export async function welcomeMessage(turn: Turn, language: Language): Promise<ChatMessage> {
  const { deps } = turn;
  const say = sayTo(deps, language);
  const token = await keepNote(turn, MENU, {});
  const law = deps.knowledge.documents.get("law-290-viii");
  const needs = NEEDS.map((key, at): ChatButton[] => [dataButton(say(key), `${token}.q${at}`)]);
  return messageOf(
    [
      paragraph(bold(say("appTitle"))),
      say("chat.start.knows", { edition: law ? writeDay(law.edition) : "—" }),
      say("chat.start.not"),
      saySerious(turn, say),
      ...(turn.person ? [say("chat.start.person", { body: turn.person.body.name[language] })] : []),
      say("chat.start.needs"),
    ],
    { buttons: [...needs, [dataButton(say("press.askCommissioner"), `${token}.c`)]] },
  );
}

export const NEEDS = ["example.1", "example.2", "example.3"] as const;

export function saySerious({ deps }: Turn, say: Say): string {
  if (!deps.cases.bodies().isConfigured) return say("chat.start.nobody");
  return say(deps.cases.escalation.mode === "auto" ? "chat.start.auto" : "chat.start.confirm");
}

/** `null` where there is nothing to choose. */
export async function bodyMessage(turn: Turn, language: Language): Promise<ChatMessage | null> {
  const { bodies } = turn.deps.cases.bodies();
  if (bodies.length < 2) return null;
  const token = await keepNote(turn, MENU, { bodies: bodies.map(({ id }) => id) });
  const buttons = bodies.map(({ name }, at) => [dataButton(name[language], `${token}.d${at}`)]);
  return messageOf([sayTo(turn.deps, language)("chat.body.choose")], { buttons });
}

/** Who could technically see what, on this channel and under this configuration. */
export function privacyMessage({ deps, language }: Turn): ChatMessage {
  const say = sayTo(deps, language);
  const { bodies, escalation } = deps.cases;
  const rule = bodies().isConfigured ? (`privacy.${escalation.mode}` as const) : "privacy.nobody";
  return messageOf([
    paragraph(bold(say("privacy.title"))),
    ...[say(deps.channel === "slack" ? "chat.privacy.slack" : "chat.privacy.telegram"), say("chat.privacy.adep")],
    ...[say("chat.privacy.recall"), say("privacy.candidates"), say("chat.privacy.unanswered")],
    say("chat.privacy.commissioner"),
    ...[say("chat.privacy.server"), say(rule), say("chat.privacy.advice")],
  ]);
}

export async function forgetMessage(turn: Turn): Promise<ChatMessage> {
  const { deps, language, address } = turn;
  const say = sayTo(deps, language);
  const count = await deps.cases.store.transact((tx) => tx.askers.casesOf(address));
  const token = await keepNote(turn, MENU, {});
  const sure = count.length === 0 ? "chat.forget.sure.none" : "chat.forget.sure";
  return messageOf([say(sure, { count: String(count.length) })], {
    buttons: [
      [dataButton(say("chat.forget.yes"), `${token}.y`, "danger")],
      [dataButton(say("press.back"), `${token}.z`)],
    ],
  });
}
