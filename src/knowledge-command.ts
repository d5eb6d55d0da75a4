// `npm run knowledge`: what the answers rest on, and building the index from it.

import { Command, InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import { loadConfig, runEntry } from "./command-entry.ts";
import type { Day } from "./day.ts";
import { approve, remove } from "./knowledge-editions-command.ts";
import { LANGUAGES } from "./language.ts";

const command = new Command("knowledge").description("Shows and builds what the answers rest on.");

command
  .command("status")
  .description("list the acts with their editions, how much of the summaries each covers, and the state of the index")
  .option("--json", "print one line of JSON instead of text")
  .action((options) => runEntry(async () => (await comparing()).showStatus(options)));

command
  .command("build")
  .description("check the knowledge files and build the index, if there is none that fits")
  .action(() => runEntry(buildIndex));

// Each command loads what it needs: none waits for the readers, the index and the network of the others.
const comparing = () => import("./knowledge-compare-command.ts");

const aDay = (value: string): Day => {
  if (z.iso.date().safeParse(value).success) return value;
  throw new InvalidArgumentError("It must be a day as YYYY-MM-DD.");
};
const ofLanguage = () => new Option("--language <language>", "of this text").choices(LANGUAGES);

command
  .command("import <source>")
  .description("take an official text from a file (HTML, DOCX, PDF, Markdown, plain text) or from an address")
  .requiredOption("--document <id>", "which act it is, such as law-290-viii")
  .addOption(ofLanguage().makeOptionMandatory())
  .option("--edition <day>", "up to which day it takes in amendments; otherwise the newest that its notes name", aDay)
  .option("--in-force-from <day>", "first day on which this wording is law; otherwise the day of the edition", aDay)
  .option("--dry-run", "only report what is found")
  .option("--force", "keep it although it looks wrong")
  .option("--json", "print the whole report as one line of JSON")
  .action((target: string, options) =>
    runEntry(async () => (await import("./knowledge-import-command.ts")).importOne(target, options)),
  );

command
  .command("sync")
  .description("fetch the texts that documents.json names, from the official source first")
  .option("--document <id...>", "only these acts")
  .addOption(new Option("--language <language...>", "only in these languages").choices(LANGUAGES))
  .option("--yes", "let answers use what is new without a person looking at it")
  .option("--json", "print one line of JSON instead of text")
  .action((options) => runEntry(async () => (await import("./knowledge-sync-command.ts")).sync(options)));

command
  .command("approve")
  .description("let answers use the editions that wait")
  .option("--document <id>", "of this act")
  .addOption(ofLanguage())
  .option("--edition <day>", "this edition", aDay)
  .option("--in-force-from <day>", "first day on which this wording is law; otherwise the day of the edition", aDay)
  .option("--all", "all that wait")
  .action((options) => runEntry(() => approve(options)));

command
  .command("remove")
  .description("delete one edition")
  .requiredOption("--document <id>", "of this act")
  .addOption(ofLanguage().makeOptionMandatory())
  .requiredOption("--edition <day>", "this edition", aDay)
  .action((options) => runEntry(() => remove(options)));

command
  .command("diff")
  .description("show article by article what changed between two editions; without days, between the last two")
  .requiredOption("--document <id>", "of this act")
  .addOption(ofLanguage().makeOptionMandatory())
  .option("--from <day>", "the earlier edition", aDay)
  .option("--to <day>", "the later edition", aDay)
  .option("--html <file>", "write a page instead")
  .option("--force", "replace a file that is there already")
  .option("--json", "print one line of JSON instead of text")
  .action((options) => runEntry(async () => (await comparing()).diff(options)));

command
  .command("twins")
  .description("show where numbers, deadlines or structure differ between the Kazakh and the Russian text")
  .requiredOption("--document <id>", "of this act")
  .option("--edition <day>", "this edition; otherwise the newest that is there in both", aDay)
  .option("--json", "print one line of JSON instead of text")
  .action((options) => runEntry(async () => (await comparing()).twins(options)));

async function buildIndex(): Promise<void> {
  const { dataFolder, embeddings } = loadConfig();
  const [{ buildIndexHere }, { buildNeuralHere }] = await Promise.all([
    import("./entry.ts"),
    import("./model-entry.ts"),
  ]);
  const { manifest } = await buildIndexHere(dataFolder);
  process.stdout.write(`index ready: ${manifest.entries} entries, ${manifest.dimensions} dimensions\n`);
  if (embeddings.kind === "lsi") return;
  const { embedder, entries, dimensions } = await buildNeuralHere(embeddings, dataFolder);
  process.stdout.write(`vectors of ${embedder} ready: ${entries} entries, ${dimensions} dimensions\n`);
}

await command.parseAsync();
