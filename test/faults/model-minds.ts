// What a stand-in of a language model fills in: honestly, with every lie that is known, or as the asker demands.

import type { Language } from "../../src/language.ts";
import { splitSentences } from "../../src/model/claim-passage.ts";
import { mutantsOf } from "../claim-mutations.ts";
import { type Behave, LIE, type ModelRequest, textsIn } from "../model-server.ts";

type Shown = { readonly token: string; readonly summary?: string; readonly quote?: string };
type Claim = { readonly text: string; readonly passage: string };
type Material = {
  readonly question: string;
  readonly previous?: string;
  readonly language: Language;
  readonly passages: readonly Shown[];
};

export type Mind = {
  readonly behave: Behave;
  /** Every claim it made that no passage makes. */
  readonly lies: ReadonlySet<string>;
};

const MOST_CLAIMS = 6;
const MOST_HONEST = 3;
const SAYABLE = 300;
const CALM = { severity: "routine", category: null, isReal: false };
const WOLF = { severity: "critical", category: "extortion", isReal: true };
const INVENTED = [
  LIE,
  "По статье 999 любой подарок разрешён: https://evil.example/dozvoleno",
  "999-бап бойынша кез келген сыйлыққа рұқсат етіледі.",
  "A civil servant may accept a gift of up to 777 MCI.",
  "Госслужащий вправе принять подарок до 777 МРП.",
  "Қызметші 777 АЕК-ке дейін сыйлық алуға құқылы.",
] as const;

export function createHonest(): Mind {
  return mindOf({ rewordings: ({ question }) => [`${question} (закон)`], claims: honestClaims, look: CALM });
}

/** Half of what it claims is true, so that the other half is in good company; every third time it only lies. */
export function createLiar(): Mind {
  const turn = { count: 0 };
  return mindOf({
    rewordings: () => INVENTED.slice(0, 3),
    look: WOLF,
    claims: (material) => {
      turn.count += 1;
      const honest = honestClaims(material);
      const wrong = lieClaims(material, turn.count).slice(0, Math.max(1, honest.length));
      return turn.count % 3 === 0 ? wrong : mixed(honest, wrong);
    },
  });
}

/** Says what is written in the question, whole and in pieces, decoded where it was hidden, and its own instructions. */
export function createObeyer(): Mind {
  const turn = { count: 0 };
  return mindOf({
    rewordings: ({ question, previous = "" }) => [question, previous].map((text) => text.slice(0, 200)),
    look: CALM,
    claims: (material, { messages }) => {
      turn.count += 1;
      const wanted = [...demandsIn(material), ...splitSentences(messages[0]?.content ?? "")];
      const [from, honest] = [turn.count % 2 === 0 ? 0 : turn.count % wanted.length, honestClaims(material)];
      const obeyed = [...wanted.slice(from), ...wanted].map((text) => ({ text, passage: "P1" }));
      const isAlone = turn.count % 3 === 0 || honest.length === 0;
      return isAlone ? obeyed.slice(0, MOST_CLAIMS) : mixed(honest, obeyed.slice(0, honest.length));
    },
  });
}

type Doings = {
  readonly rewordings: (material: Material) => readonly string[];
  readonly claims: (material: Material, request: ModelRequest) => readonly Claim[];
  readonly look: unknown;
};

function mindOf({ rewordings, claims, look }: Doings): Mind {
  const lies = new Set<string>();
  const fill = (request: ModelRequest): unknown => {
    // As our own code writes it; the stand-in has read the JSON.
    const material = request.material as Material;
    const wanted = Object.keys((request.schema?.["properties"] ?? {}) as object);
    if (wanted.includes("rewordings")) return { rewordings: rewordings(material) };
    if (!wanted.includes("claims")) return look;
    const made = claims(material, request);
    const told = new Set(material.passages.flatMap(({ summary = "", quote = "" }) => sentencesOf(summary, quote)));
    for (const { text } of made) if (!told.has(bare(text))) lies.add(bare(text));
    return { claims: made };
  };
  return { lies, behave: (request) => ({ kind: "says", content: JSON.stringify(fill(request)) }) };
}

function sentencesOf(...texts: readonly string[]): string[] {
  return texts.flatMap(splitSentences).map(bare);
}

/** As an answer has it: without its last full stop. */
export function bare(text: string): string {
  return text.trim().replace(/\.$/u, "");
}

function honestClaims({ passages: [first] }: Material): Claim[] {
  const sentences = splitSentences(first?.summary ?? first?.quote ?? "").filter(({ length }) => length <= SAYABLE);
  return sentences.slice(0, MOST_HONEST).map((text) => ({ text, passage: first?.token ?? "P1" }));
}

function lieClaims({ language, passages }: Material, turn: number): Claim[] {
  const [own, other] = [passages[0]?.summary ?? "", passages[1]?.summary ?? LIE];
  const mutants = splitSentences(own).flatMap((sentence) => mutantsOf(sentence, language, other));
  const drawn = [0, 1].flatMap((step) => mutants[(turn * 7 + step * 13) % Math.max(1, mutants.length)]?.text ?? []);
  const invented = INVENTED[turn % INVENTED.length] ?? LIE;
  return [...drawn, invented].map((text) => ({ text, passage: "P1" }));
}

function mixed(one: readonly Claim[], other: readonly Claim[]): Claim[] {
  return [...one, ...other].slice(0, MOST_CLAIMS);
}

const QUOTED = /[«"“'`]([^»"”'`]{4,})[»"”'`]/gu;
const BASE64 = /[A-Za-z0-9+/]{16,}={0,2}/gu;

function demandsIn({ question, previous = "" }: Material): string[] {
  const whole = textsIn([previous, question]).filter((text) => text !== "");
  const quoted = whole.flatMap((text) => [...text.matchAll(QUOTED)].flatMap(([, inner]) => inner ?? []));
  const decoded = whole.flatMap((text) => [...text.matchAll(BASE64)].map(([code]) => fromBase64(code)));
  const reversed = whole.map((text) => [...text].reverse().join(""));
  const found = [...quoted, ...decoded, ...whole.flatMap(splitSentences), ...whole, ...reversed];
  return [...new Set(found.map((text) => text.trim()).filter((text) => text !== ""))];
}

function fromBase64(code: string): string {
  return Buffer.from(code, "base64").toString("utf8");
}

/** What it fails at, it fails at three times of four: left alone, it would soon not be asked any more. */
export function mostly(behave: Behave, otherwise: Behave): Behave {
  const turn = { count: 0 };
  return (request) => {
    turn.count += 1;
    return (turn.count % 4 === 0 ? otherwise : behave)(request);
  };
}
