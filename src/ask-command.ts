// `npm run ask`: one question, or a stream of them, answered in the terminal.

import { Command, InvalidArgumentError, Option } from "commander";
import { z } from "zod";

import { readLines } from "../adapters/line-reader.ts";
import type { Ask } from "./ask.ts";
import { answerLines, type Escalate, toJson } from "./batch.ts";
import { openCases } from "./case-entry.ts";
import { handIn } from "./cases/hand-in.ts";
import { loadConfig, runEntry } from "./command-entry.ts";
import type { Config } from "./config.ts";
import { openAsk } from "./entry.ts";
import { toReport } from "./hear.ts";
import type { Knowledge } from "./knowledge/knowledge.ts";
import { LANGUAGES, type Language } from "./language.ts";
import type { Question } from "./question.ts";
import { isGrave } from "./triage/assess.ts";
import type { Assess } from "./triage/assess-question.ts";

type Options = {
  readonly json?: true;
  readonly batch?: string | true;
  readonly language?: Language;
  readonly asOf?: string;
  readonly escalate?: true;
};

const EXAMPLES = `
Examples:
  npm run ask -- "Можно ли взять часы от подрядчика?"
  npm run ask -- "Сенбіде жұмысқа шығуға міндеттімін бе?" --json
  npm run ask -- "may I run an online shop" --language kk --as-of 2026-05-01
  npm run --silent ask -- --batch questions.jsonl > answers.jsonl

A batch line is {"id":"q1","question":"…"}, with "language", "asOf" and "conversation" where wanted; lines of the
same conversation lean on the one before. A faulty line is answered {"id":…,"error":"…"}; the exit code is then 1.
Without --escalate no case is opened. With it a serious question opens one at once, as a message in a chat would: the
commissioner is told by the running service, and the receipt that is printed is the only way back to the case.`;

function toDay(value: string): string {
  if (z.iso.date().safeParse(value).success) return value;
  throw new InvalidArgumentError("write a day as YYYY-MM-DD, for example 2026-05-01.");
}

const command = new Command("ask")
  .description("Answers a question on the ethics of Kazakhstan's civil service, with the provisions it rests on.")
  .argument("[question...]", "the question, in Kazakh, Russian or English")
  .option("--json", "print one line of JSON instead of text")
  .option("--batch [file]", "answer JSON lines from a file, or from standard input without one")
  .addOption(
    new Option("--language <language>", "answer in this language instead of the question's").choices(LANGUAGES),
  )
  .addOption(new Option("--as-of <day>", "answer by the law of this day (YYYY-MM-DD)").argParser(toDay))
  .option("--escalate", "open a case where the question is serious")
  .addHelpText("after", EXAMPLES)
  .action((words: string[], options: Options) => runEntry(() => answer(words, options)));

async function answer(words: readonly string[], options: Options): Promise<void> {
  const text = words.join(" ").trim();
  if (options.batch === undefined && text === "")
    return command.error("error: write a question, or use --batch (see --help)");
  const config = loadConfig();
  const { ask, assess, knowledge, close } = await openAsk(config, (message) =>
    process.stderr.write(`adep: ${message}\n`),
  );
  const cases = options.escalate ? await openForEscalation(config, knowledge, assess) : null;
  const defaults: Omit<Question, "text"> = {
    ...(options.language ? { language: options.language } : {}),
    ...(options.asOf ? { asOf: options.asOf } : {}),
  };
  try {
    await (options.batch === undefined
      ? answerOne(ask, { ...defaults, text }, { isJson: options.json ?? false, escalate: cases?.escalate })
      : answerBatch(ask, options.batch, { defaults, escalate: cases?.escalate }));
  } finally {
    await cases?.close();
    await close();
  }
}

type One = { readonly isJson: boolean; readonly escalate: Escalate | undefined };

async function answerOne(ask: Ask, question: Question, { isJson, escalate }: One): Promise<void> {
  const startedAt = performance.now();
  const opened = escalate ? await escalate(question) : null;
  const { lines: _lines, ...caseJson } = opened ?? { lines: [] };
  const reply = await ask(question);
  if (isJson) {
    const json = { ...toJson(reply, { id: null, startedAt }), ...(escalate ? { case: opened ? caseJson : null } : {}) };
    process.stdout.write(`${JSON.stringify(json)}\n`);
    return;
  }
  const lines = opened ? [...opened.lines, ""] : [];
  process.stdout.write([...lines, reply.text, ""].join("\n"));
}

type ForEscalation = { readonly escalate: Escalate; close(): Promise<void> };

async function openForEscalation(config: Config, knowledge: Knowledge, assess: Assess): Promise<ForEscalation> {
  const log = (message: string): void => void process.stderr.write(`adep: ${message}\n`);
  const { deps } = await openCases(config, knowledge, { log, onPosted: () => undefined });
  const escalate: Escalate = async (question) => {
    const assessed = assess(question);
    return isGrave(assessed.triage.severity) ? handIn(deps, toReport(question, assessed)) : null;
  };
  return { escalate, close: () => deps.store.close() };
}

type BatchOptions = { readonly defaults: Omit<Question, "text">; readonly escalate: Escalate | undefined };

async function answerBatch(ask: Ask, source: string | true, options: BatchOptions): Promise<void> {
  const faults = await answerLines(ask, {
    lines: readLines(source === true ? null : source),
    ...options,
    write: (line) => process.stdout.write(`${line}\n`),
  });
  if (faults > 0) process.exitCode = 1;
}

// A reader that has seen enough, such as `head`, closes the pipe: that ends the command without a complaint.
process.stdout.on("error", (fault: NodeJS.ErrnoException) => process.exit(fault.code === "EPIPE" ? 0 : 1));

await command.parseAsync();
