// Official texts on disk: what is written comes back, and what is damaged is left out and told of.

import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";

import { readEditions, removeEdition, rootOf, writeEdition } from "../adapters/edition-folder.ts";
import type { Edition } from "../src/editions/edition.ts";
import { temporaryFolder } from "./knowledge-files.ts";
import { smallEdition } from "./small-editions.ts";

const GOOD = smallEdition({ units: [["law-290-viii/5", "Статья 5. Зонт возвращают на склад."]] });
const KAZAKH = smallEdition({ units: [["law-290-viii/5", "5-бап. Қолшатыр қайтарылады."]], language: "kk" });
const LATER = smallEdition({ units: [["law-290-viii/5", "Статья 5. Зонт сушат."]], edition: "2026-07-20" });
const FILE = "editions/law-290-viii/ru/2026-07-14.json";
const TOLD = `the official text ${FILE} is damaged and is not used: import it again`;

async function readAll(folder: string): Promise<{ editions: Edition[]; told: string[] }> {
  const told: string[] = [];
  const editions = await readEditions(folder, (message) => told.push(message));
  return {
    editions: editions.sort((one, other) => (one.edition + one.language < other.edition + other.language ? -1 : 1)),
    told,
  };
}

/** A folder whose one file holds these bytes. */
async function folderWith(content: string | Uint8Array, file = FILE): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
  await writeFile(path.join(folder, file), content);
  return folder;
}

test("editions of every language and day stand side by side and come back as they were", async () => {
  const folder = await temporaryFolder();
  for (const edition of [GOOD, KAZAKH, LATER]) writeEdition(folder, edition);
  expect(await readAll(folder)).toEqual({ editions: [KAZAKH, GOOD, LATER], told: [] });
});

test("an edition of the same day takes the place of the earlier one", async () => {
  const folder = await temporaryFolder();
  writeEdition(folder, GOOD);
  writeEdition(folder, { ...GOOD, isApproved: false });
  expect((await readAll(folder)).editions).toEqual([{ ...GOOD, isApproved: false }]);
});

test("only the owner may read it, and nothing else is left beside it", async () => {
  const folder = await temporaryFolder();
  writeEdition(folder, GOOD);
  expect((await stat(path.join(folder, FILE))).mode & 0o777).toBe(0o600);
  expect(await readdir(path.dirname(path.join(folder, FILE)))).toEqual(["2026-07-14.json"]);
});

test("where nothing was imported nothing is there, which is no fault", async () => {
  expect(await readAll(await temporaryFolder())).toEqual({ editions: [], told: [] });
});

test("a folder that cannot be read is told of", async () => {
  const folder = await temporaryFolder();
  await writeFile(rootOf(folder), "a file in the place of the folder");
  expect(await readAll(folder)).toEqual({
    ...{ editions: [], told: ["the official texts cannot be read (ENOTDIR): answers go without them"] },
  });
});

const whole = JSON.stringify(GOOD);
test.each([
  ["empty", ""],
  ["half-written", whole.slice(0, whole.length / 2)],
  ["not JSON", "<html>"],
  ["of binary bytes", new Uint8Array([0, 255, 254, 1])],
  ["without its text", JSON.stringify({ ...GOOD, text: undefined })],
  ["cut in its text", JSON.stringify({ ...GOOD, text: GOOD.text.slice(0, 10) })],
  ["with words that run backwards", JSON.stringify({ ...GOOD, units: [{ ...GOOD.units[0], spans: [[9, 3]] }] })],
  ["with an unknown field", JSON.stringify({ ...GOOD, more: 1 })],
  ["with a day that no calendar has", JSON.stringify({ ...GOOD, inForceFrom: "2026-02-31" })],
  ["of another day than its name says", JSON.stringify(LATER)],
  ["of another language than its folder says", JSON.stringify(KAZAKH)],
  ["of another act than its folder says", JSON.stringify({ ...GOOD, document: "../law-290-viii" })],
])("a file that is %s is left out in one line, and the others are read", async (_, content) => {
  const folder = await folderWith(content);
  writeEdition(folder, LATER);
  expect(await readAll(folder)).toEqual({ editions: [LATER], told: [TOLD] });
});

test("what a writing that was interrupted leaves behind is no edition", async () => {
  const folder = await folderWith(whole.slice(0, 50), `${FILE}.0a1b2c3d4e5f`);
  expect(await readAll(folder)).toEqual({ editions: [], told: [] });
});

test("an edition that would quote what is not there is not written, and the earlier one stays", async () => {
  const folder = await temporaryFolder();
  writeEdition(folder, GOOD);
  const before = await readFile(path.join(folder, FILE));
  expect(() => writeEdition(folder, { ...GOOD, text: "" })).toThrow();
  expect(await readFile(path.join(folder, FILE))).toEqual(before);
});

test("one edition is removed and the others stay; one that is not there may be removed too", async () => {
  const folder = await temporaryFolder();
  writeEdition(folder, GOOD);
  writeEdition(folder, LATER);
  await removeEdition(folder, GOOD);
  await removeEdition(folder, GOOD);
  expect((await readAll(folder)).editions).toEqual([LATER]);
});
