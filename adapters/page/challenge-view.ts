// A challenge to an answer as HTML: the form below the answer, what would be kept, what was kept.

import { html } from "hono/html";

import type { ChallengePreview } from "../../src/candidates/challenges.ts";
import type { Offer } from "../../src/candidates/keep.ts";
import { LONGEST_TEXT } from "../../src/cases/press.ts";
import type { Knowledge } from "../../src/knowledge/knowledge.ts";
import type { Language } from "../../src/language.ts";
import type { Reply } from "../../src/question.ts";
import { isGrave } from "../../src/triage/assess.ts";
import { privacy, renderWays } from "./case-view.ts";
import { type Say, wordsOf } from "./face.ts";
import { type Html, renderFrame } from "./frame.ts";

export type BelowAnswer = {
  readonly face: Language;
  readonly question: string;
  readonly body: string;
  readonly reply: Reply;
};

/** Folded away, for most people want nothing of it. */
export function renderChallenge(say: Say, { face, question, body, reply }: BelowAnswer): Html | "" {
  const { language, outcome, citations, triage } = reply;
  if (citations.length === 0 || isGrave(triage.severity)) return "";
  return html`<details class="challenge" lang="${language}"><summary>${say("challenge")}</summary>
<form class="write" method="post" action="/challenge?face=${face}" autocomplete="off">
${hidden({ question, language, body, outcome })}
<label>${say("challenge.ask")}
<textarea name="remark" rows="4" maxlength="${LONGEST_TEXT}" required>
</textarea></label>
<p class="note">${say("challenge.how")}</p>
<button>${say("press.continue")}</button>
</form></details>`;
}

export type PreviewPage = ChallengePreview & {
  readonly face: Language;
  readonly remark: string;
  readonly body: string;
  /** The number of the form: sent twice it is kept once. */
  readonly once: string;
};

export function renderPreview(knowledge: Knowledge, page: PreviewPage): Html {
  const { face, offer, once, body } = page;
  const { language, text: question, remark, outcome } = offer;
  const say = wordsOf(knowledge, language);
  const fields = { question, remark, language, body, outcome: outcome ?? "", once };
  const content = html`${renderSerious(say, page)}
<section class="card" lang="${language}" role="region" aria-label="${say("challenge")}" data-result="shown">
<h2>${say("challenge")}</h2>
<p class="line">${say("challenge.preview")}</p>
${renderWords(say, offer)}
<div class="presses">
<form method="post" action="/challenge/keep?face=${face}">${hidden(fields)}<button class="primary">${say("press.send")}</button></form>
<form method="get" action="/"><input type="hidden" name="face" value="${face}"><button>${say("press.cancel")}</button></form>
</div>
</section>`;
  return renderWhole(knowledge, face, content);
}

export function renderKeptPage(knowledge: Knowledge, { face, offer }: { face: Language; offer: Offer }): Html {
  const say = wordsOf(knowledge, offer.language);
  const content = html`<section class="card" lang="${offer.language}" role="region" aria-label="${say("challenge")}" data-result="done">
<h2>${say("challenge")}</h2>
<p class="line">${say("candidate.kept")}</p>
${renderWords(say, offer)}
</section>`;
  return renderWhole(knowledge, face, content);
}

function renderWhole(knowledge: Knowledge, face: Language, content: Html): Html {
  const say = wordsOf(knowledge, face);
  const whole = html`<h1>${say("appTitle")}</h1>
${content}
<p class="back"><a href="/?face=${face}">${say("ask.label")}</a></p>`;
  return renderFrame({ face, say, here: "/", ways: renderWays(say, { face }), content: whole, footer: privacy(say) });
}

function renderWords(say: Say, { text, remark }: Offer): Html {
  return html`<h3>${say("candidate.question")}</h3><blockquote class="quote">${text}</blockquote>
<h3>${say("candidate.remark")}</h3><blockquote class="quote">${remark}</blockquote>`;
}

/** What was told may be a matter for the commissioner, who then gets it as it was written, after a look at it. */
function renderSerious(
  say: Say,
  { face, offer, remark, body, once, isCommissionerOffered, emergency }: PreviewPage,
): Html | "" {
  if (!isCommissionerOffered) return "";
  const fields = { question: remark, language: offer.language, body, once };
  return html`<section class="card" lang="${offer.language}" role="region" aria-label="${say("press.askCommissioner")}">
${emergency.map((line) => html`<p class="line">${line}</p>`)}
<form class="commissioner" method="post" action="/case/prepare?face=${face}">${hidden(fields)}
<p class="offer">${say("offer")}</p>
<button class="primary">${say("press.askCommissioner")}</button></form>
</section>`;
}

function hidden(values: Readonly<Record<string, string>>): Html[] {
  return Object.entries(values).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`);
}
