// A knowledge written out as the files that `adapters/file-knowledge.ts` reads.

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

import type { Knowledge } from "../src/knowledge/knowledge.ts";
import type { Situation } from "../src/knowledge/situations.ts";
import { LANGUAGES, type Language } from "../src/language.ts";

/** Content by path below the folder. */
export type KnowledgeFiles = Readonly<Record<string, string>>;

export function filesOf(knowledge: Knowledge): KnowledgeFiles {
  const { documents, otherActs, outside, situations, correspondence, thesaurus, triage, messages, calibration } =
    knowledge;
  const { lexicon, signals, workingDays, codenames, personalNames, emergency, prompts } = knowledge;
  const acts = [...documents.values()];
  const perLanguage = LANGUAGES.flatMap((language) => [
    ...acts.map(({ id }) => [`provisions/${id}.${language}.md`, blocksOf(knowledge, id, language)] as const),
    [`messages/${language}.json`, toJson(messages[language])] as const,
    [`triage/${language}.jsonl`, toLines(triage.filter((text) => text.language === language))] as const,
  ]);
  return Object.fromEntries([
    ["documents.json", toJson(acts)],
    ["other-acts.json", toJson(otherActs)],
    ["correspondence.json", toJson(correspondence)],
    ["concepts.json", toJson(thesaurus)],
    ["calibration.json", toJson(calibration)],
    ["triage-lexicon.json", toJson(lexicon)],
    ["triage.json", toJson(signals)],
    ["working-days.json", toJson(workingDays)],
    ["codenames.json", toJson(codenames)],
    ["personal-names.json", toJson(personalNames)],
    ["emergency.json", toJson(emergency)],
    ...Object.entries(prompts).map(([name, text]) => [`prompts/${name}.md`, `${text}\n`]),
    ["questions/outside.jsonl", toLines(outside)],
    ...acts.map(({ id }) => [`questions/${id}.jsonl`, toLines(examplesOf(knowledge, id))]),
    ...situations.map((situation) => [`situations/${situation.id}.md`, situationFile(situation)]),
    ...perLanguage,
  ]);
}

function blocksOf({ provisions }: Knowledge, document: string, language: Language): string {
  const own = provisions.filter((provision) => provision.document === document);
  const blocks = own.map(({ id, title, summary }) => `## ${id} · ${title[language]}\n\n${summary[language]}\n`);
  return [`# ${document}\n`, ...blocks].join("\n");
}

function examplesOf({ examples }: Knowledge, document: string): Knowledge["examples"] {
  return examples.filter(({ provision }) => provision.startsWith(`${document}/`));
}

function situationFile({ provisions, title, answer, steps, questions }: Situation): string {
  const sections = LANGUAGES.map((language) => {
    const asked = questions.filter((question) => question.language === language);
    return [
      `## ${language} · ${title[language]}`,
      answer[language],
      steps[language].map((step, at) => `${at + 1}. ${step}`).join("\n"),
      asked.map(({ question }) => `? ${question}`).join("\n"),
    ].join("\n\n");
  });
  return [`provisions: ${provisions.join(", ")}`, ...sections].join("\n\n");
}

function toJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

function toLines(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join("");
}

/** A new folder, gone when the test is over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "adep-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes the files into a new folder; `null` leaves a file out. */
export async function writeKnowledge(files: Readonly<Record<string, string | null>>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    if (content === null) continue;
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  return folder;
}
