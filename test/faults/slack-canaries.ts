// Words that stand nowhere else are written into everything a person can write into in Slack, in good weather and in bad; afterwards
// they are looked for where they must not be.

import { setTimeout as wait } from "node:timers/promises";

import type { SlackServer } from "../slack-server.ts";
import { inFolder } from "./plain-bench.ts";
import { askerOf, countBack, findShown, KINDS, type Kind, type Lived, search } from "./slack-canary-search.ts";
import { COMMISSIONER, OFFICE, openSlackPlace, startSlackService } from "./slack-service.ts";

export type CanaryFigures = {
  readonly canaries: number;
  /** Those that come back in clear for whoever may read them: that they really went in. */
  readonly readBack: number;
  /** Steps that could not be done because of the weather. */
  readonly missed: number;
  readonly bytes: number;
  /** Where one stands in what was printed or stored: `what in where`. */
  readonly hits: readonly string[];
  /** What was shown to somebody whom it is not meant for. */
  readonly shown: readonly string[];
};

type Live = Lived & {
  readonly server: SlackServer;
  /** Everything that windows have shown, by whom it was shown to. */
  readonly windows: Map<string, string>;
};

/** Of the rounds the first half is lived in good weather. */
export function searchInSlack({ rounds }: { readonly rounds: number }): Promise<CanaryFigures> {
  return inFolder(async (folder) => {
    const place = await openSlackPlace(folder);
    const { server } = place;
    const service = startSlackService(place);
    const windows = new Map<string, string>();
    const lives = Array.from({ length: rounds }, (_, round): Live => {
      const word = (kind: Kind): string => `Canary${kind}${round}Qz${(round + 11) * 7919}`;
      return { server, round, word, windows };
    });
    try {
      await service.ready;
      await server.waitFor(() => service.said().includes("Slack is connected"), 60_000);
      let missed = 0;
      for (const life of lives) {
        if (life.round === Math.ceil(rounds / 2)) server.randomFaults(0.2, { seed: 9 });
        missed += await liveThrough(life);
      }
      server.clearFaults();
      await wait(10_000);
      const words = lives.flatMap(({ word }) => KINDS.map(word));
      // While the store is open, so that what the write-ahead log holds is there.
      const open = await search({ folder, words, service, place, rounds });
      await service.stop();
      const closed = await search({ folder, words, service, place, rounds });
      const hits = [...new Set([...open.hits, ...closed.hits])];
      const shown = findShown(server, lives, windows);
      const counts = { canaries: words.length, readBack: await countBack(place, words), missed };
      return { ...counts, bytes: closed.bytes, hits, shown };
    } finally {
      if (service.isRunning()) await service.kill();
      await server.close();
    }
  });
}

const LONGEST_MS = 6_000;
const SETTLE_MS = 1_500;

/** Returns how many steps could not be done. */
async function liveThrough({ server, round, word, windows }: Live): Promise<number> {
  const asker = server.person(askerOf(round));
  const commissioner = server.person(COMMISSIONER);
  let missed = 0;
  const watch = (): void => {
    for (const id of [asker.id, COMMISSIONER]) {
      for (const view of server.viewsOf(id))
        windows.set(id, `${windows.get(id) ?? ""}\n${JSON.stringify(view.blocks)}`);
    }
  };
  const step = async (act: () => unknown): Promise<void> => {
    const done = await server
      .waitFor(() => {
        try {
          act();
          return true;
        } catch {
          return false;
        }
      }, LONGEST_MS)
      .catch(() => false);
    if (!done) missed += 1;
    await wait(SETTLE_MS);
    watch();
  };
  const write = async (who: typeof asker, where: string, [label, kind]: readonly [string, Kind]): Promise<void> => {
    await step(() => who.presses(where, label));
    await step(() => who.submits("window", `The office, ${word(kind)}.`));
    if (server.viewOf(who.id)) who.closes();
  };
  /** Seen once more before it is sent. */
  const draft = async (label: string, kind: Kind): Promise<void> => {
    await step(() => commissioner.presses(OFFICE, label));
    await step(() => commissioner.submits("window", `Come to the office. ${word(kind)}`));
    await step(() => commissioner.presses("window", "Send"));
    if (server.viewOf(COMMISSIONER)) commissioner.closes();
  };
  await step(() => asker.writes(`May I run an online shop? ${word("question")}`));
  await step(() => asker.command("/adep", `Can I accept a gift from a citizen? ${word("aside")}`));
  await step(() =>
    asker.writes(`My boss takes kickbacks from contractors and makes us forge the acts. ${word("report")}`),
  );
  await step(() => commissioner.presses(OFFICE, "Take"));
  await write(asker, "dm", ["Add details", "details"]);
  await write(asker, "dm", ["Give my name", "name"]);
  await draft("Ask for details", "ask");
  await write(asker, "dm", ["Answer", "answer"]);
  await write(commissioner, OFFICE, ["Note", "note"]);
  await draft("Reply", "reply");
  await step(() => commissioner.presses(OFFICE, "Show the text"));
  if (server.viewOf(COMMISSIONER)) commissioner.closes();
  await step(() => asker.opensHome());
  await write(asker, "home", ["Write to the ethics commissioner", "form"]);
  return missed;
}
