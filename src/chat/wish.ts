// The text that is waited for in a chat, and whether a message is that text.

import type { Wish } from "./settings.ts";
import type { Turn } from "./talk-deps.ts";

/** `null` where nothing is waited for: then the text is a question. */
export function wishOf({ settings, deps }: Turn): Wish | null {
  const { wish } = settings;
  return wish && wish.until > deps.cases.now() ? wish : null;
}

/** No code at all: then whoever wrote it wants something else. */
export function isNoCode(wish: Wish, text: string): boolean {
  return wish.kind === "receipt" && (!/\d/u.test(text) || text.replace(/[^\p{L}\d]/gu, "").length > LONGEST_CODE);
}

/** In letters and digits, with room for mistakes. */
const LONGEST_CODE = 45;

/** The message answers another prompt than the one whose text is waited for: it must not go into the wrong case. */
export function answersAnother(wish: Wish, answers: { readonly id: string } | null): boolean {
  return wish.kind === "press" && wish.prompt !== null && answers !== null && answers.id !== wish.prompt;
}
