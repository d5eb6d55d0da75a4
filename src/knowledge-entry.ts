// What the commands about knowledge share: naming an act, and telling of what was left out.

import type { Knowledge } from "./knowledge/knowledge.ts";
import type { ActDocument } from "./knowledge/schemas.ts";

export function documentNamed({ documents }: Knowledge, id: string): ActDocument {
  const found = documents.get(id);
  if (found) return found;
  throw new Error(`no act is called ${id}; there are: ${[...documents.keys()].join(", ")}`);
}

export function warn(message: string): void {
  process.stderr.write(`adep: ${message}\n`);
}
