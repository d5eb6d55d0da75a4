// Reads a Word document paragraph by paragraph, and refuses one whose provisions are numbered by Word and not in the text.

import mammoth from "mammoth";

import type { SourceText } from "../../src/editions/source-text.ts";
import { cleanText, type FoundLine, startsIndented, toSourceLines } from "./source-lines.ts";
import { type Parts, packParts, unpackXml } from "./unzip.ts";

/** What is used of the reader's tree, which its own types leave open. */
type Node = {
  readonly type: string;
  readonly children?: readonly Node[];
  readonly value?: string;
  readonly name?: string;
  readonly noteType?: string;
  readonly noteId?: string;
  readonly isBold?: boolean;
  readonly styleName?: string | null;
  readonly numbering?: { readonly isOrdered: boolean } | null;
  readonly indent?: { readonly firstLine: string | null };
  readonly notes?: { readonly resolve: (reference: Node) => { readonly body: readonly Node[] } | undefined };
};

const MAIN = "word/document.xml";
const TRACKED = /<w:(?:ins|del|moveFrom|moveTo)\s/u;

/** Throws one readable sentence where the file is no document, or one whose words or numbers would come out wrong. */
export async function readDocx(bytes: Uint8Array): Promise<SourceText> {
  const parts = checkParts(unpackXml(bytes));
  let document: Node | null = null;
  const take = (node: Node): Node => {
    document = node;
    return { ...node, children: [] };
  };
  await mammoth.convertToHtml({ buffer: packParts(parts) }, { transformDocument: take, externalFileAccess: false });
  const lines = document ? linesOf(document) : [];
  if (lines.length === 0) throw new Error("The document holds no text.");
  return { form: "docx", title: null, status: null, lines: toSourceLines(lines) };
}

function checkParts(parts: Parts): Parts {
  const main = parts.get(MAIN);
  if (!main) throw new Error("The file is a zip archive without a Word document in it.");
  const checked = new Map<string, Uint8Array>();
  for (const [name, part] of parts) {
    if (Buffer.from(part).includes("<!DOCTYPE") || Buffer.from(part).includes("<!ENTITY"))
      throw new Error("The document holds definitions of its own (DTD), which Word never writes.");
    if (name.startsWith("word/") || /^(?:_rels\/\.rels|\[Content_Types\]\.xml)$/u.test(name)) checked.set(name, part);
  }
  const xml = new TextDecoder().decode(main);
  if (TRACKED.test(xml))
    throw new Error("The document has tracked changes; accept or reject them in Word and save it again.");
  return checked.set(MAIN, new TextEncoder().encode(withoutHidden(xml)));
}

/** Words that Word hides are no part of what a person reads. */
function withoutHidden(xml: string): string {
  if (!xml.includes("<w:vanish")) return xml;
  const runs = xml.split(/(?=<w:r[\s>])/u);
  return runs
    .map((run) => {
      const end = run.indexOf("</w:r>");
      const isHidden = end >= 0 && /<w:vanish\s*(?:w:val="(?:1|true|on)"\s*)?\/>/u.test(run.slice(0, end));
      return isHidden ? run.slice(end + "</w:r>".length) : run;
    })
    .join("");
}

function linesOf(document: Node): FoundLine[] {
  const lines: FoundLine[] = [];
  const addBlock = (node: Node): void => {
    if (node.type === "paragraph") lines.push(...paragraphLines(node, document));
    else if (node.type === "tableRow") lines.push(...rowLines(node, document));
    else for (const child of node.children ?? []) addBlock(child);
  };
  addBlock(document);
  return lines;
}

function paragraphLines(paragraph: Node, document: Node): FoundLine[] {
  const found = { text: "", anchor: null as string | null, isBold: true, notes: [] as string[] };
  const add = (node: Node, isBold: boolean): void => {
    if (node.type === "text" && (node.value ?? "").trim() !== "" && !isBold) found.isBold = false;
    if (node.type === "text") found.text += (node.value ?? "").replaceAll("\u2011", "-");
    if (node.type === "tab") found.text += "\t";
    if (node.type === "break") found.text += "\n";
    if (node.type === "bookmarkStart" && /^z\d+$/u.test(node.name ?? "")) found.anchor ??= node.name ?? null;
    if (node.type === "noteReference") found.notes.push(noteText(node, document));
    for (const child of node.children ?? []) add(child, node.type === "run" ? node.isBold === true : isBold);
  };
  add(paragraph, false);
  const isNumbered = paragraph.numbering?.isOrdered === true && cleanText(found.text) !== "";
  if (isNumbered)
    throw new Error(
      "The document's paragraphs are numbered by Word, so their numbers are not in the text; save it as plain text (UTF-8) in Word and use that file.",
    );
  const isHeading = found.isBold || /^(?:heading|title|заголовок|тақырып|название)/iu.test(paragraph.styleName ?? "");
  const rows = found.text.split("\n").filter((row) => cleanText(row) !== "");
  const firstLine = Number(paragraph.indent?.firstLine ?? 0) > 0;
  const lines = rows.map(
    (row, at): FoundLine => ({
      text: cleanText(row),
      mark: isHeading ? "heading" : "plain",
      isIndented: startsIndented(row) || (at === 0 && firstLine),
      isBlockStart: at === 0,
      anchor: at === 0 ? found.anchor : null,
    }),
  );
  return [...lines, ...found.notes.filter(Boolean).map(asNote)];
}

const asNote = (text: string): FoundLine => ({
  text,
  mark: "note",
  isIndented: false,
  isBlockStart: true,
  anchor: null,
});

function noteText(reference: Node, document: Node): string {
  const words = (node: Node): string => (node.value ?? "") + (node.children ?? []).map(words).join(" ");
  return cleanText((document.notes?.resolve(reference)?.body ?? []).map(words).join(" "));
}

/** Cells side by side become one line; a row with one filled cell only puts its words in their place. */
function rowLines(row: Node, document: Node): FoundLine[] {
  const cells = (row.children ?? []).map((cell) =>
    linesOf({ ...document, type: "tableCell", children: cell.children ?? [] }),
  );
  const filled = cells.filter((lines) => lines.length > 0);
  if (filled.length < 2)
    return (filled[0] ?? []).map((line) => ({ ...line, mark: line.mark === "note" ? "note" : "plain" }));
  const text = filled.map((lines) => lines.map((line) => line.text).join(" ")).join(" | ");
  return [{ text, mark: "plain", isIndented: false, isBlockStart: true, anchor: null }];
}
