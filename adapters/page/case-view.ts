// The asker's pages: one card, all cases, and what was decided about serious ones.

import { html } from "hono/html";

import type { Card } from "../../src/cases/card.ts";
import type { Knowledge } from "../../src/knowledge/knowledge.ts";
import type { Language } from "../../src/language.ts";
import { type Kept, renderCard } from "./card-view.ts";
import { type Say, wordsOf } from "./face.ts";
import { type Html, renderFrame } from "./frame.ts";
import type { PageCases } from "./page-deps.ts";

export function renderWays(say: Say, { face, isHere = false }: { face: Language; isHere?: boolean }): Html {
  const here = isHere ? html`aria-current="page"` : "";
  return html`<nav class="ways"><a href="/?face=${face}">${say("ask.label")}</a> <a href="/cases?face=${face}" ${here}>${say("case.mine")}</a></nav>`;
}

/** What happens to a serious matter, before anybody writes one down. */
export function renderRule(say: Say, { escalation, bodies }: Pick<PageCases, "escalation" | "bodies">): Html {
  const nobody = bodies().isConfigured ? "" : html`<p class="rule"><strong>${say("privacy.nobody")}</strong></p>`;
  return html`<p class="rule">${say(escalation.mode === "auto" ? "privacy.auto" : "privacy.confirm")}</p>${nobody}`;
}

export type CardPage = {
  readonly face: Language;
  readonly language: Language;
  readonly card: Card;
  readonly kept?: Kept | null;
};

export function renderCardPage(knowledge: Knowledge, { face, language, card, kept = null }: CardPage): Html {
  const say = wordsOf(knowledge, face);
  const side = { face, language, say: wordsOf(knowledge, language), press: "/case/press" } as const;
  const content = html`<h1>${say("appTitle")}</h1>
${renderCard(card, side, kept)}
<p class="back"><a href="/cases?face=${face}">${say("case.mine")}</a></p>`;
  return renderFrame({ face, say, here: "/cases", ways: renderWays(say, { face }), content, footer: privacy(say) });
}

export type CasesPage = {
  readonly face: Language;
  readonly cards: readonly Card[];
  /** The number of the form. */
  readonly once: string;
};

export function renderCases(knowledge: Knowledge, { face, cards, once }: CasesPage): Html {
  const say = wordsOf(knowledge, face);
  const side = { face, language: face, say, press: "/case/press" } as const;
  const shown = cards.length > 0 ? cards.map((card) => renderCard(card, side)) : html`<p>${say("case.none")}</p>`;
  const content = html`<h1>${say("case.mine")}</h1>
${shown}
<form class="enter" method="post" action="/case/enter?face=${face}" autocomplete="off">
<input type="hidden" name="once" value="${once}">
<label for="code">${say("receipt.label")}</label>
<div class="choices"><input id="code" name="code" required maxlength="200" spellcheck="false" autocapitalize="characters">
<button>${say("receipt.enter")}</button></div>
</form>`;
  const ways = renderWays(say, { face, isHere: true });
  return renderFrame({ face, say, here: "/cases", ways, content, footer: privacy(say) });
}

export function privacy(say: Say): Html {
  return html`<h2>${say("privacy.title")}</h2><p>${say("privacy.page")}</p><p>${say("privacy.candidates")}</p>`;
}
