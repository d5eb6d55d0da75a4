// Unpacks the XML parts of an Office file under a limit, and packs them anew, so that no other reader meets the file's own zip.

import { inflateRawSync } from "node:zlib";

export type Parts = ReadonlyMap<string, Uint8Array>;
type Entry = { readonly name: string; readonly method: number; readonly flags: number; readonly packed: Buffer };

const MOST_BYTES = 128 * 1024 * 1024;
const MOST_ENTRIES = 10_000;
const TOO_LARGE = "The document is too large once unpacked.";
const BROKEN = "The file is a damaged or cut zip archive.";

/** Throws one readable sentence; stops before more than 128 MB are unpacked, whatever the sizes the archive claims. */
export function unpackXml(bytes: Uint8Array): Parts {
  const parts = new Map<string, Uint8Array>();
  let left = MOST_BYTES;
  for (const entry of entriesOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))) {
    if (!/\.(?:xml|rels)$/iu.test(entry.name)) continue;
    const part = unpack(entry, left);
    left -= part.length;
    parts.set(entry.name.replace(/^\//u, ""), part);
  }
  return parts;
}

function unpack({ method, flags, packed }: Entry, left: number): Uint8Array {
  if ((flags & 1) !== 0) throw new Error("The document is protected by a password.");
  if (method === 0 && packed.length <= left) return packed;
  if (method !== 8) throw new Error(method === 0 ? TOO_LARGE : BROKEN);
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(left, 1) });
  } catch (cause) {
    const isLimit = cause instanceof Error && "code" in cause && cause.code === "ERR_BUFFER_TOO_LARGE";
    throw new Error(isLimit ? TOO_LARGE : BROKEN, { cause });
  }
}

function entriesOf(zip: Buffer): Entry[] {
  const end = zip.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end < 0 || end + 22 > zip.length) throw new Error(BROKEN);
  const count = zip.readUInt16LE(end + 10);
  if (count > MOST_ENTRIES) throw new Error(TOO_LARGE);
  const entries: Entry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let seen = 0; seen < count; seen += 1) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== 0x02014b50) throw new Error(BROKEN);
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString("utf8", at + 46, at + 46 + nameLength);
    const packed = packedBytes(zip, zip.readUInt32LE(at + 42), zip.readUInt32LE(at + 20));
    entries.push({ name, method: zip.readUInt16LE(at + 10), flags: zip.readUInt16LE(at + 8), packed });
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

function packedBytes(zip: Buffer, header: number, length: number): Buffer {
  if (header + 30 > zip.length || zip.readUInt32LE(header) !== 0x04034b50) throw new Error(BROKEN);
  const from = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
  if (from + length > zip.length) throw new Error(BROKEN);
  return zip.subarray(from, from + length);
}

/** A zip of these parts, uncompressed; without checksums, which its reader does not ask for. */
export function packParts(parts: Parts): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, part] of parts) {
    const title = Buffer.from(name, "utf8");
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt32LE(part.length, 18);
    local.writeUInt32LE(part.length, 22);
    local.writeUInt16LE(title.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    local.copy(central, 20, 18, 28);
    central.writeUInt32LE(at, 42);
    bodies.push(local, title, Buffer.from(part.buffer, part.byteOffset, part.byteLength));
    directory.push(central, title);
    at += 30 + title.length + part.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.size, 8);
  end.writeUInt16LE(parts.size, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, list, end]);
}
