// Topics are what the scorer tells apart: an article or point in force, with its predecessor under the same label.

import type { Knowledge } from "../knowledge/knowledge.ts";
import { topicOf } from "../knowledge/provisions.ts";

export type Topics = {
  /** Article or point ids; the first part of the scorer's classes. */
  readonly ids: readonly string[];
  /** Topic of each provision, by its position in `knowledge.provisions`. */
  readonly ofProvision: readonly number[];
  /** Provisions of a topic that stand in no predecessor relation, by position. */
  readonly members: readonly (readonly number[])[];
};

export function listTopics({ provisions, correspondence }: Pick<Knowledge, "provisions" | "correspondence">): Topics {
  // Of several successors the first named is the main one.
  const successor = new Map<string, string>();
  const exact = new Map<string, string>();
  for (const { now, before } of correspondence) {
    if (!successor.has(topicOf(before))) successor.set(topicOf(before), topicOf(now));
    if (!exact.has(before)) exact.set(before, topicOf(now));
  }
  const labels = provisions.map(({ id, topic }) => exact.get(id) ?? successor.get(topic) ?? topic);
  const ids = [...new Set(labels)];
  const number = new Map(ids.map((id, at) => [id, at]));
  const ofProvision = labels.map((label) => number.get(label) ?? 0);
  const members: number[][] = ids.map(() => []);
  for (const [provision, topic] of ofProvision.entries()) members[topic]?.push(provision);
  return { ids, ofProvision, members };
}
