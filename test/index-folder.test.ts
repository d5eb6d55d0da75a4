import {
  appendFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";

import { folderOf, openIndex, verify } from "../adapters/index-folder.ts";
import { createAsk } from "../src/ask.ts";
import { toSearchable } from "../src/index/searchable.ts";
import { createReadQuestion } from "../src/read-question.ts";
import { createAssessReading } from "../src/triage/assess-question.ts";
import { openSmallAsk, smallKnowledge, TODAY } from "./fakes.ts";
import { temporaryFolder } from "./knowledge-files.ts";

const knowledge = smallKnowledge();
const other = smallKnowledge({ outside: knowledge.outside.slice(1) });
const FILES = ["args.json", "docstore.json", "hnswlib.index", "model.tensors"];
const LAST_YEAR = new Date("2025-08-15");
const QUESTION = { text: "когда вернуть служебный зонт на склад" };

/** A data folder whose index is whole, built once and copied for each test. */
let original = "";

beforeAll(async () => {
  // The topic scorer is trained in a process of its own, which must be able to read TypeScript.
  vi.stubEnv("NODE_OPTIONS", "--import tsx");
  original = await mkdtemp(path.join(tmpdir(), "adep-index-"));
  await openIndex(original, knowledge, () => undefined);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(original, { recursive: true, force: true });
});

async function copyOfIndex(): Promise<{ data: string; folder: string }> {
  const data = await temporaryFolder();
  await cp(original, data, { recursive: true });
  return { data, folder: folderOf(data, knowledge) };
}

/** Was the index built anew? */
async function isRebuilt(data: string, of = knowledge): Promise<boolean> {
  const onProgress = vi.fn();
  await openIndex(data, of, onProgress);
  return onProgress.mock.calls.length > 0;
}

async function flipByte(file: string, at: (size: number) => number): Promise<void> {
  const content = await readFile(file);
  const position = at(content.length);
  content[position] = (content[position] ?? 0) ^ 1;
  await writeFile(file, content);
}

/** When each file was last written. */
async function timesIn(folder: string): Promise<Record<string, number>> {
  const names = (await readdir(folder)).sort();
  const stats = await Promise.all(names.map((name) => stat(path.join(folder, name))));
  return Object.fromEntries(names.map((name, at) => [name, stats[at]?.mtimeMs ?? 0]));
}

describe("an index that was built", () => {
  test("tells how far the build is, up to the end", async () => {
    const shares: number[] = [];
    await openIndex(await temporaryFolder(), knowledge, (share) => shares.push(share));
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((one, two) => one - two));
  });

  test("is loaded and not built again", async () => {
    const { data } = await copyOfIndex();
    expect(await isRebuilt(data)).toBe(false);
  });

  test("has exactly its files and a manifest of them", async () => {
    const { folder } = await copyOfIndex();
    const manifest = await verify(folder, knowledge);
    expect([(await readdir(folder)).sort(), Object.keys(manifest?.files ?? {}).sort()]).toEqual([
      [...FILES, "manifest.json"].sort(),
      [...FILES].sort(),
    ]);
  });

  test("leaves no folder of the build behind", async () => {
    const { folder } = await copyOfIndex();
    expect(await readdir(path.dirname(folder))).toEqual([path.basename(folder)]);
  });

  test("answers as the model in memory does", async () => {
    const { data } = await copyOfIndex();
    const searchable = toSearchable(knowledge, await openIndex(data, knowledge, () => undefined));
    const read = createReadQuestion({ knowledge, detector: searchable.model.language, today: () => TODAY });
    const assessReading = createAssessReading(knowledge, searchable.model.triage);
    const ask = createAsk({ knowledge, searchable, read, assessReading, log: () => undefined });
    const [loaded, built] = [await ask(QUESTION), await openSmallAsk({ knowledge })(QUESTION)];
    expect([loaded.outcome, loaded.citations, loaded.triage]).toEqual([built.outcome, built.citations, built.triage]);
  });

  test("does not fit another knowledge", async () => {
    const { folder } = await copyOfIndex();
    expect(await verify(folder, other)).toBeNull();
  });
});

describe("a damaged index", () => {
  test.each(FILES)("with one bit of %s turned is built anew", async (file) => {
    const { data, folder } = await copyOfIndex();
    await flipByte(path.join(folder, file), (size) => Math.floor(size / 2));
    expect(await isRebuilt(data)).toBe(true);
  });

  test("with one bit of a checksum in the manifest turned is not trusted", async () => {
    const { folder } = await copyOfIndex();
    await flipByte(path.join(folder, "manifest.json"), (size) => size - 20);
    expect(await verify(folder, knowledge)).toBeNull();
  });

  test.each(FILES)("with %s cut short is not trusted", async (file) => {
    const { folder } = await copyOfIndex();
    await truncate(path.join(folder, file), 10);
    expect(await verify(folder, knowledge)).toBeNull();
  });

  test.each(FILES)("with something after the end of %s is not trusted", async (file) => {
    const { folder } = await copyOfIndex();
    await appendFile(path.join(folder, file), "\0");
    expect(await verify(folder, knowledge)).toBeNull();
  });

  test.each(FILES)("without %s is not trusted", async (file) => {
    const { folder } = await copyOfIndex();
    await rm(path.join(folder, file));
    expect(await verify(folder, knowledge)).toBeNull();
  });

  test("without a manifest is built anew", async () => {
    const { data, folder } = await copyOfIndex();
    await rm(path.join(folder, "manifest.json"));
    expect(await isRebuilt(data)).toBe(true);
  });

  test.each([
    ["that is no JSON", () => "{oops"],
    ["that is empty", () => ""],
    ["of another version", (json: string) => json.replace(/"version": \d+/, '"version": 1')],
    ["of another embedder", (json: string) => json.replace("lsi-300", "openai:large")],
    ["of another knowledge", (json: string) => json.replace(knowledge.hash, other.hash)],
    ["with a key nobody knows", (json: string) => json.replace("{", '{"colour": "red",')],
    ["with a search too narrow", (json: string) => json.replace(/"ef": \d+/, '"ef": 10')],
  ])("with a manifest %s is not trusted", async (_name, changed) => {
    const { folder } = await copyOfIndex();
    const manifest = path.join(folder, "manifest.json");
    await writeFile(manifest, changed(await readFile(manifest, "utf8")));
    expect(await verify(folder, knowledge)).toBeNull();
  });

  test("with a manifest that lists no files is not trusted", async () => {
    const { folder } = await copyOfIndex();
    const manifest = path.join(folder, "manifest.json");
    const content: object = JSON.parse(await readFile(manifest, "utf8"));
    await writeFile(manifest, JSON.stringify({ ...content, files: {} }));
    expect(await verify(folder, knowledge)).toBeNull();
  });
});

describe("an index folder in which the index of another knowledge was built", () => {
  let before: Record<string, number> = {};
  let data = "";
  const namesIn = (): Promise<string[]> => readdir(path.join(data, "index"));
  const name = path.basename(folderOf("", knowledge));

  // One build for all of these: an older index, what was left an hour ago and what is in hand lie there before it.
  beforeAll(async () => {
    data = await mkdtemp(path.join(tmpdir(), "adep-index-"));
    await cp(original, data, { recursive: true });
    const folder = folderOf(data, knowledge);
    before = await timesIn(folder);
    await cp(folder, `${folder}-older`, { recursive: true });
    await mkdir(`${folder}.building-1-left`);
    await mkdir(`${folder}.building-1-hand`);
    for (const old of [`${folder}-older`, `${folder}.building-1-left`]) await utimes(old, LAST_YEAR, LAST_YEAR);
    await openIndex(data, other, () => undefined);
  });

  afterAll(() => rm(data, { recursive: true, force: true }));

  test("still holds the index of the knowledge before, untouched", async () => {
    expect(await timesIn(folderOf(data, knowledge))).toEqual(before);
  });

  test("holds no index older than that", async () => {
    const whole = (await namesIn()).filter((one) => !one.includes(".building-"));
    expect(whole.sort()).toEqual([name, path.basename(folderOf(data, other))].sort());
  });

  test("has lost what an interrupted build left more than an hour ago", async () => {
    expect(await namesIn()).not.toContain(`${name}.building-1-left`);
  });

  test("keeps what a build of this hour has in hand", async () => {
    expect(await namesIn()).toContain(`${name}.building-1-hand`);
  });
});

describe("an index folder", () => {
  test("is not disturbed by what an interrupted build left", async () => {
    const { data, folder } = await copyOfIndex();
    await mkdir(`${folder}.building-1-abcd`);
    await writeFile(`${folder}.building-1-abcd/model.tensors`, "half");
    expect(await isRebuilt(data)).toBe(false);
  });

  test("below a regular file is a fault of one line that names it", async () => {
    const file = path.join(await temporaryFolder(), "data");
    await writeFile(file, "not a folder");
    const fault = await openIndex(file, knowledge, () => undefined).catch((cause: unknown) => cause);
    expect(fault).toMatchObject({ message: expect.stringMatching(new RegExp(`^[^\\n]*${file}[^\\n]*$`)) });
  });

  test("is left as it was by a build that fails", async () => {
    const { data, folder } = await copyOfIndex();
    const before = await timesIn(folder);
    const hopeless = smallKnowledge({ provisions: [], examples: [], situations: [], correspondence: [] });
    await expect(openIndex(data, hopeless, () => undefined)).rejects.toThrow(/^could not build the index in [^\n]+$/);
    expect([await timesIn(folder), await readdir(path.dirname(folder))]).toEqual([before, [path.basename(folder)]]);
  });
});
