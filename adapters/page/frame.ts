// What stands around everything on the page: name, languages, ways, footer.

import { html } from "hono/html";

import { LANGUAGES, type Language } from "../../src/language.ts";
import type { Say } from "./face.ts";

export type Html = ReturnType<typeof html>;

export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { kk: "Қазақша", ru: "Русский", en: "English" };

export type Frame = {
  readonly face: Language;
  readonly say: Say;
  /** Where a change of language leads. */
  readonly here: "/" | "/cases" | "/desk";
  readonly ways?: Html | "";
  readonly content: Html;
  readonly footer?: Html | "";
};

/** Within the site a form says where it comes from; other sites learn nothing. */
export function renderFrame({ face, say, here, ways = "", content, footer = "" }: Frame): Html {
  return html`<!doctype html>
<html lang="${face}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="same-origin">
<title>${say("appTitle")}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header>
<p class="name"><a href="/?face=${face}">Adep</a></p>
<nav aria-label="${say("ask.language")}">${LANGUAGES.map((language) => renderFace(language, { face, here }))}</nav>
</header>
${ways}
<main>
${content}
</main>
${footer === "" ? "" : html`<footer>${footer}</footer>`}
</body>
</html>`;
}

function renderFace(language: Language, { face, here }: Pick<Frame, "face" | "here">): Html {
  const way = html`href="${here}?face=${language}" lang="${language}" hreflang="${language}"`;
  return language === face
    ? html`<a ${way} aria-current="true">${LANGUAGE_NAMES[language]}</a>`
    : html`<a ${way}>${LANGUAGE_NAMES[language]}</a>`;
}
