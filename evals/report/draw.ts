// From the description of a chart to an SVG that can stand in a page: no script, and the page's own ink.

import { BarChart, CustomChart, LineChart, ScatterChart } from "echarts/charts";
import { GridComponent, LegendComponent } from "echarts/components";
import { type EChartsCoreOption, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { html, raw } from "hono/html";

import type { Language } from "../../src/language.ts";
import type { Html } from "./html.ts";

use([BarChart, CustomChart, LineChart, ScatterChart, GridComponent, LegendComponent, SVGRenderer]);

/** Told apart by people with every kind of colour vision (Okabe & Ito 2008), on light and dark ground. */
export const COLOURS: Readonly<Record<Language, string>> = { kk: "#0072B2", ru: "#D55E00", en: "#009E73" };
/** For lines that must be told apart without colour as well. */
export const DASHES = { kk: "solid", ru: "dashed", en: "dotted" } as const;
/** As wide as a phone; the page scales it a little. */
export const WIDTH = 380;
export const INK = "currentColor";
export const FAINT = { show: true, lineStyle: { color: INK, opacity: 0.18 } };
export const AXIS = { axisLine: { lineStyle: { color: INK } }, axisLabel: { color: INK, fontSize: 11 } };
export const AXIS_NAME = { nameLocation: "middle", nameTextStyle: { color: INK, fontSize: 12 } } as const;

export type Drawing = { readonly option: EChartsCoreOption; readonly height: number };

/** `name` must differ within a page; `title` is what is read out in place of the picture. */
export function draw({ option, height }: Drawing, { name, title }: { name: string; title: string }): Html {
  const chart = init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height });
  try {
    chart.setOption({ animation: false, textStyle: { color: INK, fontFamily: "inherit" }, ...option });
    const svg = tidy(chart.renderToSVGString(), name);
    return html`<div class="chart" role="img" aria-label="${title}">${raw(svg)}</div>`;
  } finally {
    // An undisposed chart keeps the process alive.
    chart.dispose();
  }
}

/** Ids count up from chart to chart: without their numbers the same run gives the same page. What serves scripts goes. */
function tidy(svg: string, name: string): string {
  return svg
    .replace(/<style >[\s\S]*?<\/style>/g, "")
    .replace(/ (?:ecmeta_[a-z_]+|class|pointer-events)="[^"]*"/g, "")
    .replace(/ xmlns:xlink="[^"]*"| version="1\.1"| baseProfile="full"/g, "")
    .replace(/zr\d+-/g, `${name}-`)
    .replace(/>\s+</g, "><")
    .trim();
}
