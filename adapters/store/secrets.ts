// The store's own secrets, made at the first start and kept sealed in the database: they survive a change of the data key.

import { createHmac, generateKeyPairSync, randomBytes } from "node:crypto";
import type { Kysely } from "kysely";

import type { Hasher, Vault } from "../../src/cases/vault.ts";
import type { Tables } from "./tables.ts";

export type Secrets = {
  readonly hasher: Hasher;
  /** Ed25519, PKCS#8 PEM: signs exports. */
  readonly signingKey: string;
};

/** Throws one readable line where the data key does not fit what the database holds. */
export async function openSecrets(db: Kysely<Tables>, vault: Vault): Promise<Secrets> {
  const key = await keep(db, vault, { name: "hash-key", make: () => randomBytes(32).toString("base64") });
  const signingKey = await keep(db, vault, { name: "signing-key", make: makeSigningKey });
  const bytes = Buffer.from(key, "base64");
  const hash = (purpose: string, value: string): string =>
    createHmac("sha256", bytes).update(`${purpose}\0${value}`).digest("base64url");
  return { hasher: { hash }, signingKey };
}

function makeSigningKey(): string {
  return generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

type Secret = { readonly name: string; readonly make: () => string };

async function keep(db: Kysely<Tables>, vault: Vault, { name, make }: Secret): Promise<string> {
  const sealed = vault.seal(make(), settingPlace(name));
  // Of several processes that start at once, the first one's secret stays.
  await db
    .insertInto("settings")
    .values({ name, sealed })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db.selectFrom("settings").select("sealed").where("name", "=", name).executeTakeFirstOrThrow();
  try {
    return vault.open(row.sealed, settingPlace(name));
  } catch (cause) {
    throw new Error(
      "the data key does not fit this case store: give the DATA_KEY (or data.key file) it was made with",
      {
        cause,
      },
    );
  }
}

export function settingPlace(name: string): string {
  return `settings:${name}:sealed`;
}
