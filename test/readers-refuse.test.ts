import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { readForm } from "../adapters/readers/read-form.ts";
import { readSource } from "../adapters/readers/read-source.ts";
import { packParts, unpackXml } from "../adapters/readers/unzip.ts";
import { ADILET_RU, adiletPage, bytesOf, docxAct, pdfAct } from "./reader-files.ts";

const page = (body: string): Uint8Array => bytesOf(`<!DOCTYPE html><html><body>${body}</body></html>`);
const zipOf = (parts: Record<string, string>): Uint8Array =>
  packParts(new Map(Object.entries(parts).map(([name, text]) => [name, bytesOf(text)])));

describe("what is no text of an act is refused in one sentence", () => {
  test.each<[string, Uint8Array, RegExp]>([
    ["an empty file", bytesOf(" \n\t "), /is empty/u],
    ["binary data", Buffer.from([1, 2, 0, 255, 254, 9, 0, 7]), /binary data/u],
    ["an old Word document", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0]), /old Word document/u],
    ["RTF", bytesOf("{\\rtf1 1. a}"), /RTF/u],
    ["a zip without a document", zipOf({ "a.xml": "<a/>" }), /without a Word document/u],
    ["a cut zip", Buffer.from("PK\u0003\u0004abc"), /damaged or cut zip/u],
    ["a cut PDF", bytesOf("%PDF-1.7\nabc"), /damaged or cut PDF/u],
    ["JSON", bytesOf('{"error":"unauthorized"}'), /JSON/u],
    ["a login page", page('<form><input type="password"></form><p>Вход</p>'), /asks for a login/u],
    ["an error page", page("<h1>404</h1><p>Страница не найдена</p>"), /holds no act/u],
    [
      "a page that a browser would fill",
      page('<div id="root"></div><script src="/app.js"></script>'),
      /came without its text/u,
    ],
    [
      "two languages side by side",
      bytesOf(adiletPage('<div class="gs_6"><p>1. a</p></div><div class="gs_6"><p>1. b</p></div>')),
      /side by side/u,
    ],
    [
      "lists that the page numbers",
      bytesOf(adiletPage("<ol><li>Раз</li><li>Два</li></ol>")),
      /numbers its lists by itself/u,
    ],
    ["nested tags", page(`${"<div>".repeat(100_000)}1. a`), /nested thousands deep/u],
    ["damaged UTF-8", Buffer.concat([bytesOf("1. Лавочка красится дважды."), Buffer.from([0xd0])]), /letters are cut/u],
    ["too large a file", new Uint8Array(32 * 1024 * 1024 + 1), /larger than 32 MB/u],
  ])("%s", async (_, bytes, fault) => {
    const isPacked = bytes.length < 1000 && /^(?:PK|%PDF)/u.test(Buffer.from(bytes).toString("latin1"));
    // What another process would read is read here: starting one takes a second.
    await expect(isPacked ? readForm(bytes, "act") : readSource(bytes, "act")).rejects.toThrow(fault);
  });

  test("a document that names other files", async () => {
    const xml = `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document>&x;</w:document>`;
    await expect(readForm(zipOf({ "word/document.xml": xml }), "a.docx")).rejects.toThrow(/definitions of its own/u);
  });

  test("a zip bomb, before it is unpacked", () => {
    const packed = deflateRawSync(Buffer.alloc(140 * 1024 * 1024));
    const bomb = Buffer.from(zipOf({ "word/document.xml": "?".repeat(packed.length) }));
    const name = "word/document.xml".length;
    packed.copy(bomb, 30 + name);
    bomb.writeUInt16LE(8, 30 + name + packed.length + 10);
    expect(() => unpackXml(bomb)).toThrow(/too large once unpacked/u);
  });
});

describe("hostile bytes", () => {
  const isOneLine = async (bytes: Uint8Array, name: string): Promise<void> => {
    const outcome = await readForm(bytes, name).catch((fault: unknown) => fault);
    if (outcome instanceof Error) return;
    const { lines } = outcome as Awaited<ReturnType<typeof readForm>>;
    for (const { text } of lines) {
      if (text === "" || text !== text.trim() || /[\n\u0000]|\p{Surrogate}|<script/u.test(text))
        throw new Error(JSON.stringify(text));
    }
  };
  const mutated = (bytes: Uint8Array): fc.Arbitrary<Uint8Array> =>
    fc
      .record({
        cut: fc.integer({ min: 0, max: bytes.length }),
        flips: fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 6 }),
        isCut: fc.boolean(),
      })
      .map(({ cut, flips, isCut }) => {
        const copy = bytes.slice(0, isCut ? cut : bytes.length);
        for (const [at, byte] of flips) if (at < copy.length) copy[at] = byte;
        return copy;
      });
  const MARKDOWN = bytesOf(
    '## Глава\n\n<a id="s"></a>\n\n**Статья 1. А**\n\n1. Б\n\n   1) в;\n\n> *Сноска.*\n\n<table><tr><td>a</td></tr></table>\n',
  );

  test.each<[string, number, () => Promise<Uint8Array> | Uint8Array]>([
    ["a.html", 150, () => bytesOf(ADILET_RU)],
    ["a.md", 300, () => MARKDOWN],
    ["a.txt", 300, () => bytesOf("\u00a0\u00a0 1. Лавочка\n\n   1) көк;\n")],
    ["a.docx", 60, docxAct],
    ["a.pdf", 40, () => pdfAct(2)],
  ])("%s, cut and changed, is read or refused", async (name, numRuns, make) => {
    const bytes = await make();
    await fc.assert(
      fc.asyncProperty(mutated(bytes), (changed) => isOneLine(changed, name)),
      { numRuns, seed: 5 },
    );
  });

  test("markup in odd places is read or refused", async () => {
    const pieces = [
      "<p>",
      "</p>",
      "<span class=note>",
      "</span>",
      "<script>1. x</script>",
      "<table border=1>",
      "<tr>",
      "<td>",
      "</table>",
      "<br>",
      "<h3>",
      "</h3>",
      "&#xD800;",
      "&#0;",
      "&nbsp;&nbsp;&nbsp;",
      "1. а ",
      "<!--",
      "<b>",
      "<a id=z1>",
      "\u0000",
    ];
    const markup = fc
      .array(fc.constantFrom(...pieces), { maxLength: 30 })
      .map((parts) => bytesOf(adiletPage(parts.join(""))));
    await fc.assert(
      fc.asyncProperty(markup, (bytes) => isOneLine(bytes, "a.html")),
      { numRuns: 200, seed: 5 },
    );
  });

  test.each<[string, string]>([
    ["a line of a million letters", `1. ${"б".repeat(1_000_000)}`],
    ["unpaired marks", `# a\n${`${"**a* ".repeat(66)}\n\n`.repeat(500)}`],
    ["open brackets", `# a\n${`а${"[".repeat(90)} б\n\n`.repeat(500)}`],
    ["tables never closed", `# a\n${"<table>\n".repeat(50_000)}`],
    ["quotes within quotes", `# a\n${">".repeat(5000)} а\n${"слово ".repeat(5000)}`],
  ])("%s take no minutes", async (_, text) => {
    const start = performance.now();
    await isOneLine(bytesOf(text), "a.md");
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
