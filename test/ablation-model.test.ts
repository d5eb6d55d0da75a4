// The line of a language model among the ablations.

import { describe, expect, test } from "vitest";

import { variantWithModel } from "../evals/ablation-model.ts";
import { readText } from "../src/retrieval/reading.ts";
import { buildConceptFinder } from "../src/text/concepts.ts";
import { smallKnowledge, TODAY, trainSmall } from "./fakes.ts";

const knowledge = smallKnowledge();
const material = { knowledge, ...trainSmall(knowledge) };
const TEXT = "кто кормит казённого кота";
const query = {
  reading: { ...readText(TEXT, buildConceptFinder({})), written: TEXT },
  ...{ language: "ru" as const, day: TODAY },
};

describe("the ablations with a language model", () => {
  test("rank as the retrieval does where it has nothing to say", async () => {
    const rank = variantWithModel({ reword: async () => [] }, "openai:test").open(material);
    expect((await rank(query))[0]).toBe("law-290-viii/21");
  });

  test("give the model the question as it was written", async () => {
    const asked: string[] = [];
    const reword = async ({ text }: { readonly text: string }): Promise<string[]> => {
      asked.push(text);
      return ["кот на службе"];
    };
    const torn = "зонт кот тыква";
    await variantWithModel({ reword }, "openai:test").open(material)({
      ...query,
      reading: { ...readText(torn, buildConceptFinder({})), written: torn },
    });
    expect(asked).toEqual([torn]);
  });

  test("are named after the model", () => {
    expect(variantWithModel({ reword: async () => [] }, "ollama:small").name).toBe("full + query help (ollama:small)");
  });
});
