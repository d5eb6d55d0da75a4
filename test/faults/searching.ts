// Finds words in bytes however they may have been written there, all of them in one pass.

type Form = { readonly word: string; readonly name: string; readonly bytes: Buffer };

const KEY_BYTES = 4;

export type Search = (bytes: Buffer) => string[];

/** The search says `word as form` for each word that stands in the bytes. */
export function createSearch(words: readonly string[]): Search {
  const byKey = new Map<number, Form[]>();
  for (const form of words.flatMap(formsOf)) {
    const key = form.bytes.readUInt32BE(0);
    byKey.set(key, [...(byKey.get(key) ?? []), form]);
  }
  return (bytes) => {
    const found = new Set<string>();
    for (let at = 0; at + KEY_BYTES <= bytes.length; at += 1) {
      const forms = byKey.get(bytes.readUInt32BE(at));
      if (!forms) continue;
      for (const { word, name, bytes: wanted } of forms) {
        if (bytes.subarray(at, at + wanted.length).equals(wanted)) found.add(`${word} as ${name}`);
      }
    }
    return [...found];
  };
}

function formsOf(word: string): Form[] {
  const utf8 = Buffer.from(word, "utf8");
  const hex = utf8.toString("hex");
  const wide = Buffer.from(word, "utf16le");
  const forms = [
    { name: "UTF-8", bytes: utf8 },
    { name: "UTF-16LE", bytes: wide },
    { name: "UTF-16BE", bytes: Buffer.from(wide).swap16() },
    { name: "hex", bytes: Buffer.from(hex) },
    { name: "HEX", bytes: Buffer.from(hex.toUpperCase()) },
    ...(["base64", "base64url"] as const).flatMap((name) =>
      [0, 1, 2].map((shift) => ({ name, bytes: Buffer.from(withinBase64(utf8, shift, name)) })),
    ),
  ];
  return forms.map((form) => ({ ...form, word }));
}

/** What is the same in base64 whatever stands before and behind, for a word that begins at this shift. */
function withinBase64(word: Buffer, shift: number, encoding: "base64" | "base64url"): string {
  const all = Buffer.concat([Buffer.alloc(shift), word])
    .toString(encoding)
    .replaceAll("=", "");
  return all.slice(Math.ceil((shift * 4) / 3), Math.floor(((shift + word.length) * 4) / 3));
}
