// Making buttons: each is a random token that one party may use once.

import type { Button } from "./card.ts";
import type { Actor, Address } from "./case.ts";
import { type CaseDeps, newId } from "./deps.ts";
import { addressOf, type CaseTx } from "./store.ts";

const DAY_MS = 86_400_000;
/** Buttons on a message in a chat stay usable this long. */
export const BUTTON_MS = 7 * DAY_MS;

export type Party = { readonly asker: Address } | { readonly person: string };

export function partyOf(party: Party): string {
  return "asker" in party ? `asker:${addressOf(party.asker)}` : `person:${party.person}`;
}

export function toParty(actor: Actor): Party | null {
  if (actor.kind === "asker") return { asker: actor.address };
  return actor.kind === "person" ? { person: actor.id } : null;
}

export type Making = {
  readonly party: Party;
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
