// What people thought of answers, as counts per day.

import { z } from "zod";

import { BAD_REASONS, type FeedbackRows, VERDICTS, type Vote } from "../../src/chat/chat-store.ts";
import { LANGUAGES } from "../../src/language.ts";
import type { RowDeps } from "./rows.ts";

/** Where nothing is said an empty text stands, because two nulls are not the same to a database. */
const orNull = (text: string): string | null => (text === "" ? null : text);

const rowSchema = z.object({
  language: z.enum(LANGUAGES),
  verdict: z.enum(VERDICTS),
  reason: z.string().transform(orNull).pipe(z.enum(BAD_REASONS).nullable()),
  provision: z.string().transform(orNull),
});

export function createFeedbackRows({ tx }: RowDeps): FeedbackRows {
  const count = async ({ day, language, verdict, reason, provision }: Vote): Promise<void> => {
    await tx
      .insertInto("feedback")
      .values({ day, language, verdict, reason: reason ?? "", provision: provision ?? "", count: 1 })
      .onConflict((conflict) =>
        conflict
          .columns(["day", "language", "verdict", "reason", "provision"])
          .doUpdateSet(({ eb, ref }) => ({ count: eb(ref("feedback.count"), "+", 1) })),
      )
      .execute();
  };
  return {
    count,
    explain: async (vote) => {
      const { language, verdict, provision } = vote;
      const same = tx
        .selectFrom("feedback")
        .selectAll()
        .where("language", "=", language)
        .where("verdict", "=", verdict)
        .where("reason", "=", "")
        .where("provision", "=", provision ?? "")
        .where("count", ">", 0);
      // The latest day, for a reason follows its vote soon.
      const row = await same.orderBy("day", "desc").limit(1).executeTakeFirst();
      if (row) {
        await tx
          .updateTable("feedback")
          .set(({ eb, ref }) => ({ count: eb(ref("count"), "-", 1) }))
          .where("day", "=", row.day)
          .where("language", "=", language)
          .where("verdict", "=", verdict)
          .where("reason", "=", "")
          .where("provision", "=", provision ?? "")
          .execute();
      }
      await count(vote);
    },
    list: async () => {
      const ordered = tx
        .selectFrom("feedback")
        .selectAll()
        .where("count", ">", 0)
        .orderBy("day")
        .orderBy("language")
        .orderBy("verdict");
      const rows = await ordered.orderBy("reason").orderBy("provision").execute();
      return rows.map(({ day, count, ...row }) => ({ day, ...rowSchema.parse(row), count }));
    },
    deleteBefore: async (day) => {
      await tx.deleteFrom("feedback").where("day", "<", day).execute();
    },
  };
}
