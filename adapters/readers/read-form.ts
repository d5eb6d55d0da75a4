// Finds out by its bytes what a file is, and gives it to the reader of that form.

import type { SourceForm, SourceText } from "../../src/editions/source-text.ts";
import { decodeText } from "./decode-text.ts";
import { readAdiletHtml } from "./read-adilet-html.ts";
import { readDocx } from "./read-docx.ts";
import { readMarkdown } from "./read-markdown.ts";
import { readPdf } from "./read-pdf.ts";
import { readPlain } from "./read-plain.ts";

export type Found =
  | { readonly form: "docx" | "pdf" }
  | { readonly form: Exclude<SourceForm, "docx" | "pdf">; readonly text: string };

const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const HTML = /<(?:!doctype\s+html|html|head|body|article|div|p|table|title|meta)[\s>/]/iu;
const MARKDOWN = /^ {0,3}#{1,6} \S|^<a (?:id|name)=|^\*\*[^*\n]+\*\*\s*$|^> \S/mu;

/** Throws one readable sentence for what is no text of an act in a form that can be read. */
export function findForm(bytes: Uint8Array, name: string): Found {
  if (bytes.every((byte) => byte <= 0x20)) throw new Error("The file is empty.");
  const starts = (start: readonly number[]): boolean => start.every((byte, at) => bytes[at] === byte);
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 1024));
  if (starts(OLE))
    throw new Error("The file is an old Word document (.doc) or is encrypted; save it as .docx in Word.");
  if (/^PK(?:\x03\x04|\x05\x06|\x07\x08)/u.test(head)) return { form: "docx" };
  if (head.includes("%PDF-")) return { form: "pdf" };
  if (head.startsWith("{\\rtf")) throw new Error("The file is RTF; save it as .docx in Word.");
  return findTextForm(decodeText(bytes), name);
}

function findTextForm(text: string, name: string): Found {
  const head = text.slice(0, 4096).trimStart();
  if (/^(?:MIME-Version|From):[\s\S]{0,4000}multipart\/related/iu.test(head))
    throw new Error("The file is a web archive (.mht); save the page as HTML instead.");
  if (isJson(head, text)) throw new Error("The file is JSON, the answer of a programme, and no page of an act.");
  if (head.startsWith("<") && HTML.test(head) && !/^<(?:a|table|p|div)\b/iu.test(head)) return { form: "adilet", text };
  const isNamedMarkdown = /\.(?:md|markdown)$/iu.test(name);
  if (!isNamedMarkdown && head.startsWith("<") && HTML.test(head) && !/^#{1,6} /mu.test(text))
    return { form: "adilet", text };
  return { form: isNamedMarkdown || MARKDOWN.test(text) ? "markdown" : "plain", text };
}

function isJson(head: string, text: string): boolean {
  if (!/^(?:\{\s*["}]|\[\s*[[{"\]])/u.test(head)) return false;
  return /[}\]]\s*$/u.test(text.slice(-200));
}

/** Reads in this very process, for as long as it takes. */
export async function readForm(bytes: Uint8Array, name: string): Promise<SourceText> {
  const found = findForm(bytes, name);
  if (!("text" in found)) return found.form === "docx" ? readDocx(bytes) : readPdf(bytes);
  if (found.form === "adilet") return readAdiletHtml(found.text);
  return found.form === "markdown" ? readMarkdown(found.text) : readPlain(found.text);
}
