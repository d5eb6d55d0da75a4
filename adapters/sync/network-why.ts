// Why a download came to nothing, in a sentence that a maintainer can act on.

import { NOT_PUBLIC } from "./checked-lookup.ts";

export const TOO_LONG = "TOO_LONG";

const SENTENCES: Readonly<Record<string, string>> = {
  [NOT_PUBLIC]: "its host's name leads to an address that is not in the public internet",
  [TOO_LONG]: "it is larger than an act can be",
  ENOTFOUND: "its host is not known to the name service",
  EAI_AGAIN: "the name service does not answer",
  ECONNREFUSED: "nobody answers at its host",
  ECONNRESET: "the connection was broken off",
  ETIMEDOUT: "its host cannot be reached",
  EHOSTUNREACH: "its host cannot be reached",
  ENETUNREACH: "there is no network",
  CERT_HAS_EXPIRED: "its certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is another host's",
  UND_ERR_CONNECT_TIMEOUT: "its host cannot be reached",
  UND_ERR_SOCKET: "the connection was broken off",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "it is not whole",
  UND_ERR_HEADERS_OVERFLOW: "its headers are too long",
  Z_DATA_ERROR: "what it packs cannot be unpacked",
  Z_BUF_ERROR: "what it packs is not whole",
};

const CERTIFICATE = /CERT|SELF_SIGNED|SIGNATURE/;

/** Only the fault's code is used: its message may hold a proxy's password. */
export function whyOf(fault: unknown): string {
  if (!(fault instanceof Error)) return "it could not be fetched";
  // The library has no code of its own for a proxy that opens no tunnel.
  if (fault.message.startsWith("Proxy response")) return "the proxy opens no way to its host";
  const code = "code" in fault ? String(fault.code) : "";
  const known = SENTENCES[code];
  if (known !== undefined) return known;
  if (CERTIFICATE.test(code)) return `its certificate is not trusted (${code})`;
  return code.startsWith("ERR_BROTLI") || code.startsWith("ERR__ERROR_FORMAT")
    ? "what it packs cannot be unpacked"
    : `it could not be fetched (${/^\w{1,60}$/.test(code) ? code : "unknown fault"})`;
}
