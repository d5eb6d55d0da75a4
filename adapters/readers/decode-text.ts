// Turns the bytes of a text file or page into text, and refuses bytes that would come out as wrong letters.

const BYTE_ORDER_MARKS = [
  { label: "utf-8", bytes: [0xef, 0xbb, 0xbf] },
  { label: "utf-16le", bytes: [0xff, 0xfe] },
  { label: "utf-16be", bytes: [0xfe, 0xff] },
] as const;

// KZ-1048 is windows-1251 with Kazakh letters in the places of letters that neither Russian nor Kazakh knows.
const FOREIGN = "ЌЋќћЎўЈҐЄЇґєјЅѕї";
const KAZAKH = "ҚҺқһҰұӘӨҒҮөғәҢңү";

/** Throws one readable sentence where the bytes are no text, or text that is damaged. */
export function decodeText(bytes: Uint8Array): string {
  const mark = BYTE_ORDER_MARKS.find((known) => known.bytes.every((byte, at) => bytes[at] === byte));
  const text = mark ? new TextDecoder(mark.label).decode(bytes) : decodeUnmarked(bytes);
  if (isGarbage(text)) throw new Error("The file holds binary data, not a text.");
  return text;
}

function decodeUnmarked(bytes: Uint8Array): string {
  if (bytes.subarray(0, 65_536).includes(0)) throw new Error("The file holds binary data, not a text.");
  const named = charsetOf(bytes);
  if (named === "utf-16") throw new Error("The file says it is UTF-16 but lacks its byte order mark.");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    if (isDamagedUtf8(bytes)) throw new Error("The file is damaged: some of its letters are cut (invalid UTF-8).");
    return decodeCyrillic(bytes);
  }
}

function charsetOf(bytes: Uint8Array): string | null {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 4096));
  const name = /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]+)/iu.exec(head)?.[1];
  return name?.toLowerCase() ?? null;
}

/** Bytes above 127 stand in valid pairs nearly everywhere, so that this is UTF-8 with a fault and no older encoding. */
function isDamagedUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder("utf-8").decode(bytes);
  const faults = text.match(/\ufffd/gu)?.length ?? 0;
  const letters = text.match(/[\u0080-\u{10ffff}]/gu)?.length ?? 0;
  return letters - faults > faults;
}

function decodeCyrillic(bytes: Uint8Array): string {
  return new TextDecoder("windows-1251")
    .decode(bytes)
    .replace(/[ЌЋќћЎўЈҐЄЇґєјЅѕї]/gu, (letter) => KAZAKH[FOREIGN.indexOf(letter)] ?? letter);
}

/** Control characters do not occur in texts, and neither do mostly symbols. */
function isGarbage(text: string): boolean {
  const sample = text.slice(0, 200_000);
  const controls =
    sample.match(/[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffd\ufffe\uffff]/gu)?.length ?? 0;
  const letters = sample.match(/[\p{L}\p{N}\s]/gu)?.length ?? 0;
  return controls > sample.length / 100 || letters < sample.length / 3;
}
