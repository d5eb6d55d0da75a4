// A network that failed: whether what was asked for may have come through all the same.

export type Failure = { readonly kind: "failed"; readonly code: string; readonly isUncertain: boolean };

/** Faults before anything was sent. */
const UNSENT: ReadonlySet<string> = new Set([
  ...["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "EHOSTDOWN", "ENETUNREACH", "ENETDOWN"],
  ...["EADDRNOTAVAIL", "EMFILE", "ENFILE"],
  ...["CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID", "DEPTH_ZERO_SELF_SIGNED_CERT", "SELF_SIGNED_CERT_IN_CHAIN"],
  ...["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "UNABLE_TO_VERIFY_LEAF_SIGNATURE", "ERR_TLS_CERT_ALTNAME_INVALID"],
]);

/** Of a fault only its code is kept: its message may hold an address that is a secret. `alsoUnsent` are codes of one client. */
export function toFailure(code: string, alsoUnsent: readonly string[] = []): Failure {
  const known = /^[A-Z][A-Z0-9_]{1,50}$/.test(code) ? code : "UNKNOWN";
  return { kind: "failed", code: known, isUncertain: !UNSENT.has(known) && !alsoUnsent.includes(known) };
}
