import { describe, expect, test } from "vitest";

import { type Findings, toRecipe } from "../adapters/models/onnx-recipe.ts";

const NOTHING: Findings = {
  folderName: "model",
  own: null,
  config: {},
  tokenizerConfig: {},
  modules: null,
  pooling: null,
  prompts: null,
};

const E5 = { pooling: "mean", queryPrefix: "query: ", passagePrefix: "passage: ", maxTokens: 512 };
const BGE = { pooling: "cls", queryPrefix: "", passagePrefix: "", maxTokens: 512 };
const CLS = { pooling_mode_cls_token: true, pooling_mode_mean_tokens: false };

describe("the family", () => {
  test("is told by the name its authors gave it", () => {
    expect(toRecipe({ ...NOTHING, config: { _name_or_path: "intfloat/multilingual-e5-small" } })).toEqual(E5);
    expect(toRecipe({ ...NOTHING, config: { _name_or_path: "BAAI/bge-m3" } })).toEqual(BGE);
  });

  test("is told by the name of the folder where they gave none", () => {
    expect(toRecipe({ ...NOTHING, folderName: "multilingual-e5-base" })).toEqual(E5);
    expect(toRecipe({ ...NOTHING, folderName: "bge-m3-int8" })).toEqual(BGE);
  });

  test("of the authors stands above that of the folder", () => {
    const config = { _name_or_path: "BAAI/bge-m3" };
    expect(toRecipe({ ...NOTHING, config, folderName: "multilingual-e5-small" })).toEqual(BGE);
  });

  test("that is unknown is asked for in one sentence that says what to write", () => {
    const told = 'write adep.json into the folder, {"pooling": "mean" or "cls"';
    expect(() => toRecipe(NOTHING)).toThrow(told);
    // Instruction-tuned models of the same name want other prefixes.
    expect(() => toRecipe({ ...NOTHING, folderName: "multilingual-e5-large-instruct" })).toThrow(told);
  });
});

describe("what lies in the folder", () => {
  test("stands above the family, key by key", () => {
    const found = { ...NOTHING, folderName: "multilingual-e5-small", pooling: CLS };
    expect(toRecipe(found)).toEqual({ ...E5, pooling: "cls" });
    const prompts = { prompts: { query: "find: ", document: "text: " } };
    const asked = { ...E5, queryPrefix: "find: ", passagePrefix: "text: " };
    expect(toRecipe({ ...NOTHING, folderName: "multilingual-e5-small", prompts })).toEqual(asked);
  });

  test("is enough for a model of an unknown family", () => {
    expect(toRecipe({ ...NOTHING, pooling: CLS })).toEqual(BGE);
  });

  test("stands below adep.json", () => {
    const own = { pooling: "mean", queryPrefix: "q ", passagePrefix: "", maxTokens: 64 } as const;
    expect(toRecipe({ ...NOTHING, folderName: "bge-m3", pooling: CLS, own })).toEqual(own);
  });

  test("is refused where it asks for what is not computed here", () => {
    const modules = [
      { type: "sentence_transformers.models.Transformer" },
      { type: "sentence_transformers.models.Dense" },
    ];
    expect(() => toRecipe({ ...NOTHING, modules, pooling: CLS })).toThrow("models.Dense");
    const pooling = { pooling_mode_cls_token: true, pooling_mode_mean_tokens: true };
    expect(() => toRecipe({ ...NOTHING, pooling })).toThrow("1_Pooling/config.json names neither");
  });
});

test("no more tokens are read than the model has places for", () => {
  const tokensOf = (found: Partial<Findings>) => toRecipe({ ...NOTHING, folderName: "bge-m3", ...found }).maxTokens;
  expect([
    tokensOf({ config: { max_position_embeddings: 8194, model_type: "xlm-roberta" } }),
    tokensOf({ config: { max_position_embeddings: 8194, model_type: "xlm-roberta" }, own: { maxTokens: 8192 } }),
    tokensOf({ config: { max_position_embeddings: 514, model_type: "xlm-roberta" }, own: { maxTokens: 8192 } }),
    tokensOf({ config: { max_position_embeddings: 128, model_type: "bert" } }),
    tokensOf({ tokenizerConfig: { model_max_length: 256 } }),
  ]).toEqual([512, 8192, 512, 128, 256]);
});
