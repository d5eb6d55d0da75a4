// The real entries in the vectors of a served embedder: built, asked, and asked again when its server falls, hangs and is gone.

import { cp, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";

import { type Opened, openAsk } from "../../src/entry.ts";
import { buildNeuralHere } from "../../src/model-entry.ts";
import type { Question } from "../../src/question.ts";
import { failing, hanging, type ModelServer, openModelServer } from "../model-server.ts";
import { print } from "./figures.ts";
import { ordinary } from "./model-questions.ts";
import { type Figures, runTrial, type Trial } from "./model-trial.ts";

/** What an embedder that is silent may add to the time of an answer. */
const EXTRA_MS = 1500;
/** Beside what two answers without one differ by: what else this computer may be doing. */
const NOISE_MS = 500;
const dataFolder = process.env["DATA_DIR"] ?? "data";

async function inCopy<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "adep-embedders-"));
  try {
    for (const name of ["index", "editions"])
      await cp(path.join(dataFolder, name), path.join(folder, name), { recursive: true }).catch(() => undefined);
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Bench = {
  readonly server: ModelServer;
  readonly lsi: Opened;
  readonly questions: readonly Question[];
  open(): Promise<Opened>;
};

/** Each question to LSI alone and then to both, one after the other; a reply that reads otherwise is a fault where LSI is alone. */
async function tryOut({ lsi, questions, open }: Bench, spoil?: () => Promise<void>): Promise<Figures> {
  const asked = await open();
  await spoil?.();
  const same: Trial["minded"] = ({ core, reply }) => (core.text === reply.text ? [] : ["another reply"]);
  const trial = { core: lsi, asked, questions, atOnce: 1 };
  return runTrial(spoil ? { ...trial, minded: same } : trial).finally(() => asked.close());
}

test("a served embedder is asked beside LSI, and nobody sees when it is gone", async () => {
  const server = await openModelServer();
  const config = { kind: "server", provider: "openai", name: "test", apiKey: null, baseUrl: server.openaiUrl } as const;
  const questions = await ordinary();
  await inCopy(async (folder) => {
    const logged: string[] = [];
    const log = (message: string): void => void logged.push(message);
    const lsi = await openAsk({ dataFolder: folder }, log);
    for (const question of questions) await lsi.ask(question);
    const open = () => openAsk({ dataFolder: folder, embeddings: config }, log);
    const bench: Bench = { server, lsi, questions, open };
    const unbuilt = await tryOut(bench, async () => undefined);
    const started = performance.now();
    const { entries, dimensions } = await buildNeuralHere(config, folder);
    const builtS = Math.round((performance.now() - started) / 1000);
    const before = server.requests.length;
    const up = await tryOut(bench);
    const queries = server.requests.length - before;
    const fallen = await tryOut(bench, async () => server.behave(failing(500)));
    const hung = await tryOut(bench, async () => server.behave(hanging("headers")));
    const gone = await tryOut(bench, () => server.close());
    await lsi.close();
    const ways = Object.entries({ unbuilt, up, fallen, hung, gone });
    const slowestMs = Object.fromEntries(ways.map(([name, figures]) => [name, figures.slowestMs]));
    print("embedders", { entries, dimensions, builtS, asked: up.asked, queries, moved: up.moved, slowestMs, logged });
    for (const [, { faults, slowestMs: slowest }] of ways) {
      expect(faults).toEqual([]);
      expect(slowest).toBeLessThan(EXTRA_MS + unbuilt.slowestMs + NOISE_MS);
    }
    expect(queries).toBeGreaterThan(30);
    expect(logged.length).toBeGreaterThanOrEqual(2);
  });
});
