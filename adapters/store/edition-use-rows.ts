// Which edition of each act, in each language, answers rested on at the latest start.

import { z } from "zod";

import { LANGUAGES } from "../../src/language.ts";
import type { EditionUseRows } from "../../src/recall/advice.ts";
import type { RowDeps } from "./rows.ts";

const rowSchema = z.object({ document: z.string(), language: z.enum(LANGUAGES), edition: z.string() });

export function createEditionUseRows({ tx }: RowDeps): EditionUseRows {
  return {
    list: async () => {
      const rows = await tx.selectFrom("edition_use").selectAll().orderBy("document").orderBy("language").execute();
      return rows.map((row) => rowSchema.parse(row));
    },
    set: async ({ document, language, edition }) => {
      await tx
        .insertInto("edition_use")
        .values({ document, language, edition })
        .onConflict((conflict) => conflict.columns(["document", "language"]).doUpdateSet({ edition }))
        .execute();
    },
  };
}
