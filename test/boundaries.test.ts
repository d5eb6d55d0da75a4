import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

// `import "…"`, what stands after `from`, `import("…")` and `require("…")`.
const IMPORTS = [
  /^\s*import\s*["']([^"']+)["']/gm,
  /^\s*(?:import|export)\s+[\w$*{},\s]+?\bfrom\s*["']([^"']+)["']/gm,
  /\b(?:import|require)\s*\(\s*["'`]([^"'`]+)["'`]/g,
];

type Source = { readonly file: string; readonly code: string; readonly imports: readonly string[] };

const SOURCES: readonly Source[] = ["src", "adapters"].flatMap((folder) =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => toSource(`${folder}/${name.split(path.sep).join("/")}`)),
);

function toSource(file: string): Source {
  const code = readFileSync(path.join(ROOT, file), "utf8");
  return { file, code, imports: importsOf(code) };
}

function importsOf(code: string): string[] {
  return IMPORTS.flatMap((pattern) => [...code.matchAll(pattern)].map(([, name = ""]) => name));
}

const ENTRY_POINTS =
  /^src\/(?:main|entry|command-entry|case-entry|chat-entry|knowledge-entry|model-entry|[a-z-]+-command)\.ts$/;
const isEntry = ({ file }: Source): boolean => ENTRY_POINTS.test(file);
const isOwn = (name: string): boolean => name.startsWith(".");
const thinking = SOURCES.filter((source) => source.file.startsWith("src/") && !isEntry(source));
const entries = SOURCES.filter(isEntry);
const adapters = SOURCES.filter(({ file }) => file.startsWith("adapters/"));

/** `hono/html` and `@hono/node-server` are one family; Node's own modules and zod are of none. */
function familyOf(name: string): string | null {
  if (isOwn(name) || name.startsWith("node:") || name === "zod") return null;
  if (name.startsWith("@langchain/") || name === "hnswlib-node" || name === "langchain") return "langchain";
  if (name === "kysely" || name === "better-sqlite3" || name === "pg") return "kysely";
  if (name.startsWith("@hono/") || name === "hono" || name.startsWith("hono/")) return "hono";
  return name
    .split("/")
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");
}

/** "file imports name", for each import that the rule forbids. */
function forbidden(sources: readonly Source[], isAllowed: (name: string, file: string) => boolean): string[] {
  return sources.flatMap(({ file, imports }) =>
    imports.filter((name) => !isAllowed(name, file)).map((name) => `${file} imports ${name}`),
  );
}

const resolved = (file: string, name: string): string => path.posix.join(path.posix.dirname(file), name);

describe("the reading of imports", () => {
  test("sees every way of writing one", () => {
    const code = [
      'import "a";',
      'import b from "b";',
      'import {\n  c,\n} from "c";',
      'import type { D } from "d";',
      'export * from "e";',
      'const f = await import("f");',
      'const g = require("g");',
    ].join("\n");
    expect(importsOf(code)).toEqual(["a", "b", "c", "d", "e", "f", "g"]);
  });

  test("finds the files it is about", () => {
    expect([thinking.length > 30, entries.length > 2, adapters.length > 5]).toEqual([true, true, true]);
  });
});

describe("src/", () => {
  test("imports its own files, zod, and ml-matrix where the vectors are learnt", () => {
    const isAllowed = (name: string, file: string): boolean =>
      (isOwn(name) && resolved(file, name).startsWith("src/")) ||
      name === "zod" ||
      (name === "ml-matrix" && file === "src/retrieval/lsi.ts");
    expect(forbidden(thinking, isAllowed)).toEqual([]);
  });

  test("is not importing its entry points", () => {
    expect(forbidden(thinking, (name, file) => !ENTRY_POINTS.test(resolved(file, name)))).toEqual([]);
  });

  test("reads neither environment nor clock", () => {
    const reading = /\bprocess\s*\.\s*env\b|\bDate\s*\.\s*now\s*\(|\bnew\s+Date\s*\(\s*\)/;
    expect(thinking.filter(({ code }) => reading.test(code)).map(({ file }) => file)).toEqual([]);
  });
});

describe("entry points", () => {
  test("import src/, adapters/, Node's own modules and what reads a command line, .env and logs", () => {
    const known = ["zod", "dotenv", "pino", "commander"];
    const isAllowed = (name: string): boolean => isOwn(name) || name.startsWith("node:") || known.includes(name);
    expect(forbidden(entries, isAllowed)).toEqual([]);
  });
});

describe("adapters/", () => {
  test("are imported by entry points and adapters only", () => {
    expect(forbidden(thinking, (name, file) => !resolved(file, name).startsWith("adapters/"))).toEqual([]);
  });

  test("import one family of packages per file", () => {
    const families = adapters.map(({ file, imports }) => [file, [...new Set(imports.map(familyOf))].filter(Boolean)]);
    expect(families.filter(([, names]) => (names?.length ?? 0) > 1)).toEqual([]);
  });

  test("hold hnswlib in one file, and LangChain there and with the models", () => {
    const isPlace = (file: string): boolean => file === "adapters/hnsw-index.ts" || file.startsWith("adapters/models/");
    const elsewhere = SOURCES.filter(({ file }) => !isPlace(file));
    expect(forbidden(elsewhere, (name) => familyOf(name) !== "langchain")).toEqual([]);
  });
});

describe("all code", () => {
  test("leaves LangChain's loader of serialised objects alone", () => {
    expect(forbidden(SOURCES, (name) => !name.startsWith("@langchain/core/load"))).toEqual([]);
  });

  test("has no `any`", () => {
    const loose = /(?::|\bas|<|\||&|,|=>|=)\s*any\b(?!\s*[:(])|\bany\[\]/;
    const withoutText = (code: string): string =>
      code.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "").replace(/"(?:[^"\\\n]|\\.)*"/g, '""');
    expect(SOURCES.filter(({ code }) => loose.test(withoutText(code))).map(({ file }) => file)).toEqual([]);
  });

  test("imports relative files with their .ts", () => {
    expect(forbidden(SOURCES, (name) => !isOwn(name) || name.endsWith(".ts"))).toEqual([]);
  });

  test("exports by name only", () => {
    expect(SOURCES.filter(({ code }) => /^export default\b/m.test(code)).map(({ file }) => file)).toEqual([]);
  });
});
