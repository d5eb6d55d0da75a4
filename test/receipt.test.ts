import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { readReceipt, writeReceipt } from "../src/cases/receipt.ts";

const bits = fc.uint8Array({ minLength: 16, maxLength: 16 });
const receipts = bits.map(writeReceipt);
const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHECKS = `${DIGITS}*~$=U`;

/** Reads the number back without the code under test. */
function numberOf(receipt: string): bigint {
  const symbols = receipt.replaceAll("-", "").slice(0, 26);
  return [...symbols].reduce((number, symbol) => number * 32n + BigInt(DIGITS.indexOf(symbol)), 0n);
}

describe("a receipt", () => {
  test("holds all 128 bits, and a check symbol modulo 37", () => {
    const holds = (bytes: Uint8Array): boolean => {
      const receipt = writeReceipt(bytes);
      const number = BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
      return numberOf(receipt) === number && receipt.at(-1) === CHECKS[Number(number % 37n)];
    };
    fc.assert(fc.property(bits, holds), { numRuns: 1000 });
  });

  test("is read as it was written", () => {
    fc.assert(
      fc.property(receipts, (receipt) => readReceipt(receipt) === receipt),
      { numRuns: 1000 },
    );
  });

  test.each([
    ["zeros", 0x00, "00000-00000-00000-00000-00000-0"],
    ["ones", 0xff, "7ZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ-Z"],
  ])("of %s only is written", (_name, byte, expected) => {
    const receipt = writeReceipt(new Uint8Array(16).fill(byte));
    expect(receipt.startsWith(expected)).toBe(true);
    expect(readReceipt(receipt)).toBe(receipt);
  });

  test("has groups of five that can be read out", () => {
    fc.assert(
      fc.property(receipts, (receipt) => /^([0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z][0-9A-Z*~$=]$/.test(receipt)),
    );
  });

  test("with any one symbol wrong is no receipt", () => {
    const at = fc.nat(26);
    const isRefused = (receipt: string, place: number, other: string): boolean => {
      const symbols = [...receipt.replaceAll("-", "")];
      fc.pre(symbols[place] !== other);
      symbols[place] = other;
      return readReceipt(symbols.join("")) === null;
    };
    fc.assert(fc.property(receipts, at, fc.constantFrom(...CHECKS), isRefused), { numRuns: 3000 });
  });

  test("with two neighbours swapped is no receipt", () => {
    const isRefused = (receipt: string, place: number): boolean => {
      const symbols = [...receipt.replaceAll("-", "")];
      const [one = "", two = ""] = symbols.slice(place, place + 2);
      fc.pre(one !== two);
      symbols.splice(place, 2, two, one);
      return readReceipt(symbols.join("")) === null;
    };
    fc.assert(fc.property(receipts, fc.nat(24), isRefused), { numRuns: 1000 });
  });

  test("with a symbol too few or too many is no receipt", () => {
    fc.assert(fc.property(receipts, (receipt) => readReceipt(receipt.slice(0, -1)) === null));
    fc.assert(
      fc.property(receipts, fc.constantFrom(...DIGITS), (receipt, more) => readReceipt(receipt + more) === null),
    );
  });

  test("of more than 128 bits is no receipt", () => {
    const value = 1n << 128n;
    const check = CHECKS[Number(value % 37n)];
    expect(readReceipt(`8${"0".repeat(25)}${check}`)).toBeNull();
  });

  test("is not guessed", () => {
    const guesses = Array.from({ length: 2000 }, () => randomBytes(27).toString("base64").slice(0, 27));
    expect(guesses.filter((guess) => readReceipt(guess) !== null).length).toBeLessThan(10);
  });
});

describe("a receipt as people type it", () => {
  test("may be in small letters, without hyphens, or with spaces", () => {
    const forms: readonly ((receipt: string) => string)[] = [
      (receipt) => receipt.toLowerCase(),
      (receipt) => receipt.replaceAll("-", ""),
      (receipt) => receipt.replaceAll("-", " "),
      (receipt) => `  ${receipt.replaceAll("-", " - ")}\n`,
      (receipt) => receipt.replaceAll("-", "\u00A0"),
      (receipt) => [...receipt].join(" "),
    ];
    const isRead = (receipt: string) => forms.every((form) => readReceipt(form(receipt)) === receipt);
    fc.assert(fc.property(receipts, isRead), { numRuns: 300 });
  });

  test.each(["‐", "‑", "–", "—", "_", ".", "－"])("may have %s for the hyphens", (dash) => {
    const receipt = writeReceipt(randomBytes(16));
    expect(readReceipt(receipt.replaceAll("-", dash))).toBe(receipt);
  });

  test.each(["−", "\u200B", "\u2060", "\u00AD"])("may have %j in it, which a program put there", (sign) => {
    const receipt = writeReceipt(randomBytes(16));
    expect(readReceipt(receipt.replaceAll("-", sign))).toBe(receipt);
  });

  test("may have letters that look the same", () => {
    const alike: Readonly<Record<string, string>> = {
      ...{ 0: "OoОо", 1: "IiLlІі", A: "АаA", B: "Вв", C: "Сс", E: "Ее", H: "Нн", K: "КкҚқ", M: "Мм", P: "Рр", T: "Тт" },
      ...{ X: "Хх", 3: "Зз" },
    };
    const isRead = (receipt: string, choice: number): boolean => {
      const typed = [...receipt].map((symbol) => {
        const options = alike[symbol] ?? symbol;
        return options[choice % options.length] ?? symbol;
      });
      return readReceipt(typed.join("")) === receipt;
    };
    fc.assert(fc.property(receipts, fc.nat(11), isRead), { numRuns: 1000 });
  });

  test("may come in full-width letters", () => {
    const receipt = writeReceipt(randomBytes(16));
    const wide = receipt.replace(/[0-9A-Z]/g, (symbol) => String.fromCharCode(symbol.charCodeAt(0) + 0xfee0));
    expect(readReceipt(wide)).toBe(receipt);
  });
});

describe("anything else", () => {
  test("is no receipt and no fault", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => readReceipt(text) === null),
      { numRuns: 1000 },
    );
  });

  test.each([
    ["a million letters", "A".repeat(1_000_000)],
    ["a million spaces", " ".repeat(1_000_000)],
    ["a million hyphens", "-".repeat(1_000_000)],
    ["a million letters that grow when they are put together", "\uFDFA".repeat(1_000_000)],
    ["letters that grow in capitals", "ŉ".repeat(27)],
    ["half surrogate pairs", "\uD800".repeat(27)],
    ["a pair cut by the limit", `${"x".repeat(199)}\u{1F648}`],
    ["null bytes", "\u0000".repeat(27)],
    ["nothing", ""],
    ["an object's own names", "__proto__".repeat(3)],
    ["other numerals", "٠".repeat(27)],
  ])("%s are refused at once", (_name, typed) => {
    const began = performance.now();
    expect(readReceipt(typed)).toBeNull();
    expect(performance.now() - began).toBeLessThan(200);
  });
});
