// How Adep speaks on Telegram to somebody who has not just written.

import { sayTo, type TalkDeps } from "../../src/chat/talk-deps.ts";
import type { Voice } from "../../src/recall/announce.ts";
import { toOutgoing } from "./carry-out.ts";

export function createVoice(talk: TalkDeps): Voice {
  return {
    talk,
    write: (deeds, language) =>
      toOutgoing(deeds, { now: talk.cases.now(), repeat: sayTo(talk, language)("chat.repeat") }),
  };
}
