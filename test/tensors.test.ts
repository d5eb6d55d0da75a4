import { describe, expect, test } from "vitest";

import { packModel, unpackModel } from "../src/index/pack.ts";
import { decodeTensors, encodeTensors, type Tensors } from "../src/index/tensors.ts";
import { searchBm25 } from "../src/retrieval/bm25.ts";
import { smallKnowledge, trainSmall } from "./fakes.ts";

const EVERY_KIND: Tensors = {
  bytes: Int8Array.of(-128, 0, 127),
  octets: Uint8Array.of(0, 255),
  shorts: Uint16Array.of(1, 65_535, 3),
  signed: Int32Array.of(-1),
  words: Uint32Array.of(4_294_967_295, 7),
  "есімі бар": Float32Array.of(0.5, -1.25, Number.POSITIVE_INFINITY),
  empty: new Float32Array(0),
};

describe("tensors", () => {
  test("come back as they were, names, kinds and values", () => {
    expect(Object.fromEntries(decodeTensors(encodeTensors(EVERY_KIND)))).toEqual(EVERY_KIND);
  });

  test("are read from a file that begins anywhere in memory", () => {
    const shifted = Buffer.concat([Buffer.alloc(3), encodeTensors(EVERY_KIND)]).subarray(3);
    expect(Object.fromEntries(decodeTensors(shifted))).toEqual(EVERY_KIND);
  });

  test("of the same values make the same bytes", () => {
    expect(encodeTensors(EVERY_KIND).equals(encodeTensors({ ...EVERY_KIND }))).toBe(true);
  });

  test("of a kind that the file cannot hold are refused", () => {
    expect(() => encodeTensors({ double: Float64Array.of(1) as never })).toThrow("no tensor kind Float64Array");
  });

  test("of a file cut short are refused", () => {
    const whole = encodeTensors({ long: new Float32Array(10_000) });
    expect(() => decodeTensors(Buffer.from(new Uint8Array(whole.subarray(0, -64)).buffer))).toThrow();
  });

  test("of a buffer that is a piece of a larger one are not read beyond its end", () => {
    const whole = encodeTensors({ long: new Float32Array(10_000) });
    expect(() => decodeTensors(whole.subarray(0, -64))).toThrow();
  });
});

describe("a packed model", () => {
  const { model } = trainSmall(smallKnowledge());
  const file = encodeTensors(packModel(model));
  const back = unpackModel(decodeTensors(file));

  // Bytes are compared and not trees: the arrays hold millions of numbers.
  test("packs to the same bytes after it was unpacked", () => {
    expect(encodeTensors(packModel(back)).equals(file)).toBe(true);
  });

  test("keeps plain numbers as numbers", () => {
    expect([back.texts.count, back.topics.bits, back.space.lsi.dimensions]).toEqual([
      model.texts.count,
      model.topics.bits,
      model.space.lsi.dimensions,
    ]);
  });

  test("answers as before", () => {
    const words = ["zont", "sklad"];
    expect(searchBm25(back.texts, words)).toEqual(searchBm25(model.texts, words));
  });
});
