// Telegram's reading of its HTML: what is left as text, or why it is refused.

const TAGS = new Set(["b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "a", "blockquote"]);
const SPOILERS = new Set(["tg-spoiler", "span", "tg-emoji"]);
const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"' };
const PIECE =
  /<(\/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[a-zA-Z-]+(?:=(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*)\s*>|<|&(#?\w+);|[^<&]+|&/gu;

export type ReadHtml = { readonly text: string } | { readonly fault: string };

export function readHtml(html: string): ReadHtml {
  const open: string[] = [];
  let text = "";
  for (const match of html.matchAll(PIECE)) {
    const [whole, slash, name = "", , entity] = match;
    if (entity !== undefined) text += readEntity(entity) ?? whole;
    else if (!whole.startsWith("<")) text += whole;
    else {
      const fault = readTag({ tag: name.toLowerCase(), isEnd: slash === "/", open });
      if (fault !== null) return { fault: `can't parse entities: ${fault} at byte offset ${match.index}` };
    }
  }
  const [unclosed] = open.slice(-1);
  if (unclosed === undefined) return { text };
  return { fault: `can't parse entities: Can't find end tag corresponding to start tag "${unclosed}"` };
}

type Tag = { readonly tag: string; readonly isEnd: boolean; readonly open: string[] };

function readTag({ tag, isEnd, open }: Tag): string | null {
  if (isEnd) return open.pop() === tag ? null : "Unmatched end tag";
  if (!TAGS.has(tag) && !SPOILERS.has(tag)) return `Unsupported start tag "${tag}"`;
  if (tag === "blockquote" && open.includes(tag)) return "Nested blockquote";
  if ((open.includes("code") || open.includes("pre")) && !(open.at(-1) === "pre" && tag === "code")) {
    return `Nested tag "${tag}" in code`;
  }
  open.push(tag);
  return null;
}

function readEntity(name: string): string | null {
  const code = /^#(?:x([0-9a-f]+)|(\d+))$/i.exec(name);
  if (!code) return ENTITIES[name] ?? null;
  const point = code[1] === undefined ? Number(code[2]) : Number.parseInt(code[1], 16);
  return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff) ? String.fromCodePoint(point) : null;
}
