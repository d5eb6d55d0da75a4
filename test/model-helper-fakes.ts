// A language model without a server, that remembers what it was asked; and what the helps of a model are tried with.

import { createMask } from "../src/case-entry.ts";
import type { ChatModel, ModelAnswer, ModelCall } from "../src/model/chat-model.ts";
import type { Question } from "../src/question.ts";
import { createReadQuestion, type ReadQuestion } from "../src/read-question.ts";
import type { Retrieval } from "../src/retrieval/retrieve.ts";
import { smallKnowledge, TODAY, trainSmall } from "./fakes.ts";

export type Asked = Omit<ModelCall<unknown>, "form">;
export type FakeModel = ChatModel & { readonly calls: readonly Asked[]; readonly signals: readonly AbortSignal[] };
export type Says = (call: Asked) => unknown;

/** Fills in what `says` gives where that fits the form; anything else is garbage. */
export function createFakeModel(says: Says): FakeModel {
  const calls: Asked[] = [];
  const signals: AbortSignal[] = [];
  return {
    ...{ name: "fake:model", calls, signals },
    ask: async <Form>({ form, ...call }: ModelCall<Form>, signal: AbortSignal): Promise<ModelAnswer<Form>> => {
      calls.push(call);
      signals.push(signal);
      const parsed = form.safeParse(await says(call));
      return parsed.success ? { kind: "filled", form: parsed.data, tokens: 10 } : { kind: "failed", code: "garbage" };
    },
  };
}

/** A model that does not even heed the signal. */
export const hanging: Says = () => new Promise(() => undefined);

export const broken: Says = () => {
  throw new Error("a model that broke its promise");
};

export const GARBAGE: readonly unknown[] = [
  "",
  "of course!",
  42,
  null,
  [],
  {},
  { severity: "grave" },
  { rewordings: 7 },
];

export const knowledge = smallKnowledge();
export const trained = trainSmall(knowledge);
export const read: (question: Question) => ReadQuestion = createReadQuestion({
  ...{ knowledge, detector: trained.model.language, today: () => TODAY },
});
export const mask = createMask(knowledge);

/** Personal data that nobody has, and a text around them in each language. */
export const CANARIES = ["850101300123", "+7 700 000 12 34", "Серік"] as const;
export const TELLING = {
  kk: "Серік Ахметұлы маған шатырды қайтармады, ЖСН 850101300123, телефоны +7 700 000 12 34, не істеймін?",
  ru: "Серік Ахметұлы не вернул служебный зонт, ИИН 850101300123, телефон +7 700 000 12 34, что мне делать?",
  en: "Серік Ахметұлы kept the office umbrella, IIN 850101300123, phone +7 700 000 12 34, what should I do?",
} as const;

/** A question that leans on the one before it. */
export const FOLLOW_UPS = {
  kk: { previous: "Қызметтік қолшатырды қашан қайтарамын?", text: "ал қонаққа берсем ше?" },
  ru: { previous: "Когда вернуть служебный зонт на склад?", text: "а если его взял гость?" },
  en: { previous: "When must I return the office umbrella?", text: "and if a guest took it?" },
} as const;

export const leak = (call: Asked | undefined): string[] =>
  CANARIES.filter((canary) => JSON.stringify(call ?? "").includes(canary));

type Beliefs = Readonly<Record<number, number>>;

/** `topic: probability`; a topic's provision is ten times the topic, or what `provisions` says. */
export function found(beliefs: Beliefs, provisions: Beliefs = {}): Retrieval {
  const candidates = Object.entries(beliefs).map(([topic, probability]) => ({
    ...{ topic: Number(topic), provision: provisions[Number(topic)] ?? Number(topic) * 10, probability },
  }));
  return {
    candidates: candidates.sort((one, other) => other.probability - one.probability),
    ...{ outside: { far: 0.1, near: 0.1, smalltalk: 0, attack: 0 }, declined: 0.2, strength: 0.4 },
    situation: { number: 1, score: 0.7 },
  };
}
