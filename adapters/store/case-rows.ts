// Cases and their entries.

import type { Selectable } from "kysely";
import { z } from "zod";

import {
  CASE_STATES,
  type Case,
  CHANNELS,
  DESTINATIONS,
  ENTRY_KINDS,
  type Entry,
  OUTCOMES_OF_CASES,
} from "../../src/cases/case.ts";
import type { CaseRows } from "../../src/cases/store.ts";
import { SEVERITIES } from "../../src/knowledge/schemas.ts";
import { LANGUAGES } from "../../src/language.ts";
import { locked, type RowDeps } from "./rows.ts";
import type { Tables } from "./tables.ts";

const people = z.string().transform((json): string[] => z.array(z.string()).parse(JSON.parse(json)));
const rowSchema = z.object({
  state: z.enum(CASE_STATES),
  severity: z.enum(SEVERITIES),
  language: z.enum(LANGUAGES),
  channel: z.enum(CHANNELS),
  origin: z.enum(["auto", "asker"]),
  destination: z.enum(DESTINATIONS).nullable(),
  outcome: z.enum(OUTCOMES_OF_CASES).nullable(),
  handlers: people,
  excluded: people,
});
const entrySchema = z.object({ kind: z.enum(ENTRY_KINDS), writer: z.enum(["asker", "commissioner", "adep"]) });

export function createCaseRows({ tx, kind, vault }: RowDeps): CaseRows {
  const select = () => locked(tx.selectFrom("cases").selectAll(), kind);
  const entries = async (caseId: string): Promise<Entry[]> => {
    const rows = await tx.selectFrom("entries").selectAll().where("case_id", "=", caseId).orderBy("seq").execute();
    return rows.map(({ seq, day, sealed, ...row }) => {
      const { kind: entryKind, writer } = entrySchema.parse(row);
      return { seq, kind: entryKind, by: writer, day, text: vault.open(sealed, entryPlace(caseId, seq)) };
    });
  };
  return {
    entries,
    insert: async (opened) => {
      await tx
        .insertInto("cases")
        .values({ ...toRow(opened), id: opened.id })
        .execute();
    },
    find: async (id) => toCase(await select().where("id", "=", id).executeTakeFirst()),
    findByCodename: async (codename) => toCase(await select().where("codename", "=", codename).executeTakeFirst()),
    list: async ({ states }) => {
      if (states?.length === 0) return [];
      const all = tx.selectFrom("cases").selectAll().orderBy("number");
      const rows = await (states ? all.where("state", "in", states) : all).execute();
      return rows.flatMap((row) => toCase(row) ?? []);
    },
    save: async (changed) => {
      const row = { ...toRow(changed), version: changed.version + 1 };
      const { numUpdatedRows } = await tx
        .updateTable("cases")
        .set(row)
        .where("id", "=", changed.id)
        .where("version", "=", changed.version)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) throw new Error("the case was changed by somebody else meanwhile");
    },
    addEntry: async (caseId, { kind: entryKind, by, day, text }) => {
      const { lines: seq } = await tx
        .updateTable("cases")
        .set(({ eb, ref }) => ({ lines: eb(ref("lines"), "+", 1) }))
        .where("id", "=", caseId)
        .returning("lines")
        .executeTakeFirstOrThrow();
      const sealed = vault.seal(text, entryPlace(caseId, seq));
      await tx
        .insertInto("entries")
        .values({ case_id: caseId, seq, kind: entryKind, writer: by, day, sealed })
        .execute();
      return { seq, kind: entryKind, by, day, text };
    },
    deleteEntries: async (caseId, kinds) => {
      const all = tx.deleteFrom("entries").where("case_id", "=", caseId);
      if (kinds !== "all" && kinds.length === 0) return;
      await (kinds === "all" ? all : all.where("kind", "in", kinds)).execute();
    },
    delete: async (id) => {
      await tx.deleteFrom("cases").where("id", "=", id).execute();
    },
  };
}

export function entryPlace(caseId: string, seq: number): string {
  return `entries:${caseId}:${seq}:sealed`;
}

function toRow(one: Case) {
  return {
    ...{ codename: one.codename, body: one.body, state: one.state, severity: one.severity, category: one.category },
    ...{ language: one.language, channel: one.channel, origin: one.origin, opened_on: one.openedOn },
    ...{ acknowledge_by: one.acknowledgeBy, feedback_by: one.feedbackBy, closed_on: one.closedOn },
    ...{ handlers: JSON.stringify(one.handlers), excluded: JSON.stringify(one.excluded), holder: one.holder },
    ...{ destination: one.destination, outcome: one.outcome, check_ins: one.checkIns ? 1 : 0, version: one.version },
  };
}

function toCase(row: Selectable<Tables["cases"]> | undefined): Case | null {
  if (!row) return null;
  return {
    ...{ id: row.id, codename: row.codename, body: row.body, category: row.category, holder: row.holder },
    ...{
      openedOn: row.opened_on,
      acknowledgeBy: row.acknowledge_by,
      feedbackBy: row.feedback_by,
      closedOn: row.closed_on,
    },
    ...{ checkIns: row.check_ins === 1, version: row.version },
    ...rowSchema.parse(row),
  };
}
