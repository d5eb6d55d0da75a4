// The talk as Telegram has it: who is who there, and where a private chat is.

import type { TalkDeps } from "../../src/chat/talk-deps.ts";
import { createIsHome } from "./homes.ts";
import type { Moves } from "./moves.ts";
import type { Me } from "./router.ts";

/** All that does not depend on Telegram. */
export type TelegramTalk = Omit<
  TalkDeps,
  "channel" | "platform" | "personOf" | "privatePlaceOf" | "isHome" | "privateLink"
>;

type Around = { readonly moves: Moves; readonly me: () => Me | null };

export function toTalkDeps(talk: TelegramTalk, { moves, me }: Around): TalkDeps {
  const { bodies } = talk.cases;
  return {
    ...talk,
    channel: "telegram",
    platform: { hasWindows: false, canErase: true, slash: "/" },
    personOf: (user) => {
      for (const body of bodies().bodies) {
        const person = [body.commissioner, ...body.deputies].find(({ telegramUser }) => String(telegramUser) === user);
        if (person) return { person, body };
      }
      return null;
    },
    // The private chat with a person has that person's number.
    privatePlaceOf: (user) => ({ chat: user }),
    isHome: createIsHome({ bodies, moves }),
    privateLink: () => {
      const username = me()?.username ?? "";
      return username === "" ? null : `https://t.me/${username}`;
    },
  };
}
