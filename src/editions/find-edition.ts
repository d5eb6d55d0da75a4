// The day up to which a text takes in amendments, from its editors' notes: the newest amending act that is no mere announcement.

import { z } from "zod";

import type { Day } from "../day.ts";
import type { ReadAct } from "./edition.ts";

const DATED = /(?<!\d)(\d{2})\.(\d{2})\.(\d{4})(?!\d)(?=\s*(?:г\.|года|ж\.|жылғы)?\s*[,;]?\s*№)/gu;
// Announced, but not yet in the text; in Kazakh and Russian.
const ANNOUNCED = /предусматрива|вносятся изменения|көзделген|көзделеді|енгізу көзд/iu;

/** `null` where no note names an amending act. A day after `today`, or one that no calendar has, is a slip of the pen. */
export function findEdition({ notes }: Pick<ReadAct, "notes">, today: Day): Day | null {
  const days = notes
    .filter(({ text }) => !ANNOUNCED.test(text))
    .flatMap(({ text }) => [...text.matchAll(DATED)].map(([, day, month, year]) => `${year}-${month}-${day}`))
    .filter((day) => day <= today && z.iso.date().safeParse(day).success);
  return days.sort().at(-1) ?? null;
}
