// Whether an export is what was written: byte for byte, signed, and with a whole chain inside. Needs no store and no key.

import type { AuditRecord, Digest } from "./audit.ts";
import { chain, findBreak } from "./audit.ts";
import { toCanonical } from "./canonical.ts";
import { type CheckSignature, type Export, type ExportRecord, exportSchema } from "./case-file.ts";

export type Checking = {
  readonly checkSignature: CheckSignature;
  readonly fingerprintOf: (publicKey: string) => string;
  readonly digest: Digest;
};

export type Checked = { readonly export: Export; readonly fault: null } | { readonly fault: string };

/** Every change of a byte is a fault, a space or a line end too. */
export function checkExport(bytes: Uint8Array, { checkSignature, fingerprintOf, digest }: Checking): Checked {
  const found = parse(bytes);
  if (!found) return { fault: "this is not an export of Adep" };
  const { signature, ...signed } = found;
  if (!Buffer.from(`${toCanonical(found)}\n`).equals(bytes)) {
    return { fault: "the file was changed: it is not written the way it was signed" };
  }
  if (fingerprintOf(found.publicKey) !== found.fingerprint) {
    return { fault: "the fingerprint in the file is not that of the key in the file" };
  }
  if (!checkSignature(toCanonical(signed), found)) return { fault: "the signature does not fit: the file was changed" };
  const fault = findInside(found, digest);
  return fault === null ? { export: found, fault } : { fault };
}

function parse(bytes: Uint8Array): Export | null {
  try {
    return exportSchema.parse(JSON.parse(Buffer.from(bytes).toString("utf8")));
  } catch {
    return null;
  }
}

function findInside(found: Export, digest: Digest): string | null {
  switch (found.format) {
    case "adep-head-1":
      return null;
    case "adep-audit-1":
      return findLoose(found.audit.map(toRecord), found.head, digest);
    case "adep-case-1":
      return findInCase(found, digest);
  }
}

/** The first break of a whole log, or what stands behind its head: the head is sealed or signed, records alone are not. */
export function findLoose(records: readonly AuditRecord[], head: Export["head"], digest: Digest): string | null {
  const broken = findBreak(records, [head], digest);
  if (broken !== null || records.length === head.seq) return broken;
  return `record ${head.seq + 1} stands behind the head of the chain`;
}

/** A case's records are a part of the chain: each must be true to its hash, and neighbours must follow from each other. */
function findInCase(
  { audit, head, case: facts }: Extract<Export, { format: "adep-case-1" }>,
  digest: Digest,
): string | null {
  let before: AuditRecord | null = null;
  for (const record of audit.map(toRecord)) {
    const { seq, previous, hash } = record;
    if (record.caseId !== facts.id) return `record ${seq} is of another case`;
    if (chain({ seq: seq - 1, hash: previous }, record, digest).hash !== hash) return `record ${seq} was changed`;
    if (before && seq <= before.seq) return `record ${seq} is out of order`;
    if (before && seq === before.seq + 1 && previous !== before.hash)
      return `record ${seq} does not follow from the one before`;
    before = record;
  }
  // Writing an export is the last thing that happened to the case, and the head is of that moment.
  if (before?.seq !== head.seq || before.hash !== head.hash) return "the last record of the case is not the head";
  return null;
}

const toRecord = ({ action, ...rest }: ExportRecord): AuditRecord => ({
  ...rest,
  // A later Adep may write actions that this one does not know; the hash is over the word as it is.
  action: action as AuditRecord["action"],
});
