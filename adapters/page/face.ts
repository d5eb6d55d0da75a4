// The language of the page itself, and words in it.

import type { Context } from "hono";

import type { Knowledge } from "../../src/knowledge/knowledge.ts";
import { LANGUAGES, type Language } from "../../src/language.ts";
import { type MessageKey, say } from "../../src/messages.ts";

/** Chosen, or the first of the browser's languages that Adep speaks. */
export function faceOf(context: Context): Language {
  const accepted = context.req.header("accept-language") ?? "";
  const wanted = [context.req.query("face") ?? "", ...accepted.split(",").map((part) => part.trim().slice(0, 2))];
  return (
    LANGUAGES.find((language) => language === wanted.find((part) => LANGUAGES.some((known) => known === part))) ?? "kk"
  );
}

export type Say = (key: MessageKey, values?: Readonly<Record<string, string>>) => string;

export function wordsOf(knowledge: Pick<Knowledge, "messages">, language: Language): Say {
  return (key, values = {}) => say(knowledge.messages[language], key, values);
}
