// Hand-written stand-ins: a small knowledge, a vector index that compares with everything, and `ask` over the two.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

import { type Ask, createAsk } from "../src/ask.ts";
import { workingDaysSchema } from "../src/cases/working-days.ts";
import type { Day } from "../src/day.ts";
import { EMPTY_SHELF } from "../src/editions/shelf.ts";
import { buildModel, type Model } from "../src/index/model.ts";
import { trainScorers } from "../src/index/scorers.ts";
import { toSearchable } from "../src/index/searchable.ts";
import type { Knowledge } from "../src/knowledge/knowledge.ts";
import { type Provision, topicOf } from "../src/knowledge/provisions.ts";
import {
  type ActDocument,
  type Calibration,
  codenamesSchema,
  type Messages,
  messagesSchema,
  personalNamesSchema,
  type SignalRule,
} from "../src/knowledge/schemas.ts";
import type { Situation } from "../src/knowledge/situations.ts";
import { LANGUAGES, type Language, type Trilingual } from "../src/language.ts";
import type { PassageIndex } from "../src/passage-index.ts";
import type { Citation, Reply } from "../src/question.ts";
import { createReadQuestion } from "../src/read-question.ts";
import type { Thesaurus } from "../src/text/concepts.ts";
import { createAssessReading } from "../src/triage/assess-question.ts";
import { OUTSIDE, SUBJECTS, TRIAGE } from "./small-texts.ts";

/** The day on which the tests are asked, a month and a half after the new law came. */
export const TODAY: Day = "2026-08-15";

const CODE: ActDocument = {
  id: "decree-153-code",
  title: { kk: "Бақша әдебінің кодексі", ru: "Кодекс садовой вежливости", en: "Code of Garden Manners" },
  short: { kk: "Бақша кодексі", ru: "Садовый кодекс", en: "Garden Code" },
  levels: ["point", "subparagraph"],
  listArticles: [],
  edition: "2023-11-02",
  inForceFrom: "2016-01-01",
  inForceTo: null,
  url: sameUrl("https://gardens.example/code"),
  caveat: { kk: "Кодексті тексеріңіз.", ru: "Сверьте кодекс.", en: "Check the code." },
  names: ["садовый кодекс", "садового кодекса", "кодекс", "кодекса", "кодекстің", "garden code", "the code"],
};

const NEW_LAW: ActDocument = {
  id: "law-290-viii",
  title: { kk: "Бақша туралы жаңа заң", ru: "Новый закон о садах", en: "New Law on Gardens" },
  short: { kk: "Жаңа бақша заңы", ru: "Новый садовый закон", en: "New Garden Law" },
  levels: ["article", "paragraph", "subparagraph"],
  listArticles: ["17"],
  edition: "2026-07-14",
  inForceFrom: "2026-07-01",
  inForceTo: null,
  url: sameUrl("https://gardens.example/new"),
  names: ["новый закон", "нового закона", "жаңа заң", "new law"],
};

const OLD_LAW: ActDocument = {
  id: "law-416-v",
  title: { kk: "Бақша туралы ескі заң", ru: "Старый закон о садах", en: "Old Law on Gardens" },
  short: { kk: "Ескі бақша заңы", ru: "Старый садовый закон", en: "Old Garden Law" },
  levels: ["article", "paragraph", "subparagraph"],
  listArticles: [],
  edition: "2026-03-01",
  inForceFrom: "2016-01-01",
  inForceTo: "2026-06-30",
  replacedBy: "law-290-viii",
  url: sameUrl("https://gardens.example/old"),
  names: ["старый закон", "старого закона", "ескі заң", "old law"],
};

const SITUATIONS: readonly Situation[] = [
  {
    id: "boat-for-a-wedding",
    provisions: ["law-290-viii/7", "law-290-viii/9"],
    title: { kk: "Тойға қайық", ru: "Лодка на свадьбу", en: "Boat for a wedding" },
    answer: {
      kk: "Тойға да қызметтік қайық берілмейді.",
      ru: "И на свадьбу служебную лодку не дают.",
      en: "The service boat is not lent for a wedding either.",
    },
    steps: { kk: ["Бас тартыңыз."], ru: ["Откажите."], en: ["Say no."] },
    questions: [
      { language: "kk", question: "тойға қызметтік қайықты сұрап жатыр" },
      { language: "ru", question: "просят служебную лодку на свадьбу" },
      { language: "en", question: "they want the service boat for a wedding" },
    ],
  },
  {
    id: "umbrella-on-the-train",
    provisions: ["law-290-viii/5"],
    title: { kk: "Пойыздағы қолшатыр", ru: "Зонт в поезде", en: "Umbrella on the train" },
    answer: {
      kk: "Пойызда қалған қолшатыр үшін сізді жазаламайды, бірақ қоймаға хабарлаңыз.",
      ru: "За зонт, забытый в поезде, не наказывают, но складу о нём сообщите.",
      en: "Nobody is punished for an umbrella left on the train, but tell the store.",
    },
    steps: {
      kk: ["Қоймаға сол күні айтыңыз.", "Пойыз нөмірін жазыңыз."],
      ru: ["Скажите складу в тот же день.", "Запишите номер поезда."],
      en: ["Tell the store on the same day.", "Write down the number of the train."],
    },
    questions: [
      { language: "kk", question: "қызметтік қолшатырды пойызда ұмытып қалдырдым" },
      { language: "ru", question: "оставил служебный зонт в вагоне поезда" },
      { language: "en", question: "I left the office umbrella on the train carriage" },
    ],
  },
];

const THESAURUS: Thesaurus = {
  umbrella: { kk: ["қолшатыр"], ru: ["зонт"], en: ["umbrella"] },
  boat: { kk: ["қайық"], ru: ["лодк"], en: ["boat"] },
  relative: { kk: ["туыс", "=аға", "=ағам"], ru: ["родственн", "=брат", "=брату"], en: ["relative", "=brother"] },
  pumpkin: { kk: ["асқабақ"], ru: ["тыкв"], en: ["pumpkin"] },
  "night watch": { kk: ["түнгі кезек"], ru: ["ночн дежурн"], en: ["night watch"] },
};

// Copied from knowledge/calibration.json, so that fitting the real one anew changes nothing here.
const CALIBRATION: Calibration = {
  fusion: {
    ...{ scorer: 1.48, question: 5.6, text: 4.1, vector: 5.7 },
    ...{ "unit.question": 1, "unit.vector": 1, "unit.text": 0.7 },
  },
  scope: { bias: 3.02, belief: 1.19, top: -1.81, fused: -4.11, question: 1.5, vector: -0.19, text: 1.73 },
  gates: {
    ...{ outside: 0.4, strength: 0.12, clarify: 0.12, clarifyWords: 2, situation: 0.55, cited: 0.004 },
    ...{ serious: 0.6, offer: 0.3, critical: 0.6, concern: 0.5 },
  },
};

const SIGNAL: SignalRule = {
  ...{ id: "threat", all: [["threat"]], none: [] },
  match: ["he threatens me", "он угрожает", "ол қорқытты"],
  spare: ["he is kind", "он добрый", "ол мейірімді"],
};

/** Real sentences, thresholds once copied from the real ones, invented everything else. Overrides replace whole fields. */
export function smallKnowledge(overrides: Partial<Omit<Knowledge, "hash">> = {}): Knowledge {
  const content = {
    documents: documentsOf([CODE, NEW_LAW, OLD_LAW]),
    provisions: SUBJECTS.map(
      ({ id, title, summary }): Provision => ({
        ...{ id, document: id.split("/")[0] ?? "", topic: topicOf(id), title, summary },
      }),
    ),
    examples: SUBJECTS.flatMap(({ id, questions }) =>
      LANGUAGES.flatMap((language) => questions[language].map((question) => ({ provision: id, language, question }))),
    ),
    outside: OUTSIDE,
    situations: SITUATIONS,
    otherActs: ["labour code"],
    correspondence: [
      { now: "law-290-viii/5", before: "law-416-v/11" },
      { now: "law-290-viii/7", before: "law-416-v/14" },
    ],
    thesaurus: THESAURUS,
    triage: TRIAGE,
    lexicon: { threat: { kk: ["қорқыт"], ru: ["угрож"], en: ["threat"] } },
    signals: [SIGNAL],
    messages: { kk: readMessages("kk"), ru: readMessages("ru"), en: readMessages("en") },
    calibration: CALIBRATION,
    prompts: { wording: "Word it.", query: "Say it otherwise.", "second-look": "Look again." },
    shelf: EMPTY_SHELF,
    workingDays: workingDaysSchema.parse(readRealJson("working-days.json")),
    codenames: codenamesSchema.parse(readRealJson("codenames.json")),
    personalNames: personalNamesSchema.parse(readRealJson("personal-names.json")),
    emergency: [],
    ...overrides,
  };
  const { documents, ...rest } = content;
  const hash = createHash("sha256")
    .update(JSON.stringify([...documents, rest]))
    .digest("hex");
  return { ...content, hash };
}

export function documentsOf(documents: readonly ActDocument[]): ReadonlyMap<string, ActDocument> {
  return new Map(documents.map((document) => [document.id, document]));
}

function sameUrl(url: string): Trilingual {
  return { kk: url, ru: url, en: url };
}

function readMessages(language: Language): Messages {
  return messagesSchema.parse(readRealJson(`messages/${language}.json`));
}

function readRealJson(file: string): unknown {
  return JSON.parse(readFileSync(new URL(`../knowledge/${file}`, import.meta.url), "utf8"));
}

/** Compares with every vector: slow, exact, and without a native library. */
export function createBruteForceIndex(vectors: readonly (Float32Array | null)[]): PassageIndex {
  return {
    search: async (wanted, count) =>
      vectors
        .flatMap((vector, entry) => (vector ? [{ entry, similarity: dot(vector, wanted) }] : []))
        .sort((one, other) => other.similarity - one.similarity)
        .slice(0, count),
  };
}

function dot(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
}

type Trained = { readonly model: Model; readonly index: PassageIndex };

// Training takes a second, so each test file trains each knowledge once.
const trained = new Map<string, Trained>();

/** The model of a knowledge and a brute-force index over its vectors. */
export function trainSmall(knowledge: Knowledge): Trained {
  const known = trained.get(knowledge.hash);
  if (known) return known;
  const { model, vectors } = buildModel(knowledge, () => undefined);
  const scorers = trainScorers(knowledge, () => undefined);
  const fresh = { model: { ...model, ...scorers }, index: createBruteForceIndex(vectors) };
  trained.set(knowledge.hash, fresh);
  return fresh;
}

export type AskOverrides = {
  readonly knowledge?: Knowledge;
  readonly index?: PassageIndex;
  readonly today?: () => Day;
  readonly log?: (message: string, cause: unknown) => void;
};

export function openSmallAsk({ knowledge = smallKnowledge(), index, today, log }: AskOverrides = {}): Ask {
  const { model, index: exact } = trainSmall(knowledge);
  const searchable = toSearchable(knowledge, { model, index: index ?? exact });
  const read = createReadQuestion({ knowledge, detector: model.language, today: today ?? (() => TODAY) });
  const assessReading = createAssessReading(knowledge, model.triage);
  return createAsk({ knowledge, searchable, read, assessReading, log: log ?? (() => undefined) });
}

/** A reply as `ask` would give it, for tests of what surrounds `ask`. */
export function someReply(overrides: Partial<Reply["parts"]> & Pick<Partial<Reply>, "text"> = {}): Reply {
  const { text = "Answer and sources.", ...parts } = overrides;
  const quote = "An office umbrella goes back.";
  const citation: Citation = {
    ...{ provision: "law-290-viii/5", document: "law-290-viii", title: "Office umbrella", pinpoint: "art. 5" },
    ...{ edition: "2026-07-14", inForceFrom: "2026-07-01", inForceTo: null, kind: "summary" },
    ...{ quote, url: "https://gardens.example/new", score: 0.8, summary: quote },
  };
  return {
    ...{ language: "en", day: TODAY, wording: { by: "adep" }, outcome: "answered", text },
    ...{ citations: [citation], related: ["law-290-viii/7"] },
    triage: { severity: "routine", category: null, offer: false, signals: [] },
    parts: {
      emergency: [],
      answer: "Take it back.",
      notes: [],
      choices: [],
      nextSteps: [],
      label: "Automated.",
      ...parts,
    },
  };
}
