// Two messages of one asker: the second is measured, asked as a surface asks it, with the first beside it.

import type { Conversation } from "../dataset-schemas.ts";
import type { Row } from "../results.ts";
import { scoreAnswer } from "./questions.ts";
import type { Service } from "./service.ts";

export async function measureConversation(service: Service, item: Conversation): Promise<Row[]> {
  const { id, split, language, turns, expected } = item;
  const [previous, text] = turns;
  const question = { text, previous };
  const reply = await service.ask(question);
  const row: Row = {
    ...{ suite: "conversations", id, split, language, slices: [], question: turns.join(" → ") },
    expected: expected.map(({ provision }) => provision),
    ...scoreAnswer(service, { question, language, expected }, reply),
  };
  return [row];
}
