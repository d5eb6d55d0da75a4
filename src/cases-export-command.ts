// `npm run cases -- export`: signed files for somebody who must not have to trust this server.

import { existsSync } from "node:fs";

import { writePrivateFile } from "../adapters/private-file.ts";
import { createSigner } from "../adapters/signature.ts";
import type { OpenedCases } from "./case-entry.ts";
import { auditContent, caseContent, headContent, writeExport } from "./cases/case-file.ts";
import { todayOf } from "./cases/deps.ts";
import type { CaseTx } from "./cases/store.ts";
import { findNamed, type Output, print } from "./cases-show-command.ts";

type Options = Output & { readonly out?: string; readonly force?: true };

export async function exportCase({ deps, opened }: OpenedCases, codename: string, options: Options): Promise<void> {
  const out = readTarget(options);
  const today = todayOf(deps);
  const content = await deps.store.transact(async (tx) => {
    const found = await findNamed(tx, codename);
    const entries = await tx.cases.entries(found.id).catch((cause: unknown) => {
      throw new Error(`a line of ${found.codename} does not open (npm run cases -- verify says which)`, { cause });
    });
    await tx.audit.append({ day: today, caseId: found.id, actor: "owner", action: "export", detail: "case" });
    return caseContent({ found, entries, records: await tx.audit.all(), head: await tx.audit.head(), today });
  });
  write(opened, content, { ...options, out });
}

export async function exportAudit({ deps, opened }: OpenedCases, options: Options): Promise<void> {
  const out = readTarget(options);
  const today = todayOf(deps);
  const content = await deps.store.transact(async (tx) => {
    await tx.audit.append({ day: today, caseId: "-", actor: "owner", action: "export", detail: "audit" });
    return auditContent({ ...(await readLog(tx)), today });
  });
  write(opened, content, { ...options, out });
}

async function readLog(tx: CaseTx) {
  const head = await tx.audit.head();
  return { head, records: await tx.audit.all() };
}

/** Holds nothing about anybody, so it leaves no record. Goes to standard output without --out. */
export async function exportHead({ deps, opened }: OpenedCases, options: Options): Promise<void> {
  const head = await deps.store.transact((tx) => tx.audit.head());
  const content = headContent({ head, today: todayOf(deps) });
  if (options.out !== undefined) return write(opened, content, { ...options, out: readTarget(options) });
  process.stdout.write(writeExport(content, createSigner(opened.secrets.signingKey)));
}

/** Looked at before anything is written down; whoever comes first in between is still not overwritten. */
function readTarget({ out, force }: Options): string {
  if (out === undefined) throw new Error("say where the file goes: --out FILE");
  if (!force && existsSync(out)) throw new Error(`${out} is there already (--force replaces it)`);
  return out;
}

type Target = Output & { readonly out: string; readonly force?: true };

function write({ secrets }: OpenedCases["opened"], content: Parameters<typeof writeExport>[0], options: Target): void {
  const { out, force = false } = options;
  const signer = createSigner(secrets.signingKey);
  writePrivateFile(out, writeExport(content, signer), { force });
  const { format } = content;
  const { fingerprint } = signer;
  const reading = content.format === "adep-head-1" ? "" : "; nobody but you may read it";
  print(options, [`written: ${out}${reading}`, `fingerprint of the key: ${fingerprint}`], {
    format,
    file: out,
    fingerprint,
  });
}
