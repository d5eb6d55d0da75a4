// The same words of the same asker again: one report, however they come.

import type { Address, Case } from "./case.ts";
import type { CaseTx } from "./store.ts";

export async function newestOpen(tx: CaseTx, address: Address): Promise<Case | null> {
  const [id] = await tx.askers.casesOf(address);
  const found = id === undefined ? null : await tx.cases.find(id);
  return found && found.state !== "closed" && found.state !== "withdrawn" ? found : null;
}

/** The same words again are the same report. */
export async function findSame(tx: CaseTx, { id }: Case, text: string): Promise<boolean> {
  // A line that no longer opens must not keep a new report out.
  const entries = await tx.cases.entries(id).catch(() => []);
  return entries.some(({ by, text: written }) => by === "asker" && written === text);
}
