// Faults that a change may bring, each planted into a service by handing it altered parts. A fault of code is measured
// against the true knowledge; a fault of the knowledge itself is measured against itself, as a run would do it.

import { createMask } from "../src/case-entry.ts";
import type { Knowledge } from "../src/knowledge/knowledge.ts";
import type { Provision } from "../src/knowledge/provisions.ts";
import { type ActDocument, personalNamesSchema } from "../src/knowledge/schemas.ts";
import { LANGUAGES } from "../src/language.ts";
import type { Material } from "./material.ts";
import { createService, type Service } from "./measure/service.ts";
import type { Row, Suite } from "./results.ts";

export type Defect = {
  readonly name: string;
  /** What has to be measured to see it. */
  readonly suites: readonly Suite[];
  /** The metric that must fail. */
  readonly showsIn: string;
  /** `sound` holds the rows of the same service without the defect. */
  readonly plant: (material: Material, sound: readonly Row[]) => Service;
};

/** Small ones in three languages: a defect that is met by many needs no more, and each is measured anew. */
const QUESTIONS: readonly Suite[] = ["short", "conversations"];

export const DEFECTS: readonly Defect[] = [
  { name: "code quotes another provision's text", suites: QUESTIONS, showsIn: "verbatim", plant: inCode(swapTexts) },
  { name: "code changes one letter of a quote", suites: QUESTIONS, showsIn: "verbatim", plant: inCode(changeLetter) },
  {
    name: "code cites what is not in the knowledge",
    suites: QUESTIONS,
    showsIn: "known",
    plant: inCode(inventProvision),
  },
  { name: "code gives another act's edition", suites: QUESTIONS, showsIn: "edition", plant: inCode(mixEditions) },
  { name: "the normaliser loses Kazakh letters", suites: QUESTIONS, showsIn: "recall@3", plant: loseKazakhLetters },
  { name: "every text is taken for Russian", suites: QUESTIONS, showsIn: "language", plant: alwaysRussian },
  { name: "the gate of scope is open", suites: ["outside"], showsIn: "declined", plant: gate("outside", 1) },
  { name: "less is enough to escalate", suites: ["triage"], showsIn: "not escalated", plant: gate("serious", 0.25) },
  { name: "more is needed to escalate", suites: ["triage"], showsIn: "caught", plant: gate("serious", 0.9) },
  { name: "danger must be surer", suites: ["triage"], showsIn: "caught", plant: gate("critical", 0.45) },
  { name: "the signal of farewell is gone", suites: ["triage"], showsIn: "caught", plant: withoutSignal("farewell") },
  { name: "names are not masked", suites: ["personal-data"], showsIn: "masked names", plant: unmaskNames },
  ...[
    { name: "two texts are swapped in the knowledge", showsIn: "texts", plant: inKnowledge(swapTexts) },
    { name: "one letter is changed in the knowledge", showsIn: "texts", plant: inKnowledge(changeLetter) },
    { name: "two editions are mixed up in the knowledge", showsIn: "texts", plant: inKnowledge(mixEditions) },
  ].map((defect) => ({ ...defect, suites: QUESTIONS })),
];

type Altered = Partial<Knowledge>;
type Alter = (material: Material, sound: readonly Row[]) => Altered;

/** Served from altered knowledge, measured against the true one. */
function inCode(alter: Alter): Defect["plant"] {
  return (material, sound) => ({ ...inKnowledge(alter)(material, sound), knowledge: material.knowledge });
}

/** Served from altered knowledge and measured against the same. */
function inKnowledge(alter: Alter): Defect["plant"] {
  return (material, sound) =>
    createService({ ...material, knowledge: { ...material.knowledge, ...alter(material, sound) } });
}

/** The two provisions that come first most often: a fault there is met by many. */
function findLeading({ knowledge }: Material, sound: readonly Row[]): [Provision, Provision] {
  const times = new Map<string, number>();
  for (const { got, outcome } of sound) {
    const [first] = got;
    if (outcome !== "answered" || first === undefined) continue;
    times.set(first, (times.get(first) ?? 0) + 1);
  }
  const ids = [...times].sort(([, one], [, other]) => other - one).map(([id]) => id);
  const [one, other] = ids.flatMap((id) => knowledge.provisions.find((provision) => provision.id === id) ?? []);
  if (!one || !other) throw new Error("too little is cited to plant a defect into it");
  return [one, other];
}

function withProvisions({ knowledge }: Material, change: (provision: Provision) => Provision): Altered {
  return { provisions: knowledge.provisions.map(change) };
}

function swapTexts(material: Material, sound: readonly Row[]): Altered {
  const [one, other] = findLeading(material, sound);
  return withProvisions(material, (provision) => {
    if (provision.id === one.id) return { ...provision, summary: other.summary };
    return provision.id === other.id ? { ...provision, summary: one.summary } : provision;
  });
}

function changeLetter(material: Material, sound: readonly Row[]): Altered {
  const [leading] = findLeading(material, sound);
  const { ru } = leading.summary;
  const middle = ru.indexOf("о", Math.floor(ru.length / 2));
  // The Latin letter looks the same.
  const summary = { ...leading.summary, ru: `${ru.slice(0, middle)}o${ru.slice(middle + 1)}` };
  return withProvisions(material, (provision) => (provision.id === leading.id ? { ...provision, summary } : provision));
}

function inventProvision(material: Material, sound: readonly Row[]): Altered {
  const [{ id }] = findLeading(material, sound);
  return withProvisions(material, (provision) => (provision.id === id ? { ...provision, id: `${id}/99` } : provision));
}

function mixEditions(material: Material, sound: readonly Row[]): Altered {
  const { documents } = material.knowledge;
  const one = documents.get(findLeading(material, sound)[0].document);
  const other = [...documents.values()].find(({ edition }) => edition !== one?.edition);
  if (!one || !other) throw new Error("no two acts with editions to mix up");
  const give = (act: ActDocument, { edition }: ActDocument) => [act.id, { ...act, edition }] as const;
  return { documents: new Map([...documents, give(one, other), give(other, one)]) };
}

/** As a pattern of а–я does. The normaliser reads a text before anything else, so the text may as well come without. */
function loseKazakhLetters(material: Material): Service {
  const service = createService(material);
  const lose = (text: string): string => text.replace(/[әғқңөұүһі]/giu, " ");
  return { ...service, ask: (question, known) => service.ask({ ...question, text: lose(question.text) }, known) };
}

function alwaysRussian(material: Material): Service {
  const { model } = material;
  const bias = Float32Array.from(LANGUAGES, (language) => (language === "ru" ? 20 : 0));
  const scales = new Float32Array(model.language.softmax.scales.length);
  const language = { ...model.language, softmax: { ...model.language.softmax, scales, bias } };
  return createService({ ...material, model: { ...model, language } });
}

function gate(name: string, threshold: number): Defect["plant"] {
  return inKnowledge(({ knowledge: { calibration } }) => ({
    calibration: { ...calibration, gates: { ...calibration.gates, [name]: threshold } },
  }));
}

function withoutSignal(id: string): Defect["plant"] {
  return inKnowledge(({ knowledge }) => {
    const signals = knowledge.signals.filter((signal) => signal.id !== id);
    if (signals.length === knowledge.signals.length) throw new Error(`there is no signal ${id}`);
    return { signals };
  });
}

function unmaskNames(material: Material): Service {
  const { messages } = material.knowledge;
  const lists = Object.keys(personalNamesSchema.shape);
  const personalNames = personalNamesSchema.parse(Object.fromEntries(lists.map((list) => [list, {}])));
  return { ...createService(material), mask: createMask({ messages, personalNames }) };
}
