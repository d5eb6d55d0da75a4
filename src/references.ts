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
// Letters of words are matched with \p{L}: \b and \w know no Cyrillic. Kazakh puts the number before the word; Russian does either,
// but within one text mostly the same.
type Forms = {
  /** The number stands before the word. */
  readonly before: readonly RegExp[];
  readonly after: readonly RegExp[];
};

const ARTICLE: Forms = {
  before: [
    new RegExp(`(${NUMBER})[-\\s]?(?:бап|бабы|bap|bab)`, "u"),
    new RegExp(`(${NUMBER})[-\\s]?(?:я\\s)?(?:ст\\.|стать[яиею])`, "u"),
  ],
  after: [
    new RegExp(
      `(?<!\\p{L})(?:стать[яиею]\\p{L}*|ст\\.?|бап|articles?|art\\.?|section|stat[']?[iy]a)\\s*№?\\s*(${NUMBER})(?!\\d)(?!-(?:пункт|тармақ|част))(?!\\s?тарма[қғкг])${BRACKETED}`,
      "u",
    ),
  ],
};
const SUBPARAGRAPH: Forms = {
  before: [new RegExp(`(${NUMBER})\\)?\\s?-?(?:тармақша|тармакша|подпункт)`, "u")],
  after: [new RegExp(`(?<!\\p{L})(?:подпункт\\p{L}*|пп\\.?|подп\\.?|subparagraph|subpoint)\\s*(${NUMBER})`, "u")],
};
const POINT: Forms = {
  before: [
    new RegExp(`(${NUMBER})[-\\s]?(?:тармақ|тармағ|тармак|тармаг|бөлік|бөліг)(?!ша)`, "u"),
    new RegExp(`(${NUMBER})[-\\s]?(?:пункт)`, "u"),
  ],
  after: [
    new RegExp(`(?<!\\p{L})(?:пункт\\p{L}*|п\\.?|част[ьи]|ч\\.?|paragraph|para\\.?|points?|part)\\s*(${NUMBER})`, "u"),
  ],
};
const DECREE = "decree-153-code";
// "Article 13" without an act means the civil service law of the day, then the anti-corruption law.
const LAWS_BY_DEFAULT = ["law-290-viii", "law-416-v", "law-410-v"];

/** The acts Adep holds, and the names of some that it does not. */
export type Acts = Pick<Knowledge, "documents" | "otherActs">;

/** `null` where the text names no number of an article or point of these acts. */
export function findReferences(text: string, { documents, otherActs }: Acts): References | null {
  const normalised = normalise(text);
  if (otherActs.some((name) => contains(normalised, name))) return null;
  const find = finderFor(normalised);
  const [article, inFirst, inSecond] = find(ARTICLE);
  const point = find(POINT)[0] ?? inFirst;
  const numbers = toNumbers(article, point, find(SUBPARAGRAPH)[0] ?? inSecond);
  if (!numbers) return null;
  const named = nameDocuments(normalised, documents);
  const candidates = named.length > 0 ? named : numbers.isPoint ? [] : LAWS_BY_DEFAULT;
  const ids = candidates.flatMap((id) => idsIn(documents.get(id), numbers));
  return ids.length > 0 ? { ids, isActNamed: named.length > 0 } : null;
}

type Find = (forms: Forms) => (string | undefined)[];

/** What was caught: by the order of number and word with which the text begins, else by the other. */
function finderFor(text: string): Find {
  const startOf = (order: keyof Forms): number => {
    const starts = [ARTICLE, POINT, SUBPARAGRAPH].flatMap((forms) => forms[order].map((form) => text.search(form)));
    return Math.min(...starts.filter((start) => start >= 0));
  };
  const order = startOf("before") < startOf("after") ? (["before", "after"] as const) : (["after", "before"] as const);
  return (forms) => {
    for (const form of order.flatMap((one) => forms[one])) {
      const match = form.exec(text);
      if (match) return match.slice(1);
    }
    return [];
  };
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
  const words = ` ${normalised.replace(/[^\p{L}\p{N}-]+/gu, " ")} `;
  if (words.includes(` ${name} `)) return true;
  return KAZAKH_NOUN.test(name) && CASES.some((ending) => words.includes(` ${name}${ending} `));
}

/** Names that Kazakh declines; only the first case of each is listed. */
const KAZAKH_NOUN = /(?:заң|кодексі|ереже|құқық бұзушылық)$/u;
const CASES = [
  "ның",
  "нің",
  "ға",
  "ге",
  "не",
  "на",
  "ды",
  "ді",
  "ны",
  "ні",
  "да",
  "де",
  "нда",
  "нде",
  "нан",
  "нен",
  "мен",
  "ы",
  "ының",
  "ында",
  "ына",
];
