// The case store as the commands about people's experience open it, while the service runs.

import { ZodError } from "zod";

import { createVault } from "../adapters/aes-vault.ts";
import { openStore } from "../adapters/store/open-store.ts";
import { openKeys, refuseMissing } from "../src/case-entry.ts";
import type { CaseTx } from "../src/cases/store.ts";
import { loadConfig } from "../src/command-entry.ts";

type LifeTx = Pick<CaseTx, "candidates" | "gaps">;
export interface LifeStore {
  transact<T>(work: (tx: LifeTx) => Promise<T>): Promise<T>;
}

export type Output = { readonly json?: true };

export function print({ json }: Output, lines: readonly string[], value: unknown): void {
  process.stdout.write(`${json ? JSON.stringify(value) : lines.join("\n")}\n`);
}

export async function withLife(work: (store: LifeStore) => Promise<void>): Promise<void> {
  const config = loadConfig();
  refuseMissing(config);
  const { store } = await openStore(config.databaseUrl, createVault(openKeys(config).ring));
  try {
    await work(store);
  } catch (fault) {
    // Its own message would quote the row.
    if (fault instanceof ZodError) throw new Error("a row of the case store is not in the form it was written in");
    throw fault;
  } finally {
    await store.close();
  }
}
