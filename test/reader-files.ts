// Small invented acts in every form in which official texts come.

import { createRequire } from "node:module";
import {
  Document,
  FootnoteReferenceRun,
  HeadingLevel,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from "docx";

const INDENT = "&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; ";

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A page of the register around this article's markup. */
export function adiletPage(
  body: string,
  { title = "О лавочках", status = "Обновленный", text = "text_upd" } = {},
): string {
  return `<!DOCTYPE html><html><head><meta charset="utf-8" /><title>${title} - ИПС &quot;Әділет&quot;</title>
<script>document.write("<p>9. из сценария</p>")</script><style>p { color: red }</style></head>
<!--[if IE]><body class="ie"><![endif]--><body><div id="container" class="module_npaView lang_rus">
<div id="menu"><ul><li>1. пункт меню</li></ul></div>
<div class="container_alpha slogan"><h1>${title}</h1> <span class="status">${status}</span><p>Закон от 1 мая</p></div>
<div class="container_gamma tabs"><ul><li class="selected"><a href="/rus/docs/X"> Текст </a></li>
<li><a href="/rus/docs/X/compare"> На двух языках </a></li></ul></div>
<div class="container_gamma text ${text}"><div class="gs_12"><article>${body}</article></div></div>
<div class="container_omega aftertext"><p>2. под текстом</p></div><div id="footer"><p>1. подвал</p></div></div></body></html>`;
}

export const ADILET_RU = adiletPage(`<br>
<font color="#FF0000">${INDENT}Примечание ИЗПИ!<br>Вводится в действие с 01.07.2031.</font><br>
<p><a href="/rus/docs/X/x.htm">ОГЛАВЛЕНИЕ</a></p>
<h3 id="z1"> ОБЩАЯ ЧАСТЬ<br><a name="z2"></a>Глава 1. ЛАВОЧКИ<br>И САДЫ</h3><p><b><a name="z3"></a>Статья 1. Цвет лавочки</b></p><p id="z4">
${INDENT}1. Лавочка красится по <a href="#z9">пункту 2</a> статьи 5, если двор согласен.</p>
<p>
${INDENT}Краска сохнет сутки.</p>
<span class="note">${INDENT}<a name="z5"></a>2. Исключен Законом РК от 08.07.2030 </span><a href="/rus/docs/Y">№ 1-X</a><span class="note"> (вводится в действие с 01.01.2031).</span><br>
<p class="note">
${INDENT}Сноска. Статья 1 с изменением <a href="/rus/docs/Y">№ 1-X</a>.<br>
${INDENT}Сноска. Статья 1 в редакции.</p>
<p id="z6">${INDENT}3. Лавочку чинят.<span class="note"> (Внимание! Смотри </span><a href="#z1">главу 1</a><span class="note">)</span></p>
<table border="1"><tr><td>Цвет</td><td>Литров</td></tr><tr><td>зеленый</td><td>2</td></tr></table>
<p><table border="0"><tr><td><i>${INDENT}Глава двора</i></td><td><i>А. ДВОРОВ</i></td></tr></table></p>`);

export const ADILET_KK = adiletPage(
  `<h3 id="z1">1-тарау. ОРЫНДЫҚТАР</h3><p><b><a id="z2" name="z2"></a>1-бап. Орындықтың түсі</b></p>
<p id="z3">\n${INDENT}1. Орындық көк түске боялады.</p>
<p id="z4">\n${INDENT}1) аула тұрғындары келіскенде;</p>
<span class="note">${INDENT}Ескерту. 1-бапқа өзгеріс енгізілді – </span><a href="#z1">№ 1-X</a><span class="note"> Заңымен.</span><br>`,
  { title: "Орындықтар туралы", status: "Жаңартылған", text: "text_new" },
);

export async function docxOf(
  children: readonly (Paragraph | Table)[],
  footnote = "Сноска внизу.",
): Promise<Uint8Array> {
  const document = new Document({
    sections: [{ children: [...children] }],
    footnotes: { 1: { children: [new Paragraph(footnote)] } },
    numbering: {
      config: [{ reference: "auto", levels: [{ level: 0, format: "decimal", text: "%1.", alignment: "start" }] }],
    },
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

export const docxAct = (): Promise<Uint8Array> =>
  docxOf([
    new Paragraph({ text: "Глава 1. Лавочки", heading: HeadingLevel.HEADING_1 }),
    new Paragraph({ children: [new TextRun({ text: "Статья 1. Цвет", bold: true })] }),
    new Paragraph({
      indent: { firstLine: 400 },
      children: [
        new TextRun("1. Лавочка "),
        new TextRun({ text: "красится", italics: true }),
        new FootnoteReferenceRun(1),
      ],
    }),
    new Paragraph({ indent: { firstLine: 400 }, text: "2\u20111. Әр орындық көк." }),
    new Table({
      rows: [
        new TableRow({
          children: [
            new TableCell({ children: [new Paragraph("Цвет")] }),
            new TableCell({ children: [new Paragraph("2 литра")] }),
          ],
        }),
      ],
    }),
  ]);

type Printer = {
  addFonts(fonts: object): void;
  setUrlAccessPolicy(allow: () => boolean): void;
  setLocalAccessPolicy(allow: () => boolean): void;
  createPdf(definition: object): { getBuffer(): Promise<Buffer> };
};

// pdfmake has no types of its own.
const printer = createRequire(import.meta.url)("pdfmake") as Printer;
printer.addFonts(createRequire(import.meta.url)("pdfmake/fonts/Roboto.js") as object);
printer.setUrlAccessPolicy(() => false);
printer.setLocalAccessPolicy(() => true);

export async function pdfOf(definition: object): Promise<Uint8Array> {
  return new Uint8Array(await printer.createPdf(definition).getBuffer());
}

export function pdfAct(count: number): Promise<Uint8Array> {
  const content = Array.from({ length: count }, (_, at) => [
    { text: `Статья ${at + 1}. Цвет лавочки`, bold: true, pageBreak: at > 0 ? "before" : undefined },
    { text: `1. Лавочка номер ${at + 1} красится.`, leadingIndent: 30 },
    { text: `Әр орындық көк түске ${"иә ".repeat(at + 1)}боялады.` },
  ]);
  const footer = (page: number, pages: number): string => `Страница ${page} из ${pages}`;
  return pdfOf({ header: "Вестник двора", footer, content: content.flat() });
}
