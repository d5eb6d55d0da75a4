// What a talk in a chat is given, and what it knows of the message it answers.

import type { Ask } from "../ask.ts";
import type { KnownPerson } from "../cases/bodies.ts";
import type { Address, Channel } from "../cases/case.ts";
import type { CaseDeps } from "../cases/deps.ts";
import type { Desk } from "../cases/desk.ts";
import type { PressCard } from "../cases/press.ts";
import type { Reception } from "../cases/reception.ts";
import type { Hear } from "../hear.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import type { Language } from "../language.ts";
import { type MessageKey, say } from "../messages.ts";
import type { Assess } from "../triage/assess-question.ts";
import type { Board } from "./board.ts";
import type { Place } from "./chat-message.ts";
import type { Incoming } from "./incoming.ts";
import type { Memory } from "./memory.ts";
import type { Settings, SettingsStore } from "./settings.ts";

export type TalkDeps = {
  readonly channel: Channel;
  readonly knowledge: Knowledge;
  readonly hear: Hear;
  readonly ask: Ask;
  readonly assess: Assess;
  readonly press: PressCard;
  readonly reception: Reception;
  readonly desk: Desk;
  readonly cases: CaseDeps;
  readonly settings: SettingsStore;
  readonly memory: Memory;
  /** Who of the configured people this is on the platform; `null` for everybody else. */
  readonly personOf: (user: string) => KnownPerson | null;
  /** The private chat with a person of the platform. */
  readonly privatePlaceOf: (user: string) => Place;
  /** Whether the chat of a board is still that of its person, or body. */
  readonly isHome: (board: Board) => Promise<boolean>;
  /** Opens a private chat with Adep; `null` where that is not known yet. */
  readonly privateLink: () => string | null;
};

export type Turn<Came extends Incoming = Incoming> = {
  readonly deps: TalkDeps;
  readonly incoming: Came;
  readonly settings: Settings;
  /** The chat as settings and memory know it. */
  readonly chat: string;
  readonly address: Address;
  readonly person: KnownPerson | null;
  /** The language of Adep's own words here. */
  readonly language: Language;
};

export type PressTurn = Turn<Extract<Incoming, { readonly kind: "press" }>>;
export type CommandTurn = Turn<Extract<Incoming, { readonly kind: "command" }>>;
export type TextTurn = Turn<Extract<Incoming, { readonly kind: "text" }>>;

export async function openTurn<Came extends Incoming>(deps: TalkDeps, incoming: Came): Promise<Turn<Came>> {
  // A person has one set of choices, whichever window a press came from; a group has its own.
  const chat = `${deps.channel}:${incoming.isPrivate ? incoming.user : incoming.place.chat}`;
  const settings = await deps.settings.read(chat);
  const spoken = deps.memory.recall(`spoken ${chat}`) as Language | null;
  const person = deps.personOf(incoming.user);
  return {
    ...{ deps, incoming, settings, chat, person },
    address: { channel: deps.channel, id: incoming.user },
    language: settings.language ?? spoken ?? person?.person.language ?? incoming.hint ?? "kk",
  };
}

export type Say = (key: MessageKey, values?: Readonly<Record<string, string>>) => string;

export function sayTo({ knowledge }: Pick<TalkDeps, "knowledge">, language: Language): Say {
  return (key, values = {}) => say(knowledge.messages[language], key, values);
}
