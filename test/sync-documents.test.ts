import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { readKnowledge } from "../adapters/file-knowledge.ts";
import { onlySourcesOf, readAddress } from "../adapters/sync/address.ts";
import type { Fetched, Marks } from "../adapters/sync/fetch-text.ts";
import { type SyncOptions, syncDocuments, type Verdict } from "../adapters/sync/sync-documents.ts";
import { openSyncState, type Remembered } from "../adapters/sync/sync-state.ts";
import { KNOWLEDGE_FOLDER } from "../src/command-entry.ts";
import { LANGUAGES } from "../src/language.ts";

const SITE = "https://acts.test/a";
const OLD = "https://old.acts.test/a";
const MIRROR = "https://mirror.test/a.md";
const FAILED: Fetched = { kind: "failed", why: "nobody answers at its host" };
const UNCHANGED: Fetched = { kind: "unchanged" };
const SUM = "0123456789abcdef".repeat(4);

const whole = (from: Partial<Extract<Fetched, { kind: "fetched" }>> = {}): Fetched => ({
  ...{ kind: "fetched", bytes: Buffer.from("a made-up act"), checksum: SUM, etag: '"one"', lastModified: null },
  ...{ finalUrl: SITE, contentType: "text/html", ...from },
});
const accept = async (): Promise<Verdict> => ({ kind: "accepted" });
const refuse = async (): Promise<Verdict> => ({ kind: "refused", why: "no article was found in it" });

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "adep-sync-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const stateFile = (): string => path.join(folder, "editions", "sync.json");

/** One act in Russian with three sources, of which none answers; the run tells what was asked of whom. */
async function run(answers: Readonly<Record<string, Fetched>>, from: Partial<SyncOptions> = {}) {
  const asked: [string, Marks["etag"]][] = [];
  const pauses: number[] = [];
  const reports = await syncDocuments({
    ...{ documents: [{ id: "act", sources: { kk: [], ru: [SITE, OLD, MIRROR], en: [] } }], languages: LANGUAGES },
    fetch: async (address, marks) => {
      asked.push([address, marks?.etag ?? null]);
      return answers[address] ?? FAILED;
    },
    ...{ state: openSyncState(folder), isKept: () => true, onText: accept },
    pause: async () => void pauses.push(asked.length),
    now: () => new Date("2026-10-05T06:00:00Z"),
    ...from,
  });
  return { reports, asked, pauses };
}
const outcomes = ({ reports }: Awaited<ReturnType<typeof run>>) => reports.map(({ outcome }) => outcome);

describe("a text", () => {
  test("is taken from the first source that gives it, and the others are left alone", async () => {
    const { reports, asked } = await run({ [SITE]: whole(), [OLD]: whole() });
    expect(reports).toEqual([{ document: "act", language: "ru", outcome: "new", address: SITE, faults: [] }]);
    expect(asked).toEqual([[SITE, null]]);
  });

  test("is handed over with its act, language and source", async () => {
    const got: unknown[] = [];
    const onText: SyncOptions["onText"] = (text) => {
      got.push(text);
      return accept();
    };
    await run({ [SITE]: whole() }, { onText });
    expect(got).toEqual([{ ...whole(), document: "act", language: "ru", address: SITE }]);
  });

  test("is looked for further where a source fails or gives what is not taken", async () => {
    const loginPage = whole({ bytes: Buffer.from("Please log in") });
    const onText: SyncOptions["onText"] = ({ bytes }) => (bytes.includes("log in") ? refuse() : accept());
    const { reports } = await run({ [OLD]: loginPage, [MIRROR]: whole() }, { onText });
    const faults = [
      { address: SITE, why: "nobody answers at its host" },
      { address: OLD, why: "no article was found in it" },
    ];
    expect(reports).toEqual([{ document: "act", language: "ru", outcome: "new", address: MIRROR, faults }]);
  });

  test("that came and was taken from nowhere is told apart from one that did not come", async () => {
    expect(outcomes(await run({ [OLD]: whole() }, { onText: refuse }))).toEqual(["refused"]);
    const { reports } = await run({});
    expect(reports[0]).toMatchObject({ outcome: "unreachable", address: null });
    expect(reports[0]?.faults.map(({ address }) => address)).toEqual([SITE, OLD, MIRROR]);
  });

  test("whose reading throws keeps no other from its turn, and shows one line", async () => {
    const documents = ["one", "two"].map((id) => ({ id, sources: { kk: [], ru: [`${SITE}/${id}`], en: [] } }));
    const onText: SyncOptions["onText"] = async ({ document }) => {
      if (document === "one") throw new Error("the disk is full\n    at somewhere.ts:1");
      return accept();
    };
    const answers = { [`${SITE}/one`]: whole(), [`${SITE}/two`]: whole() };
    const result = await run(answers, { documents, onText });
    expect(outcomes(result)).toEqual(["refused", "new"]);
    expect(result.reports[0]?.faults[0]?.why).toBe("it could not be read or kept (the disk is full)");
  });
});

describe("a second run", () => {
  test("asks by the marks, and takes the site's word that nothing changed", async () => {
    await run({ [SITE]: whole() });
    const second = await run({ [SITE]: UNCHANGED }, { onText: () => Promise.reject(new Error("must not be read")) });
    expect(second.asked).toEqual([[SITE, '"one"']]);
    expect(second.reports).toEqual([
      { document: "act", language: "ru", outcome: "unchanged", address: SITE, faults: [] },
    ]);
  });

  test("leaves the same bytes unread under new marks, and asks by those the third time", async () => {
    await run({ [SITE]: whole() });
    const second = await run({ [SITE]: whole({ etag: '"two"' }) }, { onText: refuse });
    expect(outcomes(second)).toEqual(["unchanged"]);
    expect((await run({ [SITE]: UNCHANGED })).asked).toEqual([[SITE, '"two"']]);
  });

  test("reads other bytes", async () => {
    await run({ [SITE]: whole() });
    expect(outcomes(await run({ [SITE]: whole({ checksum: "f".repeat(64) }) }))).toEqual(["new"]);
  });

  test("looks again at what was refused", async () => {
    await run({ [SITE]: whole() }, { onText: refuse });
    const second = await run({ [SITE]: whole() });
    expect([second.asked, outcomes(second)]).toEqual([[[SITE, null]], ["new"]]);
  });

  test("fetches whole what is kept no more, though its marks are known", async () => {
    await run({ [SITE]: whole() });
    const isKept = ({ checksum }: Remembered): boolean => checksum !== SUM;
    const second = await run({ [SITE]: whole() }, { isKept });
    expect([second.asked, outcomes(second)]).toEqual([[[SITE, null]], ["new"]]);
  });
});

describe("two acts on one page", () => {
  const page = { kk: [], ru: [SITE], en: [] };
  const documents = ["code", "regulation"].map((id) => ({ id, sources: page }));

  test("are fetched once and read twice", async () => {
    const result = await run({ [SITE]: whole() }, { documents });
    expect([result.asked, outcomes(result), result.pauses]).toEqual([[[SITE, null]], ["new", "new"], []]);
  });

  test("are each asked for by what is kept of it", async () => {
    await run({ [SITE]: whole() }, { documents: documents.slice(0, 1) });
    const fetch: SyncOptions["fetch"] = async (_, marks) => (marks === null ? whole() : UNCHANGED);
    expect(outcomes(await run({}, { documents, fetch }))).toEqual(["unchanged", "new"]);
    const third = await run({ [SITE]: UNCHANGED }, { documents });
    expect([third.asked, outcomes(third)]).toEqual([[[SITE, '"one"']], ["unchanged", "unchanged"]]);
  });

  test("are asked for once where nobody answers", async () => {
    const result = await run({}, { documents });
    expect([result.asked.length, outcomes(result)]).toEqual([1, ["unreachable", "unreachable"]]);
  });
});

test("it pauses before every request but the first, and tells of each text as it goes", async () => {
  const told: string[] = [];
  const documents = ["one", "two"].map((id) => ({ id, sources: { kk: [`${SITE}/k`, OLD], ru: [], en: [MIRROR] } }));
  const { pauses, asked } = await run(
    { [MIRROR]: whole() },
    {
      ...{ documents, languages: ["kk", "en"] },
      onReport: ({ document, language, outcome }) => told.push(`${document} ${language} ${outcome}`),
    },
  );
  expect(told).toEqual(["one kk unreachable", "one en new", "two kk unreachable", "two en new"]);
  expect([pauses, asked.length]).toEqual([[1, 2], 3]);
});

describe("what is remembered", () => {
  const text: Remembered = {
    ...{ document: "act", language: "ru", address: SITE, etag: '"one"', lastModified: null, checksum: SUM },
    fetchedAt: "2026-10-05T06:00:00.000Z",
  };

  test("is on disk at once, for its owner, with nothing left beside it", () => {
    openSyncState(folder).remember(text);
    expect(openSyncState(folder).read(text)).toEqual(text);
    expect(readdirSync(path.join(folder, "editions"))).toEqual(["sync.json"]);
    if (process.platform !== "win32") expect(statSync(stateFile()).mode & 0o777).toBe(0o600);
  });

  test("is of one act, language and source", () => {
    const state = openSyncState(folder);
    state.remember(text);
    const others = [
      { ...text, document: "b" },
      { ...text, language: "kk" as const },
      { ...text, address: OLD },
    ];
    expect(others.map((other) => state.read(other))).toEqual([null, null, null]);
  });

  test("leaves out marks that fit into no header", () => {
    openSyncState(folder).remember({ ...text, etag: '"o\nne"' });
    expect(openSyncState(folder).read(text)).toEqual({ ...text, etag: null });
  });

  test.each(["", "{", "[]", '{"version":2,"texts":[]}', '{"version":1,"texts":[{"document":"act"}]}'])(
    "is nothing where the file holds %j, and is written anew",
    (content) => {
      mkdirSync(path.dirname(stateFile()));
      writeFileSync(stateFile(), content);
      const state = openSyncState(folder);
      expect(state.read(text)).toBeNull();
      state.remember(text);
      expect(JSON.parse(readFileSync(stateFile(), "utf8"))).toEqual({ version: 1, texts: [text] });
    },
  );

  test.runIf(process.platform !== "win32" && process.getuid?.() !== 0)(
    "that cannot be written is told of",
    async () => {
      mkdirSync(path.dirname(stateFile()));
      chmodSync(path.dirname(stateFile()), 0o500);
      const { reports } = await run({ [SITE]: whole(), [OLD]: whole(), [MIRROR]: whole() });
      chmodSync(path.dirname(stateFile()), 0o700);
      expect(reports[0]?.faults[0]?.why).toMatch(
        /^it could not be read or kept \(cannot write .*sync\.json \(EACCES\)\)$/,
      );
    },
  );
});

describe("the sources of the acts", () => {
  test("stand at every act in Kazakh and Russian, the official site first, and pass their own gate", async () => {
    const documents = [...(await readKnowledge(KNOWLEDGE_FOLDER, "spoken")).documents.values()];
    const allowed = onlySourcesOf(documents);
    for (const { id, sources, url } of documents) {
      for (const language of LANGUAGES) {
        const addresses = sources?.[language] ?? [];
        expect(addresses.filter((address) => readAddress(address, null, allowed).kind !== "allowed")).toEqual([]);
        const isOwnPage = language !== "en" || url.en.includes("/eng/");
        expect([id, language, addresses[0]]).toEqual([id, language, isOwnPage ? url[language] : undefined]);
      }
    }
  });
});
