// Files that only their owner may read, written whole or not at all.

import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";

/** Throws one readable line, and leaves the file that is there alone unless `force` is given. */
export function writePrivateFile(file: string, content: string, { force }: { readonly force: boolean }): void {
  const beside = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    writeWhole(beside, content);
    // A link, unlike a renaming, fails where there is a file already.
    if (force) renameSync(beside, file);
    else linkSync(beside, file);
  } catch (cause) {
    const code = codeOf(cause);
    throw new Error(
      code === "EEXIST" ? `${file} is there already (--force replaces it)` : `cannot write ${file} (${code})`,
    );
  } finally {
    rmSync(beside, { force: true });
  }
}

export function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new Error(`cannot read ${file} (${codeOf(cause)})`);
  }
}

/** Brings to disk that a file of this folder was made or renamed. */
export function syncFolder(folder: string): void {
  // Windows opens no folders and needs none of this.
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  fsyncSync(handle);
  closeSync(handle);
}

function writeWhole(file: string, content: string): void {
  const handle = openSync(file, "wx", 0o600);
  try {
    const bytes = Buffer.from(content, "utf8");
    for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? String(cause.code) : "unknown fault";
}
