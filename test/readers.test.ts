import { FootnoteReferenceRun, InsertedTextRun, Paragraph, TextRun } from "docx";
import { describe, expect, test } from "vitest";

import { readForm } from "../adapters/readers/read-form.ts";
import { readSource } from "../adapters/readers/read-source.ts";
import type { SourceText } from "../src/editions/source-text.ts";
import { ADILET_KK, ADILET_RU, adiletPage, bytesOf, docxAct, docxOf, pdfAct, pdfOf } from "./reader-files.ts";

const read = (text: string, name = "act.txt"): Promise<SourceText> => readSource(bytesOf(text), name);
const textsOf = ({ lines }: SourceText): string[] => lines.map(({ text }) => text);
const marked = ({ lines }: SourceText): string[] => lines.map(({ mark, text }) => `${mark}: ${text}`);

describe("a page of the register", () => {
  test("gives the act's lines with their marks, and nothing of what stands around it", async () => {
    expect(marked(await read(ADILET_RU))).toEqual([
      "note: Примечание ИЗПИ!",
      "note: Вводится в действие с 01.07.2031.",
      "plain: ОГЛАВЛЕНИЕ",
      "heading: ОБЩАЯ ЧАСТЬ",
      "heading: Глава 1. ЛАВОЧКИ",
      "heading: И САДЫ",
      "heading: Статья 1. Цвет лавочки",
      "plain: 1. Лавочка красится по пункту 2 статьи 5, если двор согласен.",
      "plain: Краска сохнет сутки.",
      "note: 2. Исключен Законом РК от 08.07.2030 № 1-X (вводится в действие с 01.01.2031).",
      "note: Сноска. Статья 1 с изменением № 1-X.",
      "note: Сноска. Статья 1 в редакции.",
      "plain: 3. Лавочку чинят.",
      "note: (Внимание! Смотри главу 1)",
      "plain: Цвет | Литров",
      "plain: зеленый | 2",
      "plain: Глава двора",
      "plain: А. ДВОРОВ",
    ]);
  });

  test("gives title, status, anchors, indents and paragraphs", async () => {
    const { form, title, status, lines } = await read(ADILET_KK);
    expect({ form, title, status }).toEqual({ form: "adilet", title: "Орындықтар туралы", status: "Жаңартылған" });
    expect(lines.map((line) => [line.number, line.anchor, line.isIndented, line.isBlockStart])).toEqual([
      [1, "z1", false, true],
      [2, "z2", false, true],
      [3, "z3", true, true],
      [4, "z4", true, true],
      [5, null, true, true],
    ]);
  });

  test("names the levels of one heading by their own anchors", async () => {
    const { lines } = await read(ADILET_RU);
    expect(lines.slice(3, 6).map(({ anchor, isBlockStart }) => [anchor, isBlockStart])).toEqual([
      ["z1", true],
      ["z2", false],
      [null, false],
    ]);
  });

  test("keeps red words in the middle of a sentence", async () => {
    const page = adiletPage(`<p>1. Лавочки <font color="red">не</font> красят.</p><p>2. Да.</p>`);
    expect(marked(await read(page))).toEqual(["plain: 1. Лавочки не красят.", "plain: 2. Да."]);
  });

  test("parts an old page's paragraphs by their indents", async () => {
    const page = adiletPage(
      `&nbsp;&nbsp;&nbsp; 1. Раз.<br><span class="note">Сноска.</span>\n&nbsp;&nbsp;&nbsp; 2. Два.<br>&nbsp;&nbsp;&nbsp; 3. Три.`,
    );
    expect(marked(await read(page))).toEqual(["plain: 1. Раз.", "note: Сноска.", "plain: 2. Два.", "plain: 3. Три."]);
  });

  test("reads an act on another site without its menu", async () => {
    const page = `<html><body><nav>1. меню</nav><main><h2>Глава 1. Сад</h2><p>1. Раз.</p><p style="display:none">7. нет</p><p>2. Два.</p></main></body></html>`;
    expect(marked(await read(page))).toEqual(["heading: Глава 1. Сад", "plain: 1. Раз.", "plain: 2. Два."]);
  });
});

describe("Markdown", () => {
  const MARKDOWN = [
    "---",
    "title: Из шапки",
    "---",
    "↑ [Вся редакция](../rus.md)",
    "",
    "## Глава 1. Лавочки",
    "",
    '<a id="st1"></a>',
    "",
    "**Статья 1. Цвет**",
    "",
    "3. Третий пункт, [ссылка](#st9) в нем.",
    "",
    "   7) седьмой подпункт;",
    "   9-1) девятый первый.",
    "",
    "7\\. Экранированный\\) пункт с *курсивом*.",
    "",
    "> *Сноска. Статья 1",
    "> с изменением.*",
    "",
    "<table><tr><td>Цвет</td><td>2 л</td></tr></table>",
    "",
    "       Часть с отступом.",
  ].join("\n");

  test("keeps every number as written, on its own line of the file", async () => {
    const { form, title, lines } = await read(MARKDOWN);
    expect([form, title]).toEqual(["markdown", "Из шапки"]);
    expect(
      lines.map(({ number, mark, text, isBlockStart, anchor }) => [number, mark, text, isBlockStart, anchor]),
    ).toEqual([
      [6, "heading", "Глава 1. Лавочки", true, null],
      [10, "heading", "Статья 1. Цвет", true, "st1"],
      [12, "plain", "3. Третий пункт, ссылка в нем.", true, null],
      [14, "plain", "7) седьмой подпункт;", true, null],
      [15, "plain", "9-1) девятый первый.", false, null],
      [17, "plain", "7. Экранированный) пункт с курсивом.", true, null],
      [19, "note", "Сноска. Статья 1", true, null],
      [20, "note", "с изменением.", false, null],
      [22, "plain", "Цвет | 2 л", true, null],
      [24, "plain", "Часть с отступом.", true, null],
    ]);
  });
});

describe("plain text", () => {
  test("knows indents and blank lines where the file has any", async () => {
    const { form, lines } = await read("SOURCE: двор\n\n\u00a0\u00a0\u00a0 1. Раз\nдва.\n\n   1) три;\n");
    expect(form).toBe("plain");
    expect(lines.map((line) => [line.number, line.text, line.isIndented, line.isBlockStart])).toEqual([
      [1, "SOURCE: двор", false, true],
      [3, "1. Раз", true, true],
      [4, "два.", false, false],
      [6, "1) три;", true, true],
    ]);
  });

  test("gives no hints where the file has neither", async () => {
    const { lines } = await read("1-бап. Орындық\n1. Көк.\n");
    expect(lines.map(({ isIndented, isBlockStart }) => [isIndented, isBlockStart])).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  test.each([
    ["UTF-8 with its mark", Buffer.from("\ufeff1. Әр орындық көк.", "utf8")],
    ["UTF-16 with its mark", Buffer.from("\ufeff1. Әр орындық көк.", "utf16le")],
    [
      "KZ-1048",
      Buffer.from([
        0x31, 0x2e, 0x20, 0xa3, 0xf0, 0x20, 0xee, 0xf0, 0xfb, 0xed, 0xe4, 0xfb, 0x9d, 0x20, 0xea, 0xb4, 0xea, 0x2e,
      ]),
    ],
  ])("reads %s", async (_, bytes) => {
    expect(textsOf(await readSource(bytes, "act.txt"))).toEqual(["1. Әр орындық көк."]);
  });

  test("reads a page in windows-1251", async () => {
    const bytes = Buffer.from(adiletPage("<p>1. \u0000.</p><p>2. b</p>").replace(/[^\u0000-\u007f]/gu, "?"), "latin1");
    const page = Buffer.concat([
      bytes.subarray(0, bytes.indexOf(0)),
      Buffer.from([0xc4, 0xe2, 0xee, 0xf0]),
      bytes.subarray(bytes.indexOf(0) + 1),
    ]);
    expect(textsOf(await readSource(page, "act.html"))).toEqual(["1. Двор.", "2. b"]);
  });
});

describe("a Word document", () => {
  test("gives paragraphs, headings, tables, and footnotes apart from the text", async () => {
    const source = await readForm(await docxAct(), "act.docx");
    expect(marked(source)).toEqual([
      "heading: Глава 1. Лавочки",
      "heading: Статья 1. Цвет",
      "plain: 1. Лавочка красится",
      "note: Сноска внизу.",
      "plain: 2-1. Әр орындық көк.",
      "plain: Цвет | 2 литра",
    ]);
    expect(source.lines.map(({ isIndented }) => isIndented)).toEqual([false, false, true, false, true, false]);
  });

  test("is read in a process of its own", async () => {
    expect((await readSource(await docxAct(), "act.bin")).lines).toHaveLength(6);
  });

  test("leaves out hidden words", async () => {
    const hidden = new Paragraph({
      children: [new TextRun("1. Раз"), new TextRun({ text: " тайно", vanish: true }), new TextRun(" два")],
    });
    expect(textsOf(await readForm(await docxOf([hidden]), "act.docx"))).toEqual(["1. Раз два"]);
  });

  test.each([
    [
      "numbered by Word",
      [new Paragraph({ text: "Лавочка красится.", numbering: { reference: "auto", level: 0 } })],
      /numbered by Word/u,
    ],
    [
      "with tracked changes",
      [
        new Paragraph({
          children: [new InsertedTextRun({ text: "1. Да", id: 1, author: "a", date: "2030-01-01T00:00:00Z" })],
        }),
      ],
      /tracked changes/u,
    ],
    ["without text", [new Paragraph({ children: [new FootnoteReferenceRun(9)] })], /holds no text/u],
  ])("%s is refused", async (_, paragraphs, fault) => {
    await expect(docxOf(paragraphs).then((bytes) => readForm(bytes, "act.docx"))).rejects.toThrow(fault);
  });
});

describe("a PDF", () => {
  test("gives lines and indents, without what its pages repeat", async () => {
    const { form, lines } = await readForm(await pdfAct(3), "act.pdf");
    expect(form).toBe("pdf");
    expect(lines.map(({ text, isIndented }) => [text, isIndented])).toEqual([
      ["Статья 1. Цвет лавочки", false],
      ["1. Лавочка номер 1 красится.", true],
      ["Әр орындық көк түске иә боялады.", false],
      ["Статья 2. Цвет лавочки", false],
      ["1. Лавочка номер 2 красится.", true],
      ["Әр орындық көк түске иә иә боялады.", false],
      ["Статья 3. Цвет лавочки", false],
      ["1. Лавочка номер 3 красится.", true],
      ["Әр орындық көк түске иә иә иә боялады.", false],
    ]);
  });

  test("that is encrypted, and one that is a scan, are refused in one sentence", async () => {
    const locked = await pdfOf({ userPassword: "x", content: "1. Раз" });
    await expect(readForm(locked, "act.pdf")).rejects.toThrow("The PDF is protected by a password.");
    const scan = await pdfOf({ content: [{ canvas: [{ type: "rect", x: 0, y: 0, w: 9, h: 9 }] }] });
    await expect(readForm(scan, "act.pdf")).rejects.toThrow(/pictures of pages and no text/u);
  });
});
