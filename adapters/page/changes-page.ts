// What an amendment did to an act, as one page that needs nothing else: no script, no font, no picture from elsewhere.

import { html, raw } from "hono/html";

import { writeDay } from "../../src/day.ts";
import type { EditionChanges, TopicChanges, UnitChange } from "../../src/editions/compare-editions.ts";
import type { Piece } from "../../src/editions/compare-words.ts";
import { labelOf, markPieces, writeSummary } from "../../src/editions/report-labels.ts";
import type { ActDocument } from "../../src/knowledge/schemas.ts";
import { pinpoint } from "../../src/pinpoint.ts";
import { CHANGES_STYLE } from "./changes-style.ts";
import type { Html } from "./frame.ts";

type Around = { readonly changes: EditionChanges; readonly document: ActDocument };

export async function renderChanges(changes: EditionChanges, document: ActDocument): Promise<string> {
  const { language, before, after, topics } = changes;
  const around = { changes, document };
  const title = `${document.title[language]}: ${writeDay(before.edition)} → ${writeDay(after.edition)}`;
  const page = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${raw(CHANGES_STYLE)}</style>
</head>
<body>
<header>
<h1 lang="${language}">${title}</h1>
<p>${writeSummary(changes)}.</p>
<p class="note">The later edition is in force from ${writeDay(after.inForceFrom)}. <ins>What is new</ins> is underlined, <del>what is gone</del> is struck out.
Compare with the official publication before relying on it.</p>
</header>
${topics.length === 0 ? "" : renderContents(around)}
<main>
${topics.map((topic) => renderTopic(topic, around))}
</main>
<footer><p>Written by <code>npm run knowledge -- diff</code>.</p></footer>
</body>
</html>
`;
  return String(page);
}

/** An id such as `law-1/12/3` makes a name that can stand in an address as it is. */
function anchorOf(id: string): string {
  return id.replaceAll("/", "-");
}

function renderContents({ changes: { topics, language }, document }: Around): Html {
  const items = topics.map(
    ({ id, title }) =>
      html`<li><a href="#${anchorOf(id)}" lang="${language}">${pinpoint(id, document, language)}${title === null ? "" : `. ${title}`}</a></li>\n`,
  );
  return html`<nav aria-label="Contents"><h2>What differs</h2>
<ul>
${items}</ul></nav>`;
}

function renderTopic({ id, title, heading, units }: TopicChanges, around: Around): Html {
  const { language } = around.changes;
  const name = heading === null ? (title ?? "") : renderPieces(heading);
  const separator = title === null && heading === null ? "" : ". ";
  return html`<section id="${anchorOf(id)}">
<h2 lang="${language}">${pinpoint(id, around.document, language)}${separator}${name}</h2>
${units.map((unit) => renderUnit(unit, around))}
</section>
`;
}

function renderUnit(change: UnitChange, { changes: { language }, document }: Around): Html {
  const nameUnit = (id: string): string => pinpoint(id, document, language);
  const words =
    change.pieces.length === 0 ? "" : html`<p class="words" lang="${language}">${renderPieces(change.pieces)}</p>`;
  return html`<h3><span lang="${language}">${nameUnit(change.id)}</span> <small>${labelOf(change, nameUnit)}</small></h3>
${words}
`;
}

function renderPieces(pieces: readonly Piece[]): Html[] {
  return markPieces(pieces).map(({ kind, text, space }) => {
    if (kind === "kept") return html`${text}${space}`;
    return kind === "added" ? html`<ins>${text}</ins>${space}` : html`<del>${text}</del>${space}`;
  });
}
