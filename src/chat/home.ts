// A person's own page with Adep, where the platform has one: language, first questions, own cases, who could see what.

import type { Card } from "../cases/card.ts";
import { writeDay } from "../day.ts";
import { LANGUAGES } from "../language.ts";
import { keepNote } from "./answer-message.ts";
import type { ChatButton, ChatMessage, Deed } from "./chat-message.ts";
import { queueMessage } from "./desk-commands.ts";
import { LANGUAGE_NAMES, MENU, NEEDS, saySerious } from "./menu.ts";
import { dataButton, inRows, messageOf } from "./messages-of.ts";
import { bold, note, paragraph } from "./rich.ts";
import { type Say, sayTo, type Turn } from "./talk-deps.ts";

export async function homeDeed(turn: Turn): Promise<Deed> {
  const { deps, address } = turn;
  const say = sayTo(deps, turn.language);
  const token = await keepNote(turn, MENU, {});
  const cards = await deps.reception.casesOf(address, turn.language);
  const queue = turn.person && (await queueMessage(turn, turn.person.person));
  const parts = [
    ...(queue ? [queue] : []),
    introduce(turn, say, token),
    languages(say, token),
    needs(say, token),
    await casesMessage(turn, cards),
    ...(await bodies(turn, say)),
    privacy(say, token),
  ];
  return { kind: "home", parts };
}

function introduce(turn: Turn, say: Say, token: string): ChatMessage {
  const law = turn.deps.knowledge.documents.get("law-290-viii");
  return messageOf(
    [
      paragraph(bold(say("appTitle"))),
      say("chat.start.not"),
      saySerious(turn, say),
      note(say("chat.home.edition", { edition: law ? writeDay(law.edition) : "—" })),
    ],
    { buttons: [[dataButton(say("chat.home.report"), `${token}.c`, "primary")]] },
  );
}

function languages(say: Say, token: string): ChatMessage {
  const buttons = LANGUAGES.map((language) => dataButton(LANGUAGE_NAMES[language], `${token}.l${language}`));
  return messageOf([paragraph(bold(say("chat.home.language")))], { buttons: [buttons] });
}

function needs(say: Say, token: string): ChatMessage {
  const buttons = NEEDS.map((key, at): ChatButton[] => [dataButton(say(key), `${token}.q${at}`)]);
  return messageOf([paragraph(bold(say("chat.home.needs")))], { buttons });
}

const MOST_CASES = 10;

/** Where each stands, and the way into it. The words of a case open in a window only. */
export async function casesMessage(turn: Turn, cards: readonly Card[]): Promise<ChatMessage> {
  const say = sayTo(turn.deps, turn.language);
  const shown = cards.slice(0, MOST_CASES).filter(({ whole }) => whole !== null);
  const token = await keepNote(turn, MENU, { cases: shown.map(({ whole }) => whole?.caseId ?? "") });
  const open = shown.map(({ whole }, at) =>
    dataButton(say("chat.home.open", { codename: whole?.codename ?? "" }), `${token}.p${at}`),
  );
  const rest = cards.length - shown.length;
  const lines = shown.map(({ title, lines: [status] }) => paragraph(bold(title), `\n${status ?? ""}`));
  return messageOf(
    [
      paragraph(bold(say("chat.home.cases"))),
      ...(shown.length === 0 ? [say("chat.home.cases.none")] : lines),
      ...(rest > 0 ? [say("chat.mycase.more", { count: String(rest) })] : []),
    ],
    { buttons: [...inRows(open), [dataButton(say("chat.home.receipt"), `${token}.e`)]] },
  );
}

async function bodies(turn: Turn, say: Say): Promise<ChatMessage[]> {
  const all = turn.deps.cases.bodies().bodies;
  if (all.length < 2) return [];
  const token = await keepNote(turn, MENU, { bodies: all.map(({ id }) => id) });
  const chosen = all.find(({ id }) => id === turn.settings.body);
  const buttons = all.map(({ name }, at) => [dataButton(name[turn.language], `${token}.d${at}`)]);
  const now = chosen ? [paragraph(say("chat.body.set", { body: chosen.name[turn.language] }))] : [];
  return [messageOf([paragraph(bold(say("chat.home.body"))), ...now], { buttons })];
}

function privacy(say: Say, token: string): ChatMessage {
  const buttons = [
    dataButton(say("chat.home.privacy"), `${token}.i`),
    dataButton(say("chat.home.forget"), `${token}.a`),
  ];
  return messageOf([paragraph(bold(say("privacy.title"))), say("chat.privacy.slack")], { buttons: [buttons] });
}
