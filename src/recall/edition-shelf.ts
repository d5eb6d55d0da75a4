// The installed texts as news are found in them: what answers rest on today, and what they rested on before.

import type { Day } from "../day.ts";
import { editionOn } from "../editions/shelf.ts";
import type { Knowledge } from "../knowledge/knowledge.ts";
import { LANGUAGES } from "../language.ts";
import type { EditionShelf } from "./find-news.ts";

export function createEditionShelf(
  { documents, shelf }: Pick<Knowledge, "documents" | "shelf">,
  today: () => Day,
): EditionShelf {
  return {
    inUse: () =>
      [...documents.values()].flatMap((document) =>
        LANGUAGES.flatMap((language) => editionOn(shelf, { document, language, day: today() }) ?? []),
      ),
    find: (document, language, edition) =>
      shelf.editions.find((one) => one.document === document && one.language === language && one.edition === edition) ??
      null,
  };
}
