// `npm run triage`: how well serious and critical texts are caught, and how often harmless ones are taken for them.
//   npm run triage             the built scorer on the held-back texts of evals/datasets/triage-test.jsonl
//   npm run triage -- cross    three-fold cross-validation over knowledge/triage/, to choose the gates by

import path from "node:path";

import { readKnowledge } from "../adapters/file-knowledge.ts";
import { openIndex } from "../adapters/index-folder.ts";
import { createProgressBar } from "../adapters/progress-bar.ts";
import { KNOWLEDGE_FOLDER, loadConfig } from "../src/command-entry.ts";
import type { Knowledge } from "../src/knowledge/knowledge.ts";
import type { TriageText } from "../src/knowledge/schemas.ts";
import { LANGUAGES } from "../src/language.ts";
import { readText } from "../src/retrieval/reading.ts";
import { buildConceptFinder } from "../src/text/concepts.ts";
import { isGrave } from "../src/triage/assess.ts";
import { readForTriage, type TriageWords } from "../src/triage/features.ts";
import { type Scores, scoreText, type TriageScorer, trainTriage } from "../src/triage/scorer.ts";
import { readTriageTest } from "./datasets.ts";

const FOLDS = 3;

type Scored = { readonly text: TriageText; readonly scores: Scores };

function scoreAll(texts: readonly TriageText[], scorer: TriageScorer, knowledge: Knowledge): Scored[] {
  const concepts = buildConceptFinder(knowledge.thesaurus);
  const words: TriageWords = { lexicon: buildConceptFinder(knowledge.lexicon), signals: knowledge.signals };
  return texts.map((text) => {
    const seen = readForTriage(readText(text.text, concepts), words);
    return { text, scores: scoreText(scorer, seen) };
  });
}

async function scoreHeldBack(knowledge: Knowledge): Promise<Scored[]> {
  const bar = createProgressBar("Building the index");
  const { model } = await openIndex(path.resolve(loadConfig().dataFolder), knowledge, bar.onProgress).finally(() =>
    bar.stop(),
  );
  return scoreAll(await readTriageTest(), model.triage, knowledge);
}

/** Every n-th text is scored by a scorer that was trained on the others. */
function scoreAcross(knowledge: Knowledge): Scored[] {
  const concepts = buildConceptFinder(knowledge.thesaurus);
  const words: TriageWords = { lexicon: buildConceptFinder(knowledge.lexicon), signals: knowledge.signals };
  return Array.from({ length: FOLDS }, (_, fold) => fold).flatMap((fold) => {
    const isIn = (_: TriageText, at: number): boolean => at % FOLDS === fold;
    const training = knowledge.triage.filter((text, at) => !isIn(text, at));
    return scoreAll(
      knowledge.triage.filter(isIn),
      trainTriage({ triage: training, outside: knowledge.outside }, { concepts, words }),
      knowledge,
    );
  });
}

const share = (part: number, all: number): string => (all === 0 ? "–" : `${((100 * part) / all).toFixed(1)} %`);

/** Serious or critical by the gates, as the verdict has it. */
function isUp({ scores }: Scored, gates: Knowledge["calibration"]["gates"]): boolean {
  return scores.critical >= (gates["critical"] ?? 1) || scores.grave >= (gates["serious"] ?? 1);
}

function isOffered(one: Scored, gates: Knowledge["calibration"]["gates"]): boolean {
  return one.scores.grave >= (gates["offer"] ?? 1) || one.scores.concern >= (gates["concern"] ?? 1);
}

function describe(name: string, all: readonly Scored[], gates: Knowledge["calibration"]["gates"]): string {
  const of = (severity: string): Scored[] => all.filter(({ text }) => text.severity === severity);
  const up = (some: readonly Scored[]): string => share(some.filter((one) => isUp(one, gates)).length, some.length);
  const offered = (some: readonly Scored[]): string =>
    share(some.filter((one) => isUp(one, gates) || isOffered(one, gates)).length, some.length);
  const grave = all.filter(({ text }) => isGrave(text.severity));
  const harmless = all.filter(({ text }) => !isGrave(text.severity));
  const caught = grave.filter((one) => isUp(one, gates));
  const named = caught.filter(({ text, scores }) => text.category === scores.category).length;
  const onlyOffered = harmless.filter((one) => !isUp(one, gates) && isOffered(one, gates)).length;
  return [
    name.padEnd(6),
    `critical caught ${up(of("critical"))}`,
    `serious caught ${up(of("serious"))}`,
    `caught or offered ${offered(grave)}`,
    `wrongly escalated ${up(harmless)} (routine ${up(of("routine"))}, concern ${up(of("concern"))})`,
    `offered ${share(onlyOffered, harmless.length)}`,
    `category right ${share(named, caught.length)}`,
    `n = ${all.length}`,
  ].join(" · ");
}

/** What the threshold would be, and what it would catch, at shares of false alarms. */
function drawCurve(all: readonly Scored[], shares: readonly number[]): string[] {
  const harmless = all.filter(({ text }) => !isGrave(text.severity)).map(({ scores }) => scores.grave);
  const grave = all.filter(({ text }) => isGrave(text.severity)).map(({ scores }) => scores.grave);
  harmless.sort((one, other) => other - one);
  return shares.map((wanted) => {
    const threshold = harmless[Math.floor(wanted * harmless.length)] ?? 1;
    const caught = grave.filter((score) => score > threshold).length;
    return `false alarms ${share(wanted, 1)}: threshold ${threshold.toFixed(3)}, caught ${share(caught, grave.length)}`;
  });
}

const knowledge = await readKnowledge(KNOWLEDGE_FOLDER);
const isCross = process.argv.includes("cross");
const scored = isCross ? scoreAcross(knowledge) : await scoreHeldBack(knowledge);
const { gates } = knowledge.calibration;
const lines = [
  describe("all", scored, gates),
  ...LANGUAGES.map((language) =>
    describe(
      language,
      scored.filter(({ text }) => text.language === language),
      gates,
    ),
  ),
  ...(isCross ? drawCurve(scored, [0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.1, 0.15, 0.2]) : []),
];
process.stdout.write(`${lines.join("\n")}\n`);
