// Where an act begins in a file that holds several: the titles over its text in every language, and the names that parted extracts bear.

export type PartTitles = {
  /** The whole title, on one line or wrapped to three; small and capital letters are the same. */
  readonly titles: readonly string[];
  /** What the act is called in a line such as "=== … ===". */
  readonly names: readonly string[];
};

export const PART_TITLES: Readonly<Record<string, PartTitles>> = {
  "decree-153-code": {
    titles: [
      "Этический кодекс государственных служащих Республики Казахстан",
      "Қазақстан Республикасы мемлекеттік қызметшілерінің әдеп кодексі",
      "Code of Ethics of Civil Servants of the Republic of Kazakhstan",
      "Ethical Code of Civil Servants of the Republic of Kazakhstan",
    ],
    names: ["Этический кодекс", "Әдеп кодексі", "Code of Ethics"],
  },
  "decree-153-regulation": {
    titles: [
      "Положение об уполномоченном по этике",
      "Әдеп жөніндегі уәкіл туралы ереже",
      "Regulation on the Ethics Commissioner",
      "Regulations on the Ethics Commissioner",
    ],
    names: ["Положение об уполномоченном по этике", "Уәкіл туралы ереже", "Ethics Commissioner"],
  },
  "criminal-code": { titles: [], names: ["УК РК", "Уголовный кодекс", "ҚР ҚК", "Қылмыстық кодекс", "Criminal Code"] },
  "administrative-offences-code": {
    titles: [],
    names: [
      "КоАП",
      "об административных правонарушениях",
      "ӘҚБтК",
      "Әкімшілік құқық бұзушылық",
      "Administrative Offences",
    ],
  },
  "civil-code": { titles: [], names: ["ГК РК", "Гражданский кодекс", "ҚР АК", "Азаматтық кодекс", "Civil Code"] },
};

/** A line that opens the block of approval over an annexed document, or an annex. */
export const PART_OPENING =
  /^(?:УТВЕРЖД[ЕЁ]Н[АОЫ]?|Утвержд[её]н[аоы]?|БЕКІТІЛГЕН|БЕКІТІЛДІ|ПРИЛОЖЕНИЕ|Приложение|ҚОСЫМША|APPROVED|ANNEX|Annex|Appendix)(?: (?:\d+|[уУ]казом|[кК]|[пП]риказом|[пП]остановлением|by|to) ?.*)?$|^.{0,120} (?:БЕКІТІЛГЕН|ҚОСЫМША)$/u;

/** Further lines of such a block, in the order of the language; they may stand above the word itself. */
export const PART_OPENING_LINE =
  /^(?:(?:к )?Указ(?:ом|у) Президента|Республики Казахстан|от \d.*|№ ?\d+.*|Қазақстан Республикасы|Президентінің|\d{4} жылғы .*|\d+-қосымша)$/u;
