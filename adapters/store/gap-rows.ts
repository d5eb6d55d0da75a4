// Questions that had no answer, as counts per month: no word of any of them.

import { z } from "zod";

import type { Gap, GapRows } from "../../src/candidates/candidate.ts";
import { LANGUAGES } from "../../src/language.ts";
import { OUTCOMES } from "../../src/question.ts";
import type { RowDeps } from "./rows.ts";

const rowSchema = z.object({
  ...{ month: z.string(), language: z.enum(LANGUAGES), outcome: z.enum(OUTCOMES) },
  ...{ kind: z.enum(["topic", "concept"]), name: z.string(), count: z.number() },
}) satisfies z.ZodType<Gap>;

export function createGapRows({ tx }: RowDeps): GapRows {
  return {
    count: async ({ month, language, outcome, kind, name }) => {
      await tx
        .insertInto("gaps")
        .values({ month, language, outcome, kind, name, count: 1 })
        .onConflict((conflict) =>
          conflict
            .columns(["month", "language", "outcome", "kind", "name"])
            .doUpdateSet(({ eb, ref }) => ({ count: eb(ref("gaps.count"), "+", 1) })),
        )
        .execute();
    },
    list: async () => {
      const ordered = tx.selectFrom("gaps").selectAll().orderBy("month").orderBy("language").orderBy("outcome");
      const rows = await ordered.orderBy("kind").orderBy("name").execute();
      return rows.map((row) => rowSchema.parse(row));
    },
    deleteBefore: async (day) => {
      await tx.deleteFrom("gaps").where("month", "<", day).execute();
    },
  };
}
