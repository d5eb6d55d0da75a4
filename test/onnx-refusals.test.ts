import { mkdir, symlink, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";

import { openOnnxEncoder } from "../adapters/models/onnx-encoder.ts";
import { temporaryFolder } from "./knowledge-files.ts";
import { type Files, ROWS, TOKENIZER, tinyFolder, tinyModel, tinyTable } from "./tiny-onnx.ts";

const OUTSIDE = "leads out of the folder";

async function refusalOf(folder: string): Promise<string> {
  return openOnnxEncoder(folder, 1).then(
    () => "opened",
    (cause: Error) => cause.message,
  );
}

/** What opening says about a whole folder in which these files are other ones. */
async function told(files: Files, name?: string): Promise<string> {
  return refusalOf(await tinyFolder(files, name));
}

test("a folder that is not there, or is none, is told of", async () => {
  const folder = await temporaryFolder();
  await writeFile(path.join(folder, "file"), "");
  expect(await refusalOf(path.join(folder, "none"))).toBe("there is no such folder");
  expect(await refusalOf(path.join(folder, "file"))).toBe("there is no such folder");
});

test("what is missing is named", async () => {
  expect(await told({ "onnx/model.onnx": null })).toBe("there is no model: put onnx/model.onnx there");
  expect(await told({ "tokenizer.json": null })).toBe("there is no tokenizer: put tokenizer.json there");
  expect(await told({ "config.json": "{}" }, "model")).toMatch(
    /^it is not known how this model is used: write adep.json/,
  );
  expect(await told({ "onnx/model.onnx": tinyModel({ dataFile: "model.onnx_data" }) })).toBe(
    "the model's weights are missing: put the .onnx_data file beside it",
  );
});

test("a model of another kind is told of", async () => {
  expect(await told({ "onnx/model.onnx": tinyModel({ output: "logits" }) })).toBe(
    "the model gives no vectors (logits)",
  );
  expect(await told({ "onnx/model.onnx": tinyModel({ inputs: ["input_ids", "pixel_values"] }) })).toBe(
    "the model asks for something that is not known here (pixel_values)",
  );
  expect(await told({ "onnx/model.onnx": tinyModel({ rows: ROWS.map((row) => row.slice(1)) }) })).toBe(
    "the model gives 3 numbers, but config.json says 4",
  );
  expect(await told({ "onnx/model.onnx": tinyModel({ output: "last_hidden_state", isPooled: true }) })).toMatch(
    /^the model gives rows of an unknown shape/,
  );
  expect(await told({ "onnx/model.onnx": tinyModel({ rows: ROWS.map(() => [0, 0, 0, 0]) }) })).toBe(
    "the model gives no usable vector",
  );
});

test("a damaged file of the folder is named", async () => {
  expect(await told({ "tokenizer.json": "{" })).toMatch(/^tokenizer\.json is damaged/);
  const tokenizer = JSON.stringify({ ...TOKENIZER, model: { type: "no such kind" } });
  expect(await told({ "tokenizer.json": tokenizer })).toMatch(/^tokenizer\.json is damaged/);
  expect(await told({ "config.json": '{"hidden_size": "4"}' })).toMatch(/^config\.json is damaged \(hidden_size /);
  expect(await told({ "adep.json": '{"poolin": "cls"}' })).toMatch(/^adep\.json is damaged/);
  expect(await told({ "config.json": " ".repeat(1024 * 1024 + 1) })).toBe(
    "config.json is larger than 1 MB, which it never is",
  );
});

test("a model cut off at any place is refused, in one sentence", async () => {
  const model = tinyModel({ dataFile: "model.onnx_data" });
  const said = new Set<string>();
  for (let bytes = 0; bytes < model.length; bytes += 7)
    said.add(await told({ "onnx/model.onnx": model.slice(0, bytes), "onnx/model.onnx_data": tinyTable() }));
  expect([...said].filter((sentence) => !/^the model [^\n]+$/.test(sentence))).toEqual([]);
  const short = tinyTable().slice(0, 20);
  expect(await told({ "onnx/model.onnx": model, "onnx/model.onnx_data": short })).toMatch(/^the model file is damaged/);
});

test("a model with any one byte turned is refused or computed, and the next one is computed as ever", async () => {
  const model = tinyModel({ dataFile: "model.onnx_data" });
  const whole = { "onnx/model.onnx": model, "onnx/model.onnx_data": tinyTable() };
  const said: string[] = [];
  for (let at = 0; at < model.length; at += 5) {
    const turned = model.map((byte, place) => (place === at ? byte ^ 255 : byte));
    said.push(await told({ ...whole, "onnx/model.onnx": turned }));
  }
  expect(said.filter((sentence) => sentence.includes("\n") || sentence.length > 400)).toEqual([]);
  expect(said.filter((sentence) => sentence !== "opened").length).toBeGreaterThan(said.length / 2);
  expect(await told(whole)).toBe("opened");
});

test("a file that lies elsewhere is not read, be it by a link or by its path", async () => {
  const elsewhere = await tinyFolder();
  const files = ["onnx/model.onnx", "tokenizer.json", "tokenizer_config.json", "1_Pooling/config.json", "adep.json"];
  for (const file of files) {
    const folder = await tinyFolder({ [file]: null });
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await symlink(path.join(elsewhere, "config.json"), path.join(folder, file));
    expect(await refusalOf(folder)).toBe(`${file} ${OUTSIDE}: put the file itself there`);
  }
  const model = `../../${path.basename(path.dirname(elsewhere))}/${path.basename(elsewhere)}/onnx/model.onnx`;
  expect(await told({ "adep.json": JSON.stringify({ model }) })).toContain(OUTSIDE);
  const folder = await tinyFolder({ "onnx/model.onnx": tinyModel({ dataFile: "model.onnx_data" }) });
  await symlink(path.join(elsewhere, "onnx/model.onnx"), path.join(folder, "onnx/model.onnx_data"));
  expect(await refusalOf(folder)).toContain(OUTSIDE);
});

test("a link that stays inside is followed", async () => {
  const folder = await tinyFolder({ "onnx/model.onnx": null, "blobs/model": tinyModel() });
  await symlink("blobs/model", path.join(folder, "model.onnx"));
  expect(await refusalOf(folder)).toBe("opened");
});

test("a model that cannot fit into memory is not even read", async () => {
  const folder = await tinyFolder({ "onnx/model.onnx_data": "" });
  await truncate(path.join(folder, "onnx/model.onnx_data"), 3.5 * 1024 ** 3);
  expect(await refusalOf(folder)).toBe(
    "the model is too large to be computed here (3.5 GB): take a quantised one, or a model server",
  );
});
