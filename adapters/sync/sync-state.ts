// What is remembered between two runs of the download, `<data>/editions/sync.json`: only of texts that were taken.

import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

import { LANGUAGES } from "../../src/language.ts";
import { syncFolder, writePrivateFile } from "../private-file.ts";

/** It is sent back in a header, so it must fit into one. */
const mark = z
  .string()
  .regex(/^[\x20-\x7e]{1,1000}$/)
  .nullable();

const schema = z.strictObject({
  version: z.literal(1),
  texts: z.array(
    z.strictObject({
      ...{ document: z.string(), language: z.enum(LANGUAGES), address: z.string() },
      ...{ etag: mark, lastModified: mark, checksum: z.string().regex(/^[0-9a-f]{64}$/), fetchedAt: z.string() },
    }),
  ),
});

/** One text from one address. Two acts may stand on one page, and each is remembered for itself. */
export type Remembered = Readonly<z.infer<typeof schema>["texts"][number]>;
export type TextSource = Pick<Remembered, "document" | "language" | "address">;

export type SyncState = {
  read(source: TextSource): Remembered | null;
  /** On disk when it returns. */
  remember(text: Remembered): void;
};

/** A damaged file counts as none: then everything is fetched anew. */
export function openSyncState(dataFolder: string): SyncState {
  const file = path.join(dataFolder, "editions", "sync.json");
  const texts = new Map(readTexts(file).map((text) => [keyOf(text), text]));
  return {
    read: (source) => texts.get(keyOf(source)) ?? null,
    remember: (text) => {
      const isFit = mark.safeParse(text.etag).success && mark.safeParse(text.lastModified).success;
      texts.set(keyOf(text), isFit ? text : { ...text, etag: null, lastModified: null });
      mkdirSync(path.dirname(file), { recursive: true });
      const content = { version: 1, texts: [...texts.values()] };
      writePrivateFile(file, `${JSON.stringify(content, null, 2)}\n`, { force: true });
      syncFolder(path.dirname(file));
    },
  };
}

function readTexts(file: string): Remembered[] {
  try {
    return schema.parse(JSON.parse(readFileSync(file, "utf8"))).texts;
  } catch {
    return [];
  }
}

function keyOf({ document, language, address }: TextSource): string {
  return `${document} ${language} ${address}`;
}
