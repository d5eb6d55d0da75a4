// Whether a text that was read is what it is said to be: a good edition is never replaced by a page that looks wrong.

import { type Provision, topicOf } from "../knowledge/provisions.ts";
import type { ActDocument } from "../knowledge/schemas.ts";
import type { Language } from "../language.ts";
import { type Edition, type ReadAct, wordsOf } from "./edition.ts";
import { judgeLanguage } from "./judge-language.ts";

export type Claim = {
  readonly document: Pick<ActDocument, "id" | "short">;
  readonly language: Language;
  /** Summaries of the same act. */
  readonly provisions: readonly Provision[];
  /** The newest edition that is there in this language; `null` where there is none. */
  readonly previous: Edition | null;
};

const FEWEST_TOPICS = 2;
/** Share of an earlier edition's units that must be there. */
const LEAST_SHARE = 0.75;
/** An extract marks its gaps: in the middle of a line, and what the reader says of one that stands alone. */
const GAP_MARK = "[…]";
const LEFT_OUT = "words are left out here";

/** Why the text must not be kept, each reason one sentence; empty where it looks right. */
export function judgeText(read: ReadAct, claim: Claim): string[] {
  const topics = topicsIn(read);
  if (topics.size === 0) return [`no article or point of ${claim.document.short.en} was found in it`];
  return [
    ...judgeLanguage(read.text, claim.language),
    ...judgeLength(read, topics, claim),
    ...judgeOrder(read),
    ...judgeSubject(read, topics, claim),
  ];
}

export function topicsIn({ units }: Pick<ReadAct, "units">): Set<string> {
  return new Set(units.map(({ id }) => topicOf(id)));
}

function judgeLength(read: ReadAct, topics: ReadonlySet<string>, { provisions, previous }: Claim): string[] {
  const known = [...new Set(provisions.map(({ topic }) => numberOf(topic)))];
  const there = new Set([...topics].map(numberOf));
  if (there.size < FEWEST_TOPICS && known.length >= FEWEST_TOPICS) return ["only one article or point is there"];
  // What was put in between later, such as 24-1, is in no older edition; what was taken out leaves its number.
  const missing = isExtract(read) ? [] : known.filter((number) => !there.has(number) && !number.includes("-"));
  if (missing.length > 0) return [`${missing.length} ${MISSING}: ${listed(missing)}. Is it a part of a page?`];
  if (!SENTENCE_END.test(read.text)) return ["its last words end no sentence: a page that was cut off?"];
  if (previous && read.units.length < LEAST_SHARE * previous.units.length)
    return [
      `it has ${read.units.length} units, the edition of ${previous.edition} that is there has ${previous.units.length}`,
    ];
  return [];
}

const MISSING = "of the articles or points that the summaries know are not there";
const MOST_LISTED = 5;
const SENTENCE_END = /[.!?…]["»”)\]]*\s*$/u;

function listed(numbers: readonly string[]): string {
  return `${numbers.slice(0, MOST_LISTED).join(", ")}${numbers.length > MOST_LISTED ? ", …" : ""}`;
}

function isExtract({ text, doubts }: ReadAct): boolean {
  return text.includes(GAP_MARK) || doubts.some(({ about }) => about === LEFT_OUT);
}

function numberOf(topic: string): string {
  return topic.split("/").at(-1) ?? topic;
}

const FEW_DOUBTS = 3;
/** In a text whose lines are in order the reader doubts hardly anything, but for marked gaps. */
const MOST_DOUBTED = 0.1;

function judgeOrder({ doubts, units }: ReadAct): string[] {
  const doubted = doubts.filter(({ about }) => about !== LEFT_OUT).length;
  if (doubted <= Math.max(FEW_DOUBTS, MOST_DOUBTED * units.length)) return [];
  return [`${doubted} spots in its ${units.length} units do not fit: are its lines in their order?`];
}

const FEWEST_SHARED = 0.35;
/** Share of articles that the summary of the same number fits better than it fits any other. */
const FEWEST_FITTING = 0.5;

/** By the words of the summaries: an act of another kind has the same numbers, but speaks of other things. */
function judgeSubject(read: ReadAct, topics: ReadonlySet<string>, { provisions, language, document }: Claim): string[] {
  const summaries = [...new Set(provisions.map(({ topic }) => topic))].filter((topic) => topics.has(topic));
  if (summaries.length === 0) return [`none of its numbers is known in ${document.short.en}`];
  const known = summaries.map((topic) => stemsOf(summaryOf(provisions, topic, language)));
  const words = summaries.map((topic) => stemsOf(textOf(read, topic)));
  const own = known.map((stems, at) => shareIn(stems, words[at]));
  const fitting = known.map((stems, at) =>
    words.every((others, other) => other === at || shareIn(stems, others) < (own[at] ?? 0)) ? 1 : 0,
  );
  const isNear = mean(own) >= FEWEST_SHARED && mean(fitting) >= FEWEST_FITTING;
  return isNear ? [] : [`its articles do not speak of what ${document.short.en} speaks of: another act?`];
}

function summaryOf(provisions: readonly Provision[], topic: string, language: Language): string {
  const own = provisions.filter((provision) => provision.topic === topic);
  return own.map(({ title, summary }) => `${title[language]} ${summary[language]}`).join(" ");
}

function textOf(read: ReadAct, topic: string): string {
  return read.units
    .filter(({ id }) => topicOf(id) === topic)
    .flatMap((unit) => [unit.heading ?? "", ...wordsOf(read, unit)])
    .join(" ");
}

/** Beginnings of the longer words: endings differ between a summary and the act. */
function stemsOf(text: string): Set<string> {
  const words =
    text
      .toLowerCase()
      .normalize("NFC")
      .match(/\p{L}{5,}/gu) ?? [];
  return new Set(words.map((word) => word.slice(0, 5)));
}

function shareIn(stems: ReadonlySet<string>, others: ReadonlySet<string> | undefined): number {
  if (stems.size === 0 || !others) return 0;
  return [...stems].filter((stem) => others.has(stem)).length / stems.size;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
