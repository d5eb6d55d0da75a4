import { describe, expect, test } from "vitest";

import { readKnowledge } from "../adapters/file-knowledge.ts";
import { smallKnowledge } from "./fakes.ts";
import { filesOf, writeKnowledge } from "./knowledge-files.ts";

const FILES = filesOf(smallKnowledge());

type Broken = { readonly file: string; readonly broken: (content: string) => string | null };

/** The fault of reading the small knowledge with one file changed, or left out where `broken` gives `null`. */
async function faultOf({ file, broken }: Broken): Promise<string> {
  return faultIn({ ...FILES, [file]: broken(FILES[file] ?? "") });
}

async function faultIn(files: Readonly<Record<string, string | null>>): Promise<string> {
  return readKnowledge(await writeKnowledge(files)).then(
    () => "no fault",
    (fault: Error) => fault.message,
  );
}

const LINE = (provision: string): string =>
  JSON.stringify({ provision, language: "ru", question: "когда вернуть зонт" });
const withoutBlock = (content: string, id: string): string =>
  content
    .split(/^(?=## )/m)
    .filter((block) => !block.startsWith(`## ${id} `))
    .join("");

describe("knowledge that is whole", () => {
  test("is read as it was written", async () => {
    const { hash: _own, ...written } = smallKnowledge();
    const { hash: _read, ...read } = await readKnowledge(await writeKnowledge(FILES));
    expect(read).toEqual(written);
  });

  test("has the same hash wherever it lies", async () => {
    const [one, other] = [await writeKnowledge(FILES), await writeKnowledge(FILES)];
    expect((await readKnowledge(one)).hash).toBe((await readKnowledge(other)).hash);
  });

  test("has another hash when one letter is another", async () => {
    const changed = {
      ...FILES,
      "questions/outside.jsonl": FILES["questions/outside.jsonl"]?.replace("борщ", "барщ") ?? "",
    };
    const [one, other] = [await writeKnowledge(FILES), await writeKnowledge(changed)];
    expect((await readKnowledge(one)).hash).not.toBe((await readKnowledge(other)).hash);
  });

  test("is read from files with Windows line ends", async () => {
    const windows = Object.fromEntries(
      Object.entries(FILES).map(([file, content]) => [file, content.replaceAll("\n", "\r\n")]),
    );
    const { hash: _hash, ...read } = await readKnowledge(await writeKnowledge(windows));
    const { hash: _other, ...unix } = await readKnowledge(await writeKnowledge(FILES));
    expect(read).toEqual(unix);
  });
});

const FAULTS: readonly (readonly [string, Broken, readonly string[]])[] = [
  [
    "JSON that ends too early",
    { file: "calibration.json", broken: (content) => content.slice(0, -3) },
    ["knowledge/calibration.json", "is not JSON"],
  ],
  [
    "a JSON line that is none",
    { file: "questions/outside.jsonl", broken: (content) => `${content}{"kind":\n` },
    ["knowledge/questions/outside.jsonl", "line 43", "is not JSON"],
  ],
  [
    "a key nobody knows in a document",
    { file: "documents.json", broken: (content) => content.replace('"edition"', '"colour": "red", "edition"') },
    ["knowledge/documents.json", "0", "colour"],
  ],
  [
    "a key nobody knows in a question",
    { file: "questions/law-290-viii.jsonl", broken: () => LINE("law-290-viii/5").replace("{", '{"colour":"red",') },
    ["knowledge/questions/law-290-viii.jsonl", "line 1", "colour"],
  ],
  [
    "a key nobody knows in the calibration",
    { file: "calibration.json", broken: (content) => content.replace('"fusion"', '"colour": 1, "fusion"') },
    ["knowledge/calibration.json", "colour"],
  ],
  [
    "a day that no calendar has",
    { file: "documents.json", broken: (content) => content.replace("2026-07-14", "2026-02-30") },
    ["knowledge/documents.json", "1 → edition"],
  ],
  [
    "a language nobody speaks here",
    { file: "triage/en.jsonl", broken: (content) => content.replace('"en"', '"fr"') },
    ["knowledge/triage/en.jsonl", "line 1 → language"],
  ],
  [
    "a missing language of provisions",
    { file: "provisions/law-290-viii.kk.md", broken: () => null },
    ["knowledge/provisions/law-290-viii.kk.md", "is missing"],
  ],
  [
    "a missing file of questions",
    { file: "questions/law-416-v.jsonl", broken: () => null },
    ["knowledge/questions/law-416-v.jsonl", "is missing"],
  ],
  [
    "a provision missing in Kazakh",
    { file: "provisions/law-290-viii.kk.md", broken: (content) => withoutBlock(content, "law-290-viii/9") },
    ["knowledge/provisions/law-290-viii.kk.md", "law-290-viii/9", "is missing"],
  ],
  [
    "a provision that stands in English only",
    {
      file: "provisions/law-290-viii.en.md",
      broken: (content) => `${content}\n## law-290-viii/99 · Rain\n\nIt rains.\n`,
    },
    ["law-290-viii/99", "is missing", "provisions/law-290-viii.en.md"],
  ],
  [
    "a provision that stands there twice",
    { file: "provisions/law-416-v.ru.md", broken: (content) => `${content}\n## law-416-v/11 · Дождь\n\nДождь.\n` },
    ["knowledge/provisions/law-416-v.ru.md", "law-416-v/11", "twice"],
  ],
  [
    "a provision of another act",
    { file: "provisions/law-416-v.kk.md", broken: (content) => `${content}\n## law-290-viii/14 · Жаңбыр\n\nЖаңбыр.\n` },
    ["knowledge/provisions/law-416-v.kk.md", "law-290-viii/14", "does not belong to law-416-v"],
  ],
  [
    "a provision without text",
    { file: "provisions/law-416-v.ru.md", broken: (content) => `${content}\n## law-416-v/15 · Дождь\n` },
    ["knowledge/provisions/law-416-v.ru.md", "law-416-v/15", "no text"],
  ],
  [
    "a heading that is no provision",
    { file: "provisions/law-416-v.ru.md", broken: (content) => `${content}\n## Дождь\n\nДождь.\n` },
    ["knowledge/provisions/law-416-v.ru.md", "Дождь"],
  ],
  [
    "a question about a provision that does not exist",
    { file: "questions/law-290-viii.jsonl", broken: (content) => `${content}${LINE("law-290-viii/999")}\n` },
    ["knowledge/questions/", "law-290-viii/999", "is not a provision"],
  ],
  [
    "a situation that rests on a provision that does not exist",
    {
      file: "situations/boat-for-a-wedding.md",
      broken: (content) => content.replace("law-290-viii/9", "law-290-viii/998"),
    },
    ["knowledge/situations/boat-for-a-wedding.md", "law-290-viii/998"],
  ],
  [
    "a situation without provisions",
    { file: "situations/boat-for-a-wedding.md", broken: (content) => content.replace(/^provisions:.*$/m, "") },
    ["knowledge/situations/boat-for-a-wedding.md", "provisions"],
  ],
  [
    "a situation without a section in Kazakh",
    { file: "situations/boat-for-a-wedding.md", broken: (content) => content.replace("## kk ·", "## qq ·") },
    ["knowledge/situations/boat-for-a-wedding.md", "kk"],
  ],
  [
    "a correspondence with a provision that does not exist",
    { file: "correspondence.json", broken: (content) => content.replace("law-416-v/14", "law-416-v/997") },
    ["knowledge/correspondence.json", "law-416-v/997"],
  ],
  [
    "a sentence missing in one language",
    { file: "messages/kk.json", broken: (content) => content.replace('"outOfScope":', '"other":') },
    ["knowledge/messages/", "outOfScope", "is missing"],
  ],
];

describe("knowledge with a fault", () => {
  test.each(FAULTS)("%s is told by file and key", async (_name, broken, words) => {
    const fault = await faultOf(broken);
    for (const word of words) expect(fault).toContain(word);
  });

  test.each(FAULTS)("%s is told in one line", async (_name, broken) => {
    expect((await faultOf(broken)).split("\n")).toHaveLength(1);
  });

  test("a folder that is not there is named", async () => {
    await expect(readKnowledge("/nowhere/at/all")).rejects.toThrow("/nowhere/at/all");
  });

  test("JSON with a stray word is told in one line", async () => {
    const fault = await faultOf({ file: "documents.json", broken: () => "[\n  oops\n]" });
    expect(fault.split("\n")).toHaveLength(1);
  });

  test("a question about a provision that does not exist is told with its file", async () => {
    const file = "questions/law-290-viii.jsonl";
    expect(await faultOf({ file, broken: (content) => `${content}${LINE("law-290-viii/999")}\n` })).toContain(file);
  });

  test("a sentence missing in all three languages is told", async () => {
    const poor = Object.fromEntries(
      ["kk", "ru", "en"].map((language) => {
        const file = `messages/${language}.json`;
        return [file, FILES[file]?.replace('"outOfScope":', '"other":') ?? ""];
      }),
    );
    expect(await faultIn({ ...FILES, ...poor })).toContain("outOfScope");
  });

  test("a document that stands there twice is told", async () => {
    const documents: unknown[] = JSON.parse(FILES["documents.json"] ?? "[]");
    const twice = JSON.stringify([...documents, documents[0]]);
    expect(await faultOf({ file: "documents.json", broken: () => twice })).toContain("documents.json");
  });
});
