// How fast people come: so many in all with bursts, or without an end.

import { setTimeout as wait } from "node:timers/promises";

import type { Chance } from "./seeded.ts";
import type { Crowd, Kind } from "./slack-people.ts";

/** Of a thousand: nine hundred ask, thirty report. Slack takes ten messages a second, and one in the commissioners' channel. */
const SHARES: Readonly<Record<Kind, number>> = {
  ...{ question: 200, aside: 685, mention: 15, serious: 24, "serious-aside": 6 },
  ...{ help: 20, home: 20, vote: 24, take: 6 },
};

type Pace = { readonly deeds: number; readonly perSecond: number };

const BURST = 80;

/** One time in thirty a burst. */
export async function crowdIn(crowd: Crowd, chance: Chance, { deeds, perSecond }: Pace): Promise<void> {
  const kinds = Object.entries(SHARES).flatMap(([kind, share]) => Array<Kind>(share).fill(kind as Kind));
  const startedAt = performance.now();
  while (crowd.done.length < deeds) {
    const due = ((performance.now() - startedAt) / 1000) * perSecond;
    const count = Math.min(deeds, Math.max(due, chance.below(30) === 0 ? crowd.done.length + BURST : 0));
    while (crowd.done.length < count) if (!crowd.act(chance.pick(kinds))) crowd.act("question");
    await wait(chance.below(200));
  }
}

/** Half of them in private chats, one of twenty reports. */
const KINDS: readonly Kind[] = [
  ...Array<Kind>(10).fill("question"),
  ...Array<Kind>(5).fill("aside"),
  ...(["mention", "serious", "help", "home", "vote", "take"] as const),
];

export function crowdForever(crowd: Crowd, chance: Chance, perSecond: number): () => void {
  let isOver = false;
  const come = async (): Promise<void> => {
    while (!isOver) {
      await wait((2 * chance.below(1000)) / perSecond);
      if (!crowd.act(chance.pick(KINDS))) crowd.act("question");
    }
  };
  void come();
  return () => {
    isOver = true;
  };
}
