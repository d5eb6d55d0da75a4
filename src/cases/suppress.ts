// Small numbers: which cells of a table are shown, so that nobody can be found behind a number or behind a difference.

/** A number; `<5`: from 0 to 4; `hidden`: not shown so that others cannot be computed from it. */
export type Cell = number | `<${number}` | "hidden";

/**
 * The cells of one table whose total is known to the reader.
 *
 * Every cell below `least`, 0 included, becomes `<least`: it must not be told whether there was none or one. The total less
 * the shown cells is the sum of the hidden ones, so hiding small cells alone is not enough. It is where that sum is itself
 * at least `least` and leaves every small cell free to be anything from 0 to `least − 1`. Otherwise further cells are `hidden`
 * (complementary suppression): the smallest single one that gives this freedom, or else the largest ones until they do. A
 * hidden cell is known to be at least `least`, so only what it has above that counts as freedom. Where nothing is enough the
 * whole table is `hidden`, without telling which of its cells are small.
 */
export function suppress<Name extends string>(
  counts: Readonly<Record<Name, number>>,
  least: number,
): Record<Name, Cell> {
  const cells = Object.entries<number>(counts) as [Name, number][];
  const small = cells.filter(([, count]) => count < least);
  const also = hideAlso(cells, small, least);
  const show = (name: Name, count: number): Cell => {
    if (also === "all" || also.includes(name)) return "hidden";
    return count < least ? `<${least}` : count;
  };
  return Object.fromEntries(cells.map(([name, count]) => [name, show(name, count)])) as Record<Name, Cell>;
}

type Named<Name> = readonly (readonly [Name, number])[];

function hideAlso<Name>(cells: Named<Name>, small: Named<Name>, least: number): readonly Name[] | "all" {
  const sum = small.reduce((total, [, count]) => total + count, 0);
  const most = least - 1;
  const isFree = sum >= least && sum <= (small.length - 1) * most;
  if (small.length === 0 || isFree) return [];
  const large = cells.filter(([, count]) => count >= least).sort(([, one], [, other]) => one - other);
  const enough = large.find(([, count]) => sum + count - least >= most);
  if (enough) return [enough[0]];
  const hidden: Name[] = [];
  let freedom = sum;
  for (const [name, count] of large.reverse()) {
    hidden.push(name);
    freedom += count - least;
    if (freedom >= most) return hidden;
  }
  return "all";
}

/** No cell of the table is told. */
export function withhold<Name extends string>(counts: Readonly<Record<Name, number>>): Record<Name, Cell> {
  return Object.fromEntries(Object.keys(counts).map((name) => [name, "hidden"])) as Record<Name, Cell>;
}
