// One step in the life of a case: allowed or refused; if allowed, the new state, the line, the audit entry and the word to
// the other side, all in the running transaction.

import type { Case, Entry, EntryKind, Writer } from "./case.ts";
import { isSharedWithAsker } from "./case.ts";
import { type CaseDeps, todayOf } from "./deps.ts";
import { postErrand, postRefresh } from "./errands.ts";
import { type Action, LIFE, mayDo, type Role } from "./life.ts";
import type { CaseTx } from "./store.ts";

export type Step = {
  readonly action: Action;
  readonly role: Role;
  /** `asker`, `adep`, `owner`, or a person's id: for the audit log. */
  readonly actor: string;
  /** A line of the case; without it the step leaves none. */
  readonly line?: { readonly kind: EntryKind; readonly text: string };
  readonly change?: Partial<Case>;
  /** A word of a closed set for the audit log. */
  readonly detail?: string;
};

/** `null`: refused, and nothing was written. */
export async function takeStep(tx: CaseTx, deps: CaseDeps, found: Case, step: Step): Promise<Case | null> {
  const { action, role, actor, line, change = {}, detail = "" } = step;
  if (!mayDo(action, role, found.state)) return null;
  const today = todayOf(deps);
  const after: Case = { ...found, ...change, state: LIFE[action].to ?? found.state };
  await tx.cases.save(after);
  await tx.audit.append({ day: today, caseId: found.id, actor, action, detail });
  // The telling has just brought the card.
  if (action !== "tell") await postRefresh(tx, deps, found.id);
  if (line) {
    const entry = await tx.cases.addEntry(found.id, { ...line, by: writerOf(role), day: today });
    await postWord(tx, deps, { after, entry, actor });
  }
  return { ...after, version: after.version + 1 };
}

function writerOf(role: Role): Writer {
  if (role === "asker") return "asker";
  return role === "adep" || role === "owner" ? "adep" : "commissioner";
}

type Word = { readonly after: Case; readonly entry: Entry; readonly actor: string };

/** With these the whole case is told again, so no word about the line is needed. */
const TOLD_ANEW: readonly EntryKind[] = ["rerouted", "reopened"];

/** Tells those who did not do it themselves. */
async function postWord(tx: CaseTx, deps: CaseDeps, { after, entry, actor }: Word): Promise<void> {
  const dueAt = deps.now();
  const { id, holder, handlers } = after;
  const about = { caseId: id, seq: entry.seq, dueAt };
  if (entry.by !== "asker" && isSharedWithAsker(entry))
    await postErrand(tx, deps, { ...about, kind: "relay", to: "asker" });
  const isTold = entry.by === "asker" ? !TOLD_ANEW.includes(entry.kind) : entry.kind === "handed-over";
  if (!isTold) return;
  // Whoever was brought in is told of the whole case instead.
  const told = entry.kind === "handed-over" ? handlers.slice(0, -1) : handlers;
  for (const to of holder === null ? told : [holder]) {
    if (to !== actor) await postErrand(tx, deps, { ...about, kind: "tell-step", to });
  }
}
