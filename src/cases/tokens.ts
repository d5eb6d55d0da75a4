// Making buttons: each is a random token that one party may use once.

import type { Button } from "./card.ts";
import type { Actor, Address } from "./case.ts";
import { type CaseDeps, newId } from "./deps.ts";
import { addressOf, type CaseTx } from "./store.ts";

const DAY_MS = 86_400_000;
/** Buttons on a message in a chat stay usable this long. */
export const BUTTON_MS = 7 * DAY_MS;

export type Party = { readonly asker: Address } | { readonly person: string };
/** Who may use a button; at a place whoever is authorised and presses there. */
export type Bearer = Party | { readonly place: string };

export function partyOf(party: Bearer): string {
  if ("asker" in party) return `asker:${addressOf(party.asker)}`;
  return "person" in party ? `person:${party.person}` : `place:${party.place}`;
}

export function toParty(actor: Actor): Party | null {
  if (actor.kind === "asker") return { asker: actor.address };
  return actor.kind === "person" ? { person: actor.id } : null;
}

export type Making = {
  readonly party: Bearer;
  readonly caseId: string | null;
  readonly action: string;
  readonly payload?: unknown;
  readonly bundle?: string;
};

export async function makeToken(
  tx: CaseTx,
  deps: CaseDeps,
  { party, caseId, action, payload, bundle }: Making,
): Promise<string> {
  const token = newId(deps);
  await tx.tokens.put(token, {
    ...{ party: partyOf(party), action, caseId, bundle: bundle ?? null, payload: JSON.stringify(payload ?? null) },
    expiresAt: deps.now() + BUTTON_MS,
  });
  return token;
}

export type ButtonMaking = Making & Pick<Button, "label"> & { readonly style?: Button["style"] };

export async function makeButton(tx: CaseTx, deps: CaseDeps, making: ButtonMaking): Promise<Button> {
  return { label: making.label, style: making.style ?? "plain", token: await makeToken(tx, deps, making) };
}
