// `npm run ask`: one question, or a stream of them, answered in the terminal.

import { Command, InvalidArgumentError, Option } from "commander";
import { z } from "zod";

import { readLines } from "../adapters/line-reader.ts";
import type { Ask } from "./ask.ts";
import { answerLines, toJson } from "./batch.ts";
import { loadConfig, openAsk, runEntry } from "./entry.ts";
import { LANGUAGES, type Language } from "./language.ts";
import type { Question } from "./question.ts";

type Options = {
  readonly json?: true;
  readonly batch?: string | true;
  readonly language?: Language;
  readonly asOf?: string;
};

const EXAMPLES = `
Examples:
  npm run ask -- "Можно ли взять часы от подрядчика?"
  npm run ask -- "Сенбіде жұмысқа шығуға міндеттімін бе?" --json
  npm run ask -- "may I run an online shop" --language kk --as-of 2026-05-01
  npm run --silent ask -- --batch questions.jsonl > answers.jsonl

A batch line is {"id":"q1","question":"…"}, with "language", "asOf" and "conversation" where wanted; lines of the
same conversation lean on the one before. A faulty line is answered {"id":…,"error":"…"}; the exit code is then 1.
No case is opened and nothing leaves this computer.`;

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
  .addHelpText("after", EXAMPLES)
  .action((words: string[], options: Options) => runEntry(() => answer(words, options)));

async function answer(words: readonly string[], options: Options): Promise<void> {
  const text = words.join(" ").trim();
  if (options.batch === undefined && text === "")
    return command.error("error: write a question, or use --batch (see --help)");
  const { ask } = await openAsk(loadConfig(), (message) => process.stderr.write(`adep: ${message}\n`));
  const defaults: Omit<Question, "text"> = {
    ...(options.language ? { language: options.language } : {}),
    ...(options.asOf ? { asOf: options.asOf } : {}),
  };
  if (options.batch !== undefined) return answerBatch(ask, options.batch, defaults);
  const started = performance.now();
  const reply = await ask({ ...defaults, text });
  process.stdout.write(
    `${options.json ? JSON.stringify(toJson(reply, { id: null, startedAt: started })) : reply.text}\n`,
  );
}

async function answerBatch(ask: Ask, source: string | true, defaults: Omit<Question, "text">): Promise<void> {
  const faults = await answerLines(ask, {
    lines: readLines(source === true ? null : source),
    defaults,
    write: (line) => process.stdout.write(`${line}\n`),
  });
  if (faults > 0) process.exitCode = 1;
}

// A reader that has seen enough, such as `head`, closes the pipe: that ends the command without a complaint.
process.stdout.on("error", (fault: NodeJS.ErrnoException) => process.exit(fault.code === "EPIPE" ? 0 : 1));

await command.parseAsync();
