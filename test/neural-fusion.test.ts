import { describe, expect, test, vi } from "vitest";

import { VARIANTS, variantsWith } from "../evals/ablation-variants.ts";
import { toSearchable } from "../src/index/searchable.ts";
import type { Knowledge } from "../src/knowledge/knowledge.ts";
import type { Hit } from "../src/passage-index.ts";
import type { Channels } from "../src/retrieval/channels.ts";
import type { NeuralIndex } from "../src/retrieval/neural.ts";
import { provisionEvidence } from "../src/retrieval/provision-evidence.ts";
import { readText } from "../src/retrieval/reading.ts";
import { createRetrieve, type Query } from "../src/retrieval/retrieve.ts";
import { buildConceptFinder } from "../src/text/concepts.ts";
import { smallKnowledge, TODAY, trainSmall } from "./fakes.ts";
import { ENTRIES } from "./neural-fakes.ts";

const TRAINED = smallKnowledge();
const finder = buildConceptFinder(TRAINED.thesaurus);
const WRITTEN = "Может ли Садовник взять служебную лодку?";
const QUERY: Query = { reading: { ...readText(WRITTEN, finder), written: WRITTEN }, language: "ru", day: TODAY };

/** Weights of fusion beside those that are there. */
function weighing(fusion: Readonly<Record<string, number>>): Knowledge {
  const { calibration } = TRAINED;
  return { ...TRAINED, calibration: { ...calibration, fusion: { ...calibration.fusion, ...fusion } } };
}

const WEIGHED = weighing({ neural: 3, "unit.neural": 0.5 });

const finding = (hits: readonly Hit[] | null): NeuralIndex => ({ name: "ollama:small", search: async () => hits });

function retrieve(neural: NeuralIndex | null, { knowledge = WEIGHED, query = QUERY } = {}) {
  return createRetrieve({ knowledge, searchable: toSearchable(knowledge, { ...trainSmall(TRAINED), neural }) })(query);
}

/** Hits at the questions about one provision. */
function hitsAt(id: string): Hit[] {
  const at = TRAINED.provisions.findIndex((provision) => provision.id === id);
  return ENTRIES.flatMap(({ provision }, entry) => (provision === at ? [{ entry, similarity: 0.9 }] : []));
}

const FAR = "decree-153-code/3";

/** Position among the candidates, and the belief. */
async function placeOf(id: string, neural: NeuralIndex | null, knowledge = WEIGHED) {
  const { candidates } = await retrieve(neural, { knowledge });
  const place = candidates.findIndex(({ provision }) => TRAINED.provisions[provision]?.id === id);
  return { place, probability: candidates[place]?.probability ?? 0 };
}

describe("retrieval beside another embedder", () => {
  test.each<[string, NeuralIndex | null, Knowledge]>([
    ["is not there", null, WEIGHED],
    ["does not answer", finding(null), WEIGHED],
    ["finds nothing", finding([]), WEIGHED],
    ["has no weight", finding(hitsAt(FAR)), TRAINED],
  ])("gives to the last bit what it gives alone where that one %s", async (_name, neural, knowledge) => {
    expect(await retrieve(neural, { knowledge })).toStrictEqual(await retrieve(null, { knowledge: TRAINED }));
  });

  test("believes more in what both find", async () => {
    const [alone, together] = [await placeOf(FAR, null), await placeOf(FAR, finding(hitsAt(FAR)))];
    expect([together.probability > 5 * alone.probability, together.place <= alone.place]).toEqual([true, true]);
  });

  test("is led to the first place by a weight that is large enough", async () => {
    expect(await placeOf(FAR, finding(hitsAt(FAR)), weighing({ neural: 40 }))).toMatchObject({ place: 0 });
  });

  test("declines, and sees situations, as it does alone", async () => {
    const [alone, together] = [await retrieve(null), await retrieve(finding(hitsAt(FAR)))];
    const judged = ({ candidates: _, ...gates }: typeof alone) => gates;
    expect(judged(together)).toStrictEqual(judged(alone));
  });

  test("hands over the text as it was written, capital letters and all", async () => {
    const search = vi.fn(async () => null);
    await retrieve({ name: "ollama:small", search });
    expect(search.mock.calls.map((call: readonly unknown[]) => call[0])).toEqual([WRITTEN]);
  });
});

describe("the evidence for single provisions", () => {
  const none = Float32Array.of(0, 0);
  const channels = (neural: Channels["neural"]): Channels => ({
    ...{ question: none, text: Float32Array.of(0.5, 0.4), vector: none, agreed: { question: none, vector: none } },
    ...{ neural, scorer: none, features: [], situation: none },
  });
  const found = { best: none, agreed: Float32Array.of(0, 1) };

  test("counts what another embedder finds, by its weight", () => {
    const evidence = provisionEvidence(channels(found), new Map(), { "unit.text": 1, "unit.neural": 0.5 });
    expect([...evidence].map((value) => Math.round(value * 100))).toEqual([50, 90]);
  });

  test("is the same without a weight for it", () => {
    const weights = { "unit.text": 1 };
    expect(provisionEvidence(channels(found), new Map(), weights)).toStrictEqual(
      provisionEvidence(channels(null), new Map(), weights),
    );
  });
});

describe("the table of ablations", () => {
  test("has no line for another embedder where there is none", () => {
    expect(variantsWith(null)).toBe(VARIANTS);
  });

  test("has one more line that names it, and asks it", async () => {
    const search = vi.fn(async () => hitsAt(FAR));
    const variant = variantsWith({ name: "ollama:bge-m3", search }).at(-1);
    const knowledge = weighing({ neural: 40 });
    const ranked = await variant?.open({ ...trainSmall(TRAINED), knowledge })(QUERY);
    expect([variant?.name, search.mock.calls.length, ranked?.[0]]).toEqual(["full + neural (ollama:bge-m3)", 1, FAR]);
  });
});
