// The known failures: where the figures that stand for a run are lowest, by language and by kind of text.

import { ALL } from "../summary.ts";
import { COLUMNS, type Column, type Figures, type Share } from "./figures.ts";
import { figureOf, GROUPS, type Group, type Line } from "./summary-lines.ts";

/** With fewer items a low figure says too little. */
const LEAST_ITEMS = 20;
const MOST = 15;
const MOST_OF_A_FIGURE = 2;

export type Weak = {
  readonly group: Group;
  readonly line: Line;
  readonly column: Column;
  /** Of the slice: `typo`; `all` where the whole language is meant. */
  readonly label: string;
  readonly share: Share;
};

/** What people notice: whether a right source is shown, and whether what must be declined, caught or masked is. */
const NOTICED: ReadonlySet<string> = new Set([
  ...["recall@3", "declined", "not superseded", "accepted", "consistent", "masked names", "masked numbers"],
  ...["withstood", "caught", "not escalated"],
]);

const goodness = ({ line, share }: Weak): number => (line.isFault ? 1 - share.mean : share.mean);

/** Lowest first, the lowest few of each figure, so that one weakness does not hide the others; what is without fault is left out. */
export function listWeakest(figures: Figures): { readonly least: number; readonly found: Weak[] } {
  const lowest = GROUPS.flatMap((group) =>
    group.lines
      .filter(({ metric }) => NOTICED.has(metric))
      .flatMap((line) => {
        const all = COLUMNS.flatMap((column) => weakOf(figures, { group, line, column }));
        return inOrder(all.filter((weak) => goodness(weak) < 1)).slice(0, MOST_OF_A_FIGURE);
      }),
  );
  return { least: LEAST_ITEMS, found: inOrder(lowest).slice(0, MOST) };
}

const inOrder = (some: readonly Weak[]): Weak[] => [...some].sort((one, other) => goodness(one) - goodness(other));

function weakOf(figures: Figures, { group, line, column }: Pick<Weak, "group" | "line" | "column">): Weak[] {
  // A line of one severity is a slice already.
  const slices = line.slice === undefined ? listSlices(figures, group, line) : [line.slice];
  return slices.flatMap((slice) => {
    const share = figureOf(figures, group, { ...line, ...(slice === ALL ? {} : { slice }) }, column);
    return share && share.n >= LEAST_ITEMS
      ? [{ group, line, column, label: line.slice ? ALL : labelOf(slice), share }]
      : [];
  });
}

function listSlices({ all }: Figures, { suite }: Group, { metric }: Line): string[] {
  const own = all.filter((figure) => figure.suite === suite && figure.metric === metric && figure.language === ALL);
  return own.map(({ slice }) => slice).filter((slice) => !slice.startsWith("split:"));
}

const labelOf = (slice: string): string => slice.split(":").join(" ");
