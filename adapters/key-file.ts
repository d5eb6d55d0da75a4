// The data keys: from DATA_KEY, or from a file that only its owner may read, made at the first start.

import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { z } from "zod";

import type { KeyRing } from "./aes-vault.ts";

const KEY_BYTES = 32;
const fileSchema = z.strictObject({ current: z.string(), keys: z.record(z.string(), z.string()) });

export interface KeyStore {
  /** As it is on disk now. */
  ring(): KeyRing;
  /** Where the keys are, for people. */
  readonly place: string;
  /** `null` where the keys come from the environment, which only its owner can change. */
  readonly file: KeyFile | null;
}

export interface KeyFile {
  /** A new key, current from now on; the old ones still open. */
  add(): string;
  /** Forgets every key but the current one. */
  retire(): void;
}

/** `DATA_KEY`: 32 bytes in base64, or several with commas between; the first seals. */
export function readDataKey(value: string): KeyStore {
  const keys = value.split(",").map((part) => Buffer.from(part.trim(), "base64"));
  if (keys.some((key) => key.length !== KEY_BYTES)) throw new Error(`DATA_KEY must be ${KEY_BYTES} bytes in base64`);
  const named = keys.map((key): [string, Buffer] => [idOf(key), key]);
  const ring: KeyRing = { current: named[0]?.[0] ?? "", keys: new Map(named) };
  return { ring: () => ring, place: "DATA_KEY", file: null };
}

export function openKeyFile(file: string): KeyStore {
  if (!existsSync(file)) {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    writeFirst(file);
  }
  chmodSync(file, 0o600);
  let read = { at: "", ring: readKeys(file) };
  const ring = (): KeyRing => {
    // Two changes may fall within one tick of the file's clock; each is a new file.
    const { ino, size, mtimeMs } = statSync(file);
    const at = `${ino} ${size} ${mtimeMs}`;
    if (at !== read.at) read = { at, ring: readKeys(file) };
    return read.ring;
  };
  const add = (): string => {
    const next = withNewKey(ring());
    writeKeys(file, next);
    return next.current;
  };
  const retire = (): void => {
    const { current, keys } = ring();
    writeKeys(file, { current, keys: new Map([...keys].filter(([id]) => id === current)) });
  };
  return { ring, place: file, file: { add, retire } };
}

function withNewKey(ring: KeyRing | null): KeyRing {
  const key = randomBytes(KEY_BYTES);
  return { current: idOf(key), keys: new Map([...(ring?.keys ?? []), [idOf(key), key]]) };
}

/** Names the key without telling it. */
function idOf(key: Buffer): string {
  return createHash("sha256").update("adep data key ").update(key).digest("hex").slice(0, 8);
}

function readKeys(file: string): KeyRing {
  try {
    const { current, keys } = fileSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    const entries = Object.entries(keys).map(([id, key]): [string, Buffer] => [id, Buffer.from(key, "base64")]);
    if (!(current in keys) || entries.some(([, key]) => key.length !== KEY_BYTES)) throw new Error("keys are missing");
    return { current, keys: new Map(entries) };
  } catch {
    throw new Error(`the key file ${file} cannot be read; without it nothing in the case store opens`);
  }
}

/** Of two processes that start at once, the first one's key stays. */
function writeFirst(file: string): void {
  const beside = `${file}.${process.pid}`;
  writeWhole(beside, withNewKey(null));
  try {
    linkSync(beside, file);
    syncFolder(path.dirname(file));
  } catch (fault) {
    if (!existsSync(file)) throw fault;
  } finally {
    unlinkSync(beside);
  }
}

/** Whole or not at all: written beside, brought to disk, renamed. */
function writeKeys(file: string, ring: KeyRing): void {
  writeWhole(`${file}.new`, ring);
  renameSync(`${file}.new`, file);
  syncFolder(path.dirname(file));
}

/** Only then the name of the file outlasts a power cut. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, "r");
  fsyncSync(handle);
  closeSync(handle);
}

function writeWhole(file: string, { current, keys }: KeyRing): void {
  const content = { current, keys: Object.fromEntries([...keys].map(([id, key]) => [id, key.toString("base64")])) };
  const handle = openSync(file, "w", 0o600);
  writeSync(handle, `${JSON.stringify(content)}\n`);
  fsyncSync(handle);
  closeSync(handle);
}
