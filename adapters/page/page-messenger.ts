// The page pushes nothing: a case is told when it stands in the queue, a reply when it stands in the case.

import type { Messenger } from "../../src/cases/card.ts";

export const PAGE_MESSENGER: Messenger = {
  channel: "page",
  toPerson: async ({ person }) => (person.page ? "delivered" : null),
  toAsker: async () => "delivered",
  refresh: async () => "delivered",
};
