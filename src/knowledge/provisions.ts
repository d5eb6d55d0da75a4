// Summaries of provisions: Markdown with one block per provision, `## <id> · <title>` and the text under it.

import type { Language, Trilingual } from "../language.ts";
import { KnowledgeFault } from "./fault.ts";
import { provisionId } from "./schemas.ts";

export type Provision = {
  readonly id: string;
  readonly document: string;
  /** The article or point the provision belongs to: the first two parts of its id. */
  readonly topic: string;
  readonly title: Trilingual;
  readonly summary: Trilingual;
};

export type Block = { readonly title: string; readonly text: string };

/** Blocks of one file by id, in the file's order. */
export function parseBlocks(file: string, content: string): Map<string, Block> {
  const blocks = new Map<string, Block>();
  const [preamble = "", ...parts] = content.split(/^## /m);
  if (/^#{2,}/m.test(preamble))
    throw new KnowledgeFault(file, "start", "headings of provisions are written `## <id> · <title>`");
  for (const part of parts) {
    const [heading = "", ...lines] = part.split("\n");
    const [id = "", title = ""] = heading.split(" · ").map((piece) => piece.trim());
    const text = lines.join(" ").replace(/\s+/g, " ").trim();
    if (!provisionId.safeParse(id).success)
      throw new KnowledgeFault(file, heading, "is not `<provision id> · <title>`");
    if (title === "" || text === "") throw new KnowledgeFault(file, id, "has no title or no text");
    if (blocks.has(id)) throw new KnowledgeFault(file, id, "stands there twice");
    blocks.set(id, { title, text });
  }
  return blocks;
}

/** The three files of a document must hold the same ids. */
export function joinLanguages(
  document: string,
  files: Readonly<Record<Language, { file: string; blocks: Map<string, Block> }>>,
): Provision[] {
  const { kk, ru, en } = files;
  for (const one of [kk, ru, en]) {
    for (const id of one.blocks.keys()) {
      if (!id.startsWith(`${document}/`)) throw new KnowledgeFault(one.file, id, `does not belong to ${document}`);
      const missing = [kk, ru, en].find((other) => !other.blocks.has(id));
      if (missing) throw new KnowledgeFault(missing.file, id, `is missing, though ${one.file} has it`);
    }
  }
  return [...ru.blocks].map(([id, block]) => {
    const kazakh = kk.blocks.get(id) ?? block;
    const english = en.blocks.get(id) ?? block;
    return {
      id,
      document,
      topic: topicOf(id),
      title: { kk: kazakh.title, ru: block.title, en: english.title },
      summary: { kk: kazakh.text, ru: block.text, en: english.text },
    };
  });
}

/** `law-290-viii/62/1/10` → `law-290-viii/62`. */
export function topicOf(id: string): string {
  return id.split("/").slice(0, 2).join("/");
}

/** `law/62/1/10` → `law/62`, `law/62/1`, `law/62/1/10`. */
export function wayTo(id: string): string[] {
  const parts = id.split("/");
  return parts.slice(1).map((_, at) => parts.slice(0, at + 2).join("/"));
}
