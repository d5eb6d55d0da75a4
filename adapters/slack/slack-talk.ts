// The talk as Slack has it: who is who there, and where a private chat is.

import type { TalkDeps } from "../../src/chat/talk-deps.ts";
import { CHANNEL } from "./carry-out.ts";
import { createIsHome } from "./homes.ts";
import type { Bot } from "./read-payload.ts";

/** All that does not depend on Slack. */
export type SlackTalk = Omit<
  TalkDeps,
  "channel" | "platform" | "personOf" | "privatePlaceOf" | "isHome" | "privateLink"
>;

/** `null` until Slack has told who Adep is there. */
type Around = { readonly bot: () => Bot | null };

export function toTalkDeps(talk: SlackTalk, { bot }: Around): TalkDeps {
  const { bodies } = talk.cases;
  return {
    ...talk,
    channel: CHANNEL,
    platform: { hasWindows: true, canErase: false, slash: "/adep " },
    personOf: (user) => {
      for (const body of bodies().bodies) {
        const person = [body.commissioner, ...body.deputies].find(({ slackUser }) => slackUser === user);
        if (person) return { person, body };
      }
      return null;
    },
    // A private chat has the id of its person; under which id Slack has it is found when something is sent.
    privatePlaceOf: (user) => ({ chat: user }),
    isHome: createIsHome({ bodies }),
    privateLink: () => {
      const { appId, team } = bot() ?? { appId: null, team: null };
      if (appId === null || team === null) return null;
      return `https://slack.com/app_redirect?${new URLSearchParams({ app: appId, team })}`;
    },
  };
}
