// An answer as HTML: first what saves, then the answer with its sources.

import { html } from "hono/html";

import { cite, describeEdition, kindKey, writeQuote } from "../../src/citation.ts";
import type { Knowledge } from "../../src/knowledge/knowledge.ts";
import { LANGUAGES, type Language } from "../../src/language.ts";
import type { Citation, Reply } from "../../src/question.ts";
import { type Say, wordsOf } from "./face.ts";
import type { Html } from "./frame.ts";

/** Fixed words and numbers for whoever is in danger now; nothing where there are none. */
export function renderEmergency(say: Say, { language, parts }: Reply): Html | "" {
  if (parts.emergency.length === 0) return "";
  const title = say("emergency.title");
  const lines = parts.emergency.filter((line) => line !== title).map((line) => html`<p class="line">${line}</p>`);
  return html`<section class="emergency" lang="${language}" role="alert" aria-label="${title}"><h2>${title}</h2>${lines}</section>`;
}

/** `commissioner` stands where a reader decides what to do next. It may hold the offer, which is then no note. */
export function renderReply(knowledge: Knowledge, reply: Reply, commissioner: Html | ""): Html {
  const { language, outcome, parts, citations, triage } = reply;
  const say = wordsOf(knowledge, language);
  const isOffered = triage.offer && commissioner !== "";
  const notes = parts.notes.filter((note) => !(isOffered && note === say("offer")));
  const steps =
    parts.nextSteps.length > 0
      ? html`<h3>${say("nextStep")}</h3><ol>${parts.nextSteps.map((step) => html`<li>${step}</li>`)}</ol>`
      : "";
  const choices =
    parts.choices.length > 0 ? html`<ul>${parts.choices.map((choice) => html`<li>${choice}</li>`)}</ul>` : "";
  const sources =
    citations.length > 0
      ? html`<h3>${say("sources")}</h3><ol class="sources">${citations.map((citation) => renderCitation(knowledge, reply, citation))}</ol>`
      : "";
  return html`<section class="reply" lang="${language}" aria-labelledby="answer" data-outcome="${outcome}">
<h2 id="answer">${say("ask.answer")}</h2>
<p class="answer">${parts.answer}</p>${choices}${sources}
${notes.map((note) => html`<p class="note">${note}</p>`)}
${steps}
${commissioner}
<p class="label">${parts.label}</p>
</section>`;
}

function renderCitation(knowledge: Knowledge, reply: Reply, citation: Citation): Html {
  const { language } = reply;
  const say = wordsOf(knowledge, language);
  const act = knowledge.documents.get(citation.document);
  const kind = say(kindKey(citation));
  const edition = describeEdition(citation, knowledge.messages[language]);
  return html`<li data-provision="${citation.provision}">
<p class="place"><strong>${act?.short[language] ?? citation.document}, ${citation.pinpoint}</strong> — ${citation.title}</p>
<blockquote${citation.kind === "summary" ? "" : html` data-quote="${citation.kind}"`}><p>${writeQuote(citation)}</p></blockquote>
<p class="edition"><span class="kind">${kind}</span> · ${edition} · <a href="${citation.url}" rel="noreferrer">${say("ask.source")}</a></p>
${LANGUAGES.filter((other) => other !== language).map((other) => renderTwin(knowledge, reply, { citation, language: other }))}
</li>`;
}

type Twin = { readonly citation: Citation; readonly language: Language };

/** The same provision in another language, opened where a reader wants it. */
function renderTwin(knowledge: Knowledge, { day }: Reply, { citation, language }: Twin): Html | "" {
  const provision = knowledge.provisions.find(({ id }) => id === citation.provision);
  if (!provision) return "";
  const twin = cite(knowledge, provision, { language, day, score: citation.score });
  const say = wordsOf(knowledge, language);
  return html`<details class="twin" lang="${language}"><summary>${say("ask.twin")}</summary>
<blockquote><p>${writeQuote(twin)}</p></blockquote>
<p class="edition"><span class="kind">${say(kindKey(twin))}</span> · <a href="${twin.url}" rel="noreferrer">${twin.pinpoint}</a></p></details>`;
}
