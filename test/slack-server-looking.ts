// What tests ask of the fake Slack: what stands where, and for whom.

import { performance } from "node:perf_hooks";
import type { Call } from "./slack-server-door.ts";
import { textOf } from "./slack-server-look.ts";
import type { Ephemeral, Memory, Stored } from "./slack-server-memory.ts";
import type { View } from "./slack-server-view.ts";
import type { Views } from "./slack-server-views.ts";

type Deps = { readonly memory: Memory; readonly views: Views; readonly calls: readonly Call[] };

export function createLooking({ memory, views, calls }: Deps) {
  /** Of a channel, or of a person's own room with the bot. */
  function messagesIn(at: string): readonly Readonly<Stored>[] {
    return (memory.roomOf(at)?.messages ?? []).filter(({ isDeleted }) => !isDeleted);
  }

  return {
    /** Everything that was not deleted, people's messages too, in order. */
    messagesIn,
    /** The bot's own, in order. */
    postsIn: (at: string): readonly Readonly<Stored>[] => messagesIn(at).filter(({ isOwn }) => isOwn),
    /** What the bot's messages say, in order. */
    textsIn: (at: string): string[] =>
      messagesIn(at)
        .filter(({ isOwn }) => isOwn)
        .map((stored) => textOf(stored)),
    /** Everything that stands anywhere, even for one person only, and what was deleted. */
    allTexts: (): string[] => [
      ...[...memory.rooms.values()].flatMap(({ messages }) => messages.map((stored) => textOf(stored))),
      ...memory.ephemerals.map((seen) => textOf(seen)),
    ],
    ephemeralsFor: (user: string): readonly Readonly<Ephemeral>[] =>
      memory.ephemerals.filter((seen) => seen.user === user && !seen.isDeleted),
    /** The window on top. */
    viewOf: (user: string): View | null => views.stacks.get(user)?.at(-1) ?? null,
    viewsOf: (user: string): readonly View[] => views.stacks.get(user) ?? [],
    homeOf: (user: string): View | null => views.homes.get(user) ?? null,
    calls: (method?: string): readonly Call[] => calls.filter((call) => method === undefined || call.method === method),
    /** Resolves with the first thing that is neither `null`, `undefined` nor `false`. */
    async waitFor<Seen>(look: () => Seen | null | undefined | false, timeoutMs = 5000): Promise<Seen> {
      const until = performance.now() + timeoutMs;
      for (;;) {
        const seen = look();
        if (seen !== null && seen !== undefined && seen !== false) return seen;
        if (performance.now() > until)
          throw new Error(`waited in vain; last calls: ${calls.slice(-30).map(toLine).join(", ")}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
  };
}

function toLine({ method, status, outcome }: Call): string {
  if (outcome?.ok) return method;
  return `${method} ${outcome ? outcome.error : (status ?? "unanswered")}`;
}
