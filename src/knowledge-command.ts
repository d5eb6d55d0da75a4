// `npm run knowledge`: what the answers rest on, and building the index from it.

import path from "node:path";
import { Command } from "commander";

import { readKnowledge } from "../adapters/file-knowledge.ts";
import { folderOf, verify } from "../adapters/index-folder.ts";
import { writeDay } from "./day.ts";
import { buildIndexHere, KNOWLEDGE_FOLDER, loadConfig, runEntry } from "./entry.ts";

const command = new Command("knowledge").description("Shows and builds what the answers rest on.");

command
  .command("status")
  .description("list the acts with their editions, the counts of provisions and questions, and the state of the index")
  .action(() => runEntry(showStatus));

command
  .command("build")
  .description("check the knowledge files and build the index, if there is none that fits")
  .action(() => runEntry(buildIndex));

async function showStatus(): Promise<void> {
  const { dataFolder } = loadConfig();
  const knowledge = await readKnowledge(KNOWLEDGE_FOLDER);
  const lines = [...knowledge.documents.values()].map(({ id, short, edition, inForceFrom, inForceTo }) => {
    const provisions = knowledge.provisions.filter(({ document }) => document === id).length;
    const questions = knowledge.examples.filter(({ provision }) => provision.startsWith(`${id}/`)).length;
    const period =
      inForceTo === null
        ? `in force from ${writeDay(inForceFrom)}`
        : `in force ${writeDay(inForceFrom)} to ${writeDay(inForceTo)}`;
    return `${id}: ${short.en}, edition ${writeDay(edition)}, ${period}; ${provisions} provisions, ${questions} questions`;
  });
  const folder = folderOf(path.resolve(dataFolder), knowledge);
  const manifest = await verify(folder, knowledge);
  const index = manifest
    ? `index: ready, ${manifest.entries} entries, built ${manifest.builtAt}`
    : "index: none that fits; `npm run knowledge -- build` makes it";
  process.stdout.write(`${[...lines, `situations: ${knowledge.situations.length}`, index].join("\n")}\n`);
}

async function buildIndex(): Promise<void> {
  const { manifest } = await buildIndexHere(loadConfig().dataFolder);
  process.stdout.write(`index ready: ${manifest.entries} entries, ${manifest.dimensions} dimensions\n`);
}

await command.parseAsync();
