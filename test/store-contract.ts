// One suite for every store: what `src/cases/store.ts` promises.

import type { OpenStoreBench } from "./store-bench.ts";
import { askersContract } from "./store-contract-askers.ts";
import { casesContract } from "./store-contract-cases.ts";
import { outboxContract } from "./store-contract-outbox.ts";
import { tokensContract } from "./store-contract-tokens.ts";
import { wholeContract } from "./store-contract-whole.ts";

/** Each test opens a new, empty store. */
export function storeContract(open: OpenStoreBench): void {
  casesContract(open);
  askersContract(open);
  tokensContract(open);
  outboxContract(open);
  wholeContract(open);
}
