// A case whose people are no longer configured, or that never had any, goes to whoever is there now.

import { findPerson } from "./bodies.ts";
import type { Case } from "./case.ts";
import type { CaseDeps } from "./deps.ts";
import { LIFE } from "./life.ts";
import { rerouting, tellAnew } from "./open-case.ts";
import { routeCase } from "./routing.ts";
import { takeStep } from "./steps.ts";
import type { CaseTx } from "./store.ts";

/** Nothing happens where somebody configured has the case, or may take it. */
export async function rehome(tx: CaseTx, deps: CaseDeps, found: Case): Promise<void> {
  const { handlers, holder, excluded, body } = found;
  if (!LIFE["hand-over"].from.includes(found.state)) return;
  const known = handlers.filter((person) => findPerson(deps.bodies(), person));
  if (known.length > 0 && (holder === null || known.includes(holder))) return;
  const next = known.length > 0 ? known : findOthers(deps, { body, excluded });
  if (next.length === 0) return deps.log("a case has nobody who could take it");
  const heir = found.state === "referred" ? (next[0] ?? null) : null;
  const home = findPerson(deps.bodies(), next[0] ?? "")?.body.id ?? body;
  const change = { ...rerouting(deps), handlers: next, holder: heir, body: home };
  const line = { kind: "handed-over" as const, text: "" };
  const step = { action: "hand-over" as const, role: "adep" as const, actor: "adep", line, change };
  const after = await takeStep(tx, deps, found, { ...step, detail: next[0] ?? "" });
  if (after) await tellAnew(tx, deps, after);
}

function findOthers(deps: CaseDeps, { body, excluded }: Pick<Case, "body" | "excluded">): string[] {
  const bodies = deps.bodies();
  const own = routeCase(bodies, { wanted: body, isAboutCommissioner: false }).handlers;
  const elsewhere = routeCase(bodies, { wanted: body, isAboutCommissioner: true }).handlers;
  return [...own, ...elsewhere].filter((person) => !excluded.includes(person)).slice(0, 1);
}

/** Every open case, once in a while: people come and go. */
export async function rehomeAll(deps: CaseDeps): Promise<void> {
  await deps.store.transact(async (tx) => {
    for (const found of await tx.cases.list({ states: LIFE["hand-over"].from })) await rehome(tx, deps, found);
  });
  deps.onPosted();
}
