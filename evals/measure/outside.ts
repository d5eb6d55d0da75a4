// A question that the law of the civil service does not answer: it must be declined, in the asker's language.

import { DECLINED } from "../../src/question.ts";
import type { ItemSplit } from "../dataset-schemas.ts";
import type { OutsideItem } from "../plain-schemas.ts";
import type { Row } from "../results.ts";
import { beliefOf, gotOf } from "./questions.ts";
import type { Service } from "./service.ts";

export async function measureOutside(
  service: Service,
  { id, language, kind, question }: OutsideItem,
  { split, isShort }: { split: ItemSplit; isShort: boolean },
): Promise<Row[]> {
  const reply = await service.ask({ text: question });
  const row: Row = {
    ...{ suite: "outside", id, split, language, question, expected: [] },
    slices: [`kind:${kind}`, ...(isShort ? ["style:short"] : [])],
    scores: { declined: Number(DECLINED.has(reply.outcome)), language: Number(reply.language === language) },
    ...{ belief: beliefOf(reply), got: gotOf(reply), outcome: reply.outcome },
  };
  return [row];
}
