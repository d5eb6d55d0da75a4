// Provisions named by number: shown first if they exist; if they do not, nothing else is put in their place.

import type { Found } from "./ask.ts";
import { type Choice, MOST_CITATIONS, MOST_RELATED, NOTHING, provisionOf, provisionsOf } from "./choice.ts";
import { isActInForce, isProvisionInForce } from "./citation.ts";
import type { Knowledge } from "./knowledge/knowledge.ts";
import type { Provision } from "./knowledge/provisions.ts";
import type { ActDocument } from "./knowledge/schemas.ts";
import { pinpoint } from "./pinpoint.ts";
import type { References } from "./references.ts";
import type { Retrieval } from "./retrieval/retrieve.ts";

/** The question names an article: it comes first if it exists; if it does not, nothing else is put in its place. */
export function chooseNamed(
  knowledge: Knowledge,
  { asked, retrieval }: { asked: Found["asked"]; retrieval: Retrieval },
  { ids, isActNamed }: References,
): Choice {
  const existing = ids.flatMap((id) => knowledge.provisions.find((provision) => provision.id === id) ?? []);
  const named = existing.flatMap((provision) => {
    if (isActNamed) return onDay(knowledge, provision, asked.day);
    return isProvisionInForce(knowledge, provision, asked.day) ? [provision] : [];
  });
  // The most specific id of an act comes first in `ids`.
  const first = named.filter(({ document }, at) => named.findIndex((other) => other.document === document) === at);
  const ranked = provisionsOf(knowledge, retrieval.candidates);
  if (named.length === 0) {
    const message = { key: "noSource.provision" as const, values: { reference: describe(knowledge, ids, asked) } };
    return { ...NOTHING, outcome: "no-source", related: ranked.slice(0, MOST_RELATED), message };
  }
  const topics = new Set(first.map(({ topic }) => topic));
  const rest = ranked.filter(({ topic }) => !topics.has(topic));
  const shown = [...first, ...rest].slice(0, MOST_CITATIONS);
  const cited = shown.map((provision, at) => ({
    provision,
    score: at < first.length ? 1 : scoreOf(retrieval, knowledge, provision),
  }));
  const related = rest.filter((provision) => !shown.includes(provision)).slice(0, MOST_RELATED);
  return { ...NOTHING, outcome: "answered", cited, related, message: null };
}

/** "Code of Ethics, point 999": what was asked for, in our own words. */
function describe({ documents }: Knowledge, ids: readonly string[], { language, day }: Found["asked"]): string {
  const documentOfId = (id: string): ActDocument | undefined => documents.get(id.split("/")[0] ?? "");
  const inForce = ids.filter((named) => {
    const document = documentOfId(named);
    return document !== undefined && isActInForce(document, day);
  });
  const [id = ""] = [...inForce, ...ids];
  const document = documentOfId(id);
  return document ? `${document.short[language]}, ${pinpoint(id, document, language)}` : id;
}

/** The provision itself, or what stood or stands in its place on that day. */
function onDay(knowledge: Knowledge, provision: Provision, day: Found["asked"]["day"]): Provision[] {
  if (isProvisionInForce(knowledge, provision, day)) return [provision];
  const { correspondence, provisions } = knowledge;
  const others = correspondence.flatMap(({ now, before }) =>
    now === provision.id ? [before] : before === provision.id ? [now] : [],
  );
  const standing = others.flatMap((id) => provisions.find((other) => other.id === id) ?? []);
  return standing.filter((other) => isProvisionInForce(knowledge, other, day)).slice(0, 1);
}

function scoreOf({ candidates }: Retrieval, knowledge: Knowledge, provision: Provision): number {
  return candidates.find((candidate) => provisionOf(knowledge, candidate) === provision)?.probability ?? 0;
}
