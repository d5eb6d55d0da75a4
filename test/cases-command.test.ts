import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

import { createVault } from "../adapters/aes-vault.ts";
import { sealedRows } from "../adapters/store/sealed-rows.ts";
import { EXAMPLES } from "../src/cases/help.ts";
import { exportCase } from "../src/cases-export-command.ts";
import { eraseOne } from "../src/cases-keep-command.ts";
import { list, show } from "../src/cases-show-command.ts";
import { ASKER, openBench, someKeys, someReport, tokenOf } from "./case-fakes.ts";
import { temporaryFolder } from "./knowledge-files.ts";
import { actionsOf, capture, openOwner, runCases } from "./owner-fakes.ts";

const SECRET = "sells the seeds";

describe("list", () => {
  test("shows the cases without their texts, and the messages that wait", async () => {
    const owner = await openOwner();
    const { code, out, err } = await owner.run("list");
    expect([code, err]).toEqual([0, ""]);
    const facts = [owner.codename, "told", "serious", "misuse-of-state-property", "gardens", "07.09.2026"];
    expect(out).toMatch(new RegExp(facts.join("\\s+")));
    expect(out).toMatch(/messages: \d+ waiting \(the oldest due \d\d\.09\.2026\), 0 given up/);
    expect(out).not.toContain(SECRET);
  });

  test("keeps to the states and the body that are asked for", async () => {
    const { bench, codename } = await openOwner();
    const told = await capture(() => list(bench.deps, { state: ["told", "opened"], json: true }));
    expect(JSON.parse(told.out).cases.map((one: { codename: string }) => one.codename)).toEqual([codename]);
    const closed = await capture(() => list(bench.deps, { state: ["closed"] }));
    const elsewhere = await capture(() => list(bench.deps, { body: "rivers" }));
    expect([closed.out, elsewhere.out].map((out) => out.split("\n")[0])).toEqual(["no cases", "no cases"]);
  });

  test("makes no store where there is none", async () => {
    const folder = await temporaryFolder();
    const { code, err } = await runCases(folder, ["list"]);
    expect(code).toBe(1);
    expect(err).toMatch(/^adep: there is no case store .+\n$/);
    expect(["adep.db", "data.key"].filter((name) => existsSync(path.join(folder, name)))).toEqual([]);
  });

  test("says in one line that the key is another one", async () => {
    const owner = await openOwner({ DATA_KEY: Buffer.alloc(32, 7).toString("base64") });
    const { code, out, err } = await owner.run("list");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/^adep: the data key does not fit this case store.+\n$/);
  });
});

describe("show", () => {
  test("tells facts and timeline without text, address or channel", async () => {
    const owner = await openOwner();
    const { code, out } = await owner.run("show", owner.codename);
    expect(code).toBe(0);
    expect(out).toContain("1. 07.09.2026 report by asker");
    expect([SECRET, ASKER.id, "channel"].filter((word) => out.includes(word))).toEqual([]);
    expect(await actionsOf(owner)).not.toContain("read text");
  });

  test("tells the texts when asked, and leaves a record of that", async () => {
    const owner = await openOwner();
    const { out } = await capture(() => show(owner.bench.deps, owner.codename, { text: true, json: true }));
    expect(JSON.parse(out).entries[0].text).toContain(SECRET);
    expect(out).not.toContain(ASKER.id);
    expect(await actionsOf(owner)).toContain("read text");
  });

  test("does not let a report write over the screen", async () => {
    const { bench } = await openOwner();
    await bench.reception.escalate(someReport({ text: "one\u001b[2Jtwo\u202Ethree\nfour" }));
    const [, other] = await bench.deps.store.transact((tx) => tx.cases.list({}));
    const { out } = await capture(() => show(bench.deps, other?.codename ?? "", { text: true }));
    expect(out).toContain("one\\u{1b}[2Jtwo\\u{202e}three\n    four");
  });

  test("knows no case that is not there", async () => {
    const { bench } = await openOwner();
    const { out, err } = await capture(() => show(bench.deps, "Nobody-0000", { text: true }));
    expect([out, err]).toEqual(["", expect.stringMatching(/^there is no case .+$/)]);
  });
});

describe("export", () => {
  test("writes a private file that anybody can check, and nothing over another", async () => {
    const owner = await openOwner();
    const file = path.join(owner.folder, "case.json");
    expect((await owner.run("export", owner.codename, "--out", file)).code).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const content = readFileSync(file, "utf8");
    expect([SECRET, ASKER.id, "channel"].filter((word) => content.includes(word))).toEqual([SECRET]);
    expect(await actionsOf(owner)).toContain("export case");
    const checked = await runCases(await temporaryFolder(), ["verify", "--file", file, "--json"]);
    expect(JSON.parse(checked.out)).toMatchObject({ isWhole: true, isFingerprintKnown: false });
    const again = await capture(() => exportCase(owner.cases, owner.codename, { out: file }));
    expect(again.err).toContain("is there already");
    expect(readFileSync(file, "utf8")).toBe(content);
    await capture(() => exportCase(owner.cases, owner.codename, { out: file, force: true }));
    expect([readFileSync(file, "utf8") === content, statSync(file).mode & 0o777]).toEqual([false, 0o600]);
  });

  test("leaves no record where nothing could be written down", async () => {
    const owner = await openOwner();
    const { err } = await capture(() => exportCase(owner.cases, "Nobody-0000", { out: path.join(owner.folder, "x") }));
    expect(err).toContain("there is no case");
    expect((await capture(() => exportCase(owner.cases, owner.codename, {}))).err).toContain("--out");
    expect(await actionsOf(owner)).not.toContain("export case");
  });
});

describe("erase", () => {
  test("says what it would do, and does nothing, without --yes", async () => {
    const { bench, codename, id } = await openOwner();
    const { out, err } = await capture(() => eraseOne(bench.deps, codename, {}));
    expect([out, err]).toEqual(["", expect.stringContaining(`--yes would erase ${codename}`)]);
    expect(await bench.deps.store.transact((tx) => tx.cases.find(id))).not.toBeNull();
  });

  test("leaves lines of the audit log, and no byte of the text in the files, while the service runs", async () => {
    const owner = await openOwner();
    const { db } = owner.bench.opened.database;
    const { sealed } = await db.selectFrom("entries").select("sealed").limit(1).executeTakeFirstOrThrow();
    const holding = (): string[] =>
      ["adep.db", "adep.db-wal"].filter((name) =>
        readFileSync(path.join(owner.folder, name)).includes(sealed.slice(-99)),
      );
    expect(holding()).not.toEqual([]);
    const { code, out } = await owner.run("erase", owner.codename, "--yes");
    expect(code).toBe(0);
    expect(out).toContain("What remains:");
    expect(holding()).toEqual([]);
    expect(await actionsOf(owner)).toContain("erase");
    expect((await capture(() => eraseOne(owner.bench.deps, owner.codename, { yes: true }))).err).toContain("no case");
  });
});

describe("erasing a case whose report was shown before it was sent", () => {
  // The buttons under the draft carry the whole text and belong to no case, so they outlive it by a week.
  test("leaves nothing of the text", async () => {
    const ring = someKeys();
    const bench = await openBench({ escalation: { mode: "confirm", delayMinutes: 0 }, ring: () => ring });
    const draft = await bench.reception.escalate(someReport());
    const actor = { kind: "asker" as const, address: ASKER };
    await bench.press({ actor, token: tokenOf(draft, "Send"), language: "en" });
    const [sent] = await bench.deps.store.transact((tx) => tx.cases.list({}));
    await capture(() => eraseOne(bench.deps, sent?.codename ?? "", { yes: true }));
    const vault = createVault(() => ring);
    const texts: string[] = [];
    for await (const { sealed, place } of sealedRows(bench.opened.database.db)) texts.push(vault.open(sealed, place));
    expect(texts.filter((text) => text.includes(SECRET))).toEqual([]);
  });
});

describe("rotate-key", () => {
  test("seals everything anew while the service goes on", async () => {
    const owner = await openOwner();
    const before = owner.keys.ring().current;
    const rotating = owner.run("rotate-key", "--json");
    let isOver = false;
    void rotating.then(() => {
      isOver = true;
    });
    for (let number = 0; !isOver; number += 1) {
      const address = { channel: "page" as const, id: `asker ${number}` };
      await owner.bench.reception.escalate(someReport({ text: `Report ${number}`, address }));
      expect(await owner.bench.reception.casesOf(ASKER, "en")).toHaveLength(1);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const { code, out, err } = await rotating;
    expect([code, err]).toEqual([0, ""]);
    expect(JSON.parse(out).resealed).toBeGreaterThan(3);
    expect([...owner.keys.ring().keys.keys()]).not.toContain(before);
    const [card] = await owner.bench.reception.casesOf(ASKER, "en");
    if (!card) throw new Error("the asker has no case");
    const token = tokenOf(card, "What was sent");
    const read = await owner.bench.press({ actor: { kind: "asker", address: ASKER }, token, language: "en" });
    expect(read.quote).toContain(SECRET);
    expect((await owner.run("verify")).code).toBe(0);
  });

  test("says how it is done with a key from the environment", async () => {
    const { folder, keys } = await openOwner();
    const old = [...keys.ring().keys.values()][0]?.toString("base64") ?? "";
    const alone = await runCases(folder, ["rotate-key"], { DATA_KEY: old });
    expect(alone).toMatchObject({ code: 1, err: expect.stringContaining("openssl rand -base64 32") });
    const next = Buffer.alloc(32, 9).toString("base64");
    const rotated = await runCases(folder, ["rotate-key"], { DATA_KEY: `${next},${old}` });
    expect(rotated).toMatchObject({ code: 0, err: "", out: expect.stringContaining("can be taken out") });
    expect((await runCases(folder, ["verify"], { DATA_KEY: next })).code).toBe(0);
  });
});

describe("stats", () => {
  test("hides a single case", async () => {
    const { run } = await openOwner();
    const { code, out } = await run("stats", "--from", "2026-01-01", "--to", "2026-12-31", "--json");
    expect(code).toBe(0);
    const { total, bySeverity, byMonth } = JSON.parse(out);
    expect([total, bySeverity.serious, byMonth["2026-09"]]).toEqual(["<5", "hidden", "hidden"]);
  });
});

describe("help", () => {
  test("has examples for every command", async () => {
    const { out } = await runCases(await temporaryFolder(), ["--help"]);
    const names = [...out.matchAll(/^ {2}([a-z-]+) \[options\]/gm)].map(([, name]) => name);
    expect(names).toEqual(["list", "show", "export", "verify", "erase", "rotate-key", "stats"]);
    expect([...names, "all"].sort()).toEqual(Object.keys(EXAMPLES).sort());
  });
});
