// Asks of each address at most once in a run, and not faster than is polite: two acts may stand on one page.

import type { Fetched, Marks } from "./fetch-text.ts";

/** `marks` of the text that is kept, or `null`. */
export type Fetch = (address: string, marks: Marks | null) => Promise<Fetched>;

/** Waits before all requests but the first. */
export function createFetchOnce(fetch: Fetch, pause: () => Promise<void>): Fetch {
  const earlier = new Map<string, Fetched>();
  const asked = { isFirst: true };
  return async (address, marks) => {
    // A whole text serves everyone, and so does a failure; that nothing has changed serves those who keep the same.
    const keys = [address, keyOf(address, marks)];
    const known = keys.map((key) => earlier.get(key)).find((found) => found !== undefined);
    if (known !== undefined) return known;
    if (!asked.isFirst) await pause();
    asked.isFirst = false;
    const fetched = await fetch(address, marks);
    earlier.set(fetched.kind === "unchanged" ? keyOf(address, marks) : address, fetched);
    return fetched;
  };
}

function keyOf(address: string, marks: Marks | null): string {
  return JSON.stringify([address, marks?.etag ?? null, marks?.lastModified ?? null]);
}
