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

/** What a platform can do, where platforms differ. */
export type Platform = {
  /** A window can be opened over the chat: forms, and texts of cases, go there and not into the chat. */
  readonly hasWindows: boolean;
  /** Adep can take a person's own message out of the chat. */
  readonly canErase: boolean;
  /** What stands before the name of a command. */
  readonly slash: string;
};

export type TalkDeps = {
  readonly channel: Channel;
  readonly platform: Platform;
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
  const chat = chatOf(deps, incoming);
  const settings = await deps.settings.read(chat);
  const spoken = deps.memory.recall(`spoken ${chat}`) as Language | null;
  const person = deps.personOf(incoming.user);
  return {
    ...{ deps, incoming, settings, chat, person },
    address: { channel: deps.channel, id: incoming.user },
    language: settings.language ?? spoken ?? person?.person.language ?? incoming.hint ?? "kk",
  };
}

/** A person has one set of choices, wherever they press; a group has its own, and whoever is answered aside there another. */
function chatOf({ channel }: TalkDeps, { isPrivate, user, place }: Incoming): string {
  if (isPrivate) return `${channel}:${user}`;
  return place.aside ? `${channel}:${place.chat}:${user}` : `${channel}:${place.chat}`;
}

export type Say = (key: MessageKey, values?: Readonly<Record<string, string>>) => string;

type Wording = Pick<TalkDeps, "knowledge"> & Partial<Pick<TalkDeps, "channel" | "platform">>;

/** In a channel's own wording where there is one: `chat.privacy.adep.slack` before `chat.privacy.adep`. */
export function sayTo({ knowledge, channel, platform }: Wording, language: Language): Say {
  const messages = knowledge.messages[language];
  const slash = platform?.slash ?? "/";
  return (key, values = {}) => {
    const own = `${key}.${channel}` as MessageKey;
    return say(messages, messages[own] === undefined ? key : own, { slash, ...values });
  };
}
