// Reads an official text from the bytes of a file, whatever they are: in a process of its own where a reader could run away.

import { fork } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

import type { SourceText } from "../../src/editions/source-text.ts";
import { findForm, readForm } from "./read-form.ts";

type Message = { readonly source: SourceText } | { readonly fault: string };

const SELF = fileURLToPath(import.meta.url);
const MOST_BYTES = 32 * 1024 * 1024;
const MOST_HEAP_MB = 1024;
const LONGEST_MS = 90_000;

/** Rejects with one readable sentence where the bytes are no text of an act; takes a minute and a half at most. */
export async function readSource(bytes: Uint8Array, name: string): Promise<SourceText> {
  if (bytes.length > MOST_BYTES) throw new Error("The file is larger than 32 MB, which no act is.");
  const { form } = findForm(bytes, name);
  const isBounded = form === "plain" || (form !== "docx" && form !== "pdf" && bytes.length < 4 * 1024 * 1024);
  const source = isBounded ? await readHere(bytes, name) : await readBeside(bytes, name);
  if (source.lines.length === 0) throw new Error("The file holds no text.");
  return source;
}

async function readHere(bytes: Uint8Array, name: string): Promise<SourceText> {
  try {
    return await readForm(bytes, name);
  } catch (cause) {
    throw new Error(faultOf(cause), { cause });
  }
}

/** A zip bomb or a PDF that never ends takes only that process with it. It gets no environment: it needs no secrets. */
function readBeside(bytes: Uint8Array, name: string): Promise<SourceText> {
  return new Promise((resolve, reject) => {
    const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx/esm")).href;
    const child = fork(SELF, [], {
      serialization: "advanced",
      execArgv: ["--import", loader, `--max-old-space-size=${MOST_HEAP_MB}`],
      env: {},
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    const timer = setTimeout(() => child.kill("SIGKILL"), LONGEST_MS);
    child.on("message", (message: Message) => {
      if ("source" in message) resolve(message.source);
      else reject(new Error(message.fault));
      child.kill("SIGKILL");
    });
    child.on("error", (cause) => reject(new Error("The file could not be read.", { cause })));
    child.on("exit", () => {
      clearTimeout(timer);
      reject(new Error("The file could not be read in the time and memory that an act needs."));
    });
    child.send({ bytes, name }, (fault) => fault && child.kill("SIGKILL"));
  });
}

/** The sentences of our readers as they are; what a library says is no sentence for people. */
function faultOf(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : "";
  return /^(?:The|This) [^\n]{1,300}\.$/u.test(text) ? text : "The file is damaged and could not be read.";
}

if (process.argv[1] === SELF && process.send) {
  process.once("disconnect", () => process.exit());
  process.once("message", ({ bytes, name }: { readonly bytes: Uint8Array; readonly name: string }) => {
    const send = (message: Message): boolean => process.send?.(message) ?? false;
    readForm(bytes, name).then(
      (source) => send({ source }),
      (cause: unknown) => send({ fault: faultOf(cause) }),
    );
  });
}
