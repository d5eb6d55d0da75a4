// Takes the marks of Markdown off one block of text, keeping its line breaks, its numbers and its anchors.

import { Lexer, type Token } from "marked";

/** Finding the pairs of more marks than that could take minutes; no paragraph of an act has them. */
const MOST_MARKS = 100;
const ENTITIES: Readonly<Record<string, string>> = {
  nbsp: "\u00a0",
  quot: '"',
  apos: "'",
  amp: "&",
  lt: "<",
  gt: ">",
  laquo: "«",
  raquo: "»",
  ndash: "–",
  mdash: "—",
  sect: "§",
  shy: "",
};
/** Stands for `<br>`: a new line of the text on the same line of the file. */
export const SOFT_BREAK = "\v";

export type Inline = { readonly text: string; readonly isBold: boolean; readonly isLink: boolean };

/** `anchor` is called for each name in the block, with the number of line breaks before it. */
export function readInline(block: string, anchor: (name: string, row: number) => void): Inline {
  if ((block.match(/[*_~`[<!@&]/gu)?.length ?? 0) > MOST_MARKS)
    return { text: block.replace(/\*\*|\\(?=[!-/:-@[-`{-~])/gu, ""), isBold: false, isLink: false };
  const tokens = Lexer.lexInline(block);
  let text = "";
  const add = (piece: string): void => {
    text += piece;
  };
  for (const token of tokens) addToken(token, { add, anchor: (name) => anchor(name, text.split("\n").length - 1) });
  const words = tokens.filter((token) => token.type !== "html" && token.raw.trim() !== "");
  const are = (type: string): boolean => words.length > 0 && words.every((token) => token.type === type);
  return { text: text.replaceAll("**", ""), isBold: are("strong"), isLink: are("link") };
}

type Sink = { readonly add: (piece: string) => void; readonly anchor: (name: string) => void };

function addToken(token: Token, sink: Sink): void {
  const inner = "tokens" in token && token.tokens ? token.tokens : [];
  if (token.type === "html") addTag(token.raw, sink);
  else if (token.type === "br") sink.add("\n");
  else if (token.type === "escape") sink.add(textOf(token));
  else if (inner.length > 0) for (const each of inner) addToken(each, sink);
  else if (token.type !== "image") sink.add(decodeEntities(textOf(token)));
}

const textOf = (token: Token): string => ("text" in token && typeof token.text === "string" ? token.text : token.raw);

function addTag(tag: string, { add, anchor }: Sink): void {
  const name = /^<a\s[^>]{0,200}?\b(?:id|name)\s*=\s*["']?([^"'\s>]{1,80})/iu.exec(tag)?.[1];
  if (name) anchor(name);
  if (/^<br\b/iu.test(tag)) add(SOFT_BREAK);
  add("\n".repeat(tag.split("\n").length - 1));
}

export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/giu, (whole, decimal, hex, name) => {
    if (name) return ENTITIES[String(name).toLowerCase()] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
  });
}
