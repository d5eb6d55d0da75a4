// `npm run knowledge`: what becomes of editions after they were imported, and how faults are told.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, test, vi } from "vitest";

import { readEditions, writeEdition } from "../adapters/edition-folder.ts";
import { readKnowledge } from "../adapters/file-knowledge.ts";
import type { Edition } from "../src/editions/edition.ts";
import { diff, showStatus, twins } from "../src/knowledge-compare-command.ts";
import { approve, remove } from "../src/knowledge-editions-command.ts";
import { temporaryFolder } from "./knowledge-files.ts";
import { capture, type Ran } from "./owner-fakes.ts";
import { smallEdition } from "./small-editions.ts";
import { actText } from "./summary-acts.ts";

// Reading the knowledge takes longer than all that is tested here.
vi.mock("../adapters/file-knowledge.ts", async (original) => {
  const { readKnowledge: readAnew } = await original<typeof import("../adapters/file-knowledge.ts")>();
  const once = readAnew("knowledge", "spoken");
  return { readKnowledge: () => once };
});

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const LAW = "law-290-viii";
const OLD = smallEdition({ units: [[`${LAW}/5`, "Статья 5. Зонт возвращают в 3 дня."]] });
const NEW = smallEdition({
  units: [[`${LAW}/5`, "Статья 5. Зонт возвращают в 5 дней."]],
  edition: "2026-09-01",
  isApproved: false,
});
const KAZAKH = smallEdition({
  units: [[`${LAW}/5`, "5-бап. Қолшатыр 4 күнде қайтарылады."]],
  language: "kk",
  isApproved: false,
});

let folder = "";
beforeEach(async () => {
  folder = await temporaryFolder();
  vi.stubEnv("DATA_DIR", folder);
});

function put(...editions: readonly Edition[]): void {
  for (const edition of editions) writeEdition(folder, edition);
}
const readAll = () => readEditions(folder, (message) => expect.unreachable(message));
const waiting = async (): Promise<string[]> =>
  (await readAll())
    .filter(({ isApproved }) => !isApproved)
    .map(({ language, edition }) => `${language} ${edition}`)
    .sort();

/** The command in a process of its own. */
async function run(...args: string[]): Promise<Ran> {
  const child = spawn(process.execPath, ["--import", "tsx", "src/knowledge-command.ts", ...args], {
    cwd: ROOT,
    env: { PATH: process.env["PATH"], DATA_DIR: folder, SYNC_PROXY_URL: "" },
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (chunk) => (out += chunk));
  child.stderr.on("data", (chunk) => (err += chunk));
  const [code] = await once(child, "close");
  return { code, out, err };
}

describe("approve", () => {
  test("lets answers use what is chosen and leaves the rest waiting", async () => {
    put(OLD, NEW, KAZAKH);
    const { out, err } = await capture(() => approve({ document: LAW, language: "ru" }));
    expect([err, await waiting()]).toEqual(["", ["kk 2026-07-14"]]);
    expect(out).toBe(
      "approved: law-290-viii, ru, edition of 01.09.2026\n" +
        "a service that runs uses it after its next start, and tells askers what has changed\n",
    );
    await capture(() => approve({ all: true }));
    expect(await waiting()).toEqual([]);
  });

  test.each([
    [{}, "say which: --document (and --language, --edition), or --all"],
    [{ language: "kk" }, "say which: --document (and --language, --edition), or --all"],
    [{ document: "law-1" }, "nothing of that waits to be approved (see npm run knowledge -- status)"],
    [
      { document: LAW, edition: "2026-07-14", language: "ru" },
      "nothing of that waits to be approved (see npm run knowledge -- status)",
    ],
    [
      { document: LAW, edition: "2031-01-01" },
      "nothing of that waits to be approved (see npm run knowledge -- status)",
    ],
  ] as const)("of %o approves nothing and says so in one line", async (choosing, line) => {
    put(OLD, NEW, KAZAKH);
    expect(await capture(() => approve(choosing))).toEqual({ out: "", err: line });
    expect(await waiting()).toEqual(["kk 2026-07-14", "ru 2026-09-01"]);
  });
});

describe("remove", () => {
  test("deletes the edition that is named in full, and no other", async () => {
    put(OLD, NEW, KAZAKH);
    const { out } = await capture(() => remove({ document: LAW, language: "ru", edition: "2026-07-14" }));
    expect(out).toBe("removed: law-290-viii, ru, edition of 14.07.2026\n");
    expect((await readAll()).map(({ edition, language }) => `${language} ${edition}`).sort()).toEqual([
      "kk 2026-07-14",
      "ru 2026-09-01",
    ]);
  });

  test.each([
    { document: LAW, language: "ru", edition: "2026-07-15" },
    { document: LAW, language: "en", edition: "2026-07-14" },
    { document: `../editions/${LAW}`, language: "ru", edition: "2026-07-14" },
  ] as const)("of %o deletes nothing", async (name) => {
    put(OLD);
    const { err } = await capture(() => remove(name));
    expect([err, await readAll()]).toEqual(["there is no such edition (see npm run knowledge -- status)", [OLD]]);
  });
});

describe("diff", () => {
  test("compares the last two, approved or not, and any two that are named", async () => {
    put(OLD, NEW);
    const last = await capture(() => diff({ document: LAW, language: "ru" }));
    expect([last.err, last.out]).toEqual(["", expect.stringContaining("01.09.2026")]);
    const back = await capture(() =>
      diff({ document: LAW, language: "ru", from: "2026-09-01", to: "2026-07-14", json: true }),
    );
    expect([back.err, typeof JSON.parse(back.out)]).toEqual(["", "object"]);
  });

  test("needs two editions, and names those that are there", async () => {
    const none = await capture(() => diff({ document: LAW, language: "ru" }));
    put(OLD, KAZAKH);
    const one = await capture(() => diff({ document: LAW, language: "ru" }));
    put(NEW);
    const other = await capture(() => diff({ document: LAW, language: "ru", from: "2020-01-01" }));
    const unknown = await capture(() => diff({ document: "law-1", language: "ru" }));
    expect([none, one, other].map(({ err }) => err)).toEqual([
      "two editions are needed; in ru there is none",
      "two editions are needed; in ru there is: ru 14.07.2026",
      "two editions are needed; in ru there are: ru 01.09.2026, ru 14.07.2026",
    ]);
    expect(unknown.err).toMatch(/^no act is called law-1; there are: /);
  });

  test("writes a page for its owner alone, and over another only when told to", async () => {
    put(OLD, NEW);
    const html = path.join(folder, "changes.html");
    await writeFile(html, "mine");
    const again = await capture(() => diff({ document: LAW, language: "ru", html }));
    expect([again.err, await readFile(html, "utf8")]).toEqual([
      `${html} is there already (--force replaces it)`,
      "mine",
    ]);
    expect((await capture(() => diff({ document: LAW, language: "ru", html, force: true }))).out).toBe(
      `written: ${html}\n`,
    );
    expect(await readFile(html, "utf8")).toMatch(/^<!doctype html>/i);
  });
});

describe("twins", () => {
  test("compares the newest edition that is there in both languages", async () => {
    put(OLD, NEW, KAZAKH);
    const { out, err } = await capture(() => twins({ document: LAW, json: true }));
    expect([err, out.includes(`${LAW}/5`)]).toEqual(["", true]);
  });

  test("needs one edition in both languages", async () => {
    put(OLD, NEW);
    expect((await capture(() => twins({ document: LAW }))).err).toBe(
      "one edition is needed in both kk and ru; there are: ru 01.09.2026, ru 14.07.2026",
    );
    expect((await capture(() => twins({ document: LAW, edition: "2020-01-01" }))).err).toMatch(
      /^one edition is needed in both/,
    );
    expect((await capture(() => twins({ document: "law-1" }))).err).toMatch(/^no act is called law-1; /);
  });
});

describe("status", () => {
  test("lists what is there, waiting or not, as text and as JSON", async () => {
    put(OLD, NEW);
    const { documents, situations, index } = JSON.parse((await capture(() => showStatus({ json: true }))).out);
    const law = documents.find(({ document }: { document: string }) => document === LAW);
    const ru = law.texts.find(({ language }: { language: string }) => language === "ru");
    expect(ru.editions.map(({ edition, isApproved }: Edition) => [edition, isApproved])).toEqual([
      ["2026-09-01", false],
      ["2026-07-14", true],
    ]);
    expect([ru.used, situations > 0, index]).toEqual(["2026-07-14", true, null]);
    expect((await capture(() => showStatus({}))).out).toMatch(
      /index: none that fits; `npm run knowledge -- build` makes it\n$/,
    );
  });

  test("tells of a damaged file on standard error, and lists the rest", async () => {
    put(OLD);
    const damaged = path.join(folder, "editions", LAW, "kk", "2026-07-14.json");
    await mkdir(path.dirname(damaged), { recursive: true });
    await writeFile(damaged, '{"document":"law-290-viii",');
    const told: string[] = [];
    const spy = vi.spyOn(process.stderr, "write").mockImplementation((line) => told.push(String(line)) > 0);
    const { out } = await capture(() => showStatus({ json: true })).finally(() => spy.mockRestore());
    expect(told).toEqual([
      `adep: the official text editions/${LAW}/kk/2026-07-14.json is damaged and is not used: import it again\n`,
    ]);
    expect(JSON.parse(out).documents).toHaveLength((await readKnowledge("knowledge", "spoken")).documents.size);
  });
});

describe("the command", () => {
  test("imports, and prints nothing but JSON", async () => {
    const file = path.join(folder, "act.txt");
    await writeFile(
      file,
      actText(await readKnowledge("knowledge", "spoken"), { document: "civil-code", language: "kk" }),
    );
    const { code, out, err } = await run("import", file, "--document", "civil-code", "--language", "kk", "--json");
    expect([code, err, JSON.parse(out).edition]).toEqual([0, "", "2026-03-04"]);
    expect((await readAll()).map(({ isApproved }) => isApproved)).toEqual([true]);
  });

  test.each([
    [
      ["import", "file:///etc/passwd", "--document", LAW, "--language", "ru"],
      /^adep: cannot fetch file:\/\/\/etc\/passwd: the address is not https\n$/,
    ],
    [
      ["import", "a.txt", "--document", LAW, "--language", "ru", "--edition", "2026-13-45"],
      /^error: option '--edition <day>' argument '2026-13-45' is invalid\. It must be a day as YYYY-MM-DD\.\n$/,
    ],
  ])("%j ends with code 1 and one line", async (args, line) => {
    const { code, out, err } = await run(...args);
    expect([code, out, err]).toEqual([1, "", expect.stringMatching(line)]);
    expect(await readAll()).toEqual([]);
  });
});
