// What answers quote, as short hashes: a text of the knowledge that changes is seen even where no figure falls.

import { createHash } from "node:crypto";

import type { Knowledge } from "../src/knowledge/knowledge.ts";
import { listIds } from "./list-ids.ts";

/** By the id of the provision or the act. */
export type Pins = Readonly<Record<string, string>>;

const DIGITS = 10;

/** Of each provision its words, and of each act and provision the days of its law. */
export function pinsOf({ provisions, documents }: Pick<Knowledge, "provisions" | "documents">): Pins {
  const ofActs = [...documents.values()].map(({ id, edition, inForceFrom, inForceTo, title, short }) => [
    id,
    pin({ edition, inForceFrom, inForceTo, title, short }),
  ]);
  const ofProvisions = provisions.map(({ id, topic: _topic, ...content }) => [id, pin(content)]);
  return Object.fromEntries([...ofActs, ...ofProvisions].sort(([one = ""], [other = ""]) => (one < other ? -1 : 1)));
}

function pin(content: unknown): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, DIGITS);
}

/** One line each for what changed and what is gone; what is new fails nothing. */
export function findRepinned(now: Pins, before: Pins): string[] {
  const changed = Object.keys(before).filter((id) => now[id] !== undefined && now[id] !== before[id]);
  const gone = Object.keys(before).filter((id) => now[id] === undefined);
  return [
    ...(changed.length > 0 ? [`texts: worded or dated otherwise than in the baseline: ${listIds(changed)}`] : []),
    ...(gone.length > 0 ? [`texts: in the baseline, and gone: ${listIds(gone)}`] : []),
  ];
}
