// What comes in from a chat, read and stripped: no name, no handle, nothing that is not needed.

import type { Language } from "../language.ts";
import type { Place } from "./chat-message.ts";

export const MEDIA = [
  "photo",
  "voice",
  "video",
  "document",
  "sticker",
  "location",
  "contact",
  "poll",
  "other",
] as const;
export type Media = (typeof MEDIA)[number];

type Common = {
  /** The platform's own id of the event: the same event delivered again has no second effect. */
  readonly event: string;
  /** The platform's own id of whoever acts. */
  readonly user: string;
  /** What the platform believes about the person's language. */
  readonly hint: Language | null;
  readonly place: Place;
  readonly isPrivate: boolean;
  /** In a group: meant for Adep. Always true in private. */
  readonly isAddressed: boolean;
  /** The message it is about. */
  readonly messageId: string;
};

export type Incoming = Common &
  (
    | {
        readonly kind: "text";
        readonly text: string;
        /** Somebody else's words, passed on. */
        readonly isForwarded: boolean;
        /** Adep's message that this one answers. */
        readonly answers: { readonly id: string; readonly text: string } | null;
        /** The text stood under a picture or a file, which Adep does not open. */
        readonly under: Media | null;
      }
    | {
        readonly kind: "command";
        readonly name: string;
        readonly rest: string;
        /** As of a press, where a command can open a window. */
        readonly pressId?: string;
      }
    | {
        readonly kind: "media";
        readonly media: Media;
        /** Several that were sent together have the same one. */
        readonly album: string | null;
      }
    | { readonly kind: "edited" }
    | { readonly kind: "channel-post" }
    /** Adep was added to a group. */
    | { readonly kind: "added" }
    | {
        readonly kind: "press";
        readonly pressId: string;
        readonly data: string;
        /** What the message with the button was an answer to, where the platform still shows it. */
        readonly about: { readonly id: string; readonly text: string } | null;
        /** Where the button stands; in a message where nothing is said. A window's id is the id of the message. */
        readonly within?: "window" | "home";
        /** What its window was opened with. */
        readonly ground?: string;
      }
    /** The form of a window was handed in; the window's id is the id of the message. */
    | {
        readonly kind: "submit";
        readonly pressId: string;
        readonly data: string;
        readonly text: string;
        readonly ground: string;
      }
    /** The person looks at their own page with Adep. */
    | { readonly kind: "home" }
    /** The person looks at the chat with Adep, perhaps for the first time. */
    | { readonly kind: "opened" }
  );
