import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { isIin } from "../src/cases/iin.ts";
import { maskPersonalData, type NameWords, PERSONAL_KINDS, type PersonalKind } from "../src/cases/mask.ts";

const file = new URL("../knowledge/personal-names.json", import.meta.url);
// The shape is what `NameWords` says; a missing list would fail the first test.
const names = JSON.parse(readFileSync(file, "utf8")) as NameWords;
const placeholders: Readonly<Record<PersonalKind, string>> = {
  iin: "[IIN]",
  phone: "[PHONE]",
  email: "[EMAIL]",
  iban: "[IBAN]",
  card: "[CARD]",
  document: "[DOCUMENT]",
  plate: "[PLATE]",
  handle: "[HANDLE]",
  name: "[NAME]",
};
const mask = (text: string): string => maskPersonalData(text, { names, placeholders }).text;

/** Numbers from 0 to below `end`; the same row at every run. */
function createDice(seed: number): (end: number) => number {
  let state = seed;
  return (end) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * end);
  };
}
const dice = createDice(2026);
function pick<Item>(items: readonly Item[]): Item {
  const item = items[dice(items.length)];
  if (item === undefined) throw new Error("picking from an empty list");
  return item;
}
const digits = (count: number): string => Array.from({ length: count }, () => dice(10)).join("");
const two = (from: number, to: number): string => String(from + dice(to - from + 1)).padStart(2, "0");

function luhn(body: string): string {
  const sum = [...body].reverse().reduce((total, digit, at) => {
    const value = at % 2 === 0 ? Number(digit) * 2 : Number(digit);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

const fours = (text: string): string => text.replace(/(.{4})(?=.)/g, "$1 ");
const STRUCTURED: Readonly<Record<Exclude<PersonalKind, "name">, () => string>> = {
  iin: () => {
    const iin = `${two(50, 99)}${two(1, 12)}${two(1, 28)}${1 + dice(6)}${digits(5)}`;
    return pick([iin, `${iin.slice(0, 6)} ${iin.slice(6)}`, `${iin.slice(0, 6)}-${iin.slice(6)}`]);
  },
  phone: () => {
    const [code, one, other, last] = [pick(["701", "747", "775", "778", "705"]), digits(3), digits(2), digits(2)];
    return pick([
      `+7${code}${one}${other}${last}`,
      `8 (${code}) ${one}-${other}-${last}`,
      `8${code}${one}${other}${last}`,
      `+7 ${code} ${one} ${other} ${last}`,
      `8-7172-${digits(2)}-${other}-${last}`,
      `${code} ${one} ${other} ${last}`,
      `+49 30 ${1 + dice(9)}${digits(7)}`,
    ]);
  },
  email: () =>
    `${pick(["asem", "k.nur", "info_77", "d-1"])}${digits(2)}@${pick(["mail.kz", "adal.gov.kz", "post.com"])}`,
  iban: () => {
    const account = `KZ${digits(2)}${pick(["125", "722", "601"])}${pick(["KZT", "A00", "C00"])}${digits(10)}`;
    return pick([account, fours(account), account.replace("K", "К")]);
  },
  card: () => {
    const card = luhn(`${pick(["4", "51", "44"])}${digits(15)}`.slice(0, 15));
    return pick([card, fours(card), fours(card).replaceAll(" ", "-")]);
  },
  document: () =>
    pick([
      `паспорт N${digits(8)}`,
      `удостоверение личности № 0${digits(8)}`,
      `жеке куәлігі 0${digits(8)}`,
      `ID 0${digits(8)}`,
    ]),
  plate: () => {
    const [number, region] = [digits(3), two(1, 20)];
    return pick([
      `${number}ABC${region}`,
      `${number} KTZ ${region}`,
      `${number} АВС ${region}`,
      `${number}mno${region}`,
    ]);
  },
  handle: () => pick([`@qonaq_${digits(3)}`, `t.me/qonaq${digits(3)}`, `https://instagram.com/qonaq.${digits(2)}`]),
};
const ABOUT_DATA: readonly string[] = [
  "Он прислал мне {}, что делать?",
  "Оның дерегі {}, маған не істеу керек",
  "He left this: {}. What should I do?",
  "скинул {} и просит 500 000 тенге",
  "Бұл жерде {} деп тұр, 2 млн сұрады",
  "I was told to write to ({}), is it allowed",
];

const FIRST: readonly string[] = [
  "Ерлан",
  "Айгүл",
  "Нұрлан",
  "Динара",
  "Бауыржан",
  "Гүлнар",
  "Санжар",
  "Мадина",
  "Самат",
  "Жанна",
  "Серік",
  "Айгуль",
  "Асхат",
  "Гульнара",
  "Тимур",
  "Сергей",
  "Ольга",
  "Yerlan",
  "Aigul",
  "Nurlan",
  "Dinara",
  "Daniyar",
];
const LAST: readonly string[] = [
  "Сериков",
  "Ахметов",
  "Жұмабаев",
  "Оспанов",
  "Тлеубердин",
  "Қасымов",
  "Ковалев",
  "Шаймерденов",
  "Лоскутов",
  "Serikov",
  "Akhmetov",
  "Zhumabayev",
  "Sadvakasov",
  "Бектемисов",
  "Есенжолов",
];
const LETTER: readonly string[] = ["А", "Б", "Е", "Қ", "Н", "С"];
const ABOUT_PEOPLE: readonly (() => string[])[] = [
  () => [`Мой начальник {} требует деньги`, `${pick(LAST)}`],
  () => ["Вчера {} взял подарок", `${pick(LAST)} ${pick(FIRST)}`],
  () => ["{} маған ақша ұсынды", pick(FIRST)],
  () => ["менің атым {}, мен маманмын", pick(FIRST).toLowerCase()],
  () => ["меня зовут {}, я из отдела кадров", `${pick(FIRST)} ${pick(LAST)}`.toLowerCase()],
  () => ["My name is {}.", `${pick(FIRST)} ${pick(LAST)}`],
  () => ["the deputy {} asked for a gift", pick(LAST)],
  () => ["Бастығымыз {} пара сұрады", `${pick(LAST)}`],
  () => ["жалоба на {}, он хамит", `${pick(LAST)}а ${pick(LETTER)}.${pick(LETTER)}.`],
  () => ["Приказ подписал {}", `${pick(LETTER)}. ${pick(LETTER)}. ${pick(LAST)}`],
  () => ["Кеше {} мырза келді", pick(FIRST)],
  () => ["сказала {}", pick(FIRST)],
  () => ["We were with {} in the office", `${pick(FIRST)} ${pick(LAST)}`],
  () => ["Встретил {} на совещании", `${pick(FIRST)} ${pick(["Серикович", "Маратовна", "Болатұлы", "Serikuly"])}`],
  () => ["мы работали с {} два года", pick(["Лоскутовым", "Сериковой", "Ахметовым", "Бектемисовым"])],
];

const CLEAN_START: readonly string[] = [
  "По статье 62 Кодекса",
  "Наурыз мейрамында",
  "The Ethics Code says",
  "В Алматы и Шымкенте",
  "Согласно указу № 153",
  "Ерлік пен намыс",
  "Арман бар, бірақ",
  "Основа службы",
  "Заңның 50-бабында",
  "В деле Z2600000290",
  "On 12.05.2026 in Astana",
  "Директор Департамента",
  "Аким Карагандинской области",
  "Премия 500 000 тенге",
  "Договор № 7012345678",
];
const CLEAN_END: readonly string[] = [
  "можно ли принять подарок за 10 000 тенге?",
  "сыйлық алуға бола ма?",
  "may I accept a gift of 2 mln tenge?",
  "куда обратиться до 31.12.2026",
  "не істеу керек, 2025 жылы?",
  "what is due in 2024 or 2025?",
  "БИН 080940001234, лот 71234567",
  "на улице Абая у школы",
  "Назарбаев Университетінде оқу",
  "с 01.01.2025 по 31.12.2025 был отпуск",
  "Жеңіс күні демалыс па?",
  "в Верховном суде и Министерстве финансов",
  "айына 150 000 теңге",
  "мы готовы и снова ждём ответов",
  "in the Civil Code, article 11",
  "п. 3 ст. 12, п. 4-1 ст. 15",
  "бюджет 87 000 000 000 тенге",
  "Барлығы 1 234 567 890 теңге",
  "телефоны отделов не работают",
];

describe("2,000 invented sentences", () => {
  test("lose their numbers and addresses", () => {
    const kinds = PERSONAL_KINDS.filter((kind) => kind !== "name");
    const missed = Array.from({ length: 1000 }, (_, at) => {
      const data = STRUCTURED[kinds[at % kinds.length] ?? "iin"]();
      const text = pick(ABOUT_DATA).replace("{}", data);
      const rest = data.replace(/^.*(?:паспорт|личности|куәлігі|ID) (?:№ )?/, "");
      return mask(text).includes(rest) ? text : "";
    }).filter(Boolean);
    expect(missed.length, missed.slice(0, 9).join("\n")).toBeLessThanOrEqual(10);
  });

  test("lose their names", () => {
    const missed = Array.from({ length: 1000 }, () => {
      const [pattern = "", name = ""] = pick(ABOUT_PEOPLE)();
      const text = pattern.replace("{}", name);
      const left = mask(text).split(/[^\p{L}]+/u);
      return name.split(/[ .]+/).some((part) => part.length > 1 && left.includes(part)) ? text : "";
    }).filter(Boolean);
    expect(missed.length, missed.slice(0, 30).join("\n")).toBeLessThanOrEqual(100);
  });

  test("keep what is nobody's", () => {
    const texts = CLEAN_START.flatMap((start) => CLEAN_END.map((end) => `${start}: ${end}`));
    texts.push(...CLEAN_START.flatMap((start) => CLEAN_END.map((end) => `${start} ${end}`)));
    const touched = texts.filter((text) => mask(text) !== text).map(mask);
    expect(texts.length).toBeGreaterThanOrEqual(300);
    expect(touched.length / texts.length, touched.slice(0, 9).join("\n")).toBeLessThanOrEqual(0.01);
  });
});

describe("isIin", () => {
  test.each(["85010130012", "92121245067", "00022951234"])("accepts one check digit of ten behind %s", (body) => {
    expect(Array.from({ length: 10 }, (_, digit) => isIin(`${body}${digit}`)).filter(Boolean)).toHaveLength(1);
  });

  test("agrees with a number reckoned by hand", () => {
    // 8·1 + 5·2 + 0 + 1·4 + 0 + 1·6 + 3·7 + 0 + 0 + 1·10 + 2·11 = 81, and 81 mod 11 = 4.
    expect([isIin("850101300124"), isIin("850101300125")]).toEqual([true, false]);
  });

  test.each(["851301300124", "080940001234", "850101700124", "850101", ""])("refuses «%s»", (number) => {
    expect(isIin(number)).toBe(false);
  });
});

describe("maskPersonalData", () => {
  test.each([
    ["Сериков А.Б. взял", "[NAME] взял"],
    ["айтты Айгүлге, Нұрланның көзінше", "айтты [NAME], [NAME] көзінше"],
    ["Ivanov's brother", "[NAME] brother"],
    ["Начальник Қалқаман пришёл. Потом Қалқаманға дали", "Начальник [NAME] пришёл. Потом [NAME] дали"],
    ["почтаasem.k@mail.kz, да", "[EMAIL], да"],
    ["пишите asem@mail.kz-ке.", "пишите [EMAIL]-ке."],
    ["８７０１１２３４５６７", "[PHONE]"],
    ["٨٧٠١١٢٣٤٥٦٧", "[PHONE]"],
    ["8\u200B701\u200B1234567", "[PHONE]"],
    ["8 5 0 1 0 1 3 0 0 1 2 3", "[IIN]"],
    ["Се\u200Bри\u00ADков А.Б.", "[NAME]"],
    ["менің атым Eрлан", "менің атым [NAME]"],
  ])("masks «%s»", (text, masked) => {
    expect(mask(text)).toBe(masked);
  });

  test.each([
    "Z2600000290",
    "№ 153",
    "БИН 080 940 001 234",
    "Арман — ол мақсат",
    "Основа",
    "улица Абая",
    "Жамбыл облысы",
  ])("spares «%s»", (text) => {
    expect(mask(text)).toBe(text);
  });

  test("names each kind once, in the order of the list", () => {
    const text = "Ерлан 87011234567, Айгүл 87017654321, ИИН 850101300123";
    expect(maskPersonalData(text, { names, placeholders }).found).toEqual(["iin", "phone", "name"]);
  });

  test("changes nothing that is masked already", () => {
    const pieces = fc.constantFrom(
      ...["Ерлан", "Сериков", "А.", " ", " ", "начальник", "8", "701", "1234567", "850101300123", "паспорт", "-", "+7"],
      ...[
        "@a_b",
        "KZ86125KZT5004100100",
        ".",
        "\n",
        "ұлы",
        "«",
        "Айна",
        "мырза",
        "123ABC02",
        "\u0301",
        "\u{1D7D8}",
        "[NAME]",
      ],
    );
    const any = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.array(pieces).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(any, (text) => {
        const masked = mask(text);
        expect(mask(masked)).toBe(masked);
      }),
      { numRuns: 100 },
    );
  });

  // A quadratic reading takes 64 times as long for eight times the text.
  test.each(["1 ", "a@", "a", "А.", "Ерлан ", "8-", "@", "KZ1", "("])(
    "reads eight times as many «%s» in far less than 64 times",
    (piece) => {
      const timeOf = (length: number): number => {
        const text = piece.repeat(Math.floor(length / piece.length));
        const started = performance.now();
        mask(text);
        return performance.now() - started;
      };
      timeOf(1_000);
      const short = Math.min(timeOf(5_000), timeOf(5_000), timeOf(5_000));
      expect(timeOf(40_000)).toBeLessThan(32 * Math.max(short, 20));
    },
  );
});

describe("a number after the word for a document", () => {
  test.each([
    ["паспорт 0000 000012, просит ускорить", "0000 000012"],
    ["passport 0000000012 was shown", "0000000012"],
  ])("of ten digits is masked: %s", (text, number) => {
    expect(mask(text)).not.toContain(number);
  });

  test("of a contract is not", () => {
    expect(mask("договор 4510 123456 подписан")).toContain("4510 123456");
  });
});

describe("a name in Kazakh before a word that only looks like the end of a place's name", () => {
  test.each(["қол қойды", "мектепті бітірген", "қалай шешті", "қалада жүр", "театрға барды"])(
    "is masked: … %s",
    (after) => {
      expect(mask(`Асхат Ахметұлы ${after}`)).not.toContain("Асхат");
    },
  );

  test.each(["Абай көшесінде тұрамын", "Абай мектебінде жұмыс істеймін", "Қонаев қаласында"])(
    "is not, where it is the name of a place: %s",
    (text) => {
      expect(mask(text)).toBe(text);
    },
  );
});
