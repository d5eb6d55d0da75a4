// The inbox and what waits to be sent are worked off alike: lane by lane, of each lane its oldest first, one at a time.

import { sql } from "kysely";

import type { Channel } from "../../src/cases/case.ts";
import type { Claiming, Waiting } from "../../src/chat/chat-store.ts";
import { opens, type RowDeps } from "./rows.ts";

export type Queue = "inbox" | "outgoing";

const SINCE = { inbox: "received_at", outgoing: "posted_at" } as const;

/** Whoever adds to a lane does so one after the other: what gets a later number is never seen before what has an earlier one. */
export async function lockLane({ tx, kind }: RowDeps, queue: Queue, lane: string): Promise<void> {
  if (kind === "sqlite") return;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${queue} ${lane}`}, 0))`.execute(tx);
}

/** The numbers of due items, of each lane its oldest only, locked until the transaction ends. */
export async function findDue({ tx, kind }: RowDeps, queue: Queue, claiming: Claiming): Promise<number[]> {
  const { channel, now, limit, leaseMs } = claiming;
  // Others that are claiming are not waited for. What they hold still counts as the oldest of its lane.
  const lock = kind === "postgres" ? sql`for no key update of item skip locked` : sql``;
  // A lease from further ahead than a lease can be was given before the clock was set back.
  const { rows } = await sql<{ readonly number: number | string }>`
    select item.number from ${sql.table(queue)} as item
    where item.channel = ${channel} and item.state = 'waiting' and item.due_at <= ${now}
      and (item.leased_until <= ${now} or item.leased_until > ${now + 2 * leaseMs})
      and item.number = (
        select min(other.number) from ${sql.table(queue)} as other
        where other.channel = item.channel and other.state = 'waiting' and other.lane = item.lane
      )
    order by item.number limit ${limit} ${lock}`.execute(tx);
  return rows.map(({ number }) => Number(number));
}

export async function settle(
  { tx }: RowDeps,
  queue: Queue,
  { number, ...change }: { readonly number: number; readonly state: "waiting" | "dead"; readonly due_at?: number },
): Promise<void> {
  await tx
    .updateTable(queue)
    .set({ ...change, leased_until: 0 })
    .where("number", "=", number)
    // A worker that was slow finds it finished by another.
    .where("state", "=", "waiting")
    .execute();
}

export async function release({ tx }: RowDeps, queue: Queue, channel: Channel): Promise<void> {
  await tx
    .updateTable(queue)
    .set({ leased_until: 0 })
    .where("channel", "=", channel)
    .where("state", "=", "waiting")
    .execute();
}

type Sealed = { readonly number: number; readonly sealed: string; readonly attempts: number; readonly place: string };

const MOST_OPENINGS = 5;

/** Leaves out what does not open, so that it holds up its own lane only; and not for good, because it is given up in the end. */
export async function withoutDamaged<Row extends Sealed>(
  deps: RowDeps,
  queue: Queue,
  rows: readonly Row[],
): Promise<Row[]> {
  const whole = rows.filter((row) => opens(deps.vault, row));
  for (const row of rows) {
    if (whole.includes(row) || row.attempts + 1 < MOST_OPENINGS) continue;
    await settle(deps, queue, { number: row.number, state: "dead" });
  }
  return whole;
}

type Lane = { readonly channel: Channel; readonly lane: string };

export async function isWaiting({ tx }: RowDeps, queue: Queue, { channel, lane }: Lane): Promise<boolean> {
  const query = tx.selectFrom(queue).select("number").where("channel", "=", channel).where("lane", "=", lane);
  return (await query.where("state", "=", "waiting").limit(1).executeTakeFirst()) !== undefined;
}

export async function countWaiting({ tx }: RowDeps, queue: Queue, channel: Channel): Promise<Waiting> {
  type Count = { readonly state: string; readonly count: number | string; readonly oldest: number | string };
  const { rows } = await sql<Count>`
    select state, count(*) as count, min(${sql.ref(SINCE[queue])}) as oldest from ${sql.table(queue)}
    where channel = ${channel} and state in ('waiting', 'dead') group by state`.execute(tx);
  const of = (state: string) => rows.find((row) => row.state === state);
  const waiting = of("waiting");
  return {
    waiting: Number(waiting?.count ?? 0),
    dead: Number(of("dead")?.count ?? 0),
    oldestAt: waiting ? Number(waiting.oldest) : null,
  };
}

/** Of items that wait for nothing any more. */
export async function deleteOver({ tx }: RowDeps, queue: Queue, before: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from ${sql.table(queue)}
    where state in ('done', 'dead') and ${sql.ref(SINCE[queue])} < ${before}`.execute(tx);
  return Number(numAffectedRows ?? 0);
}
