import { expect, test } from "vitest";

import { openOnnxEncoder, type Role } from "../adapters/models/onnx-encoder.ts";
import { type Files, ROWS, rowOf, tinyFolder, tinyModel, tinyTable } from "./tiny-onnx.ts";

const PLAIN: Files = { "adep.json": JSON.stringify({ pooling: "mean", queryPrefix: "", passagePrefix: "" }) };
const CLS: Files = { "adep.json": JSON.stringify({ pooling: "cls" }) };

async function encode(texts: readonly string[], files: Files = {}, role: Role = "passage"): Promise<number[][]> {
  const encoder = await openOnnxEncoder(await tinyFolder(files), 1);
  const vectors = await encoder.encode(texts, role);
  await encoder.close();
  return vectors.map((vector) => [...vector]);
}

/** Worked out beside the model: the mean of the words' rows, as long as 1. */
function meanOf(words: readonly string[]): number[] {
  const rows = ["<s>", ...words, "</s>"].map(rowOf);
  return unit((rows[0] ?? []).map((_, d) => rows.reduce((sum, row) => sum + (row[d] ?? 0), 0) / rows.length));
}

function unit(vector: readonly number[]): number[] {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

function expectClose(vectors: readonly number[][], wanted: readonly number[][]): void {
  const rounded = (rows: readonly number[][]) => rows.map((row) => row.map((value) => value.toFixed(5)));
  expect(rounded(vectors)).toEqual(rounded(wanted));
}

test("a text becomes the mean of its tokens, with the words the model was trained to see before it", async () => {
  expectClose(await encode(["зонт склад"], {}, "query"), [meanOf(["query:", "зонт", "склад"])]);
  expectClose(await encode(["зонт склад"], {}, "passage"), [meanOf(["passage:", "зонт", "склад"])]);
  expectClose(await encode(["зонт склад"], PLAIN, "query"), [meanOf(["зонт", "склад"])]);
});

test("a text becomes its first token where the model wants that", async () => {
  expectClose(await encode(["зонт склад"], CLS), [unit(rowOf("<s>"))]);
});

test("company and filling up change no vector, nor does the order", async () => {
  const texts = ["зонт", "зонт склад umbrella ☂ қолшатыр", "", "склад ".repeat(90), "umbrella"];
  const alone = await Promise.all(texts.map(async (text) => (await encode([text], PLAIN))[0] ?? []));
  expect(await encode(texts, PLAIN)).toEqual(alone);
  expect(await encode(texts.toReversed(), PLAIN)).toEqual(alone.toReversed());
});

test("more texts than are computed at once come back in their order", async () => {
  const texts = Array.from({ length: 100 }, (_, at) => (at % 2 ? "зонт" : "склад ".repeat((at % 7) + 1)));
  const wanted = texts.map((text) => meanOf(text.trim().split(" ")));
  expectClose(await encode(texts, PLAIN), wanted);
});

test("every language and every sign has its vector of length 1, and the same text always the same", async () => {
  const texts = [
    "Қолшатыр қайда?",
    "Где ЗОНТ",
    "☂☂ 👩‍⚖️",
    "",
    " ",
    "\u0000\ud83d",
    "зонт ".repeat(2000),
    "ж".repeat(10_000),
  ];
  const once = await encode(texts);
  expect(once.map((vector) => Math.hypot(...vector).toFixed(5))).toEqual(texts.map(() => "1.00000"));
  expect(await encode(texts)).toEqual(once);
  expectClose(await encode(["ЗОНТ қолшатыр umbrella ☂"], PLAIN), [meanOf(["зонт", "қолшатыр", "umbrella", "☂"])]);
});

test("of a long text as much is read as the model has places for, and its frame is kept", async () => {
  const own = { pooling: "mean", queryPrefix: "", passagePrefix: "", maxTokens: 8 };
  const files = { "adep.json": JSON.stringify(own) };
  const kept = meanOf(["зонт", "зонт", "зонт", "зонт", "зонт", "склад"]);
  expectClose(await encode([`${"зонт ".repeat(5)}склад umbrella umbrella`], files), [kept]);
});

test("weights beside the model are found", async () => {
  const files = {
    "onnx/model.onnx": tinyModel({ dataFile: "model.onnx_data" }),
    "onnx/model.onnx_data": tinyTable(),
  };
  expectClose(await encode(["зонт"], { ...PLAIN, ...files }), [meanOf(["зонт"])]);
});

test("what the model has pooled itself is taken as it is", async () => {
  for (const output of ["sentence_embedding", "dense_vecs"]) {
    const model = tinyModel({ output, isPooled: true });
    expectClose(await encode(["зонт"], { ...CLS, "onnx/model.onnx": model }), [meanOf(["passage:", "зонт"])]);
  }
});

test("a model that asks for the types of tokens gets them, and one that lies elsewhere is found", async () => {
  const model = tinyModel({ inputs: ["input_ids", "attention_mask", "token_type_ids"] });
  const wanted = [meanOf(["passage:", "зонт"])];
  expectClose(await encode(["зонт"], { "onnx/model.onnx": null, "model.onnx": model }), wanted);
  expectClose(await encode(["зонт"], { "onnx/model.onnx": null, "model_quantized.onnx": model }), wanted);
  const named = { ...PLAIN, "adep.json": JSON.stringify({ model: "onnx/small.onnx" }), "onnx/small.onnx": model };
  expectClose(await encode(["зонт"], { ...named, "onnx/model.onnx": "no model" }), wanted);
});

test("two who ask at once get each their own", async () => {
  const encoder = await openOnnxEncoder(await tinyFolder(PLAIN), 1);
  const asked = await Promise.all(["зонт", "склад", "umbrella"].map((text) => encoder.encode([text], "query")));
  await encoder.close();
  expectClose(
    asked.map(([vector]) => [...(vector ?? [])]),
    [meanOf(["зонт"]), meanOf(["склад"]), meanOf(["umbrella"])],
  );
});

test("the dimensions are those of the model", async () => {
  const model = tinyModel({ rows: ROWS.map((row) => [...row, 1, 2]) });
  const config = JSON.stringify({ hidden_size: 6 });
  const encoder = await openOnnxEncoder(await tinyFolder({ "onnx/model.onnx": model, "config.json": config }), 1);
  expect([encoder.dimensions, encoder.name]).toEqual([6, "multilingual-e5-tiny"]);
  await encoder.close();
});
