// Sealing with AES-256-GCM: a fresh random nonce each time, the place bound in, lengths rounded up so that they tell little.

import { createCipheriv, createDecipheriv, randomBytes, randomInt } from "node:crypto";

import type { Dice, Vault } from "../src/cases/vault.ts";

/** Keys by id; the first seals, all open. */
export type KeyRing = { readonly current: string; readonly keys: ReadonlyMap<string, Buffer> };

const FORMAT = "a1";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Texts are padded to a multiple of this. */
const STEP_BYTES = 1024;

/** The ring is asked for each time: a key that was added while the service runs is used from then on. */
export function createVault(ring: () => KeyRing): Vault {
  return {
    seal: (plain, place) => {
      const { current, keys } = ring();
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", keyOf(keys, current), nonce);
      cipher.setAAD(Buffer.from(`${FORMAT}.${current}.${place}`));
      const body = Buffer.concat([cipher.update(pad(plain)), cipher.final(), cipher.getAuthTag()]);
      return [FORMAT, current, nonce.toString("base64url"), body.toString("base64url")].join(".");
    },
    open: (sealed, place) => {
      const [format = "", id = "", nonce = "", body = ""] = sealed.split(".");
      const bytes = Buffer.from(body, "base64url");
      if (format !== FORMAT || bytes.length < TAG_BYTES) throw new Error("a sealed text is damaged");
      try {
        const decipher = createDecipheriv("aes-256-gcm", keyOf(ring().keys, id), Buffer.from(nonce, "base64url"));
        decipher.setAAD(Buffer.from(`${format}.${id}.${place}`));
        decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
        return unpad(Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]));
      } catch (cause) {
        throw new Error("a sealed text does not open: damaged, moved, or sealed under another key", { cause });
      }
    },
    isCurrent: (sealed) => sealed.startsWith(`${FORMAT}.${ring().current}.`),
  };
}

export const DICE: Dice = { bytes: (count) => randomBytes(count), below: (count) => randomInt(count) };

function keyOf(keys: KeyRing["keys"], id: string): Buffer {
  const key = keys.get(id);
  if (!key) throw new Error(`there is no data key ${id}`);
  return key;
}

/** Four bytes of length, the text, zeros. */
function pad(plain: string): Buffer {
  const text = Buffer.from(plain.toWellFormed(), "utf8");
  const padded = Buffer.alloc(Math.ceil((text.length + 4) / STEP_BYTES) * STEP_BYTES);
  padded.writeUInt32BE(text.length);
  text.copy(padded, 4);
  return padded;
}

function unpad(padded: Buffer): string {
  return padded.subarray(4, 4 + padded.readUInt32BE()).toString("utf8");
}
