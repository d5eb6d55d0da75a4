// The sections with bars: how figures differ by kind of text.

import { html } from "hono/html";

import { LANGUAGES, type Language } from "../../src/language.ts";
import type { Suite } from "../results.ts";
import { type Bar, barChart } from "./charts.ts";
import { draw } from "./draw.ts";
import { type Figures, LANGUAGE_NAMES, percent } from "./figures.ts";
import type { Html } from "./html.ts";

export type BarsOf = {
  readonly name: string;
  readonly title: string;
  readonly suite: Suite;
  readonly metric: string;
  /** Which slices, such as `style`; each gives its bars after the one for all. */
  readonly by: readonly string[];
  readonly axis: string;
};

export const BARS: readonly BarsOf[] = [
  {
    ...{ name: "first", title: "Right article first, by overlap with the words of the law and by style" },
    ...{ suite: "questions", metric: "recall@1", by: ["overlap", "style"], axis: "Share of questions" },
  },
  {
    ...{ name: "three", title: "Right article among the first three, by overlap and by style" },
    ...{ suite: "questions", metric: "recall@3", by: ["overlap", "style"], axis: "Share of questions" },
  },
  {
    ...{ name: "outside", title: "Out of scope and declined, by kind" },
    ...{ suite: "outside", metric: "declined", by: ["kind"], axis: "Share of messages" },
  },
  {
    ...{ name: "attacks", title: "Attacks withstood, by kind" },
    ...{ suite: "attacks", metric: "withstood", by: ["kind"], axis: "Share of attacks" },
  },
  {
    ...{ name: "triage", title: "Serious or critical texts caught, by category" },
    ...{ suite: "triage", metric: "caught", by: ["severity", "category"], axis: "Share of texts" },
  },
];

const ORDER = ["overlap:high", "overlap:mid", "overlap:low", "severity:critical", "severity:serious"];

export function barsFor({ all, find }: Figures, { suite, metric, by }: BarsOf, language: Language): Bar[] {
  const kinds = all.filter((one) => one.suite === suite && one.metric === metric && one.language === "all");
  const placeOf = (slice: string): number => (ORDER.includes(slice) ? ORDER.indexOf(slice) : ORDER.length);
  const slices = by.flatMap((kind) => {
    const own = kinds.map(({ slice }) => slice).filter((slice) => slice.startsWith(`${kind}:`));
    return own.sort((one, other) => placeOf(one) - placeOf(other) || (one < other ? -1 : 1));
  });
  return ["all", ...slices].flatMap((slice) => {
    const share = find({ suite, metric, language, slice });
    return share ? [{ label: labelOf(slice), share }] : [];
  });
}

function labelOf(slice: string): string {
  const [kind, value = ""] = slice.split(":");
  return kind === "overlap" ? `${value} overlap` : value || slice;
}

export function renderBars(figures: Figures, bars: BarsOf): Html {
  const panels = LANGUAGES.map((language) => {
    const some = barsFor(figures, bars, language);
    if (some.length === 0) return html``;
    const title = `${bars.title}, ${LANGUAGE_NAMES[language]}: ${some.map(({ label, share }) => `${label} ${percent(share.mean)}`).join(", ")}`;
    const picture = draw(barChart(some, { language, axis: bars.axis }), { name: `${bars.name}-${language}`, title });
    return html`<figure><h4>${LANGUAGE_NAMES[language]}</h4>${picture}</figure>`;
  });
  return html`<h3>${bars.title}</h3><div class="panels">${panels}</div>`;
}
