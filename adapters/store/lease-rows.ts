// Who of several processes does a thing, and until when.

import type { LeaseRows } from "../../src/chat/chat-store.ts";
import type { RowDeps } from "./rows.ts";

export function createLeaseRows({ tx }: RowDeps): LeaseRows {
  return {
    take: async (name, holder, { now, leaseMs }) => {
      const lease = { holder, until: now + leaseMs };
      const row = await tx
        .insertInto("leases")
        .values({ name, ...lease })
        .onConflict((conflict) =>
          conflict
            .column("name")
            .doUpdateSet(lease)
            .where(({ eb, or }) =>
              or([
                eb("leases.holder", "=", holder),
                eb("leases.until", "<=", now),
                // From before the clock was set back.
                eb("leases.until", ">", now + 2 * leaseMs),
              ]),
            ),
        )
        .returning("name")
        .executeTakeFirst();
      return row !== undefined;
    },
    release: async (name, holder) => {
      await tx.deleteFrom("leases").where("name", "=", name).where("holder", "=", holder).execute();
    },
  };
}
