// JSON lines in, JSON lines out, in the same order, one at a time.

import { z } from "zod";

import type { Ask } from "./ask.ts";
import type { Question, Reply } from "./question.ts";

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  question: z.string(),
  language: z.enum(["kk", "ru", "en"]).optional(),
  asOf: z.iso.date("must be a day as YYYY-MM-DD").optional(),
  conversation: z.string().optional(),
});

type Id = string | number | null;

export type Batch = {
  readonly lines: AsyncIterable<string>;
  readonly defaults: Omit<Question, "text">;
  /** Called once per line that is not blank. */
  readonly write: (line: string) => void;
  /** Opens a case where the question is serious, before it is answered. Without it none is opened. */
  readonly escalate?: Escalate | undefined;
};

/** `null` where no case was opened. */
export type Escalate = (question: Question) => Promise<Escalated | null>;

export type Escalated = {
  readonly codename: string;
  readonly receipt: string;
  /** What a person is told, in the language of the question. */
  readonly lines: readonly string[];
};

/** Returns the number of faulty lines; each of them is answered with its fault and the batch goes on. */
export async function answerLines(ask: Ask, { lines, defaults, write, escalate }: Batch): Promise<number> {
  const asked = new Map<string, string>();
  let faults = 0;
  for await (const line of lines) {
    if (line.trim() === "") continue;
    const parsed = parseLine(line);
    if ("error" in parsed) {
      faults += 1;
      write(JSON.stringify(parsed));
      continue;
    }
    const { id = null, question: text, language, asOf, conversation } = parsed;
    const previous = conversation === undefined ? undefined : asked.get(conversation);
    const startedAt = performance.now();
    const question: Question = {
      ...defaults,
      text,
      ...(language ? { language } : {}),
      ...(asOf ? { asOf } : {}),
      ...(previous === undefined ? {} : { previous }),
    };
    const opened = escalate ? { case: toCase(await escalate(question)) } : {};
    const reply = await ask(question);
    if (conversation !== undefined) asked.set(conversation, text);
    write(JSON.stringify({ ...toJson(reply, { id, startedAt }), ...opened }));
  }
  return faults;
}

function toCase(escalated: Escalated | null) {
  return escalated && { codename: escalated.codename, receipt: escalated.receipt };
}

function parseLine(line: string): z.infer<typeof lineSchema> | { readonly id: Id; readonly error: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { id: null, error: "the line is not JSON" };
  }
  const parsed = lineSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const id = z.object({ id: z.union([z.string(), z.number()]) }).safeParse(value);
  const issue = parsed.error.issues[0];
  const place = issue?.path.join(".") ?? "";
  return {
    id: id.success ? id.data.id : null,
    error: `${place === "" ? "the line" : place}: ${issue?.message ?? "is wrong"}`,
  };
}

/** The reply as `ask` writes it in JSON. */
export function toJson({ parts: _parts, ...reply }: Reply, { id, startedAt }: { id: Id; startedAt: number }): object {
  const { language, outcome, text, citations, related, triage, wording } = reply;
  const worded = wording.by === "model" ? { wordedBy: wording.name } : {};
  const elapsedMs = Math.round((performance.now() - startedAt) * 10) / 10;
  return { ...(id === null ? {} : { id }), language, outcome, text, citations, related, triage, ...worded, elapsedMs };
}
