// The page as HTML. Every value goes through the template's escaping.

import { html } from "hono/html";

import { describeEdition } from "../../src/citation.ts";
import { writeDay } from "../../src/day.ts";
import type { Knowledge } from "../../src/knowledge/knowledge.ts";
import type { Messages } from "../../src/knowledge/schemas.ts";
import { LANGUAGES, type Language } from "../../src/language.ts";
import { say } from "../../src/messages.ts";
import type { Citation, Reply } from "../../src/question.ts";

export type Asked = { readonly text: string; readonly language: Language | ""; readonly asOf: string };
export type PageView = { readonly face: Language; readonly asked: Asked | null; readonly reply: Reply | null };

type Html = ReturnType<typeof html>;

const NAMES: Readonly<Record<Language, string>> = { kk: "Қазақша", ru: "Русский", en: "English" };

export function renderPage(knowledge: Knowledge, { face, asked, reply }: PageView): Html {
  const messages = knowledge.messages[face];
  return html`<!doctype html>
<html lang="${face}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${say(messages, "appTitle")}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header>
<p class="name">Adep</p>
<nav aria-label="${say(messages, "ask.language")}">${LANGUAGES.map((language) => renderFace(language, face))}</nav>
</header>
<main>
<h1>${say(messages, "appTitle")}</h1>
<p>${say(messages, "page.intro")}</p>
${renderForm(messages, { face, asked })}
${reply ? renderReply(knowledge, reply) : renderExamples(messages, face)}
</main>
<footer>
<p>${say(messages, "ask.privacy")}</p>
<p>${say(messages, "page.notOfficial")}</p>
${renderEditions(knowledge, face)}
</footer>
</body>
</html>`;
}

function renderFace(language: Language, face: Language): Html {
  return language === face
    ? html`<a href="/?face=${language}" lang="${language}" hreflang="${language}" aria-current="true">${NAMES[language]}</a>`
    : html`<a href="/?face=${language}" lang="${language}" hreflang="${language}">${NAMES[language]}</a>`;
}

function renderForm(messages: Messages, { face, asked }: Pick<PageView, "face" | "asked">): Html {
  const options = LANGUAGES.map(
    (language) =>
      html`<option value="${language}" ${asked?.language === language ? "selected" : ""}>${NAMES[language]}</option>`,
  );
  return html`<form method="post" action="/?face=${face}">
<label for="question">${say(messages, "ask.label")}</label>
<textarea id="question" name="question" rows="3" maxlength="4000" required placeholder="${say(messages, "ask.placeholder")}">${asked?.text ?? ""}</textarea>
${asked ? html`<input type="hidden" name="previous" value="${asked.text}">` : ""}
<div class="choices">
<div><label for="language">${say(messages, "ask.language")}</label>
<select id="language" name="language"><option value="">${say(messages, "ask.language.auto")}</option>${options}</select></div>
<div><label for="asOf">${say(messages, "ask.asOf")}</label>
<input id="asOf" name="asOf" type="date" value="${asked?.asOf ?? ""}"></div>
<button type="submit">${say(messages, "ask.button")}</button>
</div>
</form>`;
}

function renderExamples(messages: Messages, face: Language): Html {
  const examples = (["example.1", "example.2", "example.3"] as const).map(
    (key) =>
      html`<li><form method="post" action="/?face=${face}"><button class="example" name="question" value="${say(messages, key)}">${say(messages, key)}</button></form></li>`,
  );
  return html`<section aria-labelledby="examples"><h2 id="examples">${say(messages, "ask.examples")}</h2><ul class="examples">${examples}</ul></section>`;
}

function renderReply(knowledge: Knowledge, reply: Reply): Html {
  const { language, outcome, parts, citations } = reply;
  const messages = knowledge.messages[language];
  const steps =
    parts.nextSteps.length > 0
      ? html`<h3>${say(messages, "nextStep")}</h3><ol>${parts.nextSteps.map((step) => html`<li>${step}</li>`)}</ol>`
      : "";
  const choices =
    parts.choices.length > 0 ? html`<ul>${parts.choices.map((choice) => html`<li>${choice}</li>`)}</ul>` : "";
  const sources =
    citations.length > 0
      ? html`<h3>${say(messages, "sources")}</h3><ol class="sources">${citations.map((citation) => renderCitation(knowledge, language, citation))}</ol>`
      : "";
  return html`<section class="reply" lang="${language}" aria-labelledby="answer" data-outcome="${outcome}">
<h2 id="answer">${say(messages, "ask.answer")}</h2>
<p class="answer">${parts.answer}</p>${choices}${sources}
${parts.notes.map((note) => html`<p class="note">${note}</p>`)}
${steps}
<p class="label">${parts.label}</p>
</section>`;
}

function renderCitation(knowledge: Knowledge, language: Language, citation: Citation): Html {
  const messages = knowledge.messages[language];
  const act = knowledge.documents.get(citation.document);
  const kind = say(messages, citation.kind === "summary" ? "summaryLabel" : "officialLabel");
  return html`<li data-provision="${citation.provision}">
<p class="place"><strong>${act?.short[language] ?? citation.document}, ${citation.pinpoint}</strong> — ${citation.title}</p>
<blockquote><p>${citation.quote}</p></blockquote>
<p class="edition"><span class="kind">${kind}</span> · ${describeEdition(citation, messages)} · <a href="${citation.url}" rel="noreferrer">${say(messages, "ask.source")}</a></p>
</li>`;
}

function renderEditions(knowledge: Knowledge, face: Language): Html {
  const messages = knowledge.messages[face];
  const rows = [...knowledge.documents.values()].map(({ title, edition, inForceFrom, inForceTo, url }) => {
    const period =
      inForceTo === null
        ? say(messages, "inForceFrom", { day: writeDay(inForceFrom) })
        : say(messages, "inForceBetween", { from: writeDay(inForceFrom), to: writeDay(inForceTo) });
    return html`<li><a href="${url[face]}" rel="noreferrer">${title[face]}</a>: ${say(messages, "editionOf", { day: writeDay(edition) })}, ${period}</li>`;
  });
  return html`<details><summary>${say(messages, "ask.editions")}</summary><ul>${rows}</ul></details>`;
}
