// `npm run knowledge -- import` as a maintainer and as an enemy would use it. The acts are made of our own summaries.

import { readdir, readFile, truncate, writeFile } from "node:fs/promises";
import path from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";

import { readEditions } from "../adapters/edition-folder.ts";
import { readKnowledge } from "../adapters/file-knowledge.ts";
import { readSource } from "../adapters/readers/read-source.ts";
import type { Edition } from "../src/editions/edition.ts";
import { importText } from "../src/editions/import-text.ts";
import { reportImport, writeImport } from "../src/editions/write-import.ts";
import type { ActDocument } from "../src/knowledge/schemas.ts";
import { type ImportOptions, importOne } from "../src/knowledge-import-command.ts";
import { temporaryFolder } from "./knowledge-files.ts";
import { capture } from "./owner-fakes.ts";
import { adiletPage, bytesOf } from "./reader-files.ts";
import { actLines, actText } from "./summary-acts.ts";

const network = vi.hoisted(() => ({ request: vi.fn() }));
vi.mock("undici", async (original) => ({ ...(await original<typeof import("undici")>()), request: network.request }));

// Reading the knowledge takes longer than all that is tested here.
vi.mock("../adapters/file-knowledge.ts", async (original) => {
  const { readKnowledge: readAnew } = await original<typeof import("../adapters/file-knowledge.ts")>();
  const once = readAnew("knowledge", "spoken");
  return { readKnowledge: () => once };
});

const knowledge = await readKnowledge("knowledge", "spoken");
const CODE = "decree-153-code";
const TEXT = actText(knowledge, { document: CODE, language: "ru" });
const KAZAKH = actText(knowledge, { document: CODE, language: "kk" });
const documentOf = (id: string): ActDocument => {
  const found = knowledge.documents.get(id);
  if (!found) throw new Error(`no act ${id}`);
  return found;
};

let folder = "";
beforeEach(async () => {
  folder = await temporaryFolder();
  vi.stubEnv("DATA_DIR", path.join(folder, "data"));
  network.request.mockReset();
});

async function put(content: string | Uint8Array, name = "act.txt"): Promise<string> {
  await writeFile(path.join(folder, name), content);
  return path.join(folder, name);
}

const importFile = (file: string, options: Partial<ImportOptions> = {}) =>
  capture(() => importOne(file, { document: CODE, language: "ru", ...options }));

const importBytes = async (content: string | Uint8Array, options: Partial<ImportOptions> = {}, name = "act.txt") =>
  importFile(await put(content, name), options);

const kept = (): Promise<Edition[]> =>
  readEditions(path.join(folder, "data"), (message) => expect.unreachable(message));

/** Every file under the data folder with its bytes. */
async function snapshot(): Promise<Record<string, string>> {
  const root = path.join(folder, "data");
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const read = files.map(async (file) => [path.relative(root, file), await readFile(file, "base64")] as const);
  return Object.fromEntries(await Promise.all(read));
}

describe("an official text", () => {
  test("is kept, approved, under the edition that its notes name; what they only announce does not count", async () => {
    const { out, err } = await importBytes(TEXT);
    expect(err).toBe("");
    expect(out).toContain("decree-153-code, ru, edition of 04.03.2026, law from 04.03.2026\n");
    expect(out).toMatch(/found: 0 chapters, 12 points, 24 subparagraphs; \d+ characters; 2 editors' notes left out/);
    expect(out).toMatch(/kept and approved; a service that runs uses it after its next start\n$/);
    expect(await kept()).toMatchObject([
      { document: CODE, language: "ru", edition: "2026-03-04", inForceFrom: "2026-03-04", source: "act.txt" },
    ]);
    expect((await kept())[0]?.isApproved).toBe(true);
  });

  test("in every language and of every day stands beside the others", async () => {
    await importBytes(TEXT);
    await importBytes(KAZAKH, { language: "kk" });
    await importBytes(TEXT, { edition: "2026-05-01", inForceFrom: "2026-06-01" });
    expect(Object.keys(await snapshot()).sort()).toEqual([
      "editions/decree-153-code/kk/2026-03-04.json",
      "editions/decree-153-code/ru/2026-03-04.json",
      "editions/decree-153-code/ru/2026-05-01.json",
    ]);
    expect((await kept()).find(({ edition }) => edition === "2026-05-01")?.inForceFrom).toBe("2026-06-01");
  });

  test("of a day that is there already takes its place, and says so", async () => {
    await importBytes(TEXT);
    const [same, other] = [await importBytes(TEXT), await importBytes(TEXT.replace("Ескерту", ""), { dryRun: true })];
    expect(
      [same, other].map(({ out }) =>
        out.includes("takes the place of the edition of that day, which has the same words"),
      ),
    ).toEqual([true, true]);
    const changed = await importBytes(TEXT.replace(/\.\n$/u, " и сверх того.\n"));
    expect(changed.out).toContain("note: it takes the place of the edition of that day, which has other words\n");
    expect((await kept()).map(({ text }) => text.endsWith("сверх того."))).toEqual([true]);
  });

  test("is only reported with --dry-run", async () => {
    const { out, err } = await importBytes(TEXT, { dryRun: true });
    expect([out.endsWith("dry run: nothing was kept\n"), err, await snapshot()]).toEqual([true, "", {}]);
  });

  test("is reported whole as one line of JSON", async () => {
    const { out } = await importBytes(TEXT, { json: true });
    expect(out.split("\n")).toHaveLength(2);
    expect(JSON.parse(out)).toMatchObject({
      ...{ document: CODE, language: "ru", edition: "2026-03-04", inForceFrom: "2026-03-04", notes: 2 },
      ...{ found: { chapter: 0, point: 12, subparagraph: 24 }, withoutSummary: [], withoutText: [], excluded: [] },
      ...{ refusals: [], remarks: [] },
    });
  });

  test("that is refused is reported as JSON all the same", async () => {
    const { out, err } = await importBytes(KAZAKH, { json: true });
    expect(JSON.parse(out).refusals[0]).toBe("the text is in Kazakh, not in Russian");
    expect(err).toMatch(/^nothing was kept: the text is in Kazakh, not in Russian/);
  });
});

describe("what looks wrong", () => {
  const lines = TEXT.trimEnd().split("\n");
  const other = actText(knowledge, { document: "decree-153-regulation", language: "ru" });
  const login =
    '<html><head><title>Вход</title></head><body><form action="/login"><p>Введите пароль.</p></form></body></html>';
  const cases: readonly (readonly [string, string, RegExp])[] = [
    [
      "a page that was cut off in the middle",
      lines.slice(0, 12).join("\n"),
      /Is it a part of a page\? \(--force keeps it all the same\)$/,
    ],
    [
      "a page whose last point is missing",
      lines.slice(0, -1).join("\n"),
      / 1 of the articles or points that the summaries know are not there: 12\./,
    ],
    [
      "a page that was cut off in a word",
      TEXT.slice(0, -9),
      /its last words end no sentence: a page that was cut off\?/,
    ],
    ["another act", other, /do not speak of what Code of Ethics speaks of: another act\?/],
    ["another language", KAZAKH, /the text is in Kazakh, not in Russian/],
    [
      "an error page",
      "<!doctype html><html><body><h1>502 Bad Gateway</h1></body></html>",
      /The page holds no act: no numbered provision was found in it/,
    ],
    ["a login page", login, /The page came without its text/],
    [
      "a story",
      "Садовник вышел во двор и долго глядел на зонт.\n",
      /no article or point of Code of Ethics was found in it;/,
    ],
    ["an answer in JSON", '{"error": "1. too many requests"}', /The file is JSON/],
    ["nothing", "", /The file is empty/],
    ["white space", " \n\t\n", /The file is empty/],
    ["binary bytes", "\u0000\u0001\u0002\u0003", /The file (?:is empty|holds binary data)/],
    [
      "an act without notes",
      lines.filter((line) => !line.startsWith("Сноска")).join("\n"),
      /say which edition it is with --edition <YYYY-MM-DD>$/,
    ],
  ];

  test.each(cases)("%s is refused, and what is there stays byte for byte", async (_, text, reason) => {
    await importBytes(TEXT);
    const before = await snapshot();
    const { err } = await importBytes(text);
    expect(err).toMatch(reason);
    expect(err.split("\n")).toHaveLength(1);
    expect(await snapshot()).toEqual(before);
  });

  test("is kept with --force, and approved", async () => {
    const short = lines.slice(0, 12).join("\n");
    expect((await importBytes(short)).err).not.toBe("");
    const { out, err } = await importBytes(short, { force: true });
    expect([
      err,
      out.includes("of the articles or points that the summaries know are not there"),
      (await kept()).map(({ isApproved }) => isApproved),
    ]).toEqual(["", true, [true]]);
  });

  test.each([
    ["has no unit", "Садовник вышел во двор.\n", { edition: "2026-03-04" }],
    ["tells no edition", lines.filter((line) => !line.startsWith("Сноска")).join("\n"), {}],
  ] as const)("is not kept even with --force where it %s", async (_, text, options) => {
    const { err } = await importBytes(text, { force: true, ...options });
    expect([err.startsWith("nothing was kept: "), err.includes("--force"), await snapshot()]).toEqual([
      true,
      false,
      {},
    ]);
  });

  test("cannot replace a whole edition by a third of it, even as an extract that marks its gaps", async () => {
    await importBytes(TEXT);
    const before = await snapshot();
    const { err } = await importBytes([...lines.slice(0, 12), "[…]", lines.at(-1)].join("\n"));
    expect(err).toMatch(/nothing was kept: it has \d+ units, the edition of 2026-03-04 that is there has 36 \(--force/);
    expect(await snapshot()).toEqual(before);
  });

  test("is an edition that is still to come", async () => {
    const { err } = await importBytes(TEXT, { edition: "2062-03-04" });
    expect(err).toBe("nothing was kept: the edition of 04.03.2062 is still to come (--force keeps it all the same)");
  });

  test("is a page that calls the act repealed, of an act that we take for law", async () => {
    const page = (status: string) => adiletPage(lines.map((line) => `<p>${line}</p>`).join("\n"), { status });
    expect((await importBytes(page("Обновленный"), {}, "act.html")).err).toBe("");
    const { err } = await importBytes(page("Утративший силу"), {}, "act.html");
    expect(err).toMatch(/^nothing was kept: the page says that the act is law no more: Утративший силу/);
  });
});

describe("what cannot be read", () => {
  test("is an act that nobody knows", async () => {
    const { err } = await importBytes(TEXT, { document: "law-1" });
    expect(err).toMatch(/^no act is called law-1; there are: decree-153-code, decree-153-regulation, law-290-viii, /);
  });

  test("is a file that is not there, a folder, or one of more than 32 MB", async () => {
    const huge = await put("1. ");
    await truncate(huge, 32 * 1024 * 1024 + 1);
    const told = [await importFile(path.join(folder, "none.txt")), await importFile(folder), await importFile(huge)];
    expect(told.map(({ err }) => err.replaceAll(folder, "…"))).toEqual([
      ...["cannot read …/none.txt: there is no such file", "cannot read …: it is no file"],
      "…/act.txt is larger than 32 MB: no text of an act is",
    ]);
  });
});

describe("an address", () => {
  test.each([
    ["http://adilet.zan.kz/rus/docs/U1500000153", "the address is not https"],
    ["https://127.0.0.1/rus", "the address has a number in place of a host's name"],
    ["https://0x7f000001/rus", "the address has a number in place of a host's name"],
    ["https://[::1]/rus", "the address has a number in place of a host's name"],
    ["https://localhost/rus", "leads to localhost, which is not among the hosts of the sources"],
    ["https://adilet.zan.kz.evil.example/rus", "leads to adilet.zan.kz.evil.example, which is not among"],
    ["https://evil.example/adilet.zan.kz", "leads to evil.example, which is not among the hosts of the sources"],
    ["https://user@adilet.zan.kz/rus", "the address holds a user name"],
    ["https://adilet.zan.kz:8443/rus", "leads to adilet.zan.kz:8443, which is not among the hosts of the sources"],
    ["https://аdilet.zan.kz/rus", "the address is not written in plain characters"],
    ["https://adilet.zan.kz\\@evil.example/", "the address is not written in plain characters"],
    ["file:///etc/passwd", "the address is not https"],
    ["FILE:///etc/passwd", "the address is not https"],
    ["ftp://adilet.zan.kz/rus", "the address is not https"],
  ])("such as %s is not asked", async (address, why) => {
    const { out, err } = await importFile(address);
    expect([out, err.split("\n").length, network.request.mock.calls.length]).toEqual(["", 1, 0]);
    expect(err).toContain(why);
    expect(err.startsWith(`cannot fetch ${address}: `)).toBe(true);
  });

  test.each(["data:text/html,1.", "//adilet.zan.kz/rus", "https:/adilet.zan.kz/rus"])(
    "is none: %s is a file",
    async (name) => {
      expect((await importFile(name)).err).toBe(`cannot read ${name}: there is no such file`);
      expect(network.request).not.toHaveBeenCalled();
    },
  );

  test("of a source that the acts name is asked, and its fault is one line", async () => {
    network.request.mockRejectedValue(Object.assign(new Error("connect"), { code: "ECONNREFUSED" }));
    const { err } = await importFile("https://adilet.zan.kz/rus/docs/U1500000153");
    expect(network.request).toHaveBeenCalledTimes(1);
    expect(err).toMatch(/^cannot fetch https:\/\/adilet\.zan\.kz\/rus\/docs\/U1500000153: [^\n]+$/);
  });
});

describe("the report", () => {
  async function reported(text: string, options: { document?: string; inForceFrom?: string; edition?: string } = {}) {
    const { document: id = CODE, inForceFrom = null, edition = null } = options;
    const document = documentOf(id);
    const origin = { source: "act.txt", checksum: "", importedAt: "2026-08-15T00:00:00.000Z" };
    const source = await readSource(bytesOf(text), "act.txt");
    const claim = { document, language: "ru" as const, installed: [] };
    const imported = importText(knowledge, source, { ...claim, inForceFrom, edition, origin });
    return reportImport(imported, { ...claim, provisions: knowledge.provisions });
  }

  test("names units without a summary, summaries without words, and where to look again", async () => {
    const lines = TEXT.trimEnd().split("\n");
    const gone = lines.findIndex((line) => line.startsWith("3. "));
    const report = await reported(
      [...lines.slice(0, gone), ...lines.slice(gone + 1), "13. Садовник поливает тыкву.", "15. Сторож её ест."].join(
        "\n",
      ),
    );
    expect(report.withoutSummary).toEqual([`${CODE}/13`, `${CODE}/15`]);
    expect(report.withoutText).toContain(`${CODE}/3`);
    expect(writeImport(report)).toMatch(/no summary speaks of \(2\): decree-153-code\/13, decree-153-code\/15\n/);
    expect(writeImport(report)).toMatch(/summaries without words in this text \(\d+\): decree-153-code\/3/);
    expect(writeImport(report)).toMatch(new RegExp(`\n {2}line ${gone + 1}: .+\n`));
    expect(writeImport(report)).toMatch(new RegExp(`\n {2}line ${lines.length + 1}: .+\n?`));
  });

  test("cuts long lists and says how much is missing", async () => {
    const more = Array.from({ length: 30 }, (_, at) => `${at + 13}. Садовник поливает тыкву.`);
    const written = writeImport(await reported(`${TEXT}${more.join("\n")}`));
    expect(written).toMatch(/no summary speaks of \(30\): (?:[\w/-]+, ){20}and 10 more \(--json lists all\)\n/);
  });

  test("names what the act has taken out", async () => {
    const lines = actLines(knowledge, { document: CODE, language: "ru" });
    const out = lines.map((line) =>
      line.startsWith("7. ") ? "7. Исключен Указом Президента РК от 02.02.2026 № 1." : line,
    );
    expect((await reported(out.join("\n"), { edition: "2026-02-02" })).excluded).toEqual([`${CODE}/7`]);
  });

  test.each([
    [{ edition: "2026-08-01" }, "2026-08-01"],
    [{ edition: "2026-08-01", inForceFrom: "2026-09-01" }, "2026-09-01"],
    [{ edition: "2026-06-01" }, "2026-07-01"],
    [{ edition: "2026-06-01", inForceFrom: "2026-06-15" }, "2026-06-15"],
  ])("of %o has it law from %s, never before the act itself unless somebody says so", async (days, from) => {
    const text = actText(knowledge, { document: "law-290-viii", language: "ru" });
    expect((await reported(text, { document: "law-290-viii", ...days })).inForceFrom).toBe(from);
  });

  test("says where answers of today would not quote the text", async () => {
    const text = actText(knowledge, { document: "law-416-v", language: "ru" });
    const told =
      "it is older than the edition of 04.04.2026, which the summaries restate: answers of today do not quote it";
    expect((await reported(text, { document: "law-416-v" })).remarks).toEqual([told]);
    expect((await reported(text, { document: "law-416-v", edition: "2026-04-04" })).remarks).toEqual([]);
  });
});
