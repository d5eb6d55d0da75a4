import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { NeuralBuild } from "../adapters/models/neural-build.ts";
import { neuralFolderOf, partsFolderOf } from "../adapters/models/neural-folder.ts";
import { listNeuralTexts, PROBES } from "../src/index/neural-texts.ts";
import { temporaryFolder } from "./knowledge-files.ts";
import {
  type Behave,
  BROKEN_KINDS,
  broken,
  closing,
  embedLetters,
  failing,
  hanging,
  honest,
  inTurn,
  type ModelServer,
  openModelServer,
  redirecting,
  SERVER_WORDS,
} from "./model-server.ts";
import {
  build,
  configOf,
  DISTINCT,
  ENTRIES,
  entriesSent,
  isProbe,
  openServer,
  PLACE,
  textsSent,
} from "./neural-fakes.ts";

/** The last batch of a build, and no other. */
const LAST = new Set(DISTINCT.slice(-10));

let dataFolder = "";
let server: ModelServer;

beforeEach(async () => {
  dataFolder = await temporaryFolder();
  server = await openModelServer();
  return () => server.close();
});

const folderOf = (): string => neuralFolderOf({ ...PLACE, dataFolder });
const faultOf = (made: Promise<unknown>): Promise<string> =>
  made.then(
    () => "none",
    (fault: Error) => fault.message,
  );
const buildHere = (options: Partial<NeuralBuild> = {}) => build(configOf(server), { dataFolder, ...options });

/** The last batch is refused, the others are answered. */
const failingAtLast: Behave = (request) =>
  textsSent({ requests: [request] }).some((text) => LAST.has(text))
    ? { kind: "fails", status: 500 }
    : honest({})(request);

describe("a build of another embedder's vectors", () => {
  test.each(["openai", "ollama"] as const)("sends each text of the index once to a server of %s", async (provider) => {
    const manifest = await build(configOf(server, { provider }), { dataFolder });
    expect([manifest.entries, manifest.dimensions, manifest.embedder]).toEqual([
      ENTRIES.length,
      32,
      `${provider}:bge-m3`,
    ]);
    expect(entriesSent(server).sort()).toEqual([...DISTINCT].sort());
  });

  test("sets before texts what the family of the model wants", async () => {
    await build(configOf(server, { name: "multilingual-e5-small" }), { dataFolder });
    const begun = listNeuralTexts(ENTRIES).map(
      ({ text, role }) => `${role === "question" ? "query" : "passage"}: ${text}`,
    );
    expect(new Set(textsSent(server).filter((text) => !isProbe(text.replace(/^\w+: /, ""))))).toEqual(new Set(begun));
  });

  test("sends sixty-four texts at once at most", async () => {
    await buildHere();
    const most = Math.max(...server.requests.map(({ body }) => (body["input"] as string[]).length));
    expect([most, DISTINCT.length > 64]).toEqual([64, true]);
  });

  test("has a manifest and one file, and leaves nothing else behind", async () => {
    await buildHere();
    expect([await readdir(path.join(dataFolder, "neural")), (await readdir(folderOf())).sort()]).toEqual([
      [path.basename(folderOf())],
      ["manifest.json", "vectors.tensors"],
    ]);
  });

  test("tells how far it is, up to the end", async () => {
    const shares: number[] = [];
    await buildHere({ onProgress: (share) => shares.push(share) });
    expect([shares.at(0), shares.at(-1), shares]).toEqual([0, 1, [...shares].sort((one, other) => one - other)]);
  });

  test("asks nothing but the two probes where the vectors are there already", async () => {
    await buildHere();
    const before = server.requests.length;
    await buildHere();
    expect(textsSent({ requests: server.requests.slice(before) })).toEqual([PROBES.question, PROBES.passage]);
  });

  test("asks its own server only", async () => {
    const other = await openServer();
    server.behave(redirecting(`${other.openaiUrl}/embeddings`));
    expect([await faultOf(buildHere()), other.connections()]).toEqual([expect.stringContaining("(refused)"), 0]);
  });

  test("sends the key to the server and shows it to nobody", async () => {
    server.behave(failing(401));
    const fault = await faultOf(build(configOf(server, { apiKey: "canary-key" }), { dataFolder }));
    expect([server.requests[0]?.headers["authorization"], fault.includes("canary")]).toEqual([
      "Bearer canary-key",
      false,
    ]);
  });
});

describe("a server that fails for a moment", () => {
  test.each<[string, Behave]>([
    ["is asked too much", failing(429)],
    ["starts anew", failing(503)],
    ["closes the connection", closing("headers")],
    ["breaks off", closing("body")],
  ])("because it %s is asked again", async (_name, behave) => {
    server.behave(inTurn(honest({}), honest({}), behave, honest({})));
    await expect(buildHere()).resolves.toMatchObject({ entries: ENTRIES.length });
  });
});

describe("a server that keeps failing", () => {
  test.each<[string, Behave, string]>([
    ["is asked too much", failing(429), "refused"],
    ["is broken", failing(500), "refused"],
    ["does not know the key", failing(401), "refused"],
    ["closes the connection", closing("headers"), "unreachable"],
    ["is silent", hanging("headers"), "late"],
    ["stops in the middle", hanging("body"), "late"],
  ])("because it %s ends the build with one line", async (_name, behave, reason) => {
    server.behave(behave);
    const fault = await faultOf(buildHere({ limitMs: 100 }));
    expect(fault).toBe(`openai:bge-m3 could not be asked for vectors (${reason})`);
  });

  test.each(BROKEN_KINDS)("with %s for an answer ends the build, with none of its words", async (kind) => {
    server.behave(broken(kind));
    expect(await faultOf(buildHere({ limitMs: 1_000 }))).toMatch(
      /^openai:bge-m3 [a-z ]+(\((garbage|late|refused)\))?$/,
    );
  });

  test.each<[string, (texts: number) => unknown]>([
    ["holes", (texts) => Array.from({ length: texts }, () => [...embedLetters("a").slice(1), null])],
    ["another length", (texts) => Array.from({ length: texts }, () => [1, 2, 3])],
    ["zeros", (texts) => Array.from({ length: texts }, () => new Array(32).fill(0))],
    ["words", (texts) => Array.from({ length: texts }, () => new Array(32).fill("1"))],
    ["one vector too few", (texts) => Array.from({ length: texts - 1 }, () => embedLetters("a"))],
    ["one vector too many", (texts) => Array.from({ length: texts + 1 }, () => embedLetters("a"))],
  ])("by %s in what it gives builds nothing", async (_name, vectors) => {
    server.behave((request) => {
      const texts = (request.body["input"] as string[]).length;
      if (texts === 1) return honest({})(request);
      return { kind: "raw", status: 200, body: JSON.stringify({ model: "x", embeddings: vectors(texts) }) };
    });
    const fault = await faultOf(build(configOf(server, { provider: "ollama" }), { dataFolder }));
    expect([fault.includes("(garbage); 0 of"), await readdir(dataFolder)]).toEqual([true, []]);
  });

  test("is not quoted", async () => {
    server.behave(failing(400));
    expect(await faultOf(buildHere())).not.toContain(SERVER_WORDS);
  });
});

describe("a build that was interrupted", () => {
  test("is continued where it stopped", async () => {
    server.behave(failingAtLast);
    const fault = await faultOf(buildHere());
    const before = server.requests.length;
    server.behave(honest({}));
    await buildHere();
    const sent = textsSent({ requests: server.requests.slice(before) }).filter((text) => !isProbe(text));
    expect(fault).toMatch(
      new RegExp(`; ${DISTINCT.length - sent.length} of ${DISTINCT.length} texts are done and kept$`),
    );
    expect([sent.length > 0 && sent.length < 64, [...LAST].every((text) => sent.includes(text))]).toEqual([true, true]);
  });

  test("gives the vectors that an uninterrupted one gives", async () => {
    server.behave(failingAtLast);
    await faultOf(buildHere());
    server.behave(honest({}));
    const whole = await temporaryFolder();
    const [one, other] = [await buildHere(), await build(configOf(server), { dataFolder: whole })];
    expect(one.sum).toBe(other.sum);
  });

  test("does not take a part that was cut off for a whole one", async () => {
    server.behave(failingAtLast);
    await faultOf(buildHere());
    const parts = partsFolderOf({ ...PLACE, dataFolder });
    for (const name of await readdir(parts)) {
      const file = path.join(parts, name);
      await writeFile(file, (await readFile(file)).subarray(0, -8));
    }
    const before = server.requests.length;
    server.behave(honest({}));
    await buildHere();
    const sent = textsSent({ requests: server.requests.slice(before) });
    expect(sent.length).toBe(DISTINCT.length + 2);
  });

  test("is not continued with another model behind the same name", async () => {
    server.behave(failingAtLast);
    await faultOf(buildHere());
    const other = await openServer({ embed: (text) => [...embedLetters(text)].reverse() });
    await build(configOf(other), { dataFolder });
    expect(entriesSent(other).sort()).toEqual([...DISTINCT].sort());
  });
});
