// A card as HTML: what happened, the text that was asked for, and what can be done now.

import { html } from "hono/html";

import type { Card, Input } from "../../src/cases/card.ts";
import { LONGEST_TEXT } from "../../src/cases/press.ts";
import { readReceipt } from "../../src/cases/receipt.ts";
import type { Language } from "../../src/language.ts";
import type { Say } from "./face.ts";
import type { Html } from "./frame.ts";

export type CardSide = {
  readonly face: Language;
  /** The card's own language, which its buttons carry on. */
  readonly language: Language;
  readonly say: Say;
  readonly press: "/case/press" | "/desk/press";
};

/** What was written for a button and was not taken: it comes back instead of being lost, with the button if that still works. */
export type Kept = { readonly token: string | null; readonly text: string };

export function renderCard(card: Card, side: CardSide, kept: Kept | null = null): Html {
  const { title, lines, quote, buttons, input, result } = card;
  const isNotice = result === "refused" || result === "unavailable";
  const role = isNotice ? "alert" : "region";
  return html`<section class="card ${isNotice ? "notice" : ""}" lang="${side.language}" role="${role}" aria-label="${title}" data-result="${result}">
<h2>${title}</h2>
${lines.map((line) => html`<p class="line">${line}</p>`)}
${quote !== null ? renderQuote(quote) : ""}
${input ? renderInput(side, input) : ""}
${kept ? renderKept(side, kept) : ""}
${buttons.length > 0 ? renderButtons(buttons, side) : ""}
</section>`;
}

function renderQuote(quote: string): Html {
  if (readReceipt(quote) !== quote) return html`<blockquote class="quote">${quote}</blockquote>`;
  const groups = quote.split("-").map((group, at) => html`${at > 0 ? html`-<wbr>` : ""}${group}`);
  return html`<p class="receipt"><code>${groups}</code></p>`;
}

function renderKept(side: CardSide, { token, text }: Kept): Html {
  return token === null
    ? renderQuote(text)
    : renderInput(side, { token, value: text, label: side.say("press.edit"), button: side.say("press.send") });
}

function renderInput(side: CardSide, { label, token, value, button }: Input): Html {
  return html`<form class="write" method="post" action="${side.press}?face=${side.face}" autocomplete="off">
${renderLanguage(side)}<input type="hidden" name="token" value="${token}">
<label>${label}
<textarea name="text" rows="7" maxlength="${LONGEST_TEXT}" required spellcheck="false">
${value}</textarea></label>
<button class="primary">${button}</button>
</form>`;
}

function renderButtons(buttons: Card["buttons"], side: CardSide): Html {
  return html`<div class="presses">${buttons.map(
    ({ label, token, style }) =>
      html`<form method="post" action="${side.press}?face=${side.face}">${renderLanguage(side)}<button class="${style}" name="token" value="${token}">${label}</button></form>`,
  )}</div>`;
}

function renderLanguage({ language }: Pick<CardSide, "language">): Html {
  return html`<input type="hidden" name="language" value="${language}">`;
}
