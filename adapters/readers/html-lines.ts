// Turns the markup of an act into lines: what is a paragraph, a heading or an editors' note is told by its tags alone.

import { createLineMaker } from "./html-line-maker.ts";
import { type Markup, walk } from "./html-walk.ts";
import type { FoundLine } from "./source-lines.ts";

const HEADINGS = new Set(["h1", "h2", "h3", "h4", "h5", "h6"]);
const BLOCKS = new Set(
  "p div section article main li ul dl dt dd blockquote pre center address table tbody thead tfoot tr td th caption hr body html".split(
    " ",
  ),
);
const UNSEEN = new Set(
  "script style noscript template svg math head title iframe object embed textarea select button form nav footer aside audio video canvas".split(
    " ",
  ),
);
const UNSEEN_CLASS =
  /(?:^|\s)(?:container_omega|container_aside|container_bside|comments?|social-buttons|breadcrumbs?)(?:\s|$)/iu;
const HIDDEN_STYLE = /(?:display\s*:\s*none|visibility\s*:\s*hidden)/iu;
const RED = /^\s*(?:#?ff0000|#?f00|red|rgb\(255,\s*0,\s*0\))\s*$/iu;
const RED_STYLE = /(?:^|;)\s*color\s*:\s*(?:#ff0000|#f00|red|rgb\(255,\s*0,\s*0\))\s*(?:;|$)/iu;

const isTag = (node: Markup): boolean => node.type === "tag";

function isUnseen({ type, name = "", attribs = {} }: Markup): boolean {
  if (type === "script" || type === "style" || type === "comment" || type === "directive") return true;
  if (UNSEEN.has(name) || "hidden" in attribs || attribs["aria-hidden"] === "true") return true;
  return UNSEEN_CLASS.test(attribs["class"] ?? "") || HIDDEN_STYLE.test(attribs["style"] ?? "");
}

function isNote({ name, attribs = {} }: Markup): boolean {
  if (/(?:^|\s)note(?:\s|$)/iu.test(attribs["class"] ?? "")) return true;
  return (name === "font" && RED.test(attribs["color"] ?? "")) || RED_STYLE.test(attribs["style"] ?? "");
}

/** A table with borders or three columns holds data; the others only put signatures and approvals in their place. */
function isDataTable(table: Markup): boolean {
  if (/^[1-9]/u.test(table.attribs?.["border"] ?? "")) return true;
  let row = table.firstChild ?? null;
  while (row && row.name !== "tr")
    row = row.name === "tbody" || row.name === "thead" ? (row.firstChild ?? null) : row.next;
  let columns = 0;
  for (let cell = row?.firstChild ?? null; cell; cell = cell.next) {
    if (cell.name === "th") return true;
    if (cell.name === "td") columns += 1;
  }
  return columns > 2;
}

/** Throws where the page numbers list items by itself, for then their numbers do not stand in it. */
export function linesOf(root: Markup): FoundLine[] {
  const maker = createLineMaker();
  const depth = { note: 0, bold: 0, link: 0, heading: 0, table: 0, data: 0, block: 0 };
  const count = (node: Markup, by: 1 | -1): void => {
    const name = node.name ?? "";
    if (isNote(node)) depth.note += by;
    if (name === "b" || name === "strong") depth.bold += by;
    if (name === "a") depth.link += by;
    if (HEADINGS.has(name)) depth.heading += by;
    if (name === "p" || name === "li") depth.block += by;
    if (name === "table") depth.table += by;
    if (name === "table" && (depth.data > 0 || isDataTable(node))) depth.data += by;
  };
  const border = (node: Markup): void => {
    const name = node.name ?? "";
    if (depth.data === 0 && (name === "br" || BLOCKS.has(name) || HEADINGS.has(name)))
      maker.end({ isBlockEnd: name !== "br" || depth.block + depth.heading === 0 });
    else if (depth.data > 0 && (name === "br" || BLOCKS.has(name))) maker.space();
  };
  walk(root, {
    enter: (node) => {
      if (node.type === "text") maker.add(node.data ?? "", depth);
      if (!isTag(node)) return node.type === "root" || node.type === "cdata";
      if (isUnseen(node)) return false;
      if (node.name === "ol") refuseOrderedList(node);
      border(node);
      count(node, 1);
      if (depth.data === 1 && node.name === "td") maker.startCell();
      const anchor = node.attribs?.["id"] ?? node.attribs?.["name"];
      if (anchor) maker.anchor(anchor);
      return true;
    },
    leave: (node) => {
      if (!isTag(node)) return;
      if (depth.data === 1 && (node.name === "td" || node.name === "th")) maker.endCell();
      if (depth.data === 1 && node.name === "tr") maker.endRow();
      if (node.name !== "br") border(node);
      count(node, -1);
    },
  });
  maker.end({ isBlockEnd: true });
  return maker.lines;
}

function refuseOrderedList(list: Markup): void {
  for (let item = list.firstChild ?? null; item; item = item.next)
    if (item.name === "li" && item.firstChild && item.firstChild.name !== "a")
      throw new Error("The page numbers its lists by itself, so the numbers of its provisions are not in the text.");
}
