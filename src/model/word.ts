// An answer in a language model's selection and order of sentences: each claim is checked against its passage, or the reply stays as it was.

import { z } from "zod";

import { standingOf } from "../editions/standing.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import type { Language } from "../language.ts";
import { say } from "../messages.ts";
import type { Citation, Reply } from "../question.ts";
import { writeReply } from "../write-reply.ts";
import { askInTime } from "./ask-in-time.ts";
import type { ChatModel } from "./chat-model.ts";
import { type Claim, checkClaims } from "./check-claims.ts";
import type { Passage } from "./claim-passage.ts";
import { type Mask, maskQuestion } from "./mask-question.ts";
import type { ModelHelp } from "./model-help.ts";

export type WordDeps = {
  readonly model: ChatModel;
  readonly mask: Mask;
  readonly knowledge: Knowledge;
  /** knowledge/prompts/wording.md */
  readonly instructions: string;
  /** `null` where it cannot tell. */
  readonly detectLanguage: (text: string) => Language | null;
  readonly timeoutMs?: number;
};

const MOST_CLAIMS = 6;
/** Six claims of the greatest length, in Kazakh. */
const MOST_TOKENS = 1500;

const form = z.object({
  claims: z
    .array(z.object({ text: z.string(), passage: z.string() }))
    .min(1)
    .max(MOST_CLAIMS),
});

type Answered = Extract<Reply, { outcome: "answered" | "clarify" }>;

export function createWord({ timeoutMs = 5000, ...deps }: WordDeps): ModelHelp["word"] {
  return async (question, asked, reply) => {
    if (reply.outcome !== "answered" || reply.triage.severity === "critical" || !isRestated(reply)) return reply;
    const { language } = reply;
    const passages = reply.citations.map((citation, at) => passageOf(deps.knowledge, reply, { citation, at }));
    if (!passages[0]?.summary && !passages[0]?.quote) return reply;
    const filled = await askInTime(
      deps.model,
      {
        ...{ purpose: "wording", instructions: deps.instructions, form, mostTokens: MOST_TOKENS },
        material: { ...maskQuestion(question, asked, deps.mask), language, passages: shown(passages, reply) },
        asker: question.asker ?? null,
      },
      timeoutMs,
    );
    const claims = filled?.claims ?? [];
    const kept = checkClaims(claims, { passages, language, detectLanguage: deps.detectLanguage });
    const isEnough = kept.some(({ passage }) => passage === tokenOf(0)) && kept.length * 2 >= claims.length;
    return isEnough ? worded(deps, reply, kept) : reply;
  };
}

/** An explanation that people wrote for the situation says more than its passages, and stays. */
function isRestated({ parts, citations: [first] }: Answered): boolean {
  return parts.answer === first.summary || parts.answer === first.quote;
}

type Numbered = { readonly citation: Citation; readonly at: number };

/** Our summary only where it still says what the act says; the act's words only where nothing of them is missing. */
function passageOf(knowledge: Knowledge, { day }: Reply, { citation, at }: Numbered): Passage {
  const { provision, quote, leadIn, closing, isCut, kind, summary } = citation;
  const document = knowledge.documents.get(citation.document);
  const standing = document ? standingOf(knowledge.shelf, { document, id: provision, day }) : "untold";
  const isOutdated = standing === "changed" || standing === "excluded";
  const isWhole = kind !== "summary" && isCut !== true;
  const words = [leadIn, quote, closing].filter((piece) => piece !== undefined).join(" ");
  return { token: tokenOf(at), summary: isOutdated ? null : summary, quote: isWhole ? words : null };
}

function tokenOf(at: number): string {
  return `P${at + 1}`;
}

/** No link, no place and no name of an act but what stands in the words themselves. */
function shown(passages: readonly Passage[], { citations }: Reply): object[] {
  return passages.map(({ token, summary, quote }, at) => ({
    ...{ token, title: citations[at]?.title ?? "" },
    ...(summary === null ? {} : { summary }),
    ...(quote === null ? {} : { quote }),
  }));
}

/** The marks are the code's: a claim cites the passage it was checked against. */
function worded({ knowledge, model }: Pick<WordDeps, "knowledge" | "model">, reply: Answered, kept: readonly Claim[]) {
  const { language, citations } = reply;
  const answer = kept.map(({ text, passage }) => `${text.trim().replace(/\.$/u, "")} [${passage.slice(1)}].`).join(" ");
  const label = say(knowledge.messages[language], "automated.worded", { model: model.name });
  const parts = { ...reply.parts, answer, label };
  const text = writeReply(knowledge, language, { parts, citations });
  return { ...reply, parts, text, wording: { by: "model", name: model.name } } satisfies Reply;
}
