// "статья 13 закона", "13-бап", "article 13": provisions named by number, found before anything is searched.

import type { Day } from "./day.ts";
import type { Knowledge } from "./knowledge/knowledge.ts";
import type { ActDocument } from "./knowledge/schemas.ts";
import { normalise } from "./text/normalise.ts";

export type References = {
  /** Ids named outright, most specific first; they may not exist. */
  readonly ids: readonly string[];
  /** Whether the text says which act; otherwise `ids` are guesses among the laws. */
  readonly isActNamed: boolean;
};

type Numbers = {
  readonly article: string;
  readonly paragraph?: string;
  readonly subparagraph?: string;
  readonly isPoint: boolean;
};

const NUMBER = "\\d+(?:-\\d+)?";
const BRACKETED = `(?:\\s*\\((${NUMBER})\\))?(?:\\s*\\((${NUMBER})\\))?`;
// Letters of words are matched with \p{L}: \b and \w know no Cyrillic. Kazakh puts the number before the word.
const ARTICLE: readonly RegExp[] = [
  new RegExp(`(${NUMBER})[-\\s]?(?:бап|бабы|bap|bab)`, "u"),
  new RegExp(
    `(?<!\\p{L})(?:стать[яиею]\\p{L}*|ст\\.?|бап|articles?|art\\.?|section|stat[']?[iy]a)\\s*№?\\s*(${NUMBER})(?!\\s?-?(?:пункт|тармақ|част))${BRACKETED}`,
    "u",
  ),
  new RegExp(`(${NUMBER})[-\\s]?(?:я\\s)?(?:ст\\.|стать[яиею])`, "u"),
];
const SUBPARAGRAPH: readonly RegExp[] = [
  new RegExp(`(${NUMBER})\\)?\\s?-?(?:тармақша|тармакша|подпункт)`, "u"),
  new RegExp(`(?<!\\p{L})(?:подпункт\\p{L}*|пп\\.?|подп\\.?|subparagraph|subpoint)\\s*(${NUMBER})`, "u"),
];
const POINT: readonly RegExp[] = [
  new RegExp(`(${NUMBER})[-\\s]?(?:тармақ|тармағ|тармак|тармаг|бөлік|бөліг)(?!ша)`, "u"),
  new RegExp(`(?<!\\p{L})(?:пункт\\p{L}*|п\\.?|част[ьи]|ч\\.?|paragraph|para\\.?|points?|part)\\s*(${NUMBER})`, "u"),
  new RegExp(`(${NUMBER})[-\\s]?(?:пункт)`, "u"),
];
const DECREE = "decree-153-code";
// "Article 13" without an act means the civil service law of the day, then the anti-corruption law.
const LAWS_BY_DEFAULT = ["law-290-viii", "law-416-v", "law-410-v"];

/** The acts Adep holds, and the names of some that it does not. */
export type Acts = Pick<Knowledge, "documents" | "otherActs">;

/** `null` where the text names no number of an article or point of these acts. */
export function findReferences(text: string, { documents, otherActs }: Acts): References | null {
  const normalised = normalise(text);
  if (otherActs.some((name) => contains(normalised, name))) return null;
  const [article, inFirst, inSecond] = firstMatch(ARTICLE, normalised);
  const point = firstMatch(POINT, normalised)[0] ?? inFirst;
  const numbers = toNumbers(article, point, firstMatch(SUBPARAGRAPH, normalised)[0] ?? inSecond);
  if (!numbers) return null;
  const named = nameDocuments(normalised, documents);
  const candidates = named.length > 0 ? named : numbers.isPoint ? [] : LAWS_BY_DEFAULT;
  const ids = candidates.flatMap((id) => idsIn(documents.get(id), numbers));
  return ids.length > 0 ? { ids, isActNamed: named.length > 0 } : null;
}

/** What the first pattern that matches has caught. */
function firstMatch(patterns: readonly RegExp[], text: string): (string | undefined)[] {
  for (const pattern of patterns) {
    const match = pattern.exec(text);
    if (match) return match.slice(1);
  }
  return [];
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
  const named = [...documents.values()].flatMap(({ id, names }) => {
    const lengths = names.filter((name) => contains(normalised, name)).map((name) => name.length);
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

/** Whether the words of `name`, which is written in lower case, stand in the text side by side. */
function contains(normalised: string, name: string): boolean {
  if (!normalised.includes(name)) return false;
  return ` ${normalised.replace(/[^\p{L}\p{N}-]+/gu, " ")} `.includes(` ${name} `);
}
