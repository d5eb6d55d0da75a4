// What is said in a chat, before a platform gives it its own form.

import type { Verdict } from "./chat-store.ts";
import type { Block } from "./rich.ts";

export type ChatButton = {
  readonly label: string;
  readonly style: "plain" | "primary" | "danger";
  /** What is thought of an answer; some platforms have buttons of their own for it. */
  readonly verdict?: Verdict;
} & (
  | {
      /** Opaque, at most 64 bytes. */
      readonly data: string;
    }
  | { readonly url: string }
);

export type ChatMessage = {
  readonly blocks: readonly Block[];
  /** In rows, as they should stand. */
  readonly buttons: readonly (readonly ChatButton[])[];
  /** Must not be passed on or copied, where the platform can hinder it. */
  readonly isProtected: boolean;
  /** The next text is wanted; this stands in the empty field. `null` where nothing is wanted. */
  readonly wants: string | null;
  /** What the text that is wanted is for; never sent. */
  readonly wantedFor?: string;
  /** The message becomes the card of this case in this chat; never sent. */
  readonly boardOf?: { readonly caseId: string; readonly person: string };
};

/** A chat, or a thread of a chat. Ids are the platform's own. */
export type Place = {
  readonly chat: string;
  readonly thread?: string;
  /** What is said goes to one person's eyes only, in a chat of several. */
  readonly aside?: Aside;
};

export type Aside = {
  readonly user: string;
  readonly chat: string;
  /** Where the platform takes answers for a while; `null` where it named nothing. */
  readonly url: string | null;
};

/** Opens over the chat for one person, who closes it again; nothing of it stays in the chat. */
export type ChatWindow = {
  /** A few words. */
  readonly title: string;
  readonly message: ChatMessage;
  readonly form: Form | null;
  /** Opaque: comes back with whatever is pressed or handed in there. Empty where there is nothing to remember. */
  readonly ground: string;
  /** What is shown there cannot be had a second time: where no window opens it is said in the private chat. */
  readonly isOnly: boolean;
};

/** A field for text, and what hands it in. */
export type Form = {
  readonly label: string;
  /** Stands in the field already. */
  readonly value: string;
  readonly button: string;
  /** Opaque, as of a button: what is written is meant for this. */
  readonly data: string;
};

/** What is to be done in chats, in this order. */
export type Deed =
  | {
      readonly kind: "send";
      readonly to: Place;
      readonly message: ChatMessage;
      /** The message that is answered. */
      readonly replyTo?: string;
    }
  /** Sent anew where the message can no longer be changed. */
  | { readonly kind: "edit"; readonly to: Place; readonly id: string; readonly message: ChatMessage }
  | { readonly kind: "delete"; readonly to: Place; readonly id: string }
  /** A short word to whoever pressed; not durable, for it is of use only at once. */
  | { readonly kind: "notice"; readonly pressId: string; readonly text: string; readonly isAlert: boolean }
  /** Takes the place of the window in which was pressed, else opens one. Not durable, as a notice. */
  | { readonly kind: "window"; readonly window: ChatWindow }
  /** A person's own page with Adep, part by part. Not durable: it is made anew whenever it is opened. */
  | { readonly kind: "home"; readonly parts: readonly ChatMessage[] }
  /** First questions that can be sent with a press. Not durable. */
  | { readonly kind: "prompts"; readonly title: string; readonly prompts: readonly string[] };
