// What somebody writes right after a report is often more of it: nobody but they can say, so they are asked.

import type { Case } from "../cases/case.ts";
import { mayDo } from "../cases/life.ts";
import { keepNote } from "./answer-message.ts";
import type { Deed } from "./chat-message.ts";
import { MENU } from "./menu.ts";
import { answerWith, dataButton, messageOf } from "./messages-of.ts";
import { sayTo, type TextTurn, type Turn } from "./talk-deps.ts";

/** `null` where it is a question, where no case was opened here in the last half hour, or where danger waits for no answer. */
export async function askWhetherMore(turn: TextTurn): Promise<Deed[] | null> {
  const { deps, incoming, chat } = turn;
  const codename = deps.memory.recall(`opened ${chat}`);
  if (codename === null || incoming.text.includes("?") || incoming.isForwarded) return null;
  // The same words again are the same report, and are told so.
  if (deps.memory.recall(`reported ${chat}`) === incoming.text) return null;
  const { triage, language } = deps.assess({ text: incoming.text });
  const found = await findOwn(turn, codename);
  if (triage.severity === "critical" || !found || !mayDo("details", "asker", found.state)) return null;
  const say = sayTo(deps, language);
  const token = await keepNote(turn, MENU, { codename });
  deps.memory.remember(`asked ${chat} ${token}`, incoming.text);
  const buttons = [
    [dataButton(say("chat.more.add"), `${token}.m`, "primary")],
    [dataButton(say("chat.more.question"), `${token}.k`)],
  ];
  return [answerWith(incoming, messageOf([say("chat.more", { codename })], { buttons }))];
}

/** The asker's own case of this name, as long as the asker is known to it. */
export function findOwn({ deps, address }: Turn, codename: string): Promise<Case | null> {
  return deps.cases.store.transact(async (tx) => {
    const found = await tx.cases.findByCodename(codename);
    return found && (await tx.askers.casesOf(address)).includes(found.id) ? found : null;
  });
}
