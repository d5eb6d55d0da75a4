import { describe, expect, test } from "vitest";

import { writeTwinDoubts } from "../src/editions/report-twins.ts";
import { compareTwins, type TwinDoubt } from "../src/editions/twin-check.ts";
import { factsOf } from "../src/editions/twin-facts.ts";
import { type Lines, makeEdition } from "./compare-acts.ts";

const compare = (kk: Lines, ru: Lines): TwinDoubt[] =>
  compareTwins(makeEdition(kk, { language: "kk" }), makeEdition(ru, { language: "ru" }));
const compareWords = (kk: string, ru: string): TwinDoubt[] =>
  compare({ "1": "Бақ | Бақ туралы.", "1/1": kk }, { "1": "Сад | О саде.", "1/1": ru });

describe("Kazakh and Russian that say the same", () => {
  test.each([
    ["үш жұмыс күні ішінде", "в течение трех рабочих дней"],
    ["күнтізбелік он бес күннен кешіктірмей", "не позднее пятнадцати календарных дней"],
    ["он бес күнтізбелік күн ішінде", "в течение 15 календарных дней"],
    ["30 (отыз) жұмыс күні", "тридцати рабочих дней"],
    ["бір ай ішінде", "в течение месяца"],
    ["бір ай ішінде", "в месячный срок"],
    ["алты айға дейін ұзартылады", "продлевается до шести месяцев"],
    ["үш айлық мерзім", "трехмесячный срок"],
    ["бір жылдан кейін", "по истечении года"],
    ["жиырма төрт сағат ішінде", "в течение 24 часов"],
    ["кемінде соңғы бес жыл еңбек еткен", "проработавший не менее пяти последних лет"],
    ["үш және одан да көп сағат бойы", "в течение трёх и более часов подряд"],
    ["келесі жұмыс күні", "на следующий рабочий день"],
    ["он сегіз жасқа толған", "достигший 18 лет"],
    ["жиырма пайызға дейін", "до 20 %"],
    ["екі жүз айлық есептік көрсеткіш", "двести месячных расчетных показателей"],
    ["жалпы санының үштен екісі", "две трети общего числа"],
    ["он мың теңге", "10 000 тенге"],
    ["екі рет келмеген", "дважды не явившийся"],
    ["2016 жылғы 1 қаңтардан бастап", "с 1 января 2016 года"],
    ["01.07.2026 бастап", "с 1 июля 2026 года"],
    ["5-баптың 2-тармағының 3) тармақшасында", "в подпункте 3) пункта 2 статьи 5"],
    ["5-1-бапта, 7, 8 және 9-тармақтарда", "в статье 5-1, пунктах 7, 8 и 9"],
    ["1), 6), 7) және 12) тармақшаларында", "в подпунктах 1), 6), 7) и 12)"],
    ["осы тармақтың екінші бөлігінде", "в части второй настоящего пункта"],
    ["бірінші және үшінші бөліктерінде", "в частях первой и третьей"],
    ["№ 12-VІ заң", "закон № 12-VI"],
    ["бір бақша мен екі алма ағашы", "один сад и две яблони"],
    ["бірнеше ағаш жүзеге асады", "несколько деревьев"],
    ["бір бақша", "сад"],
    ["5) тармақшасында", "в пункте 5)"],
    ["екi ай iшiнде", "в течение двух месяцев"],
  ])("raise no doubt: %s", (kk, ru) => {
    expect(compareWords(kk, ru)).toEqual([]);
  });
});

describe("Kazakh and Russian that differ", () => {
  test.each([
    [
      "deadline",
      "он екі жұмыс күні",
      "двадцати рабочих дней",
      "он екі жұмыс күні (12 working day)",
      "двадцати рабочих дней (20 working day)",
    ],
    [
      "deadline",
      "жеті жұмыс күні",
      "семи календарных дней",
      "жеті жұмыс күні (7 working day)",
      "семи календарных дней (7 calendar day)",
    ],
    ["deadline", "үш ай", "трех лет", "үш ай (3 month)", "трех лет (3 year)"],
    ["number", "он пайыз", "пяти процентов", "он пайыз (10 percent)", "пяти процентов (5 percent)"],
    ["number", "бес гүл", "шесть цветов", "бес (5)", "шесть (6)"],
    ["date", "2016 жылғы 1 шілде", "1 июня 2016 года", "2016 жылғы 1 шілде (1.7.2016)", "1 июня 2016 года (1.6.2016)"],
    ["reference", "5-баптың 2-тармағы", "пункт 3 статьи 5", "2-тармағы (point 2)", "пункт 3 (point 3)"],
    ["reference", "екінші бөлігі", "часть третья", "екінші бөлігі (part 2)", "часть третья (part 3)"],
  ])("raise a doubt about a %s", (kind, kk, ru, inKazakh, inRussian) => {
    expect(compareWords(kk, ru)).toEqual([{ id: "garden-act/1/1", kind, kk: [inKazakh], ru: [inRussian] }]);
  });

  test("raise a doubt where one says nothing of the kind", () => {
    expect(compareWords("дереу", "в течение двух дней")).toEqual([
      { id: "garden-act/1/1", kind: "deadline", kk: [], ru: ["двух дней (2 day)"] },
    ]);
  });
});

describe("the structure of twins", () => {
  const lines: Lines = { "1": "А | Б", "1/1": "сөз", "1/2": "сөз" };

  test("that lack an article is told once, and not for each unit in it", () => {
    const doubts = compare({ ...lines, "2": "В | Г", "2/1": "сөз" }, lines);
    expect(doubts).toEqual([{ id: "garden-act/2", kind: "missing", kk: ["В Г"], ru: [] }]);
  });

  test("that lack a point is told", () => {
    expect(compare(lines, { "1": "А | Б", "1/1": "слово" }).map(({ id, kind }) => [id, kind])).toEqual([
      ["garden-act/1/2", "missing"],
    ]);
  });

  test("that exclude a unit in one text only is told, in both texts is fine", () => {
    const excluded = { ...lines, "1/2": null };
    expect(compare(excluded, lines).map(({ id, kind, kk, ru }) => [id, kind, kk, ru])).toEqual([
      ["garden-act/1/2", "excluded", [], ["сөз"]],
    ]);
    expect(compare(excluded, excluded)).toEqual([]);
  });

  test("with more paragraphs in one text is told", () => {
    const kk = makeEdition(lines, { language: "kk" });
    const halves = ([from, to]: readonly [number, number]): [number, number][] => [
      [from, to - 2],
      [to - 2, to],
    ];
    const split = kk.units.map((unit) =>
      unit.id.endsWith("1/2") ? { ...unit, spans: unit.spans.flatMap(halves) } : unit,
    );
    expect(compareTwins({ ...kk, units: split }, makeEdition(lines))).toEqual([
      { id: "garden-act/1/2", kind: "paragraphs", kk: ["2"], ru: ["1"] },
    ]);
  });

  test("of two days is not compared", () => {
    const later = makeEdition(lines, { edition: "2026-01-01" });
    expect(() => compareTwins(makeEdition(lines, { language: "kk" }), later)).toThrow("no twins");
  });
});

test("a text made to be slow to read is read all the same", () => {
  const start = performance.now();
  for (const words of ["1-".repeat(5000), "1, ".repeat(5000), "бес ".repeat(5000)]) factsOf(`${words}бап`, "kk");
  expect(performance.now() - start).toBeLessThan(3000);
});

describe("the list of doubts", () => {
  test("counts provisions and kinds, and shows both sides", () => {
    const doubts = compareWords("он екі жұмыс күні", "20 рабочих дней");
    expect(writeTwinDoubts(doubts)).toBe(
      [
        "1 provision to look at (periods: 1)",
        "",
        "garden-act/1/1 (periods)",
        "  kk: он екі жұмыс күні (12 working day)",
        "  ru: 20 рабочих дней (20 working day)",
        "",
      ].join("\n"),
    );
  });

  test("does not claim that texts without doubts say the same", () => {
    expect(writeTwinDoubts([])).toContain("code cannot see");
  });

  test("carries nothing that steers the terminal", () => {
    expect(writeTwinDoubts([{ id: "a/1", kind: "missing", kk: ["x\u001b[31m\u202ey"], ru: [] }])).toContain(
      "kk: x[31my\n",
    );
  });
});
