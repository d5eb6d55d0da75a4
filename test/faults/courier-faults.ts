// A fault at every statement of the courier: the case is told all the same, and its telling stands there once.

import { type Cut, createFaults, type FaultKind } from "./failing-dialect.ts";
import { lookAt } from "./looking.ts";
import { askerOf, caseOf, HOUR_MS, MONDAY, newRing, openPlain, reportOf, type Sent } from "./plain-bench.ts";

export type CourierRun = {
  readonly url: () => Promise<string>;
  readonly kind: FaultKind;
  readonly cut?: Cut;
  readonly step?: number;
};

export type CourierFigures = {
  readonly faults: number;
  /** Cases not told, or told without the line, or with more than one. */
  readonly wrong: readonly string[];
  /** Tellings that came again, marked so; and those that were not marked. */
  readonly marked: number;
  readonly unmarked: number;
};

export async function failCourier({ url, kind, cut, step = 1 }: CourierRun): Promise<CourierFigures> {
  const faults = createFaults(cut);
  const clock = { now: MONDAY };
  const sent: Sent[] = [];
  const deliver = async (one: Sent) => {
    sent.push(one);
    return "delivered" as const;
  };
  const bench = await openPlain({
    url: await url(),
    ring: newRing(),
    now: () => clock.now,
    deliver,
    wrap: faults.wrap,
  });
  const seen = { faults: 0, wrong: [] as string[], marked: 0, unmarked: 0 };
  try {
    for (let at = 1; ; at += step) {
      await bench.reception.escalate(reportOf(`telling-${at}`));
      const id = await caseOf(bench, askerOf(`asker-telling-${at}`));
      sent.length = 0;
      faults.arm(at, kind);
      await bench.courier.run().catch(() => 0);
      const hasFired = faults.hasFired();
      const where = `${at} ${faults.statement()}`;
      faults.arm(null);
      if (!hasFired) return seen;
      seen.faults += 1;
      // Long enough for a lease to end and for a patient errand to come again.
      clock.now += HOUR_MS / 2;
      await bench.settle();
      const told = sent.filter(({ to }) => to === "gardener");
      const { entries } = await lookAt(bench, id);
      const isTold = told.length > 0 && entries.filter((entry) => entry.kind === "told").length === 1;
      if (!isTold) seen.wrong.push(where);
      for (const one of told.slice(1)) seen[one.isRepeat ? "marked" : "unmarked"] += 1;
    }
  } finally {
    await bench.opened.store.close();
  }
}
