// Keeps of an answer which provisions it rests on and whom to tell when they change: no word of the question.

import { newId, todayOf } from "../cases/deps.ts";
import { nameOf } from "../chat/slots.ts";
import type { Turn } from "../chat/talk-deps.ts";
import type { Day } from "../day.ts";
import { newestOn } from "../editions/shelf.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import type { Citation, Reply } from "../question.ts";
import { isGrave } from "../triage/assess.ts";

/** What was kept last in a chat: the same answer twice in a row is kept once. In memory only, for a trace of it would outlive being forgotten. */
export function lastAdvice(chat: string): string {
  return `advised ${chat}`;
}

/** Of an answer to one person. Never rejects: the answer does not hang on it. Somebody else's words count as well, for the answer went to this person. */
export async function keepAdvice(
  turn: Turn,
  { citations, language, triage, day: asked }: Pick<Reply, "citations" | "language" | "triage" | "day">,
): Promise<void> {
  const { deps, settings, chat, address } = turn;
  const { cases, memory } = deps;
  const day = todayOf(cases);
  const current = citations.filter((citation) => isCurrent(deps.knowledge, citation, { asked, today: day }));
  // A report is no question: nothing but its case, which can be forgotten alone, may lead to whoever wrote it.
  if (current.length === 0 || isGrave(triage.severity)) return;
  const isOff = settings.recall === "off";
  const provisions = current.map(({ provision }) => provision);
  const last = isOff ? `off ${day}` : [day, language, ...provisions].join(" ");
  if (memory.recall(lastAdvice(chat)) === last) return;
  try {
    // Choices end some time after they were last written: not this one, as long as its person goes on asking.
    if (isOff) await deps.settings.change(chat, {});
    else await cases.store.transact((tx) => tx.advice.put(newId(cases), { address, language, provisions, day }));
    memory.remember(lastAdvice(chat), last);
  } catch (fault) {
    cases.log("what an answer rests on could not be kept", nameOf(fault));
  }
}

type Days = { readonly asked: Day; readonly today: Day };

/** An act that has ended, or words that were others on the day asked about: what comes now changes nothing there. */
function isCurrent({ documents, shelf }: Knowledge, { document: id }: Citation, { asked, today }: Days): boolean {
  const document = documents.get(id);
  if (!document || (document.inForceTo !== null && document.inForceTo < today)) return false;
  return newestOn(shelf, { document, day: asked }) === newestOn(shelf, { document, day: today });
}
