import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { describe, expect, test, vi } from "vitest";

import { openKeyFile } from "../adapters/key-file.ts";
import {
  createCandidatesCommand,
  listCandidates,
  rejectCandidates,
  showCandidate,
} from "../evals/candidates-command.ts";
import { createGapsCommand } from "../evals/gaps-command.ts";
import { openBench } from "./case-fakes.ts";
import { aCandidate, createFakeLife } from "./evals-life-fakes.ts";
import { temporaryFolder } from "./knowledge-files.ts";
import { capture, type Ran } from "./owner-fakes.ts";

const correction = aCandidate({
  ...{ id: "beef0001", kind: "correction", text: "He wants a pumpkin for the key.", outcome: null, reason: null },
  ...{ severity: { given: "concern", right: "serious" } },
});

describe("the list", () => {
  test("has a line for each: id, kind, month, language, outcome or severities, first words", async () => {
    const long = "May I row home in the office boat when it rains and the ferryman is asleep again?";
    const { store } = createFakeLife([aCandidate({ text: long }), correction]);
    const { out } = await capture(() => listCandidates(store, {}));
    expect(out.split("\n").map((line) => line.replace(/ {2,}/g, "|"))).toEqual([
      "c0ffee|bad-answer|2026-09|en|answered|May I row home in the office boat when it rains and the …",
      "beef00|correction|2026-09|en|concern → serious|He wants a pumpkin for the key.",
      "",
    ]);
  });

  test("writes as much of an id as tells it from the others", async () => {
    const { store } = createFakeLife(["c0ffee12", "c0ffee34", "a1"].map((id) => aCandidate({ id })));
    const { out } = await capture(() => listCandidates(store, {}));
    expect(out.split("\n").map((line) => line.split(" ")[0])).toEqual(["c0ffee1", "c0ffee3", "a1", ""]);
  });

  test("keeps to one line and lets no text write over the screen", async () => {
    const { store } = createFakeLife([aCandidate({ text: "one\n\n two\u001b[2Jthree" })]);
    const { out } = await capture(() => listCandidates(store, {}));
    expect(out).toMatch(/answered {2}one two\\u\{1b\}\[2Jthree\n$/);
  });

  test("says that there is none, and is whole in JSON", async () => {
    expect((await capture(() => listCandidates(createFakeLife([]).store, {}))).out).toMatch(/^no candidates/);
    const { out } = await capture(() => listCandidates(createFakeLife([correction]).store, { json: true }));
    expect(JSON.parse(out)).toEqual({ candidates: [correction] });
  });
});

describe("one candidate", () => {
  const show = (candidates: Parameters<typeof createFakeLife>[0], named: string) =>
    capture(() => showCandidate(createFakeLife(candidates).store, named, {}));

  test("is shown with remark, reason, and what to check", async () => {
    const one = aCandidate({ language: "ru", text: "Где сушить зонт?", remark: "Не про сушку." });
    const { out } = await show([one], "c0ff");
    expect(out).toMatch(/reason +wrong\n/);
    expect(out).toContain("the question\n    Где сушить зонт?\n\nthe remark\n    Не про сушку.\n");
    expect(out).toMatch(/\nCheck before accepting: no name, no place or event .+; the right provisions\.\n$/);
  });

  test("of a question goes to the sets of questions, without what was cited as the right source", async () => {
    const suggestion = (await show([aCandidate()], "c0ffee12")).out.split("where it would go\n")[1] ?? "";
    expect(suggestion).toContain(
      "dev.jsonl, where the law answers it: npm run evals -- candidates accept c0ffee --expect",
    );
    expect(suggestion).toContain("--out-of-scope near");
    expect(suggestion).not.toContain("law-290-viii/5");
  });

  test("of a correction goes to the triage texts, with the severity the commissioner gave", async () => {
    const { out } = await show([correction], "beef");
    expect(out).toContain("triage-test.jsonl: npm run evals -- candidates accept beef00 --severity serious");
    expect(out).toMatch(/severity +concern → serious\n/);
    expect(out).toContain("the right severity and category.");
  });

  test("is named by an id or a beginning that only it has", async () => {
    const several = [aCandidate({ id: "c0ffee" }), aCandidate({ id: "c0ffee34" }), aCandidate({ id: "c0a" })];
    expect((await show(several, "c0ffee")).out).toMatch(/^id +c0ffee\n/);
    expect((await show(several, "c0f")).err).toBe(
      "2 candidates begin with c0f: c0ffee, c0ffee3; write more of the one you mean",
    );
    const unknown = "no candidate begins with dead (npm run evals -- candidates lists them)";
    expect((await show(several, "dead")).err).toBe(unknown);
    expect((await show(several, "")).err).toMatch(/^no candidate begins with /);
  });
});

describe("rejecting", () => {
  test("deletes all that are named", async () => {
    const life = createFakeLife([aCandidate(), correction, aCandidate({ id: "a1" })]);
    const { out } = await capture(() => rejectCandidates(life.store, ["c0ffee", "beef", "c0ffee12"], {}));
    expect(out).toBe("rejected and deleted: c0ffee12, beef0001\n");
    expect([...life.candidates.keys()]).toEqual(["a1"]);
  });

  test("deletes none where one is not known", async () => {
    const life = createFakeLife([aCandidate(), correction]);
    expect((await capture(() => rejectCandidates(life.store, ["c0ffee", "dead"], {}))).err).toContain(
      "begins with dead",
    );
    expect(life.candidates.size).toBe(2);
  });
});

/** The command here, with the environment of a process of its own. */
async function runHere(folder: string, args: readonly string[], dataKey = ""): Promise<Ran> {
  // Empty, so that no .env of this folder fills them in.
  const environment = { DATA_DIR: folder, DATABASE_URL: "", DATA_KEY: dataKey, BODIES_FILE: "" };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  let err = "";
  const spy = vi.spyOn(process.stderr, "write").mockImplementation((chunk) => {
    err += chunk;
    return true;
  });
  const command = new Command().addCommand(createCandidatesCommand()).addCommand(createGapsCommand());
  const { out } = await capture(async () => void (await command.parseAsync(args, { from: "user" })));
  spy.mockRestore();
  vi.unstubAllEnvs();
  const code = Number(process.exitCode ?? 0);
  process.exitCode = undefined;
  return { code, out, err };
}

/** A data folder whose store stays open here, as the service has it. */
async function openFolder() {
  const folder = await temporaryFolder();
  const keys = openKeyFile(path.join(folder, "data.key"));
  const { deps } = await openBench({ url: `sqlite:${path.join(folder, "adep.db")}`, ring: keys.ring });
  await deps.store.transact(async (tx) => {
    for (const one of [aCandidate(), correction]) await tx.candidates.put(one);
  });
  return { folder, list: () => deps.store.transact((tx) => tx.candidates.list()) };
}

describe("the command", () => {
  test("lists and deletes in a store that the service has open", async () => {
    const { folder, list } = await openFolder();
    const listed = await runHere(folder, ["candidates", "--json"]);
    expect([listed.code, listed.err, JSON.parse(listed.out).candidates.length]).toEqual([0, "", 2]);
    const rejected = await runHere(folder, ["candidates", "reject", "c0ff", "--json"]);
    expect(rejected).toEqual({ code: 0, err: "", out: '{"rejected":["c0ffee12"]}\n' });
    expect(await list()).toEqual([correction]);
  });

  test("ends in one line where the id is unknown or the key is another one", async () => {
    const { folder } = await openFolder();
    const unknown = "adep: no candidate begins with dead (npm run evals -- candidates lists them)\n";
    expect(await runHere(folder, ["candidates", "show", "dead"])).toEqual({ code: 1, out: "", err: unknown });
    const locked = await runHere(folder, ["gaps"], Buffer.alloc(32, 7).toString("base64"));
    expect([locked.code, locked.out]).toEqual([1, ""]);
    expect(locked.err).toMatch(/^adep: the data key does not fit this case store.+\n$/);
  });

  test("makes no store where there is none", async () => {
    const folder = await temporaryFolder();
    const { code, err } = await runHere(folder, ["candidates"]);
    expect([code, readdirSync(folder)]).toEqual([1, []]);
    expect(err).toMatch(/^adep: there is no case store .+\n$/);
  });

  test("takes --split for itself, though the command above it has one too", { timeout: 60_000 }, async () => {
    const { folder } = await openFolder();
    const decision = ["--severity", "serious", "--category", "bribery", "--split", "test"];
    const args = ["--import", "tsx", "evals/run.ts", "candidates", "accept", "beef", ...decision];
    const env = { PATH: process.env["PATH"], DATA_DIR: folder, DATABASE_URL: "", DATA_KEY: "", BODIES_FILE: "" };
    const child = spawn(process.execPath, args, { cwd: fileURLToPath(new URL("..", import.meta.url)), env });
    let err = "";
    child.stderr.on("data", (chunk) => (err += chunk));
    expect(await once(child, "close")).toEqual([1, null]);
    expect(err).toMatch(/^adep: the triage texts are all kept back .+\n$/);
  });
});
