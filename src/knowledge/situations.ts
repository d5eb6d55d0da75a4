// Everyday situations: a short answer with steps, the provisions behind it, and how people ask about it.

import { LANGUAGES, type Language, type Trilingual } from "../language.ts";
import { KnowledgeFault } from "./fault.ts";

export type Situation = {
  readonly id: string;
  /** Most important first. */
  readonly provisions: readonly string[];
  readonly title: Trilingual;
  readonly answer: Trilingual;
  readonly steps: Readonly<Record<Language, readonly string[]>>;
  readonly questions: readonly { readonly language: Language; readonly question: string }[];
};

type Section = {
  readonly title: string;
  readonly answer: string;
  readonly steps: string[];
  readonly questions: string[];
};

/**
 * The file holds `provisions: id, id` and one section per language: `## ru · title`, the short answer,
 * numbered steps, and example questions as lines that begin with `? `.
 */
export function parseSituation(file: string, content: string): Situation {
  const id = file.replace(/^.*\//, "").replace(/\.md$/, "");
  const [head = "", ...parts] = content.split(/^## /m);
  const provisions =
    /^provisions:(.+)$/m
      .exec(head)?.[1]
      ?.split(",")
      .map((part) => part.trim())
      .filter(Boolean) ?? [];
  if (provisions.length === 0)
    throw new KnowledgeFault(file, "provisions", "are missing; write `provisions: <id>, <id>`");
  const sections = new Map(parts.map((part) => parseSection(file, part)));
  const of = (language: Language): Section => {
    const section = sections.get(language);
    if (!section) throw new KnowledgeFault(file, language, "has no section");
    return section;
  };
  const [kk, ru, en] = [of("kk"), of("ru"), of("en")];
  return {
    id,
    provisions,
    title: { kk: kk.title, ru: ru.title, en: en.title },
    answer: { kk: kk.answer, ru: ru.answer, en: en.answer },
    steps: { kk: kk.steps, ru: ru.steps, en: en.steps },
    questions: LANGUAGES.flatMap((language) => of(language).questions.map((question) => ({ language, question }))),
  };
}

function parseSection(file: string, part: string): [string, Section] {
  const [heading = "", ...lines] = part.split("\n").map((line) => line.trim());
  const [language = "", title = ""] = heading.split(" · ");
  const questions = lines.filter((line) => line.startsWith("? ")).map((line) => line.slice(2).trim());
  const steps = lines.filter((line) => /^\d+\. /.test(line)).map((line) => line.replace(/^\d+\. /, ""));
  const answer = lines.filter((line) => line !== "" && !/^(\? |\d+\. )/.test(line)).join(" ");
  if (title === "" || answer === "" || steps.length === 0) {
    throw new KnowledgeFault(file, language || heading, "needs a title, a short answer and at least one step");
  }
  return [language, { title, answer, steps, questions }];
}
