// The charts: bars with whiskers, curves, and how figures went from run to run.

import type { CustomSeriesRenderItem } from "echarts";

import { LANGUAGES, type Language } from "../../src/language.ts";
import type { Point } from "./curves.ts";
import { AXIS, AXIS_NAME, COLOURS, DASHES, type Drawing, FAINT, INK } from "./draw.ts";
import { LANGUAGE_NAMES, percent, type Share } from "./figures.ts";

export type Bar = { readonly label: string; readonly share: Share };

const BAR_HEIGHT = 21;
const AROUND_BARS = 62;
/** Of a letter of the labels, in a wide typeface: what it will be set in is not known here. */
const LETTER_WIDTH = 6.5;
const PERCENT_AXIS = {
  ...AXIS,
  ...{ type: "value", min: 0, max: 100, interval: 50, splitLine: FAINT },
  axisLabel: { ...AXIS.axisLabel, formatter: "{value} %" },
} as const;

/** One bar for each share with its 95 % interval; value and number of items stand at its end. */
export function barChart(bars: readonly Bar[], { language, axis }: { language: Language; axis: string }): Drawing {
  const labels = bars.map(({ label }) => label);
  const values = bars.map(({ share }) => `${percent(share.mean)} (${share.n})`);
  const left = 14 + LETTER_WIDTH * Math.max(...labels.map(({ length }) => length));
  const categories = { type: "category", inverse: true, axisTick: { show: false }, axisLine: { show: false } } as const;
  const labelled = { ...AXIS.axisLabel, interval: 0 };
  return {
    height: bars.length * BAR_HEIGHT + AROUND_BARS,
    option: {
      grid: { left, right: 100, top: 8, bottom: 50 },
      xAxis: { ...PERCENT_AXIS, ...AXIS_NAME, name: axis, nameGap: 26 },
      yAxis: [
        { ...categories, data: labels, axisLabel: labelled },
        { ...categories, data: values, axisLabel: labelled, position: "right" },
      ],
      series: [
        {
          ...{ type: "bar", silent: true, barWidth: "68%", data: bars.map(({ share }) => 100 * share.mean) },
          itemStyle: { color: COLOURS[language], opacity: 0.72 },
        },
        {
          ...{ type: "custom", silent: true, z: 3, renderItem: drawWhisker },
          data: bars.map(({ share }, at) => [100 * share.low, 100 * share.high, at]),
          encode: { x: [0, 1], y: 2 },
        },
      ],
    },
  };
}

const drawWhisker: CustomSeriesRenderItem = (_, api) => {
  const at = api.value(2);
  const [left = 0, y = 0] = api.coord([api.value(0), at]);
  const [right = 0] = api.coord([api.value(1), at]);
  const line = (x1: number, y1: number, x2: number, y2: number) => ({
    ...{ type: "line" as const, shape: { x1, y1, x2, y2 } },
    style: { stroke: INK, lineWidth: 1.5 },
  });
  const [top, bottom] = [y - 4, y + 4];
  return {
    type: "group",
    children: [line(left, y, right, y), line(left, top, left, bottom), line(right, top, right, bottom)],
  };
};

export type Curves = {
  readonly curves: Readonly<Record<Language, readonly Point[]>>;
  readonly axes: { readonly x: string; readonly y: string; readonly yMin: number; readonly yMax: number };
  /** Single points on their own, such as where the verdicts lie. */
  readonly marks?: Readonly<Partial<Record<Language, Point>>>;
};

/** Shares over shares, a line for each language; points are in the order of x. */
export function curveChart({ curves, axes, marks = {} }: Curves): Drawing {
  const toData = ({ x, y }: Point): [number, number] => [round(100 * x), round(100 * y)];
  const lines = LANGUAGES.map((language) => ({
    ...{ type: "line", silent: true, symbol: "none", clip: true, name: LANGUAGE_NAMES[language] },
    ...{ data: curves[language].map(toData), color: COLOURS[language] },
    lineStyle: { color: COLOURS[language], width: 2, type: DASHES[language] },
  }));
  const points = LANGUAGES.flatMap((language) => {
    const mark = marks[language];
    if (!mark) return [];
    return [
      {
        type: "scatter",
        silent: true,
        symbolSize: 10,
        symbol: SYMBOLS[language],
        color: COLOURS[language],
        data: [toData(mark)],
      },
    ];
  });
  return {
    height: 300,
    option: {
      grid: { left: 56, right: 16, top: 34, bottom: 48 },
      legend: { ...LEGEND, itemStyle: { opacity: 0 }, data: LANGUAGES.map((language) => LANGUAGE_NAMES[language]) },
      xAxis: { ...PERCENT_AXIS, ...AXIS_NAME, name: axes.x, nameGap: 28 },
      yAxis: {
        ...{ ...PERCENT_AXIS, ...AXIS_NAME, name: axes.y, nameGap: 42 },
        ...{ min: 100 * axes.yMin, max: 100 * axes.yMax, interval: (100 * (axes.yMax - axes.yMin)) / 5 },
      },
      series: [...lines, ...points],
    },
  };
}

const LEGEND = { top: 0, textStyle: { color: INK, fontSize: 12 }, itemWidth: 34, selectedMode: false } as const;
const SYMBOLS = { kk: "circle", ru: "rect", en: "triangle" } as const;

export type Moment = { readonly label: string; readonly shares: Readonly<Partial<Record<Language, number>>> };

/** From run to run; the axis begins where there is something to be seen. */
export function trendChart(moments: readonly Moment[]): Drawing {
  const lowest = Math.min(1, ...moments.flatMap(({ shares }) => Object.values(shares)));
  const min = Math.max(0, Math.floor(10 * lowest - 0.5) * 10);
  const label = { ...AXIS.axisLabel, hideOverlap: true };
  return {
    height: 220,
    option: {
      grid: { left: 56, right: 20, top: 34, bottom: 46 },
      legend: LEGEND,
      xAxis: {
        ...AXIS,
        ...AXIS_NAME,
        type: "category",
        data: moments.map((one) => one.label),
        name: "Run",
        axisLabel: label,
        nameGap: 26,
      },
      yAxis: { ...PERCENT_AXIS, min, interval: min >= 50 ? 10 : 20 },
      series: LANGUAGES.map((language) => ({
        ...{ type: "line", silent: true, name: LANGUAGE_NAMES[language], color: COLOURS[language], symbolSize: 7 },
        ...{ symbol: SYMBOLS[language], lineStyle: { width: 2, type: DASHES[language] } },
        data: moments.map(({ shares }) => {
          const share = shares[language];
          return share === undefined ? null : round(100 * share);
        }),
      })),
    },
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;
