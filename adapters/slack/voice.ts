// How Adep speaks on Slack to somebody who has not just written.

import { newId } from "../../src/cases/deps.ts";
import { sayTo, type TalkDeps } from "../../src/chat/talk-deps.ts";
import type { Voice } from "../../src/recall/announce.ts";
import { toOutgoing } from "./carry-out.ts";

export function createVoice(talk: TalkDeps): Voice {
  const { cases } = talk;
  return {
    talk,
    write: (deeds, language) => {
      const repeat = sayTo(talk, language)("chat.repeat");
      return toOutgoing(deeds, { now: cases.now(), repeat, newMark: () => newId(cases) });
    },
  };
}
