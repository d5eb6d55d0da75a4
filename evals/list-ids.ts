// Ids in a line of the terminal: the first few, and how many more.

const MOST_IDS = 8;

export function listIds(ids: readonly string[]): string {
  const rest = ids.length - MOST_IDS;
  return `${ids.slice(0, MOST_IDS).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
