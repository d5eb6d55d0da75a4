// What is said in a chat, before a platform gives it its own form.

import type { Block } from "./rich.ts";

export type ChatButton = {
  readonly label: string;
  readonly style: "plain" | "primary" | "danger";
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
export type Place = { readonly chat: string; readonly thread?: string };

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
  | { readonly kind: "notice"; readonly pressId: string; readonly text: string; readonly isAlert: boolean };
