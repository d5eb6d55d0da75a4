import { describe, expect, test } from "vitest";
import { z } from "zod";

import { findForm, isWhole, schemaOf } from "../src/model/form-schema.ts";

describe("the schema of a form", () => {
  test("closes every object and tells no bounds of texts", () => {
    const form = z.object({
      list: z.array(z.object({ a: z.string().min(1).max(9).regex(/^a/) })).max(2),
      b: z.enum(["x", "y"]),
    });
    expect(schemaOf(form)).toEqual({
      type: "object",
      properties: {
        list: {
          ...{ type: "array", maxItems: 2 },
          items: {
            type: "object",
            properties: { a: { type: "string" } },
            required: ["a"],
            additionalProperties: false,
          },
        },
        b: { type: "string", enum: ["x", "y"] },
      },
      ...{ required: ["list", "b"], additionalProperties: false },
    });
  });

  test("keeps a field that is called as a bound is", () => {
    const schema = schemaOf(
      z.object({ format: z.string(), pattern: z.string().max(3), properties: z.object({ a: z.string() }) }),
    );
    expect(Object.keys(schema["properties"] ?? {})).toEqual(["format", "pattern", "properties"]);
  });

  test("is whole where every field must be there, at every depth", () => {
    const whole = z.object({ a: z.array(z.object({ b: z.string().nullable() })) });
    const partial = z.object({ a: z.array(z.object({ b: z.string().optional() })) });
    expect([whole, partial].map((form) => isWhole(schemaOf(form)))).toEqual([true, false]);
  });
});

describe("the reading of a form", () => {
  const form = z.strictObject({ a: z.string() });

  test.each([
    ['{"a":"x"}', "x"],
    ['Sure: {"a":"x"} and more', "x"],
    ['```json\n{"a":"x"}\n```', "x"],
    ['<think>{"a":"thought"}</think>{"a":"said"}', "said"],
    ['<think>open thoughts {"a":"x"}', "x"],
    ['{"a":"{}"}', "{}"],
  ])("finds it in %s", (content, a) => {
    expect(findForm(content, form)).toEqual({ form: { a } });
  });

  test.each(["", "{}", '{"a":1}', '{"a":"x","b":1}', '{"a":"x"}{"a":"y"}', "null", "}{", "{".repeat(50_000)])(
    "finds none in %s",
    (content) => {
      expect(findForm(content, form)).toBeNull();
    },
  );

  test("takes no time over a long answer", () => {
    const started = performance.now();
    expect(findForm("{</think>}".repeat(100_000), form)).toBeNull();
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
