// In which language somebody is spoken to, where the talk itself says nothing.

import type { Incoming } from "../../src/chat/incoming.ts";
import { sayTo, type TalkDeps } from "../../src/chat/talk-deps.ts";
import { LANGUAGES, type Language } from "../../src/language.ts";
import type { ShowWords } from "./show.ts";

/** As it was chosen, else as it was last spoken here, else as a person of a body is written to. */
export async function languageOf(talk: TalkDeps, { user, hint }: Incoming): Promise<Language> {
  const chat = `${talk.channel}:${user}`;
  const { language } = await talk.settings.read(chat);
  const spoken = talk.memory.recall(`spoken ${chat}`);
  const last = LANGUAGES.find((one) => one === spoken);
  return language ?? last ?? talk.personOf(user)?.person.language ?? hint ?? "kk";
}

export function wordsIn(talk: TalkDeps, language: Language): ShowWords {
  const say = sayTo(talk, language);
  return {
    ...{ close: say("chat.window.close"), title: say("chat.window.title"), stale: say("chat.window.stale") },
    ...{ notYet: say("draft.notYet"), unsure: say("chat.unsure") },
  };
}
