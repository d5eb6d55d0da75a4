// `npm run cases -- verify`: whether the store, or an exported file, is as it was written.

import { createVault } from "../adapters/aes-vault.ts";
import { readBytes } from "../adapters/private-file.ts";
import { checkSignature, createSigner, fingerprintOf } from "../adapters/signature.ts";
import { sha256 } from "../adapters/store/audit-rows.ts";
import { codenamesOf, findDamaged } from "../adapters/store/sealed-rows.ts";
import type { OpenedCases } from "./case-entry.ts";
import { type AuditRecord, findBreak } from "./cases/audit.ts";
import type { Case } from "./cases/case.ts";
import type { Export } from "./cases/case-file.ts";
import { checkExport, findLoose } from "./cases/check-export.ts";
import type { CaseTx } from "./cases/store.ts";
import { type Output, print } from "./cases-show-command.ts";

const CHECKING = { checkSignature, fingerprintOf, digest: sha256 };

type FileOptions = Output & { readonly file: string; readonly fingerprint?: string };

export async function verifyFile(options: FileOptions): Promise<void> {
  const checked = checkExport(readBytes(options.file), CHECKING);
  if (checked.fault !== null) throw new Error(`${options.file}: ${checked.fault}`);
  const { format, fingerprint, head } = checked.export;
  if (options.fingerprint !== undefined && readFingerprint(options.fingerprint) !== fingerprint)
    throw new Error(`${options.file}: signed by another key, ${fingerprint}`);
  const trust =
    options.fingerprint === undefined
      ? "The file agrees with itself only: anybody can make such a file with a key of their own. Compare the fingerprint with one known from elsewhere (--fingerprint)."
      : "The key is the one whose fingerprint was given.";
  print(options, [`whole: ${format}, up to record ${head.seq}`, `fingerprint of the key: ${fingerprint}`, trust], {
    ...{ isWhole: true, format, head, fingerprint, isFingerprintKnown: options.fingerprint !== undefined },
  });
}

const readFingerprint = (typed: string): string => typed.toLowerCase().replace(/[\s:]/g, "");

type StoreOptions = Output & { readonly head?: readonly string[]; readonly fingerprint?: string };

export async function verifyStore({ deps, opened, keys }: OpenedCases, options: StoreOptions): Promise<void> {
  if (options.fingerprint !== undefined) throw new Error("--fingerprint goes with --file (see --help)");
  const { fingerprint } = createSigner(opened.secrets.signingKey);
  const given = (options.head ?? []).map((file) => readHead(file, fingerprint));
  const { db } = opened.database;
  const log = await deps.store.transact((tx) =>
    checkLog(
      tx,
      given.map(({ head }) => head),
    ),
  );
  const damaged = await findDamaged(db, createVault(keys.ring));
  const codenames = await codenamesOf(db, damaged);
  const where = (caseId: string | null): string => (caseId === null ? "the store" : (codenames.get(caseId) ?? caseId));
  const faults = [...log.faults, ...damaged.map(({ what, caseId }) => `${where(caseId)}: ${what} does not open`)];
  const isWhole = faults.length === 0;
  const lines = isWhole
    ? [`whole: audit records: ${log.records}, heads known from elsewhere: ${given.length}, every sealed text opens`]
    : faults;
  const value = { isWhole, faults, records: log.records, headsGiven: given.length, fingerprint };
  print(options, [...lines, `fingerprint of the key that signs exports: ${fingerprint}`], value);
  if (!isWhole)
    throw new Error(`the case store is not whole: ${faults.length} ${faults.length === 1 ? "fault" : "faults"}`);
}

function readHead(file: string, fingerprint: string): Export {
  const checked = checkExport(readBytes(file), CHECKING);
  if (checked.fault !== null) throw new Error(`${file}: ${checked.fault}`);
  if (checked.export.fingerprint !== fingerprint) throw new Error(`${file}: signed by another key than this store's`);
  return checked.export;
}

type Log = { readonly faults: readonly string[]; readonly records: number };

/** The head first: it keeps the log as it is until this transaction ends. */
async function checkLog(tx: CaseTx, given: readonly Export["head"][]): Promise<Log> {
  const sealed = await tx.audit.head().catch(() => null);
  const records = await tx.audit.all();
  const broken = sealed
    ? findLoose(records, sealed, sha256)
    : "the sealed head of the audit log does not open or is missing";
  const unknown = broken === null ? findBreak(records, given, sha256) : null;
  const faults = [broken, unknown].flatMap((fault) => (fault === null ? [] : `audit log: ${fault}`));
  return { faults: [...faults, ...findVanished(records, await tx.cases.list({}))], records: records.length };
}

/** A case that was opened, is not there, and was never erased has been taken out behind the back of Adep. */
function findVanished(records: readonly AuditRecord[], cases: readonly Case[]): string[] {
  const known = new Set(cases.map(({ id }) => id));
  const of = (wanted: string) => records.filter(({ action }) => action === wanted).map(({ caseId }) => caseId);
  const opened = new Set(of("open"));
  const erased = new Set(of("erase"));
  const gone = [...opened].filter((id) => !known.has(id) && !erased.has(id));
  const stray = cases.filter(({ id }) => !opened.has(id) || erased.has(id));
  return [
    ...gone.map((id) => `the case ${id} is gone, and nobody erased it`),
    ...stray.map(({ codename }) => `${codename}: the audit log knows nothing of its opening, or says it was erased`),
  ];
}
