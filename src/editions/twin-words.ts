// Months, measures and levels as the acts write them in Kazakh and Russian: the tables by which two texts of one act are compared.

export const TWIN_LANGUAGES = ["kk", "ru"] as const;
export type TwinLanguage = (typeof TWIN_LANGUAGES)[number];

type PerLanguage<T> = Readonly<Record<TwinLanguage, T>>;

/** What a reference names; the words as patterns. */
export const LEVELS: PerLanguage<readonly (readonly [level: string, pattern: string])[]> = {
  kk: [
    ["subparagraph", "тармақша\\p{L}*"],
    ["point", "тарма[қғ]\\p{L}*"],
    ["article", "ба[пб](?:ы|тың|тар|та|ты|қа|ын|ында|ының|ына|тан|пен)?\\p{L}*"],
    ["part", "бөлі[кг]\\p{L}*"],
    ["indent", "абзац\\p{L}*"],
    ["chapter", "тарау\\p{L}*"],
  ],
  ru: [
    ["subparagraph", "подпункт\\p{L}*"],
    ["point", "пункт\\p{L}*"],
    ["article", "стать\\p{L}*|статей"],
    ["part", "част(?:ь|и|ью|ей|ям|ями|ях)"],
    ["indent", "абзац\\p{L}*"],
    ["chapter", "глав(?:а|ы|е|у|ой|ами|ах)"],
  ],
};

/** Periods, and the share of a period's words that Kazakh and Russian put before or after its number. */
export const PERIODS: PerLanguage<readonly (readonly [unit: string, pattern: string])[]> = {
  kk: [
    ["day", "күн(?!тізбе|делік)\\p{L}*"],
    ["24 hours", "тәулік\\p{L}*"],
    ["week", "апта\\p{L}*"],
    ["month", "ай(?:ы|ды|дан|ға|да|дың|дай|ынан|ына|ында|ын|лық\\p{L}*|лар\\p{L}*)?"],
    [
      "year",
      "жыл(?:ы|ды|дан|ға|да|дың|дай|ғы|ын|ына|ынан|ында|дық\\p{L}*|дар\\p{L}*)?|жас(?:қа|тан|та|ы|ын|ына|ынан|тағы)?",
    ],
    ["hour", "сағат\\p{L}*"],
    ["minute", "минут\\p{L}*"],
  ],
  ru: [
    ["day", "день|дня|дней|дню|дням|дне|днями"],
    ["24 hours", "сутки|суток|сутками"],
    ["week", "недел[яиюей]\\p{L}*|недель"],
    ["month", "месяц\\p{L}*"],
    ["year", "год|года|году|годом|годов|годы|годам|лет"],
    ["hour", "час|часа|часу|часов|часы|часам"],
    ["minute", "минут\\p{L}*"],
  ],
};
export const DAY_KINDS: PerLanguage<readonly (readonly [kind: string, pattern: string])[]> = {
  kk: [
    ["working", "жұмыс"],
    ["calendar", "күнтізбелік"],
  ],
  ru: [
    ["working", "рабоч\\p{L}*"],
    ["calendar", "календарн\\p{L}*"],
  ],
};
/** "трехмесячный", "десятидневный": a number and a period in one Russian word. */
export const PERIOD_ADJECTIVES: readonly (readonly [unit: string, stem: string])[] = [
  ["day", "дневн"],
  ["week", "недельн"],
  ["month", "месячн"],
  ["year", "летн|годичн|годовал"],
  ["hour", "часов"],
];
/** After these words a Russian period without a number is one: "в течение месяца". Kazakh says "бір". */
export const ONE_PERIOD_AFTER = "в течение|по истечении|через|менее|(?<!и )более|свыше";
/** "следующий рабочий день": a period of its own, without a number. */
export const NEXT: PerLanguage<string> = { kk: "келесі", ru: "следующ\\p{L}*" };
/** May stand between a number and its period: "трех и более часов", "соңғы". */
export const PERIOD_FILLERS: PerLanguage<string> = {
  kk: "және одан да көп|және одан көп|және одан астам|соңғы|толық",
  ru: "и более|последних|последние|последующих|полных|полные",
};

export const MEASURES: PerLanguage<readonly (readonly [unit: string, pattern: string])[]> = {
  kk: [
    ["monthly index", "айлық есептік көрсеткіш\\p{L}*|аек"],
    ["percent", "%|пайыз\\p{L}*|процент\\p{L}*"],
    ["tenge", "теңге\\p{L}*"],
  ],
  ru: [
    ["monthly index", "месячн\\p{L}* расчетн\\p{L}* показател\\p{L}*|мрп"],
    ["percent", "%|процент\\p{L}*"],
    ["tenge", "тенге"],
  ],
};

export const FRACTIONS: PerLanguage<readonly (readonly [value: string, pattern: string])[]> = {
  kk: [
    ["2/3", "үштен екі\\p{L}*"],
    ["1/3", "үштен бір\\p{L}*"],
    ["1/4", "төрттен бір\\p{L}*|шире[кг]\\p{L}*"],
    ["1/2", "жартысы\\p{L}*|тең жарты\\p{L}*"],
  ],
  ru: [
    ["2/3", "две трети|двух третей|двум третям"],
    ["1/3", "одна треть|одной трети|одну треть|трети"],
    ["1/4", "одна четверть|одной четверти|одну четверть|четверти"],
    ["1/2", "половин\\p{L}*"],
  ],
};

/** Beginnings of the months' names, January first. */
export const MONTHS: PerLanguage<readonly string[]> = {
  kk: "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан".split(" "),
  ru: "январ феврал март апрел ма[йяею] июн июл август сентябр октябр ноябр декабр".split(" "),
};
