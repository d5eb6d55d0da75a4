// The items of the measuring sets that name their split, each brought to what all of them have.

import type { ItemSplit } from "../evals/dataset-schemas.ts";
import {
  readAmbiguous,
  readAttacks,
  readConversations,
  readPersonalData,
  readTraps,
  readTwins,
} from "../evals/datasets.ts";
import type { Language } from "../src/language.ts";

export type SetItem = {
  readonly set: SetName;
  readonly id: string;
  readonly split: ItemSplit;
  readonly languages: ReadonlySet<Language>;
  readonly texts: readonly string[];
};
export type SetName = "traps" | "ambiguous" | "conversations" | "twins" | "attacks" | "personal-data";

type OfOneLanguage = { readonly id: string; readonly split: ItemSplit; readonly language: Language };

export async function readSetItems(): Promise<SetItem[]> {
  const twins = (await readTwins()).map(({ id, split, items }): SetItem => {
    const languages = new Set(items.map(({ language }) => language));
    return { set: "twins", id, split, languages, texts: items.map(({ question }) => question) };
  });
  return [
    ...of("traps", await readTraps(), ({ question }) => [question]),
    ...of("ambiguous", await readAmbiguous(), ({ question }) => [question]),
    ...of("conversations", await readConversations(), ({ turns }) => turns),
    ...twins,
    ...of("attacks", await readAttacks(), ({ question }) => [question]),
    ...of("personal-data", await readPersonalData(), ({ text }) => [text]),
  ];
}

function of<Item extends OfOneLanguage>(
  set: SetName,
  items: readonly Item[],
  textsOf: (item: Item) => readonly string[],
): SetItem[] {
  return items.map((item) => {
    const { id, split, language } = item;
    return { set, id, split, languages: new Set([language]), texts: textsOf(item) };
  });
}
