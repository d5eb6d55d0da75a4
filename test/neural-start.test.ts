import { appendFile, cp, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";

import { neuralFolderOf } from "../adapters/models/neural-folder.ts";
import { smallKnowledge } from "./fakes.ts";
import { temporaryFolder } from "./knowledge-files.ts";
import { embedLetters, failing, hanging, honest, type ModelServer, openModelServer } from "./model-server.ts";
import {
  build,
  configOf,
  DISTINCT,
  ENTRIES,
  entriesSent,
  KNOWLEDGE,
  openServer,
  openSmall,
  PLACE,
  textsSent,
} from "./neural-fakes.ts";

const OTHER = smallKnowledge({
  provisions: KNOWLEDGE.provisions.map((one, at) =>
    at === 0 ? { ...one, summary: { ...one.summary, en: "Now the visitor greets the gardener first." } } : one,
  ),
});
let dataFolder = "";
let server: ModelServer;

beforeEach(async () => {
  dataFolder = await temporaryFolder();
  server = await openModelServer();
  return () => server.close();
});

const folderOf = (): string => neuralFolderOf({ ...PLACE, dataFolder });
const buildHere = () => build(configOf(server), { dataFolder });

describe("vectors that are there", () => {
  beforeEach(async () => {
    await buildHere();
  });

  const sentBy = async (options: Parameters<typeof build>[1], changes = {}): Promise<number> => {
    const before = entriesSent(server).length;
    await build(configOf(server, changes), options);
    return entriesSent(server).length - before;
  };

  test.each([
    [
      "a bit of the vectors turned",
      "vectors.tensors",
      (content: Buffer) => content.map((byte, at) => (at === 3000 ? byte ^ 1 : byte)),
    ],
    ["the vectors cut short", "vectors.tensors", (content: Buffer) => content.subarray(0, 100)],
    ["no checksum", "manifest.json", (content: Buffer) => content.toString().replace(/"sum": "\w+"/, '"sum": ""')],
    [
      "another version",
      "manifest.json",
      (content: Buffer) => content.toString().replace('"version": 1', '"version": 0'),
    ],
    ["another embedder", "manifest.json", (content: Buffer) => content.toString().replace("bge-m3", "bge-m4")],
    ["nothing in it", "manifest.json", () => ""],
  ])("are made again where there is %s", async (_name, file, damage) => {
    const damaged = path.join(folderOf(), file);
    await writeFile(damaged, damage(await readFile(damaged)));
    expect([(await openSmall(configOf(server), dataFolder)).index, await sentBy({ dataFolder })]).toEqual([
      null,
      DISTINCT.length,
    ]);
  });

  test("are made for another model beside them", async () => {
    expect(await sentBy({ dataFolder }, { name: "gte-multilingual-base" })).toBe(DISTINCT.length);
    expect((await readdir(path.join(dataFolder, "neural"))).length).toBe(2);
  });

  test("go when two newer ones are there", async () => {
    for (const name of ["e5-small", "e5-large"]) await sentBy({ dataFolder }, { name });
    const names = await readdir(path.join(dataFolder, "neural"));
    expect([names.length, names.includes(path.basename(folderOf()))]).toEqual([2, false]);
  });

  test("are made again where the server gives other dimensions", async () => {
    const other = await openServer({ embed: (text) => [...embedLetters(text), 0.5] });
    const manifest = await build(configOf(other), { dataFolder });
    expect([manifest.dimensions, entriesSent(other).length]).toEqual([33, DISTINCT.length]);
  });

  test("are made again where another model answers to the name", async () => {
    const other = await openServer({ embed: (text) => [...embedLetters(text)].reverse() });
    await build(configOf(other), { dataFolder });
    expect(entriesSent(other).length).toBe(DISTINCT.length);
  });

  test("serve another knowledge as far as its texts are the same", async () => {
    expect(await sentBy({ dataFolder, knowledge: OTHER })).toBe(1);
  });

  test("do not serve a copy that grew", async () => {
    const copy = await temporaryFolder();
    await cp(dataFolder, copy, { recursive: true });
    await appendFile(path.join(neuralFolderOf({ ...PLACE, dataFolder: copy }), "vectors.tensors"), "\0");
    expect((await openSmall(configOf(server), copy)).index).toBeNull();
  });
});

describe("a start of the service", () => {
  const MISSING = "there are no vectors of openai:bge-m3 for this knowledge: npm run knowledge -- build makes them";

  test("opens nothing, and says nothing, where LSI is all that is configured", async () => {
    expect(await openSmall({ kind: "lsi" }, dataFolder)).toEqual({ index: null, logged: [] });
  });

  test("without vectors says in one line how they are made, and asks the server nothing", async () => {
    expect([await openSmall(configOf(server), dataFolder), server.connections()]).toEqual([
      { index: null, logged: [MISSING] },
      0,
    ]);
  });

  test("with vectors finds what is meant", async () => {
    await buildHere();
    const { index, logged } = await openSmall(configOf(server), dataFolder);
    const [hit] = (await index?.search("кто первым здоровается с посетителем", 3)) ?? [];
    expect([ENTRIES[hit?.entry ?? -1]?.text, logged]).toEqual(["кто первым здоровается с посетителем", []]);
  });

  test("with a silent server begins within five seconds and says so in one line", async () => {
    await buildHere();
    server.behave(hanging("headers"));
    const startedAt = performance.now();
    const { index, logged } = await openSmall(configOf(server), dataFolder);
    expect([performance.now() - startedAt < 5_000, index === null, logged.length]).toEqual([true, false, 1]);
  });

  test("with a server that comes later uses it then", async () => {
    await buildHere();
    server.behave(failing(503));
    const { index } = await openSmall(configOf(server), dataFolder);
    server.behave(honest({}));
    expect((await index?.search("зонт", 3))?.length).toBe(3);
  });

  test("with another model behind the name says so, and uses it for nothing", async () => {
    await buildHere();
    const other = await openServer({ embed: (text) => [...embedLetters(text)].reverse() });
    const { index, logged } = await openSmall(configOf(other), dataFolder);
    expect([await index?.search("зонт", 3), logged.length]).toEqual([null, 1]);
  });

  test("sends a question masked, and logs nothing of it", async () => {
    await buildHere();
    const mask = (text: string): string => text.replaceAll("Canary", "[name]");
    const { index, logged } = await openSmall(configOf(server), dataFolder, mask);
    await index?.search("may Canary take the boat", 3);
    server.behave(failing(500));
    for (let at = 0; at < 6; at += 1) await index?.search(`may Canary take boat ${at}`, 3);
    expect([textsSent(server).includes("may [name] take the boat"), logged.length]).toEqual([true, 1]);
    expect(
      server.requests
        .map(({ text }) => text)
        .concat(logged)
        .join()
        .toLowerCase(),
    ).not.toContain("canary");
  });
});
