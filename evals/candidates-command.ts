// `npm run evals -- candidates`: what people's experience offers to the measuring sets, and what a maintainer makes of it.

import { fileURLToPath } from "node:url";
import { Command, InvalidArgumentError, Option } from "commander";

import { readKnowledge } from "../adapters/file-knowledge.ts";
import { toPrintable } from "../src/cases/case-listing.ts";
import { KNOWLEDGE_FOLDER, runEntry } from "../src/command-entry.ts";
import { provisionId, SEVERITIES } from "../src/knowledge/schemas.ts";
import { CATEGORIES } from "../src/triage/scorer.ts";
import { type AcceptDeps, type Accepted, acceptCandidate } from "./accept-candidate.ts";
import { findCandidate, shortIds, suggest, writeCandidate, writeCandidates } from "./candidate-listing.ts";
import { ITEM_SPLITS } from "./dataset-schemas.ts";
import type { Decision, Expected } from "./life-item.ts";
import { type LifeStore, type Output, print, withLife } from "./life-store.ts";
import { OVERLAPS, STYLES } from "./plain-schemas.ts";

const DATASETS = fileURLToPath(new URL("datasets", import.meta.url));

export async function listCandidates(store: LifeStore, options: Output): Promise<void> {
  const candidates = await store.transact((tx) => tx.candidates.list());
  print(options, writeCandidates(candidates), { candidates });
}

export async function showCandidate(store: LifeStore, named: string, options: Output): Promise<void> {
  const candidates = await store.transact((tx) => tx.candidates.list());
  const candidate = findCandidate(candidates, named);
  const id = shortIds(candidates).get(candidate.id) ?? candidate.id;
  print(options, writeCandidate(candidate, id), { candidate, suggestion: suggest(candidate, id) });
}

/** All or, where one is not known or meant several, none. */
export async function rejectCandidates(store: LifeStore, named: readonly string[], options: Output): Promise<void> {
  const rejected = await store.transact(async (tx) => {
    const candidates = await tx.candidates.list();
    const ids = [...new Set(named.map((one) => findCandidate(candidates, one).id))];
    for (const id of ids) await tx.candidates.delete(id);
    return ids;
  });
  print(options, [`rejected and deleted: ${rejected.join(", ")}`], { rejected });
}

export async function accept(deps: AcceptDeps, named: string, options: Decision & Output): Promise<void> {
  const { json: _json, ...decision } = options;
  const accepted = await acceptCandidate(deps, named, decision);
  print(options, writeAccepted(accepted, decision), accepted);
}

function writeAccepted({ candidate, file, id, item, isNew }: Accepted, { split }: Decision): string[] {
  const place = `evals/datasets/${file}${id === null ? "" : ` as ${id}`}`;
  const isPlain = id !== null && split === undefined;
  return [
    isNew
      ? `added to ${place}: ${toPrintable(JSON.stringify(item))}`
      : `stood in ${place} already, from an earlier run`,
    `the candidate ${candidate} is deleted`,
    ...(isPlain
      ? ["split dev, for whoever reads it to mend the answer tunes with it; --split test keeps one back for measuring"]
      : []),
    "next: npm test (no near copy stands elsewhere), npm run evals, and npm run evals -- --update-baseline",
  ];
}

function toExpected(value: string): Expected[] {
  return value.split(",").map((piece) => {
    const [provision = "", grade = "2", ...rest] = piece.trim().split("=");
    const isGrade = grade === "1" || grade === "2";
    if (provisionId.safeParse(provision).success && isGrade && rest.length === 0)
      return { provision, grade: grade === "1" ? 1 : 2 };
    throw new InvalidArgumentError("write provisions as law-290-viii/62/1/10=2,law-410-v/12/6=1; grades are 1 and 2.");
  });
}

const JSON_OPTION = ["--json", "print one line of JSON instead of text"] as const;

export function createCandidatesCommand(): Command {
  const command = new Command("candidates").description(
    "Questions and corrections people gave to make Adep better: shows them, takes them into the sets, deletes them.",
  );
  command
    .command("list", { isDefault: true })
    .description("list what is not decided yet, oldest month first")
    .option(...JSON_OPTION)
    .action((options) => runEntry(() => withLife((store) => listCandidates(store, options))));
  command
    .command("show <id>")
    .description("show one candidate, and where it would go")
    .option(...JSON_OPTION)
    .action((id: string, options) => runEntry(() => withLife((store) => showCandidate(store, id, options))));
  addAccept(command);
  command
    .command("reject <id...>")
    .description("delete candidates")
    .option(...JSON_OPTION)
    .action((ids: string[], options) => runEntry(() => withLife((store) => rejectCandidates(store, ids, options))));
  return command;
}

function addAccept(command: Command): void {
  command
    .command("accept <id>")
    .description("check a candidate, add it to a measuring set, and delete it here")
    .option("--expect <provisions>", "the right sources: id=2 answers, id=1 is right beside it", toExpected)
    .addOption(new Option("--out-of-scope <kind>", "Adep should decline it").choices(["near", "far"]))
    .addOption(new Option("--severity <severity>", "of a correction").choices(SEVERITIES))
    .addOption(new Option("--category <category>", "of a correction").choices([...CATEGORIES, "none"]))
    .addOption(new Option("--split <split>", "dev without it").choices(ITEM_SPLITS))
    .addOption(new Option("--style <style>", "how it is written; colloquial without it").choices(STYLES))
    .addOption(new Option("--overlap <overlap>", "words shared with the law; low without it").choices(OVERLAPS))
    .option("--text <text>", "another wording than the candidate's")
    .option("--note <note>", "why, in a set that keeps notes")
    .option(...JSON_OPTION)
    .action((id: string, options) => runEntry(() => withKnowledge((deps) => accept(deps, id, options))));
}

function withKnowledge(work: (deps: AcceptDeps) => Promise<void>): Promise<void> {
  return withLife(async (store) => {
    const knowledge = await readKnowledge(KNOWLEDGE_FOLDER);
    await work({ store, knowledge, folder: DATASETS });
  });
}
