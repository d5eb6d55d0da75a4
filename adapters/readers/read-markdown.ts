// Reads the Markdown of a mirror of the acts line by line: lists are not understood as lists, so every number stays as written.

import type { SourceText } from "../../src/editions/source-text.ts";
import { readInline, SOFT_BREAK } from "./markdown-inline.ts";
import { joinCells, type Row, tableLines } from "./markdown-table.ts";
import { cleanText, type FoundLine, toSourceLines } from "./source-lines.ts";

type Block = { readonly rows: readonly Row[]; readonly mark: FoundLine["mark"]; readonly isTable: boolean };

const RULE = /^\s*(?:[-*_=]\s*){3,}$/u;
const FENCE = /^\s*(?:```|~~~)/u;
const HEADING = /^\s{0,3}(#{1,6})(?:\s|$)/u;
const QUOTE = /^\s*>/u;

export function readMarkdown(source: string): SourceText {
  const { body, title } = takeFrontMatter(dropUnseen(source.replace(/\r\n?/gu, "\n")));
  const lines: FoundLine[] = [];
  let anchor: string | null = null;
  for (const block of blocksOf(body.split("\n"))) {
    const read = readBlock(block, anchor);
    lines.push(...read.lines);
    anchor = read.anchor;
  }
  const top = body.split("\n").find((row) => /^#\s/u.test(row));
  const heading = top ? cleanText(readInline(top.slice(1), () => undefined).text) : "";
  return { form: "markdown", title: heading || title, status: null, lines: toSourceLines(lines) };
}

/** Blanks the front matter rather than cutting it, so that lines keep their numbers. */
function takeFrontMatter(text: string): { readonly body: string; readonly title: string | null } {
  const end = text.startsWith("---\n") ? text.indexOf("\n---\n", 3) : -1;
  const matter = text.slice(0, end + 1);
  if (end < 0 || !/^[\w-]+:/mu.test(matter)) return { body: text, title: null };
  const title = /^title:[ \t]*["']?([^\n]*?)["']?[ \t]*$/mu.exec(matter)?.[1] ?? "";
  return { body: "\n".repeat(matter.split("\n").length) + text.slice(end + 5), title: cleanText(title) || null };
}

/** Scripts, styles and comments, without their line breaks lost; one pass each, whatever they hold. */
function dropUnseen(text: string): string {
  const pairs = [
    ["<script", "</script>"],
    ["<style", "</style>"],
    ["<!--", "-->"],
  ] as const;
  return pairs.reduce((rest, [open, close]) => dropBetween(rest, open, close), text);
}

function dropBetween(text: string, open: string, close: string): string {
  const low = text.toLowerCase();
  if (low.length !== text.length) return text;
  const kept: string[] = [];
  let at = 0;
  for (let from = low.indexOf(open); from >= 0; from = low.indexOf(open, at)) {
    const to = low.indexOf(close, from);
    if (to < 0) break;
    kept.push(text.slice(at, from), text.slice(from, to).replace(/[^\n]+/gu, ""));
    at = to + close.length;
  }
  return kept.join("") + text.slice(at);
}

function blocksOf(rows: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let open: Row[] = [];
  let kind = "";
  let inTable = false;
  const close = (): void => {
    const mark = kind === "quote" ? "note" : kind === "heading" ? "heading" : "plain";
    if (open.length > 0) blocks.push({ rows: open, mark, isTable: kind === "table" });
    open = [];
    kind = "";
  };
  rows.forEach((text, at) => {
    const next = inTable ? "table" : kindOf(text);
    inTable = next === "table" && !/<\/table/iu.test(text);
    if (next === "under" && kind === "text" && open.length === 1) kind = "heading";
    if (next !== kind || next === "heading") close();
    if (next === "none" || next === "under") return;
    kind = next;
    open.push({ text, number: at + 1 });
    if (next === "heading") close();
  });
  close();
  return blocks;
}

function kindOf(text: string): "none" | "under" | "heading" | "quote" | "table" | "text" {
  if (text.trim() === "" || FENCE.test(text)) return "none";
  if (RULE.test(text)) return /^\s*(?:=+|-+)\s*$/u.test(text) ? "under" : "none";
  if (HEADING.test(text)) return "heading";
  if (QUOTE.test(text)) return "quote";
  return /^\s*<table\b/iu.test(text) ? "table" : "text";
}

type ReadBlock = { readonly lines: readonly FoundLine[]; readonly anchor: string | null };

function readBlock({ rows, mark, isTable }: Block, before: string | null): ReadBlock {
  if (isTable) return { lines: tableLines(rows, before), anchor: null };
  const anchors = new Map<number, string>();
  if (before !== null) anchors.set(0, before);
  const source = rows.map(({ text }) => withoutPrefix(text)).join("\n");
  const { text, isBold, isLink } = readInline(source, (name, row) => anchors.set(row, name));
  if (isLink || /^\s*[↑←⬆]/u.test(text)) return { lines: [], anchor: before };
  const lines: FoundLine[] = [];
  let anchor: string | null = null;
  text.split("\n").forEach((row, at) => {
    anchor = anchors.get(at) ?? anchor;
    for (const words of row.split(SOFT_BREAK).map(tidy)) {
      if (words === "") continue;
      const isBlockStart = lines.length === 0;
      const number = rows[Math.min(at, rows.length - 1)]?.number ?? 1;
      lines.push({ number, text: words, mark: isBold ? "heading" : mark, isIndented: null, isBlockStart, anchor });
      anchor = null;
    }
  });
  return { lines, anchor };
}

function withoutPrefix(row: string): string {
  return row
    .replace(/^(?:[\s\u00a0]*>)+/u, "")
    .replace(/^\s{0,3}#{1,6}(?=\s|$)|[ \t]#+[ \t]*$/gu, "")
    .replace(/^[\s\u00a0]*(?:[*+]\s+)?/u, "");
}

/** Rows of a table of pipes keep one bar between their cells. */
function tidy(row: string): string {
  const words = cleanText(row);
  if (!words.startsWith("|")) return words;
  return /^[|\s:-]+$/u.test(words) ? "" : joinCells(words.split("|"));
}
