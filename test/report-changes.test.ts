import { describe, expect, test } from "vitest";

import { diffKeys } from "../adapters/diff-keys.ts";
import { renderChanges } from "../adapters/page/changes-page.ts";
import { compareEditions, type EditionChanges } from "../src/editions/compare-editions.ts";
import { writeChanges } from "../src/editions/report-changes.ts";
import { ACT, LATER, type Lines, makeEdition } from "./compare-acts.ts";

const BEFORE: Lines = {
  "1": "Уход за садом | Садовник обязан:",
  "1/1": "Поливать грядки каждое утро.",
  "1/2": "Подрезать яблони весной и осенью.",
  "1/3": "Кормить птиц.",
  "2": "Гости | Гости ходят по дорожкам.",
};
const AFTER: Lines = {
  "1": "Уход за садом | Садовник обязан:",
  "1/1": "Поливать грядки каждый вечер.",
  "1/2": "Чинить теплицу после бури.",
  "1/3": "Подрезать яблони весной и осенью.",
  "1/4": "Красить забор.",
  "2": "Посетители | Гости ходят по дорожкам.",
};

const compare = (before: Lines, after: Lines): EditionChanges =>
  compareEditions(makeEdition(before), makeEdition(after, LATER), { diffKeys });
const plain = { document: ACT, isColoured: false };

describe("the comparison in the terminal", () => {
  test("says first how much differs, then shows it article by article", () => {
    expect(writeChanges(compare(BEFORE, AFTER), plain)).toBe(
      `garden-act (ru): 01.01.2025 → 01.03.2026, in force from 01.04.2026

2 articles or points differ: 2 units added, 1 unit removed, 2 units changed, 1 unit renumbered; 1 unit unchanged

ст. 1. Уход за садом
  ~ ст. 1, п. 1 (changed)
      Поливать грядки [-каждое утро-] [+каждый вечер+].
  + ст. 1, п. 2 (added)
      [+Чинить теплицу после бури.+]
  > ст. 1, п. 3 (renumbered, was ст. 1, п. 2)
  - ст. 1, п. 3 (removed)
      [-Кормить птиц.-]
  + ст. 1, п. 4 (added)
      [+Красить забор.+]

ст. 2. Посетители
  ~ title: [-Гости-] [+Посетители+]
`,
    );
  });

  test("says the same with colours, only coloured", () => {
    const changes = compare(BEFORE, AFTER);
    const coloured = writeChanges(changes, { ...plain, isColoured: true });
    expect(coloured).toContain("\u001b[31m[-каждое утро-]\u001b[0m \u001b[32m[+каждый вечер+]\u001b[0m");
    expect(coloured.replace(/\u001b\[\d+m/gu, "")).toBe(writeChanges(changes, plain));
  });

  test("says that the law is the same where only typography differs", () => {
    const changes = compare(BEFORE, { ...BEFORE, "1/3": "Кормить  птиц." });
    expect(writeChanges(changes, plain).split("\n\n")[1]).toBe(
      "the law is the same; 4 units unchanged; 1 unit in typography only, which is no change of law\n",
    );
  });

  test("leaves out what is far from a change, and nothing that changed", () => {
    const far = "слово ".repeat(100);
    const written = writeChanges(compare({ "1": `А | ${far}лук ${far}` }, { "1": `А | ${far}чеснок ${far}` }), plain);
    expect(written).toMatch(/ {6}…( слово){9,10} \[-лук-\] \[\+чеснок\+\]( слово){9,10} ?…\n$/u);
  });

  test("lets no imported text steer the terminal", () => {
    expect(writeChanges(compare(BEFORE, { ...BEFORE, "1/3": "Кормить \u001b[2Jптиц." }), plain)).not.toContain(
      "\u001b",
    );
  });
});

describe("the page of a comparison", () => {
  test("marks what is new and what is gone, in the language of the law", async () => {
    const page = await renderChanges(compare(BEFORE, AFTER), ACT);
    expect(page).toContain(
      '<p class="words" lang="ru">Поливать грядки <del>каждое утро</del> <ins>каждый вечер</ins>.</p>',
    );
    expect(page).toContain('<h2 lang="ru">ст. 2. <del>Гости</del> <ins>Посетители</ins></h2>');
  });

  test("lists the articles that differ, each with a link that leads to it", async () => {
    const page = await renderChanges(compare(BEFORE, AFTER), ACT);
    const links = [...page.matchAll(/href="#([^"]+)"/gu)].map(([, name]) => name);
    expect(links).toEqual(["garden-act-1", "garden-act-2"]);
    expect(links.every((name) => page.includes(`<section id="${name}">`))).toBe(true);
  });

  test("takes words for words and never for markup", async () => {
    const evil = 'А<script>alert(1)</script> | <img src=x onerror="x">&amp;';
    const page = await renderChanges(compare(BEFORE, { ...BEFORE, "2": evil }), ACT);
    expect(page).not.toMatch(/<script|<img/u);
    expect(page).toContain("&lt;img");
  });

  test("forbids itself scripts and everything from elsewhere", async () => {
    const page = await renderChanges(compare(BEFORE, BEFORE), ACT);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(page).not.toMatch(/(?:src|href)="(?!#)/u);
    expect(page).toContain("the law is the same");
  });
});
