// The law itself in a chat: the whole of an article, and the same provisions in another language.

import { cite, describeEdition, documentOf, kindKey, writeQuote } from "../citation.ts";
import type { Day } from "../day.ts";
import { editionOn, type Shelved, unitsUnder } from "../editions/shelf.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import type { Provision } from "../knowledge/provisions.ts";
import type { Language } from "../language.ts";
import { say } from "../messages.ts";
import { pinpoint } from "../pinpoint.ts";
import type { Citation } from "../question.ts";
import { type Block, bold, italic, link, note, paragraph, quote } from "./rich.ts";

/** Act, place, title; the words; what kind of text it is, its edition and its source. */
export function citationBlocks(knowledge: Knowledge, citation: Citation, options: Numbered): Block[] {
  const { language, number } = options;
  const messages = knowledge.messages[language];
  const act = knowledge.documents.get(citation.document)?.short[language] ?? citation.document;
  return [
    paragraph(`[${number}] `, bold(`${act}, ${citation.pinpoint}`), ` — ${citation.title}`),
    quote(writeQuote(citation)),
    note(
      italic(`${say(messages, kindKey(citation))} · ${describeEdition(citation, messages)}`),
      " · ",
      link(say(messages, "ask.source"), citation.url),
    ),
  ];
}

type Numbered = { readonly language: Language; readonly number: number };

/** The provisions of an answer in another language, under the same numbers. */
export function twinBlocks(knowledge: Knowledge, { ids, language, day }: Wanted): Block[] {
  const blocks = provisionsOf(knowledge, ids).flatMap((provision, at) =>
    citationBlocks(knowledge, cite(knowledge, provision, { language, day, score: 1 }), { language, number: at + 1 }),
  );
  const caveat = language === "en" ? [note(italic(say(knowledge.messages.en, "chat.unofficial")))] : [];
  return blocks.length === 0 ? [] : [...blocks, ...caveat];
}

/** The articles or points that an answer cites, each once: `law-290-viii/62`. */
export function topicsOf(ids: readonly string[]): string[] {
  return [...new Set(ids.map((id) => id.split("/").slice(0, 2).join("/")))];
}

/** All that stands in an article or point, with what was cited in bold: the act's own words where they are there. */
export function fullBlocks(knowledge: Knowledge, topic: string, wanted: Wanted): Block[] {
  const first = knowledge.provisions.find(({ id }) => id === topic || id.startsWith(`${topic}/`));
  if (!first) return [];
  const { language, day } = wanted;
  const messages = knowledge.messages[language];
  const document = documentOf(knowledge, first);
  const edition = editionOn(knowledge.shelf, { document, language, day });
  const own = edition ? unitBlocks(knowledge, { edition, topic }, wanted) : [];
  const cited = cite(knowledge, first, { language, day, score: 1 });
  // What is shown may be the act's words where the first provision alone could not be quoted.
  const kind = language === "en" ? ("unofficial" as const) : ("official" as const);
  const citation = edition && own.length > 0 ? { ...cited, kind, edition: edition.edition } : cited;
  const place = `${document.short[language]}, ${pinpoint(topic, document, language)}`;
  return [
    paragraph(bold(say(messages, "chat.full.title", { place }))),
    ...(own.length > 0 ? own : summaryBlocks(knowledge, topic, wanted)),
    note(
      italic(`${say(messages, kindKey(citation))} · ${describeEdition(citation, messages)}`),
      " · ",
      link(say(messages, "ask.source"), citation.url),
    ),
  ];
}

type Wanted = { readonly ids: readonly string[]; readonly language: Language; readonly day: Day };
type Read = { readonly edition: Shelved; readonly topic: string };

/** In the order of the act: what follows a list stands after its items. */
function unitBlocks({ messages }: Knowledge, { edition, topic }: Read, { ids, language }: Wanted): Block[] {
  const mark = say(messages[language], "chat.full.cited");
  const units = unitsUnder(edition, topic).filter(({ isExcluded }) => !isExcluded);
  const pieces = units.flatMap((unit) => unit.spans.map((span) => ({ id: unit.id, span })));
  const joined: { readonly id: string; readonly words: string }[] = [];
  for (const { id, span } of pieces.sort((one, other) => one.span[0] - other.span[0])) {
    const words = edition.text.slice(...span).trim();
    const before = joined.at(-1);
    if (before?.id === id) joined[joined.length - 1] = { id, words: `${before.words}\n${words}` };
    else if (words !== "") joined.push({ id, words });
  }
  return joined.map(({ id, words }) => (ids.includes(id) ? quote(bold(words), ` (${mark})`) : quote(words)));
}

function summaryBlocks(knowledge: Knowledge, topic: string, { ids, language }: Wanted): Block[] {
  const messages = knowledge.messages[language];
  const all = knowledge.provisions.filter(({ id }) => id === topic || id.startsWith(`${topic}/`));
  return all.map((provision) => {
    const where = pinpoint(provision.id, documentOf(knowledge, provision), language);
    const mark = ids.includes(provision.id) ? ` (${say(messages, "chat.full.cited")})` : "";
    return quote(bold(`${where}${mark}`), ` ${provision.title[language]}\n${provision.summary[language]}`);
  });
}

/** The place of an article or point, short enough for a button. */
export function nameTopic(knowledge: Knowledge, topic: string, language: Language): string {
  const provision = knowledge.provisions.find(({ id }) => id === topic || id.startsWith(`${topic}/`));
  if (!provision) return topic;
  const document = documentOf(knowledge, provision);
  return `${document.short[language]}, ${pinpoint(topic, document, language)}`;
}

function provisionsOf({ provisions }: Knowledge, ids: readonly string[]): Provision[] {
  return ids.flatMap((id) => provisions.find((provision) => provision.id === id) ?? []);
}
