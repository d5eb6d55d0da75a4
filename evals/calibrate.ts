// `npm run calibrate`: fits the weights of fusion and scope on the development questions and writes them to
// knowledge/calibration.json; the weights of scope once for all and once for short questions alone. The thresholds of the
// gates there are a maintainer's choice and stay as they are.

import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import { readKnowledge } from "../adapters/file-knowledge.ts";
import { openIndex } from "../adapters/index-folder.ts";
import { createProgressBar } from "../adapters/progress-bar.ts";
import { KNOWLEDGE_FOLDER, loadConfig } from "../src/entry.ts";
import { toSearchable } from "../src/index/searchable.ts";
import { topicOf } from "../src/knowledge/provisions.ts";
import { runChannels } from "../src/retrieval/channels.ts";
import { readText } from "../src/retrieval/reading.ts";
import { CHANNEL_NAMES, type ChannelName, fuse, topicEvidence } from "../src/retrieval/retrieve.ts";
import { scoreScope } from "../src/retrieval/scope.ts";
import { BRIEF, isBrief, SCOPE_EVIDENCE, scopeEvidence } from "../src/retrieval/scope-evidence.ts";
import { buildConceptFinder } from "../src/text/concepts.ts";
import { readInside, readOutside, type Split } from "./datasets.ts";
import { fitConditional, fitLogistic } from "./fit.ts";

const knowledge = await readKnowledge(KNOWLEDGE_FOLDER);
const bar = createProgressBar("Building the index");
const opened = await openIndex(path.resolve(loadConfig().dataFolder), knowledge, bar.onProgress);
bar.stop();
const searchable = toSearchable(knowledge, opened);
const finder = buildConceptFinder(knowledge.thesaurus);
const numbers = new Map(searchable.topics.ids.map((id, number) => [id, number]));

async function evidenceFor({ question, language }: { question: string; language: "kk" | "ru" | "en" }) {
  const reading = readText(question, finder);
  const channels = await runChannels(searchable, reading, language);
  return {
    ...{ reading, channels },
    outside: scoreScope(opened.model.scope, channels.features),
    topics: topicEvidence(channels, searchable),
  };
}

type Evidence = Awaited<ReturnType<typeof evidenceFor>>;

function fitFusion(
  items: readonly { readonly right: ReadonlySet<number>; readonly evidence: Evidence }[],
): Record<ChannelName, number> {
  const examples = items.map(({ right, evidence }) => ({
    right,
    features: CHANNEL_NAMES.map((name) => evidence.topics[name]),
  }));
  const start = CHANNEL_NAMES.map((name) => knowledge.calibration.fusion[name] ?? 1);
  const weights = fitConditional(examples, start);
  return Object.fromEntries(CHANNEL_NAMES.map((name, at) => [name, weights[at] ?? 0])) as Record<ChannelName, number>;
}

type Judged = { readonly evidence: Evidence; readonly isOutside: boolean };

/** The weights by name, each with `prefix` before it. */
function fitScope(
  items: readonly Judged[],
  fusion: Readonly<Record<string, number>>,
  prefix: string,
): Record<string, number> {
  const examples = items.map(({ evidence: { topics, ...observed }, isOutside }) => {
    const found = scopeEvidence({ ...observed, fused: fuse(topics, fusion) });
    return { features: SCOPE_EVIDENCE.map((name) => found[name]), isPositive: isOutside };
  });
  const weights = fitLogistic(examples, SCOPE_EVIDENCE.length);
  return Object.fromEntries(SCOPE_EVIDENCE.map((name, at) => [`${prefix}${name}`, weights[at] ?? 0]));
}

async function observe(split: Split) {
  const inside = (await readInside(split)).map(async (item) => ({
    right: new Set(item.expected.flatMap((id) => numbers.get(topicOf(id)) ?? [])),
    evidence: await evidenceFor(item),
    isOutside: false,
  }));
  const outside = (await readOutside(split)).map(async (item) => ({
    evidence: await evidenceFor(item),
    isOutside: true,
  }));
  return { inside: await Promise.all(inside), outside: await Promise.all(outside) };
}

const [dev, short] = [await observe("dev"), await observe("short-dev")];
const fusion = { ...knowledge.calibration.fusion, ...fitFusion(dev.inside) };
const all: readonly Judged[] = [...dev.inside, ...dev.outside];
const brief = [...all, ...short.inside, ...short.outside].filter(({ evidence }) =>
  isBrief(knowledge.calibration, evidence.reading.words.length),
);
const scope = { ...fitScope(all, fusion, ""), ...fitScope(brief, fusion, BRIEF) };
const round = (weights: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, Math.round(weight * 100) / 100]));
const file = path.join(KNOWLEDGE_FOLDER, "calibration.json");
const before: unknown = JSON.parse(await readFile(file, "utf8"));
const calibration = { ...(before as object), fusion: round(fusion), scope: round(scope) };
await writeFile(file, `${JSON.stringify(calibration, null, 2)}\n`);
process.stdout.write(`${JSON.stringify(calibration, null, 2)}\n`);
