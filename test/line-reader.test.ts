import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";

import { readLines } from "../adapters/line-reader.ts";
import { temporaryFolder } from "./knowledge-files.ts";

async function linesOf(content: string): Promise<string[]> {
  const file = path.join(await temporaryFolder(), "questions.jsonl");
  await writeFile(file, content);
  return collect(file);
}

async function collect(file: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of readLines(file)) lines.push(line);
  return lines;
}

test("lines come in order, with or without an end to the last one", async () => {
  expect([await linesOf("one\ntwo"), await linesOf("one\ntwo\n")]).toEqual([
    ["one", "two"],
    ["one", "two"],
  ]);
});

test("Windows line ends are no part of a line", async () => {
  expect(await linesOf("one\r\ntwo\r\n")).toEqual(["one", "two"]);
});

test("an empty file has no lines", async () => {
  expect(await linesOf("")).toEqual([]);
});

test("a long file is read to its end", async () => {
  const lines = Array.from({ length: 50_000 }, (_, at) => `қолшатыр ${at}`);
  expect(await linesOf(lines.join("\n"))).toEqual(lines);
});

test("a file that is not there is named in one line", async () => {
  const file = path.join(await temporaryFolder(), "none.jsonl");
  await expect(collect(file)).rejects.toThrow(/^cannot read [^\n]*none\.jsonl[^\n]*$/);
});
