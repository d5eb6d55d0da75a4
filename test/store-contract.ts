// One suite for every store: what `src/cases/store.ts` and the rows it names promise.

import type { OpenStoreBench } from "./store-bench.ts";
import { adviceContract } from "./store-contract-advice.ts";
import { askersContract } from "./store-contract-askers.ts";
import { candidatesContract } from "./store-contract-candidates.ts";
import { casesContract } from "./store-contract-cases.ts";
import { chatContract } from "./store-contract-chat.ts";
import { outboxContract } from "./store-contract-outbox.ts";
import { sealedContract } from "./store-contract-sealed.ts";
import { tokensContract } from "./store-contract-tokens.ts";
import { wholeContract } from "./store-contract-whole.ts";

/** Each test opens a new, empty store. */
export function storeContract(open: OpenStoreBench): void {
  casesContract(open);
  askersContract(open);
  tokensContract(open);
  outboxContract(open);
  chatContract(open);
  candidatesContract(open);
  adviceContract(open);
  sealedContract(open);
  wholeContract(open);
}
