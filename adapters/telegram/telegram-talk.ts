// The talk as Telegram has it: who is who there, where a private chat is, which group is whose.

import type { TalkDeps } from "../../src/chat/talk-deps.ts";
import { laneOf } from "./carry-out.ts";
import type { Moves } from "./moves.ts";
import { isGroup } from "./post.ts";
import type { Me } from "./router.ts";

/** All that does not depend on Telegram. */
export type TelegramTalk = Omit<TalkDeps, "channel" | "personOf" | "privatePlaceOf" | "groupOf" | "privateLink">;

export function toTalkDeps(
  talk: TelegramTalk,
  { moves, me }: { readonly moves: Moves; readonly me: () => Me | null },
): TalkDeps {
  const { bodies } = talk.cases;
  return {
    ...talk,
    channel: "telegram",
    personOf: (user) => {
      for (const body of bodies().bodies) {
        const person = [body.commissioner, ...body.deputies].find(({ telegramUser }) => String(telegramUser) === user);
        if (person) return { person, body };
      }
      return null;
    },
    // The private chat with a person has that person's number.
    privatePlaceOf: (user) => ({ chat: user }),
    groupOf: ({ telegramChat }) => {
      const chat = telegramChat === undefined ? null : moves.current(String(telegramChat));
      return chat !== null && isGroup(chat) ? laneOf(chat) : null;
    },
    privateLink: () => {
      const username = me()?.username ?? "";
      return username === "" ? null : `https://t.me/${username}`;
    },
  };
}
