// Sentences of the catalogue with their gaps filled.

import type { Messages } from "./knowledge/schemas.ts";

/** Fills `{name}` gaps. Throws where the catalogue has no such key: a missing sentence is a fault of the build, not of the asker. */
export function say(messages: Messages, key: string, values: Readonly<Record<string, string>> = {}): string {
  const message = messages[key];
  if (message === undefined) throw new Error(`the message catalogue has no ${key}`);
  return message.replace(/\{(\w+)\}/g, (gap, name: string) => values[name] ?? gap);
}
