import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

import { exportAudit, exportHead } from "../src/cases-export-command.ts";
import { verifyFile, verifyStore } from "../src/cases-verify-command.ts";
import { capture, type Owner, openOwner } from "./owner-fakes.ts";
import { someAdvice } from "./store-contract-advice.ts";
import { someCandidate } from "./store-contract-candidates.ts";

const verify = (owner: Owner, head: readonly string[] = []) => capture(() => verifyStore(owner.cases, { head }));

describe("a store that is whole", () => {
  test("has no fault, and its exports are known by its fingerprint", async () => {
    const owner = await openOwner();
    const { out, err } = await capture(() => verifyStore(owner.cases, { json: true }));
    expect(err).toBe("");
    const { fingerprint, faults } = JSON.parse(out);
    expect(faults).toEqual([]);
    const file = path.join(owner.folder, "audit.json");
    await capture(() => exportAudit(owner.cases, { out: file }));
    const typed = fingerprint.toUpperCase().replace(/(.{4})/g, "$1 ");
    expect((await capture(() => verifyFile({ file, fingerprint: typed }))).err).toBe("");
    const other = await capture(() => verifyFile({ file, fingerprint: "00".repeat(32) }));
    expect(other.err).toContain("signed by another key");
    expect((await capture(() => verifyFile({ file }))).out).toContain("agrees with itself only");
  });
});

describe("a store that was changed behind the back of Adep", () => {
  test("names the case of a damaged text, and nothing of the text", async () => {
    const owner = await openOwner();
    const { db } = owner.bench.opened.database;
    const { sealed } = await db.selectFrom("entries").select("sealed").limit(1).executeTakeFirstOrThrow();
    await db
      .updateTable("entries")
      .set({ sealed: `${sealed.slice(0, -4)}AAAA` })
      .where("seq", "=", 1)
      .execute();
    const { code, out, err } = await owner.run("verify");
    expect(code).toBe(1);
    expect(out).toContain(`${owner.codename}: the text of line 1 does not open`);
    expect(err).toBe("adep: the case store is not whole: 1 fault\n");
  });

  test("tells of what was offered to the evals, and of what an answer rested on", async () => {
    const owner = await openOwner();
    await owner.bench.deps.store.transact(async (tx) => {
      await tx.candidates.put(someCandidate({ id: "a" }));
      await tx.advice.put("a", someAdvice());
    });
    expect((await verify(owner)).out).toContain("every sealed text opens");
    const { db } = owner.bench.opened.database;
    const [candidate] = await db.selectFrom("candidates").select("sealed").execute();
    await db.updateTable("candidates").set({ sealed: "" }).execute();
    await db
      .updateTable("advice")
      .set({ sealed: candidate?.sealed ?? "" })
      .execute();
    expect((await verify(owner)).out.split("\n").slice(0, 2)).toEqual([
      "the store: what was offered to the evals does not open",
      "the store: what an answer rested on does not open",
    ]);
  });

  test("shows a changed record, a cut tail and one put behind", async () => {
    const owner = await openOwner();
    const { db } = owner.bench.opened.database;
    const last = await db.selectFrom("audit").selectAll().orderBy("seq", "desc").limit(1).executeTakeFirstOrThrow();
    await db.updateTable("audit").set({ detail: "spade" }).where("seq", "=", last.seq).execute();
    expect((await verify(owner)).out).toContain(`record ${last.seq} was changed`);
    await db.deleteFrom("audit").where("seq", "=", last.seq).execute();
    expect((await verify(owner)).out).toContain(`record ${last.seq} is known to have existed`);
  });

  test("shows a true record behind the sealed head, which nobody but Adep can move", async () => {
    const owner = await openOwner();
    const { db } = owner.bench.opened.database;
    const early = await db
      .selectFrom("settings")
      .selectAll()
      .where("name", "=", "audit-head")
      .executeTakeFirstOrThrow();
    await capture(() => exportAudit(owner.cases, { out: path.join(owner.folder, "audit.json") }));
    await db.updateTable("settings").set({ sealed: early.sealed }).where("name", "=", "audit-head").execute();
    expect((await verify(owner)).out).toContain("stands behind the head of the chain");
  });

  test("shows a case that is gone without having been erased", async () => {
    const owner = await openOwner();
    await owner.bench.opened.database.db.deleteFrom("cases").execute();
    expect((await verify(owner)).out).toContain(`the case ${owner.id} is gone, and nobody erased it`);
  });

  test("shows nothing when it was put back to an earlier day, except to who kept a head", async () => {
    const owner = await openOwner();
    const { db } = owner.bench.opened.database;
    const early = await db
      .selectFrom("settings")
      .selectAll()
      .where("name", "=", "audit-head")
      .executeTakeFirstOrThrow();
    const { seq } = await owner.bench.deps.store.transact((tx) => tx.audit.head());
    const file = path.join(owner.folder, "audit.json");
    await capture(() => exportAudit(owner.cases, { out: file }));
    expect((await verify(owner, [file])).err).toBe("");
    await db.deleteFrom("audit").where("seq", ">", seq).execute();
    await db.updateTable("settings").set({ sealed: early.sealed }).where("name", "=", "audit-head").execute();
    expect((await verify(owner)).err).toBe("");
    expect((await verify(owner, [file])).out).toContain(`record ${seq + 1} is known to have existed`);
  });
});

describe("a head known from elsewhere", () => {
  test("counts only when this store has signed it", async () => {
    const [owner, other] = [await openOwner(), await openOwner()];
    const file = path.join(owner.folder, "head.json");
    const { out } = await capture(() => exportHead(other.cases, {}));
    writeFileSync(file, out);
    expect((await verify(owner, [file])).err).toContain("signed by another key");
    writeFileSync(file, out.replace('"seq":', '"seq":1'));
    expect((await verify(owner, [file])).err).toContain("the file was changed");
    await capture(() => exportHead(owner.cases, { out: file, force: true }));
    expect((await verify(owner, [file])).err).toBe("");
    expect(readFileSync(file, "utf8")).toContain("adep-head-1");
  });
});
