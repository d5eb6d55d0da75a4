// The server's owner at the terminal: a data folder with one case, held open here while a command runs beside it.

import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { vi } from "vitest";

import { type KeyStore, openKeyFile } from "../adapters/key-file.ts";
import type { OpenedCases } from "../src/case-entry.ts";
import { type CaseBench, openBench, someReport } from "./case-fakes.ts";
import { temporaryFolder } from "./knowledge-files.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

export type Owner = {
  readonly bench: CaseBench;
  readonly folder: string;
  readonly keys: KeyStore;
  /** What the functions behind the commands are given. */
  readonly cases: OpenedCases;
  readonly codename: string;
  readonly id: string;
  run(...args: string[]): Promise<Ran>;
};
export type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

export async function openOwner(environment: Readonly<Record<string, string>> = {}): Promise<Owner> {
  const folder = await temporaryFolder();
  const keys = openKeyFile(path.join(folder, "data.key"));
  const bench = await openBench({ url: `sqlite:${path.join(folder, "adep.db")}`, ring: keys.ring });
  await bench.reception.escalate(someReport());
  await bench.settle();
  const [found] = await bench.deps.store.transact((tx) => tx.cases.list({}));
  if (!found) throw new Error("no case was opened");
  const run = (...args: string[]): Promise<Ran> => runCases(folder, args, environment);
  const { codename, id } = found;
  return { bench, folder, keys, cases: { ...bench, keys }, codename, id, run };
}

/** The command in a process of its own. */
export async function runCases(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const child = spawn(process.execPath, ["--import", "tsx", "src/cases-command.ts", ...args], {
    cwd: ROOT,
    // Empty, so that no .env of this folder fills them in.
    env: {
      PATH: process.env["PATH"],
      DATA_DIR: folder,
      DATABASE_URL: "",
      DATA_KEY: "",
      BODIES_FILE: "",
      ...environment,
    },
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk) => (out += chunk));
  child.stderr.on("data", (chunk) => (err += chunk));
  const [code] = await once(child, "close");
  return { code, out, err };
}

/** The same without a process: what was printed, and the fault as a line. */
export async function capture(work: () => Promise<void>): Promise<Omit<Ran, "code">> {
  let out = "";
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    out += chunk;
    return true;
  });
  try {
    await work();
    return { out, err: "" };
  } catch (fault) {
    return { out, err: fault instanceof Error ? fault.message : String(fault) };
  } finally {
    spy.mockRestore();
  }
}

export async function actionsOf({ bench, id }: Owner): Promise<string[]> {
  const records = await bench.deps.store.transact((tx) => tx.audit.all());
  return records.filter(({ caseId }) => caseId === id).map(({ action, detail }) => `${action} ${detail}`.trim());
}
