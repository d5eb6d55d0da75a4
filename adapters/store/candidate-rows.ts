// What people's experience offers to the evals: sealed whole, with nothing in clear but its month.

import { z } from "zod";

import { CANDIDATE_KINDS, type Candidate, type CandidateRows } from "../../src/candidates/candidate.ts";
import { BAD_REASONS } from "../../src/chat/chat-store.ts";
import { SEVERITIES } from "../../src/knowledge/schemas.ts";
import { LANGUAGES } from "../../src/language.ts";
import { OUTCOMES } from "../../src/question.ts";
import { type RowDeps, readSealed } from "./rows.ts";

const severity = z.enum(SEVERITIES).nullable();
const candidateSchema = z.object({
  ...{ id: z.string(), kind: z.enum(CANDIDATE_KINDS), month: z.iso.date(), language: z.enum(LANGUAGES) },
  ...{ text: z.string(), remark: z.string(), reason: z.enum(BAD_REASONS).nullable() },
  ...{ outcome: z.enum(OUTCOMES).nullable() },
  severity: z.object({ given: severity, right: severity }),
}) satisfies z.ZodType<Candidate>;

export function createCandidateRows({ tx, vault }: RowDeps): CandidateRows {
  return {
    put: async (candidate) => {
      // Nothing is written that would be left out on reading, and nothing that is not named above.
      const known = candidateSchema.parse(candidate);
      const { id, month } = known;
      await tx
        .insertInto("candidates")
        .values({ id, month, sealed: vault.seal(JSON.stringify(known), candidatePlace(id)) })
        .onConflict((conflict) => conflict.column("id").doNothing())
        .execute();
    },
    list: async () => {
      const rows = await tx.selectFrom("candidates").selectAll().orderBy("month").orderBy("id").execute();
      return rows.flatMap(({ id, sealed }) => {
        return readSealed(vault, { sealed, place: candidatePlace(id) }, candidateSchema) ?? [];
      });
    },
    delete: async (id) => {
      await tx.deleteFrom("candidates").where("id", "=", id).execute();
    },
    deleteBefore: async (day) => {
      const { numDeletedRows } = await tx.deleteFrom("candidates").where("month", "<", day).executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

export function candidatePlace(id: string): string {
  return `candidates:${id}:sealed`;
}
