// A question that can be meant in several ways: each of them should be within reach of the reply.

import { topicOf } from "../../src/knowledge/provisions.ts";
import type { Ambiguous } from "../dataset-schemas.ts";
import type { Row } from "../results.ts";
import { beliefOf, gotOf } from "./questions.ts";
import type { Service } from "./service.ts";

export async function measureAmbiguous(service: Service, item: Ambiguous): Promise<Row[]> {
  const { id, split, language, question, accept, topics } = item;
  const reply = await service.ask({ text: question });
  const got = gotOf(reply);
  const reached = new Set(got.map(topicOf));
  const row: Row = {
    ...{ suite: "ambiguous", id, split, language, question, expected: topics, slices: [] },
    scores: {
      accepted: Number(accept.some((outcome) => outcome === reply.outcome)),
      topics: topics.filter((topic) => reached.has(topicOf(topic))).length / topics.length,
    },
    ...{ belief: beliefOf(reply), got, outcome: reply.outcome },
  };
  return [row];
}
