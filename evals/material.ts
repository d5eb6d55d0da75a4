// Knowledge and index as they are on disk, for whoever puts a service together in another way than it is served.

import path from "node:path";

import { readEditions } from "../adapters/edition-folder.ts";
import { readKnowledge } from "../adapters/file-knowledge.ts";
import { loadIndex } from "../adapters/index-folder.ts";
import { KNOWLEDGE_FOLDER } from "../src/command-entry.ts";
import type { Config } from "../src/config.ts";
import { createShelf } from "../src/editions/shelf.ts";
import { buildIndexHere } from "../src/entry.ts";
import type { Model } from "../src/index/model.ts";
import type { Knowledge } from "../src/knowledge/knowledge.ts";
import type { PassageIndex } from "../src/passage-index.ts";

export type Material = { readonly knowledge: Knowledge; readonly model: Model; readonly index: PassageIndex };

/** Official texts differ from one data folder to the next, so they are measured with only where that is asked for. */
export type Extent = { readonly withEditions: boolean };

const warn = (message: string): void => void process.stderr.write(`${message}\n`);

/** Builds the index where there is none that fits, with a progress bar. */
export async function openMaterial({ dataFolder }: Pick<Config, "dataFolder">, options?: Extent): Promise<Material> {
  const folder = path.resolve(dataFolder);
  const read = await readKnowledge(KNOWLEDGE_FOLDER, "spoken");
  const knowledge = options?.withEditions ? { ...read, shelf: createShelf(await readEditions(folder, warn)) } : read;
  const { model, index } = (await loadIndex(folder, knowledge)) ?? (await buildIndexHere(folder));
  return { knowledge, model, index };
}
