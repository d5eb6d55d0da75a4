// The same small acts in every form in which official texts come. Their words are our own summaries.

import { Paragraph } from "docx";

import type { Knowledge } from "../../src/knowledge/knowledge.ts";
import { adiletPage, bytesOf, docxOf, pdfOf } from "../reader-files.ts";
import { actText } from "../summary-acts.ts";

export const FORMS = ["adilet", "markdown", "plain", "docx", "pdf"] as const;
export type Form = (typeof FORMS)[number];
/** Those that are read in this very process, which is fast. */
export const TEXT_FORMS: readonly Form[] = ["adilet", "markdown", "plain"];

/** One act by points, one by articles. */
export const ACTS = ["decree-153-code", "law-410-v"] as const;
export type Act = (typeof ACTS)[number];

export type Made = { readonly act: Act; readonly form: Form; readonly language: "kk" | "ru" };

/** Lines of the file, without what is around them. */
export function linesIn({ act, form, language }: Made, knowledge: Knowledge): readonly string[] {
  const lines = actText(knowledge, { document: act, language }).trimEnd().split("\n");
  if (form === "adilet") return lines.map((line, at) => toHtml(line, at));
  return form === "markdown" ? lines.flatMap((line) => [toMarkdown(line), ""]) : lines;
}

export async function fileOf(form: Form, text: string): Promise<Uint8Array> {
  if (form === "adilet") return bytesOf(adiletPage(text));
  if (form === "docx") return docxOf(text.split("\n").map((line) => new Paragraph(plain(line))));
  if (form === "pdf")
    return pdfOf({ content: text.split("\n").map((line) => ({ text: plain(line), leadingIndent: 30 })) });
  return bytesOf(text);
}

export function nameOf(form: Form): string {
  return `act.${{ adilet: "html", markdown: "md", plain: "txt", docx: "docx", pdf: "pdf" }[form]}`;
}

function toHtml(line: string, at: number): string {
  if (/^(?:Сноска|Ескерту)\./u.test(line)) return `<p class="note">${line}<br></p>`;
  return isHeading(line) ? `<h3 id="z${at}">${line}</h3>` : `<p id="z${at}">&nbsp;&nbsp;&nbsp; ${line}</p>`;
}

function toMarkdown(line: string): string {
  return isHeading(line) ? `### ${line}` : line;
}

function isHeading(line: string): boolean {
  return /^(?:Статья \d|\d+(?:-\d+)?-бап)/u.test(line);
}

/** What a text processor lets somebody type. */
function plain(line: string): string {
  return line.replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/gu, "").slice(0, 5000);
}
