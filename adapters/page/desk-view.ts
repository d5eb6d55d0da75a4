// The commissioner's pages: login, queue, one case.

import { html } from "hono/html";

import type { Card } from "../../src/cases/card.ts";
import type { QueueItem } from "../../src/cases/desk.ts";
import type { Knowledge } from "../../src/knowledge/knowledge.ts";
import type { Language } from "../../src/language.ts";
import { type Kept, renderCard } from "./card-view.ts";
import { type Say, wordsOf } from "./face.ts";
import { type Html, renderFrame } from "./frame.ts";

export type LoginPage = { readonly face: Language; readonly fault: "desk.wrong" | "desk.locked" | null };

export function renderLogin(knowledge: Knowledge, { face, fault }: LoginPage): Html {
  const say = wordsOf(knowledge, face);
  const content = html`<h1>${say("desk.name")}</h1>
${fault ? html`<section class="card notice" role="alert"><p>${say(fault)}</p></section>` : ""}
<form method="post" action="/desk/login?face=${face}" autocomplete="off">
<label for="login">${say("desk.login")}</label>
<div class="choices"><input id="login" name="login" type="password" required maxlength="200" autocomplete="off">
<button>${say("desk.enter")}</button></div>
<p class="note">${say("desk.loginHint")}</p>
</form>`;
  return renderFrame({ face, say, here: "/desk", content });
}

export function renderQueue(knowledge: Knowledge, face: Language, queue: readonly QueueItem[]): Html {
  const say = wordsOf(knowledge, face);
  const items = queue.map(({ codename, card, found }) => {
    const way = `/desk/case/${encodeURIComponent(codename)}?face=${face}`;
    return html`<li data-severity="${found.severity}" data-state="${found.state}"><a href="${way}">${card.title}</a>
${card.lines.map((line) => html`<span class="fact">${line}</span>`)}</li>`;
  });
  const content = html`<h1>${say("desk.queue")}</h1>
${items.length > 0 ? html`<ul class="queue">${items}</ul>` : html`<p>${say("desk.empty")}</p>`}`;
  return renderDesk(say, face, content);
}

export type DeskCard = { readonly face: Language; readonly card: Card; readonly kept?: Kept | null };

export function renderDeskCard(knowledge: Knowledge, { face, card, kept = null }: DeskCard): Html {
  const say = wordsOf(knowledge, face);
  const side = { face, language: face, say, press: "/desk/press" } as const;
  const content = html`<h1>${say("desk.name")}</h1>
${renderCard(card, side, kept)}
<p class="back"><a href="/desk?face=${face}">${say("desk.queue")}</a></p>`;
  return renderDesk(say, face, content);
}

function renderDesk(say: Say, face: Language, content: Html): Html {
  const ways = html`<nav class="ways"><a href="/desk?face=${face}">${say("desk.queue")}</a>
<form method="post" action="/desk/logout?face=${face}"><button>${say("desk.leave")}</button></form></nav>`;
  return renderFrame({ face, say, here: "/desk", ways, content });
}
