// A form as a model's server is told of it, and an answer read back into it.

import { z } from "zod";

type Json = Readonly<Record<string, unknown>>;

/** Servers refuse some of these and write slow grammars for others; the answer is checked against the whole form all the same. */
const UNTOLD = new Set(["$schema", "minLength", "maxLength", "pattern", "format", "default", "~standard"]);

/** Closed objects, and no bounds of texts. */
export function schemaOf(form: z.ZodType): Json {
  const schema = z.toJSONSchema(form, { io: "input", unrepresentable: "any" });
  return toTold(schema);
}

function toTold(schema: object): Json {
  const told = Object.entries(schema).filter(([key]) => !UNTOLD.has(key));
  const mapped = told.map(([key, value]): [string, unknown] => [
    key,
    key === "properties" ? toProperties(value) : toPart(value),
  ]);
  const closed = "properties" in schema ? { additionalProperties: false } : {};
  return { ...Object.fromEntries(mapped), ...closed };
}

/** Here the keys are names of the form's own: one may be called `format`. */
function toProperties(properties: object): Json {
  return Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, toPart(part)]));
}

function toPart(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toPart);
  return typeof value === "object" && value !== null ? toTold(value) : value;
}

/** Whether every field must be there, at every depth: only then may a server be asked to keep to the form strictly. */
export function isWhole(schema: unknown): boolean {
  if (typeof schema !== "object" || schema === null) return true;
  if (!Object.values(schema).every(isWhole)) return false;
  if (!("properties" in schema) || typeof schema.properties !== "object" || schema.properties === null) return true;
  const required: unknown = "required" in schema ? schema.required : [];
  return Array.isArray(required) && Object.keys(schema.properties).every((name) => required.includes(name));
}

const THOUGHT = "</think>";

/** `null` where there is none in it. What a model says before, after and around the form is dropped: thoughts, fences, courtesies. */
export function findForm<Form>(content: string, form: z.ZodType<Form>): { readonly form: Form } | null {
  const inner = content.slice(
    Math.max(0, content.indexOf("{", content.lastIndexOf(THOUGHT))),
    content.lastIndexOf("}") + 1,
  );
  for (const candidate of [content, inner]) {
    const parsed = form.safeParse(parseJson(candidate));
    if (parsed.success) return { form: parsed.data };
  }
  return null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
