import { fork } from "node:child_process";
import { Embeddings } from "@langchain/core/embeddings";
import { expect, test, vi } from "vitest";

import { openOnnxEmbeddings } from "../adapters/models/onnx-embeddings.ts";
import { openOnnxProcess } from "../adapters/models/onnx-process.ts";
import { tinyFolder } from "./tiny-onnx.ts";

vi.mock("node:child_process", { spy: true });

const cosine = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);

test("a folder is LangChain's Embeddings: named, measured, asking and answering apart", async () => {
  const embeddings = await openOnnxEmbeddings(await tinyFolder());
  const asked = await embeddings.embedQuery("зонт");
  const again = await embeddings.embedQuery("зонт");
  const texts = Array.from({ length: 70 }, (_, at) => (at === 69 ? "зонт" : "склад ".repeat(at % 9)));
  const searched = await embeddings.embedDocuments(texts);
  await embeddings.close();
  expect([embeddings instanceof Embeddings, embeddings.name, embeddings.dimensions]).toEqual([
    true,
    "onnx:multilingual-e5-tiny",
    4,
  ]);
  expect(again).toEqual(asked);
  expect(cosine(asked, again)).toBeCloseTo(1, 6);
  expect(searched.map(({ length }) => length)).toEqual(texts.map(() => 4));
  expect(searched[69]).not.toEqual(asked);
  await expect(embeddings.embedQuery("зонт")).rejects.toThrow("the process of the local model ended");
});

test("a refusal names the folder and says what is wrong in one sentence", async () => {
  const folder = await tinyFolder({ "onnx/model.onnx": "version https://example.org/large-file" });
  const said = await openOnnxEmbeddings(folder).catch((cause: Error) => cause.message);
  expect(said).toMatch(
    /^\S+multilingual-e5-tiny: the model file is damaged, or of a kind that cannot be read here [^\n]+$/,
  );
});

test("where its process ends, who waits is told so and the next text starts it again", async () => {
  const encoder = await openOnnxProcess(await tinyFolder(), 1);
  const [before] = await encoder.encode(["зонт"], "query");
  const waiting = encoder.encode(["зонт ".repeat(400)], "query").catch((cause: Error) => cause.message);
  vi.mocked(fork).mock.results.at(-1)?.value.kill("SIGKILL");
  expect(await waiting).toBe("the process of the local model ended");
  expect(await encoder.encode(["зонт"], "query")).toEqual([before]);
  await encoder.close();
});

test("who comes after too many others is refused at once", async () => {
  const encoder = await openOnnxProcess(await tinyFolder(), 1);
  const asked = await Promise.allSettled(Array.from({ length: 40 }, () => encoder.encode(["зонт"], "query")));
  await encoder.close();
  expect(asked.map(({ status }) => status)).toEqual(
    Array.from({ length: 40 }, (_, at) => (at < 32 ? "fulfilled" : "rejected")),
  );
});
