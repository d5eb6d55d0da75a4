// `npm run bench`: speed and size as ratios measured in one run on one machine, printed as JSON.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { MemoryVectorStore } from "@langchain/classic/vectorstores/memory";
import { FakeEmbeddings } from "@langchain/core/utils/testing";
import MiniSearch from "minisearch";

import { readKnowledge } from "../adapters/file-knowledge.ts";
import { openIndex } from "../adapters/index-folder.ts";
import { createAsk } from "../src/ask.ts";
import { KNOWLEDGE_FOLDER, loadConfig } from "../src/command-entry.ts";
import { listEntries } from "../src/index/entries.ts";
import { toSearchable } from "../src/index/searchable.ts";
import { createReadQuestion } from "../src/read-question.ts";
import { searchBm25 } from "../src/retrieval/bm25.ts";
import { readText } from "../src/retrieval/reading.ts";
import { toVector } from "../src/retrieval/vector-space.ts";
import { buildConceptFinder } from "../src/text/concepts.ts";
import { createAssessReading } from "../src/triage/assess-question.ts";
import { runMeasured, startService } from "./processes.ts";

const QUESTIONS = 400;
const ROUNDS = 3;
const NEIGHBOURS = 60;
const SMALL_K = 10;

const knowledge = await readKnowledge(KNOWLEDGE_FOLDER);
const { dataFolder } = loadConfig();
const opened = await openIndex(path.resolve(dataFolder), knowledge, () => undefined);
const entries = listEntries(knowledge);
const finder = buildConceptFinder(knowledge.thesaurus);
const step = Math.max(1, Math.floor(knowledge.examples.length / QUESTIONS));
// Every n-th example question with its last word cut off: close to what is indexed, yet not a copy.
const questions = knowledge.examples
  .filter((_, at) => at % step === 0)
  .map(({ question }) => question.split(" ").slice(0, -1).join(" ") || question);

/** Median over rounds of the mean time per question, in milliseconds. */
async function time(work: (at: number) => unknown): Promise<number> {
  for (let at = 0; at < Math.min(50, questions.length); at += 1) await work(at);
  const means: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now();
    for (let at = 0; at < questions.length; at += 1) await work(at);
    means.push((performance.now() - startedAt) / questions.length);
  }
  return means.sort((one, other) => one - other)[ROUNDS >> 1] ?? Number.NaN;
}

async function measureSearch(): Promise<Record<string, number>> {
  const searchable = toSearchable(knowledge, opened);
  const read = createReadQuestion({ knowledge, detector: searchable.model.language, today: () => "2026-11-21" });
  const assessReading = createAssessReading(knowledge, searchable.model.triage);
  const ask = createAsk({ knowledge, searchable, read, assessReading, log: () => undefined });
  const readings = questions.map((question) => readText(question, finder));
  const vectors = readings.map(
    (reading) => toVector(opened.model.space, reading) ?? new Float32Array(opened.manifest.dimensions).fill(1),
  );
  const all = new Float32Array(opened.manifest.dimensions);
  const hnsw = await time((at) => opened.index.search(vectors[at] ?? all, NEIGHBOURS));
  const bm25 = await time((at) => {
    searchBm25(opened.model.questions, readings[at]?.bones ?? []);
    return searchBm25(opened.model.texts, readings[at]?.bones ?? []);
  });
  const whole = await time((at) => ask({ text: questions[at] ?? "" }));
  return { hnswMs: hnsw, bm25Ms: bm25, askMs: whole, askOverSearches: whole / (hnsw + bm25) };
}

async function measureOthers(): Promise<Record<string, number>> {
  const mini = new MiniSearch({ fields: ["text"] });
  mini.addAll(entries.map(({ title, text }, id) => ({ id, text: `${title} ${text}` })));
  const space = opened.model.space;
  const vectors = entries.map(({ title, text }) => [
    ...(toVector(space, readText(`${title} ${text}`, finder)) ?? new Float32Array(opened.manifest.dimensions).fill(1)),
  ]);
  const memory = new MemoryVectorStore(new FakeEmbeddings());
  await memory.addVectors(
    vectors,
    entries.map(({ text }) => ({ pageContent: text, metadata: {} })),
  );
  const asked = questions.slice(0, 50).map((question) => [...(toVector(space, readText(question, finder)) ?? [])]);
  const startedAt = performance.now();
  for (const vector of asked) if (vector.length > 0) await memory.similaritySearchVectorWithScore(vector, SMALL_K);
  const memoryMs = (performance.now() - startedAt) / asked.length;
  return { miniSearchMs: await time((at) => mini.search(questions[at] ?? "")), memoryVectorStoreMs: memoryMs };
}

/** Start from a built index over an empty tsx start; building from nothing; memory of the running service. */
async function measureProcesses(): Promise<Record<string, number>> {
  const folder = await mkdtemp(path.join(tmpdir(), "adep-bench-"));
  try {
    const empty = path.join(folder, "empty.ts");
    await writeFile(empty, "export {};\n");
    const environment = { ...process.env, DATA_DIR: folder, PORT: "0", LOG_LEVEL: "silent" };
    const building = await runMeasured(["src/knowledge-command.ts", "build"], environment);
    const emptyStart = await runMeasured([empty], environment);
    const service = await startService(environment);
    return {
      buildSeconds: building.seconds,
      buildPeakMiB: building.peakMiB,
      emptyStartSeconds: emptyStart.seconds,
      startSeconds: service.secondsToReady,
      startOverEmptySeconds: service.secondsToReady - emptyStart.seconds,
      serviceMiB: service.residentMiB,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const figures = {
  entries: entries.length,
  provisions: knowledge.provisions.length,
  ...(await measureSearch()),
  ...(await measureOthers()),
  ...(await measureProcesses()),
};
const rounded = Object.fromEntries(
  Object.entries(figures).map(([name, value]) => [name, Math.round(value * 1000) / 1000]),
);
process.stdout.write(`${JSON.stringify(rounded, null, 2)}\n`);
