// What is measured: the parts that a surface would call, over an index that is there or is built first.

import { readdir, stat } from "node:fs/promises";
import path from "node:path";

import { folderOf } from "../../adapters/index-folder.ts";
import { type Ask, createAsk } from "../../src/ask.ts";
import { createMask } from "../../src/case-entry.ts";
import type { Config } from "../../src/config.ts";
import type { Day } from "../../src/day.ts";
import { toSearchable } from "../../src/index/searchable.ts";
import type { Knowledge } from "../../src/knowledge/knowledge.ts";
import type { Language } from "../../src/language.ts";
import type { Question } from "../../src/question.ts";
import { createReadQuestion, type ReadQuestion } from "../../src/read-question.ts";
import { buildConceptFinder } from "../../src/text/concepts.ts";
import { type Assess, createAssess, createAssessReading } from "../../src/triage/assess-question.ts";
import { readForTriage } from "../../src/triage/features.ts";
import { scoreText } from "../../src/triage/scorer.ts";
import { type Extent, type Material, openMaterial } from "../material.ts";

/** Every question is asked on this day: another day must not give another result. */
const TODAY: Day = "2026-11-21";

export type Service = {
  readonly knowledge: Knowledge;
  readonly ask: Ask;
  readonly read: (question: Question) => ReadQuestion;
  readonly assess: Assess;
  /** Belief that a text tells of something grave, 0…1. */
  readonly beliefInGrave: (question: Question) => number;
  readonly mask: (text: string, language: Language) => string;
  /** Milliseconds of each `ask`, in order; grows as questions are asked. */
  readonly askedMs: readonly number[];
};

export function createService({
  knowledge,
  model,
  index,
  today = TODAY,
}: Material & { readonly today?: Day }): Service {
  const read = createReadQuestion({ knowledge, detector: model.language, today: () => today });
  const assessReading = createAssessReading(knowledge, model.triage);
  const searchable = toSearchable(knowledge, { model, index });
  const log = (message: string): void => void process.stderr.write(`${message}\n`);
  const ask = createAsk({ knowledge, searchable, read, assessReading, log });
  const words = { lexicon: buildConceptFinder(knowledge.lexicon), signals: knowledge.signals };
  const askedMs: number[] = [];
  return {
    ...{ knowledge, read, askedMs, assess: createAssess(read, assessReading), mask: createMask(knowledge) },
    ask: async (question, known) => {
      const startedAt = performance.now();
      const reply = await ask(question, known);
      askedMs.push(performance.now() - startedAt);
      return reply;
    },
    beliefInGrave: (question) => scoreText(model.triage, readForTriage(read(question).own, words)).grave,
  };
}

export type OpenedService = { readonly service: Service; readonly indexKey: string; readonly indexBytes: number };

/** Builds the index where there is none that fits, with a progress bar. */
export async function openService({ dataFolder }: Pick<Config, "dataFolder">, extent?: Extent): Promise<OpenedService> {
  const folder = path.resolve(dataFolder);
  const material = await openMaterial({ dataFolder: folder }, extent);
  const own = folderOf(folder, material.knowledge);
  const sizes = (await readdir(own)).map(async (file) => (await stat(path.join(own, file))).size);
  const indexBytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  return { service: createService(material), indexKey: path.basename(own), indexBytes };
}
