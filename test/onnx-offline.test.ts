import { readFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

import { openOnnxEncoder } from "../adapters/models/onnx-encoder.ts";
import { shutNetwork } from "../adapters/models/shut-network.ts";
import { tinyFolder, tinyModel, tinyTable } from "./tiny-onnx.ts";

const MODELS = fileURLToPath(new URL("../adapters/models/", import.meta.url));

async function listen(): Promise<string> {
  const server = http.createServer((_, response) => response.end("reached"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/`;
}

const get = (url: string): Promise<number> =>
  new Promise((resolve, reject) => {
    http.get(url, ({ statusCode = 0 }) => resolve(statusCode)).on("error", reject);
  });

// This file's first test is about before, its second about after: what is shut stays shut for the process.
test("where the network was shut nothing connects any more, whichever way", async () => {
  const url = await listen();
  expect([await get(url), (await fetch(url)).status]).toEqual([200, 200]);
  shutNetwork();
  await expect((async () => get(url))()).rejects.toThrow("no network");
  await expect(fetch(url)).rejects.toThrow("fetch failed");
});

test("a model is opened and computed without any network", async () => {
  shutNetwork();
  const tried: unknown[] = [];
  globalThis.fetch = (from) => {
    tried.push(from);
    return Promise.reject(new Error("no network"));
  };
  const files = { "onnx/model.onnx": tinyModel({ dataFile: "model.onnx_data" }), "onnx/model.onnx_data": tinyTable() };
  const encoder = await openOnnxEncoder(await tinyFolder(files), 1);
  const vectors = await encoder.encode(["зонт"], "query");
  await encoder.close();
  expect([vectors.length, tried]).toEqual([1, []]);
});

test("the model's process has its network shut before it is told of a folder", () => {
  const code = readFileSync(path.join(MODELS, "onnx-process.ts"), "utf8");
  const child = code.slice(code.indexOf("if (process.argv[1] === SELF"));
  expect(child.indexOf("shutNetwork();")).toBeGreaterThan(0);
  expect(child.indexOf("shutNetwork();")).toBeLessThan(child.indexOf('process.once("message"'));
});

test("whoever imports it loads neither runtime nor tokenizer", () => {
  const seen = new Set<string>();
  const packagesOf = (file: string): string[] => {
    if (seen.has(file)) return [];
    seen.add(file);
    const code = readFileSync(file, "utf8");
    const names = [...code.matchAll(/^import (?!type )[^;]*? from "([^"]+)";/gm)].map(([, name = ""]) => name);
    return names.flatMap((name) =>
      name.startsWith(".") ? packagesOf(path.resolve(path.dirname(file), name)) : [name],
    );
  };
  const packages = new Set(packagesOf(path.join(MODELS, "onnx-embeddings.ts")));
  expect([...packages].filter((name) => !name.startsWith("node:")).sort()).toEqual([
    "@langchain/core/embeddings",
    "zod",
  ]);
});
