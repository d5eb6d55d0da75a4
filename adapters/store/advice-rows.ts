// Answers given, without a word of them: sealed whole, found again by the keyed hash of the address.

import { z } from "zod";

import { addressOf } from "../../src/cases/store.ts";
import { LANGUAGES } from "../../src/language.ts";
import type { Advice, AdviceRows } from "../../src/recall/advice.ts";
import { addressSchema } from "./asker-rows.ts";
import { type RowDeps, readSealed } from "./rows.ts";

const adviceSchema = z.object({
  ...{ address: addressSchema, language: z.enum(LANGUAGES), provisions: z.array(z.string()), day: z.iso.date() },
}) satisfies z.ZodType<Advice>;

export function createAdviceRows({ tx, vault, hasher }: RowDeps): AdviceRows {
  // Another hash than that of a case's asker: nobody sees in the database that both are the same person.
  const hashOf = (address: Advice["address"]): string => hasher.hash("advice", addressOf(address));
  return {
    put: async (id, advice) => {
      // Nothing is written that would be left out on reading, and nothing that is not named above.
      const known = adviceSchema.parse(advice);
      const sealed = vault.seal(JSON.stringify(known), advicePlace(id));
      await tx
        .insertInto("advice")
        .values({ id, hash: hashOf(known.address), day: known.day, sealed })
        .onConflict((conflict) => conflict.column("id").doNothing())
        .execute();
    },
    page: async (after, limit) => {
      const query = tx.selectFrom("advice").select(["id", "sealed"]).where("id", ">", after);
      const rows = await query.orderBy("id").limit(limit).execute();
      const advice = rows.flatMap(({ id, sealed }) => {
        return readSealed(vault, { sealed, place: advicePlace(id) }, adviceSchema) ?? [];
      });
      return { advice, last: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
    },
    has: async (address) => {
      const query = tx.selectFrom("advice").select("id").where("hash", "=", hashOf(address));
      return (await query.limit(1).executeTakeFirst()) !== undefined;
    },
    deleteOf: async (address) => {
      await tx.deleteFrom("advice").where("hash", "=", hashOf(address)).execute();
    },
    deleteBefore: async (day) => {
      const { numDeletedRows } = await tx.deleteFrom("advice").where("day", "<", day).executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

export function advicePlace(id: string): string {
  return `advice:${id}:sealed`;
}
