// Pieces of HTML that every part of the report is made of.

import { html } from "hono/html";

export type Html = ReturnType<typeof html>;

/** A table that scrolls within itself where the screen is narrower. */
export function scroll(table: Html): Html {
  return html`<div class="scroll" tabindex="0">${table}</div>`;
}

/** Characters that nobody sees, or that turn the words after them around, become their numbers. */
export function showInvisible(text: string): string {
  const toNumber = (character: string): string =>
    `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟩`;
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu, toNumber);
}
