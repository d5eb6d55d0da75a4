import { execFileSync, spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { checkSignature, createSigner, fingerprintOf } from "../adapters/signature.ts";
import { sha256 } from "../adapters/store/audit-rows.ts";
import { toCanonical } from "../src/cases/canonical.ts";
import { auditContent, type CaseParts, caseContent, headContent, writeExport } from "../src/cases/case-file.ts";
import { type Checked, checkExport } from "../src/cases/check-export.ts";
import { openBench, someReport } from "./case-fakes.ts";
import { temporaryFolder } from "./knowledge-files.ts";

const PEM = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const signer = createSigner(PEM);
const check = (file: string | Buffer): Checked =>
  checkExport(Buffer.from(file), { checkSignature, fingerprintOf, digest: sha256 });

/** One case among several, in a text that needs escaping. */
async function someParts(): Promise<CaseParts> {
  const bench = await openBench();
  await bench.reception.escalate(someReport({ text: 'Тұқым "сатылады"\n\u0000\u{1F33E} — 5 кг' }));
  await bench.reception.escalate(someReport({ text: "Another report." }));
  await bench.settle();
  return bench.deps.store.transact(async (tx) => {
    const [found] = await tx.cases.list({});
    if (!found) throw new Error("no case was opened");
    const today = "2026-09-07";
    await tx.audit.append({ day: today, caseId: found.id, actor: "owner", action: "export", detail: "case" });
    const [records, head] = [await tx.audit.all(), await tx.audit.head()];
    return { found, entries: await tx.cases.entries(found.id), records, head, today };
  });
}

describe("canonical JSON", () => {
  test("sorts keys at every level and leaves no space", () => {
    expect(toCanonical({ b: [{ d: 1, c: null }], a: { z: "ә", y: true }, x: undefined })).toBe(
      '{"a":{"y":true,"z":"ә"},"b":[{"c":null,"d":1}]}',
    );
  });

  test("is the same whatever the order, and reads back as what it was", () => {
    const value = fc.jsonValue({ maxDepth: 4, noUnicodeString: false }).map((one) => JSON.parse(JSON.stringify(one)));
    const isWhole = (one: unknown): boolean => !/\d[.e]|\d{16}/.test(JSON.stringify(one));
    const turn = (one: unknown): unknown => {
      if (Array.isArray(one)) return one.map(turn);
      if (typeof one !== "object" || one === null) return one;
      return Object.fromEntries(
        Object.entries(one)
          .reverse()
          .map(([key, inner]) => [key, turn(inner)]),
      );
    };
    fc.assert(
      fc.property(value.filter(isWhole), (one) => {
        expect(toCanonical(turn(one))).toBe(toCanonical(one));
        expect(JSON.parse(toCanonical(one))).toEqual(one);
      }),
    );
  });

  test("refuses numbers that are written in more ways than one", () => {
    expect(() => toCanonical({ a: 0.1 })).toThrow("whole numbers");
    expect(() => toCanonical([2 ** 60])).toThrow("whole numbers");
    expect(() => toCanonical(() => 1)).toThrow("cannot be signed");
  });
});

describe("an export", () => {
  test("of each kind is whole as it was written", async () => {
    const parts = await someParts();
    const contents = [caseContent(parts), auditContent(parts), headContent(parts)];
    expect(contents.map((content) => check(writeExport(content, signer)).fault)).toEqual([null, null, null]);
  });

  test("of a case holds its texts and its own records, and neither channel nor address", async () => {
    const parts = await someParts();
    const file = writeExport(caseContent(parts), signer);
    const { case: facts, entries, audit } = JSON.parse(file);
    expect(entries[0].text).toBe(parts.entries[0]?.text);
    expect(new Set(audit.map(({ caseId }: { caseId: string }) => caseId))).toEqual(new Set([facts.id]));
    expect(file).not.toMatch(/Another report|asker-one|channel/);
  });

  test("shows a change of any one byte", async () => {
    const parts = await someParts();
    const files = [caseContent(parts), auditContent(parts)].map((content) => Buffer.from(writeExport(content, signer)));
    const unseen: string[] = [];
    for (let round = 0; round < 300; round += 1) {
      const bytes = Buffer.from(files[round % 2] ?? "");
      const at = Math.floor(Math.random() * bytes.length);
      const [kind, byte] = [round % 5, Math.floor(Math.random() * 256)];
      const before = bytes[at] ?? 0;
      if (kind < 3) bytes[at] = byte === before ? before ^ 1 : byte;
      const changed = kind < 3 ? bytes : withByte(bytes, at, kind === 3 ? byte : null);
      if (check(changed).fault === null) unseen.push(`${kind} at ${at}: ${before} → ${byte}`);
    }
    expect(unseen).toEqual([]);
  });

  test("shows another way of writing the same", async () => {
    const file = writeExport(caseContent(await someParts()), signer);
    const same = [
      ...[` ${file}`, `${file} `, file.trimEnd(), file.replace("\n", "\r\n"), `\uFEFF${file}`],
      ...[file.replace('"told"', '"\\u0074old"'), file.replace('"seq":1,', '"seq":1.0,'), file.replace('{"', '{ "')],
      file.replace('"format":', '"format":"adep-case-1","format":'),
    ];
    expect(same.filter((other) => other === file || check(other).fault === null)).toEqual([]);
  });

  test("shows a change of the last letter of signature and key, whose spare bits mean nothing", async () => {
    const file = writeExport(headContent(await someParts()), signer);
    const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"];
    const [, last = ""] = file.match(/(.)=="}\n$/) ?? [];
    const others = letters.filter((letter) => letter !== last);
    expect(others.filter((letter) => check(file.replace(/.(=="}\n)$/, `${letter}$1`)).fault === null)).toEqual([]);
  });

  test("that was signed anew by somebody else bears another fingerprint", async () => {
    const other = createSigner(
      generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    );
    const checked = check(writeExport(headContent(await someParts()), other));
    expect(checked.fault === null && checked.export.fingerprint).toBe(other.fingerprint);
    expect(other.fingerprint).not.toBe(signer.fingerprint);
  });

  test("with a record left out or altered inside is found though it is signed", async () => {
    const parts = await someParts();
    const { records, head } = parts;
    const faultOf = (changed: Partial<CaseParts>, make = caseContent): string | null =>
      check(writeExport(make({ ...parts, ...changed }), signer)).fault;
    const altered = records.map((record, at) => (at === 0 ? { ...record, actor: "spade" } : record));
    expect(faultOf({ records: altered })).toBe("record 1 was changed");
    expect(faultOf({ records: records.slice(0, -1) })).toContain("not the head");
    expect(faultOf({ records: records.toReversed() })).toContain("out of order");
    expect(faultOf({ records: records.slice(0, -1) }, auditContent)).toContain("is known to have existed");
    expect(faultOf({ head: { ...head, seq: head.seq - 1, hash: records.at(-2)?.hash ?? "" } }, auditContent)).toContain(
      "behind",
    );
  });

  test("is not what is something else", () => {
    for (const other of ["", "{}", "[]", "null", "{", '{"format":"adep-case-2"}']) {
      expect(check(other).fault).toBe("this is not an export of Adep");
    }
  });
});

/** `null` leaves the byte out; otherwise one is put in before it. */
function withByte(bytes: Buffer, at: number, byte: number | null): Buffer {
  const middle = byte === null ? Buffer.alloc(0) : Buffer.from([byte]);
  return Buffer.concat([bytes.subarray(0, at), middle, bytes.subarray(byte === null ? at + 1 : at)]);
}

const hasOpenssl = /^OpenSSL 3/.test(spawnSync("openssl", ["version"], { encoding: "utf8" }).stdout ?? "");

describe("a third party", () => {
  test.skipIf(!hasOpenssl)("verifies an export with openssl alone, as docs/verify-export.md says", async () => {
    const folder = await temporaryFolder();
    writeFileSync(path.join(folder, "case.json"), writeExport(caseContent(await someParts()), signer));
    const shell = (script: string): string => execFileSync("bash", ["-ec", script], { cwd: folder, encoding: "utf8" });
    shell(`
      LC_ALL=C sed -E 's/,"signature":"[^"]*"\\}$/}/' case.json | tr -d '\\n' > signed.json
      sed -E 's/.*,"signature":"([^"]*)"\\}$/\\1/' case.json | base64 -d > signature.bin
      sed -E 's/.*,"publicKey":"([^"]*)","signature".*/\\1/' case.json | base64 -d > key.der`);
    expect(shell("sha256sum < key.der")).toContain(signer.fingerprint);
    const verify =
      "openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in signed.json -sigfile signature.bin";
    expect(shell(verify)).toContain("Signature Verified Successfully");
    expect(() => shell(`sed -i s/gardens/meadows/ signed.json; ${verify} 2>&1`)).toThrow();
  });
});
