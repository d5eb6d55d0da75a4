// Reads a page of the state's register of acts, as served or as saved by a browser, and acts on other sites as far as they go.

import { type CheerioAPI, load } from "cheerio";

import type { SourceText } from "../../src/editions/source-text.ts";
import { isTooDeep } from "./html-depth.ts";
import { linesOf } from "./html-lines.ts";
import type { Markup } from "./html-walk.ts";
import { cleanText, type FoundLine, toSourceLines } from "./source-lines.ts";

const ADILET = [
  "div.container_gamma.text > div.gs_12 > article",
  "div.container_gamma.text article",
  "div.container_gamma.text",
];
const OTHERS = ["article", "main", "[role=main]", "body"];
const TWO_COLUMNS =
  "[class*=npaCompare], li.selected a[href*='/compare'], div.container_gamma.text div.gs_6 ~ div.gs_6";
const UNIT =
  /^(?:(?:статья|глава|раздел|article|chapter|section)\s+\d|\d+(?:-\s?\d+)?(?:-(?:бап|тарау|бөлім))?[.)]\s)/iu;

export function readAdiletHtml(html: string): SourceText {
  if (isTooDeep(html)) throw new Error("The page is damaged: its tags are nested thousands deep.");
  const page = load(html, { xml: { xmlMode: false, decodeEntities: true } });
  if (page(TWO_COLUMNS).length > 0)
    throw new Error("The page shows two languages side by side; save the page of one language instead.");
  return { form: "adilet", title: titleOf(page), status: statusOf(page), lines: toSourceLines(findLines(page)) };
}

function findLines(page: CheerioAPI): FoundLine[] {
  for (const place of ADILET) {
    const found = page(place);
    if (found.length > 1 && place === ADILET[0])
      throw new Error("The page holds several texts; save the page of one text instead.");
    const lines = found.length === 1 ? linesAt(page, place) : [];
    if (lines.length > 1) return lines;
  }
  for (const place of OTHERS) {
    const lines = page(place).length === 1 ? linesAt(page, place) : [];
    if (lines.filter(({ text }) => UNIT.test(text)).length > 1) return lines;
  }
  const lines = linesOf(page.root().get(0) as unknown as Markup);
  if (lines.filter(({ text }) => UNIT.test(text)).length > 1) return lines;
  throw new Error(whyEmpty(page, lines));
}

// The parser's nodes have what `Markup` names; their types say it in another way.
const linesAt = (page: CheerioAPI, place: string): FoundLine[] => linesOf(page(place).get(0) as unknown as Markup);

function whyEmpty(page: CheerioAPI, lines: readonly FoundLine[]): string {
  if (page("input[type=password]").length > 0) return "The page asks for a login and holds no act.";
  if (lines.length === 0 || (page("script").length > 0 && lines.length < 5))
    return "The page came without its text, which a browser would fetch later; save the page from a browser.";
  return "The page holds no act: no numbered provision was found in it.";
}

function titleOf(page: CheerioAPI): string | null {
  const heading = cleanText(page("div.slogan h1, h1").first().text());
  const title = cleanText(page("title").first().text()).replace(/\s+-\s+(?:ИПС\s+)?["«]Әділет["»](?:\s+АҚЖ)?$/u, "");
  return heading || title || null;
}

function statusOf(page: CheerioAPI): string | null {
  return cleanText(page("span.status").first().text()) || null;
}
