// A question with a wrong source near at hand, most often the law as it was.

import type { Trap } from "../dataset-schemas.ts";
import type { Row } from "../results.ts";
import { scoreAnswer } from "./questions.ts";
import type { Service } from "./service.ts";

export async function measureTrap(service: Service, trap: Trap): Promise<Row[]> {
  const { id, split, language, question: text, asOf, expected, never } = trap;
  const question = { text, ...(asOf === undefined ? {} : { asOf }) };
  const reply = await service.ask(question);
  const { scores, ...measured } = scoreAnswer(service, { question, language, expected }, reply);
  const isSuperseded = reply.citations.some(({ provision }) => never.includes(provision));
  const row: Row = {
    ...{ suite: "traps", id, split, language, question: text },
    expected: expected.map(({ provision }) => provision),
    slices: [asOf === undefined ? "day:today" : "day:named"],
    scores: { ...scores, "not superseded": Number(!isSuperseded) },
    ...measured,
  };
  return [row];
}
