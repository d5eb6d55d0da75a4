// The way back to a case without a name: 128 random bits as Crockford base32, with his check symbol (modulo 37).

const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHECKS = `${DIGITS}*~$=U`;
const LENGTH = 26;
const GROUP = 5;

// Letters that are read for others, in three alphabets: Crockford's own, and Cyrillic look-alikes.
const ALIKE: Readonly<Record<string, string>> = {
  ...{ O: "0", I: "1", L: "1" },
  ...{ А: "A", В: "B", Е: "E", К: "K", М: "M", Н: "H", О: "0", Р: "P", С: "C", Т: "T", Х: "X", З: "3", І: "1", Қ: "K" },
};

/** 16 bytes → `7ZZZZ-…`: 26 symbols and the check symbol in groups of five. */
export function writeReceipt(bits: Uint8Array): string {
  let value = bits.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
  const check = CHECKS[Number(value % 37n)] ?? "";
  let symbols = "";
  for (let at = 0; at < LENGTH; at += 1) {
    symbols = (DIGITS[Number(value & 31n)] ?? "") + symbols;
    value >>= 5n;
  }
  return (symbols + check).match(new RegExp(`.{1,${GROUP}}`, "g"))?.join("-") ?? "";
}

/** The receipt in the form it was written, however it was typed; `null` where it cannot be one. */
export function readReceipt(typed: string): string | null {
  const symbols = [
    ...typed
      .slice(0, 200)
      .normalize("NFKC")
      .toUpperCase()
      .replace(/[\s\p{Pd}\p{Cf}\u2212_.]/gu, ""),
  ]
    .map((symbol) => ALIKE[symbol] ?? symbol)
    .join("");
  if (symbols.length !== LENGTH + 1) return null;
  let value = 0n;
  for (const symbol of symbols.slice(0, LENGTH)) {
    const digit = DIGITS.indexOf(symbol);
    if (digit < 0) return null;
    value = (value << 5n) | BigInt(digit);
  }
  if (value >> 128n !== 0n || CHECKS[Number(value % 37n)] !== symbols[LENGTH]) return null;
  return symbols.match(new RegExp(`.{1,${GROUP}}`, "g"))?.join("-") ?? null;
}
