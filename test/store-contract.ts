// One suite for every store: what `src/cases/store.ts` and `src/chat/chat-store.ts` promise.

import type { OpenStoreBench } from "./store-bench.ts";
import { askersContract } from "./store-contract-askers.ts";
import { casesContract } from "./store-contract-cases.ts";
import { chatContract } from "./store-contract-chat.ts";
import { outboxContract } from "./store-contract-outbox.ts";
import { tokensContract } from "./store-contract-tokens.ts";
import { wholeContract } from "./store-contract-whole.ts";

/** Each test opens a new, empty store. */
export function storeContract(open: OpenStoreBench): void {
  casesContract(open);
  askersContract(open);
  tokensContract(open);
  outboxContract(open);
  chatContract(open);
  wholeContract(open);
}
