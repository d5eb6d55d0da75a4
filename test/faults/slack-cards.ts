// SIGTERM of the real service while the cards of many cases wait for one channel.

import { inFolder } from "./plain-bench.ts";
import { createChance } from "./seeded.ts";
import { createCrowd } from "./slack-people.ts";
import { OFFICE, openSlackPlace, startSlackService } from "./slack-service.ts";

const LONGEST_MS = 120_000;

/** So many people report at once, each of them a case; the stop comes when the first card stands. */
export function stopWithCards(count: number): Promise<{ readonly code: number | null; readonly ms: number }> {
  return inFolder(async (folder) => {
    const place = await openSlackPlace(folder);
    const { server } = place;
    const service = startSlackService(place);
    try {
      await service.ready;
      const crowd = createCrowd(server, createChance(1));
      for (let at = 0; at < count; at += 1) crowd.act("serious");
      await server.waitFor(() => crowd.done.every(({ isTaken }) => isTaken), LONGEST_MS);
      await server.waitFor(() => server.postsIn(OFFICE).length > 3, LONGEST_MS);
      return await service.stop();
    } finally {
      if (service.isRunning()) await service.kill();
      await server.close();
    }
  });
}
