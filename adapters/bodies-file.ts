// The state bodies and their people from a JSON file that may be changed while the service runs.

import { readFileSync, statSync } from "node:fs";

import type { z } from "zod";

import { type Bodies, bodiesSchema, findCrossFaults, type ReadBodies } from "../src/cases/bodies.ts";

/** Throws one message that names every fault at the first reading. Later a faulty file is reported and the last good one kept. */
export function openBodiesFile(file: string, onFault: (message: string) => void): ReadBodies {
  let known = { at: modifiedAt(file), bodies: readBodies(file) };
  return () => {
    const at = modifiedAt(file);
    if (at === known.at) return known.bodies;
    try {
      known = { at, bodies: readBodies(file) };
    } catch {
      known = { ...known, at };
      onFault("BODIES_FILE was changed and is faulty; the people known before still count");
    }
    return known.bodies;
  };
}

function modifiedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? -1;
}

function readBodies(file: string): Bodies {
  const content = parse(file);
  const parsed = bodiesSchema.safeParse(content, { error: explain });
  const between = findCrossFaults(content);
  if (parsed.success && between.length === 0) return { bodies: parsed.data.bodies, isConfigured: true };
  const within = (parsed.error?.issues ?? []).map(({ path, message }) => `${writePath(path)}: ${message}`);
  const faults = [...within, ...between].map((fault) => `  ${fault}`);
  throw new Error(`the file of BODIES_FILE is wrong (${file}):\n${faults.join("\n")}\nSee bodies.example.json.`);
}

/** In words of the file, not of a program. */
function explain(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined) return "is missing";
  if (issue.code === "invalid_type") return `must be ${WORDS[issue.expected] ?? issue.expected}`;
  if (issue.code === "unrecognized_keys") return `has keys that are not known: ${issue.keys.join(", ")}`;
  if (issue.code === "invalid_value") return `must be one of ${issue.values.join(", ")}`;
  if (issue.code === "too_small") return "must not be empty";
  return undefined;
}

const WORDS: Readonly<Record<string, string>> = {
  ...{ string: "a text", number: "a number", int: "a whole number", boolean: "true or false" },
  ...{ object: "an object in braces", array: "a list in brackets" },
};

function writePath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return "file";
  return path
    .map((part) => (typeof part === "number" ? `[${part + 1}]` : String(part)))
    .join(" → ")
    .replaceAll(" → [", " [");
}

function parse(file: string): unknown {
  let content: string;
  try {
    content = readFileSync(file, "utf8");
  } catch {
    throw new Error(`the file of BODIES_FILE cannot be read: ${file}`);
  }
  try {
    return JSON.parse(content);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace(/\s+/g, " ") : "unreadable";
    throw new Error(`the file of BODIES_FILE is not JSON (${file}): ${reason}`);
  }
}
