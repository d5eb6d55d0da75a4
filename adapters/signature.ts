// Ed25519 signatures of exports, through Node's own cryptography.

import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";

import type { CheckSignature, Signer } from "../src/cases/case-file.ts";

/** From a private key in PKCS#8 PEM. */
export function createSigner(pem: string): Signer {
  const key = createPrivateKey(pem);
  const publicKey = createPublicKey(key).export({ type: "spki", format: "der" }).toString("base64");
  return {
    publicKey,
    fingerprint: fingerprintOf(publicKey),
    sign: (text) => sign(null, Buffer.from(text, "utf8"), key).toString("base64"),
  };
}

/** SHA-256, hex, of the public key in DER: what two people compare. */
export function fingerprintOf(publicKey: string): string {
  return createHash("sha256").update(Buffer.from(publicKey, "base64")).digest("hex");
}

/** False for anything but this key's signature in the one way of writing it. */
export const checkSignature: CheckSignature = (text, { publicKey, signature }) => {
  const bytes = Buffer.from(signature, "base64");
  const key = readPublicKey(publicKey);
  // Base64 has spare bits at its end: another way of writing the same bytes is a change too.
  if (!key || bytes.toString("base64") !== signature) return false;
  return verify(null, Buffer.from(text, "utf8"), key, bytes);
};

function readPublicKey(publicKey: string): KeyObject | null {
  const der = Buffer.from(publicKey, "base64");
  if (der.toString("base64") !== publicKey) return null;
  try {
    const key = createPublicKey({ key: der, format: "der", type: "spki" });
    return key.asymmetricKeyType === "ed25519" ? key : null;
  } catch {
    return null;
  }
}
