// What a surface shows and how it is answered. The same cards go to Telegram, to Slack and to the page.

import type { Language } from "../language.ts";
import type { KnownPerson } from "./bodies.ts";
import type { Address, Channel } from "./case.ts";

export type Button = {
  readonly label: string;
  /** Opaque and random: it holds no id, name or text. */
  readonly token: string;
  readonly style: "plain" | "primary" | "danger";
};

export type Card = {
  readonly title: string;
  readonly lines: readonly string[];
  /** Text that opens only where it was asked for, such as a report; shown protected where the platform can. */
  readonly quote: string | null;
  readonly buttons: readonly Button[];
  /** The next text of this person is meant for this token. */
  readonly input: Input | null;
  /** What stands in the chat while the text is written elsewhere, with fresh buttons. */
  readonly behind?: Card;
  /** The case, where the card shows the whole of it as it stands; `null` for a question back or a notice. */
  readonly whole: WholeCase | null;
  /** For machines: what happened. */
  readonly result: CardResult;
};

export type WholeCase = {
  readonly caseId: string;
  readonly codename: string;
  /** What has just happened; it stands first among the lines, too. */
  readonly news: string | null;
};

export type Input = {
  readonly label: string;
  readonly token: string;
  /** What stands in the field already. */
  readonly value: string;
  /** The label of what hands the text in. */
  readonly button: string;
};

/** `erased`: done, and nothing can be called back. */
export const CARD_RESULTS = ["shown", "done", "erased", "refused", "unavailable"] as const;
export type CardResult = (typeof CARD_RESULTS)[number];

/** `gone`: this address can no longer be reached, and trying again will not help. */
export type Delivery = "delivered" | "gone" | { readonly retryAfterMs: number };

/** One channel's way to people. Rejects where the platform fails; the errand is then tried again. */
export interface Messenger {
  readonly channel: Channel;
  /** `null` where this person is not reached through this channel. */
  toPerson(known: KnownPerson, make: MakeCard, about: AboutCase): Promise<Delivery | null>;
  toAsker(address: Address, card: Card, about: AboutWord): Promise<Delivery>;
  /** Brings every card of the case that stands in this channel's chats to what is now. */
  refresh(caseId: string, show: ShowBoard): Promise<Delivery>;
}

export type About = {
  /** The case as people call it. */
  readonly codename: string;
  /** The delivery was begun before and may have arrived. */
  readonly isRepeat: boolean;
};

export type AboutWord = About & {
  readonly language: Language;
  /** Names what is said, among all that is said to this asker. */
  readonly mark: string;
};

export type AboutCase = About & {
  readonly caseId: string;
  /** Names what is told, so that a chat of several people hears it once. */
  readonly mark: string;
  /** Nobody is kept out of this case: a chat of several people may know of it. */
  readonly isOpenToAll: boolean;
};

/** Whose buttons a card of the commissioner's side carries: one person's, or those of all who are authorised in a chat. */
export type Viewer =
  | { readonly person: string }
  | { readonly place: string; readonly body: string; readonly language: Language };

/** The card as it should stand now before this viewer. */
export type ShowBoard = (viewer: Viewer) => Promise<Card>;

/** Makes the card anew, with buttons of its own. Rejects where the case is gone meanwhile. */
export type MakeCard = (viewer: Viewer) => Promise<Card>;
