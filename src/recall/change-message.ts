// The message to somebody whose answer rested on words of the law that have changed.

import { type CaseDeps, todayOf } from "../cases/deps.ts";
import type { CaseTx } from "../cases/store.ts";
import { makeToken } from "../cases/tokens.ts";
import { ANSWER, type AnswerNote } from "../chat/answer-message.ts";
import type { ChatMessage } from "../chat/chat-message.ts";
import { dataButton, messageOf } from "../chat/messages-of.ts";
import { bold, paragraph } from "../chat/rich.ts";
import { sayTo, type TalkDeps } from "../chat/talk-deps.ts";
import { writeDay } from "../day.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import type { Language } from "../language.ts";
import { pinpoint } from "../pinpoint.ts";
import type { Change, Concerned } from "./collect-askers.ts";

type Speaking = Pick<TalkDeps, "knowledge" | "channel" | "platform"> & { readonly cases: CaseDeps };

const MOST_CHANGES = 5;

/** `null` where every act concerned is unknown by now. Names provisions; of the question there is nothing to name. */
export async function changeMessage(
  tx: CaseTx,
  deps: Speaking,
  { address, language, changes }: Concerned,
): Promise<ChatMessage | null> {
  const named = changes.flatMap((change) => nameChange(deps.knowledge, change, language));
  if (named.length === 0) return null;
  const say = sayTo(deps, language);
  const shown = named.slice(0, MOST_CHANGES);
  const rest = named.length - shown.length;
  const provisions = shown.flatMap(({ provision, isShown }) => (isShown ? [provision] : []));
  const day = todayOf(deps.cases);
  const payload: AnswerNote = { provisions, language, day, steps: [], options: [], messageId: "" };
  const token = await makeToken(tx, deps.cases, { party: { asker: address }, action: ANSWER, caseId: null, payload });
  const see = provisions.length > 0 ? [[dataButton(say("chat.recall.see"), `${token}.f0`)]] : [];
  return messageOf(
    [
      paragraph(bold(say("chat.recall.title"))),
      ...shown.map(({ values }) => say("chat.recall.line", values)),
      ...(rest > 0 ? [say("chat.recall.more", { count: String(rest) })] : []),
      say("chat.recall.again"),
    ],
    { buttons: [...see, [dataButton(say("chat.recall.turnOff"), `${token}.Roff`)]] },
  );
}

function nameChange({ documents, provisions }: Knowledge, { provision, day, edition }: Change, language: Language) {
  const document = documents.get(provision.split("/")[0] ?? "");
  if (!document) return [];
  const topic = provision.split("/").slice(0, 2).join("/");
  const place = `${document.short[language]}, ${pinpoint(provision, document, language)}`;
  const isShown = provisions.some(({ id }) => id === topic || id.startsWith(`${topic}/`));
  return [{ provision, isShown, values: { place, day: writeDay(day), edition: writeDay(edition) } }];
}
