// `npm run cases`: what the server's owner can do with cases in the terminal, while the service runs.

import { Command, InvalidArgumentError, Option } from "commander";
import { ZodError, z } from "zod";

import { readKnowledge } from "../adapters/file-knowledge.ts";
import { type OpenedCases, openCases, refuseMissing } from "./case-entry.ts";
import { CASE_STATES } from "./cases/case.ts";
import { EXAMPLES } from "./cases/help.ts";
import { LEAST } from "./cases/statistics.ts";
import { exportAudit, exportCase, exportHead } from "./cases-export-command.ts";
import { eraseOne, rotate } from "./cases-keep-command.ts";
import { list, show, stats } from "./cases-show-command.ts";
import { verifyFile, verifyStore } from "./cases-verify-command.ts";
import { KNOWLEDGE_FOLDER, loadConfig, runEntry } from "./command-entry.ts";
import type { Knowledge } from "./knowledge/knowledge.ts";

const command = new Command("cases")
  .description("Shows, exports, checks and erases cases; for the server's owner. The service may run meanwhile.")
  .addHelpText("after", EXAMPLES.all);

const add = (usage: string, description: string): Command => {
  const [name = ""] = usage.split(" ");
  const added = command
    .command(usage)
    .description(description)
    .option("--json", "print one line of JSON instead of text");
  return added.addHelpText("after", EXAMPLES[name as keyof typeof EXAMPLES]);
};

add("list", "list the cases without their texts, and the messages that wait")
  .addOption(new Option("--state <state...>", "only cases in these states").choices(CASE_STATES))
  .option("--body <body>", "only cases of this state body, by its id")
  .action((options) => runEntry(() => withCases(({ deps }) => list(deps, options))));

add("show <codename>", "show the facts and the timeline of one case")
  .option("--text", "the texts too; this is written into the audit log")
  .action((codename: string, options) => runEntry(() => withCases(({ deps }) => show(deps, codename, options))));

add("export [codename]", "write a signed file: a case, the audit log, or its head alone")
  .option("--out <file>", "where to; only its owner may read the file")
  .option("--force", "replace a file that is there already")
  .addOption(new Option("--audit", "the whole audit log instead of a case").conflicts("head"))
  .addOption(new Option("--head", "the signed head of the audit log, to be kept by somebody else"))
  .action((codename: string | undefined, options) => runEntry(() => writeOut(codename, options)));

type ExportOptions = Parameters<typeof exportCase>[2] & { readonly audit?: true; readonly head?: true };

function writeOut(codename: string | undefined, options: ExportOptions): Promise<void> {
  const { audit, head } = options;
  if ([audit, head, codename].filter(Boolean).length !== 1)
    throw new Error("say what to export: a codename, --audit or --head (see --help)");
  return withCases((opened) => {
    if (codename !== undefined) return exportCase(opened, codename, options);
    return audit ? exportAudit(opened, options) : exportHead(opened, options);
  });
}

const collect = (file: string, files: readonly string[] = []): string[] => [...files, file];

add("verify", "check the audit log and every sealed text, or an exported file")
  .option("--head <file>", "an export whose head must stand in the log; may be given several times", collect)
  .addOption(new Option("--file <file>", "check this export; needs neither store nor key").conflicts("head"))
  .option("--fingerprint <fingerprint>", "the fingerprint the key must have, known from elsewhere")
  .action((options) =>
    runEntry(async () => (options.file ? verifyFile(options) : withCases((opened) => verifyStore(opened, options)))),
  );

add("erase <codename>", "erase a case with everything that belongs to it")
  .option("--yes", "really")
  .action((codename: string, options) => runEntry(() => withCases(({ deps }) => eraseOne(deps, codename, options))));

add("rotate-key", "seal everything under a new key and forget the old one").action((options) =>
  runEntry(() => withCases((opened) => rotate(opened, options))),
);

add("stats", "numbers without names; small ones are hidden")
  .option("--from <day>", "cases opened on this day or later; a year ago without it", toDay)
  .option("--to <day>", "cases opened on this day or earlier; today without it", toDay)
  .option("--least <number>", `numbers below this are hidden; ${LEAST} or more`, toLeast, LEAST)
  .action((options) => runEntry(() => withCases(({ deps }, knowledge) => stats(deps, knowledge, options))));

function toDay(value: string): string {
  if (z.iso.date().safeParse(value).success) return value;
  throw new InvalidArgumentError("write a day as YYYY-MM-DD, for example 2026-05-01.");
}

function toLeast(value: string): number {
  if (/^\d{1,6}$/.test(value) && Number(value) >= LEAST) return Number(value);
  throw new InvalidArgumentError(`it must be a whole number, ${LEAST} or more.`);
}

async function withCases(work: (opened: OpenedCases, knowledge: Knowledge) => Promise<void>): Promise<void> {
  const config = loadConfig();
  refuseMissing(config);
  const knowledge = await readKnowledge(KNOWLEDGE_FOLDER, "spoken");
  const log = (message: string, code = ""): boolean =>
    process.stderr.write(`${`adep: ${message} ${code}`.trimEnd()}\n`);
  const opened = await openCases(config, knowledge, { log, onPosted: () => undefined });
  try {
    await work(opened, knowledge);
  } catch (fault) {
    // Its own message would quote the row.
    if (fault instanceof ZodError) throw new Error("a row of the case store is not in the form it was written in");
    throw fault;
  } finally {
    await opened.deps.store.close();
  }
}

// A reader that has seen enough, such as `head`, closes the pipe: that ends the command without a complaint.
process.stdout.on("error", (fault: NodeJS.ErrnoException) => process.exit(fault.code === "EPIPE" ? 0 : 1));

await command.parseAsync();
