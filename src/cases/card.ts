// What a surface shows and how it is answered. The same cards go to Telegram, to Slack and to the page.

import type { Person } from "./bodies.ts";
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
  /** For machines: what happened. */
  readonly result: CardResult;
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
  toPerson(person: Person, card: Card, about: About): Promise<Delivery | null>;
  toAsker(address: Address, card: Card, about: About): Promise<Delivery>;
}

export type About = {
  /** The case as people call it. */
  readonly codename: string;
  /** The delivery was begun before and may have arrived. */
  readonly isRepeat: boolean;
};
