// The content of an export: one case, the whole audit log, or its head alone; signed over the canonical JSON.

import { z } from "zod";

import { SEVERITIES } from "../knowledge/schemas.ts";
import { LANGUAGES } from "../language.ts";
import type { AuditHead, AuditRecord } from "./audit.ts";
import { toCanonical } from "./canonical.ts";
import { CASE_STATES, type Case, DESTINATIONS, ENTRY_KINDS, type Entry, OUTCOMES_OF_CASES } from "./case.ts";

export type Signer = {
  /** SPKI in DER, base64. */
  readonly publicKey: string;
  /** SHA-256, hex, of the DER. */
  readonly fingerprint: string;
  sign(text: string): string;
};
export type CheckSignature = (
  text: string,
  signed: { readonly publicKey: string; readonly signature: string },
) => boolean;

const day = z.iso.date();
const head = z.strictObject({ seq: z.int().min(0), hash: z.string() });
const record = z.strictObject({
  ...{ seq: z.int().min(1), day, caseId: z.string(), actor: z.string(), action: z.string(), detail: z.string() },
  ...{ previous: z.string(), hash: z.string() },
});
const facts = z.strictObject({
  ...{ id: z.string(), codename: z.string(), body: z.string(), state: z.enum(CASE_STATES) },
  ...{ severity: z.enum(SEVERITIES), category: z.string().nullable(), language: z.enum(LANGUAGES) },
  ...{ origin: z.enum(["auto", "asker"]), openedOn: day, acknowledgeBy: day.nullable(), feedbackBy: day.nullable() },
  ...{ closedOn: day.nullable(), handlers: z.array(z.string()), excluded: z.array(z.string()) },
  ...{ holder: z.string().nullable(), destination: z.enum(DESTINATIONS).nullable() },
  outcome: z.enum(OUTCOMES_OF_CASES).nullable(),
});
const entry = z.strictObject({
  ...{ seq: z.int().min(1), kind: z.enum(ENTRY_KINDS), by: z.enum(["asker", "commissioner", "adep"]), day },
  text: z.string(),
});
// The signature must stay the last key in the order of the alphabet: what is signed is the file without it.
const seal = { fingerprint: z.string(), publicKey: z.string(), signature: z.string() };

export const exportSchema = z.discriminatedUnion("format", [
  z.strictObject({
    ...{ format: z.literal("adep-case-1"), exportedOn: day, case: facts, entries: z.array(entry) },
    ...{ audit: z.array(record), head, ...seal },
  }),
  z.strictObject({ format: z.literal("adep-audit-1"), exportedOn: day, audit: z.array(record), head, ...seal }),
  z.strictObject({ format: z.literal("adep-head-1"), exportedOn: day, head, ...seal }),
]);
export type Export = z.infer<typeof exportSchema>;
export type ExportRecord = z.infer<typeof record>;

type Signed = "fingerprint" | "publicKey" | "signature";
type Unsigned<One> = One extends Export ? Omit<One, Signed> : never;
export type ExportContent = Unsigned<Export>;

/** The whole file: canonical JSON and a line end. */
export function writeExport(content: ExportContent, { publicKey, fingerprint, sign }: Signer): string {
  const signed = { ...content, publicKey, fingerprint };
  return `${toCanonical({ ...signed, signature: sign(toCanonical(signed)) })}\n`;
}

export type CaseParts = {
  readonly found: Case;
  readonly entries: readonly Entry[];
  /** Of the whole store; those of other cases are left out. */
  readonly records: readonly AuditRecord[];
  readonly head: AuditHead;
  readonly today: string;
};

/** Everything in the case, a given name included; neither the asker's address nor the channel it is on. */
export function caseContent({ found, entries, records, head, today }: CaseParts): ExportContent {
  return {
    ...{ format: "adep-case-1", exportedOn: today, case: factsOf(found), entries: [...entries] },
    ...{ audit: records.filter(({ caseId }) => caseId === found.id), head: toHead(head) },
  };
}

export function auditContent({ records, head, today }: Pick<CaseParts, "records" | "head" | "today">): ExportContent {
  return { format: "adep-audit-1", exportedOn: today, audit: [...records], head: toHead(head) };
}

export function headContent({ head, today }: Pick<CaseParts, "head" | "today">): ExportContent {
  return { format: "adep-head-1", exportedOn: today, head: toHead(head) };
}

const toHead = ({ seq, hash }: AuditHead): AuditHead => ({ seq, hash });

/** Named one by one, so that what is added to a case later does not leave by itself. The channel says something about who it is. */
export function factsOf(found: Case): z.infer<typeof facts> {
  const { id, codename, body, state, severity, category, language, origin, openedOn, acknowledgeBy, feedbackBy } =
    found;
  const { closedOn, handlers, excluded, holder, destination, outcome } = found;
  return {
    ...{ id, codename, body, state, severity, category, language, origin, openedOn, acknowledgeBy, feedbackBy },
    ...{ closedOn, handlers: [...handlers], excluded: [...excluded], holder, destination, outcome },
  };
}
