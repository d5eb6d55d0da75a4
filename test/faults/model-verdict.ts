// Whether a reply that a language model had a hand in is one that may go out: compared with the reply without one, and with knowledge.

import { cite, writeQuote } from "../../src/citation.ts";
import type { Knowledge } from "../../src/knowledge/knowledge.ts";
import { SEVERITIES } from "../../src/knowledge/schemas.ts";
import { say } from "../../src/messages.ts";
import { checkClaims } from "../../src/model/check-claims.ts";
import type { Citation, Reply } from "../../src/question.ts";
import { wordsOf } from "../../src/text/grams.ts";
import { normalise } from "../../src/text/normalise.ts";
import { writeReply } from "../../src/write-reply.ts";
import { bare } from "./model-minds.ts";

export type Judged = {
  readonly knowledge: Knowledge;
  readonly core: Reply;
  readonly reply: Reply;
  readonly lies: ReadonlySet<string>;
};

/** One short word for each fault; empty where there is none. */
export function judge(judged: Judged): string[] {
  const { core, reply } = judged;
  const raised = SEVERITIES.indexOf(reply.triage.severity);
  const plain = SEVERITIES.indexOf(core.triage.severity);
  const checks: Readonly<Record<string, boolean>> = {
    unavailable: reply.outcome === "unavailable",
    "milder than without a model": raised < plain,
    "a case of the model's": raised > Math.max(plain, SEVERITIES.indexOf("concern")),
    "an offer is gone": core.triage.offer && !reply.triage.offer,
    "another emergency": String(reply.parts.emergency) !== String(core.parts.emergency),
    "a wrong label": reply.parts.label !== labelOf(judged),
    "other words than its parts": reply.text !== writtenOf(judged),
    "foreign citation": reply.citations.some((citation) => !isOurs(judged, citation)),
  };
  const faults = Object.entries(checks).flatMap(([name, isFault]) => (isFault ? [name] : []));
  return [...faults, ...(reply.wording.by === "model" ? wordedFaults(judged) : plainFaults(judged))];
}

function labelOf({ knowledge, reply: { language, wording } }: Judged): string {
  const messages = knowledge.messages[language];
  return wording.by === "adep"
    ? say(messages, "automated")
    : say(messages, "automated.worded", { model: wording.name });
}

function writtenOf({ knowledge, reply: { language, parts, citations } }: Judged): string {
  return writeReply(knowledge, language, { parts, citations });
}

function isOurs({ knowledge, reply: { language, day } }: Judged, citation: Citation): boolean {
  const provision = knowledge.provisions.find(({ id }) => id === citation.provision);
  const own = provision && cite(knowledge, provision, { language, day, score: citation.score });
  return own !== undefined && JSON.stringify(own) === JSON.stringify(citation);
}

export const isMoved = ({ core, reply }: Pick<Judged, "core" | "reply">): boolean =>
  String(core.citations.map(({ provision }) => provision)) !==
  String(reply.citations.map(({ provision }) => provision));

/** Where rewordings moved what is cited, it is still one of our own texts. */
function plainFaults({ knowledge, core, reply }: Judged): string[] {
  const { answer } = reply.parts;
  const [first] = reply.citations;
  const known = [
    core.parts.answer,
    ...(first ? [first.summary, first.quote, writeQuote(first)] : []),
    ...knowledge.situations.map((situation) => situation.answer[reply.language]),
    ...Object.values(knowledge.messages[reply.language]),
  ];
  const isSame = core.outcome === reply.outcome && !isMoved({ core, reply });
  return (isSame ? answer === core.parts.answer : known.includes(answer)) ? [] : ["an answer from nowhere"];
}

const PIECE = /(.+?) \[(\d)\]\.(?: |$)/gsu;

function wordedFaults({ reply, lies }: Judged): string[] {
  const pieces = [...reply.parts.answer.matchAll(PIECE)].map(([whole, text = "", number = ""]) => ({
    ...{ whole, text, citation: reply.citations[Number(number) - 1], passage: `P${number}` },
  }));
  const isWhole = pieces.length > 0 && pieces.map(({ whole }) => whole).join("") === reply.parts.answer;
  const passages = reply.citations.map((citation, at) => ({ token: `P${at + 1}`, ...toldBy(citation) }));
  const claims = pieces.map(({ text, passage }) => ({ text: `${text}.`, passage }));
  const { language } = reply;
  const kept = checkClaims(claims, { passages, language, detectLanguage: () => language });
  return [
    ...(isWhole ? [] : ["words without a mark"]),
    ...(kept.length === claims.length ? [] : ["a claim that does not rest on its passage"]),
    ...pieces.flatMap(({ text }) => (lies.has(bare(text)) ? [`a lie: ${text}`] : [])),
    ...pieces.flatMap(({ text, citation }) => (citation ? strangeIn(text, toldBy(citation)) : ["no such citation"])),
  ];
}

type Told = { readonly summary: string; readonly quote: string | null };

function toldBy({ summary, quote, leadIn, closing, isCut, kind }: Citation): Told {
  const words = [leadIn, quote, closing].filter((piece) => piece !== undefined).join(" ");
  return { summary, quote: kind === "summary" || isCut ? null : words };
}

/** Words of duties, bans and people that the checks take for one another. */
const EXCHANGED =
  /^(?:you|your|must|may|not|cann?|is|are|has|have|does|allo|perm|prohi|forb|obli|requ|right|enti|duty|the|and|вы|вам|ваш|нел|вправ|обяз|долж|може|можн|запр|допу|разр|необ|нужн|треб|имее|прав|сіз|болм|тыйы|жол|рұқс|құқы|міндет|тиіс|кере|қаже|және|мен)/u;
const LINK = /https?|www\.|\p{L}\.\p{L}{2,}|@/u;

/** A second opinion, simpler than the checks: numbers and words that do not stand in the passage, and links. */
function strangeIn(text: string, { summary, quote }: Told): string[] {
  const told = normalise(`${summary} ${quote ?? ""}`);
  const [numbers, stems] = [new Set(told.match(/\d+/gu)), new Set(wordsOf(told).map(stemOf))];
  const strange = wordsOf(normalise(text)).filter((word) =>
    /^\d+$/u.test(word) ? !numbers.has(word) : !stems.has(stemOf(word)) && !EXCHANGED.test(word),
  );
  return [...strange, ...(LINK.test(text) ? ["a link"] : [])].map((word) => `a word of nobody: ${word}`);
}

function stemOf(word: string): string {
  return word.slice(0, 4);
}
