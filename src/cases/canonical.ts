// JSON in one form only: keys sorted at every level, no spaces. The same value always gives the same bytes.

/** For what JSON can hold; a key without a value is left out. Throws for a number that is not whole and exact. */
export function toCanonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toCanonical).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const pairs = Object.entries(value).filter(([, one]) => one !== undefined);
    const sorted = pairs.sort(([one], [other]) => (one < other ? -1 : 1));
    return `{${sorted.map(([key, one]) => `${JSON.stringify(key)}:${toCanonical(one)}`).join(",")}}`;
  }
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new Error("only whole numbers can be signed");
  const written = JSON.stringify(value);
  if (written === undefined) throw new Error(`a ${typeof value} cannot be signed`);
  return written;
}
