// How the fake Slack lets a bot look back.

import {
  type Answered,
  done,
  type Method,
  method,
  type Reading,
  type Refusal,
  reading,
  refuse,
} from "./slack-server-arguments.ts";
import { type Identity, type Memory, type Room, type Stored, toMessage } from "./slack-server-memory.ts";

type Deps = {
  readonly memory: Memory;
  readonly own: Identity;
  /** The room in which the bot may act. */
  readonly enter: (id: string) => Room | Refusal;
};

export function createHistory({ memory, own, enter }: Deps): ReadonlyMap<string, Method> {
  /** One page: of the newest, newest first, or of replies, oldest first. */
  function page(
    found: readonly Stored[],
    { oldest, latest, inclusive, limit }: Reading,
    isNewestFirst: boolean,
  ): Answered {
    const within = ({ ts, thread }: Stored) =>
      (thread === null || !isNewestFirst) &&
      (ts > oldest || (inclusive && ts === oldest)) &&
      (latest === undefined || ts < latest || (inclusive && ts === latest));
    const shown: Stored[] = [];
    const step = isNewestFirst ? -1 : 1;
    for (let at = isNewestFirst ? found.length - 1 : 0; at >= 0 && at < found.length; at += step) {
      const stored = found[at];
      if (!stored || (isNewestFirst && stored.ts < oldest)) break;
      if (!stored.isDeleted && within(stored) && shown.push(stored) > limit) break;
    }
    const more = shown.length > limit;
    const last = shown[limit - 1];
    const next =
      more && last ? { response_metadata: { next_cursor: `${isNewestFirst ? "before" : "after"}:${last.ts}` } } : {};
    return done({ messages: shown.slice(0, limit).map((stored) => toMessage(stored, own)), has_more: more, ...next });
  }

  /** Where a page goes on. */
  function follow(asked: Reading): Reading {
    const [where, ts] = asked.cursor?.split(":") ?? [];
    if (ts === undefined) return asked;
    return { ...asked, inclusive: false, ...(where === "before" ? { latest: ts } : { oldest: ts }) };
  }

  function history(asked: Reading): Answered {
    const room = memory.rooms.has(asked.channel) ? enter(asked.channel) : refuse("channel_not_found");
    if ("ok" in room) return room;
    return page(room.messages, follow(asked), true);
  }

  function replies(asked: Reading): Answered {
    const room = memory.rooms.has(asked.channel) ? enter(asked.channel) : refuse("channel_not_found");
    if ("ok" in room) return room;
    const ts = String(asked["ts"] ?? "");
    const first = room.byTs.get(ts);
    const answers = room.threads.get(ts) ?? [];
    if (!first || (first.isDeleted && answers.length === 0)) return refuse("thread_not_found");
    return page([first, ...answers], follow(asked), false);
  }

  return new Map<string, Method>([
    ["conversations.history", method(reading, history)],
    ["conversations.replies", method(reading, replies)],
  ]);
}
