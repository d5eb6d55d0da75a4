// The card of a case in a chat of those who work on it, as it should stand there now.

import type { Language } from "../language.ts";
import { type Bodies, findPerson } from "./bodies.ts";
import type { Card, Viewer } from "./card.ts";
import type { Case } from "./case.ts";
import type { CaseDeps } from "./deps.ts";
import { isWaiting, roleOfPerson } from "./life.ts";
import { showToPerson } from "./person-card.ts";
import { plainCard, sayIn } from "./plain-card.ts";
import type { CaseTx } from "./store.ts";

type Showing = { readonly caseId: string; readonly viewer: Viewer };

/** Whoever the case is no longer for reads so, and has no buttons any more. */
export async function showBoard(tx: CaseTx, deps: CaseDeps, { caseId, viewer }: Showing): Promise<Card> {
  const found = await tx.cases.find(caseId);
  const language = languageOf(deps.bodies(), viewer);
  const say = sayIn(deps, language);
  if (found && isFor(deps.bodies(), found, viewer)) {
    const news = isUntaken(found) ? { news: say("desk.news.tell") } : {};
    return showToPerson(tx, deps, { ...viewer, ...news, found, language });
  }
  return plainCard({ title: found?.codename ?? say("desk.name"), lines: [say("chat.elsewhere")] });
}

/** As long as nobody has it, that is the news. */
function isUntaken({ holder, state }: Case): boolean {
  return holder === null && isWaiting(state);
}

/** In a chat of several people nobody may be reading who is kept out of the case. */
export function isFor(bodies: Bodies, found: Case, viewer: Viewer): boolean {
  if ("person" in viewer)
    return findPerson(bodies, viewer.person) !== null && roleOfPerson(viewer.person, found) !== null;
  return found.body === viewer.body && found.excluded.length === 0;
}

/** Of whoever looks; of somebody who is no more, Kazakh. */
export function languageOf(bodies: Bodies, viewer: Viewer): Language {
  return "place" in viewer ? viewer.language : (findPerson(bodies, viewer.person)?.person.language ?? "kk");
}
