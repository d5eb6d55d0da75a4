// "статья 13 закона", "13-бап", "article 13": provisions named by number, found before anything is searched.

import type { Day } from "./day.ts";
import type { ActDocument } from "./knowledge/schemas.ts";
import { normalise } from "./text/normalise.ts";

export type References = {
  /** Ids named outright, most specific first; they may not exist. */
  readonly ids: readonly string[];
  /** The words that named them, for "I found no such provision: …". */
  readonly written: string;
};

type Numbers = {
  readonly article: string;
  readonly paragraph?: string;
  readonly subparagraph?: string;
  readonly isPoint: boolean;
};

const NUMBER = "\\d+(?:-\\d+)?";
// Letters of words are matched with \p{L}: \b and \w know no Cyrillic.
const PATTERNS: readonly { readonly level: "article" | "point" | "subparagraph"; readonly pattern: RegExp }[] = [
  {
    level: "article",
    pattern: new RegExp(
      `(?<!\\p{L})(?:статья|статьи|статье|статью|статьёй|статьей|ст\\.?|бап|article|art\\.?|section|statya)\\s*№?\\s*(${NUMBER})`,
      "u",
    ),
  },
  {
    level: "article",
    pattern: new RegExp(
      `(${NUMBER})[-\\s]?(?:бап|бабы|бабын|бабында|бабына|ст\\.|статья|статью|статьи|статье|bap|bab)`,
      "u",
    ),
  },
  {
    level: "subparagraph",
    pattern: new RegExp(
      `(?<!\\p{L})(?:подпункт|подпункта|подпункту|подпункте|пп\\.?|подп\\.?|тармақша|subparagraph|subpoint)\\s*(${NUMBER})`,
      "u",
    ),
  },
  { level: "subparagraph", pattern: new RegExp(`(${NUMBER})\\)?\\s?-?(?:тармақша|тармакша|подпункт)`, "u") },
  {
    level: "point",
    pattern: new RegExp(
      `(?<!\\p{L})(?:пункт|пункта|пункте|пункту|п\\.|часть|части|ч\\.|тармақ|paragraph|para\\.?|point|part)\\s*(${NUMBER})`,
      "u",
    ),
  },
  {
    level: "point",
    pattern: new RegExp(`(${NUMBER})[-\\s]?(?:тармақ|тармағы|тармағында|тармағын|тармак|пункт|бөлік)(?!ша)`, "u"),
  },
];
const DECREE = "decree-153-code";
// "Article 13" without an act means the civil service law of the day, then the anti-corruption law.
const LAWS_BY_DEFAULT = ["law-290-viii", "law-416-v", "law-410-v"];

/** `null` where the text names no number of an article or point. */
export function findReferences(text: string, documents: ReadonlyMap<string, ActDocument>): References | null {
  const normalised = normalise(text);
  const found = new Map<string, string>();
  for (const { level, pattern } of PATTERNS) {
    const match = pattern.exec(normalised);
    if (match?.[1] && !found.has(level)) found.set(level, match[1]);
  }
  const article = found.get("article");
  const point = found.get("point");
  const numbers = toNumbers(article, point, found.get("subparagraph"));
  if (!numbers) return null;
  const named = nameDocuments(normalised, documents);
  const candidates = named.length > 0 ? named : numbers.isPoint ? [] : LAWS_BY_DEFAULT;
  const ids = candidates.flatMap((id) => idsIn(documents.get(id), numbers));
  return ids.length > 0 ? { ids, written: text.trim().slice(0, 120) } : null;
}

function toNumbers(article?: string, point?: string, subparagraph?: string): Numbers | null {
  const deeper = subparagraph === undefined ? {} : { subparagraph };
  if (article !== undefined)
    return { article, ...(point === undefined ? {} : { paragraph: point }), ...deeper, isPoint: false };
  return point === undefined ? null : { article: point, ...deeper, isPoint: true };
}

/** The last day of a repealed act that the text names, such as "the old law"; `null` where it names none. */
export function lastDayOfNamedAct(normalised: string, documents: ReadonlyMap<string, ActDocument>): Day | null {
  return nameDocuments(normalised, documents).flatMap((id) => documents.get(id)?.inForceTo ?? [])[0] ?? null;
}

/** Acts whose names stand in the text; the longest name wins where one contains the other ("Criminal Code", "the code"). */
function nameDocuments(normalised: string, documents: ReadonlyMap<string, ActDocument>): string[] {
  const padded = ` ${normalised.replace(/[^\p{L}\p{N}-]+/gu, " ")} `;
  const named = [...documents.values()].flatMap(({ id, names }) => {
    const lengths = names
      .filter((name) => padded.includes(` ${normalise(name.replace(/^=/, ""))} `))
      .map((name) => name.length);
    return lengths.length > 0 ? [{ id, length: Math.max(...lengths) }] : [];
  });
  const longest = Math.max(0, ...named.map(({ length }) => length));
  return named
    .filter(({ id, length }) => length === longest || (id !== DECREE && longest - length < 8))
    .map(({ id }) => id);
}

function idsIn(document: ActDocument | undefined, { article, paragraph, subparagraph, isPoint }: Numbers): string[] {
  if (!document) return [];
  const startsWithPoint = document.levels[0] === "point";
  if (isPoint && !startsWithPoint) return [];
  const isList = document.listArticles.includes(article);
  const parts = startsWithPoint || isList ? [article, subparagraph] : [article, paragraph, subparagraph];
  const chain: string[] = [];
  for (const part of parts) {
    if (part === undefined) break;
    chain.push(part);
  }
  return chain.map((_, at) => `${document.id}/${chain.slice(0, chain.length - at).join("/")}`);
}
