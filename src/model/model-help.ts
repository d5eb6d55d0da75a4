// What a language model may add to an answer. Each part settles in its own time, never rejects, and gives what was there before where the model is of no use.

import type { Question, Reply, Triage } from "../question.ts";
import type { ReadQuestion } from "../read-question.ts";

export type ModelHelp = {
  /** The question in other words, as search terms beside it; empty where none came. */
  reword(question: Question, asked: ReadQuestion): Promise<readonly string[]>;
  /** The same verdict, or a graver one that offers the commissioner; it opens nothing. */
  lookAgain(question: Question, asked: ReadQuestion, triage: Triage): Promise<Triage>;
  /** The same reply, or one whose answer is worded by the model, each claim checked against its passage. */
  word(question: Question, asked: ReadQuestion, reply: Reply): Promise<Reply>;
};
