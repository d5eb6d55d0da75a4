import { describe, expect, test, vi } from "vitest";

import { PROBES } from "../src/index/neural-texts.ts";
import { toNeuralVectors, toRows, toUnit } from "../src/index/neural-vectors.ts";
import { prefixesOf } from "../src/retrieval/neural-embedder.ts";
import { createNeuralSearch, type NeuralSearchDeps } from "../src/retrieval/neural-search.ts";
import { embedLetters } from "./model-server.ts";

const TEXTS = ["an umbrella for the rain", "a boat for the wedding", "pumpkins at night"];
const D = 32;

const unit = (text: string): Float32Array => toUnit(embedLetters(text), D) ?? new Float32Array(D);

function openSmall(overrides: Partial<Omit<NeuralSearchDeps, "embedder">> & { embed?: Embed } = {}) {
  const { embed = honest, ...others } = overrides;
  const logged: string[] = [];
  const spied = vi.fn(embed);
  const index = createNeuralSearch({
    embedder: { name: "ollama:small", embed: spied },
    vectors: toNeuralVectors(toRows(TEXTS.map(unit), D), D),
    probe: unit(PROBES.question),
    mask: (text) => text,
    digest: (text) => text,
    now: () => 0,
    log: (message) => void logged.push(message),
    limitMs: 50,
    ...others,
  });
  return { index, logged, embed: spied, asked: () => spied.mock.calls.flatMap(([texts]) => texts) };
}

type Embed = NeuralSearchDeps["embedder"]["embed"];
const honest: Embed = async (texts) => texts.map(embedLetters);
const failing: Embed = () => Promise.reject(new Error("late"));

describe("a search by another embedder", () => {
  test("finds the nearest entry", async () => {
    const hits = await openSmall().index.search("the boat of a wedding", 2);
    expect(hits?.map(({ entry }) => entry)[0]).toBe(1);
  });

  test("sends the text masked", async () => {
    const { index, asked } = openSmall({ mask: (text) => text.replaceAll("Aigerim Canary", "[name]") });
    await index.search("May Aigerim Canary take a boat?", 1);
    expect(asked().sort()).toEqual([PROBES.question, "may [name] take a boat?"].sort());
  });

  test("masks before capital letters are gone", async () => {
    const mask = vi.fn((text: string) => text);
    await openSmall({ mask }).index.search("Сауле Канарейка", 1);
    expect(mask.mock.calls).toEqual([["Сауле Канарейка"]]);
  });

  test("asks once for a question that comes again", async () => {
    const { index, asked } = openSmall();
    const [first, second] = [await index.search("Boat?", 3), await index.search("boat? ", 3)];
    expect([second, asked().filter((text) => text === "boat?").length]).toEqual([first, 1]);
  });

  test("forgets the oldest question after 256 others", async () => {
    const { index, asked } = openSmall();
    for (let at = 0; at <= 256; at += 1) await index.search(`boat ${at}`, 1);
    await index.search("boat 0", 1);
    await index.search("boat 256", 1);
    expect(["boat 0", "boat 256"].map((text) => asked().filter((one) => one === text).length)).toEqual([2, 1]);
  });

  test("keeps a vector under the digest of its question", async () => {
    const digest = vi.fn(() => "the same");
    const { index, asked } = openSmall({ digest });
    await index.search("one", 1);
    await index.search("two", 1);
    expect([asked().includes("two"), digest.mock.calls]).toEqual([false, [["one"], ["two"]]]);
  });

  test("asks nobody about an empty text", async () => {
    const { index, embed } = openSmall();
    expect([await index.search(" \u200b ", 1), embed.mock.calls]).toEqual([null, []]);
  });

  test.each<[string, Embed]>([
    ["fails", failing],
    [
      "throws at once",
      () => {
        throw new Error("broken");
      },
    ],
    ["never answers", () => new Promise(() => undefined)],
    ["gives nothing", async () => []],
    ["gives vectors of another length", async (texts) => texts.map(() => [1, 2, 3])],
    ["gives what is no number", async (texts) => texts.map(() => new Array(D).fill(Number.NaN))],
    ["gives zeros", async (texts) => texts.map(() => new Array(D).fill(0))],
    ["is another model than the vectors are from", async (texts) => texts.map((text) => embedLetters(text).reverse())],
  ])("finds nothing and says nothing where the embedder %s", async (_name, embed) => {
    const { index, logged } = openSmall({ embed });
    expect([await index.search("boat", 1), logged]).toEqual([null, []]);
  });

  test("finds nothing where masking fails, and sends nothing", async () => {
    const { index, embed } = openSmall({
      mask: () => {
        throw new Error("broken");
      },
    });
    expect([await index.search("boat", 1), embed.mock.calls]).toEqual([null, []]);
  });

  test("gives up the request when its time is over", async () => {
    const signals: AbortSignal[] = [];
    const embed: Embed = (_texts, _role, signal) => {
      signals.push(signal);
      return new Promise(() => undefined);
    };
    await openSmall({ embed }).index.search("boat", 1);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  });

  test("asks no more than eight questions at once", async () => {
    const { index, asked } = openSmall({ embed: () => new Promise(() => undefined) });
    await Promise.all(Array.from({ length: 12 }, (_, at) => index.search(`boat ${at}`, 1)));
    expect(asked().filter((text) => text.startsWith("boat")).length).toBe(8);
  });
});

describe("an embedder that fails five times", () => {
  async function openTired() {
    const clock = { now: 0 };
    const small = openSmall({ now: () => clock.now });
    await small.index.search("pumpkin", 1);
    small.embed.mockImplementation(failing);
    for (let at = 0; at < 5; at += 1) await small.index.search(`canary ${at}`, 1);
    const calls = small.embed.mock.calls.length;
    return { ...small, clock, isAsked: () => small.embed.mock.calls.length > calls };
  }

  test("is left alone for a minute", async () => {
    const { index, clock, isAsked } = await openTired();
    clock.now = 59_999;
    expect([await index.search("boat", 1), isAsked()]).toEqual([null, false]);
  });

  test("is asked again after it", async () => {
    const { index, clock, isAsked, embed } = await openTired();
    clock.now = 60_000;
    embed.mockImplementation(honest);
    expect([(await index.search("boat", 1))?.[0]?.entry, isAsked()]).toEqual([1, true]);
  });

  test("must show again that it is the same model", async () => {
    const { index, clock, embed } = await openTired();
    clock.now = 60_000;
    embed.mockImplementation(async (texts) => texts.map((text) => embedLetters(text).reverse()));
    expect(await index.search("boat", 1)).toBeNull();
  });

  test("is left alone again after one more failure", async () => {
    const { index, clock, embed } = await openTired();
    clock.now = 60_000;
    await index.search("boat", 1);
    embed.mockClear();
    await index.search("boat", 1);
    expect(embed.mock.calls).toEqual([]);
  });

  test("is told of once, without a word of a question", async () => {
    const { logged } = await openTired();
    expect([logged.length, logged.join().includes("canary")]).toEqual([1, false]);
  });
});

describe("the beginnings of texts", () => {
  test.each([
    ["intfloat/multilingual-e5-large", "query: ", "passage: "],
    ["multilingual-e5-small:f16", "query: ", "passage: "],
    ["bge-m3", "", ""],
    ["made5-small", "", ""],
  ])("of %s are its family's", (model, question, passage) => {
    expect(prefixesOf(model)).toMatchObject({ question, passage });
  });

  test("of a model that takes instructions are a task for questions, and none for passages", () => {
    const { question, passage } = prefixesOf("multilingual-e5-large-instruct");
    expect([question.startsWith("Instruct: "), passage]).toEqual([true, ""]);
  });
});
