// The page of questions and answers as HTML. Every value goes through the template's escaping.

import { html } from "hono/html";

import type { Card } from "../../src/cases/card.ts";
import { writeDay } from "../../src/day.ts";
import type { Knowledge } from "../../src/knowledge/knowledge.ts";
import { LANGUAGES, type Language } from "../../src/language.ts";
import type { Reply } from "../../src/question.ts";
import { renderCard } from "./card-view.ts";
import { privacy, renderRule, renderWays } from "./case-view.ts";
import { renderChallenge } from "./challenge-view.ts";
import { type Say, wordsOf } from "./face.ts";
import { type Html, LANGUAGE_NAMES, renderFrame } from "./frame.ts";
import type { PageCases } from "./page-deps.ts";
import { renderEmergency, renderReply } from "./reply-view.ts";

export type Asked = {
  readonly text: string;
  readonly language: Language | "";
  readonly asOf: string;
  /** The state body that was chosen; empty where there is nothing to choose. */
  readonly body: string;
};

export type PageView = {
  readonly face: Language;
  readonly asked: Asked | null;
  readonly reply: Reply | null;
  readonly card: Card | null;
  readonly cases: PageCases | null;
  /** The number of the forms on this page: the same form sent twice has one effect. */
  readonly once: string;
};

export function renderPage(knowledge: Knowledge, view: PageView): Html {
  const { face, reply, card, cases } = view;
  const say = wordsOf(knowledge, face);
  const language = reply?.language ?? face;
  const side = { face, language, say: wordsOf(knowledge, language), press: "/case/press" } as const;
  const emergency = reply ? renderEmergency(side.say, reply) : "";
  const answer = reply
    ? html`${renderReply(knowledge, reply, renderAskCommissioner(side.say, view))}${renderObjecting(side.say, view)}`
    : "";
  const form = html`<h1>${say("appTitle")}</h1>
<p>${say("page.intro")}</p>
${cases ? renderRule(say, cases) : ""}
${renderForm(say, view)}`;
  // Where there is more than an answer, that comes first, and the form for the next question last.
  const content =
    card || emergency !== ""
      ? html`${emergency}${card ? renderCard(card, side) : ""}${answer}${form}`
      : html`${form}${reply ? answer : renderExamples(say, view)}`;
  const footer = html`${cases ? privacy(say) : html`<p>${say("ask.privacy")}</p>`}
<p>${say("page.notOfficial")}</p>
${renderEditions(knowledge, face)}
${cases && cases.logins.size > 0 ? html`<p><a href="/desk?face=${face}">${say("desk.name")}</a></p>` : ""}`;
  return renderFrame({ face, say, here: "/", ways: cases ? renderWays(say, { face }) : "", content, footer });
}

function renderForm(say: Say, { face, asked, once, cases }: PageView): Html {
  const options = LANGUAGES.map(
    (language) =>
      html`<option value="${language}" ${asked?.language === language ? "selected" : ""}>${LANGUAGE_NAMES[language]}</option>`,
  );
  return html`<form method="post" action="/?face=${face}">
<label for="question">${say("ask.label")}</label>
<textarea id="question" name="question" rows="3" maxlength="4000" required placeholder="${say("ask.placeholder")}">
${asked?.text ?? ""}</textarea>
${asked ? html`<input type="hidden" name="previous" value="${asked.text}">` : ""}
${cases ? html`<input type="hidden" name="once" value="${once}">` : ""}
<div class="choices">
${cases ? renderBodies(say, { face, asked, cases }) : ""}
<div><label for="language">${say("ask.language")}</label>
<select id="language" name="language"><option value="">${say("ask.language.auto")}</option>${options}</select></div>
<div><label for="asOf">${say("ask.asOf")}</label>
<input id="asOf" name="asOf" type="date" value="${asked?.asOf ?? ""}"></div>
<button type="submit">${say("ask.button")}</button>
</div>
</form>`;
}

type Choosing = { readonly face: Language; readonly asked: Asked | null; readonly cases: PageCases };

/** Whose commissioner a case goes to, where there are several. */
function renderBodies(say: Say, { face, asked, cases }: Choosing): Html | "" {
  const { bodies } = cases.bodies();
  if (bodies.length < 2) return "";
  const options = bodies.map(
    ({ id, name }) =>
      html`<option value="${id}" ${asked?.body === id ? "selected" : ""}>${say("another.commissioner", { body: name[face] })}</option>`,
  );
  return html`<div class="bodies"><label for="body">${say("ask.body")}</label>
<select id="body" name="body" required><option value="">—</option>${options}</select></div>`;
}

/** One press away, whatever triage thinks; a case that was just opened needs no second one. */
function renderAskCommissioner(say: Say, { face, asked, card, cases, once, reply }: PageView): Html | "" {
  const isOpened = card !== null && (card.result === "shown" || card.result === "done");
  if (!cases || !asked || asked.text.trim() === "" || isOpened) return "";
  const { text, language, asOf, body } = asked;
  const values = Object.entries({ question: text, language, asOf, body, once });
  return html`<form class="commissioner" method="post" action="/case/prepare?face=${face}">
${values.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${reply?.triage.offer ? html`<p class="offer">${say("offer")}</p>` : ""}
<button class="${reply?.triage.offer ? "primary" : ""}">${say("press.askCommissioner")}</button>
</form>`;
}

/** Without a store there is nowhere to keep it; and what became a case is copied nowhere else. */
function renderObjecting(say: Say, { face, asked, card, cases, reply }: PageView): Html | "" {
  if (!cases || !asked || !reply || card !== null) return "";
  return renderChallenge(say, { face, question: asked.text, body: asked.body, reply });
}

function renderExamples(say: Say, { face, once, cases }: PageView): Html {
  const hidden = cases ? html`<input type="hidden" name="once" value="${once}">` : "";
  const examples = (["example.1", "example.2", "example.3"] as const).map(
    (key) =>
      html`<li><form method="post" action="/?face=${face}">${hidden}<button class="example" name="question" value="${say(key)}">${say(key)}</button></form></li>`,
  );
  return html`<section aria-labelledby="examples"><h2 id="examples">${say("ask.examples")}</h2><ul class="examples">${examples}</ul></section>`;
}

function renderEditions(knowledge: Knowledge, face: Language): Html {
  const say = wordsOf(knowledge, face);
  const rows = [...knowledge.documents.values()].map(({ title, edition, inForceFrom, inForceTo, url }) => {
    const period =
      inForceTo === null
        ? say("inForceFrom", { day: writeDay(inForceFrom) })
        : say("inForceBetween", { from: writeDay(inForceFrom), to: writeDay(inForceTo) });
    return html`<li><a href="${url[face]}" rel="noreferrer">${title[face]}</a>: ${say("editionOf", { day: writeDay(edition) })}, ${period}</li>`;
  });
  return html`<details><summary>${say("ask.editions")}</summary><ul>${rows}</ul></details>`;
}
