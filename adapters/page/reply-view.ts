// An answer as HTML: first what saves, then the answer with its sources.

import { html } from "hono/html";

import { describeEdition } from "../../src/citation.ts";
import type { Knowledge } from "../../src/knowledge/knowledge.ts";
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

function renderCitation(knowledge: Knowledge, { language }: Reply, citation: Citation): Html {
  const say = wordsOf(knowledge, language);
  const act = knowledge.documents.get(citation.document);
  const kind = say(citation.kind === "summary" ? "summaryLabel" : "officialLabel");
  const edition = describeEdition(citation, knowledge.messages[language]);
  return html`<li data-provision="${citation.provision}">
<p class="place"><strong>${act?.short[language] ?? citation.document}, ${citation.pinpoint}</strong> — ${citation.title}</p>
<blockquote><p>${citation.quote}</p></blockquote>
<p class="edition"><span class="kind">${kind}</span> · ${edition} · <a href="${citation.url}" rel="noreferrer">${say("ask.source")}</a></p>
</li>`;
}
