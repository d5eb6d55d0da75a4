// The words for a sending that may be the second, before all else.

import type { Posting } from "./carry-out.ts";

/** The first block keeps its place, for by its mark the message is found again. */
export function withRepeat({ text, blocks }: Posting["part"], words: string): Posting["part"] {
  const [first, ...rest] = blocks;
  if (words === "" || !first) return { text, blocks };
  const mark = String(first["block_id"] ?? "");
  const said = { type: "context", block_id: mark, elements: [{ type: "plain_text", text: words, emoji: false }] };
  return { text: `${words} ${text}`, blocks: [said, { ...first, block_id: `${mark}-` }, ...rest] };
}
