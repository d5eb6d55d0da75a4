// The sections with curves over belief: risk over coverage, and precision over recall of triage.

import { html } from "hono/html";

import { LANGUAGES, type Language } from "../../src/language.ts";
import type { Row } from "../results.ts";
import { curveChart } from "./charts.ts";
import { coverageAt, type PrecisionRecall, type RiskCoverage, riskOf, triageCurveOf, verdictPoint } from "./curves.ts";
import { draw } from "./draw.ts";
import { LANGUAGE_NAMES, percent } from "./figures.ts";
import { type Html, scroll } from "./html.ts";

function byLanguage<Value>(make: (language: Language) => Value): Record<Language, Value> {
  return { kk: make("kk"), ru: make("ru"), en: make("en") };
}

const RISK = 0.05;

export function renderRisk(rows: readonly Row[]): Html {
  const curves = byLanguage((language) => riskOf(rows.filter((row) => row.language === language)));
  const points = byLanguage((language) => curves[language].points);
  const highest = Math.max(
    0.1,
    ...LANGUAGES.flatMap((language) => points[language].filter(({ x }) => x > 0.1).map(({ y }) => y)),
  );
  const axes = {
    x: "Share of questions answered",
    y: "Share of answers that are wrong",
    yMin: 0,
    yMax: Math.ceil(highest * 20) / 20,
  };
  const title = "Risk over coverage for each language; the figures stand in the table beside it";
  const cellsOf = (curve: RiskCoverage): (string | number)[] => [
    ...[curve.aurc?.toFixed(4) ?? "–", percent(coverageAt(curve, RISK)), percent(curve.points.at(-1)?.y ?? 0)],
    ...[`${curve.answered} of ${curve.n}`],
  ];
  const heads = ["AURC", `Answered at ${RISK * 100} % risk`, "Risk where all are answered", "n answered"];
  return html`<div class="beside"><figure>${draw(curveChart({ curves: points, axes }), { name: "risk", title })}</figure>
${renderCurveTable(
  heads,
  byLanguage((language) => cellsOf(curves[language])),
)}</div>`;
}

export function renderTriageCurve(rows: readonly Row[]): Html {
  const of = (language: Language): Row[] => rows.filter((row) => row.language === language);
  const curves = byLanguage((language) => triageCurveOf(of(language)));
  const verdicts = byLanguage((language) => verdictPoint(of(language)));
  const marks = Object.fromEntries(Object.entries(verdicts).filter(([, point]) => point !== null));
  const points = byLanguage((language) => curves[language].points);
  const axes = {
    x: "Raised among the grave (recall)",
    y: "Grave among the raised (precision)",
    yMin: 0.5,
    yMax: 1,
  };
  const cellsOf = (curve: PrecisionRecall, language: Language): (string | number)[] => [
    ...[
      curve.averagePrecision?.toFixed(3) ?? "–",
      percent(verdicts[language]?.x ?? 0),
      percent(verdicts[language]?.y ?? 0),
    ],
    ...[`${curve.positives} of ${curve.n}`],
  ];
  const heads = ["Average precision", "Recall of the verdict", "Precision of the verdict", "n grave"];
  const picture = draw(curveChart({ curves: points, axes, marks }), {
    name: "triage-curve",
    title: "Precision over recall of triage for each language; the figures stand in the table beside it",
  });
  return html`<div class="beside"><figure>${picture}</figure>
${renderCurveTable(
  heads,
  byLanguage((language) => cellsOf(curves[language], language)),
)}</div>`;
}

function renderCurveTable(
  heads: readonly string[],
  cells: Readonly<Record<Language, readonly (string | number)[]>>,
): Html {
  const lines = LANGUAGES.map(
    (language) =>
      html`<tr><th scope="row">${LANGUAGE_NAMES[language]}</th>${cells[language].map((cell) => html`<td>${cell}</td>`)}</tr>\n`,
  );
  return scroll(
    html`<table><thead><tr><td></td>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${lines}</tbody></table>`,
  );
}
