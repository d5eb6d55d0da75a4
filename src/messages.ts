// Sentences of the catalogue with their gaps filled.

import { CASE_MESSAGE_KEYS } from "./cases/case-messages.ts";
import { CHAT_MESSAGE_KEYS } from "./chat/chat-messages.ts";
import type { Messages } from "./knowledge/schemas.ts";

/** Every sentence the code says; each catalogue must hold all of them. */
export const MESSAGE_KEYS = [
  "appTitle",
  "automated",
  "automated.worded",
  "sources",
  "related",
  "nextStep",
  "summaryLabel",
  "officialLabel",
  "unofficialLabel",
  "editionOf",
  "inForceFrom",
  "inForceBetween",
  "nextStep.default",
  "noSource",
  "noSource.provision",
  "noSource.day",
  "noSource.next",
  "outOfScope",
  "outOfScope.next",
  "smalltalk",
  "refused",
  "empty",
  "unavailable",
  "clarify",
  "superseded",
  "editionGap",
  "summaryChanged",
  "summaryUnsure",
  "offer",
  "ask.label",
  "ask.button",
  "ask.placeholder",
  "ask.answer",
  "ask.language",
  "ask.language.auto",
  "ask.asOf",
  "ask.editions",
  "ask.privacy",
  "ask.source",
  "ask.twin",
  "ask.examples",
  "page.intro",
  "page.notOfficial",
  "example.1",
  "example.2",
  "example.3",
  ...CASE_MESSAGE_KEYS,
  ...CHAT_MESSAGE_KEYS,
] as const;
export type MessageKey = (typeof MESSAGE_KEYS)[number];

/** Fills `{name}` gaps. Throws where the catalogue has no such key, which the check at start rules out. */
export function say(messages: Messages, key: MessageKey, values: Readonly<Record<string, string>> = {}): string {
  const message = messages[key];
  if (message === undefined) throw new Error(`the message catalogue has no ${key}`);
  return message.replace(/\{(\w+)\}/g, (gap, name: string) => values[name] ?? gap);
}
