// What is a duty, a ban, a permission or a unit in three languages: words that count as the same thing, and only those.

import { DAY_KINDS, PERIODS } from "../editions/twin-words.ts";
import type { Language } from "../language.ts";

export const BAN = "#ban";
export const DUTY = "#duty";
export const LEAVE = "#leave";

/** Words parted by `|`, each in one folded form; a phrase stands for its key wherever its words follow each other. */
type Phrases = Readonly<Record<string, string>>;

const EN: Phrases = {
  [BAN]:
    "must not|mustn't|may not|cannot|can not|can't|shall not|is not allowed to|are not allowed to|not allowed to|is not permitted to|are not permitted to|not permitted to|is prohibited from|are prohibited from|is forbidden to|are forbidden to|prohibited|forbidden|banned",
  [DUTY]:
    "must|shall|is obliged to|are obliged to|obliged to|has to|have to|is required to|are required to|has a duty to|have a duty to",
  [LEAVE]:
    "may|can|is allowed to|are allowed to|is permitted to|are permitted to|is entitled to|are entitled to|has the right to|have the right to",
  "#is": "is|are",
  "#never": "never",
  "#not": "not|does not|do not|did not|doesn't|don't",
  "#at once": "at once|immediately|without delay|straight away",
  "#in writing": "in writing",
  "#notify": "notify|inform",
  "#notifies": "notifies|informs",
  "#index": "mci|monthly calculation index|monthly calculation indices|monthly calculation indexes",
  "#percent": "%|percent|per cent",
};

const RU: Phrases = {
  [BAN]:
    "нельзя|не вправе|не имеет права|не имеют права|не имеете права|не должен|не должна|не должно|не должны|не может|не могут|не можете|не допускается|не допускаются|не разрешается|не разрешено|запрещено|запрещается|запрещаются|запрещена|запрещен|запрещены",
  [DUTY]: "обязан|обязана|обязано|обязаны|должен|должна|должно|должны|необходимо|нужно|требуется",
  [LEAVE]:
    "вправе|имеет право|имеют право|имеете право|может|могут|можете|можно|разрешено|разрешается|разрешены|допускается|допускаются",
  "#not": "не|ни",
  "#at once": "немедленно|незамедлительно|сразу",
  "#in writing": "письменно|в письменной форме|в письменном виде",
  "#notify": "уведомить|известить|уведомлять|извещать",
  "#notifies": "уведомляет|извещает|уведомляете|извещаете",
  "#index":
    "мрп|месячный расчетный показатель|месячных расчетных показателей|месячного расчетного показателя|месячных расчетных показателя",
  "#percent": "%|процент|процента|процентов|процентам",
};

const KK: Phrases = {
  [BAN]:
    "болмайды|тыйым салынады|тыйым салынған|жол берілмейді|рұқсат етілмейді|рұқсат берілмейді|құқылы емес|құқығы жоқ|құқылы емессіз|құқығыңыз жоқ",
  [DUTY]: "міндетті|міндеттісіз|тиіс|тиіссіз|керек|қажет",
  [LEAVE]: "құқылы|құқылысыз|құқығы бар|құқығыңыз бар|рұқсат етіледі|рұқсат беріледі",
  "#at once": "дереу|бірден|кідіріссіз",
  "#in writing": "жазбаша|жазбаша түрде|жазбаша нысанда",
  "#index": "аек|айлық есептік көрсеткіш",
  "#percent": "%|пайыз|процент",
};

const TABLES = { en: EN, ru: RU, kk: KK } as const;
export const MODALITIES: ReadonlySet<string> = new Set([BAN, DUTY, LEAVE]);

export type Phrase = { readonly words: readonly string[]; readonly key: string };

/** Under its first word, longest first. */
export const PHRASES: Readonly<Record<Language, ReadonlyMap<string, readonly Phrase[]>>> = {
  en: phrasesOf(TABLES.en),
  ru: phrasesOf(TABLES.ru),
  kk: phrasesOf(TABLES.kk),
};

function phrasesOf(table: Phrases): Map<string, Phrase[]> {
  const phrases = new Map<string, Phrase[]>();
  for (const [key, written] of Object.entries(table)) {
    for (const phrase of written.split("|")) {
      const words = phrase.split(" ");
      const first = words[0] ?? "";
      phrases.set(first, [...(phrases.get(first) ?? []), { words, key }]);
    }
  }
  for (const list of phrases.values()) list.sort((one, other) => other.words.length - one.words.length);
  return phrases;
}

const UNITS = [...PERIODS.ru, ...DAY_KINDS.ru].map(
  ([unit, pattern]) => [`#${unit}`, new RegExp(`^(?:${pattern})$`, "u")] as const,
);

/** "дня" and "дней" are one word and share three letters: the units of Russian are told by their table. */
export function unitOf(word: string, language: Language): string | null {
  return language === "ru" ? (UNITS.find(([, pattern]) => pattern.test(word))?.[0] ?? null) : null;
}
