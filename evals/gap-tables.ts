// What people asked and Adep could not answer, as numbers behind which nobody can be found.

import type { Gap } from "../src/candidates/candidate.ts";
import { type Cell, suppress } from "../src/cases/suppress.ts";
import type { Knowledge } from "../src/knowledge/knowledge.ts";
import { LANGUAGES, type Language } from "../src/language.ts";

export type GapRow = {
  readonly language: Language;
  readonly name: string;
  /** In that language; `null` for an idea, and for what the knowledge does not hold any more. */
  readonly title: string | null;
  readonly count: Cell;
};

export type GapTables = {
  readonly least: number;
  /** Questions by their language. */
  readonly questions: Readonly<Record<Language, Cell>>;
  /** Most frequent first, hidden ones last; a name that is not there is `<least`. */
  readonly topics: readonly GapRow[];
  readonly concepts: readonly GapRow[];
  /** Languages of which not even the names can be shown, though enough was asked. */
  readonly withheld: readonly { readonly kind: Gap["kind"]; readonly language: Language }[];
};

type Counted = readonly (Gap & { readonly count: number })[];
type Names = Pick<Knowledge, "provisions" | "thesaurus">;

/** Months and outcomes are summed. Each kind and language is a table of every name there is, whether or not it was counted. */
export function tabulate(gaps: Counted, { provisions, thesaurus }: Names, least: number): GapTables {
  const known = { topic: provisions.map(({ topic }) => topic), concept: Object.keys(thesaurus) };
  const tables = (["topic", "concept"] as const).flatMap((kind) =>
    LANGUAGES.map((language) => {
      const own = gaps.filter((gap) => gap.kind === kind && gap.language === language);
      return { kind, language, ...toTable(own, known[kind], least) };
    }),
  );
  const rowsOf = (kind: Gap["kind"]): GapRow[] =>
    tables
      .filter((table) => table.kind === kind)
      .flatMap(({ language, cells }) =>
        cells.map(([name, count]) => ({ language, name, title: titleOfTopic(provisions, name, language), count })),
      )
      .sort(byCount);
  const totalOf = (language: Language): Cell =>
    tables.find((table) => table.kind === "topic" && table.language === language)?.total ?? `<${least}`;
  return {
    ...{ least, topics: rowsOf("topic"), concepts: rowsOf("concept") },
    questions: { kk: totalOf("kk"), ru: totalOf("ru"), en: totalOf("en") },
    withheld: tables.flatMap(({ kind, language, isWithheld }) => (isWithheld ? [{ kind, language }] : [])),
  };
}

type Table = {
  readonly total: Cell;
  readonly cells: readonly (readonly [string, Cell])[];
  readonly isWithheld: boolean;
};

function toTable(own: Counted, known: readonly string[], least: number): Table {
  const counts: Record<string, number> = Object.fromEntries(known.map((name) => [name, 0]));
  for (const { name, count } of own) counts[name] = (counts[name] ?? 0) + count;
  const total = own.reduce((sum, { count }) => sum + count, 0);
  if (total < least) return { total: `<${least}`, cells: [], isWithheld: false };
  const cells = Object.entries(suppress(counts, least));
  const isWithheld = cells.every(([, cell]) => cell === "hidden");
  return { total, cells: isWithheld ? [] : cells.filter(([, cell]) => cell !== `<${least}`), isWithheld };
}

function titleOfTopic(provisions: Names["provisions"], name: string, language: Language): string | null {
  const provision = provisions.find(({ id }) => id === name) ?? provisions.find(({ topic }) => topic === name);
  return provision?.title[language] ?? null;
}

/** A hidden number must not be told by its place. */
function byCount(one: GapRow, other: GapRow): number {
  const height = ({ count }: GapRow): number => (typeof count === "number" ? count : -1);
  return height(other) - height(one) || (one.name < other.name ? -1 : Number(one.name > other.name));
}
