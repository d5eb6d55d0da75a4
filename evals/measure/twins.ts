// Questions that mean the same: each is measured for itself, and all of them for whether they lead to one article.

import { topicOf } from "../../src/knowledge/provisions.ts";
import type { Twins } from "../dataset-schemas.ts";
import type { Row } from "../results.ts";
import { scoreAnswer } from "./questions.ts";
import type { Service } from "./service.ts";

export async function measureTwins(service: Service, { id, split, kind, items, expected }: Twins): Promise<Row[]> {
  const common = { suite: "twins" as const, split, slices: [`kind:${kind}`] };
  const provisions = expected.map(({ provision }) => provision);
  const members: Row[] = [];
  for (const [at, { language, question: text }] of items.entries()) {
    const question = { text };
    const reply = await service.ask(question);
    members.push({
      ...{ ...common, id: `${id}.${at + 1}`, language, question: text, expected: provisions },
      ...scoreAnswer(service, { question, language, expected }, reply),
    });
  }
  return [...toGroup(members, id), ...members];
}

/** Finding nothing for any of them is no agreement. */
function toGroup(members: readonly Row[], id: string): Row[] {
  const [first] = members;
  if (!first) return [];
  const firsts = members.map(({ got }) => topicOf(got[0] ?? ""));
  const isConsistent = firsts.every((article) => article !== "" && article === firsts[0]);
  const outcome = isConsistent ? "consistent" : "inconsistent";
  const got = [...new Set(firsts)].filter((article) => article !== "");
  return [{ ...first, id, scores: { consistent: Number(isConsistent) }, belief: null, got, outcome }];
}
