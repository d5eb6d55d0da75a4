// A process that escalates the events it is given and delivers errands until it is killed. One line per case that was promised.

import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

import { openPlain, reportOf, type Sent } from "./plain-bench.ts";

export type Orders = {
  readonly url: string;
  readonly key: string;
  /** One line per delivery goes here. */
  readonly deliveries: string;
  readonly startAt: number;
  readonly events: readonly string[];
};

const orders = JSON.parse(readFileSync(0, "utf8")) as Orders;
const startedAt = Date.now();
const bench = await openPlain({
  url: orders.url,
  ring: { current: "k1", keys: new Map([["k1", Buffer.from(orders.key, "base64")]]) },
  now: () => orders.startAt + Date.now() - startedAt,
  deliver: async (sent) => {
    writeDown(orders.deliveries, sent);
    return "delivered";
  },
});
writeSync(1, "ready\n");
void deliverForever();
for (const event of orders.events) {
  await bench.reception.escalate(reportOf(event, { event }));
  writeSync(1, `promised ${event}\n`);
}
writeSync(1, "idle\n");

async function deliverForever(): Promise<void> {
  for (;;) {
    if ((await bench.courier.run()) === 0) await wait(2);
  }
}

/** On disk before the courier hears that it was delivered. */
function writeDown(file: string, { to, codename, isRepeat }: Sent): void {
  const handle = openSync(file, "a");
  writeSync(handle, `${to} ${codename} ${isRepeat}\n`);
  fsyncSync(handle);
  closeSync(handle);
}
