// What each part of retrieval is worth: every variant on the same questions, development and test questions apart.

import path from "node:path";

import type { Config } from "../src/config.ts";
import { topicOf } from "../src/knowledge/provisions.ts";
import { LANGUAGES, type Language } from "../src/language.ts";
import { openEmbedder, openModelHelp } from "../src/model-entry.ts";
import type { Query } from "../src/retrieval/retrieve.ts";
import { variantWithModel } from "./ablation-model.ts";
import { type Rank, VARIANTS, type Variant, variantsWith } from "./ablation-variants.ts";
import { ITEM_SPLITS, type ItemSplit } from "./dataset-schemas.ts";
import { readInside } from "./datasets.ts";
import { type Material, openMaterial } from "./material.ts";
import { createService } from "./measure/service.ts";
import { meanOf } from "./metrics/interval.ts";
import { ndcgAt, recallAt } from "./metrics/ranking.ts";
import type { InsideItem } from "./plain-schemas.ts";

export const ABLATION_METRICS = ["recall@1", "recall@3", "recall@10", "ndcg@10"] as const;
type Scores = Readonly<Record<(typeof ABLATION_METRICS)[number], number>>;

export type AblationRow = Scores & {
  readonly variant: string;
  readonly order: Variant["order"];
  readonly split: ItemSplit;
  readonly language: Language;
  readonly n: number;
};

type Options = {
  readonly variants?: readonly Variant[];
  /** As many questions of each split, spread over the set; without it, all. */
  readonly most?: number;
  readonly onProgress?: (share: number) => void;
};

type Configured = Pick<Config, "dataFolder" | "embeddings" | "chatModel">;

/** With a line for another embedder, where one is configured and its vectors are there, and one for a language model that helps searching. */
export async function runAblations(config: Configured, options: Options = {}): Promise<AblationRow[]> {
  const material = await openMaterial(config);
  const { knowledge, model } = material;
  const log = (message: string): void => void process.stderr.write(`${message}\n`);
  const beside = { knowledge, detector: model.language, log, dataFolder: path.resolve(config.dataFolder) };
  const embedder = await openEmbedder(config.embeddings, { ...beside, entries: model.table.provisions.length });
  const { help, close } = await openModelHelp(config.chatModel, { ...beside, metrics: null });
  const name = config.chatModel ? `${config.chatModel.provider}:${config.chatModel.name}` : "";
  const variants = [...variantsWith(embedder.neural), ...(help ? [variantWithModel(help, name)] : [])];
  return measureAblations(material, { variants, ...options }).finally(() => Promise.all([embedder.close(), close()]));
}

/** Variants in their order, within each development questions before test questions. */
export async function measureAblations(
  material: Material,
  { variants = VARIANTS, most = Number.POSITIVE_INFINITY, onProgress = () => undefined }: Options = {},
): Promise<AblationRow[]> {
  const { read } = createService(material);
  const toAsked = (item: InsideItem) => {
    const { whole, language, day } = read({ text: item.question });
    return { item, query: { reading: { ...whole, written: item.question }, language, day } };
  };
  const splits = await Promise.all(
    ITEM_SPLITS.map(async (split) => ({ split, asked: spread(await readInside(split), most).map(toAsked) })),
  );
  const rows: AblationRow[] = [];
  for (const [at, { name, order, open }] of variants.entries()) {
    const rank = open(material);
    for (const { split, asked } of splits) {
      rows.push(...(await measureLanguages(rank, asked)).map((row) => ({ variant: name, order, split, ...row })));
    }
    onProgress((at + 1) / variants.length);
  }
  return rows;
}

function spread(items: readonly InsideItem[], most: number): InsideItem[] {
  const step = Math.max(1, Math.ceil(items.length / most));
  return items.filter((_, at) => at % step === 0);
}

type Asked = { readonly item: InsideItem; readonly query: Query };

async function measureLanguages(rank: Rank, asked: readonly Asked[]) {
  const measured: { language: Language; scores: Scores }[] = [];
  for (const { item, query } of asked) {
    measured.push({ language: item.language, scores: scoreRanking(await rank(query), item.expected) });
  }
  return LANGUAGES.flatMap((language) => {
    const own = measured.filter((one) => one.language === language).map(({ scores }) => scores);
    if (own.length === 0) return [];
    const mean = (metric: keyof Scores): number => meanOf(own.map((scores) => scores[metric]));
    const figures = Object.fromEntries(ABLATION_METRICS.map((metric) => [metric, mean(metric)])) as Scores;
    return [{ language, n: own.length, ...figures }];
  });
}

/** By articles, the first source with grade 2, as questions are measured when they are answered. */
export function scoreRanking(ranked: readonly string[], expected: readonly string[]): Scores {
  const articles = [...new Set(ranked.map(topicOf))];
  const grades = new Map(expected.map((id): [string, number] => [topicOf(id), 1]));
  const [first] = expected;
  if (first !== undefined) grades.set(topicOf(first), 2);
  const recall = (k: number): number => recallAt(articles, grades, k);
  return {
    "recall@1": recall(1),
    "recall@3": recall(3),
    "recall@10": recall(10),
    "ndcg@10": ndcgAt(articles, grades, 10),
  };
}

/** One line for each variant; a cell holds the metrics in their order, in percent. */
export function toAblationTable(rows: readonly AblationRow[]): Record<string, Record<string, string>> {
  const table: Record<string, Record<string, string>> = {};
  for (const row of rows) {
    const cell = ABLATION_METRICS.map((metric) => (100 * row[metric]).toFixed(1)).join(" ");
    table[row.variant] = { ...table[row.variant], [`${row.split} ${row.language}`]: cell };
  }
  return table;
}

export function printAblations(rows: readonly AblationRow[]): void {
  process.stdout.write(`${ABLATION_METRICS.join(", ")} in percent, by split and language\n`);
  console.table(toAblationTable(rows));
}
